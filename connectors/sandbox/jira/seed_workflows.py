"""The three workflows of the seed."""

from connectors.sandbox.jira.edits import new_reference
from connectors.sandbox.jira.records import Json, Status, Workflow
from connectors.sandbox.jira.state import JiraState

SOFTWARE = "7a1c2d40-5f0e-4f43-9b31-0d2a6c1e0001"
SERVICE = "7a1c2d40-5f0e-4f43-9b31-0d2a6c1e0002"
TEAM = "7a1c2d40-5f0e-4f43-9b31-0d2a6c1e0003"
GUARDED_TRANSITION = "21"

_STATUSES = (
    ("10000", "To Do", "TODO"),
    ("10001", "Triage", "TODO"),
    ("10002", "Escalated", "IN_PROGRESS"),
    ("10003", "In Progress", "IN_PROGRESS"),
    ("10004", "Done", "DONE"),
    ("10005", "Won't Do", "DONE"),
    ("10010", "Waiting for support", "TODO"),
    ("10011", "Waiting for customer", "IN_PROGRESS"),
    ("10012", "Resolved", "DONE"),
    ("10020", "Backlog", "TODO"),
    ("10021", "Doing", "IN_PROGRESS"),
    ("10022", "Finished", "DONE"),
)


def plant(state: JiraState) -> None:
    """Add the statuses and workflows that the projects of the seed use."""
    for status_id, name, category in _STATUSES:
        state.statuses[status_id] = Status(status_id, name, category)
    for workflow in (_software(), _service(), _team()):
        state.workflows[workflow.workflow_id] = workflow


def guard(workflow: Workflow, rules: list[dict[str, str]]) -> None:
    """Put field rules on the transition that leads into "Escalated"."""
    for transition in workflow.transitions:
        if transition["id"] == GUARDED_TRANSITION:
            transition["validators"] = [
                {"id": new_reference(), "ruleKey": "system:validate-field-value", "parameters": one}
                for one in rules
            ]


def _software() -> Workflow:
    return _workflow(
        SOFTWARE,
        "Software workflow",
        ("10000", "10001", "10002", "10003", "10004", "10005"),
        [
            _transition("1", "Create", "10000", kind="INITIAL"),
            _transition("11", "Triage", "10001", "10000"),
            _transition(GUARDED_TRANSITION, "Escalate", "10002", "10000", "10001"),
            _transition("31", "Start work", "10003", "10002"),
            _transition("32", "Start planned work", "10003", "10000"),
            _transition("41", "Done", "10004", "10003"),
            _transition("51", "Won't do", "10005", kind="GLOBAL"),
            _transition("61", "Back to triage", "10001", "10002", "10003", "10004", "10005"),
        ],
    )


def _service() -> Workflow:
    return _workflow(
        SERVICE,
        "Service workflow",
        ("10010", "10011", "10012"),
        [
            _transition("1", "Create", "10010", kind="INITIAL"),
            _transition("11", "Respond to customer", "10011", "10010"),
            _transition("21", "Respond to support", "10010", "10011"),
            _transition("31", "Resolve", "10012", kind="GLOBAL"),
        ],
    )


def _team() -> Workflow:
    workflow = _workflow(
        TEAM,
        "Team workflow",
        ("10020", "10021", "10022"),
        [
            _transition("1", "Create", "10020", kind="INITIAL"),
            _transition("11", "Backlog", "10020", kind="GLOBAL"),
            _transition("21", "Doing", "10021", kind="GLOBAL"),
            _transition("31", "Finished", "10022", kind="GLOBAL"),
        ],
    )
    workflow.project_id = "10002"
    return workflow


def _workflow(
    workflow_id: str, name: str, statuses: tuple[str, ...], transitions: list[Json]
) -> Workflow:
    places: list[Json] = [
        {"statusReference": status, "properties": {}, "layout": {"x": 160.0 * column, "y": -16.0}}
        for column, status in enumerate(statuses, 1)
    ]
    return Workflow(workflow_id, name, "", None, new_reference(), places, transitions)


def _transition(
    transition_id: str, name: str, to: str, *sources: str, kind: str = "DIRECTED"
) -> Json:
    links = [{"fromStatusReference": source, "fromPort": 0, "toPort": 1} for source in sources]
    return {
        "id": transition_id,
        "name": name,
        "description": "",
        "type": kind,
        "toStatusReference": to,
        "links": links,
        "properties": {},
        "triggers": [],
        "validators": [],
        "actions": [],
    }
