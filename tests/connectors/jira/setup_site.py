"""A sandbox Jira over real HTTP and setup before it; the `jira` library blocks: in a thread."""

import asyncio
import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

from fastapi import FastAPI

from connectors.jira.admin import JiraAdmin
from connectors.jira.auth import ApiToken
from connectors.jira.guard_reports import check_guards
from connectors.jira.setup import apply_setup, apply_undo, plan_setup, plan_undo
from connectors.jira.setup_steps import (
    GuardedTransition,
    GuardReport,
    SetupConfig,
    SetupStep,
    StepAction,
)
from connectors.sandbox.jira.config import ADMIN
from connectors.sandbox.jira.records import Workflow
from connectors.sandbox.jira.seed_workflows import SOFTWARE

MESSAGE = "The escalation packet is incomplete."
CONFIG = SetupConfig(
    webhook_url="https://airlock.test/webhooks/jira",
    webhook_secret="webhook-secret-1",
    projects=("ENG",),
    gate_field="Airlock gate",
    reasons_field="Airlock reasons",
    guarded=(GuardedTransition("ENG", "Escalated", MESSAGE),),
)
TOKEN = ApiToken(ADMIN.email, ADMIN.token)
_READS = ("/workflows", "/workflows/update/validation")


@dataclass
class Site:
    app: FastAPI
    base: str
    admin: JiraAdmin

    async def plan(self, config: SetupConfig = CONFIG) -> list[SetupStep]:
        return await asyncio.to_thread(plan_setup, self.admin, config)

    async def apply(self, config: SetupConfig = CONFIG) -> list[SetupStep]:
        return await asyncio.to_thread(apply_setup, self.admin, config)

    async def undo(
        self, config: SetupConfig = CONFIG, *, everything: bool = False, write: bool = True
    ) -> list[SetupStep]:
        do = apply_undo if write else plan_undo
        return await asyncio.to_thread(lambda: do(self.admin, config, everything=everything))

    async def reports(self, config: SetupConfig = CONFIG) -> list[GuardReport]:
        return await asyncio.to_thread(check_guards, self.admin, config)

    async def states(self, config: SetupConfig = CONFIG) -> list[tuple[str, str]]:
        return [(one.transition, one.state.value) for one in await self.reports(config)]

    def writes(self) -> list[object]:
        """Requests that change something; reading and trying out workflows are POSTs at Jira."""
        return [
            (one["method"], one["path"])
            for one in self.app.state.requests.entries
            if one["method"] != "GET" and not str(one["path"]).endswith(_READS)
        ]

    def stored(self, workflow_id: str = SOFTWARE) -> Workflow:
        found: Workflow = self.app.state.jira.workflows[workflow_id]
        return found

    def workflow(self, workflow_id: str = SOFTWARE) -> Any:
        """All of it but its version."""
        stored = self.stored(workflow_id)
        whole = (stored.name, stored.description, stored.statuses, stored.transitions)
        return copy.deepcopy((*whole, stored.start_layout, stored.looped_layout))

    def transition(self, name: str, workflow_id: str = SOFTWARE) -> Any:
        (found,) = [one for one in self.stored(workflow_id).transitions if one["name"] == name]
        return found

    def field_id(self, name: str) -> str:
        fields = self.app.state.jira.fields.values()
        (found,) = [one.field_id for one in fields if one.name == name]
        return str(found)

    @contextmanager
    def meanwhile(self, route: str, change: Callable[[], None]) -> Iterator[None]:
        """Let `change` happen right after the next call of a route that ends so."""
        real, done = self.admin.call, []

        def call(method: str, path: str, *args: Any, **options: Any) -> Any:
            answer = real(method, path, *args, **options)
            if path.endswith(route) and not done:
                done.append(path)
                change()
            return answer

        with mock.patch.object(self.admin, "call", call):
            yield
        assert done, f"{route} was never called"


def actions(steps: list[SetupStep]) -> set[StepAction]:
    return {step.action for step in steps}


def to_do(steps: list[SetupStep]) -> Mapping[str, SetupStep]:
    """The steps that are not there already, by subject."""
    return {step.subject: step for step in steps if step.action is not StepAction.KEEP}
