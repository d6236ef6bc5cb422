"""An issue's history as moves between statuses, with what stood in a field at each of them. Pure.

From `GET /issue/{id}?expand=changelog`: the latest changes, which both Cloud and Data Center give
(docs/vendors.md). A Data Center names a changed field where Cloud gives its id too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.errors import VendorMisread
from app.model import Move
from connectors.jira.reading import Json, an_object, field_text, moment, objects, read_person, text


def read_moves(content: object, field_id: str, field_name: str | None) -> tuple[Move, ...]:
    """The issue's moves, oldest first, as far back as Jira tells.

    The field's value at each is found backwards from the one that stands there now. Raises
    VendorMisread.
    """
    issue = an_object(content, "issue")
    fields = an_object(issue.get("fields"), "issue fields")
    history = an_object(issue.get("changelog"), "history")
    entries = sorted(objects(history.get("histories"), "changes"), key=_number, reverse=True)
    field = _Field(field_id, field_name)
    return tuple(reversed(list(_walk(entries, field_text(fields.get(field_id)), field))))


_CUSTOM = "customfield_"


@dataclass(frozen=True, slots=True)
class _Field:
    """A field as a change names it: by id, or by name and whether people made it."""

    id: str
    name: str | None

    def is_in(self, item: Json) -> bool:
        """Whether the change is of this field, and of none that is merely called like it."""
        given = item.get("fieldId")
        if isinstance(given, str):
            return given == self.id
        kind, own = item.get("fieldtype"), "custom" if self.id.startswith(_CUSTOM) else "jira"
        return item.get("field") in (self.id, self.name) and kind in (None, own)


_STATUS = _Field("status", "status")


def _walk(entries: list[Json], value: str, field: _Field) -> Iterator[Move]:
    for entry in entries:
        items = objects(entry.get("items"), "changed fields")
        for item in items:
            if _STATUS.is_in(item):
                yield _move(entry, item, value)
        for item in items:
            if field.is_in(item):
                value = _old(item)


def _old(item: Json) -> str:
    found = item.get("fromString")
    return found if isinstance(found, str) else ""


def _move(entry: Json, item: Json, value: str) -> Move:
    return Move(
        number=_number(entry),
        at=moment(entry, "created", "a change"),
        actor_id=read_person(entry.get("author")).id or None,
        from_status=text(item, "fromString", "a status"),
        to_status=text(item, "toString", "a status"),
        value=value,
    )


def _number(entry: Json) -> int:
    number = text(entry, "id", "a change")
    if not number.isascii() or not number.isdigit():
        raise VendorMisread("Jira's answer holds a change of an issue whose id is no number.")
    return int(number)
