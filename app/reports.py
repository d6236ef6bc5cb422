"""Wires the weekly numbers on the service's foundation."""

from app.foundation import Foundation
from app.services.baselining import Baselining
from app.services.report_rounds import PostAt, ReportRounds
from app.services.weekly import Weekly
from app.services.weekly_posting import WeeklyPosting
from app.settings import ReportSettings
from app.settings_groups import Weekday
from connectors.chat.webhook import ChatWebhook


def make_weekly(base: Foundation) -> Weekly:
    """What counts a week."""
    return Weekly(base.store, base.policies, base.clock)


def make_weekly_posting(base: Foundation) -> WeeklyPosting:
    """What brings the report to people. Raises SettingsError for a chat that cannot be."""
    url = base.settings.report.chat_webhook
    chat = ChatWebhook(url.get_secret_value()) if url is not None else None
    return WeeklyPosting(base.zendesk, base.disclosure, base.outbox, chat)


def make_baselining(base: Foundation) -> Baselining:
    """What reads the last 30 days at the first start."""
    return Baselining(base.store, base.zendesk, base.jira, base.policies, base.clock)


def make_report_rounds(base: Foundation) -> ReportRounds:
    """What counts tickets and posts beside the relay."""
    return ReportRounds(
        base.store, base.zendesk, make_weekly(base), make_weekly_posting(base),
        make_baselining(base), base.modes, base.clock, post_at(base.settings.report),
    )  # fmt: skip


def post_at(settings: ReportSettings) -> PostAt | None:
    """When the report is posted by itself."""
    if settings.post_on is None:
        return None
    return PostAt(list(Weekday).index(settings.post_on), settings.post_hour)
