"""What the name of a column, a key or a tag says of the value under it."""

import re
from collections.abc import Iterable, Sequence

from app.redaction.files import Field

_JOINTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[\s_.\-/:]+")
_BESIDE = re.compile(r"[(\[{].*?[)\]}]|[^\w\s.\-/:]")
_ADDED_WORD = re.compile(r"[a-z]*\d+|hash|value|text|raw|plain")

_ENTITIES = {
    "email": "email, e mail, mail, email address, e mail address, mail address",
    "phone": "phone, telephone, mobile, cell, fax, phone number, mobile number, telefon, tel",
    "person_name": (
        "full name, first name, last name, given name, family name, middle name, surname, "
        "firstname, lastname, fullname, forename, vorname, nachname, nom, prenom, "
        "apellido, apellidos, cognome, contact name, customer name, client name, patient "
        "name, employee name, display name, card holder, cardholder, cardholder name, "
        "account holder, recipient, owner name"
    ),
    "national_id": (
        "ssn, social security number, national id, national insurance number, nino, "
        "personal number, personnummer, id number, nid, dni, nie, aadhaar, pesel, bsn, "
        "cpf, sin"
    ),
    "tax_number": (
        "tax id, tax number, vat, vat id, vat number, tin, itin, steuernummer, steuer id"
    ),
    "passport": "passport, passport number, passport no",
    "driving_licence": (
        "driving licence, driving license, driver license, drivers license, licence no"
    ),
    "card": "card number, credit card, credit card number, pan, cc number, card no",
    "iban": "iban",
    "bank_account": (
        "bank account, account number, bank account number, routing number, sort code"
    ),
    "password": "password, passwd, pwd, pass, passphrase, passwort, kennwort, pin, contrasena",
    "credential": (
        "secret, token, api key, apikey, access token, refresh token, auth token, client "
        "secret, private key, secret key, access key, bearer, authorization, cookie, "
        "session token"
    ),
    "session_id": "session, session id, sessionid, sid",
    "ip_address": "ip, ip address, client ip, remote addr, remote address",
}
_BY_NAME = {
    name.strip(): entity for entity, names in _ENTITIES.items() for name in names.split(",")
}
_ENDING_WORDS = frozenset(
    {"email", "phone", "telephone", "surname", "firstname", "lastname", "fullname", "vorname"}
    | {"nachname", "ssn", "iban", "password", "passwd", "pwd", "passphrase", "passwort"}
    | {"kennwort", "secret", "token", "apikey", "cookie"}
)
_ENDINGS = {
    name: entity
    for name, entity in _BY_NAME.items()
    if " " in name and name not in {"display name", "id number", "licence no"}
} | {name: entity for name, entity in _BY_NAME.items() if name in _ENDING_WORDS}
"""What a longer name may end in and still say the same: `Customer e-mail`, `old password`."""

_NOTHING = frozenset({"value", "val", "text", "raw", "plain", "hash", "current", "new", "old"})
"""Names that say nothing of their own: what stands above them does."""

_BARE_NAMES = frozenset(
    {"name", "contact", "customer", "user", "patient", "employee", "person"}
    | {"first", "last", "given", "family", "middle"}
)
"""Names of people only where the record holds something else of a person."""

_PAIRED = ({"first", "last"}, {"given", "family"})
_PAGES = frozenset({"next", "prev", "previous", "self"})
_LABELS = frozenset(
    {"name", "key", "header", "field", "property", "param", "parameter", "label", "attribute"}
)
_LABELLED = frozenset({"value", "val", "content"})
_PAIR = 3
_LABEL = re.compile(r":?[A-Za-z]+(?:[-_.][A-Za-z0-9]+)+|[a-z]+[A-Z]\w*|:[a-z]+")

_PERSONAL = frozenset({"email", "phone", "person_name", "national_id", "passport"})


def entity_of(name: str) -> str | None:
    """The kind that a name alone tells, in the words in which redaction knows it."""
    plain = _plain(name)
    known = _BY_NAME.get(plain) or _BY_NAME.get(plain.replace(" ", ""))
    words = plain.split()
    while known is None and len(words) > 1 and _ADDED_WORD.fullmatch(words[-1]):
        words.pop()
        known = _BY_NAME.get(" ".join(words))
    tails = (" ".join(words[-length:]) for length in (3, 2, 1))
    return known or next((_ENDINGS[tail] for tail in tails if tail in _ENDINGS), None)


def is_known(name: str) -> bool:
    """Whether the name is one of the words that this module knows, and so nobody's own."""
    return _words(name) in _BY_NAME


def entities_of(names: Sequence[str]) -> list[str | None]:
    """The kinds that the names of one record tell, each beside the others."""
    told = [entity_of(name) for name in names]
    if not _PERSONAL.isdisjoint(told) or _is_split_name({_plain(name) for name in names}):
        told = [
            "person_name" if _plain(name) in _BARE_NAMES else entity
            for name, entity in zip(names, told, strict=True)
        ]
    return told


def record(pairs: Iterable[tuple[str, str]]) -> list[Field]:
    """The fields of one record, with what their names tell.

    In a record that is a label and its value (`name: Cookie, value: ...`) the label is the name.
    """
    listed = list(pairs)
    entities = entities_of([name for name, _ in listed])
    fields = [
        Field(name, value, entity) for (name, value), entity in zip(listed, entities, strict=True)
    ]
    label = next((one.value for one in fields if _plain(one.name) in _LABELS and one.value), None)
    if label is None or not has_labels([one.name for one in fields]):
        return fields
    is_label = entity_of(label) is not None or _is_label(label, len(fields))
    return [_labelled(one, label, is_label=is_label) for one in fields]


def has_labels(names: Sequence[str]) -> bool:
    """Whether records with these names are labels and their values."""
    told = {_plain(name) for name in names}
    return not (_LABELS.isdisjoint(told) or _LABELLED.isdisjoint(told))


def says_nothing(name: str) -> bool:
    """Whether a name such as `value` only repeats what the name above it says."""
    return _plain(name) in _NOTHING


def _labelled(field: Field, label: str, *, is_label: bool) -> Field:
    if _plain(field.name) in _LABELLED:
        return Field(label, field.value, entity_of(label))
    return Field("", field.value) if is_label and field.value == label else field


def _is_label(label: str, fields: int) -> bool:
    """Whether `name` names a thing here: `Accept-Language`, or one word with its value alone."""
    return _LABEL.fullmatch(label) is not None or (fields <= _PAIR and label.isalpha())


def _is_split_name(names: set[str]) -> bool:
    return any(pair <= names for pair in _PAIRED) and _PAGES.isdisjoint(names)


def _plain(name: str) -> str:
    shown = _BESIDE.sub(" ", name)
    return _words(shown if shown.strip() else name)


def _words(name: str) -> str:
    return " ".join(_JOINTS.sub(" ", name).lower().split())
