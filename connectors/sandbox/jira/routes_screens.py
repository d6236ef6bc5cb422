"""Screens and their tabs: where a field must stand before anyone can set it."""

from fastapi import APIRouter

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import Call, CallIn, MaxResults, StartAt
from connectors.sandbox.jira.issue_views import all_fields
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Json, Screen, ScreenTab
from connectors.sandbox.jira.state import first
from connectors.sandbox.jira.views import page_bean

router = APIRouter()
_DEFAULT = 1


@router.get("/rest/api/{version}/screens")
async def screens(call: CallIn, start: StartAt = 0, size: MaxResults = 100) -> Json:
    access.require_admin(call.state, call.user)
    found = [_view(one) for one in call.state.screens.values()]
    return page_bean(call.shape, "screens", found, start, size)


@router.post("/rest/api/{version}/screens", status_code=201)
async def create(call: CallIn, body: Json) -> Json:
    access.require_admin(call.state, call.user)
    if not body.get("name"):
        raise JiraError(400, "The screen needs a name.")
    tab = ScreenTab(call.state.next_id("tab"), "Field Tab")
    number = call.state.next_id("screen")
    screen = Screen(number, body["name"], str(body.get("description") or ""), [tab])
    call.state.screens[number] = screen
    return _view(screen)


@router.delete("/rest/api/{version}/screens/{screen_id}", status_code=204)
async def delete(call: CallIn, screen_id: int) -> None:
    """Delete a screen that no project and no transition uses; 400 otherwise."""
    _screen(call, screen_id)
    rules = (
        transition.get("transitionScreen") or {}
        for workflow in call.state.workflows.values()
        for transition in workflow.transitions
    )
    in_workflows = {str((rule.get("parameters") or {}).get("screenId")) for rule in rules}
    in_projects = {one.screen_id for one in call.state.projects.values()}
    if screen_id in in_projects or str(screen_id) in in_workflows:
        raise JiraError(400, "The screen is used in a screen scheme or workflow.")
    del call.state.screens[screen_id]


def _view(screen: Screen) -> Json:
    return {"id": screen.screen_id, "name": screen.name, "description": screen.description}


def _screen(call: Call, screen_id: int) -> Screen:
    access.require_admin(call.state, call.user)
    found = call.state.screens.get(screen_id)
    if found is None:
        raise JiraError(404, f"The screen with id {screen_id} does not exist.")
    return found


def _tab(call: Call, screen_id: int, tab_id: int) -> ScreenTab:
    found = first(one for one in _screen(call, screen_id).tabs if one.tab_id == tab_id)
    if found is None:
        raise JiraError(404, f"The screen tab with id {tab_id} does not exist.")
    return found


@router.post("/rest/api/{version}/screens/addToDefault/{field_id}")
async def add_to_default(call: CallIn, field_id: str) -> Json:
    """Put a field on the default screen's first tab."""
    return _put(call, _screen(call, _DEFAULT).tabs[0], field_id)


@router.get("/rest/api/{version}/screens/{screen_id}/tabs")
async def tabs(call: CallIn, screen_id: int) -> list[Json]:
    return [{"id": one.tab_id, "name": one.name} for one in _screen(call, screen_id).tabs]


@router.post("/rest/api/{version}/screens/{screen_id}/tabs")
async def add_tab(call: CallIn, screen_id: int, body: Json) -> Json:
    tab = ScreenTab(call.state.next_id("tab"), str(body.get("name") or "Field Tab"))
    _screen(call, screen_id).tabs.append(tab)
    return {"id": tab.tab_id, "name": tab.name}


@router.get("/rest/api/{version}/screens/{screen_id}/tabs/{tab_id}/fields")
async def tab_fields(call: CallIn, screen_id: int, tab_id: int) -> list[Json]:
    tab = _tab(call, screen_id, tab_id)
    return [{"id": one, "name": call.state.fields[one].name} for one in tab.field_ids]


@router.post("/rest/api/{version}/screens/{screen_id}/tabs/{tab_id}/fields")
async def add_field(call: CallIn, screen_id: int, tab_id: int, body: Json) -> Json:
    return _put(call, _tab(call, screen_id, tab_id), str(body.get("fieldId")))


def _put(call: Call, tab: ScreenTab, field_id: str) -> Json:
    target = call.state.fields.get(field_id)
    if target is None:
        raise JiraError(404, f"The field with id {field_id} does not exist.")
    if field_id in tab.field_ids:
        raise JiraError(400, f"The field with id {field_id} already exists on the screen.")
    tab.field_ids.append(field_id)
    return {"id": field_id, "name": target.name}


@router.delete(
    "/rest/api/{version}/screens/{screen_id}/tabs/{tab_id}/fields/{field_id}", status_code=204
)
async def remove_field(call: CallIn, screen_id: int, tab_id: int, field_id: str) -> None:
    tab = _tab(call, screen_id, tab_id)
    if field_id not in tab.field_ids:
        raise JiraError(404, f"The field with id {field_id} is not on the screen tab.")
    tab.field_ids.remove(field_id)


@router.get("/rest/api/{version}/screens/{screen_id}/availableFields")
async def available_fields(call: CallIn, screen_id: int) -> list[Json]:
    on_screen = _screen(call, screen_id).field_ids
    every = [one for one in all_fields(call.state) if one.field_id in call.state.fields]
    return [{"id": o.field_id, "name": o.name} for o in every if o.field_id not in on_screen]
