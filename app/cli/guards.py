"""The guarded transitions, read back from Jira, for `airlock doctor`."""

import asyncio

from app.bootstrap import Service
from app.credentials import jira_credentials, require
from app.errors import VendorError
from app.installing import jira_setup_config
from app.services.health import Check
from app.settings import Settings
from connectors.jira import setup as jira_setup
from connectors.jira.admin import connect
from connectors.jira.setup_steps import GuardReport, GuardState, SetupConfig


async def check_guards(service: Service) -> tuple[Check, ...]:
    """One check a guarded transition: fine when Jira itself enforces it."""
    policies = service.policies.current()
    config = jira_setup_config(policies, service.settings.public_url or "", "")
    try:
        reports = await asyncio.to_thread(_read, service.settings, config)
    except VendorError as error:
        return (Check("guarded transitions", False, str(error)),)
    return tuple(_check(report) for report in reports)


def _read(settings: Settings, config: SetupConfig) -> list[GuardReport]:
    base_url = require(settings.jira.base_url, "AIRLOCK_JIRA__BASE_URL")
    return jira_setup.check_guards(connect(base_url, jira_credentials(settings.jira)), config)


def _check(report: GuardReport) -> Check:
    name = f"{report.project}: {report.transition or report.to_status}"
    return Check(name, report.state is GuardState.ENFORCED, f"{report.state.value}: {report.why}")
