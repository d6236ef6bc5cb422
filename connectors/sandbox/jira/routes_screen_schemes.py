"""Which screens a project uses: here each project has one scheme with one screen for all purposes.

Cloud alone has these routes; a project is named by its id, and schemes by the ids of what they are
made of.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from connectors.sandbox.jira import access
from connectors.sandbox.jira.call import CallIn, MaxResults, StartAt
from connectors.sandbox.jira.records import Json
from connectors.sandbox.jira.routes_workflows import cloud_only
from connectors.sandbox.jira.views import page_bean

router = APIRouter(dependencies=[Depends(cloud_only)])


@router.get("/rest/api/{version}/issuetypescreenscheme/project")
async def of_projects(
    call: CallIn,
    project_ids: Annotated[list[str] | None, Query(alias="projectId")] = None,
    start: StartAt = 0,
    size: MaxResults = 50,
) -> Json:
    access.require_admin(call.state, call.user)
    found = [
        {
            "issueTypeScreenScheme": {"id": one.project_id, "name": f"{one.key} scheme"},
            "projectIds": [one.project_id],
        }
        for one in call.state.projects.values()
        if one.project_id in (project_ids or []) and not one.simplified
    ]
    return page_bean(call.shape, "issuetypescreenscheme/project", found, start, size)


@router.get("/rest/api/{version}/issuetypescreenscheme/mapping")
async def mapping(
    call: CallIn,
    schemes: Annotated[list[str] | None, Query(alias="issueTypeScreenSchemeId")] = None,
    start: StartAt = 0,
    size: MaxResults = 50,
) -> Json:
    access.require_admin(call.state, call.user)
    found = [
        {
            "issueTypeId": "default",
            "issueTypeScreenSchemeId": one.project_id,
            "screenSchemeId": str(one.screen_id),
        }
        for one in call.state.projects.values()
        if not schemes or one.project_id in schemes
    ]
    return page_bean(call.shape, "issuetypescreenscheme/mapping", found, start, size)


@router.get("/rest/api/{version}/screenscheme")
async def schemes(
    call: CallIn,
    ids: Annotated[list[int] | None, Query(alias="id")] = None,
    start: StartAt = 0,
    size: MaxResults = 25,
) -> Json:
    access.require_admin(call.state, call.user)
    found = [
        {"id": one.screen_id, "name": one.name, "screens": {"default": one.screen_id}}
        for one in call.state.screens.values()
        if not ids or one.screen_id in ids
    ]
    return page_bean(call.shape, "screenscheme", found, start, size)
