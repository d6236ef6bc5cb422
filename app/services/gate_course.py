"""The course of an issue's gate: how it was decided lately, and which moves were looked at.

Kept beside the gate's record, so that a transition that Jira tells of later can be judged by how
the gate stood when it was taken.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from app.gate.decision import Decision
from app.gate.names import plain_name
from app.model import Model, Move, TicketLink
from app.ports import Transaction

KEPT = 20
"""How many decisions back a transition can be judged by; Jira tells of one within minutes."""
Mode = Literal["enforce", "warn", "release"]


class Stand(Model):
    """A decision, from `at` until the next one. `at` is when what it rests on came to be so.

    `open` says that nothing was lacking; `token` is what was written into the gate field.
    """

    at: datetime
    open: bool
    mode: Mode
    lacking: tuple[str, ...] = ()
    token: str | None = None

    @property
    def says(self) -> tuple[object, ...]:
        """All but the moment."""
        return self.open, self.mode, self.lacking, self.token


class Revert(Model):
    """A transition that is to be taken back, or is being so. `number` is the move's.

    `to_status` is where the issue stands since, were it several moves on. `not_before` is when a
    pause ends, while the issue was taken back too often.
    """

    number: int
    from_status: str
    to_status: str
    not_before: datetime | None = None

    def is_undone(self, stands: str) -> bool:
        """Whether the issue stands where it was before."""
        return plain_name(stands) == plain_name(self.from_status)

    def led_to(self, stands: str, not_before: datetime | None = None) -> "Revert":
        """The same from where the issue stands now."""
        target = self.to_status if self.is_undone(stands) else stands
        return Revert(
            number=self.number,
            from_status=self.from_status,
            to_status=target,
            not_before=not_before,
        )


class Notice(Model):
    """What a person should know of until the gate opens or the issue leaves that status."""

    kind: Literal["passed", "foreign"]
    at: datetime
    to_status: str = ""
    lacking: tuple[str, ...] = ()


class Course(Model):
    """`since` bounds how far back moves are looked at, `seen` is the last one's number.

    `status` is the issue's at that look; `reverted` is when moves were taken back lately.
    """

    since: datetime
    seen: int = 0
    status: str | None = None
    stands: tuple[Stand, ...] = ()
    notice: Notice | None = None
    revert: Revert | None = None
    reverted: tuple[datetime, ...] = ()

    def with_stand(self, stand: Stand) -> "Course":
        """Go on with another decision; one that says the same changes nothing."""
        last = self.stands[-1] if self.stands else None
        if last is not None and last.says == stand.says:
            return self
        return self.changed(stands=(*self.stands, stand)[-KEPT:])

    def changed(self, **updates: object) -> "Course":
        """The course with these attributes set otherwise."""
        return Course(**{**dict(self), **updates})

    def judged(self, move: Move) -> tuple[bool, Stand | None]:
        """Whether the gate was open to this move, and the decision that stood when it was taken.

        What Jira held then tells which decision it is. The clocks of the two systems are compared
        only to tell whether that value was stale already; without a value of ours they must do.
        """
        written = [n for n, one in enumerate(self.stands) if one.token and one.token == move.value]
        if not written:
            earlier = [one for one in self.stands if one.at <= move.at]
            stand = earlier[-1] if earlier else next(iter(self.stands), None)
            return stand is not None and stand.open, stand
        later = self.stands[written[-1] + 1 :]
        stale = [one for one in later if one.at <= move.at]
        stand = stale[-1] if stale else self.stands[written[-1]]
        return stand.open, stand


def load_course(tx: Transaction, issue_id: str) -> Course | None:
    """The course of the issue's gate; None while nothing was decided."""
    kept = tx.facts.get(_fact(issue_id))
    return Course.model_validate_json(kept) if kept else None


def save_course(tx: Transaction, issue_id: str, course: Course) -> None:
    """Keep it in the place of the one before."""
    tx.facts.set(_fact(issue_id), course.model_dump_json(exclude_defaults=True))


def notices_of(
    tx: Transaction, links: Sequence[TicketLink], labels: Mapping[str, str]
) -> tuple[str, ...]:
    """What the sidebar tells of these links' gates besides the decision; fixed words and labels."""
    courses = ((link.issue_key, load_course(tx, link.issue_id)) for link in links)
    return tuple(
        _sentence(key, course.notice, labels)
        for key, course in courses
        if course is not None and course.notice is not None
    )


def shared_gates(tx: Transaction, links: Sequence[TicketLink]) -> frozenset[str]:
    """The issues that are linked to another ticket too and whose gate stands open, as decided."""
    return frozenset(
        link.issue_id
        for link in links
        if len(tx.links.of_issue(link.issue_id)) > 1
        and not tx.deliveries.waiting_in(link.gate_lane)
        and (gate := tx.gates.get(link.issue_id)) is not None
        and gate.open
    )


def opened_by_others(
    shared: frozenset[str], links: Sequence[TicketLink], own: Decision
) -> tuple[str, ...]:
    """Which issues another ticket has opened, for a ticket whose own packet lacks something."""
    return tuple(
        f"{link.issue_key} is open all the same: another ticket that is linked to it opened it."
        for link in links
        if link.issue_id in shared and not own.open
    )


def _sentence(key: str, notice: Notice, labels: Mapping[str, str]) -> str:
    if notice.kind == "foreign":
        return f"{key}: somebody wrote into the gate field; the value was cleared."
    lacked = ", ".join(labels.get(item, item) for item in notice.lacking)
    return f"{key} moved to {notice.to_status} while the gate was closed. It lacked: {lacked}."


def _fact(issue_id: str) -> str:
    return f"gate:course:{issue_id}"
