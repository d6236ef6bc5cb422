"""The console's first page: whether Airlock sends, what waits, and whether all is well."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from app.web.console.visits import Operating, Seeing

router = APIRouter(prefix="/console")


@router.get("")
async def get_start(visit: Seeing, left_out: bool = False) -> Response:
    """The mode with its switch. The checks come after it: a vendor may be slow."""
    view = await visit.parts.standing.look()
    return visit.page("console/start.html", view=view, left_out=left_out)


@router.get("/health")
async def get_health(visit: Seeing) -> Response:
    """Every check, as a page or as a piece of the first page."""
    checks = await visit.parts.standing.checks()
    show = visit.fragment if visit.is_fragment else visit.page
    name = "console/checks.html" if visit.is_fragment else "console/health.html"
    return show(name, checks=checks)


@router.post("/stop")
async def post_stop(
    visit: Operating, reason: Annotated[str, Form(max_length=500)] = ""
) -> Response:
    """Stop all sending at once, on all machines."""
    kept = await visit.parts.standing.stop(reason.strip(), person=visit.person)
    return visit.go("/console" if kept else "/console?left_out=true")


@router.post("/start")
async def post_start(visit: Operating) -> Response:
    """Let sending go on."""
    await visit.parts.standing.start(person=visit.person)
    return visit.go("/console")
