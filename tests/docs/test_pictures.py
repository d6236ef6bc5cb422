"""Pictures of the documentation are those that the browser tests take: no more, and no fewer.

They are written anew by `pytest tests/e2e/browser --pictures`. The browser tests compare what each
page says with what it said when its picture was taken; here the styles are compared.
"""

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, pages
from tests.e2e.browser.console.rooms import ROOMS
from tests.e2e.browser.pictures import ANEW, PICTURES, SHOWN, seal, sealed
from tests.e2e.browser.scenes import SCENES
from tests.shared_data import ROOT

BROWSER = ROOT / "tests" / "e2e" / "browser"
LARGEST = 120_000
_SHOWN = re.compile(r"!\[[^\]]+\]\((?:docs/)?pictures/([\w-]+)\.png\)")
_TAKEN = re.compile(r'"((?:sidebar|console|both)-[a-z-]+)"')
IN_THE_DARK = {"sidebar-incomplete-dark"}
WIDER = {"both-sides"}
"""Two pages side by side, in the README."""


def test_every_picture_is_shown_on_a_page_and_every_one_that_is_shown_exists() -> None:
    shown = {name for page in pages() for name in _SHOWN.findall(page.read_text("utf-8"))}
    files = {path.stem for path in (DOCS / "pictures").iterdir()}
    assert shown == files == PICTURES


def test_of_every_picture_it_is_kept_what_its_page_said() -> None:
    assert {path.stem for path in SHOWN.glob("*.yaml")} == PICTURES


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_a_picture_is_the_one_that_was_taken_and_no_style_has_changed_since(name: str) -> None:
    assert sealed(name) == seal((DOCS / "pictures" / f"{name}.png").read_bytes()), ANEW


def test_every_picture_is_taken_by_a_browser_test() -> None:
    literals = {
        name
        for path in BROWSER.rglob("test_*.py")
        for name in _TAKEN.findall(path.read_text(encoding="utf-8"))
    }
    rooms = {room.picture for room in ROOMS if room.picture}
    scenes = {f"sidebar-{scene.name}" for scene in SCENES if scene.pictured}
    assert (literals & PICTURES) | rooms | scenes | IN_THE_DARK == PICTURES


@pytest.mark.parametrize("path", sorted((DOCS / "pictures").iterdir()), ids=lambda path: path.stem)
def test_a_picture_is_small(path: Path) -> None:
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert path.stem in WIDER or len(content) <= LARGEST
