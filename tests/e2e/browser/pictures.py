"""Small pictures of the sidebar and the console for the documentation.

Beside each stands, in `shown/`, what its page said to somebody who listens, with digests of the
picture and of the styles it was taken with. Every run compares them with what is now, so that no
picture goes stale.
"""

import io
import re
from collections.abc import Sequence
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path

from PIL import Image
from playwright.async_api import Frame, Page

from tests.e2e.browser.host import Host
from tests.shared_data import ROOT

SHOWN = Path(__file__).parent / "shown"
ANEW = "Look at the page, then take the pictures anew: pytest tests/e2e/browser --pictures"
_EACH_TIME = re.compile(
    r"127\.0\.0\.1:\d+|01[0-9A-HJKMNP-TV-Z]{24}|[0-9a-f]{16,}|(?<=/token/)[\w-]+"
    r"|\d{4} ⇄ ENG-\d+|(?<=issue:)1\d{4}|(?<=ticket #)1\d{3}\b|\b\d+ s ago\b"
    r"|(?<=Draft )[0-9a-f]{6}\b|(?<=Policy )[0-9a-f]{12}\b|\b\d{1,2}:\d{2} [AP]M\b"
    r"|\d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC|\d{1,2} \w{3} \d{4}, \d{2}:\d{2}:\d{2} UTC"
)
WIDTH, TALLEST = 320, 900
CONSOLE_WIDTH, CONSOLE_TALLEST = 1200, 1300
PHONE_WIDTH, PHONE_TALLEST = 360, 900
PICTURES = frozenset(
    {
        "both-sides",
        *(f"sidebar-{name}" for name in (
            "blocked", "exceptions", "expired", "forbidden", "held", "held-text", "incomplete",
            "incomplete-dark", "loading", "offline", "outside", "passed", "preview", "ready",
            "release", "stale", "sync-error", "unlinked", "update", "waived", "warn-only",
        )),
        *(f"console-{name}" for name in (
            "start", "sign-in", "board", "board-phone", "pairs", "pair", "deliveries",
            "dead-letters", "replay", "held", "held-text", "policies", "policy-mistake",
            "policy-leak", "policy-approval", "policy-history", "weekly", "weekly-dark",
            "prevention", "runbook", "known-issues", "known-issue", "sync", "agenda", "audit",
        )),
    }
)  # fmt: skip
"""All that stand in docs/pictures; tests/docs compares them with the files and the pages."""


async def picture_of(host: Host, gallery: Path | None, name: str) -> None:
    """The app at its usual width and its own height, in few colours; only where it is wanted."""
    await compare([host.frame], gallery, name)
    if not _is_wanted(gallery, name):
        return
    height = await host.frame.evaluate("document.body.scrollHeight + 16")
    await host.page.evaluate(f"document.getElementById('app').height = {height}")
    await host.page.set_viewport_size({"width": WIDTH, "height": min(height, TALLEST)})
    await _two_frames(host.page)
    save(gallery, name, smaller(await host.page.screenshot()))


async def picture_of_page(page: Page, gallery: Path | None, name: str, part: str = "body") -> None:
    """A page of the console as a desk or a phone (`…-phone`) shows it, without what is far below;
    only where it is wanted. The window keeps that width.

    `part` is what is compared of a page that shows what other tests did too.
    """
    await compare([page.main_frame], gallery, name, part)
    if not _is_wanted(gallery, name):
        return
    phone = name.endswith("-phone")
    width, tallest = (PHONE_WIDTH, PHONE_TALLEST) if phone else (CONSOLE_WIDTH, CONSOLE_TALLEST)
    await page.set_viewport_size({"width": width, "height": 600})
    height = int(await page.evaluate("document.documentElement.scrollHeight"))
    await page.set_viewport_size({"width": width, "height": min(height, tallest)})
    await page.evaluate("scrollTo(0, 0)")
    await _two_frames(page)
    save(gallery, name, smaller(await page.screenshot()))


async def compare(
    frames: Sequence[Frame], gallery: Path | None, name: str, part: str = "body"
) -> None:
    """The page says what it said when its picture was taken; or write down what it says, where
    pictures are wanted."""
    if gallery is None:
        return
    told = [await frame.locator(part).aria_snapshot() for frame in frames]
    said = told_by("\n".join(told))
    if _is_wanted(gallery, name):
        (SHOWN / f"{name}.yaml").write_text(said, encoding="utf-8")
    stood = "".join(line for line in _kept(name) if not line.startswith("# "))
    news = "\n".join(unified_diff(stood.splitlines(), said.splitlines(), n=1, lineterm=""))
    assert not news, f"{name}.png shows what was. {ANEW}\n{news}"


def _kept(name: str) -> list[str]:
    return (SHOWN / f"{name}.yaml").read_text(encoding="utf-8").splitlines(keepends=True)


def seal(png: bytes) -> str:
    """The first line of what is kept of a picture."""
    return f"# picture {sha256(png).hexdigest()}, styles {styles()}\n"


def sealed(name: str) -> str:
    """The line that was written when the picture was taken."""
    return _kept(name)[0]


def told_by(snapshot: str) -> str:
    """Without what is another each time: addresses, ids, times of today, policies."""
    return _EACH_TIME.sub("…", snapshot).rstrip() + "\n"


def styles() -> str:
    """The digest of all that gives the pages their looks."""
    folders = [ROOT / "frontend" / "src", *(ROOT / "connectors" / "sandbox").glob("*/static")]
    files = sorted(file for folder in folders for file in folder.glob("*.css"))
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _is_wanted(gallery: Path | None, name: str) -> bool:
    if gallery is None:
        return False
    assert name in PICTURES, f"{name} is to be listed among the pictures"
    return gallery.name == "pictures"


async def _two_frames(page: Page) -> None:
    await page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def smaller(png: bytes) -> bytes:
    """The picture with few colours, the rare ones too: text and flat areas lose nothing seen."""
    with Image.open(io.BytesIO(png)) as image:
        packed = io.BytesIO()
        few = image.convert("RGB").quantize(
            240, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
        )
        few.save(packed, "PNG", optimize=True)
    return packed.getvalue()


def save(gallery: Path | None, name: str, png: bytes) -> None:
    """Write a picture that is one and that is listed."""
    assert png.startswith(b"\x89PNG")
    assert name in PICTURES, f"{name} is to be listed among the pictures"
    assert gallery is not None
    gallery.mkdir(parents=True, exist_ok=True)
    (gallery / f"{name}.png").write_bytes(png)
    if gallery.name == "pictures":
        told = [line for line in _kept(name) if not line.startswith("# ")]
        (SHOWN / f"{name}.yaml").write_text("".join([seal(png), *told]), encoding="utf-8")
