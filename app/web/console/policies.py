"""What policies are in force, what was before, and the drafts of what comes next."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query
from starlette.responses import Response

from app.errors import AirlockError, NotStored, PolicyError, Refused
from app.web.console.policy_paths import draft_path
from app.web.console.visits import ConsoleVisit, Editing, Seeing

router = APIRouter(prefix="/console/policies", include_in_schema=False)

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
PAGE = 30


@router.get("")
async def get_policies(
    visit: Seeing, before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None
) -> Response:
    """The files in force, open drafts, and the history, the newest first."""
    view = await visit.parts.policies.cycle.overview(before)
    more = view.history[-1].number if len(view.history) == PAGE else None
    return visit.page("console/policies.html", view=view, more=more, before=before)


@router.get("/versions/{number}")
async def get_version(visit: Seeing, number: Number, file: str = "") -> Response:
    """The files of a publication, to read, and the way back to it."""
    return await _version(visit, number, file)


@router.post("/versions/{number}/roll-back")
async def post_roll_back(
    visit: Editing, number: Number, reason: Annotated[str, Form()] = ""
) -> Response:
    """Propose it once more; a second person approves."""
    try:
        draft = await visit.parts.policies.cycle.roll_back(number, reason, visit.person)
    except (Refused, PolicyError) as error:
        return await _version(visit, number, "", reason=reason, error=error)
    return visit.go(draft_path(draft.id))


@router.post("/drafts")
async def post_draft(visit: Editing, file: Annotated[str, Form()] = "") -> Response:
    """Begin a draft, at one of its files."""
    draft = await visit.parts.policies.cycle.begin(visit.person)
    return visit.go(draft_path(draft.id, file))


async def _version(
    visit: ConsoleVisit,
    number: int,
    file: str,
    *,
    reason: str = "",
    error: AirlockError | None = None,
) -> Response:
    publication, files = await visit.parts.policies.cycle.published(number)
    shown = file or min(files)
    if shown not in files:
        raise NotStored("This publication has no such file.")
    return visit.page(
        "console/policy_version.html", 409 if error else 200,
        publication=publication, names=sorted(files), file=shown, text=files[shown],
        reason=reason, error=str(error) if error else "",
    )  # fmt: skip
