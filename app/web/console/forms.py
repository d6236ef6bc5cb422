"""Forms read into models: what was given, or what is wrong with each field in a person's words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import ValidationError
from starlette.requests import Request

from app.model import Model

Read = TypeVar("Read", bound=Model)

NEEDED, UNREADABLE = "This is needed.", "This cannot be read."
_WORDS: Mapping[str, str] = {
    "missing": NEEDED,
    "string_too_short": NEEDED,
    "enum": "Choose one of the list.",
    "int_parsing": "A whole number is needed.",
    "date_from_datetime_parsing": "A day is needed, as 2026-12-31.",
    "date_parsing": "A day is needed, as 2026-12-31.",
}


@dataclass(frozen=True, slots=True)
class Form(Generic[Read]):
    """What stands in the form as it was sent, and `given` unless one of `errors` says why not."""

    values: Mapping[str, str]
    given: Read | None
    errors: Mapping[str, str] = field(default_factory=dict)


async def read_form(
    request: Request, model: type[Read], *, lists: Collection[str] = ()
) -> Form[Read]:
    """The form's fields as the model; an empty field counts as not given.

    The fields `lists` hold one entry a line.
    """
    async with request.form() as sent:
        values = {name: text_in(sent.get(name)) for name in model.model_fields}
    filled = {name: text for name, text in values.items() if text.strip()}
    given: dict[str, object] = {**filled}
    for name in lists:
        given[name] = tuple(filter(None, map(str.strip, filled.get(name, "").splitlines())))
    try:
        return Form(values, model(**given))
    except ValidationError as error:
        wrong = {str(one["loc"][0]): _said(one) for one in error.errors(include_url=False)}
        return Form(values, None, wrong)


def text_in(value: object) -> str:
    """A form's text with line ends as we keep them; a file or nothing counts as empty."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def _said(error: Mapping[str, object]) -> str:
    if error["type"] == "string_too_long":
        bounds = error.get("ctx")
        most = bounds["max_length"] if isinstance(bounds, dict) else ""
        return f"{most} characters are the most."
    return _WORDS.get(str(error["type"]), UNREADABLE)
