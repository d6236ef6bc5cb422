"""Pictures drawn anew: their pixels cross and nothing else that their files hold.

What a picture shows is not read: whether pictures may cross at all is the policy's to say. Of an
animation the first frame is kept.
"""

import struct
import warnings
import zlib
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from app.attachments.content import Spooled
from app.errors import UnreadableContent

MAX_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")

_TYPES = {one: f"image/{one.lower()}" for one in FORMATS}
_KINDS = {"MPO": "JPEG"}
"""A JPEG with further pictures behind the first, as telephones write it, is called by another name
when read."""

_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, KeyError)


def reencode(source: BinaryIO) -> tuple[Spooled, str]:
    """The picture in the same format without metadata, and its type.

    Positions, comments, colour profiles, thumbnails, further frames and trailing bytes are gone.
    Raises UnreadableContent for what is no such picture or would be too large when unpacked.
    """
    try:
        with warnings.catch_warnings(), _opened(source) as image:
            if image.width * image.height > MAX_PIXELS:
                raise UnreadableContent("it has more pixels than are allowed")
            kind = _KINDS.get(image.format or "", image.format or "")
            pixels = _pixels(image)
            content = Spooled()
            pixels.save(content.writer(), format=kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnreadableContent("it has more pixels than are allowed") from None
    except UnidentifiedImageError:
        raise UnreadableContent("its content is not what its type says") from None
    except _BROKEN:
        raise UnreadableContent("it is damaged") from None
    return content.settle(), _TYPES[kind]


def _opened(source: BinaryIO) -> Image.Image:
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    return Image.open(source, formats=FORMATS)


def _pixels(image: Image.Image) -> Image.Image:
    """The first frame, upright, as a new image that has never seen the file's other parts."""
    image.seek(0)
    upright = ImageOps.exif_transpose(image)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    mode = "RGBA" if has_alpha and image.format not in {"JPEG", "MPO", "BMP"} else "RGB"
    flat = upright.convert(mode)
    return Image.frombytes(mode, flat.size, flat.tobytes())
