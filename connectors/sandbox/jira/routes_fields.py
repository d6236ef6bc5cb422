"""Fields, their contexts and options, and the screens they stand on."""

from fastapi import APIRouter

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import Call, CallIn, MaxResults, StartAt
from connectors.sandbox.jira.fields import CUSTOM_KINDS, CUSTOM_PREFIX
from connectors.sandbox.jira.issue_views import all_fields, field_details, schema_of
from connectors.sandbox.jira.problems import JiraError
from connectors.sandbox.jira.records import Field, FieldContext, Json, Option
from connectors.sandbox.jira.state import first
from connectors.sandbox.jira.views import page_bean

router = APIRouter()


@router.get("/rest/api/{version}/field")
async def fields(call: CallIn) -> list[Json]:
    return [field_details(one) for one in all_fields(call.state)]


@router.post("/rest/api/{version}/field", status_code=201)
async def create(call: CallIn, body: Json) -> Json:
    """Create a custom field with one global context; it stands on no screen yet."""
    access.require_admin(call.state, call.user)
    name, custom_type = str(body.get("name") or ""), str(body.get("type") or "")
    kind = CUSTOM_KINDS.get(custom_type.removeprefix(CUSTOM_PREFIX))
    if not name or kind is None or not custom_type.startswith(CUSTOM_PREFIX):
        raise JiraError(400, errors={"type": "Specify a name and a custom field type that exists."})
    field_id = f"customfield_{call.state.next_id('field', 10101)}"
    context = FieldContext(
        str(call.state.next_id("context", 10201)), f"Default Configuration Scheme for {name}", ""
    )
    target = Field(field_id, name, kind, custom_type, str(body.get("description") or ""), [context])
    call.state.fields[field_id] = target
    return {**field_details(target), "untranslatedName": name}


@router.get("/rest/api/{version}/field/search")
async def search(call: CallIn, start: StartAt = 0, size: MaxResults = 50, query: str = "") -> Json:
    found = [
        {
            "id": one.field_id,
            "key": one.field_id,
            "name": one.name,
            "description": one.description,
            "schema": schema_of(one),
            "isLocked": False,
            "isUnscreenable": False,
            "stableId": one.field_id,
            "searcherKey": f"{CUSTOM_PREFIX}textsearcher" if one.is_custom else one.field_id,
            "contextsCount": len(one.contexts),
            "screensCount": sum(
                one.field_id in screen.field_ids for screen in call.state.screens.values()
            ),
            "lastUsed": {"type": "NO_INFORMATION"},
        }
        for one in all_fields(call.state)
        if query.lower() in one.name.lower()
    ]
    return page_bean(call.shape, "field/search", found, start, size)


@router.delete("/rest/api/{version}/field/{field_id}", status_code=303)
async def delete(call: CallIn, field_id: str) -> Json:
    """Delete a custom field with its values; the history keeps what it said."""
    _drop(call, field_id)
    return {"id": str(call.state.next_id("task", 10641)), "status": "COMPLETE", "progress": 100}


@router.post("/rest/api/{version}/field/{field_id}/trash")
async def trash(call: CallIn, field_id: str) -> Json:
    """Take a custom field away; here it cannot be restored."""
    _drop(call, field_id)
    return {}


def _drop(call: Call, field_id: str) -> None:
    target = _custom(call, field_id)
    del call.state.fields[target.field_id]
    for issue in call.state.issues.values():
        issue.values.pop(field_id, None)
    for screen in call.state.screens.values():
        for tab in screen.tabs:
            tab.field_ids[:] = [one for one in tab.field_ids if one != field_id]


def _custom(call: Call, field_id: str) -> Field:
    access.require_admin(call.state, call.user)
    target = call.state.fields.get(field_id)
    if target is None or not target.is_custom:
        raise JiraError(404, "The custom field was not found.")
    return target


def context_view(context: FieldContext) -> Json:
    return {
        "id": context.context_id,
        "name": context.name,
        "description": context.description,
        "isGlobalContext": not context.project_ids,
        "isAnyIssueType": not context.issue_type_ids,
    }


@router.get("/rest/api/{version}/field/{field_id}/context")
async def contexts(call: CallIn, field_id: str, start: StartAt = 0, size: MaxResults = 50) -> Json:
    found = [context_view(one) for one in _custom(call, field_id).contexts]
    return page_bean(call.shape, f"field/{field_id}/context", found, start, size)


@router.get("/rest/api/{version}/field/{field_id}/context/projectmapping")
async def context_projects(
    call: CallIn, field_id: str, start: StartAt = 0, size: MaxResults = 50
) -> Json:
    found: list[Json] = []
    for one in _custom(call, field_id).contexts:
        if not one.project_ids:
            found.append({"contextId": one.context_id, "isGlobalContext": True})
        found += [{"contextId": one.context_id, "projectId": p} for p in sorted(one.project_ids)]
    return page_bean(call.shape, f"field/{field_id}/context/projectmapping", found, start, size)


@router.post("/rest/api/{version}/field/{field_id}/context", status_code=201)
async def add_context(call: CallIn, field_id: str, body: Json) -> Json:
    target = _custom(call, field_id)
    projects = {str(one) for one in body.get("projectIds") or []}
    if not body.get("name"):
        raise JiraError(400, "The context needs a name.")
    if not projects and any(not one.project_ids for one in target.contexts):
        raise JiraError(409, "The field already has a global context.")
    context = FieldContext(
        str(call.state.next_id("context", 10201)), body["name"], str(body.get("description") or ""),
        projects, {str(one) for one in body.get("issueTypeIds") or []},
    )  # fmt: skip
    target.contexts.append(context)
    return {
        "id": context.context_id,
        "name": context.name,
        "description": context.description,
        "projectIds": sorted(context.project_ids),
        "issueTypeIds": sorted(context.issue_type_ids),
    }


def _context(call: Call, field_id: str, context_id: str) -> FieldContext:
    found = first(c for c in _custom(call, field_id).contexts if c.context_id == context_id)
    if found is None:
        raise JiraError(404, "The custom field context was not found.")
    return found


@router.put("/rest/api/{version}/field/{field_id}/context/{context_id}/project", status_code=204)
async def set_projects(call: CallIn, field_id: str, context_id: str, body: Json) -> None:
    found = _context(call, field_id, context_id)
    found.project_ids |= {str(one) for one in body.get("projectIds") or []}


@router.delete("/rest/api/{version}/field/{field_id}/context/{context_id}", status_code=204)
async def delete_context(call: CallIn, field_id: str, context_id: str) -> None:
    found = _context(call, field_id, context_id)
    call.state.fields[field_id].contexts.remove(found)


@router.get("/rest/api/{version}/field/{field_id}/context/{context_id}/option")
async def options(
    call: CallIn, field_id: str, context_id: str, start: StartAt = 0, size: MaxResults = 100
) -> Json:
    found = [_option(one) for one in _context(call, field_id, context_id).options]
    path = f"field/{field_id}/context/{context_id}/option"
    return page_bean(call.shape, path, found, start, size)


@router.post("/rest/api/{version}/field/{field_id}/context/{context_id}/option")
async def add_options(call: CallIn, field_id: str, context_id: str, body: Json) -> Json:
    context = _context(call, field_id, context_id)
    added = [
        Option(
            str(call.state.next_id("option", 10301)), str(one["value"]), one.get("disabled", False)
        )
        for one in body.get("options") or []
    ]
    context.options += added
    return {"options": [_option(one) for one in added]}


def _option(option: Option) -> Json:
    return {"id": option.option_id, "value": option.value, "disabled": option.disabled}


@router.get("/rest/api/{version}/field/{field_id}/screens")
async def field_screens(
    call: CallIn, field_id: str, start: StartAt = 0, size: MaxResults = 100
) -> Json:
    """Tell on which screens a field stands."""
    found = [
        {"id": screen.screen_id, "name": screen.name, "description": screen.description,
         "tab": {"id": tab.tab_id, "name": tab.name}}
        for screen in call.state.screens.values()
        for tab in screen.tabs
        if field_id in tab.field_ids
    ]  # fmt: skip
    return page_bean(call.shape, f"field/{field_id}/screens", found, start, size)
