"""The contexts of the gate's fields: without one that covers an issue it can hold no value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from connectors.jira.admin import JiraAdmin
from connectors.jira.reading import text
from connectors.jira.setup_reading import ReadProject
from connectors.jira.setup_steps import SetupStep, StepAction


@dataclass(frozen=True, slots=True)
class Context:
    """Empty `projects` mean all of them that have no context of their own."""

    id: str
    name: str
    every_type: bool
    projects: frozenset[str]


def read_contexts(admin: JiraAdmin, field_id: str) -> list[Context]:
    """The field's contexts with the projects that each is for. Cloud alone tells them."""
    route, doing = f"{admin.api}/field/{field_id}/context", f"read the contexts of {field_id}"
    mapped: dict[str, set[str]] = {}
    for row in admin.pages(f"{route}/projectmapping", doing=doing):
        if row.get("projectId"):
            mapped.setdefault(str(row.get("contextId")), set()).add(str(row["projectId"]))
    return [
        Context(
            text(one, "id", "a context"),
            str(one.get("name") or ""),
            one.get("isAnyIssueType") is True,
            frozenset(mapped.get(str(one.get("id")), ())),
        )
        for one in admin.pages(route, doing=doing)
    ]


def context_of(contexts: Sequence[Context], project: ReadProject) -> Context | None:
    """The context in force for the project's issues: its own, else the one for all; or none."""
    own = (one for one in contexts if project.id in one.projects)
    return next(own, None) or next((one for one in contexts if not one.projects), None)


def context_problem(contexts: Sequence[Context], project: ReadProject) -> str | None:
    """Why the field has no value on some issue of the project; None where it can have one."""
    found = context_of(contexts, project)
    if found is None:
        return f"the field has no context for project {project.key}"
    return None if found.every_type else f"the field's context {found.name} leaves issue types out"


def context_steps(
    admin: JiraAdmin, name: str, field_id: str, projects: Sequence[ReadProject], *, write: bool
) -> Iterator[SetupStep]:
    """A step for each guarded project that the field's contexts leave out."""
    contexts = read_contexts(admin, field_id)
    for project in projects:
        problem = None if project.obstacle else context_problem(contexts, project)
        if problem is None:
            continue
        subject = f"context of {name} for {project.key}"
        if context_of(contexts, project) is not None:
            advice = f"{problem}: add them in Jira's settings, Fields, Contexts"
            yield SetupStep(StepAction.BY_HAND, subject, advice)
            continue
        if write:
            _cover(admin, field_id, contexts, project)
        summary = f"{problem}, so it cannot be set there"
        yield SetupStep(StepAction.CHANGE, subject, summary, (f"+ project {project.key}",))


def _cover(
    admin: JiraAdmin, field_id: str, contexts: Sequence[Context], project: ReadProject
) -> None:
    route, doing = f"{admin.api}/field/{field_id}/context", "give the field a context"
    fit = next((one for one in contexts if one.every_type), None)
    if fit is not None:
        body = {"projectIds": [project.id]}
        admin.call("PUT", f"{route}/{fit.id}/project", body, doing=doing)
        return
    made = {"name": f"Airlock {project.key}", "projectIds": [project.id], "issueTypeIds": []}
    admin.call("POST", route, made, doing=doing)
