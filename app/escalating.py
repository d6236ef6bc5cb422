"""Wires what keeps escalations moving: the clock of silence and the engineer sync."""

from app.foundation import Foundation
from app.services.account_summaries import AccountSummaries
from app.services.clock_reading import ClockReading
from app.services.clock_rounds import ClockRounds
from app.services.engineer_sync import EngineerSync
from app.services.escalations_due import EscalationsDue
from app.services.sync_desk import SyncDesk
from app.services.sync_posting import SyncPosting


def make_clock_reading(base: Foundation) -> ClockReading:
    """What reads an escalation at both vendors."""
    return ClockReading(base.store, base.zendesk, base.jira, base.policies, base.clock)


def make_clock_rounds(base: Foundation) -> ClockRounds:
    """What keeps the clocks right beside the relay."""
    reading = make_clock_reading(base)
    return ClockRounds(base.store, reading, base.policies, base.modes, base.clock)


def make_escalations_due(base: Foundation) -> EscalationsDue:
    """What tells which customers must hear from us."""
    return EscalationsDue(base.store, make_clock_reading(base), base.policies, base.clock)


def make_engineer_sync(base: Foundation) -> EngineerSync:
    """What makes the agenda."""
    return EngineerSync(
        base.store, base.zendesk, base.jira, base.disclosure, base.clock, jira_url=base.jira_site
    )


def make_sync_posting(base: Foundation) -> SyncPosting:
    """What tells the notes to both sides."""
    return SyncPosting(
        base.store, base.zendesk, base.jira, base.disclosure, base.outbox, base.clock
    )


def make_sync_desk(base: Foundation) -> SyncDesk:
    """What the console asks of escalations."""
    return SyncDesk(
        make_engineer_sync(base), make_sync_posting(base), make_account_summaries(base),
        base.policies,
    )  # fmt: skip


def make_account_summaries(base: Foundation) -> AccountSummaries:
    """What drafts the weekly summaries of accounts."""
    return AccountSummaries(base.store, base.zendesk, base.policies, base.clock)
