"""Known issues: list, search, and what a customer would read of them."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from app.errors import InputRefused, StaleWrite
from app.ports_prevention import PAGE
from app.records_prevention import IssueState, KnownIssue
from app.services.prevention_views import LARGEST, MAX_LINE, MAX_TEXT, AsRead, KnownIssueDraft
from app.web.console import prevention_words as words
from app.web.console.choices import Chosen, chosen
from app.web.console.forms import Form as Sent
from app.web.console.forms import read_form
from app.web.console.visits import ConsoleVisit, Operating, Seeing
from app.web.pages import counted, marked
from app.web.panel import in_order

router = APIRouter(prefix="/console/known-issues", include_in_schema=False)

After = Annotated[int | None, Query(ge=1, le=LARGEST)]
Number = Annotated[int, Path(ge=1, le=LARGEST)]
Query_ = Annotated[str, Query(alias="q", max_length=MAX_LINE)]


@router.get("")
async def get_known_issues(
    visit: Seeing, words_: Query_ = "", state: Chosen = "", after: After = None
) -> Response:
    """All, those of one state, or what a search finds."""
    issues, said = visit.parts.prevention.known_issues, words_.strip()
    of_state = chosen(IssueState, state)
    found = await (issues.search(said) if said else issues.page(of_state, after))
    more = found[-1].number if len(found) == PAGE and not said else None
    return visit.page(
        "console/known_issues.html", found=found, state=of_state, said=said, more=more, words=words,
        after=after,
    )  # fmt: skip


@router.get("/new")
async def get_new(visit: Operating) -> Response:
    """The form of a new known issue."""
    return _form(visit, Sent({}, None))


@router.post("/new")
async def post_new(request: Request, visit: Operating) -> Response:
    """Keep it; it is shown beside similar tickets from now on."""
    sent = await read_form(request, KnownIssueDraft, lists=("components",))
    if sent.given is None:
        return _form(visit, sent, status=422)
    try:
        added = await visit.parts.prevention.known_issues.write(sent.given, by=visit.person.id)
    except InputRefused as error:
        return _form(visit, sent, notice=str(error), status=409)
    return visit.go(f"/console/known-issues/{added.number}")


@router.post("/preview")
async def post_preview(
    visit: Operating,
    title: Annotated[str, Form(max_length=MAX_LINE)] = "",
    workaround: Annotated[str, Form(max_length=MAX_TEXT)] = "",
) -> Response:
    """As a customer would read what stands in the form; nothing is kept."""
    read = await visit.parts.prevention.known_issues.preview(title, workaround)
    return visit.fragment("console/as_read.html", **_read(read))


@router.get("/{number}")
async def get_known_issue(visit: Seeing, number: Number) -> Response:
    """One, as it was written and as a customer would read it."""
    return await _shown(visit, number)


@router.get("/{number}/edit")
async def get_edit(visit: Operating, number: Number) -> Response:
    """The form that changes it."""
    page = await visit.parts.prevention.known_issues.get(number)
    return _form(visit, Sent(_values(page.issue), None), number)


@router.post("/{number}")
async def post_known_issue(request: Request, visit: Operating, number: Number) -> Response:
    """Change it."""
    sent = await read_form(request, KnownIssueDraft, lists=("components",))
    if sent.given is None:
        return _form(visit, sent, number, status=422)
    try:
        await visit.parts.prevention.known_issues.edit(number, sent.given, by=visit.person.id)
    except (StaleWrite, InputRefused) as error:
        return _form(visit, sent, number, notice=str(error), status=409)
    return visit.go(f"/console/known-issues/{number}")


@router.post("/{number}/state")
async def post_state(
    visit: Operating,
    number: Number,
    version: Annotated[int, Form(ge=1)],
    state: Annotated[IssueState, Form()],
) -> Response:
    """It is fixed, or open again."""
    issues = visit.parts.prevention.known_issues
    try:
        await issues.set_state(number, version, state, by=visit.person.id)
    except (StaleWrite, InputRefused) as error:
        return await _shown(visit, number, notice=str(error), status=409)
    return visit.go(f"/console/known-issues/{number}")


async def _shown(
    visit: ConsoleVisit, number: int, *, notice: str = "", status: int = 200
) -> Response:
    page = await visit.parts.prevention.known_issues.get(number)
    return visit.page(
        "console/known_issue.html", status, issue=page.issue, runbook=page.runbook, notice=notice,
        words=words, **_read(page.as_read),
    )  # fmt: skip


def _form(
    visit: ConsoleVisit,
    sent: Sent[KnownIssueDraft],
    number: int | None = None,
    *,
    notice: str = "",
    status: int = 200,
) -> Response:
    return visit.page(
        "console/known_issue_form.html", status, sent=sent, number=number, notice=notice
    )


def _read(read: AsRead) -> dict[str, Any]:
    """What the customer's view shows, with the placeholders marked, and what was found by kind."""
    stands = [finding.placeholder for finding in read.findings]
    kinds: dict[str, int] = {}
    for finding in read.findings:
        kinds[finding.entity] = kinds.get(finding.entity, 0) + 1
    return {
        "read": read,
        "read_title": marked(read.title, stands),
        "read_workaround": marked(read.workaround, stands),
        "read_kinds": counted(in_order(kinds)),
    }


def _values(issue: KnownIssue) -> dict[str, str]:
    return {
        "version": str(issue.version),
        "title": issue.title,
        "symptoms": issue.symptoms,
        "workaround": issue.workaround,
        "runbook": str(issue.runbook or ""),
        "issue_key": issue.issue_key or "",
        "components": "\n".join(issue.components),
    }
