"""What the house's patterns cost: measured beside a usual pattern, and beside usual text.

RE2 never hangs on one search, but a pattern that looks far ahead for each of many short matches
takes the square of the text's length, and one that matches everywhere makes work for all that
follows. Both are measured on texts made of the pattern's own pieces. A time counts only when it is
the least of several, so that a busy machine refuses nothing.
"""

import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import re2

from app.document import CodeBlock, Document
from app.model import Audience
from app.policy.probe_text import probe_text
from app.policy.problems import Fault, Faults, Trail
from app.policy.sampling import pieces_of, repeat_to
from app.redaction.engine import redact
from app.redaction.literals import required_literals
from app.redaction.policy import PatternRule, RedactionPolicy, quiet_options
from app.redaction.pseudonyms import Pseudonyms

MAX_SLOWER_THAN_REFERENCE = 25
MAX_SLOWER_THAN_TYPICAL = 10
"""Half of what hostile text may cost, so that several patterns together stay below it."""
HOSTILE_LENGTH = 100_000

_REFERENCE = r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}"
_GROWING = (2_000, 8_000, 32_000)
_MAX_GROWTH = 2.5
_TRIES = 3
_PIECES = 6
_SHORT_LENGTH = 10_000
_WORTH_TELLING = 0.02
_SHOWN = 24


def find_costly(policy: RedactionPolicy) -> Faults:
    """Every pattern of the house that costs too much, and a warning for each without a literal."""
    for number, rule in enumerate(policy.patterns):
        trail: Trail = ("patterns", number, "pattern")
        if not required_literals(rule.pattern, ignore_case=rule.ignore_case):
            what = f"`{rule.name}` holds no fixed text, so that it is tried on every text"
            cure = "put two or more fixed characters into it if you can"
            yield Fault(trail, what, cure, warning=True)
        reason = _why_slow(rule) or _why_dear(rule, number, policy)
        if reason is not None:
            cure = "bound its repeats, or begin it with fixed text or a word boundary"
            yield Fault(trail, reason, cure)


def _why_slow(rule: PatternRule) -> str | None:
    """RE2 alone: on usual text, and on growing texts of the pattern's own pieces."""
    regex = _compile(rule)
    reference = _reference_seconds()
    ordinary = probe_text(HOSTILE_LENGTH).encode()
    limit = MAX_SLOWER_THAN_REFERENCE * reference
    seconds = _least(partial(_search, regex, ordinary), limit)
    if seconds > limit:
        ratio = round(seconds / reference)
        return (
            f"`{rule.name}` takes {ratio} times as long on usual text as a usual pattern "
            f"({MAX_SLOWER_THAN_REFERENCE} are allowed)"
        )
    for piece in _pieces(rule):
        if _grows(regex, piece):
            shown = piece[:_SHOWN]
            return f"the time of `{rule.name}` grows faster than its text on repeated {shown!r}"
    return None


def _grows(regex: Any, piece: str) -> bool:
    """Whether four times the text takes much more than four times as long."""
    before: float | None = None
    for length in _GROWING:
        data = repeat_to(piece, length).encode()
        limit = 0.0 if before is None else max(before * 4 * _MAX_GROWTH, _WORTH_TELLING)
        seconds = _least(partial(_search, regex, data), limit)
        if before is not None and seconds > limit:
            return True
        before = seconds
    return False


def _why_dear(rule: PatternRule, number: int, policy: RedactionPolicy) -> str | None:
    """The whole of redaction on hostile text, beside usual text: short first, then the worst."""
    _typical_seconds(_SHORT_LENGTH, policy)  # what is compiled at first use is compiled now
    rates = {piece: _repeated(piece, _SHORT_LENGTH, policy) for piece in _pieces(rule)}
    worst = max(rates, key=lambda piece: rates[piece], default="")
    for length in (_SHORT_LENGTH, HOSTILE_LENGTH) if worst else ():
        typical = _typical_seconds(length, policy)
        limit = MAX_SLOWER_THAN_TYPICAL * typical
        text = repeat_to(worst, length)
        seconds = _least(partial(redact_both, text, policy), limit)
        if seconds > limit and seconds > 1.5 * _without(number, worst, length, policy):
            ratio = round(seconds / typical)
            return (
                f"`{rule.name}` makes repeated {worst[:_SHOWN]!r} take {ratio} times as long as "
                f"usual text ({MAX_SLOWER_THAN_TYPICAL} are allowed)"
            )
    return None


def _without(number: int, piece: str, length: int, policy: RedactionPolicy) -> float:
    """The time when the pattern is left out: what others take is not its fault."""
    others = tuple(rule for at, rule in enumerate(policy.patterns) if at != number)
    without = RedactionPolicy.model_validate({**dict(policy), "patterns": others})
    _typical_seconds(_SHORT_LENGTH, without)
    return _repeated(piece, length, without)


def _pieces(rule: PatternRule) -> list[str]:
    return pieces_of(rule.pattern, _PIECES, ignore_case=rule.ignore_case)


def _repeated(piece: str, length: int, policy: RedactionPolicy) -> float:
    return seconds_of(repeat_to(piece, length), policy)


def _typical_seconds(length: int, policy: RedactionPolicy) -> float:
    text = probe_text(length)
    return min(seconds_of(text, policy) for _ in range(_TRIES))


def seconds_of(text: str, policy: RedactionPolicy) -> float:
    """Processor time for one text toward both audiences."""
    return _timed(partial(redact_both, text, policy))


def redact_both(text: str, policy: RedactionPolicy) -> None:
    """One text toward both audiences."""
    for audience in Audience:
        redact(
            Document((CodeBlock(text),)),
            audience=audience,
            policy=policy,
            version="probe",
            context=policy.example_context,
            pseudonyms=Pseudonyms(),
        )


@cache
def _reference_seconds() -> float:
    regex = re2.compile(_REFERENCE.encode(), quiet_options())
    ordinary = probe_text(HOSTILE_LENGTH).encode()
    return min(_timed(partial(_search, regex, ordinary)) for _ in range(2 * _TRIES))


def _compile(rule: PatternRule) -> Any:
    return re2.compile(rule.pattern.encode(), quiet_options(ignore_case=rule.ignore_case))


def _search(regex: Any, data: bytes) -> None:
    for _ in regex.finditer(data):
        pass


def _least(work: Callable[[], None], limit: float) -> float:
    """The least time of several tries; one that is within the limit is enough."""
    least = float("inf")
    for seconds in _tries(work):
        least = min(least, seconds)
        if least <= limit:
            break
    return least


def _tries(work: Callable[[], None]) -> Iterator[float]:
    for _ in range(_TRIES):
        yield _timed(work)


def _timed(work: Callable[[], None]) -> float:
    """Processor time, so that other processes do not count."""
    started = time.process_time()
    work()
    return time.process_time() - started
