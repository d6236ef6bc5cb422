"""Changing one workflow: Jira's dry run, the update under the version read, a look back."""

from collections.abc import Sequence

from app.errors import VendorConflict, VendorError, VendorMisread, WriteRefused
from connectors.jira.admin import JiraAdmin
from connectors.jira.reading import Json, an_object, objects
from connectors.jira.setup_reading import ReadWorkflow, fetch, strangers
from connectors.jira.workflow_update import (
    hides_approvals,
    unexpected_changes,
    unsafe_to_send_back,
    update_request,
)


def obstacle_to(admin: JiraAdmin, workflow: ReadWorkflow, *, shared: bool) -> str | None:
    """Why a person must change this workflow; None where an update can. Reads only."""
    unsafe = unsafe_to_send_back(workflow.raw)
    if unsafe is not None:
        return unsafe
    (old_shape,) = fetch(
        admin,
        {"workflowIds": [workflow.id]},
        new_shape=False,
        doing=f"read the approvals of workflow {workflow.name}",
    )
    if hides_approvals(workflow.raw, old_shape.raw):
        return "it has approvals that Jira does not give in a form that can be sent back"
    others = [] if shared else strangers(admin, workflow)
    if others:
        return (
            f"projects without a guarded transition use it too (ids {', '.join(others)}), and "
            "their issues would be refused for ever: give the guarded projects a workflow of their "
            "own, or say --shared; else"
        )
    return None


def try_out(admin: JiraAdmin, workflow: ReadWorkflow, transitions: Sequence[Json]) -> None:
    """Ask Jira whether it would take the update; changes nothing. Raises WriteRefused."""
    body = update_request(workflow.raw, workflow.statuses, transitions)
    trial = {"payload": body, "validationOptions": {"levels": ["ERROR"]}}
    route, doing = f"{admin.api}/workflows/update/validation", f"check workflow {workflow.name}"
    content = admin.call("POST", route, trial, doing=doing)
    errors = objects(an_object(content, "answer").get("errors") or [], "errors")
    if errors:
        told = "; ".join(f"{one.get('code')}: {one.get('message')}" for one in errors)
        raise WriteRefused(
            f"Jira would refuse the new workflow {workflow.name} ({told}). Nothing was changed.",
            status=400,
            messages=tuple(str(one.get("message")) for one in errors),
        )


def update(admin: JiraAdmin, workflow: ReadWorkflow, transitions: Sequence[Json]) -> None:
    """Replace the transitions and look whether nothing else changed.

    Raises VendorConflict when somebody changed the workflow since it was read (then nothing was
    written), and VendorMisread when Jira holds more changes than were sent.
    """
    try_out(admin, workflow, transitions)
    body = update_request(workflow.raw, workflow.statuses, transitions)
    try:
        doing = f"update workflow {workflow.name}"
        admin.call("POST", f"{admin.api}/workflows/update", body, doing=doing)
    except VendorConflict as error:
        raise _conflict(workflow, error) from error
    except WriteRefused as error:
        if _version(_fetch_again(admin, workflow)) != _version(workflow):
            raise _conflict(workflow, error) from error
        raise
    _look_back(admin, workflow, transitions)


def _conflict(workflow: ReadWorkflow, error: VendorError) -> VendorConflict:
    return VendorConflict(
        f"Workflow {workflow.name} was changed by somebody else meanwhile, or Jira is still "
        "carrying out such a change. Nothing of it was overwritten. Run this again: it reads the "
        "workflow anew.",
        sent=False,
        status=error.status,
    )


def _version(workflow: ReadWorkflow) -> Json:
    return an_object(workflow.raw.get("version"), "version")


def _fetch_again(admin: JiraAdmin, workflow: ReadWorkflow) -> ReadWorkflow:
    wanted, doing = {"workflowIds": [workflow.id]}, f"read workflow {workflow.name} back"
    (found,) = fetch(admin, wanted, doing=doing)
    return found


def _look_back(admin: JiraAdmin, workflow: ReadWorkflow, transitions: Sequence[Json]) -> None:
    now = _fetch_again(admin, workflow)
    found = unexpected_changes(workflow.raw, transitions, now.raw)
    if found:
        version = _version(workflow).get("versionNumber")
        raise VendorMisread(
            f"Workflow {workflow.name} holds other changes than ours: {'; '.join(found)}. Either "
            "somebody changed it at the same time or Jira did not keep it. Compare it in its "
            f"editor with version {version} of its history, which is the one from before."
        )
