"""Whether Jira itself holds each guarded transition, read back from Jira; nothing is written.

Enforced: Jira refuses while the gate field holds no value of our shape. Advisory: it does not, or
not against somebody who means to pass; what passed is seen and reported. Unguarded: nothing holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from connectors.jira.admin import JiraAdmin
from connectors.jira.screens import ScreenBook
from connectors.jira.setup_contexts import Context, context_problem, read_contexts
from connectors.jira.setup_fields import field_id
from connectors.jira.setup_loop import (
    LoopParts,
    find_group,
    group_problem,
    loop_flaws,
    loop_in,
    read_members,
    screen_name,
)
from connectors.jira.setup_reading import (
    Reading,
    ReadProject,
    ReadWorkflow,
    read_guarded,
    workflows_of,
)
from connectors.jira.setup_screens import shows_gate
from connectors.jira.setup_steps import (
    GuardedTransition,
    GuardReport,
    GuardState,
    SetupConfig,
)
from connectors.jira.workflow_rules import Guard, flaws_of, has_forge_rule, writers_of
from connectors.jira.workflows import Move, guard_of, leads_to

_HELD = {
    False: "Jira holds both rules; whoever may edit the issue can type a value, which is cleared "
    "and reported when seen",
    True: "Jira holds both rules; the gate field can be set by the looped transition alone",
}
_CREATED = "issues are created in this status, and no rule can ask a new issue for our value"
_SINCE = "; others of this workflow hold them, so it was added or changed since the setup ran"
_RERUN = "run `airlock setup jira --apply`"


@dataclass(frozen=True, slots=True)
class _Site:
    """What the reports rest on, read once."""

    admin: JiraAdmin
    config: SetupConfig
    book: ScreenBook
    field_id: str
    contexts: list[Context]
    on_screens: list[str]
    loop_group: str | None
    loop_group_problem: str | None
    loop_strangers: int

    def guard(self, wanted: GuardedTransition) -> Guard:
        return Guard(self.field_id, self.config.pattern, wanted.message)


def check_guards(admin: JiraAdmin, config: SetupConfig) -> list[GuardReport]:
    """A report for each guarded transition, and one where there is none. Raises VendorError."""
    reading = read_guarded(admin, config)
    known = field_id(admin, config.gate_field)
    site = _look(admin, config, known) if known is not None and admin.is_cloud else None
    return [
        report
        for wanted in config.guarded
        for report in _reports(admin, site, config, reading, wanted)
    ]


def _look(admin: JiraAdmin, config: SetupConfig, known: str) -> _Site:
    book, loop = ScreenBook(admin), config.loop
    group = find_group(admin, loop.group) if loop is not None else None
    return _Site(
        admin=admin,
        config=config,
        book=book,
        field_id=known,
        contexts=read_contexts(admin, known),
        on_screens=book.with_field(known),
        loop_group=group,
        loop_group_problem=group_problem(admin, loop) if loop is not None else None,
        loop_strangers=read_members(admin, group)[1] if group is not None else 0,
    )


def _reports(
    admin: JiraAdmin,
    site: _Site | None,
    config: SetupConfig,
    reading: Reading,
    wanted: GuardedTransition,
) -> Iterator[GuardReport]:
    project = next(one for one in reading.projects if one.key == wanted.project)
    if project.obstacle:
        note = _forge_note(admin, project, wanted) if admin.is_cloud else ""
        yield _advisory(config, wanted, f"{project.obstacle}{note}")
        return
    into = [
        (workflow, move)
        for workflow in reading.of_project(wanted.project)
        for move in workflow.moves
        if leads_to(move, wanted.to_status)
    ]
    if not any(not move.creates for _, move in into):
        yield _report(wanted, "", GuardState.UNGUARDED, "no transition leads to this status")
    for workflow, move in into:
        if move.creates:
            yield _report(wanted, move.name, GuardState.UNGUARDED, _CREATED)
        elif guard_of(move, [wanted], config.exempt_statuses) is not None:
            yield _judge(site, config, project, workflow, move, wanted)


def _forge_note(admin: JiraAdmin, project: ReadProject, wanted: GuardedTransition) -> str:
    """On how many of a team-managed project's guarded transitions our Forge app's rule stands."""
    moves = [move for workflow in workflows_of(admin, project) for move in workflow.moves]
    into = [move for move in moves if leads_to(move, wanted.to_status) and not move.creates]
    held = sum(has_forge_rule(move.raw) for move in into)
    return f"; the Forge app's validator stands on {held} of {len(into)} transitions there"


def _advisory(config: SetupConfig, wanted: GuardedTransition, why: str) -> GuardReport:
    after = "the service takes a passage back afterwards, with a comment (policy: revert)"
    later = after if wanted.project in config.revert else "what passes is reported afterwards"
    return _report(wanted, "", GuardState.ADVISORY, f"{why}; {later}")


def _judge(
    site: _Site | None,
    config: SetupConfig,
    project: ReadProject,
    workflow: ReadWorkflow,
    move: Move,
    wanted: GuardedTransition,
) -> GuardReport:
    if site is None:
        why = f"Jira has no field {config.gate_field}: {_RERUN}"
        return _report(wanted, move.name, GuardState.UNGUARDED, why)
    flaws = flaws_of(move.raw, site.guard(wanted))
    opened = [flaw.why for flaw in flaws if flaw.open]
    if opened:
        since = _SINCE if _others_hold(site, workflow, move, wanted) else ""
        why = f"{'; '.join(opened)}{since}: {_RERUN}"
        return _report(wanted, move.name, GuardState.UNGUARDED, why)
    around = [*(flaw.why for flaw in flaws if not flaw.dead), *_ways_around(site, workflow, move)]
    dead = [flaw.why for flaw in flaws if flaw.dead]
    dead += [*_dead_ends(site, project), *_lost_loop(site, workflow)]
    state = GuardState.ADVISORY if around else GuardState.ENFORCED
    told = dict.fromkeys((*around, *dead)) or (_HELD[config.loop is not None],)
    return _report(wanted, move.name, state, "; ".join(told), works=not dead)


def _others_hold(
    site: _Site, workflow: ReadWorkflow, move: Move, wanted: GuardedTransition
) -> bool:
    return any(
        not flaws_of(other.raw, site.guard(wanted))
        for other in workflow.moves
        if other.id != move.id
    )


def _ways_around(site: _Site, workflow: ReadWorkflow, move: Move) -> Iterator[str]:
    """How somebody, or Jira by itself, can put a value of the right shape into the field."""
    shown = shows_gate(site.book, move, site.field_id)
    if shown is not None:
        yield f"{shown} of this transition holds the gate field, so a typed value passes at once"
    for other in workflow.moves:
        for key in writers_of(other.raw, site.field_id):
            yield f"the post function {key} of transition {other.name} writes the gate field"
    yield from _loop_gaps(site, workflow)


def _loop_gaps(site: _Site, workflow: ReadWorkflow) -> Iterator[str]:
    """How the gate field can be set past the looped transition, where the policy has one."""
    loop = site.config.loop
    if loop is None:
        return
    own = [one for one, name in site.book.names().items() if name == screen_name(loop)]
    names = [site.book.name_of(one) for one in site.on_screens if one not in own]
    if names:
        yield f"the gate field stands on other screens too ({', '.join(names)}): {_RERUN}"
    if site.loop_strangers:
        count = site.loop_strangers
        yield f"{count} other accounts of the group {loop.group} can set the gate field"
    found = loop_in([one.raw for one in workflow.moves], loop.name)
    if found is None:
        return
    parts = LoopParts(loop.name, site.loop_group or "", own[0] if own else "")
    for flaw in loop_flaws(found, parts):
        yield f"the looped transition {found.get('name')}: {flaw}"


def _lost_loop(site: _Site, workflow: ReadWorkflow) -> Iterator[str]:
    loop = site.config.loop
    if loop is not None and loop_in([one.raw for one in workflow.moves], loop.name) is None:
        yield f"the workflow has no looped transition {loop.name}, so our value cannot be set"


def _dead_ends(site: _Site, project: ReadProject) -> Iterator[str]:
    """Why our value cannot be set, so that Jira refuses for ever."""
    problem = context_problem(site.contexts, project)
    if problem is not None:
        yield f"{problem}, so our value cannot be set there: {_RERUN}"
    loop = site.config.loop
    if loop is not None:
        if site.loop_group_problem is not None:
            yield site.loop_group_problem
        return
    missing = [one for one in site.book.of_project(project.id).edits if one not in site.on_screens]
    for screen in missing:
        yield f"the edit screen {site.book.name_of(screen)} lacks the gate field: {_RERUN}"


def _report(
    wanted: GuardedTransition, name: str, state: GuardState, why: str, *, works: bool = True
) -> GuardReport:
    return GuardReport(wanted.project, wanted.to_status, name, state, why, works)
