"""The page on policies: its files are good, and lint says of the bad one what it says there."""

import shutil
from pathlib import Path

import pytest

from app.model import Audience
from app.policy.loading import lint, load_directory
from app.redaction.engine import redact_line
from app.redaction.pseudonyms import Pseudonyms
from tests.docs.pages import DOCS, blocks
from tests.fakes.policies import SHIPPED

PAGE = DOCS / "policies.md"
*GOOD, TO_LEARN_FROM = blocks(PAGE, "yaml")
OURS = Path("policies", "redaction", "ours.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "policies")
    monkeypatch.chdir(tmp_path)
    return Path("policies")


def test_the_page_shows_words_a_pattern_and_a_private_field() -> None:
    keys = {line for block in GOOD for line in block.splitlines() if line.endswith(":")}
    assert {"entities:", "terms:", "patterns:", "private_fields:"} <= keys


@pytest.mark.parametrize("block", GOOD, ids=lambda block: block.splitlines()[1])
def test_a_file_of_the_page_is_a_good_file(folder: Path, block: str) -> None:
    OURS.write_text(block, "utf-8")
    ours = OURS.as_posix()
    assert [str(problem) for problem in lint(folder) if problem.file == ours] == []


def test_lint_says_of_the_file_to_learn_from_what_the_page_says(folder: Path) -> None:
    OURS.write_text(TO_LEARN_FROM, "utf-8")
    (told,) = blocks(PAGE, "text")
    ours = OURS.as_posix()
    found = [str(problem) for problem in lint(folder) if problem.file == ours]
    assert found == told.splitlines()


def test_the_customer_reads_the_placeholder_that_the_page_names(folder: Path) -> None:
    OURS.write_text(GOOD[0], "utf-8")
    policies = load_directory(folder)
    texts = {}
    for audience in Audience:
        result = redact_line(
            "It came with Hera.",
            audience=audience,
            policy=policies.redaction,
            version=policies.version,
            context=policies.redaction.example_context,
            pseudonyms=Pseudonyms(),
        )
        assert result.text is not None
        texts[audience] = result.text.line
    assert texts == {
        Audience.CUSTOMER: "It came with [code-name-1].",
        Audience.ENGINEERING: "It came with Hera.",
    }
