"""Jira's fields: their kinds, and a value of ours in the shape that a kind takes. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.effects import AccountRef, FieldValue, GateToken, PolicyWord
from app.errors import UnclearAudience, WriteRefused
from app.model import Audience, RedactedText
from connectors.jira.dialect import CLOUD, Dialect
from connectors.jira.reading import Json, text


class Kind(StrEnum):
    LINE = "line"
    RICH = "rich"
    NAMED = "named"
    NAMED_LIST = "named list"
    OPTION = "option"
    OPTION_LIST = "option list"
    WORDS = "words"
    NUMBER = "number"
    USER = "user"
    USER_LIST = "user list"
    OTHER = "other"


# Fields that every Jira has: no read is needed to know these.
_OWN = {
    "summary": Kind.LINE,
    "description": Kind.RICH,
    "environment": Kind.RICH,
    "priority": Kind.NAMED,
    "security": Kind.NAMED,
    "resolution": Kind.NAMED,
    "issuetype": Kind.NAMED,
    "components": Kind.NAMED_LIST,
    "versions": Kind.NAMED_LIST,
    "fixVersions": Kind.NAMED_LIST,
    "labels": Kind.WORDS,
    "assignee": Kind.USER,
    "reporter": Kind.USER,
    "duedate": Kind.LINE,
}
_LISTS = {
    "option": Kind.OPTION_LIST,
    "string": Kind.WORDS,
    "user": Kind.USER_LIST,
    "component": Kind.NAMED_LIST,
    "version": Kind.NAMED_LIST,
}
_SINGLE = {
    "string": Kind.LINE,
    "date": Kind.LINE,
    "datetime": Kind.LINE,
    "number": Kind.NUMBER,
    "option": Kind.OPTION,
    "user": Kind.USER,
    "priority": Kind.NAMED,
    "securitylevel": Kind.NAMED,
    "version": Kind.NAMED,
}


@dataclass(frozen=True, slots=True)
class FieldCatalog:
    """All fields of a site: kinds by id, and ids by name.

    A name that two fields share stands for neither, so that no value lands in the wrong one. A
    field of one project alone (a team's own) counts only where no field of the site has its name.
    """

    kinds: Mapping[str, Kind]
    ids: Mapping[str, str]


def read_catalog(content: Sequence[Json]) -> FieldCatalog:
    """Read the answer of `GET /field`."""
    kinds: dict[str, Kind] = {}
    shared: dict[str, list[str]] = {}
    scoped: dict[str, list[str]] = {}
    for one in content:
        field_id = text(one, "id", "a field")
        kinds[field_id] = _kind(field_id, one.get("schema"))
        named = scoped if is_of_one_project(one) else shared
        named.setdefault(text(one, "name", "a field"), []).append(field_id)
    ids = {name: found[0] for name, found in {**scoped, **shared}.items() if len(found) == 1}
    return FieldCatalog(kinds, ids)


def is_of_one_project(found: Json) -> bool:
    """Whether a field is a team-managed project's own, which anybody there may name as they like.

    Source: `scope` of the field in the answer of `GET /field` (docs/vendors.md).
    """
    scope = found.get("scope")
    return isinstance(scope, dict) and scope.get("type") == "PROJECT"


def known_kind(field_id: str) -> Kind | None:
    """The kind of a field that every Jira has."""
    return _OWN.get(field_id)


def _kind(field_id: str, schema: object) -> Kind:
    if field_id in _OWN:
        return _OWN[field_id]
    described = schema if isinstance(schema, dict) else {}
    if str(described.get("custom", "")).endswith(":textarea"):
        return Kind.RICH
    if described.get("type") == "array":
        return _LISTS.get(str(described.get("items")), Kind.OTHER)
    return _SINGLE.get(str(described.get("type")), Kind.OTHER)


def for_engineering(text: RedactedText) -> RedactedText:
    """The same text. Raises UnclearAudience for one that was redacted for somebody else."""
    if text.audience is not Audience.ENGINEERING:
        raise UnclearAudience("A text that was redacted for the customer was about to go to Jira.")
    return text


def encode(field_id: str, kind: Kind, value: FieldValue, dialect: Dialect = CLOUD) -> Any:
    """The value in Jira's JSON. Raises WriteRefused where the field cannot take such a value."""
    match value:
        case None:
            return [] if kind in (Kind.WORDS, *_LISTS.values()) else None
        case GateToken(token):
            return token
        case AccountRef(account):
            return _account(field_id, kind, dialect.user_reference(account))
        case RedactedText():
            return _text(field_id, kind, for_engineering(value), dialect)
        case PolicyWord(word):
            return _word(field_id, kind, word)


def _account(field_id: str, kind: Kind, account: Mapping[str, str]) -> Any:
    if kind is Kind.USER:
        return account
    if kind is Kind.USER_LIST:
        return [account]
    raise _unfit(field_id, kind, "an account")


def _text(field_id: str, kind: Kind, value: RedactedText, dialect: Dialect) -> Any:
    if kind is Kind.RICH:
        return dialect.write_body(value.document) if value.document.blocks else None
    if kind is Kind.LINE:
        return value.line
    raise _unfit(field_id, kind, "a text")


def _word(field_id: str, kind: Kind, word: str) -> Any:
    if kind is Kind.NUMBER:
        return _number(field_id, word)
    shapes: dict[Kind, Any] = {
        Kind.LINE: word,
        Kind.NAMED: {"name": word},
        Kind.NAMED_LIST: [{"name": word}],
        Kind.OPTION: {"value": word},
        Kind.OPTION_LIST: [{"value": word}],
        Kind.WORDS: [word],
    }
    if kind not in shapes:
        raise _unfit(field_id, kind, "a word of the policy")
    return shapes[kind]


def _number(field_id: str, word: str) -> float:
    try:
        return float(word)
    except ValueError:
        raise _unfit(field_id, Kind.NUMBER, "a word that is no number") from None


def _unfit(field_id: str, kind: Kind, what: str) -> WriteRefused:
    return WriteRefused(
        f"The Jira field {field_id} is of the kind '{kind}' and cannot take {what}. "
        "Correct the mapping policy.",
        status=400,
        fields=(field_id,),
    )
