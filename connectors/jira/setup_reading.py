"""The guarded projects and their workflows as Jira holds them, read once for all steps."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from connectors.jira.admin import JiraAdmin
from connectors.jira.reading import Json, an_object, objects, text
from connectors.jira.setup_loop import is_ours
from connectors.jira.setup_steps import GuardedTransition, SetupConfig
from connectors.jira.workflow_rules import own_rules
from connectors.jira.workflows import Move, moves_of

_AT_ONCE = 20
TEAM_MANAGED = "the project is team-managed, and Jira offers it no such rules over REST"
DATA_CENTER = (
    "a Data Center gives no access to workflow rules over REST: add them in its workflow editor, "
    "or a script there that asks /gate/jira/transition; from here it cannot be checked"
)


@dataclass(frozen=True, slots=True)
class ReadProject:
    """`obstacle` says why its rules cannot be reached; empty where they can."""

    key: str
    id: str
    obstacle: str = ""


@dataclass(slots=True)
class ReadWorkflow:
    """A workflow with the statuses that its references mean, and the guarded projects using it."""

    raw: Json
    statuses: Sequence[Json]
    projects: list[ReadProject] = field(default_factory=list)

    @property
    def id(self) -> str:
        return text(self.raw, "id", "a workflow")

    @property
    def name(self) -> str:
        return text(self.raw, "name", "a workflow")

    @property
    def moves(self) -> list[Move]:
        return moves_of(self.raw, self.statuses)

    def guards(self, config: SetupConfig) -> list[GuardedTransition]:
        """The policy's entries for the projects that use it."""
        keys = {project.key for project in self.projects}
        return [one for one in config.guarded if one.project in keys]


@dataclass(frozen=True, slots=True)
class Reading:
    """All of it; a workflow that several guarded projects use is there once."""

    projects: Sequence[ReadProject]
    workflows: Sequence[ReadWorkflow]

    def of_project(self, key: str) -> list[ReadWorkflow]:
        return [one for one in self.workflows if key in {project.key for project in one.projects}]


def read_guarded(admin: JiraAdmin, config: SetupConfig) -> Reading:
    """Read the guarded projects and their workflows. Raises VendorError."""
    projects: list[ReadProject] = []
    workflows: dict[str, ReadWorkflow] = {}
    for key in config.guarded_projects:
        raw = _project(admin, key)
        project = ReadProject(key, text(raw, "id", "a project"), _obstacle(admin, raw))
        projects.append(project)
        for found in [] if project.obstacle else workflows_of(admin, project, raw):
            workflows.setdefault(found.id, found).projects.append(project)
    return Reading(projects, list(workflows.values()))


def _project(admin: JiraAdmin, key: str) -> Json:
    return an_object(
        admin.ask(f"read project {key}", lambda jira: jira.project(key)).raw, "project"
    )


def _obstacle(admin: JiraAdmin, project: Json) -> str:
    if not admin.is_cloud:
        return DATA_CENTER
    is_team_managed = project.get("simplified") or project.get("style") == "next-gen"
    return TEAM_MANAGED if is_team_managed else ""


def workflows_of(
    admin: JiraAdmin, project: ReadProject, raw: Json | None = None
) -> list[ReadWorkflow]:
    """The workflows of all issue types of a project of Cloud's. Raises VendorError."""
    raw = raw if raw is not None else _project(admin, project.key)
    pairs = [
        {"projectId": project.id, "issueTypeId": text(one, "id", "an issue type")}
        for one in objects(raw.get("issueTypes"), "issue types")
    ]
    doing = f"read the workflows of project {project.key}"
    return fetch(admin, {"projectAndIssueTypes": pairs}, doing=doing)


def fetch(
    admin: JiraAdmin, wanted: Json, *, new_shape: bool = True, doing: str
) -> list[ReadWorkflow]:
    """Read workflows; approvals in their own field, or with `new_shape` False as properties."""
    content = admin.call(
        "POST",
        f"{admin.api}/workflows",
        wanted,
        {"useApprovalConfiguration": "true" if new_shape else "false"},
        doing=doing,
    )
    answer = an_object(content, "answer")
    statuses = objects(answer.get("statuses"), "statuses")
    return [ReadWorkflow(one, statuses) for one in objects(answer.get("workflows"), "workflows")]


def strangers(admin: JiraAdmin, workflow: ReadWorkflow) -> list[str]:
    """Ids of the projects that use the workflow and have no guarded transition."""
    ours = {project.id for project in workflow.projects}
    found: list[str] = []
    query: dict[str, str | int] = {"maxResults": 100}
    while True:
        route = f"{admin.api}/workflow/{workflow.id}/projectUsages"
        content = admin.call("GET", route, None, query, doing="read which projects use a workflow")
        page = an_object(an_object(content, "answer").get("projects"), "projects")
        listed = objects(page.get("values") or [], "projects")
        found += [text(one, "id", "a project") for one in listed]
        following = page.get("nextPageToken")
        if not following or not listed:
            return [one for one in found if one not in ours]
        query = {**query, "nextPageToken": str(following)}


def read_holding(admin: JiraAdmin, field_id: str) -> list[ReadWorkflow]:
    """Every workflow of the site that holds a rule or a looped transition of ours.

    Also those of projects that no policy names any more. A Data Center tells none.
    """
    if not admin.is_cloud:
        return []
    query = {"expand": "values.transitions", "scope": "GLOBAL"}
    route, doing = f"{admin.api}/workflows/search", "look for workflows that hold our rules"
    ids = [
        text(one, "id", "a workflow")
        for one in admin.pages(route, query, doing=doing)
        if any(_is_touched(row, field_id) for row in objects(one.get("transitions"), "transitions"))
    ]
    pages = [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]
    found = [fetch(admin, {"workflowIds": page}, doing=doing) for page in pages]
    return [one for page in found for one in page]


def _is_touched(transition: Json, field_id: str) -> bool:
    return bool(own_rules(transition, field_id)) or is_ours(transition)
