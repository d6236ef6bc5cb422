"""What Airlock needs in Jira: two fields, their screen, a webhook, rules on guarded transitions.

`plan_setup` only reads and says what is missing; `apply_setup` makes it and says what it made. Both
block and need an account that administers Jira. A second run changes nothing. What the API does not
offer comes back as a step `by hand` with what to do.
"""

from collections.abc import Iterator

from connectors.jira.admin import JiraAdmin
from connectors.jira.setup_fields import field_steps
from connectors.jira.setup_guards import check_guard, guard_steps
from connectors.jira.setup_steps import GuardReport, SetupConfig, SetupStep
from connectors.jira.setup_webhook import webhook_step


def plan_setup(admin: JiraAdmin, config: SetupConfig) -> list[SetupStep]:
    """Say what is there and what `apply_setup` would make. Reads only. Raises VendorError."""
    return list(_steps(admin, config, write=False))


def apply_setup(admin: JiraAdmin, config: SetupConfig) -> list[SetupStep]:
    """Make what is missing, in order, and say what was made.

    A VendorError in the middle leaves the earlier steps made; running it again goes on from there.
    """
    return list(_steps(admin, config, write=True))


def check_guards(admin: JiraAdmin, config: SetupConfig) -> list[GuardReport]:
    """Read the workflows back and say for each guarded transition whether Jira enforces it."""
    return [report for one in config.guarded for report in check_guard(admin, config, one)]


def _steps(admin: JiraAdmin, config: SetupConfig, *, write: bool) -> Iterator[SetupStep]:
    yield from field_steps(admin, config, write=write)
    yield webhook_step(admin, config, write=write)
    for project in dict.fromkeys(one.project for one in config.guarded):
        yield from guard_steps(admin, config, project, write=write)
