"""The fake and the real client before the sandbox, Cloud and Data Center, through one suite."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from app.effects import GateToken, PolicyWord
from app.errors import WriteRefused
from app.model import Attachment, Person, Restriction, Side
from app.ports import IssueTracker
from connectors.jira.admin import connect
from connectors.jira.auth import ApiToken, PersonalToken
from connectors.jira.client import JiraClient
from connectors.jira.gate_loop import GateLoop
from connectors.jira.setup import apply_setup
from connectors.jira.setup_steps import GuardedTransition, LoopWanted, SetupConfig
from connectors.sandbox.faults import Fault, FaultBoard
from connectors.sandbox.jira.app import create_app
from connectors.sandbox.jira.config import BRIDGE, ENGINEER, JiraSandboxConfig, RateLimits
from connectors.sandbox.server import serve
from tests.contract.issue_tracker import IssueTrackerContract, creation
from tests.fakes.issue_tracker import FakeIssueTracker

ELI = Person(id="712020:eli", name="Eli Engineer", side=Side.ENGINEERING)


class FakeWorld:
    gate_name = "Escalation gate"
    reasons_name = "Escalation reasons"

    def __init__(self) -> None:
        self.fake = FakeIssueTracker()
        self.tracker: IssueTracker = self.fake
        self.fake.field_names = {
            self.gate_name: "customfield_1",
            self.reasons_name: "customfield_2",
        }

    async def new_issue(self) -> str:
        return self.fake.add_issue().id

    async def engineer_comments(
        self, issue: str, text: str, restricted_to: str | None = None
    ) -> str:
        rule = Restriction(kind="role", value=restricted_to) if restricted_to else None
        return self.fake.add_comment(issue, ELI, text, restriction=rule).id

    async def delete_issue(self, issue: str) -> None:
        self.fake.delete_issue(issue)

    async def attached(self, issue: str) -> list[Attachment]:
        return [known for known, _content in self.fake.files[issue]]

    async def remote_links(self, issue: str) -> list[tuple[str, str, bool]]:
        return [(one.url, one.title, one.resolved) for one in self.fake.links[issue]]

    async def gate_property(self, issue: str) -> object:
        return self.fake.gate_properties.get(issue)

    async def lose_next_answer(self) -> None:
        self.fake.lose_next_answer()


class SandboxWorld:
    """Arranges through the vendor's API with a client of its own, not through ours."""

    gate_name = "Escalation gate"
    reasons_name = "Escalation reasons"

    def __init__(
        self, tracker: JiraClient, api: httpx.AsyncClient, faults: FaultBoard, version: int = 3
    ) -> None:
        self.tracker: IssueTracker = tracker
        self.version = version
        self.api = api
        self.faults = faults

    async def new_issue(self) -> str:
        fields = {
            "project": {"key": "ENG"},
            "issuetype": {"name": "Bug"},
            "summary": "Export stops",
        }
        return str((await self._ask("POST", "issue", {"fields": fields}))["id"])

    async def engineer_comments(
        self, issue: str, text: str, restricted_to: str | None = None
    ) -> str:
        rule = {"type": "role", "value": restricted_to}
        paragraphs = [
            {"type": "paragraph", "content": [{"type": "text", "text": part}]}
            for part in text.split("\n\n")
        ]
        document = {"type": "doc", "version": 1, "content": paragraphs}
        body: object = document if self.version == 3 else text
        more = {"visibility": rule} if restricted_to else {}
        return str(
            (await self._ask("POST", f"issue/{issue}/comment", {"body": body, **more}))["id"]
        )

    async def delete_issue(self, issue: str) -> None:
        answer = await self.api.delete(
            f"/rest/api/{self.version}/issue/{issue}", auth=(BRIDGE.email, BRIDGE.token)
        )
        answer.raise_for_status()

    async def attached(self, issue: str) -> list[Attachment]:
        found = await self._ask("GET", f"issue/{issue}?fields=attachment")
        return [
            Attachment(id=str(one["id"]), file_name=one["filename"])
            for one in found["fields"]["attachment"]
        ]

    async def remote_links(self, issue: str) -> list[tuple[str, str, bool]]:
        objects = [one["object"] for one in await self._ask("GET", f"issue/{issue}/remotelink")]
        return [(one["url"], one["title"], one["status"]["resolved"]) for one in objects]

    async def gate_property(self, issue: str) -> object:
        answer = await self.api.get(
            f"/rest/api/{self.version}/issue/{issue}/properties/airlock.gate"
        )
        return answer.json()["value"] if answer.status_code == 200 else None

    async def lose_next_answer(self) -> None:
        self.faults.add(Fault(method="POST", kind="timeout_after_write"))

    async def _ask(self, method: str, path: str, body: object = None) -> Any:
        answer = await self.api.request(method, f"/rest/api/{self.version}/{path}", json=body)
        answer.raise_for_status()
        return answer.json()


class TestFake(IssueTrackerContract):
    @pytest.fixture
    def world(self) -> FakeWorld:
        return FakeWorld()


class TestClientBeforeTheSandbox(IssueTrackerContract):
    @pytest.fixture
    async def world(self) -> AsyncIterator[SandboxWorld]:
        app = create_app(JiraSandboxConfig(seed_gate=True))
        credentials = ApiToken(BRIDGE.email, BRIDGE.token)
        async with (
            serve(app) as base,
            httpx.AsyncClient() as http,
            httpx.AsyncClient(base_url=base, auth=(ENGINEER.email, ENGINEER.token)) as api,
        ):
            brisk = httpx.Timeout(5.0, read=2.0)
            client = JiraClient(http, base, credentials, timeout=brisk)
            yield SandboxWorld(client, api, app.state.faults)


class TestClientBeforeADataCenter(IssueTrackerContract):
    """The sandbox answers 404 below what a Data Center lacks, so a call of Cloud's would fail."""

    @pytest.fixture
    async def world(self) -> AsyncIterator[SandboxWorld]:
        app = create_app(JiraSandboxConfig(seed_gate=True, data_center=True))
        credentials = PersonalToken(BRIDGE.personal_token)
        async with (
            serve(app) as base,
            httpx.AsyncClient() as http,
            httpx.AsyncClient(base_url=base, auth=(ENGINEER.email, ENGINEER.token)) as api,
        ):
            brisk = httpx.Timeout(5.0, read=2.0)
            client = JiraClient(http, base, credentials, timeout=brisk)
            yield SandboxWorld(client, api, app.state.faults, version=2)


class TestClientThroughALoop(IssueTrackerContract):
    """The gate field stands on no edit or create screen: a looped transition alone sets it."""

    @pytest.fixture
    async def world(self) -> AsyncIterator[SandboxWorld]:
        app = create_app(JiraSandboxConfig(seed_gate=True, limits=RateLimits(10**6, 10**6)))
        loop = GateLoop(SandboxWorld.gate_name, "Airlock sets the gate")
        async with (
            serve(app) as base,
            httpx.AsyncClient() as http,
            httpx.AsyncClient(base_url=base, auth=(ENGINEER.email, ENGINEER.token)) as api,
        ):
            credentials = ApiToken(BRIDGE.email, BRIDGE.token)
            await asyncio.to_thread(_set_up_loop, base, credentials, loop)
            brisk = httpx.Timeout(5.0, read=2.0)
            client = JiraClient(http, base, credentials, timeout=brisk, gate_loop=lambda: loop)
            yield SandboxWorld(client, api, app.state.faults)

    async def test_an_issue_is_created_with_text_and_fields(self, world: SandboxWorld) -> None:
        """With the gate field it is refused: no screen of a creation holds it."""
        gate = (await world.tracker.field_ids())[world.gate_name]
        await world.tracker.apply(creation("m-1", {"priority": PolicyWord("High")}))
        with pytest.raises(WriteRefused) as caught:
            await world.tracker.apply(creation("m-2", {gate: GateToken("ok:ab")}))
        assert caught.value.fields == (gate,)


def _set_up_loop(base: str, credentials: ApiToken, loop: GateLoop) -> None:
    config = SetupConfig(
        webhook_url="https://airlock.test/webhooks/jira",
        webhook_secret="a secret of a test",
        projects=("ENG",),
        gate_field=loop.field_name,
        reasons_field=SandboxWorld.reasons_name,
        guarded=(GuardedTransition("ENG", "Escalated", "No."),),
        loop=LoopWanted(loop.transition, "bridge"),
    )
    apply_setup(connect(base, credentials), config)
