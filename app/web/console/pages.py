"""The console's pages: templates, the built files that they name, and their security policy."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from app.web.console import door
from app.web.console.navigation import AREAS
from app.web.console.weekly_report import FILTERS as WEEKLY_FILTERS
from app.web.pages import HERE, HTMX_CONFIG
from app.web.problems import Kind

_NOTHING: Mapping[str, str] = {}
REFERRER = "same-origin"
"""Other sites learn nothing; our own forms say where they are from, which `no-referrer` forbids."""


class ConsolePages:
    """Renders pages and fragments. Everything is escaped; no page holds inline style or script."""

    def __init__(self, dist: Path) -> None:
        self._files = _built(dist)
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {"areas": AREAS, "htmx_config": json.dumps(HTMX_CONFIG)}
        self._environment.filters |= {"moment": in_words, **WEEKLY_FILTERS}

    def html(
        self,
        name: str,
        status: int = 200,
        headers: Mapping[str, str] = _NOTHING,
        **context: object,
    ) -> HTMLResponse:
        """The template as a response. The policy's nonce is the template's `nonce`.

        `files` are the addresses of the built files by entry, such as `files["console.css"]`; an
        entry that is not built is missing, and pages work without.
        """
        nonce = secrets.token_urlsafe(16)
        template = self._environment.get_template(name)
        text = template.render({"visit": None} | context, nonce=nonce, files=self._files)
        ours = {"Content-Security-Policy": console_csp(nonce), "Referrer-Policy": REFERRER}
        return HTMLResponse(text, status, {**headers, **ours})

    def error(
        self,
        kind: Kind,
        code: str,
        headers: Mapping[str, str],
        *,
        fragment: bool,
        **context: object,
    ) -> HTMLResponse:
        """What happened and what to do; for htmx a piece for the page's notices."""
        name = "console/error.html"
        if fragment:
            name = "console/refusal.html"
            headers = {**headers, "HX-Retarget": "#notice", "HX-Reswap": "innerHTML"}
        return self.html(name, kind.status, headers, kind=kind, code=code, **context)


def console_csp(nonce: str) -> str:
    """Our own files alone, framed by nobody; the editor's styles carry the nonce."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def in_words(moment: datetime) -> str:
    """`22 Nov 2026, 09:12 UTC`: every reader of a page and a log means the same minute."""
    return f"{moment:%-d %b %Y, %H:%M} UTC"


def scheme_of(cookies: Mapping[str, str]) -> str:
    """Light or dark as the reader chose; empty for what the system says."""
    value = cookies.get(door.SCHEME_COOKIE, "")
    return value if value in {"light", "dark"} else ""


def _built(dist: Path) -> Mapping[str, str]:
    manifest = dist / "manifest.json"
    if not manifest.is_file():
        return {}
    names = json.loads(manifest.read_text(encoding="utf-8"))
    return {entry: f"/static/dist/{name}" for entry, name in names.items()}
