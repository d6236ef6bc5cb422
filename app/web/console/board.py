"""The board: the daily queue, all open escalations, or those whose customer waits too long."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.services.console_board import Queue
from app.web.console import work_words as words
from app.web.console.choices import chosen
from app.web.console.visits import Seeing

HERE = "/console/board"
router = APIRouter(prefix=HERE, include_in_schema=False)


@router.get("")
async def get_board(
    visit: Seeing,
    show: Annotated[str, Query(max_length=20)] = "",
    after: Annotated[str | None, Query(max_length=120)] = None,
) -> Response:
    """Fifty escalations: whose turn it is, what the gate lacks, when word is due."""
    queue = chosen(Queue, show) or Queue.URGENT
    page = await visit.parts.work.board.page(queue, after)
    here = f"{HERE}?{urlencode({'show': queue.value})}"
    return visit.page(
        "console/board.html",
        page=page,
        queue=queue.value,
        words=words,
        first=here if after else None,
        further=f"{here}&{urlencode({'after': page.further})}" if page.further else None,
    )
