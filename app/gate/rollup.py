"""Many tickets, one issue: one complete packet opens the gate."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.gate.decision import Decision
from app.gate.policy import GatePolicy

_NO_TICKET = "No ticket with a packet is linked to this issue."


def roll_up(decisions: Sequence[Decision], policy: GatePolicy) -> Decision:
    """One decision for an issue, the same for any order of its tickets' decisions.

    Open when any is open, with that one's items and digest; else the one with the fewest gaps
    speaks. Severity is the worst of all, `tickets` their sum, `warnings` those of all, and
    `valid_until` the last moment at which one of the open ones still holds. Without a ticket the
    gate is closed.
    """
    if not decisions:
        return _nothing_linked(policy)
    ordered = sorted(decisions, key=_nearest_first)
    worst = min(ordered, key=lambda decision: policy.rank(decision.severity))
    return replace(
        ordered[0],
        severity=worst.severity,
        tickets=sum(decision.tickets for decision in ordered),
        valid_until=_valid_until(ordered),
        warnings=tuple(dict.fromkeys(told for one in ordered for told in one.warnings)),
    )


def _nothing_linked(policy: GatePolicy) -> Decision:
    return Decision(
        open=False,
        state="incomplete",
        items=(),
        reasons=(_NO_TICKET,),
        severity=None,
        owner=None,
        digest="",
        enforced=policy.mode == "enforce",
        ticket_id=None,
        tickets=0,
    )


def _nearest_first(decision: Decision) -> tuple[bool, bool, int, int]:
    """A packet that is complete by itself goes before one that a waiver opens."""
    return (
        not decision.open,
        decision.valid_until is not None,
        len(decision.reasons),
        decision.ticket_id or 0,
    )


def _valid_until(decisions: Sequence[Decision]) -> datetime | None:
    ends = [decision.valid_until for decision in decisions if decision.open]
    return None if None in ends else max((end for end in ends if end), default=None)
