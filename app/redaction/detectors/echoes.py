"""A private number in the form in which a page gives it back: cut, misread or in another order;
and a secret wherever it is said again.

`Passport X12345678 is read as X1234567B`: the second one is as private as the first.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from app.redaction.canonical import Canonical
from app.redaction.company_forms import MAILERS
from app.redaction.detectors.secret_shapes import is_mixed
from app.redaction.forms import SHARED_BOXES
from app.redaction.hits import Hit, Rank

_ECHOED = frozenset(
    {
        *("passport", "national_id", "tax_number", "driving_licence", "card", "iban"),
        *("bank_account", "birth_date", "phone", "device_id", "vehicle", "account_id"),
    }
)
_SHOWN = re.compile(
    r"[\"'`)]{0,2},?(?: (?:but|and|it|that|which))?(?: (?:is|was|gets|got|comes out|becomes|became|"
    r"turns|turned|appears|wird|est|es))?(?: (?:shown|displayed|read|scanned|stored|saved|printed|"
    r"exported|imported|parsed|rendered|converted|recogni[sz]ed|recorded|cut|changed|turned|"
    r"reformatted|interpreted|formatted|listed|angezeigt|affiché|leído))?"
    r"(?: (?:by|vom|von|par|por|dal|door|przez) "
    r"(?:the |der |dem |la |le |el |lo |il |de )?[^\W\d_]{2,20})?"
    r"(?: ?(?:->|=>|→)| (?:as|to|into|like|instead of|rather than|not|vs\.?|versus|als|en|como|"
    r"comme|come|jako|som|olarak))"
    r" [\"'`(]?([A-Z0-9][A-Za-z0-9]*(?:[ ./-][A-Z0-9]*\d[A-Za-z0-9]*){0,6})"
)
_DATE = re.compile(r"\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}|\d{6}|\d{8}")
_REACH, _FEWEST = 90, 4
_ALIKE = 0.5
_NUMBERED = _ECHOED - {"birth_date", "phone", "vehicle"}
_FEWEST_OF_NUMBER = 8
_SECRETS = frozenset({"password", "credential"})
_FEWEST_OF_SECRET, _LONGEST, _MOST = 6, 200, 16
"""Of the secrets that are looked for again: their length, and how many of a text."""


def find_echoes(view: Canonical, hits: Iterable[Hit]) -> Iterator[Hit]:
    """What stands behind `is shown as` and is like the find in front of it. Linear in the finds."""
    for hit in hits:
        if hit.entity in _ECHOED:
            found = _SHOWN.match(view.text, hit.end, hit.end + _REACH)
            if found is not None and _is_like(hit, view, found[1]):
                yield Hit(*found.span(1), hit.entity, "echo", hit.rank)


def find_repeated(view: Canonical, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Where else in the text a secret stands that was told once: `I typed Heron-Lake-4 again`."""
    told = {
        view.text[hit.start : hit.end]: hit
        for hit in hits
        if hit.entity in _SECRETS and hit.end - hit.start <= _LONGEST
    }
    wanted = [secret for secret in told if len(secret) >= _FEWEST_OF_SECRET and is_mixed(secret)]
    for secret in wanted[:_MOST]:
        start = view.text.find(secret)
        while start >= 0:
            end = start + len(secret)
            if not (view.text[start - 1 : start].isalnum() or view.text[end : end + 1].isalnum()):
                yield Hit(start, end, told[secret].entity, "repeated", told[secret].rank)
            start = view.text.find(secret, end)


def find_bare(view: Canonical, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Where a number that people are known by stands again without its signs: `529.982.247-25` and
    `52998224725`."""
    told = {
        _plain(view.text[hit.start : hit.end]): hit
        for hit in hits
        if hit.entity in _NUMBERED and hit.end - hit.start <= _LONGEST
    }
    for number in [number for number in told if len(number) >= _FEWEST_OF_NUMBER][:_MOST]:
        for found in re.finditer(rf"(?<![a-z0-9]){re.escape(number)}(?![a-z0-9])", view.folded):
            yield Hit(*found.span(), told[number].entity, "repeated", told[number].rank)


def find_sites(
    view: Canonical, hits: Iterable[Hit], is_product: Callable[[str], bool]
) -> Iterator[Hit]:
    """The hosts of a domain at which somebody of the text has their mail, wherever they stand:
    `jo@acme.test` and `https://hooks.acme.test/in`. Shared boxes, mailers and makers of products
    tell no customer."""
    domains = {found[2]: None for hit in hits if (found := _own_mail(hit)) is not None}
    for domain in list(domains)[:_MOST]:
        alone = view.folded.count(domain) > view.folded.count(f"@{domain}")
        if not alone or is_product(domain.partition(".")[0]):
            continue
        for found in re.finditer(rf"{_HOST_FRONT}{re.escape(domain)}{_HOST_REST}", view.folded):
            yield Hit(*found.span(1), "writer_site", "own-mail-host", Rank.SHAPE)


_HOST_FRONT = r"(?<![\w@.+-])((?:[a-z][a-z0-9+]{1,9}://)?(?:[a-z0-9_-]{1,63}\.){0,5}"
_HOST_REST = r"(?:(?::\d{1,5})?/[^\s<>\"'`\x02)\]]*[\w/]|(?::\d{1,5})?))(?![\w-]|\.\w)"
_OWN_MAIL = re.compile(r"([^@\s]+)@([a-z0-9-]{3,63}(?:\.[a-z0-9-]{2,63}){1,3})")


def _own_mail(hit: Hit) -> re.Match[str] | None:
    """The address of somebody at a domain of their own."""
    found = _OWN_MAIL.fullmatch(hit.value) if hit.entity == "email" else None
    if found is None or found[1] in SHARED_BOXES or found[2].partition(".")[0] in MAILERS:
        return None
    return found


def _is_like(hit: Hit, view: Canonical, text: str) -> bool:
    if hit.entity == "birth_date":
        return _DATE.fullmatch(text) is not None
    first, second = _plain(view.text[hit.start : hit.end]), _plain(text)
    if len(second) < _FEWEST or not any(map(str.isdigit, second)):
        return False
    same = sum(one == other for one, other in zip(first, second, strict=False))
    return same >= _ALIKE * len(second) or second in first


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
