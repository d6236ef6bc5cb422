"""The screens of the gate's fields: where they must stand, and where the gate field must not.

Our account is an ordinary one: it can set a field only where a screen holds it. So a guarded
project's edit screens hold the gate field, unless a looped transition sets it; then no other screen
does. The screen of a guarded transition never holds it: what is typed there is what Jira's rules
see, so a well-formed text would pass at once.
"""

from collections.abc import Iterator, Sequence

from connectors.jira.admin import JiraAdmin
from connectors.jira.reading import an_object, objects, text
from connectors.jira.screens import ScreenBook
from connectors.jira.setup_reading import Reading, ReadProject
from connectors.jira.setup_steps import SetupConfig, SetupStep, StepAction
from connectors.jira.workflows import Move, guard_of

_SHARED = "system:transition-screen"
_REMIND = "system:remind-people-to-update-fields"


def place_steps(
    admin: JiraAdmin,
    book: ScreenBook,
    name: str,
    field_id: str | None,
    projects: Sequence[ReadProject],
    *,
    read_too: bool,
    write: bool,
) -> Iterator[SetupStep]:
    """Put the field on the edit screens of the projects; with `read_too` on the view screens."""
    reached = [project for project in projects if not project.obstacle]
    done: set[str] = set()
    for project in reached:
        screens = book.of_project(project.id)
        for screen in dict.fromkeys((*screens.edits, *(screens.views if read_too else ()))):
            if screen not in done:
                done.add(screen)
                yield _place(book, name, field_id, screen, write=write)
    for project in projects:
        if project.obstacle:
            yield from _by_hand(admin, name, field_id, project, write=write)


def _place(
    book: ScreenBook, name: str, field_id: str | None, screen: str, *, write: bool
) -> SetupStep:
    subject = f"screen {book.name_of(screen)}"
    if field_id is not None and field_id in book.fields_of(screen):
        return SetupStep(StepAction.KEEP, subject, f"holds {name}")
    if field_id is not None and write:
        book.add(screen, field_id)
    return SetupStep(StepAction.CHANGE, subject, f"put {name} on it", (f"+ {name}",))


def _by_hand(
    admin: JiraAdmin, name: str, field_id: str | None, project: ReadProject, *, write: bool
) -> Iterator[SetupStep]:
    """Where Jira does not tell a project's screens: the default one, and a look at an issue."""
    if not admin.is_cloud and field_id not in (() if field_id is None else _on_default(admin)):
        if field_id is not None and write:
            route = f"{admin.api}/screens/addToDefault/{field_id}"
            admin.call("POST", route, {}, doing=f"put the field {name} on the default screen")
        yield SetupStep(StepAction.CHANGE, "default screen", f"put {name} on it", (f"+ {name}",))
    if field_id is not None and is_settable(admin, project.key, field_id) is False:
        advice = "put the field on the edit screen of this project: it cannot be set there"
        yield SetupStep(StepAction.BY_HAND, f"screen of {name} in {project.key}", advice)


def _on_default(admin: JiraAdmin) -> Iterator[str]:
    """A Data Center does not tell a field's screens, only a screen's fields."""
    doing = "read the fields of the default screen"
    for tab in objects(admin.call("GET", f"{admin.api}/screens/1/tabs", doing=doing), "tabs"):
        route = f"{admin.api}/screens/1/tabs/{text(tab, 'id', 'a tab')}/fields"
        for one in objects(admin.call("GET", route, doing=doing), "fields"):
            yield text(one, "id", "a field")


def is_settable(admin: JiraAdmin, project: str, field_id: str) -> bool | None:
    """Whether the project's newest issue takes the field; None when the project has no issue."""
    jql = f'project = "{project}" ORDER BY created DESC'
    issues, _more = admin.search(jql, size=1, doing=f"find an issue of project {project}")
    if not issues:
        return None
    key = text(issues[0], "key", "an issue")
    meta = admin.ask(f"read which fields {key} takes", lambda jira: jira.editmeta(key))
    return field_id in an_object(an_object(meta, "answer").get("fields"), "fields")


# ---- the screens of guarded transitions ----------------------------------------------------------


def shows_gate(book: ScreenBook, move: Move, field_id: str) -> str | None:
    """The screen of the transition that holds the gate field, in words; None where none does."""
    rule = move.raw.get("transitionScreen") or {}
    parameters = rule.get("parameters") or {}
    if rule.get("ruleKey") == _REMIND:
        asked = [part.strip() for part in str(parameters.get("remindingFieldIds")).split(",")]
        return "the reminder to fill in fields" if field_id in asked else None
    screen = screen_of(move)
    if screen is None or field_id not in book.fields_of(screen):
        return None
    return f"the screen {book.name_of(screen)}"


def screen_of(move: Move) -> str | None:
    """The id of the transition's own screen."""
    rule = move.raw.get("transitionScreen") or {}
    screen = (rule.get("parameters") or {}).get("screenId")
    return str(screen) if rule.get("ruleKey") == _SHARED and screen else None


def exposure_steps(
    book: ScreenBook, config: SetupConfig, reading: Reading, field_id: str, *, write: bool
) -> Iterator[SetupStep]:
    """Take the gate field off the screens of guarded transitions, or say who must."""
    needed = {screen for one in reading.projects for screen in _edit_screens(book, one)}
    for workflow in reading.workflows:
        for move in workflow.moves:
            if guard_of(move, workflow.guards(config), config.exempt_statuses) is None:
                continue
            shown = shows_gate(book, move, field_id)
            if shown is not None:
                may = config.loop is not None or screen_of(move) not in needed
                yield _hide(book, config, move, field_id, shown, may=may, write=write)


def _edit_screens(book: ScreenBook, project: ReadProject) -> tuple[str, ...]:
    return () if project.obstacle else book.of_project(project.id).edits


def _hide(
    book: ScreenBook,
    config: SetupConfig,
    move: Move,
    field_id: str,
    shown: str,
    *,
    may: bool,
    write: bool,
) -> SetupStep:
    why = f"{shown} of this transition holds the gate field, so a typed value would pass"
    screen = screen_of(move)
    if screen is None or not may:
        advice = "it is an edit screen too: give the transition another screen, or none"
        advice = advice if screen is not None else "take the field out of it in the workflow editor"
        return SetupStep(StepAction.BY_HAND, move.told, f"{why}; {advice}")
    if write:
        book.remove(screen, field_id)
    return SetupStep(StepAction.CHANGE, move.told, why, (f"- {config.gate_field}",))
