"""The routes of all areas. A page adds its router here."""

from app.web.console import (
    audit,
    known_issues,
    policies,
    policy_drafts,
    prevention,
    provider,
    runbooks,
    settings,
    sign_in,
    start,
    sync,
    weekly,
)

ROUTERS = (
    sign_in.router,
    provider.router,
    start.router,
    policies.router,
    policy_drafts.router,
    audit.router,
    settings.router,
    weekly.router,
    prevention.router,
    runbooks.router,
    known_issues.router,
    sync.router,
)
