"""The gate's decision over one ticket's packet: pure, total and monotone.

More evidence never closes an open gate: filling an item, granting a waiver, setting a ticket field,
adding a file or a link only ever improves an item's state, and so does a severity that fits the
ticket's priority better. What can close it: taking evidence away, a waiver's end, an owner who
leaves, a priority that changes, and a severity or pattern that asks for more.

Nothing is read but the arguments. Time counts for waivers alone: a deadline in the packet is judged
by the moment at which it was entered, so that waiting closes no gate in silence.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from app.gate.entry import GateEntry as GateEntry
from app.gate.judging import ItemResult as ItemResult
from app.gate.judging import Judge, chosen_severity
from app.gate.packet import Packet, Waiver
from app.gate.policy import OWNER, GatePolicy
from app.gate.severity import asked_severities

WHOLE_PACKET = "*"
PATTERN = "pattern"

State = Literal["incomplete", "ready", "waived"]


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
    """Support's own text for each item of the entry's pattern, by key; unanswered ones are absent.

    The sidebar's entry comes first; a ticket field stands in where that is missing or weak. What
    stands in Jira is never among it: it is engineering's, and is not sent back as support's.
    """
    keys = _keys(entry, policy)
    judge = Judge(entry, policy, keys)
    return {key: answer for key in keys if (answer := judge.best_answer(key))}


def decide(entry: GateEntry, policy: GatePolicy, *, at: datetime) -> Decision:
    """Decide over one ticket's packet as of `at` (aware, UTC). Never raises on packet content."""
    waivers = active_waivers(entry.waivers, at)
    keys = _demanded(entry, policy)
    waived = _waived(keys, waivers)
    judge = Judge(entry, policy, keys, waived)
    results = [_with_waiver(judge.judge(key), waived) for key in keys]
    if entry.packet and entry.packet.pattern not in policy.patterns:
        results.insert(0, _with_waiver(_unknown_pattern(), _waived((PATTERN,), waivers)))
    return _conclude(entry, policy, judge, tuple(results), waivers)


def _conclude(
    entry: GateEntry,
    policy: GatePolicy,
    judge: Judge,
    items: tuple[ItemResult, ...],
    waivers: Sequence[Waiver],
) -> Decision:
    gaps = [item for item in items if item.state in ("missing", "weak")]
    used = [item.key for item in items if item.state == "waived"]
    return Decision(
        open=not gaps,
        state="incomplete" if gaps else "waived" if used else "ready",
        items=items,
        reasons=tuple(_sentence(item) for item in gaps),
        severity=chosen_severity(entry, policy),
        owner=(judge.best_answer(OWNER) or None) if OWNER in _keys(entry, policy) else None,
        digest=digest_packet(entry.packet),
        enforced=policy.mode == "enforce",
        ticket_id=entry.ticket_id,
        valid_until=None if gaps else _earliest_end(used, waivers),
        warnings=judge.warnings(),
    )


def _keys(entry: GateEntry, policy: GatePolicy) -> tuple[str, ...]:
    return policy.keys_of(entry.packet.pattern if entry.packet else policy.default_pattern)


def _demanded(entry: GateEntry, policy: GatePolicy) -> tuple[str, ...]:
    """Without a known severity everything is asked, so that choosing one only ever asks less."""
    keys = _keys(entry, policy)
    asked = set(asked_severities(chosen_severity(entry, policy), entry.priority, policy))
    needed = {key: policy.items[key].required_for for key in keys}
    return tuple(key for key in keys if not needed[key] or asked & set(needed[key]))


def _waived(keys: Collection[str], waivers: Sequence[Waiver]) -> frozenset[str]:
    named = {waiver.item for waiver in waivers}
    return frozenset(keys) if WHOLE_PACKET in named else frozenset(keys) & named


def _unknown_pattern() -> ItemResult:
    reason = "The pattern chosen is no longer in the policy."
    return ItemResult(PATTERN, "Kind of escalation", "weak", reason, "Choose another one.")


def _with_waiver(result: ItemResult, waived: Collection[str]) -> ItemResult:
    if result.state == "present" or result.key not in waived:
        return result
    return replace(result, state="waived", reason="")


def _sentence(item: ItemResult) -> str:
    return f"{item.label}: {item.reason} {item.hint}"


def _earliest_end(waived: Sequence[str], waivers: Sequence[Waiver]) -> datetime | None:
    """The first moment at which one of the waived items is covered by no waiver any more."""
    ends = (
        max(waiver.until for waiver in waivers if waiver.item in (key, WHOLE_PACKET))
        for key in waived
    )
    return min(ends, default=None)
