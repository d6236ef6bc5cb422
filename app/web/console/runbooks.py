"""Runbooks and the pods that they belong to."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from app.errors import AccessRefused, InputRefused, StaleWrite
from app.model import System
from app.ports_prevention import PAGE
from app.records_prevention import Runbook, RunbookState
from app.services.prevention_views import LARGEST, MAX_LINE, PodDraft, RunbookDraft
from app.web.console import prevention_words as words
from app.web.console.choices import Chosen, chosen
from app.web.console.forms import Form as Sent
from app.web.console.forms import read_form
from app.web.console.markdown import as_markup
from app.web.console.visits import ConsoleVisit, Operating, Reviewing, Seeing

router = APIRouter(prefix="/console/runbooks", include_in_schema=False)

After = Annotated[int | None, Query(ge=1, le=LARGEST)]
Number = Annotated[int, Path(ge=1, le=LARGEST)]
Version = Annotated[int, Form(ge=1)]
_SYSTEMS = ((System.JIRA.value, "Component in Jira"), (System.ZENDESK.value, "Group in Zendesk"))


@router.get("")
async def get_runbooks(visit: Seeing, state: Chosen = "", after: After = None) -> Response:
    """All runbooks, or those of one state; what is outdated of one's own comes first."""
    runbooks, of_state = visit.parts.prevention.runbooks, chosen(RunbookState, state)
    found = await runbooks.page(of_state, after)
    more = found[-1].number if len(found) == PAGE else None
    due = await runbooks.due_for(visit.person)
    return visit.page(
        "console/runbooks.html", found=found, state=of_state, more=more, due=due, words=words,
        after=after,
    )  # fmt: skip


@router.get("/new")
async def get_new(visit: Operating) -> Response:
    """The form of a new runbook."""
    return await _form(visit, Sent({"owner": visit.person.name}, None))


@router.post("/new")
async def post_new(request: Request, visit: Operating) -> Response:
    """Keep it as a draft, for another person's review."""
    sent = await read_form(request, RunbookDraft)
    if sent.given is None:
        return await _form(visit, sent, status=422)
    try:
        added = await visit.parts.prevention.runbooks.write(sent.given, by=visit.person.id)
    except InputRefused as error:
        return await _form(visit, sent, notice=str(error), status=409)
    return visit.go(f"/console/runbooks/{added.number}")


@router.get("/pods")
async def get_pods(visit: Seeing) -> Response:
    """Who owns which components, and where work for them goes."""
    return await _pods(visit, Sent({}, None))


@router.post("/pods")
async def post_pod(request: Request, visit: Operating) -> Response:
    """Add or change one."""
    sent = await read_form(request, PodDraft, lists=("components",))
    if sent.given is None:
        return await _pods(visit, sent, status=422)
    try:
        await visit.parts.prevention.runbooks.save_pod(sent.given, by=visit.person.id)
    except StaleWrite as error:
        return await _pods(visit, sent, notice=str(error), status=409)
    return visit.go("/console/runbooks/pods")


@router.post("/pods/remove")
async def post_pod_away(
    visit: Operating, name: Annotated[str, Form(max_length=MAX_LINE)], version: Version
) -> Response:
    """Remove one; runbooks that named it keep its name."""
    try:
        await visit.parts.prevention.runbooks.remove_pod(name, version, by=visit.person.id)
    except StaleWrite as error:
        return await _pods(visit, Sent({}, None), notice=str(error), status=409)
    return visit.go("/console/runbooks/pods")


@router.get("/{number}")
async def get_runbook(visit: Seeing, number: Number) -> Response:
    """One runbook as it reads."""
    return _shown(visit, await visit.parts.prevention.runbooks.get(number))


@router.get("/{number}/edit")
async def get_edit(visit: Operating, number: Number) -> Response:
    """The form that changes it."""
    runbook = await visit.parts.prevention.runbooks.get(number)
    return await _form(visit, Sent(_values(runbook), None), number)


@router.post("/{number}")
async def post_runbook(request: Request, visit: Operating, number: Number) -> Response:
    """Change it; it is a draft again."""
    sent = await read_form(request, RunbookDraft)
    if sent.given is None:
        return await _form(visit, sent, number, status=422)
    try:
        await visit.parts.prevention.runbooks.edit(number, sent.given, by=visit.person.id)
    except (StaleWrite, InputRefused) as error:
        return await _form(visit, sent, number, notice=str(error), status=409)
    return visit.go(f"/console/runbooks/{number}")


@router.post("/{number}/review")
async def post_review(visit: Reviewing, number: Number, version: Version) -> Response:
    """The one review, by another than who wrote it."""
    runbooks = visit.parts.prevention.runbooks
    try:
        await runbooks.review(number, version, by=visit.person.id)
    except (StaleWrite, InputRefused, AccessRefused) as error:
        return _shown(visit, await runbooks.get(number), notice=str(error), status=409)
    return visit.go(f"/console/runbooks/{number}")


def _shown(
    visit: ConsoleVisit, runbook: Runbook, *, notice: str = "", status: int = 200
) -> Response:
    wrote = visit.person.id in (runbook.author, runbook.changed_by)
    return visit.page(
        "console/runbook.html", status, runbook=runbook, body=as_markup(runbook.body),
        wrote=wrote, notice=notice, words=words,
    )  # fmt: skip


async def _form(
    visit: ConsoleVisit,
    sent: Sent[RunbookDraft],
    number: int | None = None,
    *,
    notice: str = "",
    status: int = 200,
) -> Response:
    names = [("", "None")]
    names += [(pod.name, pod.name) for pod in await visit.parts.prevention.runbooks.pods()]
    return visit.page(
        "console/runbook_form.html", status, sent=sent, number=number, notice=notice, pods=names
    )


async def _pods(
    visit: ConsoleVisit, sent: Sent[PodDraft], *, notice: str = "", status: int = 200
) -> Response:
    pods = await visit.parts.prevention.runbooks.pods()
    return visit.page(
        "console/pods.html", status, pods=pods, sent=sent, notice=notice, systems=_SYSTEMS
    )


def _values(runbook: Runbook) -> dict[str, str]:
    names = ("title", "body", "owner", "pod")
    return {
        "version": str(runbook.version),
        "fresh_until": runbook.fresh_until.isoformat(),
        **{name: str(getattr(runbook, name)) for name in names},
    }
