"""Dead letters: by cause, one cause's, what a replay would send, and what came of it."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from app.errors import InputRefused
from app.services.cures import cure_for
from app.services.work_views import MOST_AT_ONCE
from app.web.console import work_words as words
from app.web.console.choices import Id, Reason
from app.web.console.visits import ConsoleVisit, Operating, Seeing

HERE = "/console/dead-letters"
router = APIRouter(prefix=HERE, include_in_schema=False)

INLINE = 3
"""Of so many the plans stand in the page at once; of more each comes when it is looked at."""
After = Annotated[str | None, Query(max_length=80)]
Code = Annotated[str, Query(max_length=64)]
ChosenIds = Annotated[list[str], Query(alias="id", max_length=2 * MOST_AT_ONCE)]
SentIds = Annotated[list[str], Form(alias="id", max_length=2 * MOST_AT_ONCE)]


@router.get("")
async def get_dead_letters(visit: Seeing) -> Response:
    """How many there are of each cause."""
    causes = await visit.parts.work.letters.causes()
    return visit.page("console/dead_letters.html", causes=causes, words=words)


@router.get("/cause")
async def get_cause(visit: Seeing, code: Code = "", after: After = None) -> Response:
    """Fifty of a cause, the oldest first."""
    return await _cause(visit, code, after)


@router.get("/plan")
async def get_plan(
    visit: Operating,
    code: Code = "",
    ids: ChosenIds = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """What a replay of the chosen, or of the oldest of a cause, would send. Nothing goes out."""
    service = visit.parts.work.letters
    letters = await (service.oldest(code) if code else service.chosen(ids))
    shown = letters[:INLINE] if len(letters) <= INLINE else ()
    plans = {
        one.line.delivery.id: await service.plan(one.line.delivery.id, by=visit.person.id)
        for one in shown
    }
    return visit.page("console/replay_plan.html", letters=letters, plans=plans, words=words)


@router.get("/{delivery_id}/plan")
async def get_one_plan(visit: Operating, delivery_id: Id) -> Response:
    """What a replay of one would send, as a page or as a piece of the plan of many."""
    plan = await visit.parts.work.letters.plan(delivery_id, by=visit.person.id)
    if visit.is_fragment:
        return visit.fragment("console/planned.html", plan=plan, words=words)
    return visit.page(
        "console/replay_plan.html", letters=[plan.letter], plans={delivery_id: plan}, words=words
    )


@router.post("/replay")
async def post_replay(visit: Operating, ids: SentIds = []) -> Response:  # noqa: B006 - FastAPI copies it
    """Replay them, and say which are queued."""
    receipt = await visit.parts.work.letters.replay(ids, by=visit.person.id)
    return visit.page("console/receipt.html", receipt=receipt)


@router.post("/{delivery_id}/discard")
async def post_discard(visit: Operating, delivery_id: Id, reason: Reason = "") -> Response:
    """Never to be sent."""
    letters = visit.parts.work.letters
    try:
        await letters.discard(delivery_id, reason=reason.strip(), by=visit.person.id)
    except InputRefused as error:
        detail = await visit.parts.work.deliveries.get(delivery_id)
        return visit.page("console/delivery.html", 422, one=detail, words=words, notice=str(error))
    return visit.go(f"/console/deliveries/{delivery_id}")


async def _cause(visit: ConsoleVisit, code: str, after: str | None) -> Response:
    page = await visit.parts.work.letters.page(code, after)
    here = f"{HERE}/cause?{urlencode({'code': code})}"
    return visit.page(
        "console/dead_letter_cause.html",
        page=page,
        code=code,
        cure=cure_for(code),
        most=MOST_AT_ONCE,
        words=words,
        first=here if after else None,
        further=f"{here}&{urlencode({'after': page.further})}" if page.further else None,
    )
