"""The console's first page."""

from fastapi import APIRouter
from starlette.responses import Response

from app.web.console.visits import Seeing

router = APIRouter(prefix="/console")


@router.get("")
async def get_start(visit: Seeing) -> Response:
    """Where everything begins."""
    return visit.page("console/start.html")
