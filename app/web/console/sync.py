"""The console's pages of the engineer sync, of who owns what, and of accounts' summaries."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from app.services.sync_views import Posted
from app.web.console.visits import ConsoleVisit, Operating, Seeing

router = APIRouter(prefix="/console")

LONGEST = 200_000
OUTCOMES = {
    "planned": ("would be told", "quiet"),
    "posted": ("told", "good"),
    "known": ("told before", "quiet"),
    "held": ("held", "bad"),
    "skipped": ("left out", "warn"),
}

Day = Annotated[date | None, Query(alias="date")]
Notes = Annotated[str, Form(max_length=LONGEST)]


@router.get("/sync")
async def get_sync(visit: Seeing) -> Response:
    """Where the agenda is, and the form that takes the notes."""
    return _form(visit)


@router.get("/sync/agenda")
async def get_agenda(visit: Seeing, day: Day = None) -> Response:
    """The agenda, to be read or printed. Asks are read now and redacted for engineering."""
    agenda = await visit.parts.escalations.agenda(day)
    return visit.page("console/agenda.html", agenda=agenda)


@router.get("/sync/agenda.yaml")
async def get_agenda_file(visit: Seeing, day: Day = None) -> Response:
    """The agenda as a file, to be filled in."""
    text = await visit.parts.escalations.agenda_file(day)
    name = f"sync-{(day or visit.now.date()).isoformat()}.yaml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type="application/yaml", headers=headers)


@router.post("/sync/notes")
async def post_notes(
    visit: Operating, notes: Notes = "", action: Annotated[str, Form(max_length=20)] = "look"
) -> Response:
    """Show what the notes would tell and what is wrong with them; with the order to post, tell
    them."""
    desk = visit.parts.escalations
    if action == "post":
        outcome = await desk.post(notes, person=visit.person)
    else:
        outcome = await desk.look(notes)
    return _form(visit, notes, outcome)


def _form(visit: ConsoleVisit, notes: str = "", outcome: Posted | None = None) -> Response:
    ready = outcome is not None and any(one.outcome == "planned" for one in outcome.postings)
    return visit.page(
        "console/sync.html",
        status=422 if outcome is not None and outcome.problems else 200,
        notes=notes,
        outcome=outcome,
        outcomes=OUTCOMES,
        ready=ready,
        longest=LONGEST,
    )


@router.get("/ownership")
async def get_ownership(visit: Seeing) -> Response:
    """Who owns what, as the policy in force says."""
    return visit.page("console/ownership.html", table=visit.parts.escalations.ownership())


@router.get("/accounts")
async def get_accounts(visit: Seeing) -> Response:
    """Three sentences for each strategic account: drafts, with names that are kept nowhere."""
    drafts = await visit.parts.escalations.summaries()
    return visit.page("console/accounts.html", drafts=drafts)
