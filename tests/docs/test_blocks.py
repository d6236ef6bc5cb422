"""Nothing that a reader may copy escapes a test: each block has a kind, and each kind its test."""

import re
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from app.policy.loading import lint
from app.settings import iter_settings
from tests.docs.pages import DOCS, README, all_blocks, blocks, pages, prose, settings_lines
from tests.fakes.policies import SHIPPED
from tests.shared_data import ROOT

KINDS = {"console", "ini", "sql", "text", "yaml"}
HERE = Path(__file__).parent
PARTS = {
    "attachments.md": Path("redaction", "audiences.yaml"),
    "jira-enforcement.md": Path("gates", "escalation.yaml"),
}
"""Pages whose YAML is part of a shipped file."""
NAMES = [page.relative_to(ROOT).as_posix() for page in pages()]
_INDENTED = re.compile(r"\n\n {4,}(?![-*\d])\S")
_COMMAND = re.compile(r"(?m)^\$? ?(?:airlock|make|python3?|curl|docker|pip) ")


@pytest.mark.parametrize("name", NAMES)
def test_every_block_is_fenced_and_of_a_kind_that_a_test_reads(name: str) -> None:
    page = ROOT / name
    assert {kind for kind, _ in all_blocks(page)} <= KINDS
    assert _INDENTED.findall(prose(page)) == []
    assert "```" not in prose(page)


@pytest.mark.parametrize("name", NAMES)
def test_commands_stand_in_console_blocks_alone_and_nothing_else_does(name: str) -> None:
    for kind, content in all_blocks(ROOT / name):
        if kind == "console":
            lines = content.replace("\\\n", " ").splitlines()
            assert [line for line in lines if not line.startswith("$ ")] == []
        else:
            assert _COMMAND.findall(content) == []


def test_the_yaml_of_every_page_is_linted() -> None:
    tests = "".join(path.read_text("utf-8") for path in HERE.glob("test_*.py"))
    with_yaml = {page.name for page in pages() if any(blocks(page, "yaml"))}
    assert {name for name in with_yaml - set(PARTS) if f'DOCS / "{name}"' not in tests} == set()
    assert set(PARTS) <= with_yaml


@pytest.mark.parametrize("name", PARTS)
def test_a_part_may_stand_in_the_shipped_file(name: str, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "policies"))
    yaml, file = YAML(typ="safe"), folder / PARTS[name]
    shipped = yaml.load(file.read_text("utf-8"))
    for block in blocks(DOCS / name, "yaml"):
        part = yaml.load(block)
        with file.open("w", encoding="utf-8") as out:
            yaml.dump({**shipped, **part}, out)
        assert [str(problem) for problem in lint(folder)] == []
        assert part


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_of_a_page_is_one(name: str) -> None:
    known = {setting for setting, _ in iter_settings()}
    named = {name.removesuffix("_FILE") for name, _ in settings_lines(ROOT / name)}
    assert named <= known


def test_every_setting_of_the_readme_is_in_an_ini_block() -> None:
    assert "AIRLOCK_REDACTION__RECOGNISER" in {name for name, _ in settings_lines(README)}
