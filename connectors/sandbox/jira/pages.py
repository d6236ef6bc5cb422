"""The pages: an issue as an engineer sees it. Loopback only; the same rules as over REST."""

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

from connectors.sandbox.control import require_loopback
from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import state_of
from connectors.sandbox.jira.comments import INTERNAL, add_comment, delete_comment, edit_comment
from connectors.sandbox.jira.edits import edit_issue
from connectors.sandbox.jira.fields import plain
from connectors.sandbox.jira.moving import clone_issue
from connectors.sandbox.jira.page_views import issue_page, list_page
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.prose import from_text, to_html
from connectors.sandbox.jira.records import Issue, Json, User
from connectors.sandbox.jira.state import JiraState
from connectors.sandbox.jira.transitions import screen_fields, take

STATIC = Path(__file__).parent / "static"
_COOKIE = "sandbox_jira_user"
_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'"
_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(),
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["adf"] = lambda document: Markup(to_html(document))  # noqa: S704 # to_html escapes every text


def require_same_site(request: Request) -> None:
    """Refuse with 403 a form that another site's page sent."""
    origin = request.headers.get("origin")
    if origin not in (None, "null") and origin != f"{request.url.scheme}://{request.url.netloc}":
        raise HTTPException(403, "this form was sent by another site")


router = APIRouter(dependencies=[Depends(require_loopback), Depends(require_same_site)])


def page_user(request: Request) -> User:
    """Return the person who looks: the cookie's, or the first who does not administer Jira."""
    state = state_of(request)
    chosen = state.users.get(request.cookies.get(_COOKIE, ""))
    plain_people = (u for u in state.users.values() if not access.is_admin(state, u))
    return chosen or next(plain_people, next(iter(state.users.values())))


Viewer = Annotated[User, Depends(page_user)]


def _render(name: str, **values: Any) -> HTMLResponse:
    text = _environment.get_template(name).render(**values)
    return HTMLResponse(text, headers={"Content-Security-Policy": _POLICY})


@router.get("/", include_in_schema=False)
async def home() -> Response:
    return RedirectResponse("/browse/", status_code=303)


@router.get("/browse/")
async def browse(request: Request, viewer: Viewer) -> Response:
    return _render("list.html", **list_page(state_of(request), viewer))


@router.post("/browse/as")
async def look_as(request: Request, account: Annotated[str, Form()]) -> Response:
    """Look at the site as someone else."""
    back = RedirectResponse("/browse/", status_code=303)
    if account in state_of(request).users:
        back.set_cookie(_COOKIE, account, httponly=True, samesite="strict")
    return back


@router.get("/browse/{key}")
async def show(request: Request, key: str, viewer: Viewer, tab: str = "comments") -> Response:
    state = state_of(request)
    issue = access.visible_issue(state, viewer, key)
    refusal = request.query_params.get("refused", "")
    return _render("issue.html", refusal=refusal, tab=tab, **issue_page(state, issue, viewer))


def _back(issue: Issue, refused: JiraError | None = None) -> Response:
    said = f"?refused={quote(' '.join(refused.said()))}" if refused else ""
    return RedirectResponse(f"/browse/{issue.key}{said}", status_code=303)


@router.post("/browse/{key}/transition/{transition_id}")
async def press(request: Request, key: str, transition_id: str, viewer: Viewer) -> Response:
    """Take a transition as the button does; Jira's refusal is shown on the issue."""
    state = state_of(request)
    issue = access.visible_issue(state, viewer, key)
    form = await request.form()
    transition = state.workflow_of(issue).transition(transition_id)
    names = screen_fields(state, transition) if transition else []
    body = {"transition": {"id": transition_id}, "fields": _changed(state, issue, form, names)}
    try:
        take(state, issue, viewer, body, 3, over_api=False)
    except JiraError as refused:
        return _back(issue, refused)
    return _back(issue)


@router.post("/browse/{key}/clone")
async def clone(request: Request, key: str, viewer: Viewer) -> Response:
    """Make another issue of this one, values and all, as the menu does."""
    state = state_of(request)
    issue = access.visible_issue(state, viewer, key)
    try:
        return _back(clone_issue(state, issue, viewer))
    except JiraError as refused:
        return _back(issue, refused)


def _changed(state: JiraState, issue: Issue, form: Any, names: list[str]) -> Json:
    """Return the text fields that the form changes, in the API's shape."""
    changed: Json = {}
    for name in names:
        target = state.fields[name]
        if name not in form or target.kind not in ("text", "adf", "labels"):
            continue
        text = str(form[name]).replace("\r\n", "\n")
        if text == plain(state, target, issue.values.get(name)):
            continue
        if target.kind == "labels":
            changed[name] = text.split()
        elif target.kind == "adf":
            changed[name] = from_text(text) if text.strip() else None
        else:
            changed[name] = text or None
    return changed


@router.post("/browse/{key}/edit")
async def edit(request: Request, key: str, viewer: Viewer) -> Response:
    """Change the text fields of the edit screen."""
    state = state_of(request)
    issue = access.visible_issue(state, viewer, key)
    names = state.screen_of(state.project_of(issue)).field_ids
    body = {"fields": _changed(state, issue, await request.form(), names)}
    try:
        edit_issue(state, issue, viewer, body, 3)
    except JiraError as refused:
        return _back(issue, refused)
    return _back(issue)


@router.post("/browse/{key}/comment")
async def comment(
    request: Request,
    key: str,
    viewer: Viewer,
    text: Annotated[str, Form()] = "",
    restrict: Annotated[str, Form()] = "",
    internal: Annotated[str, Form()] = "",
) -> Response:
    """Add a comment; ``` fences become code blocks, a role restricts it."""
    state = state_of(request)
    issue = access.visible_issue(state, viewer, key)
    raw: Json = {"body": from_text(text)}
    if restrict:
        raw["visibility"] = {"type": "role", "value": restrict}
    if internal:
        raw["properties"] = [{"key": INTERNAL, "value": {"internal": True}}]
    try:
        add_comment(state, issue, viewer, raw, 3)
    except JiraError as refused:
        return _back(issue, refused)
    return _back(issue)


@router.post("/browse/{key}/comment/{comment_id}")
async def change_comment(
    request: Request,
    key: str,
    comment_id: str,
    viewer: Viewer,
    verb: Annotated[str, Form()],
    text: Annotated[str, Form()] = "",
) -> Response:
    """Edit or delete a comment, as the button says."""
    state = state_of(request)
    issue = access.visible_issue(state, viewer, key)
    found = access.visible_comment(state, viewer, issue, comment_id)
    try:
        if verb == "delete":
            delete_comment(state, issue, viewer, found)
        else:
            edit_comment(state, issue, viewer, found, {"body": from_text(text)}, 3)
    except JiraError as refused:
        return _back(issue, refused)
    return _back(issue)
