"""The routes of all areas. A page adds its router here."""

from app.web.console import sign_in, start

ROUTERS = (
    sign_in.router,
    start.router,
)
