"""The pages on silence and the engineer sync: their policies hold, their notes are read."""

from pathlib import Path

import pytest

from app.policy.checks_operating import check_operating, try_operating_examples
from app.policy.files import folder_of_texts
from app.policy.reading import read_folder
from app.policy.validating import tell, validate
from app.services.sync_files import read_notes
from app.sync.policy import MappingPolicy
from tests.docs.pages import DOCS, blocks
from tests.fakes.policies import shipped
from tests.unit.policy.files import MAPPING

PAGES = (DOCS / "engineer-sync.md", DOCS / "no-silence.md")
POLICIES = [(page, block) for page in PAGES for block in blocks(page, "yaml") if "schema:" in block]


@pytest.mark.parametrize(
    ("page", "block"), POLICIES, ids=[block.splitlines()[2] for _, block in POLICIES]
)
def test_a_policy_of_the_page_has_no_problem(page: Path, block: str) -> None:
    texts = {"mapping/main.yaml": MAPPING, "mapping/ours.yaml": block}
    source = read_folder(folder_of_texts(texts, "mapping"))
    policy = validate(source, MappingPolicy)
    assert policy is not None, source.problems
    for fault in (*check_operating(policy, shipped().gate), *try_operating_examples(policy)):
        tell(source, fault)
    assert source.problems == []


def test_every_part_of_the_policy_is_shown() -> None:
    shown = "".join(block for _, block in POLICIES)
    for key in ("silence:", "engineer_sync:", "ownership:", "accounts:"):
        assert key in shown


def test_the_notes_of_the_page_are_read() -> None:
    (file,) = (block for block in blocks(PAGES[0], "yaml") if "schema:" not in block)
    notes, source = read_notes(file, "sync.yaml")
    assert source.problems == []
    assert notes is not None
    assert [case.was_discussed for case in notes.cases] == [True]
