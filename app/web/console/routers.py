"""The routes of all areas. A page adds its router here."""

from app.web.console import known_issues, prevention, provider, runbooks, sign_in, start

ROUTERS = (
    sign_in.router,
    provider.router,
    start.router,
    prevention.router,
    runbooks.router,
    known_issues.router,
)
