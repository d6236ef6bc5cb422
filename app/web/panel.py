"""The gate of a ticket in words and tones for the sidebar: pure, from a GateView to a template."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from app.gate.policy import SEVERITY
from app.services.views import GateItem, GateState, GateView, PacketChange, SyncView


@dataclass(frozen=True, slots=True)
class Told:
    """A state as the agent reads it: a tone for the colour, and always the words."""

    tone: str
    title: str
    advice: str


STATES: Mapping[GateState, Told] = {
    GateState.UNLINKED: Told(
        "quiet",
        "Not linked",
        "No Jira issue belongs to this ticket yet. Fill in the packet and preview it to create one,"
        " or link one that exists. Customer data stays on this side.",
    ),
    GateState.INCOMPLETE: Told("warn", "Incomplete", "The issue cannot be escalated yet."),
    GateState.READY: Told("good", "Ready", "Preview what Jira would hold, then escalate."),
    GateState.WAIVED: Told("warn", "Open by exception", "An exception stands in for what lacks."),
    GateState.ESCALATED: Told("good", "Escalated", "The packet passed the gate."),
    GateState.BLOCKED: Told("bad", "Blocked in Jira", "Jira refuses the guarded transition."),
    GateState.HELD: Told("warn", "Held for review", "Something waits for a person's review."),
    GateState.SYNC_ERROR: Told("bad", "Sync error", "Copies do not arrive at the moment."),
}

_JOINED = Told("quiet", "Escalated", "The issue is escalated already, by another ticket's packet.")
_OPENED = Told("good", "Ready", "The gate is open: Jira lets the guarded transition pass.")
_WARNED = Told("warn", "Incomplete", "The policy only warns: it may be escalated all the same.")

ITEM_WORDS: Mapping[str, str] = {
    "present": "Present",
    "missing": "Missing",
    "weak": "Too weak",
    "waived": "Waived",
}
_SYNC_WORDS = {"ok": "OK", "waiting": "Working", "error": "Stopped"}
_NOT_NOW = {GateState.ESCALATED, GateState.HELD, GateState.SYNC_ERROR}
_FOLDED_STATES = {GateState.ESCALATED, GateState.READY, GateState.WAIVED}


@dataclass(frozen=True, slots=True)
class Entry:
    """A form row. `value` is what stands in the control, `theirs` what another one stored."""

    item: GateItem
    choices: tuple[str, ...]
    value: str
    theirs: str | None

    @property
    def word(self) -> str:
        """The item's state as a word."""
        return ITEM_WORDS[self.item.state]

    @property
    def lacks(self) -> bool:
        """Whether this item keeps the gate closed."""
        return self.item.state in {"missing", "weak"}


@dataclass(frozen=True, slots=True)
class Panel:
    """All that the panel's template shows. `draft` is a change that was refused as stale."""

    view: GateView
    now: datetime
    draft: PacketChange | None = None
    notice: Told | None = None

    @property
    def told(self) -> Told:
        """The state's words."""
        if self.view.state is GateState.READY and self.view.links:
            return _OPENED
        if self.view.state is GateState.INCOMPLETE and self.view.may_escalate:
            return _WARNED
        if self.view.state is GateState.ESCALATED and not self.view.may_escalate:
            return _JOINED
        return STATES[self.view.state]

    @property
    def count(self) -> str:
        """`2 of 6 missing`, or nothing when nothing lacks."""
        return f"{len(self.lacking)} of {len(self.view.items)} missing" if self.lacking else ""

    @property
    def lacking(self) -> list[Entry]:
        """The items that keep the gate closed; none where the issue has passed it."""
        if self.view.state is GateState.ESCALATED:
            return []
        return [entry for entry in self.entries if entry.lacks]

    @property
    def entries(self) -> list[Entry]:
        """The form's rows, with the agent's unsaved text in them where a save was refused."""
        return [self._entry(item) for item in self.view.items]

    @property
    def pattern(self) -> str:
        """The pattern that stands in the form."""
        return (self.draft and self.draft.pattern) or self.view.pattern

    @property
    def severity(self) -> str | None:
        """The severity that stands in the form."""
        return (self.draft and self.draft.severity) or self.view.severity

    @property
    def asks_severity(self) -> bool:
        """Whether severity has a control of its own, because no item asks for it."""
        return bool(self.view.severities) and all(i.key != SEVERITY for i in self.view.items)

    @property
    def packet_digest(self) -> str:
        """Changes with what stands in the packet and with nothing else."""
        items = [(item.key, item.value) for item in self.view.items]
        content = json.dumps([self.view.pattern, self.view.severity, items])
        return sha256(content.encode()).hexdigest()[:16]

    @property
    def may_escalate(self) -> bool:
        """Whether to offer it; the order itself is decided again by the service."""
        return self.view.may_escalate and self.view.state not in _NOT_NOW

    @property
    def folded(self) -> bool:
        """Whether the packet's form starts closed."""
        return self.draft is None and self.view.state in _FOLDED_STATES

    @property
    def sync(self) -> str:
        """The health of the ticket's copies as a line."""
        return sync_line(self.view.sync, self.now)

    @property
    def withheld(self) -> list[tuple[str, int]]:
        """Kinds and how often, the most frequent first."""
        return in_order(self.view.withheld)

    def _entry(self, item: GateItem) -> Entry:
        mine = item.value if self.draft is None else self.draft.items.get(item.key, item.value)
        choices = item.choices or (self.view.severities if item.key == SEVERITY else ())
        return Entry(item, choices, mine, item.value if mine != item.value else None)


def in_order(withheld: Mapping[str, int]) -> list[tuple[str, int]]:
    """Kinds of withheld things, the most frequent first, then by name."""
    return sorted(withheld.items(), key=lambda pair: (-pair[1], pair[0]))


def sync_line(sync: SyncView, now: datetime) -> str:
    """`OK, last copy 12 s ago, 2 waiting`."""
    words = [_SYNC_WORDS[sync.state]]
    if sync.last_done_at is not None:
        words.append(f"last copy {ago(now, sync.last_done_at)}")
    if sync.waiting:
        words.append(f"{sync.waiting} waiting")
    if sync.stuck:
        words.append(f"{sync.stuck} stuck")
    return ", ".join(words)


def ago(now: datetime, then: datetime) -> str:
    """How long ago in the largest unit that gives a whole number; never in the future."""
    seconds = max(0, int((now - then).total_seconds()))
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"
