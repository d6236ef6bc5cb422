"""The gate's two fields and the screens on which they can be set."""

from collections.abc import Iterator

from app.errors import PolicyError
from connectors.jira.admin import JiraAdmin
from connectors.jira.reading import Json, an_object, objects, text
from connectors.jira.setup_steps import SetupConfig, SetupStep, StepAction

_TYPES = "com.atlassian.jira.plugin.system.customfieldtypes:"
_SEARCHER = _TYPES + "textsearcher"
_NOTE = "Written by Airlock. A value that anyone else writes is cleared."


def find_field(admin: JiraAdmin, name: str) -> Json | None:
    """The custom field of this name. Raises PolicyError when several share it."""
    listed = admin.ask("read the list of fields", lambda jira: jira.fields())
    found = [one for one in listed if one.get("custom") and one.get("name") == name]
    if len(found) > 1:
        raise PolicyError(
            (f"Jira has {len(found)} custom fields named {name!r}: rename all but one of them.",)
        )
    return found[0] if found else None


def field_steps(admin: JiraAdmin, config: SetupConfig, *, write: bool) -> Iterator[SetupStep]:
    """A step for each field and for each screen that lacks it."""
    for name, kind in ((config.gate_field, "textfield"), (config.reasons_field, "textarea")):
        found = find_field(admin, name)
        if found is not None and _kind(found) != kind:
            advice = f"it is a {_kind(found)}, not a {kind}: rename it and run this again"
            yield SetupStep(StepAction.BY_HAND, f"field {name}", advice)
            continue
        field_id = text(found, "id", "a field") if found is not None else None
        yield _field_step(name, kind, field_id)
        if field_id is None and write:
            field_id = _create(admin, name, kind)
        yield from _screen_steps(admin, config, name, field_id, write=write)


def _kind(found: Json) -> str:
    schema = found.get("schema")
    custom = schema.get("custom") if isinstance(schema, dict) else None
    return str(custom).removeprefix(_TYPES)


def _field_step(name: str, kind: str, field_id: str | None) -> SetupStep:
    if field_id is not None:
        return SetupStep(StepAction.KEEP, f"field {name}", f"is there as {field_id}")
    return SetupStep(StepAction.CREATE, f"field {name}", f"create a {kind}", (f"+ {name}",))


def _create(admin: JiraAdmin, name: str, kind: str) -> str:
    body = {
        "name": name,
        "type": _TYPES + kind,
        "searcherKey": _SEARCHER,
        "description": _NOTE,
    }
    made = admin.call("POST", f"{admin.api}/field", body, doing=f"create the field {name}")
    return text(an_object(made, "field"), "id", "a field")


def _screen_steps(
    admin: JiraAdmin, config: SetupConfig, name: str, field_id: str | None, *, write: bool
) -> Iterator[SetupStep]:
    """On one screen at least; where a guarded project's issues lack it, a person must help."""
    subject = f"screen of {name}"
    if field_id is None or not _is_on_a_screen(admin, field_id):
        if field_id is not None and write:
            route = f"{admin.api}/screens/addToDefault/{field_id}"
            admin.call("POST", route, {}, doing=f"put the field {name} on the default screen")
        summary, diff = "put the field on the default screen", (f"+ {name}",)
        yield SetupStep(StepAction.CREATE, subject, summary, diff)
    else:
        yield SetupStep(StepAction.KEEP, subject, "the field is on a screen")
    guarded = dict.fromkeys(one.project for one in config.guarded)
    for project in guarded if field_id is not None else ():
        if _is_settable(admin, project, field_id) is False:
            advice = "put the field on the edit screen of this project: it cannot be set there"
            yield SetupStep(StepAction.BY_HAND, f"{subject} in {project}", advice)


def _is_on_a_screen(admin: JiraAdmin, field_id: str) -> bool:
    if not admin.is_cloud:
        return field_id in _on_default_screen(admin)
    route = f"{admin.api}/field/{field_id}/screens"
    return any(admin.pages(route, doing=f"read the screens of the field {field_id}"))


def _on_default_screen(admin: JiraAdmin) -> Iterator[str]:
    """A Data Center does not tell a field's screens, only a screen's fields."""
    doing = "read the fields of the default screen"
    for tab in objects(admin.call("GET", f"{admin.api}/screens/1/tabs", doing=doing), "tabs"):
        route = f"{admin.api}/screens/1/tabs/{text(tab, 'id', 'a tab')}/fields"
        for one in objects(admin.call("GET", route, doing=doing), "fields"):
            yield text(one, "id", "a field")


def _is_settable(admin: JiraAdmin, project: str, field_id: str | None) -> bool | None:
    """Whether the project's newest issue takes the field; None when the project has no issue."""
    jql = f'project = "{project}" ORDER BY created DESC'
    issues, _more = admin.search(jql, size=1, doing=f"find an issue of project {project}")
    if not issues:
        return None
    key = text(issues[0], "key", "an issue")
    meta = admin.ask(f"read which fields {key} takes", lambda jira: jira.editmeta(key))
    return field_id in an_object(an_object(meta, "answer").get("fields"), "fields")
