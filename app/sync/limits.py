"""The limits that the vendors document, and which of them a call meets (docs/vendors.md).

A budget's key is `system:name` or, where a ticket or an issue has the limit, `system:name:id`.
Where an answer tells a number it takes the place of ours (`pacing.learn`); until then the smallest
documented plan is assumed.
"""

from collections.abc import Mapping

from app.sync.pacing import Limit

Limits = Mapping[str, Limit]

ZENDESK_ACCOUNT = "zendesk:account"
ZENDESK_UPDATES = "zendesk:ticket-updates"
ZENDESK_TICKET = "zendesk:ticket"
ZENDESK_EXPORTS = "zendesk:exports"
JIRA_BURSTS = ("jira:get", "jira:post", "jira:put", "jira:delete")
JIRA_ISSUE = ("jira:issue-2s", "jira:issue-30s")

SLICED = frozenset({ZENDESK_ACCOUNT, *JIRA_BURSTS})
"""Limits so wide that a process takes several calls at a time, to ask the store less often."""
SLICE_SECONDS = 0.5
"""For how long a process may spend what it took."""


def documented(bulk_share: float) -> dict[str, Limit]:
    """What the vendors' pages say, of which bulk work takes `bulk_share`."""
    wide, narrow = SLICE_SECONDS + 0.5, 5.0
    bursts = {"jira:get": 100, "jira:post": 100, "jira:put": 50, "jira:delete": 50}
    return {
        ZENDESK_ACCOUNT: Limit(200, 60, 0.2, wide, bulk_share),
        ZENDESK_UPDATES: Limit(100, 60, 0.1, narrow, bulk_share),
        ZENDESK_TICKET: Limit(30, 600, 0.34, narrow, bulk_share),
        ZENDESK_EXPORTS: Limit(10, 60, 0.2, narrow),
        **{key: Limit(count, 1, 0.2, wide, bulk_share) for key, count in bursts.items()},
        JIRA_ISSUE[0]: Limit(20, 2, 0.5, 0.5, bulk_share),
        JIRA_ISSUE[1]: Limit(100, 30, 0.3, 0.5, bulk_share),
    }


def scaled(limits: Limits, scale: float) -> dict[str, Limit]:
    """The same numbers in windows `scale` times as long, where they are minutes (Zendesk's)."""
    return {
        key: _shortened(limit, scale) if system_of(key) == "zendesk" else limit
        for key, limit in limits.items()
    }


def _shortened(limit: Limit, scale: float) -> Limit:
    """A call's way to the vendor and a slice's life do not become shorter."""
    hold = max(min(limit.hold, SLICE_SECONDS + 0.5), limit.hold * scale)
    return Limit(limit.allowed, limit.seconds * scale, limit.burst, hold, limit.bulk)


def family(key: str) -> str:
    """The key without a ticket's or an issue's id: what a limit and a metric are named by."""
    return ":".join(key.split(":", 2)[:2])


def system_of(key: str) -> str:
    """The vendor's name that a key begins with."""
    return key.partition(":")[0]


def ticket_update(ticket_id: int | str) -> tuple[str, ...]:
    """The narrow limits of an update of one ticket; the account's comes on top."""
    return (ZENDESK_UPDATES, f"{ZENDESK_TICKET}:{ticket_id}")


def issue_write(issue: str) -> tuple[str, ...]:
    """The limits of a write to one issue; the burst limit of its method comes on top."""
    return tuple(f"{name}:{issue}" for name in JIRA_ISSUE)
