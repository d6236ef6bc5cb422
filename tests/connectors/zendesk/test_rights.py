"""What we let an agent see, beside what the sandbox shows that agent when it asks by itself."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.errors import PermissionRefused
from app.model import Right
from connectors.sandbox.faults import Fault
from connectors.sandbox.zendesk import people, tickets
from connectors.sandbox.zendesk.app import create_app
from connectors.sandbox.zendesk.auth import service_user
from connectors.sandbox.zendesk.config import Limits, ZendeskSandboxConfig
from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.model import Record, Via
from connectors.zendesk.client import ZendeskClient
from tests.connectors.zendesk.sandbox import CREDENTIALS

BASE = "http://desk.test"
ACCESS = tuple(people.TICKET_ACCESS)
OWN = (None, "assigned", "groups", "organization")


@dataclass
class World:
    """Two groups, one of them private; two organizations; a ticket in each place."""

    app: FastAPI
    desk: Desk
    ours: ZendeskClient
    http: httpx.AsyncClient

    def group(self, name: str, *, public: bool) -> int:
        return int(people.create_group(self.desk, name, is_public=public)["id"])

    def agent(self, name: str, *groups: int, role: str | None = None, **more: Any) -> Record:
        if role is not None:
            given = {"name": f"{name}s", "configuration": {"ticket_access": role}}
            more["custom_role_id"] = people.create_role(self.desk, given)["id"]
        email = f"{name}@acme.example"
        user = people.create_user(
            self.desk, {"name": name, "email": email, "role": "agent", **more}
        )
        for group in groups:
            people.join(self.desk, user["id"], group)
        return user

    def ticket(self, requester: Record, **more: Any) -> int:
        made, _ = tickets.create(
            self.desk,
            {"subject": "x", "comment": {"body": "y"}, "requester_id": requester["id"]},
            service_user(self.desk),
            Via(),
        )
        for name, value in more.items():
            setattr(made, name, value)
        return made.id

    async def asks_itself(self, user: Record, ticket: int) -> bool:
        """Whether Zendesk answers the agent who asks with a token of their own."""
        token = f"token-of-{user['id']}"
        expires = self.desk.clock.monotonic() + 60
        self.desk.oauth_tokens[token] = {
            "scope": ["read"], "expires": expires, "user_id": user["id"],
        }  # fmt: skip
        answer = await self.http.get(
            f"/api/v2/tickets/{ticket}", headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code in (200, 403, 404)
        return answer.status_code == 200


@pytest.fixture
async def world() -> AsyncIterator[World]:
    app = create_app(ZendeskSandboxConfig(limits=Limits(requests_per_minute=100_000)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as http:
        yield World(app, app.state.desk, ZendeskClient(http, BASE, CREDENTIALS), http)


async def test_every_kind_of_agent_sees_what_zendesk_would_show(world: World) -> None:
    desk = world.desk
    public, private, other = (
        world.group("Public", public=True),
        world.group("Private", public=False),
        world.group("Other", public=True),
    )
    north = people.create_organization(desk, {"name": "North"})["id"]
    south = people.create_organization(desk, {"name": "South"})["id"]
    maria = people.create_user(desk, {"name": "Maria", "organization_id": north})
    piet = people.create_user(desk, {"name": "Piet", "organization_id": south})
    agents = [people.create_user(desk, {"name": "a", "email": "a@x.example", "role": "admin"})]
    for groups in ((), (public,), (private,), (public, private)):
        label = "".join(map(str, groups))
        agents += [world.agent(f"r{role}{label}", *groups, role=role) for role in ACCESS]
        agents += [
            world.agent(f"o{own}{label}", *groups, ticket_restriction=own, organization_id=north)
            for own in OWN
        ]
    places = [
        {"group_id": group, "assignee_id": assignee}
        for group in (None, public, private, other)
        for assignee in (None, agents[3]["id"], agents[-1]["id"])
    ]
    made = [world.ticket(who, **place) for who in (maria, piet) for place in places]
    differences = [
        (agent["name"], number)
        for agent in agents
        for number in made
        if await world.ours.may_see(str(agent["id"]), number)
        != await world.asks_itself(agent, number)
    ]
    assert differences == []


async def sees(world: World, agent: Record, **ticket: Any) -> bool:
    maria = people.create_user(world.desk, {"name": "Maria"})
    number = world.ticket(maria, **ticket)
    return await world.ours.may_see(str(agent["id"]), number)


async def test_a_role_of_which_we_know_nothing_sees_nothing(world: World) -> None:
    agent = world.agent("new", role="all")
    role = world.desk.custom_roles[agent["custom_role_id"]]
    assert await sees(world, agent)
    for access in ("everything-but-vip", "", None):
        role["configuration"]["ticket_access"] = access
        assert not await sees(world, agent)
    del role["configuration"]["ticket_access"]
    assert not await sees(world, agent)


async def test_a_role_that_is_gone_sees_nothing(world: World) -> None:
    agent = world.agent("left", role="all")
    world.desk.custom_roles.clear()
    assert not await sees(world, agent)


async def test_a_role_that_may_not_be_read_shows_nothing_and_says_why(world: World) -> None:
    agent = world.agent("new", role="all")
    world.app.state.faults.add(Fault(path="/custom_roles/", kind="status", status=403))
    with pytest.raises(PermissionRefused):
        await sees(world, agent)


@pytest.mark.parametrize(
    "change",
    [
        {"role": "end-user"},
        {"role": "owner"},
        {"active": False},
        {"suspended": True},
        {"chat_only": True},
        {"shared_agent": True},
        {"role_type": 2},
        {"role_type": 3},
        {"role_type": 9},
        {"ticket_restriction": "brands"},
        {"restricted_agent": True},
        {"custom_role_id": 4711},
    ],
    ids=str,
)
async def test_a_user_of_whom_something_is_not_understood_sees_nothing(
    world: World, change: dict[str, Any]
) -> None:
    agent = world.agent("odd")
    assert await sees(world, agent)
    agent |= change
    assert not await sees(world, agent)


async def test_a_light_agent_sees_what_their_role_lets(world: World) -> None:
    support = world.group("S", public=True)
    agent = world.agent("light", support, role="within-groups")
    agent["role_type"] = 1
    assert await sees(world, agent, group_id=support)
    assert not await sees(world, agent, group_id=None)


async def test_restriction_and_role_must_both_let_it_be_seen(world: World) -> None:
    agent = world.agent("both", role="all")
    agent["ticket_restriction"] = "assigned"
    assert not await sees(world, agent)
    assert await sees(world, agent, assignee_id=agent["id"])


async def right(world: World, agent: Record) -> Right:
    maria = people.create_user(world.desk, {"name": "Maria"})
    return await world.ours.right_to(str(agent["id"]), world.ticket(maria))


async def test_a_role_that_may_only_read_tickets_edits_none(world: World) -> None:
    agent = world.agent("new", role="all")
    rules = world.desk.custom_roles[agent["custom_role_id"]]["configuration"]
    assert await right(world, agent) is Right.EDIT
    rules["ticket_editing"] = False
    assert await right(world, agent) is Right.SEE
    del rules["ticket_editing"]
    assert await right(world, agent) is Right.SEE


async def test_a_light_agent_edits_no_ticket(world: World) -> None:
    agent = world.agent("light")
    assert await right(world, agent) is Right.EDIT
    agent["role_type"] = 1
    assert await right(world, agent) is Right.SEE


async def test_an_admin_edits_every_ticket_and_a_stranger_none(world: World) -> None:
    admin = people.create_user(
        world.desk, {"name": "a", "email": "a@acme.example", "role": "admin"}
    )
    assert await right(world, admin) is Right.EDIT
    admin["suspended"] = True
    assert await right(world, admin) is Right.NONE
