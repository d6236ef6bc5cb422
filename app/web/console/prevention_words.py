"""The prevention loop's kinds and states in words and tones, for its pages."""

from collections.abc import Mapping

from app.records_prevention import (
    ActionKind,
    ActionState,
    Driver,
    DriverKind,
    IssueState,
    RunbookState,
    Safety,
)

DRIVERS: Mapping[DriverKind, str] = {
    DriverKind.ROOT_CAUSE: "Root cause",
    DriverKind.COMPONENT: "Component",
    DriverKind.TRACE: "Stack trace",
    DriverKind.MISSED_ITEM: "Missed packet item",
}
ACTIONS: Mapping[ActionKind, str] = {
    ActionKind.RUNBOOK: "Runbook",
    ActionKind.KNOWN_ISSUE: "Known issue",
    ActionKind.PRODUCT_FEEDBACK: "Product feedback",
    ActionKind.ENABLEMENT: "Enablement",
}
ACTION_STATES: Mapping[ActionState, tuple[str, str]] = {
    ActionState.OPEN: ("Open", "warn"),
    ActionState.DONE: ("Done", "good"),
    ActionState.DROPPED: ("Dropped", "quiet"),
}
RUNBOOK_STATES: Mapping[RunbookState, tuple[str, str]] = {
    RunbookState.DRAFT: ("Draft", "quiet"),
    RunbookState.REVIEWED: ("Reviewed", "good"),
    RunbookState.OUTDATED: ("Outdated", "warn"),
}
ISSUE_STATES: Mapping[IssueState, tuple[str, str]] = {
    IssueState.OPEN: ("Open", "warn"),
    IssueState.FIXED: ("Fixed", "good"),
}
SAFETIES: Mapping[Safety, tuple[str, str]] = {
    "clean": ("As written", "good"),
    "redacted": ("Parts taken out", "warn"),
    "held": ("Not shown", "bad"),
}
DIGEST_SHOWN = 12


def name_of(driver: Driver) -> str:
    """A driver's own name; a stack trace is known by the beginning of its digest."""
    return driver.key[:DIGEST_SHOWN] if driver.kind is DriverKind.TRACE else driver.key
