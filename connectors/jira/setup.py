"""What Airlock needs in Jira: two fields, their contexts and screens, a webhook, workflow rules.

`plan_setup` only reads and says what is missing; `apply_setup` makes it and says what it made;
`plan_undo` and `apply_undo` take it away again. All block and need an account that administers
Jira. A second run changes nothing. What the API does not offer comes back as a step `by hand` with
what to do.
"""

from collections.abc import Iterator

from connectors.jira.admin import JiraAdmin
from connectors.jira.screens import ScreenBook
from connectors.jira.setup_contexts import context_steps
from connectors.jira.setup_fields import GATE_KIND, REASONS_KIND, field_id, field_step, trash_step
from connectors.jira.setup_guards import guard_steps, unguard_steps
from connectors.jira.setup_loop import LoopParts, prepare_loop, withdraw_steps
from connectors.jira.setup_reading import (
    DATA_CENTER,
    Reading,
    ReadWorkflow,
    read_guarded,
    read_holding,
)
from connectors.jira.setup_screens import exposure_steps, place_steps
from connectors.jira.setup_steps import SetupConfig, SetupStep, StepAction
from connectors.jira.setup_webhook import remove_webhook, webhook_step


def plan_setup(admin: JiraAdmin, config: SetupConfig) -> list[SetupStep]:
    """Say what is there and what `apply_setup` would make. Reads only. Raises VendorError."""
    return list(_steps(admin, config, write=False))


def apply_setup(admin: JiraAdmin, config: SetupConfig) -> list[SetupStep]:
    """Make what is missing, in order, and say what was made.

    A VendorError in the middle leaves the earlier steps made; running it again goes on from there.
    """
    return list(_steps(admin, config, write=True))


def plan_undo(admin: JiraAdmin, config: SetupConfig, *, everything: bool) -> list[SetupStep]:
    """Say what `apply_undo` would take away. Reads only. Raises VendorError."""
    return list(_undo(admin, config, everything=everything, write=False))


def apply_undo(admin: JiraAdmin, config: SetupConfig, *, everything: bool) -> list[SetupStep]:
    """Take our rules and looped transition off the workflows; with `everything` fields and webhook.

    Rules go first: a rule on a field that is gone would block for ever.
    """
    return list(_undo(admin, config, everything=everything, write=True))


def _steps(admin: JiraAdmin, config: SetupConfig, *, write: bool) -> Iterator[SetupStep]:
    book = ScreenBook(admin)
    made, gate = field_step(admin, config.gate_field, GATE_KIND, write=write)
    yield made
    told, reasons = field_step(admin, config.reasons_field, REASONS_KIND, write=write)
    yield told
    if StepAction.BY_HAND in (made.action, told.action):
        return
    reading = read_guarded(admin, config)
    yield from _contexts(admin, config, reading, (gate, reasons), write=write)
    steps, loop = prepare_loop(admin, book, config, gate, write=write)
    yield from steps
    yield from _places(admin, book, config, reading, gate, reasons, loop, write=write)
    yield webhook_step(admin, config, write=write)
    yield from guard_steps(admin, book, config, reading, gate, loop, write=write)
    if gate is None:
        return
    stale = _stale(admin, reading, gate)
    yield from unguard_steps(admin, book, stale, gate, write=write)
    if loop is not None:
        yield from withdraw_steps(book, config.gate_field, gate, loop, write=write)


def _stale(admin: JiraAdmin, reading: Reading, gate: str) -> list[ReadWorkflow]:
    """Workflows with our rules that no guarded project uses any more."""
    known = {workflow.id for workflow in reading.workflows}
    return [one for one in read_holding(admin, gate) if one.id not in known]


def _contexts(
    admin: JiraAdmin,
    config: SetupConfig,
    reading: Reading,
    fields: tuple[str | None, str | None],
    *,
    write: bool,
) -> Iterator[SetupStep]:
    names = (config.gate_field, config.reasons_field)
    for name, known in zip(names, fields, strict=True):
        if known is not None and admin.is_cloud:
            yield from context_steps(admin, name, known, reading.projects, write=write)


def _places(
    admin: JiraAdmin,
    book: ScreenBook,
    config: SetupConfig,
    reading: Reading,
    gate: str | None,
    reasons: str | None,
    loop: LoopParts | None,
    *,
    write: bool,
) -> Iterator[SetupStep]:
    """The reasons are for people to read; the gate field is only to be set."""
    if loop is None and (config.loop is None or admin.is_cloud):
        yield from place_steps(
            admin, book, config.gate_field, gate, reading.projects, read_too=False, write=write
        )
    yield from place_steps(
        admin, book, config.reasons_field, reasons, reading.projects, read_too=True, write=write
    )
    if gate is not None and loop is None:
        yield from exposure_steps(book, config, reading, gate, write=write)


def _undo(
    admin: JiraAdmin, config: SetupConfig, *, everything: bool, write: bool
) -> Iterator[SetupStep]:
    gate, book = field_id(admin, config.gate_field), ScreenBook(admin)
    if not admin.is_cloud:
        yield SetupStep(StepAction.BY_HAND, "workflows", DATA_CENTER)
    elif gate is not None:
        holding = read_holding(admin, gate)
        yield from unguard_steps(admin, book, holding, gate, write=write)
    if everything:
        yield remove_webhook(admin, config, write=write)
        for name in (config.gate_field, config.reasons_field):
            yield trash_step(admin, name, write=write)
