"""States, kinds and directions in words and tones, for the work pages."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.model import Cause, EventKind, LinkState, System
from app.records import DeliveryState
from app.records_clocks import Blocked, Step
from app.services.work_views import Direction
from app.sync.silence import SilenceState

Badge = tuple[str, str]

DELIVERY_STATES: Mapping[DeliveryState, Badge] = {
    DeliveryState.WAITING: ("Waiting", "warn"),
    DeliveryState.DONE: ("Done", "good"),
    DeliveryState.PARKED: ("Dead letter", "bad"),
    DeliveryState.HELD: ("Held", "bad"),
    DeliveryState.DISCARDED: ("Discarded", "quiet"),
}
SYSTEMS: Mapping[System, str] = {System.ZENDESK: "Zendesk", System.JIRA: "Jira"}
KINDS: Mapping[EventKind, str] = {
    EventKind.COMMENT_ADDED: "Comment added",
    EventKind.COMMENT_CHANGED: "Comment changed",
    EventKind.COMMENT_DELETED: "Comment deleted",
    EventKind.CREATED: "Created",
    EventKind.CHANGED: "Changed",
    EventKind.DELETED: "Deleted",
    EventKind.ERASED: "Erased for good",
    EventKind.MERGED: "Merged",
    EventKind.ATTACHMENT_ADDED: "File added",
    EventKind.LINKED: "Linked",
    EventKind.PACKET_CHANGED: "Packet changed",
    EventKind.WITHDRAWN: "Copy to be withdrawn",
    EventKind.RESWEPT: "Copy looked at again",
    EventKind.DRIFTED: "Pair to be compared",
}
DIRECTIONS: Mapping[Direction, str] = {
    "to_jira": "Zendesk → Jira",
    "to_zendesk": "Jira → Zendesk",
    "gate": "Gate in Jira",
    "own": "Both sides",
    "unread": "Not understood",
}
LINK_STATES: Mapping[LinkState, Badge] = {
    LinkState.ACTIVE: ("Active", "good"),
    LinkState.PAUSED: ("Paused", "warn"),
    LinkState.AWAY: ("Away", "warn"),
    LinkState.ENDED: ("Ended", "quiet"),
}
CAUSES: Mapping[Cause, str] = {
    Cause.MOVED: "the issue stands in a project that the policies do not name",
    Cause.TICKET_DELETED: "the ticket is deleted",
    Cause.TICKET_ERASED: "the ticket is erased",
    Cause.ISSUE_DELETED: "the issue is deleted",
    Cause.MERGED: "the ticket went into another one",
    Cause.UNLINKED: "a person removed the link",
}
BLOCKED: Mapping[str, str] = {
    Blocked.SUPPORT: "Support",
    Blocked.ENGINEERING: "Engineering",
    Blocked.CUSTOMER: "Customer",
}
STEPS: Mapping[str, str] = {
    Step.COMPLETE: "Complete the packet",
    Step.ANSWER: "Answer the question",
    Step.TELL: "Tell the customer",
    Step.REPLY: "Wait for the reply",
}
SILENCE: Mapping[SilenceState, Badge] = {
    SilenceState.FINE: ("On time", "quiet"),
    SilenceState.SOON: ("Due soon", "warn"),
    SilenceState.OVERDUE: ("Overdue", "bad"),
}
READERS: Mapping[str, str] = {
    "customer": "As a public reply, which the customer reads",
    "support": "As an internal note, which the customer does not see",
    "engineering": "As a comment in Jira, which engineers read",
}
state_options = [(state.value, words) for state, (words, _) in DELIVERY_STATES.items()]
system_options = [(system.value, words) for system, words in SYSTEMS.items()]
kind_options = [(kind.value, words) for kind, words in KINDS.items()]
link_options = [(state.value, words) for state, (words, _) in LINK_STATES.items()]
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def cause_in_words(code: str | None) -> str:
    """A reason code as a person says it."""
    words = (code or "no reason").replace("-", " ")
    return words[:1].upper() + words[1:]


def gate_badge(gate_open: bool | None) -> Badge:
    """How a gate stands."""
    if gate_open is None:
        return "Not decided", "quiet"
    return ("Open", "good") if gate_open else ("Shut", "warn")


def span(start: datetime, end: datetime) -> str:
    """`40 min`, `5 h` or `3 days` between two moments, in whichever order."""
    passed = abs(end - start)
    if passed < 2 * _HOUR:
        return f"{passed // timedelta(minutes=1)} min"
    return f"{passed // _HOUR} h" if passed < 2 * _DAY else f"{passed // _DAY} days"
