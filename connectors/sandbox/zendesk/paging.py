"""The vendor's two ways of paging a list: by cursor and by offset."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import Request

from connectors.sandbox.zendesk.errors import bad_request

Item = TypeVar("Item")
_MOST = 100


def paged(
    request: Request, base_url: str, key: str, items: Sequence[Item], show: Callable[[Item], Any]
) -> dict[str, Any]:
    """Return one page of items under `key`: cursor paging when `page[...]` is asked for.

    Offset paging takes `page` and `per_page`, cursor paging `page[size]`, `page[after]` and
    `page[before]`; a page holds at most 100. The query's other parts are kept in the links.
    """
    if any(name.startswith("page[") for name in request.query_params):
        return _by_cursor(request, base_url, key, items, show)
    return _by_offset(request, base_url, key, items, show)


def cursor_asked(request: Request) -> bool:
    """Say whether a request asks for cursor paging."""
    return any(name.startswith("page[") for name in request.query_params)


def _by_offset(
    request: Request, base_url: str, key: str, items: Sequence[Item], show: Callable[[Item], Any]
) -> dict[str, Any]:
    size = min(_number(request, "per_page", _MOST), _MOST)
    page = max(_number(request, "page", 1), 1)
    chosen = items[(page - 1) * size : page * size]

    def link(number: int) -> str:
        return _link(request, base_url, {"page": str(number), "per_page": str(size)})

    return {
        key: [show(item) for item in chosen],
        "count": len(items),
        "next_page": link(page + 1) if page * size < len(items) else None,
        "previous_page": link(page - 1) if page > 1 else None,
    }


def _by_cursor(
    request: Request, base_url: str, key: str, items: Sequence[Item], show: Callable[[Item], Any]
) -> dict[str, Any]:
    size = min(_number(request, "page[size]", _MOST), _MOST)
    start = _start(request, size)
    end = min(start + size, len(items))
    chosen = items[start:end]
    after = _cursor(end) if chosen else None
    before = _cursor(start) if chosen else None

    def link(name: str, cursor: str | None) -> str | None:
        return cursor and _link(request, base_url, {name: cursor, "page[size]": str(size)})

    return {
        key: [show(item) for item in chosen],
        "meta": {"has_more": end < len(items), "after_cursor": after, "before_cursor": before},
        "links": {
            "next": link("page[after]", after) if end < len(items) else None,
            "prev": link("page[before]", before) if start > 0 else None,
        },
    }


def _start(request: Request, size: int) -> int:
    if after := request.query_params.get("page[after]"):
        return _position(after)
    if before := request.query_params.get("page[before]"):
        return max(0, _position(before) - size)
    return 0


def _link(request: Request, base_url: str, change: dict[str, str]) -> str:
    ours = ("page", "per_page", "page[size]", "page[after]", "page[before]")
    kept = {k: v for k, v in request.query_params.items() if k not in ours}
    return f"{base_url}{request.url.path}?{urlencode(kept | change)}"


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(f"o{position}".encode()).decode()


def _position(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor).decode().removeprefix("o"))
    except (binascii.Error, ValueError) as error:
        raise bad_request("page: the cursor is not valid") from error


def _number(request: Request, name: str, default: int) -> int:
    given = request.query_params.get(name)
    if given is None:
        return default
    if not given.isdigit() or int(given) < 1:
        raise bad_request(f"{name}: is not a positive number")
    return int(given)
