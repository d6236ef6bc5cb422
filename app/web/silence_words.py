"""The clock of silence in words, for an agent's sidebar."""

from datetime import datetime
from gettext import NullTranslations

from app.services.escalation_views import DueEscalation
from app.sync.silence import SilenceState
from app.web.words import filled

_TONES = {SilenceState.FINE: "quiet", SilenceState.SOON: "warn", SilenceState.OVERDUE: "bad"}
_HOUR, _DAY = 60, 60 * 24
OVERDUE = (
    "Update overdue for %(n)s min",
    "Update overdue for %(n)s h",
    "Update overdue for %(n)s days",
)
AHEAD = (
    "Next update due in %(n)s min",
    "Next update due in %(n)s h",
    "Next update due in %(n)s days",
)


def tone_of(clock: DueEscalation) -> str:
    """The colour beside the words."""
    return _TONES[clock.state]


def due_words(clock: DueEscalation, now: datetime, words: NullTranslations) -> str:
    """`Next update due in 40 min`, or that it should have been, and for how long.

    In the largest unit of which there are two or more.
    """
    minutes = int(abs((clock.due_at - now).total_seconds()) // 60)
    near, far, farther = OVERDUE if clock.state is SilenceState.OVERDUE else AHEAD
    if minutes < 2 * _HOUR:
        return filled(words, near, n=minutes)
    if minutes < 2 * _DAY:
        return filled(words, far, n=minutes // _HOUR)
    return filled(words, farther, n=minutes // _DAY)
