"""The gate's decision over one ticket's packet: pure, total and monotone.

More evidence never closes an open gate: filling an item, granting a waiver, setting a ticket field
or adding a file only ever improves an item's state. What can close it: taking evidence away, a
waiver's end, and a severity or pattern that asks for more.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from app.gate.packet import Packet, Waiver
from app.gate.policy import OWNER, SEVERITY, GatePolicy, ItemPolicy
from app.gate.quality import find_weaknesses

WHOLE_PACKET = "*"
PATTERN = "pattern"

ItemState = Literal["present", "missing", "weak", "waived"]
Standing = Literal["unknown", "person", "inactive", "group"]
State = Literal["incomplete", "ready", "waived"]


@dataclass(frozen=True, slots=True)
class GateEntry:
    """What is known of one linked ticket.

    `ticket_fields` holds the ticket's values under the names or ids that the policy's
    `ticket_field` uses, `jira_fields` those of the linked issue under its `jira_field`s. `has_logs`
    says whether a file is attached to the ticket; `links` are the URLs that stand in its
    conversation and on its issues, our own left out. `priority` is Zendesk's word. `packet` is None
    while nothing was entered. `owner_standing` is what Zendesk knows of the owner that
    `resolve_items` tells, and `engineers_copied` counts engineers on the customer's thread.
    """

    ticket_id: int
    packet: Packet | None = None
    waivers: Sequence[Waiver] = ()
    ticket_fields: Mapping[str, str] = field(default_factory=dict)
    priority: str | None = None
    has_logs: bool = False
    jira_fields: Mapping[str, str] = field(default_factory=dict)
    links: Sequence[str] = ()
    owner_standing: Standing = "unknown"
    engineers_copied: int = 0


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item's state. `reason` and `hint` are the policy's and our own words, never an entry."""

    key: str
    label: str
    state: ItemState
    reason: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the gate is open, and if not, why.

    `reasons` are ready-made sentences without packet text, `warnings` too: they are worth a look
    and never close the gate. `owner` is packet text and private.
    `digest` is the packet's. `ticket_id` is the ticket whose packet decided, None when no ticket is
    linked; `tickets` counts those that were rolled up. `valid_until` is when a waiver that it rests
    on ends: it must be decided again then.
    """

    open: bool
    state: State
    items: tuple[ItemResult, ...]
    reasons: tuple[str, ...]
    severity: str | None
    owner: str | None
    digest: str
    enforced: bool
    ticket_id: int | None
    tickets: int = 1
    valid_until: datetime | None = None
    warnings: tuple[str, ...] = ()

    @property
    def lacking(self) -> tuple[str, ...]:
        """Keys of the items that keep the gate closed; they are words of the policy."""
        return tuple(item.key for item in self.items if item.state in ("missing", "weak"))

    @property
    def passes(self) -> bool:
        """Whether Jira is told to let the issue through: open, or the policy only warns."""
        return self.open or not self.enforced


def digest_packet(packet: Packet | None) -> str:
    """SHA-256 in hex over a packet's content, the same for any order and outer white space.

    An absent packet and an empty item count as nothing. Not keyed: do not store or show it alone.
    """
    if packet is None:
        return hashlib.sha256(b"").hexdigest()
    items = {key: text.strip() for key, text in packet.items.items() if text.strip()}
    content = [packet.pattern, packet.severity, items]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def active_waivers(waivers: Sequence[Waiver], at: datetime) -> tuple[Waiver, ...]:
    """Those that have not ended; a waiver's last moment is the one before `until`."""
    return tuple(waiver for waiver in waivers if at < waiver.until)


def resolve_items(entry: GateEntry, policy: GatePolicy) -> Mapping[str, str]:
    """The text that answers each item of the entry's pattern, by key; unanswered ones are absent.

    The sidebar's entry comes first; a ticket field stands in where that is missing or weak.
    """
    packet = entry.packet
    keys = policy.keys_of(packet.pattern if packet else policy.default_pattern)
    answers = {key: _best_answer(key, entry, policy.items[key], policy) for key in keys}
    return {key: answer for key, answer in answers.items() if answer}


def decide(entry: GateEntry, policy: GatePolicy, *, at: datetime) -> Decision:
    """Decide over one ticket's packet as of `at` (aware, UTC). Never raises on packet content."""
    packet = entry.packet
    severity = packet.severity if packet and packet.severity in policy.severities else None
    waived = {waiver.item for waiver in active_waivers(entry.waivers, at)}
    answers = resolve_items(entry, policy)
    results = [
        _with_waiver(_judge(key, answers.get(key, ""), entry, policy), waived)
        for key in _demanded(packet, severity, policy)
    ]
    if packet and packet.pattern not in policy.patterns:
        results.insert(0, _with_waiver(_unknown_pattern(), waived))
    return _conclude(entry, policy, tuple(results), severity, answers.get(OWNER), at)


def _demanded(packet: Packet | None, severity: str | None, policy: GatePolicy) -> list[str]:
    """Without a known severity everything is asked, so that choosing one only ever asks less."""
    keys = policy.keys_of(packet.pattern if packet else policy.default_pattern)
    return [
        key
        for key in keys
        if severity is None
        or not policy.items[key].required_for
        or severity in policy.items[key].required_for
    ]


def _best_answer(key: str, entry: GateEntry, item: ItemPolicy, policy: GatePolicy) -> str:
    choices = _choices(key, item, policy)
    answers = [answer for answer in _answers(key, entry, item) if answer.strip()]
    good = (answer for answer in answers if not find_weaknesses(answer, item, choices))
    return next(good, answers[0] if answers else "")


def _answers(key: str, entry: GateEntry, item: ItemPolicy) -> tuple[str, ...]:
    if key == SEVERITY:
        return ((entry.packet and entry.packet.severity) or "",)
    entered = entry.packet.items.get(key, "") if entry.packet else ""
    return (entered, entry.ticket_fields.get(item.ticket_field or "", ""))


def _choices(key: str, item: ItemPolicy, policy: GatePolicy) -> tuple[str, ...]:
    return policy.severities if key == SEVERITY else item.choices


def _judge(key: str, answer: str, entry: GateEntry, policy: GatePolicy) -> ItemResult:
    item = policy.items[key]
    hint = _hint(key, item, entry, policy)
    weaknesses = find_weaknesses(answer, item, _choices(key, item, policy))
    if not weaknesses or (item.attachment_answers and entry.has_logs):
        return ItemResult(key, item.label, "present", hint=hint)
    if not answer:
        return ItemResult(key, item.label, "missing", "Nothing is entered yet.", hint)
    return ItemResult(key, item.label, "weak", " ".join(weaknesses), hint)


def _hint(key: str, item: ItemPolicy, entry: GateEntry, policy: GatePolicy) -> str:
    proposed = policy.severity_by_priority.get(entry.priority or "")
    if key == SEVERITY and proposed:
        return f"{item.hint} The ticket's priority suggests {proposed}."
    return item.hint


def _unknown_pattern() -> ItemResult:
    reason = "The pattern chosen is no longer in the policy."
    return ItemResult(PATTERN, "Kind of escalation", "weak", reason, "Choose another one.")


def _with_waiver(result: ItemResult, waived: set[str]) -> ItemResult:
    if result.state == "present" or not waived & {result.key, WHOLE_PACKET}:
        return result
    return replace(result, state="waived", reason="")


def _conclude(
    entry: GateEntry,
    policy: GatePolicy,
    items: tuple[ItemResult, ...],
    severity: str | None,
    owner: str | None,
    at: datetime,
) -> Decision:
    gaps = [item for item in items if item.state in ("missing", "weak")]
    waived = [item.key for item in items if item.state == "waived"]
    return Decision(
        open=not gaps,
        state="incomplete" if gaps else "waived" if waived else "ready",
        items=items,
        reasons=tuple(_sentence(item) for item in gaps),
        severity=severity,
        owner=owner,
        digest=digest_packet(entry.packet),
        enforced=policy.mode == "enforce",
        ticket_id=entry.ticket_id,
        valid_until=None if gaps else _earliest_end(waived, active_waivers(entry.waivers, at)),
    )


def _sentence(item: ItemResult) -> str:
    return f"{item.label}: {item.reason} {item.hint}"


def _earliest_end(waived: Sequence[str], waivers: Sequence[Waiver]) -> datetime | None:
    """The first moment at which one of the waived items is covered by no waiver any more."""
    ends = (
        max(waiver.until for waiver in waivers if waiver.item in (key, WHOLE_PACKET))
        for key in waived
    )
    return min(ends, default=None)
