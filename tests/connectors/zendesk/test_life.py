"""What Zendesk tells of the webhook that it calls us with."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

import httpx
import pytest

from connectors.sandbox.server import serve
from connectors.sandbox.zendesk.app import create_app
from connectors.sandbox.zendesk.config import ZendeskSandboxConfig
from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.model import Record
from connectors.zendesk.blocking import open_desk
from connectors.zendesk.life import TAG, ZendeskLife
from connectors.zendesk.setup import Route, apply_setup, plan_setup
from connectors.zendesk.transport import Transport
from tests.connectors.zendesk.sandbox import CREDENTIALS

NOBODY = "http://127.0.0.1:9/webhooks/zendesk"
"""An address where nobody listens, so that every call of the webhook fails."""


@dataclass
class Place:
    base: str
    desk: Desk
    life: ZendeskLife
    http: httpx.AsyncClient

    async def install(self, route: Route = "events") -> Record:
        """Our webhook, as setup makes it."""
        await asyncio.to_thread(self._install, route)
        (webhook,) = self.desk.webhooks.values()
        return webhook

    def _install(self, route: Route) -> None:
        with closing(open_desk(self.base, CREDENTIALS)) as desk:
            apply_setup(desk, plan_setup(desk, NOBODY, route=route))

    async def problems(self, endpoint: str = NOBODY) -> list[str]:
        return list((await self.life.webhook_sign(endpoint, datetime.now(UTC))).problems)


@pytest.fixture
async def place() -> AsyncIterator[Place]:
    app = create_app(ZendeskSandboxConfig(time_scale=0))
    async with serve(app) as base, httpx.AsyncClient() as http:
        yield Place(base, app.state.desk, ZendeskLife(Transport(http, base, CREDENTIALS)), http)


async def test_a_webhook_as_setup_makes_it_has_no_problem(place: Place) -> None:
    await place.install()
    assert await place.problems() == []


async def test_no_webhook_with_our_address_is_told(place: Place) -> None:
    await place.install()
    assert await place.problems("https://elsewhere.example/") == ["no webhook has our address"]


async def test_one_that_is_switched_off_and_lacks_subscriptions_is_told_for_both(
    place: Place,
) -> None:
    webhook = await place.install()
    webhook["status"] = "inactive"
    webhook["subscriptions"] = webhook["subscriptions"][3:]
    assert await place.problems() == [
        "the webhook is switched off",
        "3 event subscriptions are missing",
    ]


async def test_a_trigger_that_is_switched_off_is_told_by_its_title(place: Place) -> None:
    await place.install("triggers")
    assert await place.problems() == []
    trigger = next(iter(place.desk.triggers.values()))
    trigger["active"] = False
    assert await place.problems() == [f"the trigger `{trigger['title']}` is missing or off"]


async def test_calls_that_fail_are_counted_and_told(place: Place) -> None:
    webhook = await place.install()
    for _ in range(3):
        answer = await place.http.post(
            f"{place.base}/api/v2/webhooks/test?webhook_id={webhook['id']}",
            json={"request": {"payload": "{}"}},
            headers={"Authorization": await _bearer(place)},
        )
        assert answer.status_code == 200
    sign = await place.life.webhook_sign(NOBODY, datetime.now(UTC))
    assert (sign.invoked, sign.failed) == (3, 3)
    assert sign.problems == ("3 of 3 calls failed in the last hour",)


async def _bearer(place: Place) -> str:
    answer = await place.http.post(f"{place.base}/oauth/tokens", json=dict(CREDENTIALS.grant()))
    return f"Bearer {answer.json()['access_token']}"


async def test_the_probes_tag_is_put_on_and_taken_off(place: Place) -> None:
    number = next(iter(place.desk.tickets), None)
    if number is None:
        made = await place.http.post(
            f"{place.base}/api/v2/tickets",
            json={"ticket": {"subject": "Probe", "comment": {"body": "A pair for probes."}}},
            headers={"Authorization": await _bearer(place)},
        )
        number = int(made.json()["ticket"]["id"])
    await place.life.touch(str(number), on=True)
    assert TAG in place.desk.tickets[number].tags
    await place.life.touch(str(number), on=False)
    assert TAG not in place.desk.tickets[number].tags
