"""Small pictures of the sidebar and the console for the documentation."""

import io
from pathlib import Path

from PIL import Image
from playwright.async_api import Page

from tests.e2e.browser.host import Host

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
    if not _is_wanted(gallery, name):
        return
    height = await host.frame.evaluate("document.body.scrollHeight + 16")
    await host.page.evaluate(f"document.getElementById('app').height = {height}")
    await host.page.set_viewport_size({"width": WIDTH, "height": min(height, TALLEST)})
    await _two_frames(host.page)
    save(gallery, name, smaller(await host.page.screenshot()))


async def picture_of_page(page: Page, gallery: Path | None, name: str) -> None:
    """A page of the console as a desk or a phone (`…-phone`) shows it, without what is far below;
    only where it is wanted. The window keeps that width."""
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
