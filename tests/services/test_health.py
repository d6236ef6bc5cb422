"""Whether the service can do its work, check by check."""

import asyncio

from app.errors import CredentialsRefused
from app.model import EventKind, Person
from app.services.life_checks import Check
from tests.fakes.issue_tracker import FakeIssueTracker
from tests.services.world import World


async def checks(world: World) -> dict[str, Check]:
    return {check.name: check for check in await world.health.checks()}


async def test_all_is_well_at_first(world: World) -> None:
    found = await checks(world)
    assert {name for name, check in found.items() if not check.ok} == set()
    assert {"database", "zendesk", "jira", "policies"} <= found.keys()


async def test_a_store_out_of_reach_is_told_and_not_raised(world: World) -> None:
    world.store.available = False
    found = await checks(world)
    assert not found["database"].ok
    assert found["policies"].ok


async def test_refused_credentials_are_told_for_their_vendor_alone() -> None:
    class Revoked(FakeIssueTracker):
        async def whoami(self) -> Person:
            raise CredentialsRefused("Jira answered 401; make a new token.", status=401)

    found = await checks(World(tracker=Revoked()))
    assert (found["jira"].ok, found["jira"].detail) == (
        False,
        "Jira answered 401; make a new token.",
    )
    assert found["zendesk"].ok


async def test_a_crowd_of_probes_asks_each_vendor_once() -> None:
    class Slow(FakeIssueTracker):
        asked = 0

        async def whoami(self) -> Person:
            self.asked += 1
            await asyncio.sleep(0)
            return await super().whoami()

    slow = Slow()
    world = World(tracker=slow)
    found = await asyncio.gather(*(world.health.checks() for _ in range(20)))
    assert {check.ok for checks in found for check in checks if check.name == "jira"} == {True}
    assert slow.asked == 1


async def test_a_delivery_that_waits_too_long_is_told(world: World) -> None:
    ticket, _, _ = await world.pair()
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id="1")
    waiting = next(name for name in await checks(world) if "deliver" in name)
    assert (await checks(world))[waiting].ok
    world.clock.pass_time(601)
    late = (await checks(world))[waiting]
    assert not late.ok
    assert "601 s" in late.detail


async def test_refused_policy_files_are_told_by_line(world: World) -> None:
    world.policies.failure = ("gates/a.yaml:3: unknown key `modes`; did you mean `mode`?",)
    found = (await checks(world))["policies"]
    assert not found.ok
    assert "gates/a.yaml:3" in found.detail
    assert f"version {world.policies.current().version} stays in force" in found.detail
    assert not found.vital
