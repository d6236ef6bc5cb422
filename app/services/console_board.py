"""The board: every open escalation, whose turn it is, what its gate lacks, when word is due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.model import LinkState
from app.ports import Clock, PolicySource, Transaction, UnitOfWork
from app.records_clocks import DueKey, EscalationClock
from app.services.escalations_due import EscalationsDue
from app.services.gate_course import Course, load_course
from app.services.pair_pages import Places
from app.services.work_lines import name_place, read_place
from app.services.work_views import PAGE, BoardLine, BoardPage

URGENT = 2
"""How many of the policy's severities, the worst first, make up the daily queue."""


class Queue(StrEnum):
    """URGENT is the daily queue; in ALL it comes first too; OVERDUE has waited too long."""

    URGENT = "urgent"
    ALL = "all"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the board: within which group, and behind which escalation of it."""

    group: int = 0
    key: DueKey | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """An open escalation with what else the store knows of it."""

    group: int
    clock: EscalationClock
    link_state: LinkState
    gate_open: bool | None
    refused_at: datetime | None
    course: Course | None


@dataclass(frozen=True, slots=True)
class Board:
    store: UnitOfWork
    due: EscalationsDue
    policies: PolicySource
    clock: Clock
    places: Places

    async def page(self, queue: Queue = Queue.URGENT, after: str | None = None) -> BoardPage:
        """By severity and then by due time; overdue ones by due time alone.

        Raises InputRefused for an `after` that is none.
        """
        severities = self.policies.current().gate.severities
        place = _read(after) if after else _Place()

        def look(tx: Transaction) -> list[_Found]:
            if queue is Queue.OVERDUE:
                late = tx.clocks.due(PAGE + 1, place.key)
                now = self.clock.now()
                return [_find(tx, 0, one) for one in late if one.due_at <= now]
            groups = severities[:URGENT] if queue is Queue.URGENT else severities
            rest = queue is Queue.ALL
            return [_find(tx, *one) for one in _ordered(tx, groups, place, rest=rest)]

        found = await self.store.read(look)
        return BoardPage(
            lines=tuple(map(self._line, found[:PAGE])),
            urgent=severities[:URGENT],
            further=_name(found[PAGE - 1]) if len(found) > PAGE else None,
        )

    def _line(self, found: _Found) -> BoardLine:
        labels, course = self.policies.current().gate.labels, found.course
        lacking = course.stands[-1].lacking if course is not None and course.stands else ()
        due = self.due.show(found.clock)
        return BoardLine(
            due=due,
            link_state=found.link_state,
            gate_open=found.gate_open,
            lacking=tuple(labels.get(item, item) for item in lacking),
            ticket_url=self.places.ticket(due.ticket_id),
            issue_url=self.places.issue(due.issue_key),
            refused_at=found.refused_at,
        )


def _ordered(
    tx: Transaction, severities: Sequence[str], place: _Place, *, rest: bool
) -> Iterator[tuple[int, EscalationClock]]:
    """A page and one more of them, group by group; `rest` are those of no such severity."""
    left = PAGE + 1
    for number in range(place.group, len(severities) + rest):
        key = place.key if number == place.group else None
        if number < len(severities):
            found = tx.views.escalations(severities[number], left, key)
        else:
            found = tx.views.escalations_beside(severities, left, key)
        yield from ((number, one) for one in found)
        left -= len(found)
        if left <= 0:
            return


def _find(tx: Transaction, group: int, clock: EscalationClock) -> _Found:
    link, gate = tx.links.get(clock.link_id), tx.gates.get(clock.issue_id)
    return _Found(
        group=group,
        clock=clock,
        link_state=link.state if link is not None else LinkState.ENDED,
        gate_open=gate.open if gate is not None else None,
        refused_at=gate.refused_at if gate is not None else None,
        course=load_course(tx, clock.issue_id),
    )


def _name(found: _Found) -> str:
    return f"{found.group}~{name_place(found.clock.due_at, found.clock.link_id)}"


def _read(name: str) -> _Place:
    group, _, place = name.partition("~")
    at, link_id = read_place(place)
    return _Place(int(group) if group.isascii() and group.isdigit() else 0, DueKey(at, link_id))
