"""Fields of data whose name says what they hold: elements of XML, members of JSON, the arguments of
a request, rows that begin with their name, and entries that name themselves: `"name": "pass",
"value": "…"`.
"""

import re
from collections.abc import Iterator

from app.redaction.canonical import Canonical
from app.redaction.detectors import config_secrets, logins, name_columns
from app.redaction.detectors.cells import TRIM, find_in, kind_of
from app.redaction.detectors.headers import is_of_visit
from app.redaction.detectors.secret_names import Role, role_of
from app.redaction.hits import Hit, Rank
from app.redaction.patterns import Candidate

_ELEMENT = re.compile(
    r"<(?:[\w-]{1,20}:)?(?P<key>[A-Za-z][\w.-]{1,40})(?: [^<>\n\x02]{0,120})?>"
    r"(?P<value>[^<>\n\x02]{2,120})</"
)
_MEMBER = re.compile(
    r"[\"'](?P<key>[A-Za-z][\w .-]{1,40})"
    r"[\"']\s{0,3}(?::|=>)\s{0,3}[\"'](?P<value>[^\"'\n\x02]{2,120})[\"']"
)
_ARGUMENT = re.compile(
    r"[?&\"'](?P<key>[A-Za-z][\w.-]{1,30})=(?P<value>[^&\"'\n\x02=]{3,80}?)(?=[&\"'#]| HTTP/|$)",
    re.MULTILINE,
)
_FIRST_ARGUMENT = re.compile(
    r"(?:^|\s)(?P<key>[A-Za-z][\w.-]{1,30})=(?P<value>[^&\"'\n\x02=]{3,80})(?=&)", re.MULTILINE
)
_ROW = re.compile(
    r"^[ \t|]{0,4}(?P<key>[^\n\t|:\x02]{2,40}?)[ ]?(?P<value>[\t|][^\n\x02]{2,240})$", re.MULTILINE
)
_CELL = re.compile(r"[^\t|]{2,120}")
_MOST_CELLS = 3
_ENTRY = re.compile(
    r"\b(?:name|key|id|system|path|property|field|attribute|parameter|header)[\"']?\s{0,3}(?:[:=]\s{0,3}[\"']?|>\s{0,3})"
    r"(?P<key>[\w./-]{2,80})[\"']?\s{0,3}(?:</[\w:.-]{1,40}>)?[\s,>]{0,40}"
    r"(?:[\"']?(?:type|(?:name)?format|friendlyname|secure|use|rank|label)[\"']?\s{0,3}[:=]\s{0,3}"
    r"[\"']?[\w:.-]{1,80}[\"']?[\s,>]{1,10}){0,2}"
    r"(?:[\"']?value[\"']?\s{0,3}[:=]\s{0,3}[\"']?|<(?:\w{1,20}:)?(?:attribute)?value(?:\s[^<>\n]{0,80})?>\s{0,3})"
    r"(?P<value>[^\"'<>\n\x02]{2,200})",
    re.IGNORECASE,
)
_BARE_MEMBER = re.compile(
    r"(?:^|[\s{,(])(?P<key>[A-Za-z][\w.-]{1,40})[ \t]{0,2}(?::|=>?)[ \t]{0,3}"
    r"(?P<sign>[\"'])(?P<value>[^\"'\n\x02]{2,120})(?P=sign)",
    re.MULTILINE,
)
_LINE = re.compile(
    r"^[ \t>*-]{0,16}(?P<key>[A-Za-z][\w. /-]{1,40}?)(?:[ \t.]{0,40}:|[ \t]?\.{3,40})[ \t]{1,20}"
    r"(?P<value>[^\W\d_][^\n\x02:;|{}\[\]\"<>=@/\\]{2,60})$",
    re.MULTILINE,
)
_PAIR = re.compile(
    r"(?:^|[\s|,;])(?P<key>[A-Za-z][\w.-]{1,30})=(?P<value>[^\s=&\"'\[\x02][^=&\n\"'\[\x02]{1,60}?)"
    r"(?=\s+[A-Za-z][\w.-]{1,30}=|[,;]|$)",
    re.MULTILINE,
)
_WAYS = (
    ("</", _ELEMENT),
    ('":', _MEMBER),
    ("':", _MEMBER),
    ('" :', _MEMBER),
    ("=>", _MEMBER),
    ("=", _ARGUMENT),
    ("&", _FIRST_ARGUMENT),
    ("|", _ROW),
    ("\t", _ROW),
    ("value", _ENTRY),
    (': "', _BARE_MEMBER),
    ("='", _BARE_MEMBER),
    ('="', _BARE_MEMBER),
    (":'", _BARE_MEMBER),
    (": '", _BARE_MEMBER),
    (':"', _BARE_MEMBER),
    (": ", _LINE),
    ("... ", _LINE),
    ("=", _PAIR),
)
"""A sign without which no field of the form stands in a text, and the form."""

_OTHERWISE = {"code": "code_of_town", **dict.fromkeys(("reason", "grund", "motif", "motivo"))}
"""What some names of fields tell that tell something else, or more, as heads of columns."""

_OF_LINES = frozenset({"person_name", "town"})
_SURE = re.compile(
    r"(?:^|[ _.-]|(?<=[a-z])(?=[A-Z]))(?:(?:first|last|given|sur|family|middle|fore)"
    r"[ _-]?name|givenname|sn|"
    r"(?:vor|nach)name|"
    r"pr[eé]nom|[fl][ _-]?name|given|apellidos?|cognome|"
    r"(?:voor|achter)naam|nazwisko|imi[eę]|furigana)$",
    re.IGNORECASE,
)
_USER = re.compile(r"user|owner|assignee|created|updated|requested|submitted", re.IGNORECASE)


def find_fields(view: Canonical) -> Iterator[Hit]:
    """What of the values the names of their fields tell to be private."""
    text, done = view.text, set[re.Pattern[str]]()
    for sign, form in _WAYS:
        if form not in done and sign in (view.folded if form is _ENTRY else text):
            done.add(form)
            for found in form.finditer(text):
                yield from _in_match(view, found, form)


def _in_match(view: Canonical, found: re.Match[str], form: re.Pattern[str]) -> Iterator[Hit]:
    """What one field holds; a row of a table may hold several values behind its name."""
    key, (start, end) = found["key"].strip(), found.span("value")
    if form is _ROW:
        yield from _in_row(view, key, start, end)
        return
    if form is _ENTRY:
        secret = _secret(key, Candidate(view, start, start + len(found["value"].rstrip())))
        if secret is not None:
            yield Hit(secret.start, secret.end, "credential", "named-value", Rank.SECRET)
            return
    if form is _PAIR and key.lower() == "name":
        return
    if form is not _LINE:
        key = re.split(r"[./:]", key)[-1]
    if form is not _LINE or kind_of(key) in _OF_LINES:
        yield from find_in_field(view, key, start, end)


def _in_row(view: Canonical, key: str, start: int, end: int) -> Iterator[Hit]:
    cells = list(_CELL.finditer(view.text, start, end))
    if len(cells) <= _MOST_CELLS and not any(kind_of(cell.group()) for cell in cells):
        for cell in cells:
            yield from find_in_field(view, key, *cell.span())


def find_in_field(view: Canonical, key: str, start: int, end: int) -> Iterator[Hit]:
    """What of the value from `start` to `end` the field's name tells to be private."""
    value, entity = view.text[start:end], kind_of(key)
    if key.lower() in _OTHERWISE:
        entity = _OTHERWISE[key.lower()]
    if (entity == "handle" and _is_person(value)) or _is_surname(key, value):
        entity = "person_name"
    if entity == "person_name" and not _is_told(key, value):
        login = logins.is_login(value.strip(TRIM).lower())
        entity = "handle" if login and _USER.search(key) is not None else None
    if entity is not None:
        yield from find_in(view, start, end, entity)


def _secret(key: str, value: Candidate) -> Candidate | None:
    """The value where its name is that of a secret, or of the cookie of a visit."""
    name = key.rpartition("/")[2].rpartition(":")[2]
    role = role_of(name, "")
    if role is not Role.NONE and value.text and config_secrets.fits(role, value, "=", quoted=True):
        return value
    return value if is_of_visit(name.lower(), value.text) else None


def _is_told(key: str, value: str) -> bool:
    """A name behind a word for names of people; behind others (`name`, `user`) one in full."""
    text = value.strip(TRIM)
    return name_columns.is_name(text) and (
        _SURE.search(key) is not None or name_columns.is_full(text)
    )


def _is_surname(key: str, value: str) -> bool:
    """What directories call a surname is a serial number elsewhere."""
    text = value.strip(TRIM)
    return key.lower() == "sn" and name_columns.is_name(text) and not text.isupper()


def _is_person(value: str) -> bool:
    """Whether a name in full stands where a log-in is looked for."""
    text = value.strip(TRIM)
    return " " in text and name_columns.is_name(text) and name_columns.is_full(text)
