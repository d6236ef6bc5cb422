"""Jira's JSON as our nouns, in Cloud's dialect (REST v3) or a Data Center's. Pure.

Raises VendorMisread for an answer that lacks what the vendor documents, UnreadableContent for a
text that cannot be read, and UnclearAudience where it cannot be told who may read.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from app.document import Document, to_plain
from app.errors import UnclearAudience, VendorMisread
from app.model import Issue, IssueComment, Person, Restriction, Side
from connectors.jira.adf import read_adf
from connectors.jira.dialect import CLOUD, Dialect
from connectors.jira.wiki import read_wiki

MARKER_KEY = "airlock.marker"
INTERNAL_KEY = "sd.public.comment"
ISSUE_FIELDS = (
    "summary", "status", "priority", "assignee", "security",
    "project", "issuetype", "updated", "description",
)  # fmt: skip

Json = Mapping[str, Any]
_SIDES = {"customer": Side.CUSTOMER, "app": Side.SYSTEM, "atlassian": Side.ENGINEERING}


def an_object(value: object, what: str) -> Json:
    if not isinstance(value, dict):
        raise VendorMisread(f"Jira's answer holds no {what} where one is documented.")
    return value


def objects(value: object, what: str) -> list[Json]:
    if not isinstance(value, list):
        raise VendorMisread(f"Jira's answer holds no list of {what} where one is documented.")
    return [an_object(one, what) for one in value]


def text(holder: Json, name: str, what: str) -> str:
    """A documented string, or a number as one."""
    value = holder.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise VendorMisread(f"Jira's answer holds no {name} of {what}.")
    return str(value)


def moment(holder: Json, name: str, what: str) -> datetime:
    value = text(holder, name, what)
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise VendorMisread(f"Jira's answer holds no readable {name} of {what}.") from error
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def read_person(value: object) -> Person:
    """A user, Cloud's (`accountId`) or a Data Center's (`key`); nobody has the empty id."""
    user = value if isinstance(value, dict) else {}
    names = (user.get(name) for name in ("accountId", "key", "name"))
    email = user.get("emailAddress")
    return Person(
        id=next((one for one in names if isinstance(one, str) and one), ""),
        name=str(user.get("displayName") or ""),
        email=email if isinstance(email, str) and email else None,
        side=_SIDES.get(str(user.get("accountType")), Side.UNKNOWN),
        active=user.get("active") is not False,
    )


# ---- issues --------------------------------------------------------------------------------------


def read_issue(
    content: object,
    wanted: Sequence[str] = (),
    dialect: Dialect = CLOUD,
    wiki_fields: Collection[str] = (),
) -> Issue:
    """An issue read with `ISSUE_FIELDS` and the wanted fields; `wiki_fields` hold wiki text."""
    issue = an_object(content, "issue")
    fields = an_object(issue.get("fields"), "issue fields")
    project = an_object(fields.get("project"), "project")
    assignee = fields.get("assignee")
    status = an_object(fields.get("status"), "status")
    return Issue(
        id=text(issue, "id", "an issue"),
        key=text(issue, "key", "an issue"),
        project=text(project, "key", "a project"),
        summary=text(fields, "summary", "an issue"),
        status=text(status, "name", "a status"),
        updated_at=moment(fields, "updated", "an issue"),
        description=_read_optional(dialect, fields.get("description")),
        priority=_name(fields.get("priority")),
        assignee=read_person(assignee) if assignee is not None else None,
        security_level=_security(fields.get("security")),
        service_desk=project.get("projectTypeKey") == "service_desk",
        issue_type=_name(fields.get("issuetype")) or "",
        fields=_values(fields, wanted, wiki_fields),
        done=_is_done(status),
    )


def _is_done(status: Json) -> bool:
    """Jira sorts every status into one of three categories, whose keys are the same everywhere."""
    category = status.get("statusCategory")
    return isinstance(category, dict) and category.get("key") == "done"


def _read_optional(dialect: Dialect, value: object) -> Document:
    return Document() if value is None else dialect.read_body(value)


def _name(value: object) -> str | None:
    name = value.get("name") if isinstance(value, dict) else None
    return name if isinstance(name, str) else None


def _security(value: object) -> str | None:
    if value is None:
        return None
    level = value if isinstance(value, dict) else {}
    name = level.get("name") or level.get("id")
    if not isinstance(name, str):
        raise UnclearAudience("An issue's security level is not readable, so nothing may cross.")
    return name


def _values(fields: Json, wanted: Sequence[str], wiki: Collection[str]) -> dict[str, str]:
    found = {name: field_text(fields.get(name), is_wiki=name in wiki) for name in wanted}
    return {name: value for name, value in found.items() if value}


def field_text(value: object, *, is_wiki: bool = False) -> str:
    """A field's value as text: ADF and wiki text as plain text, users by name, lists by commas."""
    match value:
        case None | bool():
            return ""
        case str():
            return to_plain(read_wiki(value)) if is_wiki else value
        case int() | float():
            return f"{value:g}" if isinstance(value, float) else str(value)
        case list():
            return ", ".join(filter(None, map(field_text, value)))
        case {"type": "doc"}:
            return to_plain(read_adf(value))
        case dict():
            names = (value.get(name) for name in ("value", "name", "displayName", "key"))
            return next((one for one in names if isinstance(one, str)), "")
        case _:
            raise VendorMisread("Jira's answer holds a field's value of an unknown kind.")


# ---- comments ------------------------------------------------------------------------------------


def read_comment(content: object, dialect: Dialect = CLOUD) -> IssueComment:
    """A comment read with `expand=properties`.

    `internal` is None where Jira does not say; in a service desk's project that must not be taken
    for public (docs/vendors.md).
    """
    comment = an_object(content, "comment")
    properties = read_properties(comment)
    return IssueComment(
        id=text(comment, "id", "a comment"),
        author=read_person(comment.get("author")),
        body=dialect.read_body(comment.get("body")),
        created_at=moment(comment, "created", "a comment"),
        updated_at=moment(comment, "updated", "a comment"),
        restriction=_restriction(comment.get("visibility")),
        internal=_internal(comment, properties),
        marker=marker_of(properties.get(MARKER_KEY)),
    )


def read_properties(holder: Json) -> dict[str, Any]:
    listed = holder.get("properties")
    entries = [one for one in (listed if isinstance(listed, list) else []) if isinstance(one, dict)]
    return {str(one.get("key")): one.get("value") for one in entries}


def marker_of(value: object) -> str | None:
    marker = value.get("marker") if isinstance(value, dict) else None
    return marker if isinstance(marker, str) else None


def _restriction(value: object) -> Restriction | None:
    if value is None:
        return None
    rule = value if isinstance(value, dict) else {}
    kind, name = rule.get("type"), rule.get("value") or rule.get("identifier")
    if not isinstance(kind, str) or not isinstance(name, str):
        raise UnclearAudience("A comment's visibility is not readable, so it may not cross.")
    return Restriction(kind=kind, value=name)


def _internal(comment: Json, properties: Mapping[str, Any]) -> bool | None:
    """Internal if either mark says so; public only if one says so and none the contrary."""
    said = comment.get("jsdPublic")
    mark = properties.get(INTERNAL_KEY)
    marked = mark.get("internal") if isinstance(mark, dict) else None
    if said is False or str(marked).lower() == "true":
        return True
    return False if said is True else None
