"""The routes of all areas. A page adds its router here."""

from app.web.console import provider, sign_in, start

ROUTERS = (
    sign_in.router,
    provider.router,
    start.router,
)
