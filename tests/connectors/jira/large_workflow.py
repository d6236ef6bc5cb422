"""A workflow as an old site has them: 40 statuses, other apps' rules, properties and approvals."""

from connectors.sandbox.jira.edits import new_reference
from connectors.sandbox.jira.records import Json, Status, Workflow
from connectors.sandbox.jira.seed_workflows import SOFTWARE
from connectors.sandbox.jira.state import JiraState

STATUSES = 40
APPROVED = 7  # the number of the status that waits for an approval
GUARDED = 12  # the number of the status named "Escalated"
_CATEGORIES = ("TODO", "IN_PROGRESS", "DONE")
FORGE = "ari:cloud:ecosystem::extension/11111111-2222/3333/static/checks"


def plant_large(state: JiraState) -> Workflow:
    """Give project ENG such a workflow in place of its own; its issues begin in it anew."""
    for number in range(STATUSES):
        name = "Escalated" if number == GUARDED else f"Stage {number}"
        status = Status(_status(number), name, _CATEGORIES[number % 3], f"Stage number {number}")
        state.statuses[status.status_id] = status
    places = [_place(number) for number in range(STATUSES)]
    workflow = Workflow(
        SOFTWARE, "Old workflow", "Grown over years", None, new_reference(), places,
        [_initial(), *(_forward(n) for n in range(1, STATUSES)), *_globals()],
        version_number=17, start_layout={"x": -0.125, "y": 33.75}, looped_layout={"x": 5, "y": 6},
    )  # fmt: skip
    state.workflows[SOFTWARE] = workflow
    for issue in state.issues.values():
        if issue.project_id == "10000":
            issue.status_id = _status(0)
    return workflow


def _status(number: int) -> str:
    return str(20_000 + number)


def _place(number: int) -> Json:
    place: Json = {
        "statusReference": _status(number),
        "layout": {"x": 160.5 * number, "y": -16.25},
        "properties": {"jira.issue.editable": "false"} if number % 5 == 0 else {},
    }
    if number == APPROVED:
        place["approvalConfiguration"] = {
            "active": "true", "conditionType": "percent", "conditionValue": "60",
            "exclude": ["REPORTER"], "fieldId": "customfield_10500",
            "prePopulatedFieldId": None, "transitionApproved": "80", "transitionRejected": "70",
        }  # fmt: skip
    return place


def _rule(rule_key: str, /, **parameters: str) -> Json:
    return {"id": new_reference(), "ruleKey": rule_key, "parameters": parameters}


def _transition(number: int, name: str, **more: object) -> Json:
    blank = {"id": str(number), "name": name, "description": "", "links": [], "properties": {},
             "triggers": [], "validators": [], "actions": []}  # fmt: skip
    return blank | more


def _initial() -> Json:
    return _transition(1, "Create", type="INITIAL", toStatusReference=_status(0))


def _forward(number: int) -> Json:
    """From each status into the next, with whatever other people have put there."""
    link = {"fromStatusReference": _status(number - 1), "fromPort": 3, "toPort": 7}
    restrict = _rule("system:restrict-issue-transition", roleIds="10002,10004")
    child = _rule("system:parent-or-child-blocking-condition", blocker="CHILD", statusIds="1,2")
    inner = {"operation": "ALL", "conditions": [child], "conditionGroups": []}
    return _transition(
        number * 10,
        f"To stage {number}",
        type="DIRECTED",
        toStatusReference=_status(number),
        description=f"Step {number}",
        links=[link],
        customIssueEventId=str(number),
        properties={"jira.i18n.submit": "Go", "opsbar-sequence": str(number)},
        conditions={"operation": "ANY", "conditions": [restrict], "conditionGroups": [inner]},
        validators=[
            _rule("system:validate-field-value", ruleType="fieldRequired",
                  fieldsRequired="assignee", ignoreContext="true", errorMessage="Who?"),
            _rule("system:proforma-forms-submitted"),
            _rule("forge:expression-validator", key=FORGE, config='{"a": "ä"}', id="r-1",
                  disabled="false", tag=""),
        ],
        actions=[
            _rule("system:change-assignee", type="to-current-user"),
            _rule("system:update-field", field="customfield_10056", value="x", mode="append"),
            _rule("connect:remote-workflow-function", appKey="com.acme", config="{}", id="7",
                  disabled="false", tag="t"),
        ],
        transitionScreen=_rule("system:transition-screen", screenId="2"),
        triggers=[_rule("system:development-triggers", enabledTriggers="commit-created")],
    )  # fmt: skip


def _globals() -> list[Json]:
    anywhere = _transition(
        900, "Escalate from anywhere", type="GLOBAL", toStatusReference=_status(GUARDED)
    )
    stay = _transition(910, "Log a call", type="GLOBAL", actions=[
        _rule("system:trigger-webhook", webhookId="1")])  # fmt: skip
    return [anywhere, stay]
