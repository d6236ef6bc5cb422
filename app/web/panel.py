"""The gate of a ticket in words and tones for the sidebar: pure, from a GateView to a template."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from gettext import NullTranslations
from hashlib import sha256

from app.gate.policy import OWNER, SEVERITY
from app.model import Agent
from app.services.views import GateItem, GateState, GateView, LinkView, PacketChange, SyncView
from app.web.words import SOURCE, filled, words_of

ENGLISH = words_of(SOURCE)
WHOLE_PACKET = "*"


@dataclass(frozen=True, slots=True)
class Told:
    """A state as the agent reads it: a tone for the colour, and always the words.

    `by` and `at` say who did it and when, where that is known.
    """

    tone: str
    title: str
    advice: str
    by: str = ""
    at: datetime | None = None


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
SYNC_WORDS: Mapping[str, str] = {"ok": "OK", "waiting": "Working", "error": "Stopped"}
AGES: Sequence[tuple[str, int]] = (
    ("%(n)s d ago", 86_400),
    ("%(n)s h ago", 3_600),
    ("%(n)s min ago", 60),
)
_NOT_NOW = {GateState.ESCALATED, GateState.HELD, GateState.SYNC_ERROR}
_FOLDED_STATES = {GateState.ESCALATED, GateState.READY, GateState.WAIVED}
_TROUBLED = {GateState.HELD, GateState.SYNC_ERROR}


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

    @property
    def reshapes(self) -> bool:
        """Whether another answer asks for other items."""
        return self.item.key == SEVERITY


@dataclass(frozen=True, slots=True)
class Panel:
    """All that the panel's template shows.

    `draft` is a change that is not stored: one that was refused as stale, or one that is judged
    while the agent writes. `stored` is what stands beside it; None where nothing is compared.
    `names` are people by their Zendesk id.
    """

    view: GateView
    now: datetime
    draft: PacketChange | None = None
    notice: Told | None = None
    agent: Agent | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    words: NullTranslations = ENGLISH
    compared: bool = True

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
        if not self.lacking:
            return ""
        lacking, every = len(self.lacking), len(self.view.items)
        return filled(self.words, "%(lacking)s of %(all)s missing", lacking=lacking, all=every)

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
    def unasked(self) -> list[tuple[str, str]]:
        """Unsaved text of items that another kind of escalation asked for; it is not lost."""
        asked = {item.key for item in self.view.items}
        items = self.draft.items if self.draft is not None else {}
        return [(key, text) for key, text in items.items() if key not in asked and text]

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
    def asks_owner(self) -> bool:
        """Whether the form has a field for the owner."""
        return any(item.key == OWNER for item in self.view.items)

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
    def troubled(self) -> bool:
        """Whether something of this ticket waits for a person."""
        return self.view.sync.stuck > 0 or self.view.state in _TROUBLED

    @property
    def refused(self) -> LinkView | None:
        """The issue whose guarded transition Jira refused last."""
        refused = [link for link in self.view.links if link.refused_at is not None]
        return max(refused, key=lambda link: str(link.refused_at), default=None)

    @property
    def may_waive(self) -> bool:
        """Whether the policy lets this agent grant exceptions, and there is one to grant."""
        role = self.agent.role if self.agent is not None else ""
        return role in self.view.waiver_terms.roles and bool(self.lacking)

    @property
    def waivable(self) -> list[tuple[str, str]]:
        """What an exception may stand in for: keys and labels."""
        items = [(entry.item.key, entry.item.label) for entry in self.lacking]
        if self.view.waiver_terms.whole_packet and len(items) > 1:
            items.append((WHOLE_PACKET, self.words.gettext("The whole packet")))
        return items

    @property
    def sync(self) -> str:
        """The health of the ticket's copies as a line."""
        return sync_line(self.view.sync, self.now, self.words)

    @property
    def withheld(self) -> list[tuple[str, int]]:
        """Kinds and how often, the most frequent first."""
        return in_order(self.view.withheld)

    @property
    def saved_by_another(self) -> str:
        """The name of whoever saved last, unless that is the agent who looks."""
        saved = self.view.saved
        if saved is None or (self.agent is not None and saved.by == self.agent.id):
            return ""
        return self.name(saved.by)

    def name(self, user_id: str) -> str:
        """A person's name, or that it was someone else."""
        return self.names.get(user_id) or self.words.gettext("someone else")

    def label(self, key: str) -> str:
        """An item's label."""
        if key == WHOLE_PACKET:
            return self.words.gettext("The whole packet")
        return next((item.label for item in self.view.items if item.key == key), key)

    def ago(self, then: datetime) -> str:
        """How long ago that was."""
        return ago(self.now, then, self.words)

    def _entry(self, item: GateItem) -> Entry:
        mine = item.value if self.draft is None else self.draft.items.get(item.key, item.value)
        choices = item.choices or (self.view.severities if item.key == SEVERITY else ())
        theirs = item.value if self.compared and mine != item.value else None
        return Entry(item, choices, mine, theirs)


def in_order(withheld: Mapping[str, int]) -> list[tuple[str, int]]:
    """Kinds of withheld things, the most frequent first, then by name."""
    return sorted(withheld.items(), key=lambda pair: (-pair[1], pair[0]))


def sync_line(sync: SyncView, now: datetime, words: NullTranslations = ENGLISH) -> str:
    """`OK, last copy 12 s ago, 2 waiting`."""
    parts = [words.gettext(SYNC_WORDS[sync.state])]
    if sync.last_done_at is not None:
        parts.append(filled(words, "last copy %(ago)s", ago=ago(now, sync.last_done_at, words)))
    if sync.waiting:
        parts.append(filled(words, "%(n)s waiting", n=sync.waiting))
    if sync.stuck:
        parts.append(filled(words, "%(n)s stuck", n=sync.stuck))
    return ", ".join(parts)


def ago(now: datetime, then: datetime, words: NullTranslations = ENGLISH) -> str:
    """How long ago in the largest unit that gives a whole number; never in the future."""
    seconds = max(0, int((now - then).total_seconds()))
    for sentence, size in AGES:
        if seconds >= size:
            return filled(words, sentence, n=seconds // size)
    return filled(words, "%(n)s s ago", n=seconds)
