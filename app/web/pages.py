"""Pages and fragments: templates, the built assets they name, and errors in a person's words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web.parts import WebConfig, origin_of
from app.web.problems import Kind

HERE = Path(__file__).parent
DIST = HERE / "static" / "dist"
_PREVIEW_TAGS = {
    "a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_NOT_BUILT = Kind(
    503,
    "The page's assets are not built",
    "Run `make install` where the service is installed, then reload the app.",
)
_HIDES_ALL = {401, 403, 404}

HTMX_CONFIG = {
    "allowEval": False,
    "allowScriptTags": False,
    "attributesToSettle": ["class"],
    "historyEnabled": False,
    "includeIndicatorStyles": False,
    "selfRequestsOnly": True,
    "timeout": 30_000,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "304", "swap": False},
        {"code": "...", "swap": True},
    ],
}
"""htmx in the bounds of the content security policy; errors are fragments too and are shown."""


@dataclass(frozen=True)
class Assets:
    """Addresses of the built files, with their content's hash in the name."""

    script: str
    style: str

    @classmethod
    def built(cls, dist: Path) -> "Assets | None":
        """What `tools/frontend.py` left in `dist`; None where it has not run."""
        manifest = dist / "manifest.json"
        if not manifest.is_file():
            return None
        names = json.loads(manifest.read_text(encoding="utf-8"))
        return cls(f"/static/dist/{names['sidebar.js']}", f"/static/dist/{names['sidebar.css']}")


class Pages:
    """Renders the sidebar. Everything is escaped; preview markup passes an allow-list besides."""

    def __init__(self, config: WebConfig, assets: Assets | None) -> None:
        self._assets = assets
        self._sdk_url = config.sdk_url
        self._csp = sidebar_csp(config)
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["preview_markup"] = preview_markup

    def page(
        self, *, bearer: str | None, kind: Kind | None = None, headers: Mapping[str, str] = {}
    ) -> HTMLResponse:
        """The whole page: with a session it loads the ticket, without one it says what to do."""
        if self._assets is None:
            kind = _NOT_BUILT
        return self._html(
            "page.html",
            kind.status if kind else 200,
            headers,
            assets=self._assets,
            bearer=bearer if kind is None else None,
            htmx_config=json.dumps(HTMX_CONFIG),
            kind=kind,
            sdk_url=self._sdk_url,
        )

    def fragment(self, name: str, etag: str | None = None, **context: object) -> HTMLResponse:
        """A piece that htmx puts into the page."""
        headers = {"ETag": f'"{etag}"'} if etag else {}
        return self._html(name, 200, headers, **context)

    def error(
        self, request: Request, kind: Kind, code: str, headers: Mapping[str, str]
    ) -> HTMLResponse:
        """An error as a fragment or, outside htmx, as the page.

        Without the right to the ticket it takes the place of all that was shown.
        """
        if "HX-Request" not in request.headers:
            return self.page(bearer=None, kind=kind, headers=headers)
        target = "#panel" if kind.status in _HIDES_ALL else "#notice"
        headers = {**headers, "HX-Retarget": target, "HX-Reswap": "innerHTML"}
        return self._html("error.html", kind.status, headers, kind=kind, code=code)

    def _html(
        self, name: str, status: int, headers: Mapping[str, str], **context: object
    ) -> HTMLResponse:
        html = self._templates.get_template(name).render(**context)
        return HTMLResponse(html, status, {**headers, "Content-Security-Policy": self._csp})


def sidebar_csp(config: WebConfig) -> str:
    """The policy: our own files, the SDK's origin, framed by Zendesk alone."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {origin_of(config.sdk_url)}",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {origin_of(config.zendesk_url)}",
        )
    )


def preview_markup(html: str) -> Markup:
    """The preview's markup cut down to plain structure: no attributes, scripts or pictures."""
    clean = nh3.clean(html, tags=_PREVIEW_TAGS, attributes={}, link_rel=None)
    return Markup(clean)  # noqa: S704 - nh3 has just cleaned it
