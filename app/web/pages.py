"""Pages and fragments: templates, the built assets they name, and errors in a person's words."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web.parts import WebConfig, origin_of
from app.web.problems import Kind
from app.web.words import LANGUAGES, SOURCE, language_of, words_of

HERE = Path(__file__).parent
DIST = HERE / "static" / "dist"
_PREVIEW_TAGS = {
    "a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_PLACEHOLDER = re.compile(r"\[[^\[\]<>&\n]{1,80}\]")
_NOT_BUILT = Kind(
    503,
    "The page's assets are not built",
    "Run `make install` where the service is installed, then reload the app.",
)
_EXPIRED = Kind(
    401, "The session expired", "Reload the app: the round arrow above the apps in Zendesk."
)
_HIDES_ALL = {401, 403, 404}

HTMX_CONFIG = {
    "allowEval": False,
    "allowScriptTags": False,
    "attributesToSettle": ["class"],
    "defaultSettleDelay": 0,
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
"""htmx in the bounds of the content security policy; errors are fragments too and are shown.

Nothing is put off after a swap: a key that is hit meanwhile would find neither focus nor place.
"""

_UNLESS_GIVEN = {"drafted": False, "insert": False, "notice": None, "oob": False, "banners": False}
"""What templates ask for that most fragments do not have."""


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
        self._rooms = {language: _environment(language) for language in LANGUAGES}

    def page(
        self,
        *,
        mode: str = "",
        bearer: str | None = None,
        kind: Kind | None = None,
        headers: Mapping[str, str] = {},
        language: str = SOURCE,
    ) -> HTMLResponse:
        """The whole page. In mode `sidebar` it loads the ticket, in mode `preview` it waits for one
        from the sidebar that opened it; with a `kind` it says what to do instead."""
        if self._assets is None:
            kind = _NOT_BUILT
        return self._html(
            "page.html",
            kind.status if kind else 200,
            headers,
            language,
            assets=self._assets,
            bearer=bearer if kind is None else None,
            htmx_config=json.dumps(HTMX_CONFIG),
            kind=kind,
            mode=mode if kind is None else "",
            sdk_url=self._sdk_url,
        )

    def fragment(
        self, name: str, etag: str | None = None, language: str = SOURCE, **context: object
    ) -> HTMLResponse:
        """A piece that htmx puts into the page."""
        headers = {"ETag": f'"{etag}"'} if etag else {}
        return self._html(name, 200, headers, language, **context)

    def error(
        self, request: Request, kind: Kind, code: str, headers: Mapping[str, str]
    ) -> HTMLResponse:
        """An error as a fragment or, outside htmx, as the page.

        Without the right to the ticket it takes the place of all that was shown.
        """
        language = language_of(request.headers.get("accept-language"))
        if "HX-Request" not in request.headers:
            return self.page(kind=kind, headers=headers, language=language)
        kind = _EXPIRED if kind.status == _EXPIRED.status else kind
        target = "#panel" if kind.status in _HIDES_ALL else "#notice"
        headers = {**headers, "HX-Retarget": target, "HX-Reswap": "innerHTML"}
        return self._html("error.html", kind.status, headers, language, kind=kind, code=code)

    def _html(
        self, name: str, status: int, headers: Mapping[str, str], language: str, **context: object
    ) -> HTMLResponse:
        template = self._rooms[language].get_template(name)
        html = template.render(**(_UNLESS_GIVEN | context), language=language)
        ours = {"Content-Security-Policy": self._csp, "Content-Language": language}
        return HTMLResponse(html, status, {**headers, **ours})


def _environment(language: str) -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = words_of(language)
    made.install_gettext_callables(  # type: ignore[attr-defined] # the extension adds it
        words.gettext, words.ngettext, newstyle=True
    )
    made.filters |= {"preview_markup": preview_markup, "marked": marked, "counted": counted}
    return made


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


def preview_markup(html: str, placeholders: Iterable[str] = ()) -> Markup:
    """The preview's markup cut down to plain structure: no attributes, scripts or pictures.

    What stands in for something withheld is marked.
    """
    clean = nh3.clean(html, tags=_PREVIEW_TAGS, attributes={}, link_rel=None)
    return _mark(clean, placeholders)


def marked(text: str, placeholders: Iterable[str] = ()) -> Markup:
    """The text, escaped, with what stands in for something withheld marked."""
    return _mark(str(escape(text)), placeholders)


def _mark(safe: str, placeholders: Iterable[str]) -> Markup:
    """`safe` is markup whose tags hold no attributes, so that no placeholder stands inside one."""
    known = frozenset(placeholders)

    def wrap(found: re.Match[str]) -> str:
        return f"<mark>{found[0]}</mark>" if found[0] in known else found[0]

    return Markup(_PLACEHOLDER.sub(wrap, safe))  # noqa: S704 - cleaned or escaped by the caller


def placeholders_in(text: str) -> list[str]:
    """What looks like a placeholder in a text that redaction made."""
    return _PLACEHOLDER.findall(text)


def counted(kinds: Iterable[tuple[str, int]]) -> str:
    """`email ×2, api token ×1`; a kind and its number stay on one line."""
    return ", ".join(f"{kind.replace('_', ' ')}\u00a0×{times}" for kind, times in kinds)
