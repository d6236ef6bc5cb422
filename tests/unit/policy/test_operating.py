"""Silence, engineer sync and ownership: what the linter says of their mistakes."""

from functools import cache
from pathlib import Path

import pytest

from app.gate.policy import GatePolicy
from app.policy.checks_operating import check_operating, try_operating_examples
from app.policy.files import folder_on_disk
from app.policy.reading import Source, read_folder
from app.policy.validating import tell, validate
from app.sync.operating_policy import OwnershipPolicy
from app.sync.policy import MappingPolicy
from tests.fakes.policies import shipped
from tests.unit.policy.files import MAPPING

OWNERSHIP = """\
schema: 1
about: Who owns what.
ownership:
  ticket_field: Product area
  components: {exports: Exports, billing: Billing}
  teams:
    exports: {label: Exports team, components: [exports], contacts: {P1: On call}}
    core: {label: Core team}
  default: core
  examples: {exports: exports, billing: core}
"""
SILENCE = """\
schema: 1
about: How long.
silence:
  hours: {P1: 4, P2: 8}
  examples:
    - {severity: P1, hours: 1, state: fine}
    - {severity: P1, hours: 5, state: overdue}
"""


@cache
def gate() -> GatePolicy:
    return shipped().gate


def read(folder: Path, text: str) -> tuple[MappingPolicy | None, Source]:
    (folder / "main.yaml").write_text(MAPPING, "utf-8")
    (folder / "operating.yaml").write_text(text, "utf-8")
    source = read_folder(folder_on_disk(folder))
    policy = validate(source, MappingPolicy)
    if policy is not None:
        for fault in (*check_operating(policy, gate()), *try_operating_examples(policy)):
            tell(source, fault)
    return policy, source


def told(folder: Path, text: str) -> list[str]:
    """What lint says of this file beside a small policy: line and words."""
    _, source = read(folder, text)
    return [str(one).partition("operating.yaml:")[2] for one in source.problems]


def ownership(folder: Path, text: str) -> OwnershipPolicy:
    policy, source = read(folder, text)
    assert policy is not None, source.problems
    return policy.ownership


def test_a_matrix_with_one_owner_for_each_component_is_fine(tmp_path: Path) -> None:
    assert told(tmp_path, OWNERSHIP) == []
    matrix = ownership(tmp_path, OWNERSHIP)
    assert matrix.team_of("exports") == "exports"
    assert matrix.team_of("billing") == matrix.team_of("") == "core"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("components: [exports]", "components: [imports]", "`imports` is no component"),
        ("{label: Core team}", "{label: C, components: [exports]}", "owned by `exports` already"),
        ("  default: core\n", "", "nobody owns what no team lists"),
        ("default: core", "default: cores", "`cores` is no team"),
        ("{P1: On call}", "{P9: On call}", "`P9` is no severity"),
        ("exports: exports, ", "exports: core, ", "`exports` is owned by `exports` here"),
        ("  ticket_field: Product area\n", "", "nothing tells a ticket's component"),
        ("  examples: {exports: exports, billing: core}\n", "", "the ownership has no examples"),
        ("label: Core team", "label: C, jira_squad: 1", "core.jira_squad` is no key"),
    ],
)
def test_a_mistake_in_the_matrix_is_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    assert old in OWNERSHIP
    assert any(what in line for line in told(tmp_path, OWNERSHIP.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{P1: 4, P2: 8}", "{P1: 4, P7: 8}", "`P7` is no severity"),
        ("{P1: 4, P2: 8}", "{P1: 12, P2: 8}", "P1 waits longer for an update than P2"),
        ("hours: 5, state: overdue", "hours: 3, state: overdue", "the clock shows soon here"),
        ("state: overdue", "state: fine", "the clock has no examples"),
        ("hours: {P1: 4", "hours: {P1: 0", "hours.P1` is below"),
    ],
)
def test_a_mistake_in_the_clock_is_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    assert old in SILENCE
    assert any(what in line for line in told(tmp_path, SILENCE.replace(old, new)))


def test_a_clock_with_its_examples_is_fine(tmp_path: Path) -> None:
    assert told(tmp_path, SILENCE) == []


def test_an_agenda_cannot_ask_for_an_item_that_is_none(tmp_path: Path) -> None:
    text = "schema: 1\nabout: A.\nengineer_sync:\n  ask_item: wish\n"
    assert told(tmp_path, text) == [
        "4: `wish` is no item of the gate; add it in gates, or correct it"
    ]
