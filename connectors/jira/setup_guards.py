"""The rules on guarded transitions, put on and taken off, workflow by workflow."""

from collections.abc import Iterator, Sequence

from app.errors import WriteRefused
from connectors.jira.admin import JiraAdmin
from connectors.jira.reading import Json
from connectors.jira.screens import ScreenBook
from connectors.jira.setup_loop import (
    LoopParts,
    loop_lines,
    screens_of_gone,
    with_loop,
    without_loop,
)
from connectors.jira.setup_reading import Reading, ReadWorkflow
from connectors.jira.setup_steps import SetupConfig, SetupStep, StepAction
from connectors.jira.setup_update import obstacle_to, try_out, update
from connectors.jira.workflow_rules import Guard, guarded, rule_lines, unguarded
from connectors.jira.workflows import Move, guard_of, leads_to, not_meant

NEW_FIELD = "the new field"
_BACK = "read back: nothing else in it changed"


def guard_steps(
    admin: JiraAdmin,
    book: ScreenBook,
    config: SetupConfig,
    reading: Reading,
    field_id: str | None,
    loop: LoopParts | None,
    *,
    write: bool,
) -> Iterator[SetupStep]:
    """A step for each workflow, project out of reach, and status that nothing leads to.

    Rules of ours on transitions that the policy no longer guards go. Raises VendorError.
    """
    for project in reading.projects:
        if project.obstacle:
            yield SetupStep(StepAction.BY_HAND, f"workflow of {project.key}", project.obstacle)
    changes = [
        (workflow, wanted_transitions(workflow, config, field_id or NEW_FIELD, loop))
        for workflow in reading.workflows
    ]
    for workflow, wanted in changes:
        yield _step(admin, config, workflow, wanted, field_id, write=write)
    yield from _discard_screens(book, changes, write=write)
    yield from _nowhere(config, reading)


def wanted_transitions(
    workflow: ReadWorkflow, config: SetupConfig, field_id: str, loop: LoopParts | None
) -> list[Json]:
    """The workflow's transitions as they should be; the same objects where nothing is to do."""
    ruled = [_ruled(move, workflow, config, field_id) for move in workflow.moves]
    if loop is not None:
        return with_loop(ruled, loop)
    return without_loop(ruled) if config.loop is None else ruled


def _ruled(move: Move, workflow: ReadWorkflow, config: SetupConfig, field_id: str) -> Json:
    one = guard_of(move, workflow.guards(config), config.exempt_statuses)
    if one is None:
        return unguarded(move.raw, field_id)
    return guarded(move.raw, Guard(field_id, config.pattern, one.message))


def _step(
    admin: JiraAdmin,
    config: SetupConfig,
    workflow: ReadWorkflow,
    wanted: Sequence[Json],
    field_id: str | None,
    *,
    write: bool,
) -> SetupStep:
    subject = f"workflow {workflow.name}"
    before = workflow.raw["transitions"]
    if _is_same(before, wanted):
        return SetupStep(StepAction.KEEP, subject, "nothing in it is to be changed")
    diff = (*diff_lines(workflow, wanted, field_id or NEW_FIELD), *_side_effects(workflow, config))
    why = obstacle_to(admin, workflow, shared=config.shared)
    if why is not None:
        return SetupStep(StepAction.BY_HAND, subject, f"{why} change it in its editor", diff)
    if field_id is None:
        return SetupStep(StepAction.CHANGE, subject, "guard its transitions", diff)
    if not write:
        return _tried(admin, workflow, wanted, subject, diff)
    update(admin, workflow, wanted)
    return SetupStep(StepAction.CHANGE, subject, f"guarded; {_BACK}", diff)


def _tried(
    admin: JiraAdmin,
    workflow: ReadWorkflow,
    wanted: Sequence[Json],
    subject: str,
    diff: tuple[str, ...],
) -> SetupStep:
    """A screen that is still to be made cannot be tried with."""
    if any("the new screen" in line for line in diff):
        return SetupStep(StepAction.CHANGE, subject, "guard its transitions", diff)
    try_out(admin, workflow, wanted)
    summary = "guard its transitions; Jira's dry run finds nothing wrong with it"
    return SetupStep(StepAction.CHANGE, subject, summary, diff)


def _is_same(before: Sequence[Json], after: Sequence[Json]) -> bool:
    return len(before) == len(after) and all(
        old is new for old, new in zip(before, after, strict=True)
    )


def diff_lines(workflow: ReadWorkflow, wanted: Sequence[Json], field_id: str) -> list[str]:
    """Every rule that comes or goes, under the transition that it belongs to."""
    after = {str(one.get("id")): one for one in wanted}
    lines: list[str] = []
    for move in workflow.moves:
        rules = rule_lines(move.raw, after.get(move.id, move.raw), field_id)
        lines += [f"  {move.told}", *rules] if rules else []
    return [*lines, *loop_lines([move.raw for move in workflow.moves], wanted)]


def _side_effects(workflow: ReadWorkflow, config: SetupConfig) -> Iterator[str]:
    """What the rules will block besides, because Jira cannot tell the starts apart."""
    for move in workflow.moves:
        one = guard_of(move, workflow.guards(config), config.exempt_statuses)
        spare = not_meant(move, one, config.exempt_statuses) if one is not None else ()
        if spare:
            yield f"  {move.told}: blocks from {', '.join(spare)} too; split it to spare them"


def _nowhere(config: SetupConfig, reading: Reading) -> Iterator[SetupStep]:
    for one in config.guarded:
        workflows = reading.of_project(one.project)
        moves = [move for workflow in workflows for move in workflow.moves if not move.creates]
        if workflows and not any(leads_to(move, one.to_status) for move in moves):
            advice = f"no transition leads to the status {one.to_status}: correct the gate's policy"
            yield SetupStep(StepAction.BY_HAND, f"workflow of {one.project}", advice)


def unguard_steps(
    admin: JiraAdmin,
    book: ScreenBook,
    workflows: Sequence[ReadWorkflow],
    field_id: str,
    *,
    write: bool,
) -> Iterator[SetupStep]:
    """Take our rules and our looped transition off, and nothing else. Raises VendorError."""
    changes = [
        (workflow, without_loop([unguarded(move.raw, field_id) for move in workflow.moves]))
        for workflow in workflows
    ]
    for workflow, wanted in changes:
        yield _undo(admin, workflow, wanted, field_id, write=write)
    yield from _discard_screens(book, changes, write=write)


def _undo(
    admin: JiraAdmin,
    workflow: ReadWorkflow,
    wanted: Sequence[Json],
    field_id: str,
    *,
    write: bool,
) -> SetupStep:
    subject = f"workflow {workflow.name}"
    diff = tuple(diff_lines(workflow, wanted, field_id))
    why = obstacle_to(admin, workflow, shared=True)
    if why is not None:
        return SetupStep(StepAction.BY_HAND, subject, f"{why} change it in its editor", diff)
    if not write:
        try_out(admin, workflow, wanted)
        return SetupStep(StepAction.REMOVE, subject, "take our rules away", diff)
    update(admin, workflow, wanted)
    return SetupStep(StepAction.REMOVE, subject, f"our rules are gone; {_BACK}", diff)


def _discard_screens(
    book: ScreenBook, changes: Sequence[tuple[ReadWorkflow, Sequence[Json]]], *, write: bool
) -> Iterator[SetupStep]:
    """Screens of our looped transitions that went, once no workflow uses them any more."""
    gone = (
        screen
        for workflow, wanted in changes
        for screen in screens_of_gone(workflow.raw["transitions"], wanted)
    )
    for screen in dict.fromkeys(gone):
        subject, lines = f"screen {book.name_of(screen)}", (f"- {book.name_of(screen)}",)
        try:
            if write:
                book.delete(screen)
        except WriteRefused:
            advice = "Jira still finds it in use: delete it when nothing uses it any more"
            yield SetupStep(StepAction.BY_HAND, subject, advice, lines)
            continue
        summary = "the looped transition that used it is gone"
        yield SetupStep(StepAction.REMOVE, subject, summary, lines)
