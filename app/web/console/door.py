"""The console's door: the session's cookie, the token of its forms, and where a request is from.

The cookie is `SameSite=Strict`: no other site's request carries it. A link from elsewhere therefore
arrives without a session; `is_from_elsewhere` knows it, and the page is loaded once more from here.
"""

import hashlib
import hmac
import re
import secrets
from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from app.web.access import same_secret

COOKIE = "__Host-airlock"
ROUND_COOKIE = "__Host-airlock-round"
SCHEME_COOKIE = "__Host-airlock-scheme"
CSRF_FIELD = "csrf"
CSRF_HEADER = "X-CSRF-Token"
READING = frozenset({"GET", "HEAD"})
HOME = "/console"
_INSIDE = re.compile(r"/console(?:/[\w~-][\w.~-]*)*(?:\?[\w.~=&%+-]*)?", re.ASCII)
_SESSION = re.compile(r"[\w-]{20,100}", re.ASCII)
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def session_of(request: Request) -> str | None:
    """The session's id, if the cookie's value can be one."""
    value = request.cookies.get(COOKIE, "")
    return value if _SESSION.fullmatch(value) else None


def csrf_of(session_id: str) -> str:
    """The token of this session's forms: it follows from the id, and the id not from it."""
    return hmac.new(session_id.encode(), b"airlock console form", hashlib.sha256).hexdigest()


def set_cookie(
    response: Response,
    name: str,
    value: str,
    life: timedelta,
    same_site: Literal["strict", "lax"] = "strict",
) -> None:
    """A cookie of this host alone, over https or loopback alone, that no script reads."""
    response.set_cookie(
        name,
        value,
        max_age=int(life.total_seconds()),
        path="/",
        secure=True,
        httponly=True,
        samesite=same_site,
    )


def drop_cookie(response: Response, name: str) -> None:
    """Make the browser forget it."""
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="strict")


def is_own_request(request: Request, public_url: str | None) -> bool:
    """Whether a page of ours sent this request. What does not say where it is from did not."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return site == "same-origin"
    public = urlsplit(public_url).netloc if public_url is not None else ""
    ours = {request.headers.get("host", ""), public} - {""}
    try:
        return urlsplit(origin).netloc in ours
    except ValueError:  # no browser writes such an origin
        return False


async def has_token(request: Request, session_id: str) -> bool:
    """Whether the request carries the token of this session, as header or as field of its form."""
    given = request.headers.get(CSRF_HEADER, "")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not given and kind in _FORMS:
        field = (await request.form()).get(CSRF_FIELD, "")
        given = field if isinstance(field, str) else ""
    return same_secret(given, csrf_of(session_id))


def is_from_elsewhere(request: Request) -> bool:
    """Whether a page is opened by a link of another site, which brings no session along."""
    return request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}


def is_fragment(request: Request) -> bool:
    """Whether htmx asks for a piece of a page."""
    return "hx-request" in request.headers


def inside(path: str) -> str:
    """The path, if it is one of the console; else its start. Nothing leads out of here."""
    return path if len(path) <= 2000 and _INSIDE.fullmatch(path) else HOME


def here(request: Request) -> str:
    """The path of this request with its query."""
    query = f"?{request.url.query}" if request.url.query else ""
    return inside(f"{request.url.path}{query}")


def new_round() -> str:
    """What one round through the identity provider is known by in this browser."""
    return secrets.token_urlsafe(32)


def part_of(round_id: str, purpose: str) -> str:
    """A value of that round, for one purpose; tells nothing of the others."""
    return hmac.new(round_id.encode(), purpose.encode(), hashlib.sha256).hexdigest()
