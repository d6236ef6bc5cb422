"""What the engineer sync shows: agenda and postings. Texts are as redaction left them."""

from datetime import date, datetime
from typing import Literal

from app.model import Model
from app.policy.problems import Problem


class AgendaItem(Model):
    """A case of the agenda. `summary`, `ask` and `status` are fit for engineering.

    `held` says why the ask or the summary may not be shown; the case stands all the same.
    """

    issue_key: str
    url: str
    tickets: tuple[int, ...]
    severity: str | None
    status: str
    summary: str
    ask: str
    held: str = ""
    owner: str
    assigned: bool
    blocked_on: str
    opened_at: datetime
    due_at: datetime


class Agenda(Model):
    """`left_out`: how many cases that need the engineer found no place."""

    day: date
    attendees: tuple[str, ...]
    items: tuple[AgendaItem, ...]
    left_out: int = 0


class Posting(Model):
    """One comment or note. `text` is what stands there or would; empty where it is held.

    `planned` would be sent, `posted` was, `known` had been before; `held` may not cross, `skipped`
    takes none; both say why.
    """

    target: str
    outcome: Literal["planned", "posted", "known", "held", "skipped"]
    text: str = ""
    why: str = ""


class Posted(Model):
    """What becomes of notes. With `problems` nothing was posted."""

    problems: tuple[Problem, ...] = ()
    postings: tuple[Posting, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether everything was or could be told."""
        return not self.problems and all(one.outcome != "held" for one in self.postings)
