"""The six-part customer update: drafted from an issue's movement, and checked. Pure.

Nothing here is sent by anybody: a draft is text for an agent to read, change and insert. What an
engineer wrote arrives here redacted for the customer.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.model import Move
from app.sync.dates import Named, name_day, named_days
from app.sync.policy import MappingPolicy, StatusPolicy
from app.sync.sidebar_policy import UpdatePolicy

LABELS: Mapping[str, str] = {
    "state_change": "What has changed",
    "understanding": "What we understand so far",
    "action_taken": "What we have done",
    "action_requested": "What we need from you",
    "milestone": "Next milestone",
    "escalation_point": "Whom to turn to",
}
NOTHING_NEEDED = "Nothing is needed from you at the moment."
_PLACEHOLDER = re.compile(r"\[[a-z][a-z0-9-]{1,80}(?:: [^\]\n]{1,80})?\]")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
_BREAK = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z]|[“\"(])|\n\s*\n")
_AHEAD = re.compile(r"\b(?:will|shall|going to)\b|['’]ll\b|\bby (?:today|tonight)\b", re.IGNORECASE)
_SENTENCES = 3
_MOVES = 3


@dataclass(frozen=True, slots=True)
class Commitments:
    """What engineering or the packet has committed to: days, releases, or words without a day.

    Up to `news_until` support may promise to be heard of again, which makes no other promise good.
    """

    days: frozenset[date] = frozenset()
    versions: tuple[str, ...] = ()
    words: str = ""
    news_until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.days or self.versions or self.words.strip())


@dataclass(frozen=True, slots=True)
class Movement:
    """What has happened on an issue, fit for the customer's side.

    `moves` are the oldest first, `comments` the newest first: plain text as redaction left it.
    """

    status: str
    moves: Sequence[Move] = ()
    comments: Sequence[str] = ()
    assigned: bool = False
    escalated_at: datetime | None = None
    agent: str = ""
    commitments: Commitments = field(default_factory=Commitments)


def join_parts(parts: Mapping[str, str]) -> str:
    """All six parts under their labels, as plain text."""
    return "\n\n".join(f"{label}\n{parts.get(key, '')}".rstrip() for key, label in LABELS.items())


def draft_parts(movement: Movement, policy: MappingPolicy, today: date) -> Mapping[str, str]:
    """What can be said today. A part of which nothing is known is empty, for the agent to write."""
    return {
        "state_change": _state_change(movement, policy.status),
        "understanding": _understanding(movement.comments),
        "action_taken": _action_taken(movement, policy),
        "action_requested": _requested(movement.comments) or NOTHING_NEEDED,
        "milestone": _milestone(movement.commitments, today),
        "escalation_point": _escalation_point(movement.agent, policy.customer_update),
    }


def no_news_parts(movement: Movement, policy: MappingPolicy, by: datetime) -> Mapping[str, str]:
    """What is said where nothing has moved: that it goes on, and when we write again (in UTC)."""
    now = _words_for(movement.status, policy.status)
    owner = policy.owner
    return {
        "state_change": f"There is no news since our last message: this stands at “{now}”.",
        "understanding": "What we told you last still holds.",
        "action_taken": f"{owner.assigned}." if owner and movement.assigned else "We keep at it.",
        "action_requested": NOTHING_NEEDED,
        "milestone": f"You will hear from us again by {name_day(by.date())}, {by:%H:%M} UTC, "
        "with or without news.",
        "escalation_point": _escalation_point(movement.agent, policy.customer_update),
    }


def _words_for(status: str, policy: StatusPolicy) -> str:
    """The words that the ticket shows for the status, which are made for its readers."""
    words = policy.to_zendesk.get(status)
    return words.shows if words is not None and words.shows else status


def _state_change(movement: Movement, policy: StatusPolicy) -> str:
    now = _words_for(movement.status, policy)
    for move in reversed(movement.moves):
        before = _words_for(move.from_status, policy)
        if before != _words_for(move.to_status, policy):
            day = name_day(move.at.date())
            return f"On {day} this went from “{before}” to “{now}”."
    return f"This stands at “{now}”; that has not changed since our last message."


def _understanding(comments: Sequence[str]) -> str:
    """The first sentences of what engineering said last, questions left out."""
    said = _SENTENCE.findall(comments[0]) if comments else []
    kept = [sentence.strip() for sentence in said if not sentence.strip().endswith("?")]
    return " ".join(list(filter(None, kept))[:_SENTENCES])


def _action_taken(movement: Movement, policy: MappingPolicy) -> str:
    lines: list[str] = []
    if movement.escalated_at is not None:
        day = name_day(movement.escalated_at.date())
        lines.append(f"We gave engineering the full account on {day}.")
    for move in movement.moves[-_MOVES:]:
        words = _words_for(move.to_status, policy.status)
        lines.append(f"{name_day(move.at.date())}: {words}.")
    if policy.owner is not None:
        owner = policy.owner
        lines.append(f"{owner.assigned if movement.assigned else owner.unassigned}.")
    return "\n".join(dict.fromkeys(lines))


def _requested(comments: Sequence[str]) -> str:
    """The questions that engineering asked last."""
    said = _SENTENCE.findall(comments[0]) if comments else []
    return " ".join(sentence.strip() for sentence in said if sentence.strip().endswith("?"))


def _milestone(commitments: Commitments, today: date) -> str:
    """The next day committed to. A release's name is engineering's own: it is not told."""
    ahead = sorted(day for day in commitments.days if day >= today)
    return f"You will hear from us by {name_day(ahead[0])}." if ahead else ""


def _escalation_point(agent: str, policy: UpdatePolicy) -> str:
    return policy.escalation_point.replace("{agent}", agent or "our support team")


def find_problems(
    key: str, text: str, commitments: Commitments, policy: UpdatePolicy, today: date
) -> tuple[str, ...]:
    """What must be changed in one part before a customer reads it, as sentences.

    Of the text they quote words of the policy, placeholders and dates alone.
    """
    if not text.strip():
        return (_EMPTY.get(key, "Nothing is written here yet."),)
    return tuple(dict.fromkeys(_problems(key, text, commitments, policy, today)))


_EMPTY = {
    "milestone": "Name the next milestone and its date: set the issue's due date or the packet's "
    "commitment, and draft again.",
}


def _problems(
    key: str, text: str, commitments: Commitments, policy: UpdatePolicy, today: date
) -> Iterator[str]:
    for word in _found(policy.jargon, text):
        yield f"“{word}” is an engineers' word: say it as the customer would."
    for placeholder in _PLACEHOLDER.findall(text):
        yield f"{placeholder} stands for something that was taken out: write the sentence anew."
    days = named_days(text, today)
    for named in days:
        if not _is_news(key, named, commitments):
            yield from _promised(named, commitments, today)
    for sentence in _BREAK.split(text):
        yield from _promises(key, sentence, commitments, policy, today)
    if key == "milestone" and not any(named.day and named.day >= today for named in days):
        yield "A milestone takes a date that is still to come."


_NOBODY = (
    "nobody has committed to it: the issue has no due date and no fix version, and the packet no "
    "commitment."
)
_NO_SUCH_DAY = "no day that engineering or the packet has committed to"


def _is_news(key: str, named: Named, commitments: Commitments) -> bool:
    """Whether the day is one by which support itself may promise to be heard of again."""
    until = commitments.news_until
    if key != "milestone" or until is None or named.day is None:
        return False
    return named.day <= until


def _promised(named: Named, commitments: Commitments, today: date) -> Iterator[str]:
    """A day to come is a promise; one that is past is a report, and so is today in plain words."""
    if named.day is None:
        yield f"“{named.words}” can be read in several ways: write the day, month and year."
    elif named.day > today:
        yield from _unless_committed(named, commitments)


def _unless_committed(named: Named, commitments: Commitments) -> Iterator[str]:
    if named.day not in commitments.days:
        yield f"“{named.words}”" + (f" is {_NO_SUCH_DAY}." if commitments else f": {_NOBODY}")


def _promises(
    key: str, sentence: str, commitments: Commitments, policy: UpdatePolicy, today: date
) -> Iterator[str]:
    """A sentence that promises rests on a day or a release committed to, or on the very words.

    That something else was committed to does not make it good.
    """
    named = named_days(sentence, today)
    phrases = list(_found(policy.promises, sentence))
    if key == "milestone" or phrases or _AHEAD.search(sentence):
        for one in named:
            if one.day == today and not _is_news(key, one, commitments):
                yield from _unless_committed(one, commitments)
    if commitments and _rests_on(sentence, [one.day for one in named], commitments):
        return
    for phrase in phrases:
        if not commitments:
            yield f"“{phrase}” is a promise, and {_NOBODY}"
        elif not list(_found([phrase], commitments.words)):
            yield f"“{phrase}” is a promise, and its sentence names {_NO_SUCH_DAY}."


def _rests_on(sentence: str, days: Sequence[date | None], commitments: Commitments) -> bool:
    """Whether each day that the sentence names was committed to, or it names the release."""
    if days:
        return all(day in commitments.days for day in days)
    return any(_found(commitments.versions, sentence))


def _found(phrases: Sequence[str], text: str) -> Iterator[str]:
    """Those that stand in the text as whole words, in any case."""
    flat = " ".join(text.split())
    for phrase in phrases:
        pattern = re.escape(" ".join(phrase.split()))
        if re.search(rf"(?<!\w){pattern}(?!\w)", flat, re.IGNORECASE):
            yield phrase
