"""A draft of the policies: its editor, what it would do, and the steps to its publication."""

from collections.abc import Awaitable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Path, Query
from starlette.responses import JSONResponse, Response

from app.errors import AirlockError, InputRefused, PolicyError, Refused
from app.web.console.forms import text_in
from app.web.console.policy_paths import draft_path
from app.web.console.visits import Approving, ConsoleVisit, Editing, Judging, Seeing

router = APIRouter(prefix="/console/policies/drafts/{draft_id}", include_in_schema=False)

DraftId = Annotated[str, Path(pattern="^[0-9a-f]{20}$")]
File = Annotated[str, Query(max_length=120)]
SentFile = Annotated[str, Form(alias="file", max_length=120)]
Text = Annotated[str, Form()]
Revision = Annotated[int, Form(ge=1)]
COPIES = 50


@router.get("")
async def get_draft(visit: Seeing, draft_id: DraftId, file: File = "") -> Response:
    """The editor at one file, with what may be done next."""
    return await _show(visit, draft_id, file)


@router.post("")
async def post_file(
    visit: Editing,
    draft_id: DraftId,
    file: SentFile,
    revision: Revision,
    text: Text = "",
    act: Annotated[Literal["save", "remove", "restore"], Form()] = "save",
) -> Response:
    """Save a file, add one, take one away, or take its text in force again.

    Where another saved meanwhile the text is kept in the form, and nothing is stored.
    """
    cycle = visit.parts.policies.cycle
    kept = text_in(text)
    new = None if act == "remove" else kept
    try:
        if act == "restore":
            new = (await cycle.look(draft_id, visit.person, file)).active_text
        await cycle.save(draft_id, file, new, revision=revision, person=visit.person)
    except Refused as error:
        return await _show(visit, draft_id, file, error=error, kept=kept)
    return visit.go(draft_path(draft_id, file if new is not None else ""))


@router.post("/lint")
async def post_lint(visit: Editing, draft_id: DraftId, file: SentFile, text: Text = "") -> Response:
    """The problems of the draft as if the file said this, for the editor's marks."""
    found = await visit.parts.policies.previews.lint(draft_id, file, text_in(text))
    return JSONResponse([problem.model_dump() for problem in found])


@router.post("/complete")
async def post_complete(
    visit: Editing, draft_id: DraftId, file: SentFile, text: Text = ""
) -> Response:
    """What may stand at the end of this text of the file, for the editor."""
    found = visit.parts.policies.previews.complete(file, text_in(text))
    return JSONResponse([offer.model_dump() for offer in found])


@router.get("/check")
async def get_check(visit: Seeing, draft_id: DraftId) -> Response:
    """Every problem of the draft as it is saved."""
    problems = await visit.parts.policies.previews.lint(draft_id)
    return _answer(visit, "policy_check", draft_id=draft_id, problems=problems)


@router.get("/diff")
async def get_diff(visit: Seeing, draft_id: DraftId) -> Response:
    """What is different from the version in force."""
    diff = await visit.parts.policies.previews.diff(draft_id)
    return _answer(visit, "policy_diff", draft_id=draft_id, diff=diff)


@router.post("/preview")
async def post_preview(
    visit: Judging,
    draft_id: DraftId,
    sample: Annotated[str, Form()] = "",
    ticket: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """One text in three views, under the draft and under the version in force."""
    preview = visit.parts.policies.previews.preview
    try:
        number = _ticket_number(ticket)
        seen = await preview(draft_id, visit.person, text_in(sample), number)
    except (PolicyError, InputRefused) as error:
        return _answer(visit, "policy_preview", draft_id=draft_id, seen=None, error=str(error))
    return _answer(visit, "policy_preview", draft_id=draft_id, seen=seen, error="")


@router.post("/impact")
async def post_impact(
    visit: Judging,
    draft_id: DraftId,
    at: Annotated[int, Form(ge=0, le=COPIES)] = 0,
    changed: Annotated[int, Form(ge=0, le=COPIES)] = 0,
) -> Response:
    """Whether the draft would change one of the copies sent last; the page asks for the next."""
    try:
        line = await visit.parts.policies.previews.impact(draft_id, at, COPIES)
    except PolicyError as error:
        return _answer(visit, "policy_impact", draft_id=draft_id, line=None, error=str(error))
    more = at + 1 < line.count
    return _answer(
        visit, "policy_impact", draft_id=draft_id, line=line, error="",
        changed=changed + line.changed, next=at + 1 if more else None,
    )  # fmt: skip


@router.post("/propose")
async def post_propose(
    visit: Editing, draft_id: DraftId, revision: Revision, reason: Annotated[str, Form()] = ""
) -> Response:
    """Ask a second person to approve it."""
    cycle = visit.parts.policies.cycle
    step = cycle.propose(draft_id, reason, revision=revision, person=visit.person)
    return await _take(visit, draft_id, step, reason=reason)


@router.post("/judge")
async def post_judge(
    visit: Approving,
    draft_id: DraftId,
    revision: Revision,
    verdict: Annotated[Literal["approve", "reject"], Form()],
    note: Annotated[str, Form()] = "",
) -> Response:
    """Approve or reject what another person proposed."""
    step = visit.parts.policies.cycle.judge(
        draft_id, note, approved=verdict == "approve", revision=revision, person=visit.person
    )
    return await _take(visit, draft_id, step, note=note)


@router.post("/publish")
async def post_publish(visit: Approving, draft_id: DraftId, revision: Revision) -> Response:
    """Put an approved draft in force."""
    step = visit.parts.policies.cycle.publish(draft_id, revision=revision, person=visit.person)
    return await _take(visit, draft_id, step, to="/console/policies")


@router.post("/take-over")
async def post_take_over(visit: Editing, draft_id: DraftId, revision: Revision) -> Response:
    """Put its changes onto the version in force now."""
    step = visit.parts.policies.cycle.take_over(draft_id, revision=revision, person=visit.person)
    return await _take(visit, draft_id, step)


@router.post("/discard")
async def post_discard(visit: Editing, draft_id: DraftId, revision: Revision) -> Response:
    """Put it away for good."""
    step = visit.parts.policies.cycle.discard(draft_id, revision=revision, person=visit.person)
    return await _take(visit, draft_id, step, to="/console/policies")


async def _take(
    visit: ConsoleVisit,
    draft_id: str,
    step: Awaitable[object],
    *,
    to: str = "",
    **sent: str,
) -> Response:
    try:
        await step
    except (Refused, PolicyError) as error:
        return await _show(visit, draft_id, "", error=error, **sent)
    return visit.go(to or draft_path(draft_id))


async def _show(
    visit: ConsoleVisit,
    draft_id: str,
    file: str,
    *,
    error: AirlockError | None = None,
    kept: str | None = None,
    reason: str = "",
    note: str = "",
) -> Response:
    """The page; with an error what was sent stands in its forms, and nothing was stored."""
    look = visit.parts.policies.cycle.look
    view = await look(draft_id, visit.person, file if error is None else "")
    if error is not None and file in {one.name for one in view.files}:
        view = await look(draft_id, visit.person, file)
    elif error is not None:
        kept = None
    text = kept if kept is not None else view.text
    return visit.page(
        "console/policy_draft.html", 409 if error else 200,
        view=view, text=text, error=str(error) if error else "", reason=reason, note=note,
        copies=COPIES,
    )  # fmt: skip


def _answer(visit: ConsoleVisit, name: str, **context: Any) -> Response:
    if visit.is_fragment:
        return visit.fragment(f"console/{name}.html", **context)
    return visit.page("console/policy_result.html", piece=f"console/{name}.html", **context)


def _ticket_number(ticket: str) -> int | None:
    told = ticket.strip().removeprefix("#")
    if not told:
        return None
    if not told.isdecimal() or len(told) > 18:
        raise InputRefused("A ticket is named by its number.")
    return int(told)
