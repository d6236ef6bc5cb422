"""The notes of an engineer sync, and what is told of a case to its issue and its tickets. Pure."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from app.document import Document, from_plain
from app.model import Model
from app.sync.dates import name_day

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*-[0-9]+")


def _as_key(text: str) -> str:
    if _KEY.fullmatch(text) is None:
        raise ValueError("is no issue's key; write it as ENG-42")
    return text.upper()


def _as_day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise ValueError("is no day; write it as 2026-11-24") from None


IssueKey = Annotated[str, Field(max_length=255), AfterValidator(_as_key)]
Day = Annotated[date, BeforeValidator(_as_day)]


class NotedCase(Model):
    """A case as it is written down. `id` is the issue's key; all text is as people typed it.

    A case without a decision and a follow-up was not spoken about.
    """

    id: IssueKey
    ask: str = Field(default="", max_length=2_000)
    owner: str = Field(default="", max_length=200)
    due: Day | None = None
    decision: str = Field(default="", max_length=4_000)
    followup: str = Field(default="", max_length=4_000)

    @property
    def was_discussed(self) -> bool:
        """Whether there is something to tell."""
        return bool(self.decision.strip() or self.followup.strip())


class SyncNotes(Model):
    """A whole file: the agenda before the sync, the notes after it."""

    date: Day
    attendees: tuple[str, ...] = Field(default=(), max_length=50)
    cases: tuple[NotedCase, ...] = Field(max_length=50)


def note_of(case: NotedCase, day: date) -> Document:
    """What is told of the case: the same words for both sides, before each side's redaction."""
    lines = [f"Engineer sync of {name_day(day)}."]
    for label, text in (
        ("Decision", case.decision),
        ("Follow-up", case.followup),
        ("Owner", case.owner),
        ("Due", name_day(case.due) if case.due is not None else ""),
    ):
        if text.strip():
            lines.append(f"{label}: {text.strip()}")
    return from_plain("\n\n".join(lines))
