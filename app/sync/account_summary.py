"""The weekly summary of an account, in three sentences. Pure; the name is not kept anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.sync.dates import name_day

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AccountCase:
    """One escalation of the account. `blocked_on` is support, engineering or customer."""

    severity: str | None
    opened_at: datetime
    closed_at: datetime | None
    blocked_on: str
    due_at: datetime


def summarise(
    name: str, cases: Sequence[AccountCase], severities: Sequence[str], now: datetime
) -> tuple[str, str, str]:
    """What happened in the seven days before `now`, where it stands, and when the account hears.

    `severities` are the gate's, the worst first. An escalation of several weeks counts as open in
    each of them.
    """
    still = [one for one in cases if one.closed_at is None]
    return (
        _happened(name, cases, still, now),
        _stands(still, severities),
        _comes(still, now),
    )


def _happened(
    name: str, cases: Sequence[AccountCase], still: Sequence[AccountCase], now: datetime
) -> str:
    since = now - WEEK
    begun = sum(since <= one.opened_at <= now for one in cases)
    ended = sum(one.closed_at is not None and since <= one.closed_at <= now for one in cases)
    if not (begun or ended or still):
        return f"{name} had no escalation in the week to {name_day(now.date())}."
    return (
        f"In the week to {name_day(now.date())}, {_number(begun, 'escalation')} of {name} began, "
        f"{ended} ended, and {len(still)} {'is' if len(still) == 1 else 'are'} open."
    )


def _stands(still: Sequence[AccountCase], severities: Sequence[str]) -> str:
    if not still:
        return "Nothing waits for anybody."
    known = [one.severity for one in still if one.severity in severities]
    worst = min(known, key=severities.index, default=None)
    waiting = {side: sum(one.blocked_on == side for one in still) for side in _SIDES}
    told = [f"{count} with {_SIDES[side]}" for side, count in waiting.items() if count]
    severity = f"The worst is {worst}" if worst else "None has a severity yet"
    return f"{severity}; {_joined(told)}."


_SIDES = {
    "engineering": "our engineers",
    "support": "our support team",
    "customer": "the account itself",
}


def _comes(still: Sequence[AccountCase], now: datetime) -> str:
    if not still:
        return "No update is owed."
    due = min(one.due_at for one in still)
    late = sum(one.due_at <= now for one in still)
    if late:
        owed = _number(late, "update")
        return f"{owed} {'is' if late == 1 else 'are'} overdue and must go out today."
    return f"The next update is due by {name_day(due.date())}, {due:%H:%M} UTC."


def _number(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")


def _joined(parts: Sequence[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
