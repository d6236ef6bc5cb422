"""The site as it is before anyone has touched it; it holds nothing that Airlock's setup makes."""

from connectors.sandbox.jira import seed_workflows
from connectors.sandbox.jira.config import Account
from connectors.sandbox.jira.edits import create_issue
from connectors.sandbox.jira.fields import CUSTOM_PREFIX
from connectors.sandbox.jira.prose import from_text
from connectors.sandbox.jira.records import (
    Field,
    FieldContext,
    Group,
    IssueType,
    LinkType,
    Priority,
    Project,
    Role,
    Screen,
    ScreenTab,
    SecurityLevel,
    User,
)
from connectors.sandbox.jira.state import JiraState

GROUP_IDS = {
    "jira-software-users": "3f6f1c7e-0a51-4d1c-8d0b-6f3d6a2b1c01",
    "jira-administrators": "3f6f1c7e-0a51-4d1c-8d0b-6f3d6a2b1c02",
    "bridge": "3f6f1c7e-0a51-4d1c-8d0b-6f3d6a2b1c03",
    "engineering": "3f6f1c7e-0a51-4d1c-8d0b-6f3d6a2b1c04",
    "security-team": "3f6f1c7e-0a51-4d1c-8d0b-6f3d6a2b1c05",
}
_ROLES = ("Administrators", "Developers", "Security")
_PRIORITIES = (("1", "Highest", "#c9372c"), ("2", "High", "#e56910"), ("3", "Medium", "#cf9f02"),
               ("4", "Low", "#1d7afc"), ("5", "Lowest", "#579dff"))  # fmt: skip
_EDITABLE = (
    ("summary", "Summary", "text"), ("description", "Description", "adf"),
    ("environment", "Environment", "adf"), ("priority", "Priority", "priority"),
    ("labels", "Labels", "labels"), ("assignee", "Assignee", "user"),
    ("reporter", "Reporter", "user"), ("security", "Security Level", "security"),
    ("duedate", "Due date", "date"),
)  # fmt: skip


def plant(state: JiraState) -> None:
    """Fill an empty state with the site's seed."""
    _plant_people(state)
    _plant_vocabulary(state)
    seed_workflows.plant(state)
    _plant_projects(state)
    if state.config.seed_gate:
        plant_gate(state)
    _plant_issues(state)


def _plant_people(state: JiraState) -> None:
    for name, group_id in GROUP_IDS.items():
        state.groups[group_id] = Group(group_id, name)
    for account in state.config.accounts:
        _plant_account(state, account)
    for number, name in enumerate(_ROLES, 10002):
        state.roles[name] = Role(number, name, f"The project's {name.lower()}")


def _plant_account(state: JiraState, account: Account) -> None:
    state.users[account.account_id] = User(
        account.account_id, account.login, account.email, account.display_name
    )
    for name in account.groups:
        group = state.group(name)
        if group is None:
            group = Group(str(state.next_id("group")), name)
            state.groups[group.group_id] = group
        group.members.add(account.account_id)


def _plant_vocabulary(state: JiraState) -> None:
    for type_id, name, about in (
        ("10001", "Bug", "A problem in the product."),
        ("10002", "Task", "A piece of work."),
        ("10003", "Story", "A goal of a user."),
        ("10010", "Service Request", "A request from a customer."),
    ):
        state.issue_types[type_id] = IssueType(type_id, name, about)
    for priority_id, name, color in _PRIORITIES:
        state.priorities[priority_id] = Priority(priority_id, name, color)
    for level_id, name, groups in (
        ("10100", "Staff only", ("jira-administrators", "engineering")),
        ("10101", "Security team", ("security-team",)),
    ):
        state.security_levels[level_id] = SecurityLevel(level_id, name, "", groups)
    for field_id, name, kind in _EDITABLE:
        state.fields[field_id] = Field(field_id, name, kind)
    for type_id, name, inward, outward in (
        ("10000", "Blocks", "is blocked by", "blocks"),
        ("10001", "Duplicate", "is duplicated by", "duplicates"),
        ("10002", "Relates", "relates to", "relates to"),
    ):
        state.link_types[type_id] = LinkType(type_id, name, inward, outward)


def _plant_projects(state: JiraState) -> None:
    everything = [field_id for field_id, _name, _kind in _EDITABLE]
    for number, name in ((1, "Default Screen"), (2, "Service Screen"), (3, "Team Screen")):
        tab = ScreenTab(state.next_id("tab"), "Field Tab", list(everything))
        state.screens[number] = Screen(number, name, "", [tab])
    kinds = ("10001", "10002", "10003")
    levels = ("10100", "10101")
    _plant_project(state, Project("10000", "ENG", "Engineering", "software", False,
                                  seed_workflows.SOFTWARE, 1, kinds, {}, levels))  # fmt: skip
    _plant_project(state, Project("10001", "HELP", "Help Desk", "service_desk", False,
                                  seed_workflows.SERVICE, 2, ("10010",), {}, levels))  # fmt: skip
    _plant_project(state, Project("10002", "TEAM", "Team Space", "software", True,
                                  seed_workflows.TEAM, 3, ("10001", "10002"), {}))  # fmt: skip


def _plant_project(state: JiraState, project: Project) -> None:
    state.projects[project.project_id] = project
    for account in state.config.accounts:
        for role in account.roles:
            project.roles.setdefault(role, set()).add(account.account_id)


def _plant_issues(state: JiraState) -> None:
    reporter = next(iter(state.users.values()))
    for key, kind, summary, text in (
        ("ENG", "Bug", "Report export stops at 10,000 rows", "The export job ends early."),
        ("ENG", "Task", "Move the scheduler to the new queue", "Planned for this quarter."),
        ("HELP", "Service Request", "Second factor was lost", "Reset after a call back."),
        ("TEAM", "Task", "Write the release notes", "Short and plain."),
    ):
        fields = {
            "project": {"key": key},
            "issuetype": {"name": kind},
            "summary": summary,
            "description": from_text(text),
        }
        create_issue(state, reporter, {"fields": fields}, 3)


GATE_FIELD = "customfield_10901"
REASONS_FIELD = "customfield_10902"
GATE_MESSAGE = "Escalation packet is incomplete. See 'Escalation reasons' on this issue."
GATE_PATTERN = r"^ok:[0-9a-f]{8,64}$"


def plant_gate(state: JiraState) -> None:
    """Add a gate field, a reasons field and the rules that guard "Escalated" (docs/vendors.md)."""
    for field_id, name, kind, custom in (
        (GATE_FIELD, "Escalation gate", "text", "textfield"),
        (REASONS_FIELD, "Escalation reasons", "adf", "textarea"),
    ):
        context = FieldContext(str(state.next_id("context")), f"Default for {name}", "")
        state.fields[field_id] = Field(field_id, name, kind, CUSTOM_PREFIX + custom, "", [context])
        state.screens[1].tabs[0].field_ids.append(field_id)
    seed_workflows.guard(
        state.workflows[seed_workflows.SOFTWARE],
        [
            {"ruleType": "fieldRequired", "fieldsRequired": GATE_FIELD, "ignoreContext": "false",
             "errorMessage": GATE_MESSAGE},
            {"ruleType": "fieldMatchesRegularExpression", "fieldKey": GATE_FIELD,
             "regexp": GATE_PATTERN},
        ],
    )  # fmt: skip
