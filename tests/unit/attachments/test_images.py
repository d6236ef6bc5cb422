"""Pictures drawn anew."""

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from tests.unit.attachments.support import crossed, policy_with, reason, treat

FORMATS = ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"]
GPS, ARTIST, DESCRIPTION = 0x8825, 0x013B, 0x010E


def picture(kind: str, **options: object) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(content, kind, **options)
    return content.getvalue()


def told_exif() -> Image.Exif:
    exif = Image.Exif()
    exif[ARTIST] = exif[DESCRIPTION] = "Jane Roe"
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)})
    return exif


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_keeps_its_format_and_pixels(kind: str) -> None:
    result = crossed("a", f"image/{kind.lower()}", picture(kind))
    with Image.open(io.BytesIO(result)) as image:
        assert (image.format, image.size) == (kind, (40, 30))
        red, green, _ = image.convert("RGB").getpixel((5, 5))
    assert (red > 190, green < 60) == (True, True)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_where_a_picture_was_taken_and_by_whom_is_gone(kind: str) -> None:
    content = picture(kind, exif=told_exif())
    assert b"Jane Roe" in content
    result = crossed("a", f"image/{kind.lower()}", content)
    with Image.open(io.BytesIO(result)) as image:
        exif = image.getexif()
    assert not {GPS, ARTIST, DESCRIPTION} & set(exif)
    assert b"Jane Roe" not in result


def test_comments_profiles_and_what_trails_behind_are_gone() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Jane Roe")
    notes.add_itxt("XML:com.adobe.xmp", "<x>Jane Roe</x>")
    content = picture("PNG", pnginfo=notes, icc_profile=b"Jane Roe profile") + b"trailing Jane"
    result = crossed("a.png", "image/png", content)
    assert b"Jane" not in result
    assert b"iCCP" not in result
    assert b"Jane" not in crossed("a.jpg", "image/jpeg", picture("JPEG", comment=b"Jane Roe"))


def test_of_an_animation_the_first_frame_is_kept() -> None:
    frames = [Image.new("RGB", (9, 9), (number * 80, 0, 0)) for number in range(3)]
    content = io.BytesIO()
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
    with Image.open(io.BytesIO(crossed("a.gif", "image/gif", content.getvalue()))) as image:
        assert getattr(image, "n_frames", 1) == 1


def test_a_picture_that_is_shown_turned_stays_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(
        io.BytesIO(crossed("a.jpg", "image/jpeg", picture("JPEG", exif=exif)))
    ) as image:
        assert image.size == (30, 40)


def huge_png(width: int, height: int) -> bytes:
    """A PNG that only says how large it is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7000, 10_000, 60_000])
def test_a_picture_that_would_unpack_to_too_many_pixels_is_refused_unread(side: int) -> None:
    content = huge_png(side, side)
    assert reason("a.png", "image/png", content) == "it has more pixels than are allowed"


def test_a_damaged_picture_stays() -> None:
    assert reason("a.png", "image/png", picture("PNG")[:60]) == "it is damaged"
    assert reason("a.gif", "image/gif", b"GIF89a") in {
        "it is damaged",
        "its content is not what its type says",
    }


def test_a_telephone_s_picture_with_others_behind_it_crosses_as_one() -> None:
    content = io.BytesIO()
    others = [Image.new("RGB", (8, 8), "red")]
    Image.new("RGB", (8, 8)).save(content, "MPO", save_all=True, append_images=others)
    outcome, result = treat("a.jpg", "image/jpeg", content.getvalue())
    assert outcome.content_type == "image/jpeg"
    with Image.open(io.BytesIO(result)) as image:
        assert (image.format, getattr(image, "n_frames", 1)) == ("JPEG", 1)


def test_a_picture_is_judged_by_what_it_is_and_not_by_what_it_says() -> None:
    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "TIFF")
    rules = policy_with((("image/png", "reencode"),))
    outcome, _ = treat("a.png", "image/png", content.getvalue(), policy=rules)
    assert outcome.reason == "this type may not cross"
