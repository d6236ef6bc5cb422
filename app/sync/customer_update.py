"""The six-part customer update: labels, joining. Pure; nothing here is sent by anybody."""

from collections.abc import Mapping

LABELS: Mapping[str, str] = {
    "state_change": "What has changed",
    "understanding": "What we understand so far",
    "action_taken": "What we have done",
    "action_requested": "What we need from you",
    "milestone": "Next milestone",
    "escalation_point": "Whom to turn to",
}


def join_parts(parts: Mapping[str, str]) -> str:
    """All six parts under their labels, as plain text."""
    return "\n\n".join(f"{label}\n{parts.get(key, '')}".rstrip() for key, label in LABELS.items())
