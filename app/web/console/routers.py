"""The routes of all areas. A page adds its router here."""

from app.web.console import (
    audit,
    known_issues,
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
    audit.router,
    settings.router,
    weekly.router,
    prevention.router,
    runbooks.router,
    known_issues.router,
    sync.router,
)
