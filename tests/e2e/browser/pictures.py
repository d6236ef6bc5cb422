"""Small pictures of the sidebar for the documentation."""

import io
from pathlib import Path

from PIL import Image

from tests.e2e.browser.host import Host

WIDTH, TALLEST = 320, 900


async def picture_of(host: Host, gallery: Path | None, name: str) -> None:
    """The app at its usual width and its own height, in few colours; only where it is wanted."""
    if gallery is None or gallery.name != "pictures":
        return
    height = await host.frame.evaluate("document.body.scrollHeight + 16")
    await host.page.evaluate(f"document.getElementById('app').height = {height}")
    await host.page.set_viewport_size({"width": WIDTH, "height": min(height, TALLEST)})
    await host.page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    save(gallery / f"{name}.png", smaller(await host.page.screenshot()))


def smaller(png: bytes) -> bytes:
    """The picture with a palette of 64 colours: text and flat areas lose nothing that is seen."""
    with Image.open(io.BytesIO(png)) as image:
        packed = io.BytesIO()
        image.convert("RGB").quantize(64).save(packed, "PNG", optimize=True)
    return packed.getvalue()


def save(path: Path, png: bytes) -> None:
    """Write a picture that is one."""
    assert png.startswith(b"\x89PNG")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(png)
