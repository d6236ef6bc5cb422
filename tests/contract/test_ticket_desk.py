"""The fake and the real client before the sandbox, through one suite."""

from collections.abc import AsyncIterator, Iterable

import httpx
import pytest

from app.document import from_plain
from app.model import Organization, Person, Side
from connectors.sandbox.server import serve
from connectors.sandbox.zendesk.app import create_app
from connectors.sandbox.zendesk.config import Limits, ZendeskSandboxConfig
from connectors.zendesk.auth import OAuthClient
from connectors.zendesk.client import ZendeskClient
from tests.contract.ticket_desk import Desk, TicketDeskContract
from tests.fakes.ticket_desk import FakeTicketDesk

MARIA = Person(
    id="500",
    name="Maria Delgado",
    email="maria.delgado@northwind.example",
    phone="+1 202 555 0143",
    side=Side.CUSTOMER,
)
NORTHWIND = Organization(id="600", name="Northgate Freight", domains=("northwind.example",))

DANA = Person(id="701", name="Dana Whitfield", email="dana@acme.example", side=Side.SUPPORT)


class FakeWorld:
    field = "360001"
    unrestricted = "701"
    restricted = "702"
    outside = "703"

    def __init__(self) -> None:
        self.fake = FakeTicketDesk(
            fields={"Jira issue": self.field}, staff=[DANA], groups=["Support", "Escalations"]
        )
        self.desk: Desk = self.fake
        self.fake.let_see(self.unrestricted)
        self.fake.let_see(self.outside)

    async def new_ticket(self) -> int:
        return self.fake.add_ticket(MARIA, organization=NORTHWIND).id

    async def customer_writes(
        self, ticket_id: int, text: str, files: Iterable[tuple[str, bytes]] = ()
    ) -> str:
        return self.fake.add_comment(ticket_id, MARIA, from_plain(text), files=files).id

    async def seen_by_restricted(self) -> int:
        number = await self.new_ticket()
        self.fake.let_see(self.restricted, [number])
        return number

    async def in_private_group(self) -> int:
        number = await self.new_ticket()
        self.fake.make_private(number, [self.unrestricted])
        return number

    async def close(self, ticket_id: int) -> None:
        self.fake.change(ticket_id, status="closed")

    async def delete(self, ticket_id: int) -> None:
        self.fake.delete(ticket_id)

    async def lose_next_answer(self) -> None:
        self.fake.lose_next_answer()


class SandboxWorld:
    """Arranges through the vendor's API with a client of its own, not through ours."""

    field = ""
    unrestricted = ""
    restricted = ""
    outside = ""

    def __init__(self, desk: ZendeskClient, api: httpx.AsyncClient) -> None:
        self.desk: Desk = desk
        self.api = api
        self.people: dict[str, int] = {}
        self.groups: dict[str, int] = {}

    async def prepare(self) -> None:
        users = (await self.api.get("/api/v2/users")).json()["users"]
        self.people = {user["name"]: user["id"] for user in users}
        self.unrestricted = str(self.people["Dana Whitfield"])
        self.restricted = str(self.people["Sam Okonkwo"])
        fields = (await self.api.get("/api/v2/ticket_fields")).json()["ticket_fields"]
        self.field = next(str(f["id"]) for f in fields if f["title"] == "Jira issue")
        groups = (await self.api.get("/api/v2/groups")).json()["groups"]
        self.groups = {group["name"]: group["id"] for group in groups}
        agent = {"name": "Noor Aziz", "email": "noor@acme.example", "role": "agent"}
        made = await self.api.post("/api/v2/users", json={"user": agent})
        self.outside = str(made.raise_for_status().json()["user"]["id"])

    async def new_ticket(self) -> int:
        return await self._create()

    async def _create(self, **more: object) -> int:
        maria = self.people["Maria Delgado"]
        ticket = {"subject": "Import stops", "requester_id": maria, "status": "open", **more}
        ticket["comment"] = {"body": "The import stops.", "author_id": maria}
        made = await self.api.post("/api/v2/tickets", json={"ticket": ticket})
        return int(made.raise_for_status().json()["ticket"]["id"])

    async def customer_writes(
        self, ticket_id: int, text: str, files: Iterable[tuple[str, bytes]] = ()
    ) -> str:
        tokens = [await self._upload(name, content) for name, content in files]
        comment = {"body": text, "author_id": self.people["Maria Delgado"], "uploads": tokens}
        answer = await self._change(ticket_id, comment={**comment, "public": True})
        events = answer["audit"]["events"]
        return next(str(event["id"]) for event in events if event["type"] == "Comment")

    async def _upload(self, name: str, content: bytes) -> str:
        headers = {"Content-Type": "application/octet-stream"}
        made = await self.api.post(
            "/api/v2/uploads", params={"filename": name}, content=content, headers=headers
        )
        return str(made.raise_for_status().json()["upload"]["token"])

    async def _change(
        self, ticket_id: int, **ticket: object
    ) -> dict[str, dict[str, list[dict[str, object]]]]:
        answer = await self.api.put(f"/api/v2/tickets/{ticket_id}", json={"ticket": ticket})
        body: dict[str, dict[str, list[dict[str, object]]]] = answer.raise_for_status().json()
        return body

    async def seen_by_restricted(self) -> int:
        return await self._create(group_id=self.groups["Support"])

    async def in_private_group(self) -> int:
        return await self._create(group_id=self.groups["Escalations"])

    async def close(self, ticket_id: int) -> None:
        await self._change(ticket_id, status="solved")
        await self._change(ticket_id, status="closed")

    async def delete(self, ticket_id: int) -> None:
        (await self.api.delete(f"/api/v2/tickets/{ticket_id}")).raise_for_status()

    async def lose_next_answer(self) -> None:
        fault = {"method": "PUT", "kind": "timeout_after_write", "seconds": 0.2}
        (await self.api.post("/_sandbox/faults", json=fault)).raise_for_status()


class TestFakeTicketDesk(TicketDeskContract):
    @pytest.fixture
    def world(self) -> FakeWorld:
        return FakeWorld()


class TestZendeskClientBeforeTheSandbox(TicketDeskContract):
    @pytest.fixture
    async def world(self) -> AsyncIterator[SandboxWorld]:
        config = ZendeskSandboxConfig(limits=Limits(updates_per_ticket=500))
        client = OAuthClient(config.oauth_client_id, config.oauth_client_secret)
        login = (f"{config.api_email}/token", config.api_token)
        async with (
            serve(create_app(config)) as base,
            httpx.AsyncClient() as http,
            httpx.AsyncClient(base_url=base, auth=login) as api,
        ):
            world = SandboxWorld(ZendeskClient(http, base, client), api)
            await world.prepare()
            yield world
