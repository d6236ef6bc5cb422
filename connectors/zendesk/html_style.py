"""What an element's style does to the text in it, as far as a reader would notice."""

import re
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - the only name that lxml gives this type
_HIDDEN = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|mso-hide:all"
    r"|(?:font-size|opacity|max-height|max-width):0*\.?0*(?:px|pt|em|rem|%)?(?:!important)?(?:;|$))"
)
_TURNED = re.compile(r"(?:^|;)unicode-bidi:(?:bidi-override|isolate-override)")
_DISPLAY = re.compile(r"(?:^|;)display:([a-z-]+)")


def _style_of(element: Element) -> str:
    return "".join((element.get("style") or "").lower().split())


def is_hidden(element: Element) -> bool:
    """Whether the element says itself that it is not shown; style sheets are not known here."""
    if element.get("hidden") is not None or (element.get("type") or "").lower() == "hidden":
        return True
    return element.get("style") is not None and _HIDDEN.search(_style_of(element)) is not None


def is_within_line(element: Element, *, usually: bool) -> bool:
    """Whether the element parts no words; `usually` for one that says nothing of it itself."""
    said = _DISPLAY.search(_style_of(element)) if element.get("style") is not None else None
    if said is None:
        return usually
    return said[1].startswith("inline") or said[1] in {"contents", "ruby"}


def is_turned(element: Element) -> bool:
    """Whether its letters are shown from right to left, whatever they are."""
    direction = (element.get("dir") or "").strip().lower()
    if str(element.tag).lower() == "bdo":
        return direction == "rtl"
    style = _style_of(element) if element.get("style") is not None else ""
    if _TURNED.search(style) is None:
        return False
    return direction == "rtl" or "direction:rtl" in style
