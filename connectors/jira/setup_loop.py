"""The stronger variant: a looped transition for our group alone, and its screen, set the gate.

A transition of ours is known by its property, whatever it is called now. Everything is put in place
before the gate field leaves the other screens, so that at no moment it can be set by nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from connectors.jira.admin import JiraAdmin
from connectors.jira.reading import Json, text
from connectors.jira.screens import ScreenBook
from connectors.jira.setup_steps import LoopWanted, SetupConfig, SetupStep, StepAction

MARK = {"airlock.gate": "loop"}
"""The transition property by which a looped transition is known as ours."""
_RESTRICT = "system:restrict-issue-transition"
_SCREEN = "system:transition-screen"
_NOTE = "Airlock sets the gate field here. The screen holds that field and no other."
_NEW = "the new screen"
_CENTER = (
    "make it in the workflow editor of the Data Center: from any status to the same one, for "
    "Airlock's group alone, with a screen that holds the gate field alone; and take that field "
    "off every other screen"
)


@dataclass(frozen=True, slots=True)
class LoopParts:
    """What the looped transition is made of, by Jira's ids."""

    name: str
    group_id: str
    screen_id: str


def screen_name(loop: LoopWanted) -> str:
    return f"Airlock: {loop.name}"


def find_group(admin: JiraAdmin, name: str) -> str | None:
    """The group's id; None when there is no such group."""
    route = f"{admin.api}/group/bulk"
    for one in admin.pages(route, {"groupName": name}, doing="look for the loop's group"):
        if one.get("name") == name:
            return text(one, "groupId", "a group")
    return None


def read_members(admin: JiraAdmin, group_id: str) -> tuple[bool, int]:
    """Whether the account that this runs as belongs to the group, and how many others do."""
    me = str(admin.ask("read our own account", lambda jira: jira.myself()).get("accountId"))
    route = f"{admin.api}/group/member"
    listed = admin.pages(route, {"groupId": group_id}, doing="read the loop's group")
    accounts = {str(one.get("accountId")) for one in listed}
    return me in accounts, len(accounts - {me})


def group_problem(admin: JiraAdmin, loop: LoopWanted) -> str | None:
    """Why the account that this runs as cannot take the looped transition; None where it can."""
    group_id = find_group(admin, loop.group)
    if group_id is None:
        return f"there is no group {loop.group}: make it and put Airlock's account into it, alone"
    is_member, others = read_members(admin, group_id)
    if is_member:
        return None
    if not others:
        return f"the group {loop.group} is empty: put Airlock's account into it, alone"
    return f"this account is not in the group {loop.group}; the one that Airlock runs as must be"


def prepare_loop(
    admin: JiraAdmin, book: ScreenBook, config: SetupConfig, field_id: str | None, *, write: bool
) -> tuple[list[SetupStep], LoopParts | None]:
    """The group, which a person must make, and the screen; the parts once all is there to be used.

    While the group is missing or empty nothing is changed, so that the gate field stays where it
    can be set. An administrator's account need not be in it.
    """
    loop = config.loop
    if loop is None:
        return [], None
    if not admin.is_cloud:
        return [SetupStep(StepAction.BY_HAND, f"transition {loop.name}", _CENTER)], None
    group_id, problem = find_group(admin, loop.group), group_problem(admin, loop)
    told = [SetupStep(StepAction.BY_HAND, f"group {loop.group}", problem)] if problem else []
    if group_id is None or read_members(admin, group_id) == (False, 0):
        return told, None
    step, screen = _screen_step(book, loop, config.gate_field, field_id, write=write)
    return [*told, step], LoopParts(loop.name, group_id, screen)


def _screen_step(
    book: ScreenBook, loop: LoopWanted, name: str, field_id: str | None, *, write: bool
) -> tuple[SetupStep, str]:
    wanted, subject = screen_name(loop), f"screen {screen_name(loop)}"
    screen = next((one for one, title in book.names().items() if title == wanted), None)
    held = book.fields_of(screen) if screen is not None else {}
    if screen is not None and field_id in held:
        return SetupStep(StepAction.KEEP, subject, f"holds {name}"), screen
    if field_id is not None and write:
        screen = screen or book.create(wanted, _NOTE)
        book.add(screen, field_id)
    summary = "the screen that alone holds the gate field"
    return SetupStep(StepAction.CREATE, subject, summary, (f"+ {name}",)), screen or _NEW


def withdraw_steps(
    book: ScreenBook, name: str, field_id: str, parts: LoopParts, *, write: bool
) -> Iterator[SetupStep]:
    """Take the gate field off every screen but the loop's."""
    for screen in book.with_field(field_id):
        if screen == parts.screen_id:
            continue
        if write:
            book.remove(screen, field_id)
        summary = "only the looped transition's screen holds the gate field"
        subject = f"screen {book.name_of(screen)}"
        yield SetupStep(StepAction.CHANGE, subject, summary, (f"- {name}",))


# ---- the transition in a workflow; pure ----------------------------------------------------------


def is_ours(transition: Json) -> bool:
    """Whether it is a looped transition that Airlock made."""
    return is_loop(transition) and (transition.get("properties") or {}).items() >= MARK.items()


def is_loop(transition: Json) -> bool:
    return transition.get("type") == "GLOBAL" and not transition.get("toStatusReference")


def loop_in(transitions: Sequence[Json], name: str) -> Json | None:
    """Ours, else one of this name that somebody made by hand."""
    loops = [one for one in transitions if is_loop(one)]
    named = (one for one in loops if one.get("name") == name)
    return next(filter(is_ours, loops), None) or next(named, None)


def with_loop(transitions: Sequence[Json], parts: LoopParts) -> list[Json]:
    """The transitions with the loop as it must be; the same objects where it is so already."""
    found = loop_in(transitions, parts.name)
    if found is None:
        return [*transitions, _new_loop(parts, _free_id(transitions))]
    wanted = found if not loop_flaws(found, parts) and is_ours(found) else _mended(found, parts)
    return [wanted if one is found else one for one in transitions]


def without_loop(transitions: Sequence[Json]) -> list[Json]:
    """The transitions without ours; one that somebody made by hand stays."""
    return [one for one in transitions if not is_ours(one)]


def loop_flaws(transition: Json, parts: LoopParts) -> list[str]:
    """Why the looped transition lets others set the gate, or cannot be taken by us."""
    flaws = []
    if transition.get("name") != parts.name:
        flaws.append(f"it is called {transition.get('name')}, the policy calls it {parts.name}")
    if not _restricts(transition.get("conditions") or {}, parts.group_id):
        flaws.append("it is not restricted to the policy's group alone")
    screen = (transition.get("transitionScreen") or {}).get("parameters") or {}
    if str(screen.get("screenId")) != parts.screen_id:
        flaws.append("its screen is not the one that holds the gate field")
    return flaws


def _restricts(group: Mapping[str, Any], group_id: str) -> bool:
    """Whether all who pass are members: of ANY conditions each must say so, of ALL one."""
    answers = [_is_for(rule, group_id) for rule in group.get("conditions") or []]
    answers += [_restricts(inner, group_id) for inner in group.get("conditionGroups") or []]
    return bool(answers) and (all if group.get("operation") == "ANY" else any)(answers)


def _is_for(rule: Json, group_id: str) -> bool:
    """Whoever meets one of the rule's parameters passes, so the group must stand alone in it."""
    given = {name: value for name, value in (rule.get("parameters") or {}).items() if value}
    return rule.get("ruleKey") == _RESTRICT and given == {"groupIds": group_id}


def _new_loop(parts: LoopParts, transition_id: str) -> Json:
    blank = {
        "id": transition_id,
        "description": _NOTE,
        "type": "GLOBAL",
        "links": [],
        "properties": {},
        "triggers": [],
        "validators": [],
        "actions": [],
    }
    return _mended(blank, parts)


def _mended(transition: Json, parts: LoopParts) -> Json:
    condition = {"ruleKey": _RESTRICT, "parameters": {"groupIds": parts.group_id}}
    return {
        **transition,
        "name": parts.name,
        "properties": {**(transition.get("properties") or {}), **MARK},
        "conditions": {"operation": "ALL", "conditions": [condition], "conditionGroups": []},
        "transitionScreen": {"ruleKey": _SCREEN, "parameters": {"screenId": parts.screen_id}},
    }


def _free_id(transitions: Sequence[Json]) -> str:
    """Jira counts transitions in tens."""
    used = [int(one["id"]) for one in transitions if str(one.get("id")).isdigit()]
    return str((max(used, default=0) // 10 + 1) * 10 + 1)


def loop_lines(before: Sequence[Json], after: Sequence[Json]) -> list[str]:
    """How the looped transition comes, goes or changes, in words for a person."""
    old = [_told(one) for one in before if is_ours(one)]
    new = [_told(one) for one in after if is_ours(one)]
    gone = [f"- {line}" for line in old if line not in new]
    return [*gone, *(f"+ {line}" for line in new if line not in old)]


def _told(transition: Json) -> str:
    screen = (transition.get("transitionScreen") or {}).get("parameters") or {}
    rules = (transition.get("conditions") or {}).get("conditions") or []
    groups = ", ".join(str((rule.get("parameters") or {}).get("groupIds")) for rule in rules)
    name, number = transition.get("name"), transition.get("id")
    return (
        f"transition {name} ({number}): anywhere → the same status, "
        f"for group {groups or 'of anybody'}, with screen {screen.get('screenId')}"
    )


def screens_of_gone(before: Sequence[Json], after: Sequence[Json]) -> list[str]:
    """Ids of the screens of looped transitions of ours that are no longer there."""
    kept = {one.get("id") for one in after}
    gone = [one for one in before if is_ours(one) and one.get("id") not in kept]
    found = ((one.get("transitionScreen") or {}).get("parameters") or {} for one in gone)
    return [str(one["screenId"]) for one in found if one.get("screenId")]
