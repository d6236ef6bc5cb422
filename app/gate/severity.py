"""The severity that was chosen beside the one that the ticket's priority suggests.

Where the two differ, the packet is asked for what either of them and those between need. So the
choice that fits better never asks for more, and a milder one is no way around an item.
"""

from app.gate.policy import GatePolicy


def proposed_severity(priority: str | None, policy: GatePolicy) -> str | None:
    """What the priority suggests; None when the policy says nothing of it."""
    proposed = policy.severity_by_priority.get(priority or "")
    return proposed if proposed in policy.severities else None


def asked_severities(
    chosen: str | None, priority: str | None, policy: GatePolicy
) -> tuple[str, ...]:
    """Severities whose items are asked for, worst first: all of them while none is chosen."""
    if chosen is None:
        return policy.severities
    places = (policy.rank(chosen), policy.rank(proposed_severity(priority, policy) or chosen))
    return policy.severities[min(places) : max(places) + 1]


def contradiction(chosen: str | None, priority: str | None, policy: GatePolicy) -> str:
    """Why the chosen severity does not go with the ticket's priority; empty when it does."""
    proposed = proposed_severity(priority, policy)
    if chosen is None or proposed is None or chosen == proposed:
        return ""
    return (
        f"{chosen} is chosen, but the ticket's priority {priority} suggests {proposed};"
        " correct the one that is wrong."
    )


def is_tolerated(chosen: str | None, priority: str | None, policy: GatePolicy) -> bool:
    """Whether the two are as near to each other as the policy allows."""
    proposed = proposed_severity(priority, policy)
    if chosen is None or proposed is None:
        return True
    return abs(policy.rank(chosen) - policy.rank(proposed)) <= policy.severity_tolerance
