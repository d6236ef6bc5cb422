"""The documentation agrees with the code, with itself and with what is locked."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from app.settings import render_settings
from tests.docs.pages import DOCS, README, pages
from tests.shared_data import ROOT

_LINK = re.compile(r"\]\((?!https?:)([^)#]+)[^)]*\)")
_NAME = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
_PARTS = ("**Context.**", "**Decision.**", "**Alternatives.**", "**Consequence.**", "**Check.**")
_TEST_FILE = re.compile(r"`(tests/[\w/]+\.py)`")
LONGEST_DECISION = 60
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))


def test_the_page_of_settings_is_the_generated_one() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert page == render_settings(), "run `airlock settings > docs/settings.md`"


def test_every_dependency_has_its_reason_and_no_other_is_named() -> None:
    named = _NAME.findall((DOCS / "dependencies.md").read_text(encoding="utf-8"))
    assert len(named) == len(set(named))
    assert set(named) == python_packages() | browser_packages()


@pytest.mark.parametrize("name", [page.relative_to(ROOT).as_posix() for page in pages()])
def test_every_link_leads_to_a_file(name: str) -> None:
    page = ROOT / name
    targets = _LINK.findall(page.read_text(encoding="utf-8"))
    assert [one for one in targets if not (page.parent / one).exists()] == []


@pytest.mark.parametrize("path", DECISIONS, ids=[path.stem for path in DECISIONS])
def test_a_decision_is_one_page_and_names_the_check_that_holds_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [part for part in _PARTS if part not in text] == []
    assert len(text.splitlines()) <= LONGEST_DECISION
    assert [one for one in _TEST_FILE.findall(text) if not (ROOT / one).is_file()] == []


def test_the_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_page_of_architecture_names_every_room_of_the_contract() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    layers = (ROOT / ".importlinter").read_text(encoding="utf-8").split("layers =")[1]
    rooms = re.findall(r"app\.\w+", layers.split("[")[0])
    assert [room for room in rooms if f"`{room}`" not in text] == []


def test_the_readme_shows_a_picture_of_both_sides() -> None:
    assert "docs/pictures/both-sides.png" in _LINK.findall(README.read_text(encoding="utf-8"))


def python_packages() -> set[str]:
    """Every package that the project names, whatever extra brings it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    return {re.split(r"[<>=\[; ]", one)[0] for one in [*project["dependencies"], *extras]}


def browser_packages() -> set[str]:
    wanted = json.loads((ROOT / "frontend" / "package.json").read_text(encoding="utf-8"))
    return {*wanted["dependencies"], *wanted["devDependencies"]}


@pytest.mark.parametrize(
    ("lock", "extras"),
    [
        ("app.txt", ("build",)),
        ("test.txt", ("build", "test", "presidio", "fast")),
        ("bench.txt", ("build", "test", "presidio", "fast", "bench")),
    ],
)
def test_a_lock_holds_what_its_target_installs(lock: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"]]
    for extra in extras:
        asked += project["optional-dependencies"][extra]
    locked = set(re.findall(r"(?m)^([\w.-]+)==", (ROOT / "requirements" / lock).read_text("utf-8")))
    names = {re.split(r"[<>=\[; ]", one)[0].lower().replace(".", "-") for one in asked}
    assert names <= locked
