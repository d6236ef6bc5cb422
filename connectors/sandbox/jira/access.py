"""Who may see and do what: enough of Jira's permissions for a bridge to meet its limits."""

from connectors.sandbox.jira.problems import JiraError, issue_missing
from connectors.sandbox.jira.records import Comment, Issue, Json, Project, User
from connectors.sandbox.jira.state import JiraState

ADMINISTRATORS = "jira-administrators"
GLOBAL_PERMISSIONS = ("ADMINISTER", "SYSTEM_ADMIN", "BULK_CHANGE", "USER_PICKER", "CREATE_PROJECT")
PROJECT_PERMISSIONS = (
    "ADMINISTER_PROJECTS", "BROWSE_PROJECTS", "CREATE_ISSUES", "EDIT_ISSUES", "TRANSITION_ISSUES",
    "ADD_COMMENTS", "EDIT_OWN_COMMENTS", "DELETE_OWN_COMMENTS", "EDIT_ALL_COMMENTS",
    "DELETE_ALL_COMMENTS", "CREATE_ATTACHMENTS", "DELETE_OWN_ATTACHMENTS", "LINK_ISSUES",
    "DELETE_ALL_ATTACHMENTS", "DELETE_ISSUES", "SET_ISSUE_SECURITY", "ASSIGN_ISSUES",
    "ASSIGNABLE_USER", "MODIFY_REPORTER",
)  # fmt: skip
_OPEN_TO_ALL = frozenset({"BROWSE_PROJECTS", "ADD_COMMENTS", "USER_PICKER"})
_ADMIN_ONLY = frozenset(
    {"ADMINISTER", "SYSTEM_ADMIN", "CREATE_PROJECT", "ADMINISTER_PROJECTS"}
    | {"EDIT_ALL_COMMENTS", "DELETE_ALL_COMMENTS", "DELETE_ALL_ATTACHMENTS", "DELETE_ISSUES"}
)


def in_group(state: JiraState, user: User, group: object) -> bool:
    """Say whether the user is in the group of this id or name."""
    found = state.group(group)
    return found is not None and user.account_id in found.members


def is_admin(state: JiraState, user: User) -> bool:
    return in_group(state, user, ADMINISTRATORS)


def in_role(project: Project, user: User, role: object) -> bool:
    return user.account_id in project.roles.get(str(role), set())


def has_permission(state: JiraState, user: User, key: str, project: Project | None) -> bool:
    """Say whether the user has the permission; one that needs a project is false without it."""
    if key in _ADMIN_ONLY:
        return is_admin(state, user)
    if key in _OPEN_TO_ALL or key in GLOBAL_PERMISSIONS:
        return True
    return project is not None and (
        project.simplified or in_role(project, user, "Developers") or is_admin(state, user)
    )


def sees_issue(state: JiraState, user: User, issue: Issue) -> bool:
    """Say whether the user may see the issue: its security level's members, or everyone."""
    level = state.security_levels.get(str(issue.values.get("security")))
    if level is None:
        return True
    project = state.project_of(issue)
    by_group = any(in_group(state, user, group) for group in level.groups)
    return by_group or any(in_role(project, user, role) for role in level.roles)


def sees_comment(state: JiraState, user: User, issue: Issue, comment: Comment) -> bool:
    """Say whether a comment's restriction to a role or group lets the user see it."""
    rule = comment.visibility
    if rule is None:
        return True
    if rule["type"] == "role":
        return in_role(state.project_of(issue), user, rule["value"])
    return in_group(state, user, rule.get("identifier") or rule["value"])


def visible_issue(state: JiraState, user: User, id_or_key: object) -> Issue:
    """Return the issue, or 404 where it is absent or hidden from this user."""
    issue = state.find_issue(id_or_key)
    if issue is None or not sees_issue(state, user, issue):
        raise issue_missing()
    return issue


def visible_comment(state: JiraState, user: User, issue: Issue, comment_id: object) -> Comment:
    """Return the issue's comment, or 404 where it is absent or hidden from this user."""
    for comment in issue.comments:
        if comment.comment_id == str(comment_id) and sees_comment(state, user, issue, comment):
            return comment
    raise JiraError(404, f"Can not find a comment for the id: {comment_id}.")


def require(state: JiraState, user: User, key: str, issue: Issue) -> None:
    """Refuse with 403 a user who lacks this permission in the issue's project."""
    if not has_permission(state, user, key, state.project_of(issue)):
        raise JiraError(403, "You do not have permission to perform this operation.")


def require_admin(state: JiraState, user: User) -> None:
    """Refuse with 403 a user who does not administer Jira."""
    if not is_admin(state, user):
        raise JiraError(403, "Only Jira administrators can perform this operation.")


def require_own(state: JiraState, user: User, author: str, verb: str) -> None:
    """Refuse with 400 a user who is neither the comment's author nor an administrator."""
    if user.account_id != author and not is_admin(state, user):
        raise JiraError(400, f"You do not have the permission to {verb} this comment.")


def read_visibility(state: JiraState, user: User, issue: Issue, raw: object) -> Json | None:
    """Return a comment's restriction in the vendor's shape.

    400 for a role or group that does not exist or that the writer is not in.
    """
    if raw is None:
        return None
    if not isinstance(raw, dict) or raw.get("type") not in ("role", "group"):
        raise JiraError(400, errors={"visibility": "Visibility type must be role or group."})
    if raw["type"] == "group":
        return _group_rule(state, user, raw)
    name = str(raw.get("value") or raw.get("identifier"))
    if name not in state.roles or not in_role(state.project_of(issue), user, name):
        raise JiraError(
            400, errors={"commentLevel": f"You are currently not a member of the role: {name}."}
        )
    return {"type": "role", "value": name, "identifier": name}


def _group_rule(state: JiraState, user: User, raw: Json) -> Json:
    named = raw.get("identifier") or raw.get("value")
    group = state.group(named)
    if group is None or user.account_id not in group.members:
        raise JiraError(
            400, errors={"commentLevel": f"You are currently not a member of the group: {named}."}
        )
    return {"type": "group", "value": group.name, "identifier": group.group_id}
