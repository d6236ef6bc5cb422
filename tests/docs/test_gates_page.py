"""The page on the gate: its files are good, and lint says of the bad one what it says there."""

import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from app.gate.policy import GatePolicy
from app.policy.loading import lint, load_directory
from tests.docs.pages import DOCS, blocks
from tests.fakes.policies import SHIPPED

PAGE = DOCS / "gates.md"
*GOOD, TO_LEARN_FROM = blocks(PAGE, "yaml")
FILES = [block for block in GOOD if block.startswith("schema:")]
PARTS = [block for block in GOOD if not block.startswith("schema:")]
OURS = Path("policies", "gates", "ours.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("redaction", "gates", "mapping"):
        shutil.copytree(SHIPPED / name, tmp_path / "policies" / name)
    monkeypatch.chdir(tmp_path)
    return Path("policies")


def gates_told(folder: Path) -> list[str]:
    return [str(problem) for problem in lint(folder) if "/gates/" in problem.file]


@pytest.mark.parametrize("block", FILES, ids=lambda block: block.splitlines()[1])
def test_a_file_of_the_page_is_a_good_file(folder: Path, block: str) -> None:
    OURS.write_text(block, "utf-8")
    assert gates_told(folder) == []


def test_an_item_of_the_page_is_asked_for_where_the_page_says(folder: Path) -> None:
    OURS.write_text(FILES[0], "utf-8")
    gate = load_directory(folder).gate
    assert "rollback" in gate.keys_of("bug")
    assert "rollback" not in gate.keys_of("call")
    assert gate.items["rollback"].required_for == ("P1", "P2")


@pytest.mark.parametrize("block", PARTS, ids=lambda block: block.partition(":")[0])
def test_a_part_of_the_page_may_stand_in_place_of_the_shipped_one(folder: Path, block: str) -> None:
    yaml = YAML(typ="safe")
    shipped = folder / "gates" / "escalation.yaml"
    tree = {**yaml.load(shipped.read_text("utf-8")), **yaml.load(block)}
    with shipped.open("w", encoding="utf-8") as file:
        yaml.dump(tree, file)
    assert gates_told(folder) == []


def test_lint_says_of_the_file_to_learn_from_what_the_page_says(folder: Path) -> None:
    mistakes, warning = blocks(PAGE, "text")
    OURS.write_text(TO_LEARN_FROM, "utf-8")
    assert gates_told(folder) == mistakes.splitlines()
    corrected = TO_LEARN_FROM.replace("min_word:", "min_words:").replace("    item:", "    items:")
    OURS.write_text(corrected, "utf-8")
    assert gates_told(folder) == warning.splitlines()


def test_the_page_names_every_rule_and_every_source() -> None:
    text = PAGE.read_text("utf-8")
    schema = GatePolicy.model_json_schema()["$defs"]
    rules = schema["QualityRules"]["properties"]
    assert [rule for rule in rules if f"`{rule}`" not in text] == []
    sources = [
        key for key in schema["ItemPolicy"]["properties"] if key.endswith(("field", "answers"))
    ]
    assert [key for key in sources if f"`{key}:" not in text] == []


def test_the_page_tells_every_kind_of_escalation_that_ships() -> None:
    text = PAGE.read_text("utf-8")
    patterns = load_directory(SHIPPED).gate.patterns.values()
    assert [pattern.label for pattern in patterns if pattern.label not in text] == []
