"""Loading a directory: all or nothing, one version for one meaning, the last good kept."""

from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from app.errors import PolicyError
from app.policy.loading import load_directory
from app.policy.schema import json_schema
from app.policy.source import DirectorySource
from tests.unit.policy.files import GATES, MAPPING, write_policies

SHIPPED = Path(__file__).parents[3] / "policies"


def test_a_whole_directory_loads(tmp_path: Path) -> None:
    policies = load_directory(write_policies(tmp_path))
    assert policies.gate.projects == ("ENG",)
    assert policies.gate.items["context"].rules.needs_number
    assert policies.mapping.priority.values == {"urgent": "Highest"}


def test_the_version_follows_meaning_and_not_form(tmp_path: Path) -> None:
    first = load_directory(write_policies(tmp_path / "a")).version
    commented = GATES.replace("severities: [P1, P2]", "# worst first\nseverities:\n- P1\n- P2")
    assert load_directory(write_policies(tmp_path / "b", gates=commented)).version == first
    changed = GATES.replace("Who and how many.", "Who, and how many.")
    assert load_directory(write_policies(tmp_path / "c", gates=changed)).version != first


def test_one_policy_may_stand_in_several_files(tmp_path: Path) -> None:
    write_policies(tmp_path)
    more = """schema: 1
about: More.
patterns:
  call: {label: A call}
guarded:
  - {project: OPS, to_status: Escalated}
"""
    (tmp_path / "gates" / "more.yml").write_text(more)
    policies = load_directory(tmp_path)
    assert set(policies.gate.patterns) == {"bug", "call"}
    assert policies.gate.projects == ("ENG", "OPS")


def test_what_two_files_say_differently_is_refused_with_both_places(tmp_path: Path) -> None:
    write_policies(tmp_path)
    (tmp_path / "gates" / "more.yaml").write_text("schema: 1\nabout: More.\nmessage: No.\n")
    with pytest.raises(PolicyError) as refused:
        load_directory(tmp_path)
    (problem,) = refused.value.problems
    assert problem.startswith(f"{tmp_path}/gates/more.yaml:3: `message` is given already in")
    assert f"{tmp_path}/gates/main.yaml:8" in problem


def test_an_unknown_key_is_refused_at_start(tmp_path: Path) -> None:
    write_policies(tmp_path, gates=GATES + "mod: warn\n")
    with pytest.raises(PolicyError, match="did you mean `mode`"):
        DirectorySource(tmp_path)


def test_on_reload_the_last_good_policies_stay_and_the_failure_is_kept(tmp_path: Path) -> None:
    source = DirectorySource(write_policies(tmp_path))
    good = source.current()
    write_policies(tmp_path, gates=GATES + "mod: warn\n")
    assert not source.reload()
    assert source.current() is good
    assert "did you mean `mode`" in source.last_failure()[0]
    write_policies(tmp_path, gates=GATES + "mode: warn\n")
    assert source.reload()
    assert source.current().gate.mode == "warn"
    assert source.last_failure() == ()


def test_reading_the_same_again_is_no_change(tmp_path: Path) -> None:
    source = DirectorySource(write_policies(tmp_path))
    assert not source.reload()
    assert source.last_failure() == ()


def test_the_json_schema_takes_good_files_and_refuses_unknown_keys() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for kind, text in (("gates", GATES), ("mapping", MAPPING)):
        part = {"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]}
        content = YAML(typ="safe").load(text)
        jsonschema.validate(content, part)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**content, "mod": "warn"}, part)
