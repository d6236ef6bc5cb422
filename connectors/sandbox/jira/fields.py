"""What a field takes, how it is stored, shown in JSON and written into the history."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from connectors.sandbox.jira.adf import is_document
from connectors.sandbox.jira.prose import from_text, to_wiki
from connectors.sandbox.jira.records import Field, Issue, Json, Option, Project
from connectors.sandbox.jira.state import JiraState, first

CUSTOM_PREFIX = "com.atlassian.jira.plugin.system.customfieldtypes:"
CUSTOM_KINDS = {
    "textfield": "text",
    "textarea": "adf",
    "readonlyfield": "text",
    "url": "text",
    "float": "number",
    "select": "option",
    "radiobuttons": "option",
    "multiselect": "options",
    "multicheckboxes": "options",
    "labels": "labels",
    "datepicker": "date",
    "datetime": "datetime",
    "userpicker": "user",
}
_NEEDS_DOCUMENT = (
    "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
)


class FieldError(Exception):
    """A value that the field does not take; the text is the vendor's answer for that field."""


@dataclass(frozen=True)
class Place:
    """Where a value is put: the project decides security levels and contexts, the API the shape."""

    state: JiraState
    project: Project
    type_id: str
    version: int


Codec = Callable[[Place, Field, Any], Any]


def parse(place: Place, target: Field, raw: Any) -> Any:
    """Return the stored form of a request's value; None clears. FieldError when it is refused."""
    if raw is None and target.kind != "labels":
        return None
    return _PARSERS[target.kind](place, target, raw)


def _text(_place: Place, target: Field, raw: Any) -> str:
    if not isinstance(raw, str):
        raise FieldError("Operation value must be a string")
    if len(raw) > 255:
        raise FieldError(
            "The entered text is too long. It exceeds the allowed limit of 255 characters."
        )
    if target.field_id == "summary" and "\n" in raw:
        raise FieldError("The summary is invalid because it contains newline characters.")
    return raw


def _adf(place: Place, _target: Field, raw: Any) -> Json | None:
    if place.version == 2:
        if not isinstance(raw, str):
            raise FieldError("Operation value must be a string")
        return from_text(raw) if raw else None
    if not is_document(raw):
        raise FieldError(_NEEDS_DOCUMENT)
    document: Json = raw
    return document


def _labels(_place: Place, _target: Field, raw: Any) -> list[str]:
    labels = raw or []
    if not isinstance(labels, list) or not all(isinstance(one, str) for one in labels):
        raise FieldError("data was not an array of strings")
    if spaced := first(one for one in labels if re.search(r"\s", one) or not one):
        raise FieldError(f"The label '{spaced}' contains spaces which is invalid.")
    return list(dict.fromkeys(labels))


def _number(_place: Place, _target: Field, raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise FieldError("Operation value must be a number")
    return float(raw)


def _date(_place: Place, _target: Field, raw: Any) -> str:
    try:
        return date.fromisoformat(raw).isoformat()
    except (TypeError, ValueError) as error:
        raise FieldError("Operation value must be in the format yyyy-MM-dd") from error


def _datetime(_place: Place, _target: Field, raw: Any) -> str:
    try:
        return datetime.fromisoformat(raw).isoformat()
    except (TypeError, ValueError) as error:
        raise FieldError("Error parsing date time string") from error


def _named(raw: Any, noun: str) -> tuple[str | None, str | None]:
    if not isinstance(raw, dict) or not ({"id", "name", "value"} & set(raw)):
        raise FieldError(f"Specify a valid {noun} ID or name")
    name = raw.get("name") or raw.get("value")
    return (str(raw["id"]) if "id" in raw else None, name)


def _priority(place: Place, _target: Field, raw: Any) -> str:
    wanted, name = _named(raw, "priority")
    for one in place.state.priorities.values():
        if one.priority_id == wanted or (wanted is None and one.name == name):
            return one.priority_id
    raise FieldError("The priority selected is invalid.")


def _security(place: Place, _target: Field, raw: Any) -> str:
    wanted, name = _named(raw, "security level")
    for level_id in place.project.security_levels:
        level = place.state.security_levels[level_id]
        if level_id == wanted or (wanted is None and level.name == name):
            return level_id
    raise FieldError("Security level does not exist in this project.")


def _user(place: Place, _target: Field, raw: Any) -> str:
    user = place.state.user_named(raw) if isinstance(raw, dict) else None
    if user is None:
        raise FieldError("Specify a valid value for the user, by its accountId.")
    return user.account_id


def _option(place: Place, target: Field, raw: Any) -> str:
    wanted, value = _named(raw, "option")
    for one in options(target, place.project.project_id, place.type_id):
        if one.option_id == wanted or (wanted is None and one.value == value):
            return one.option_id
    raise FieldError(f"Option value '{value}' is not valid" if value else "Option id is not valid")


def _options(place: Place, target: Field, raw: Any) -> list[str]:
    if not isinstance(raw, list):
        raise FieldError("data was not an array")
    return [_option(place, target, one) for one in raw]


_PARSERS: dict[str, Codec] = {
    "text": _text,
    "adf": _adf,
    "labels": _labels,
    "number": _number,
    "date": _date,
    "datetime": _datetime,
    "priority": _priority,
    "security": _security,
    "user": _user,
    "option": _option,
    "options": _options,
}


def options(target: Field, project_id: str, type_id: str) -> list[Option]:
    """Return the options that the field's context for this project and issue type offers."""
    context = first(one for one in target.contexts if one.covers(project_id, type_id))
    return [one for one in context.options if not one.disabled] if context else []


def has_context(target: Field, issue: Issue) -> bool:
    """Say whether the field exists for this issue; Jira's own fields always do."""
    covered = any(one.covers(issue.project_id, issue.type_id) for one in target.contexts)
    return covered or not target.is_custom


def is_empty(value: Any) -> bool:
    """Say whether a stored value counts as none for "field required"."""
    if isinstance(value, dict):
        return not to_wiki(value).strip()
    if isinstance(value, str):
        return not value.strip()
    return value is None or value == []


def history_value(state: JiraState, target: Field, value: Any) -> tuple[str | None, str | None]:
    """Return what the history keeps of a value: its id where it has one, and its text."""
    if value is None:
        return None, None
    if target.kind in ("text", "adf", "number"):
        return None, plain(state, target, value)
    if target.kind == "labels":
        return None, " ".join(value)
    if target.kind in ("date", "datetime"):
        return value, value
    ids = value if isinstance(value, list) else [value]
    return ", ".join(ids), plain(state, target, value)


def plain(state: JiraState, target: Field, value: Any) -> str:
    """Return a stored value as the text that rules, search and pages see; empty for None."""
    if value is None:
        return ""
    if target.kind == "adf":
        return to_wiki(value)
    if target.kind == "number":
        return f"{value:g}"
    if target.kind in ("labels", "options"):
        return " ".join(_name_of(state, target, one) for one in value)
    return _name_of(state, target, value)


def _name_of(state: JiraState, target: Field, value: str) -> str:
    if target.kind == "user":
        return state.users[value].display_name
    if target.kind == "priority":
        return state.priorities[value].name
    if target.kind == "security":
        return state.security_levels[value].name
    if target.kind in ("option", "options"):
        found = find_option(target, value)
        return found.value if found else value
    return value


def find_option(target: Field, option_id: str) -> Option | None:
    """Return an option of any of the field's contexts."""
    every = (one for context in target.contexts for one in context.options)
    return first(one for one in every if one.option_id == option_id)
