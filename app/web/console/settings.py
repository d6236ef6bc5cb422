"""The settings, to be read only: they are changed where Airlock is started."""

from fastapi import APIRouter
from starlette.responses import Response

from app.web.console.visits import Seeing

router = APIRouter(prefix="/console/settings")


@router.get("")
async def get_settings(visit: Seeing) -> Response:
    """Each setting's name, whether it is set, and its default."""
    return visit.page("console/settings.html", groups=visit.parts.settings)
