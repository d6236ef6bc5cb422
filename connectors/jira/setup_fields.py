"""The gate's two fields: made, known again by name, and taken away."""

from app.errors import PolicyError
from connectors.jira.admin import JiraAdmin
from connectors.jira.fields import is_of_one_project
from connectors.jira.reading import Json, an_object, text
from connectors.jira.setup_steps import SetupStep, StepAction

GATE_KIND, REASONS_KIND = "textfield", "textarea"
_TYPES = "com.atlassian.jira.plugin.system.customfieldtypes:"
_SEARCHER = _TYPES + "textsearcher"
_NOTE = "Written by Airlock. A value that anyone else writes is cleared."


def find_field(admin: JiraAdmin, name: str) -> Json | None:
    """The site's custom field of this name. Raises PolicyError when several share it.

    A project's own field is not counted: it holds nothing of other projects' issues.
    """
    listed = admin.ask("read the list of fields", lambda jira: jira.fields())
    named = [one for one in listed if one.get("custom") and one.get("name") == name]
    found = [one for one in named if not is_of_one_project(one)]
    if len(found) > 1:
        raise PolicyError(
            (f"Jira has {len(found)} custom fields named {name!r}: rename all but one of them.",)
        )
    return found[0] if found else None


def field_id(admin: JiraAdmin, name: str) -> str | None:
    """The id of the custom field of this name; None when there is none."""
    found = find_field(admin, name)
    return text(found, "id", "a field") if found is not None else None


def field_step(
    admin: JiraAdmin, name: str, kind: str, *, write: bool
) -> tuple[SetupStep, str | None]:
    """Make the field unless it is there; the step, and the field's id once it has one.

    A field of this name and of another kind is a person's to rename: it has no id for us.
    """
    found, subject = find_field(admin, name), f"field {name}"
    if found is not None and _kind(found) != kind:
        advice = f"it is a {_kind(found)}, not a {kind}: rename it and run this again"
        return SetupStep(StepAction.BY_HAND, subject, advice), None
    if found is not None:
        known = text(found, "id", "a field")
        return SetupStep(StepAction.KEEP, subject, f"is there as {known}"), known
    made = _create(admin, name, kind) if write else None
    return SetupStep(StepAction.CREATE, subject, f"create a {kind}", (f"+ {name}",)), made


def _kind(found: Json) -> str:
    schema = found.get("schema")
    custom = schema.get("custom") if isinstance(schema, dict) else None
    return str(custom).removeprefix(_TYPES)


def _create(admin: JiraAdmin, name: str, kind: str) -> str:
    body = {
        "name": name,
        "type": _TYPES + kind,
        "searcherKey": _SEARCHER,
        "description": _NOTE,
    }
    made = admin.call("POST", f"{admin.api}/field", body, doing=f"create the field {name}")
    return text(an_object(made, "field"), "id", "a field")


def trash_step(admin: JiraAdmin, name: str, *, write: bool) -> SetupStep:
    """Put the field into Jira's trash, where an administrator can restore it for 60 days."""
    found, subject = field_id(admin, name), f"field {name}"
    if found is None:
        return SetupStep(StepAction.KEEP, subject, "is not there")
    if not admin.is_cloud:
        advice = "a Data Center deletes a field in its administration alone"
        return SetupStep(StepAction.BY_HAND, subject, advice)
    if write:
        route = f"{admin.api}/field/{found}/trash"
        admin.call("POST", route, doing=f"put the field {name} into the trash")
    summary = "put into Jira's trash, with its values; it can be restored for 60 days"
    return SetupStep(StepAction.REMOVE, subject, summary, (f"- {name} ({found})",))
