"""The native rules on guarded transitions: put on, and read back to see what Jira enforces."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.errors import WriteRefused
from connectors.jira.admin import JiraAdmin
from connectors.jira.reading import Json, an_object, objects, text
from connectors.jira.setup_fields import find_field
from connectors.jira.setup_steps import (
    GuardedTransition,
    GuardReport,
    GuardState,
    SetupConfig,
    SetupStep,
    StepAction,
)
from connectors.jira.workflows import (
    Guard,
    guarded,
    missing_rules,
    transitions_into,
    unsafe_to_send_back,
    update_request,
)

_NEW_FIELD = "the new field"
_TEAM_MANAGED = "the project is team-managed, and Jira offers it no such rules"
_DATA_CENTER = (
    "a Data Center gives no access to workflow rules over REST: add them in its workflow editor, "
    "or a script there that asks /gate/jira/transition; from here it cannot be checked"
)


@dataclass(frozen=True, slots=True)
class _Workflows:
    """The workflows of a project with all their statuses; `obstacle` says why none can be read."""

    workflows: Sequence[Json] = ()
    statuses: Sequence[Json] = ()
    obstacle: str | None = None


def guard_steps(
    admin: JiraAdmin, config: SetupConfig, project: str, *, write: bool
) -> Iterator[SetupStep]:
    """A step for each workflow of the project, and one for each status that nothing leads to."""
    read = _read(admin, project)
    if read.obstacle is not None:
        yield SetupStep(StepAction.BY_HAND, f"workflow of {project}", read.obstacle)
        return
    wanted = [one for one in config.guarded if one.project == project]
    field_id = _field_id(admin, config) or _NEW_FIELD
    for workflow in read.workflows:
        yield _workflow_step(admin, config, read, workflow, wanted, field_id, write=write)
    for one in wanted:
        if not _into(read, one.to_status):
            advice = f"no transition leads to the status {one.to_status}: correct the gate's policy"
            yield SetupStep(StepAction.BY_HAND, f"workflow of {project}", advice)


def check_guard(
    admin: JiraAdmin, config: SetupConfig, wanted: GuardedTransition
) -> Iterator[GuardReport]:
    """A report for each transition into the guarded status."""
    read = _read(admin, wanted.project)
    if read.obstacle is not None:
        yield _report(wanted, "", GuardState.ADVISORY, read.obstacle)
        return
    found = _into(read, wanted.to_status)
    if not found:
        yield _report(wanted, "", GuardState.UNGUARDED, "no transition leads to this status")
    field_id = _field_id(admin, config)
    for transition in found:
        name = str(transition.get("name") or transition.get("id"))
        if field_id is None:
            why = f"Jira has no field {config.gate_field}"
            yield _report(wanted, name, GuardState.UNGUARDED, why)
            continue
        problems = missing_rules(transition, Guard(field_id, config.pattern, wanted.message))
        state = GuardState.UNGUARDED if problems else GuardState.ENFORCED
        yield _report(wanted, name, state, "; ".join(problems) or "Jira holds both rules")


def _report(wanted: GuardedTransition, transition: str, state: GuardState, why: str) -> GuardReport:
    return GuardReport(wanted.project, wanted.to_status, transition, state, why)


def _field_id(admin: JiraAdmin, config: SetupConfig) -> str | None:
    found = find_field(admin, config.gate_field)
    return text(found, "id", "a field") if found is not None else None


def _into(read: _Workflows, status: str) -> list[Json]:
    return [
        transition
        for workflow in read.workflows
        for transition in transitions_into(workflow, read.statuses, status)
    ]


def _read(admin: JiraAdmin, key: str) -> _Workflows:
    project = admin.ask(f"read project {key}", lambda jira: jira.project(key)).raw
    if not admin.is_cloud:
        return _Workflows(obstacle=_DATA_CENTER)
    if project.get("simplified") or project.get("style") == "next-gen":
        return _Workflows(obstacle=_TEAM_MANAGED)
    number = text(project, "id", "a project")
    pairs = [
        {"projectId": number, "issueTypeId": text(one, "id", "an issue type")}
        for one in objects(project.get("issueTypes"), "issue types")
    ]
    content = admin.call(
        "POST",
        f"{admin.api}/workflows",
        {"projectAndIssueTypes": pairs},
        {"useApprovalConfiguration": "true"},
        doing=f"read the workflows of project {key}",
    )
    answer = an_object(content, "answer")
    workflows = objects(answer.get("workflows"), "workflows")
    return _Workflows(workflows, objects(answer.get("statuses"), "statuses"))


def _workflow_step(
    admin: JiraAdmin,
    config: SetupConfig,
    read: _Workflows,
    workflow: Json,
    wanted: Sequence[GuardedTransition],
    field_id: str,
    *,
    write: bool,
) -> SetupStep:
    subject = f"workflow {text(workflow, 'name', 'a workflow')}"
    changed: dict[str, Json] = {}
    for one in wanted:
        guard = Guard(field_id, config.pattern, one.message)
        for transition in transitions_into(workflow, read.statuses, one.to_status):
            if (new := guarded(transition, guard)) is not transition:
                changed[str(transition["id"])] = new
    if not changed:
        return SetupStep(StepAction.KEEP, subject, "nothing in it is to be changed")
    diff = tuple(f"+ transition {one.get('name')}: both rules" for one in changed.values())
    if (why := unsafe_to_send_back(workflow)) is not None:
        return SetupStep(StepAction.BY_HAND, subject, f"{why}: add the rules in its editor", diff)
    if write:
        _update(admin, subject, update_request(workflow, read.statuses, changed))
    return SetupStep(StepAction.CHANGE, subject, "guard its transitions", diff)


def _update(admin: JiraAdmin, subject: str, body: Json) -> None:
    """Dry-run, then the update itself, under the version that was read."""
    trial = {"payload": body, "validationOptions": {"levels": ["ERROR"]}}
    route = f"{admin.api}/workflows/update"
    content = admin.call("POST", f"{route}/validation", trial, doing=f"check the new {subject}")
    errors = objects(an_object(content, "answer").get("errors") or [], "errors")
    if errors:
        codes = ", ".join(sorted({str(one.get("code")) for one in errors}))
        raise WriteRefused(
            f"Jira would refuse the new {subject}: {codes}. Nothing of it was changed.",
            status=400,
            messages=tuple(str(one.get("message")) for one in errors),
        )
    admin.call("POST", route, body, doing=f"update the {subject}")
