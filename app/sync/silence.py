"""The clock of silence: when the customer must hear from us again. Pure.

An update is a public comment of support's side. It is due at what was promised or after the time
that the policy gives to the severity, whichever comes first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from app.sync.customer_update import LABELS
from app.sync.moments import named_moments, plain_words
from app.sync.operating_policy import SilencePolicy

_PROMISE = re.compile(
    r"\b(?:hear from us|next update|update you|get back to you|be in touch|(?<!to )let you know|"
    r"write to you again|hören (?:\S+ ){0,4}von uns|melden (?:wir )?uns|nächste[sn]? update)\b"
)
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\bca\.)(?<!\bapprox\.)\s+(?!\s|(?:januar|februar|märz|april|mai|juni|juli|"
    r"august|september|oktober|november|dezember)\b)|\n"
)
"""A month after a full stop is the rest of a German day: 25. November."""
MILESTONE = LABELS["milestone"]


class SilenceState(StrEnum):
    """FINE: nothing is due. SOON: within the policy's notice. OVERDUE: it should have been."""

    FINE = "fine"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Told:
    """One update: when it was written, and its plain text."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class LastTold:
    """When the customer was last told something, and when the next update was promised for."""

    at: datetime | None = None
    promised: datetime | None = None


def allowed(severity: str | None, policy: SilencePolicy) -> timedelta:
    """How long the customer of this severity may hear nothing."""
    return timedelta(hours=policy.hours.get(severity or "", policy.otherwise))


def due_at(
    since: datetime, promised: datetime | None, severity: str | None, policy: SilencePolicy
) -> datetime:
    """When the next update is due; `since` is the last one, or when the escalation began."""
    due = since + allowed(severity, policy)
    return min(due, promised) if promised is not None else due


def state_at(due: datetime, now: datetime, policy: SilencePolicy) -> SilenceState:
    """How an update that is due then stands now."""
    if now >= due:
        return SilenceState.OVERDUE
    soon = due - now <= timedelta(minutes=policy.soon_minutes)
    return SilenceState.SOON if soon else SilenceState.FINE


def last_told(updates: Sequence[Told], policy: SilencePolicy) -> LastTold:
    """What stands after these updates, oldest first.

    One that promises a time puts it in the place of an earlier promise. One that promises none
    leaves an earlier promise standing that is still ahead of it.
    """
    last: datetime | None = None
    promised: datetime | None = None
    for update in updates:
        kept = promised if promised is not None and promised > update.at else None
        promised = promised_in(update.text, update.at, policy) or kept
        last = update.at
    return LastTold(last, promised)


def promised_in(text: str, said_at: datetime, policy: SilencePolicy) -> datetime | None:
    """The first moment to come for which the text promises to be heard of again; else None.

    Read are sentences that speak of the next update, and the customer update's milestone, as
    `named_moments` reads them.
    """
    day_ends = time.fromisoformat(policy.day_ends)
    ahead = (
        moment
        for words in _speaking(plain_words(text))
        for moment in _first_that_name(words, said_at, day_ends)
    )
    return min(ahead, default=None)


def _speaking(text: str) -> Iterator[tuple[str, ...]]:
    """Where the promise of each sentence may stand, the likelier first: behind the words that
    promise before the whole sentence."""
    lines = text.splitlines()
    label = plain_words(MILESTONE)
    for before, line in pairwise(lines):
        if before.strip() == label:
            yield from ((one,) for one in _SENTENCE.split(line))
    for one in _SENTENCE.split(text):
        if (said := _PROMISE.search(one)) is not None:
            yield one[said.end() :], one


def _first_that_name(
    places: Sequence[str], said_at: datetime, day_ends: time
) -> Sequence[datetime]:
    """The moments ahead that the first of the places names that names any."""
    for words in places:
        found = [one for one in named_moments(words, said_at, day_ends) if one > said_at]
        if found:
            return found
    return ()
