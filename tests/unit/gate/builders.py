"""Small policies and packets for the gate's tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.gate.decision import GateEntry
from app.gate.packet import Packet, Waiver
from app.gate.policy import (
    GatePolicy,
    GuardedTransition,
    ItemPolicy,
    PatternPolicy,
    QualityRules,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

GOOD = {
    "context": "All 240 warehouse users cannot print labels; the truck leaves at 17:00.",
    "steps": "Open Reports\nChoose the last quarter\nPress Export and see an empty page",
    "tried": "Cleared the cache and tried a second browser, same result.",
    "environment": "Release 4.18.2 on Windows 11, EU region",
    "logs": "Trace id 7f3a9c21",
    "disposition": "Fix",
    "owner": "Dana Whitfield",
    "respond_by": "2026-11-30 10:00 Z",
    "promise": "You hear from us on Friday; our Head of Support stands for it.",
}
ENTERED = dict.fromkeys(GOOD, NOW)


def make_policy(**changes: Any) -> GatePolicy:
    values: dict[str, Any] = {
        "guarded": (GuardedTransition(project="ENG", to_status="Escalated"),),
        "gate_field": "Airlock gate",
        "reasons_field": "Airlock reasons",
        "message": "The escalation packet is incomplete.",
        "severities": ("P1", "P2", "P3"),
        "severity_by_priority": {"urgent": "P1"},
        "items": {
            "context": make_item("Impact", min_words=6, needs_number=True),
            "steps": make_item("Steps to reproduce", min_steps=3),
            "severity": make_item("Business severity"),
            "tried": make_item("What was tried", min_words=4),
            "environment": make_item("Environment", needs_version=True).copy_with(
                ticket_field="Environment", jira_field="Versions"
            ),
            "logs": make_item("Logs", needs_link=True).copy_with(
                attachment_answers=True, link_answers=("logs.example.test", "*.traces.test")
            ),
            "disposition": make_item("Disposition").copy_with(choices=("Fix", "Explain")),
            "owner": make_item("Owner", one_person=True).copy_with(required_for=("P1", "P2")),
            "respond_by": make_item("Answer needed by", hours_ahead=24),
            "promise": make_item("Promise", names_authority=True).copy_with(
                required_for=("P1", "P2")
            ),
        },
        "severity_tolerance": 0,
        "authorities": {"P1": ("Head of Support",), "P2": ("Support Manager",)},
        "every_packet": ("context", "steps", "severity", "tried"),
        "patterns": {
            "question": PatternPolicy(label="A question", items=("environment",)),
            "bug": PatternPolicy(
                label="A defect", items=("environment", "logs", "disposition", "owner")
            ),
            "reply": PatternPolicy(label="A reply", items=("respond_by", "promise", "owner")),
        },
        "default_pattern": "bug",
    }
    return GatePolicy(**{**values, **changes})


class Item(ItemPolicy):
    """An item that tests vary."""

    def copy_with(self, **changes: Any) -> "Item":
        return Item(**{**self.model_dump(), **changes})


def make_item(label: str, **rules: Any) -> Item:
    return Item(label=label, hint=f"Say it about {label}.", rules=QualityRules(**rules))


def make_packet(pattern: str = "bug", severity: str | None = "P1", **items: str) -> Packet:
    """A complete packet whose entries were made at NOW; an item set to "" is left out."""
    filled = {key: text for key, text in {**GOOD, **items}.items() if text}
    entered = dict.fromkeys(filled, NOW)
    return Packet(pattern=pattern, severity=severity, items=filled, entered=entered)


def make_entry(packet: Packet | None, **changes: Any) -> GateEntry:
    return GateEntry(**{"ticket_id": 7, "packet": packet, **changes})


def make_waiver(item: str, days: float = 1) -> Waiver:
    return Waiver(
        item=item, reason="agreed on the phone", by="42", until=NOW + timedelta(days=days)
    )
