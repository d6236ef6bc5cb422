"""Whether the vendors still call us: asked, kept, judged and told."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from app.errors import PermissionRefused, StoreUnavailable, VendorError, VendorUnreachable
from app.model import EventKind, System
from app.records import RunKind
from app.records_life import Mode, WebhookSign
from app.services.accounts import OwnAccounts
from app.services.life_checks import Check, LifeRules, life_checks, load_vitals
from app.services.measuring import Measuring
from app.services.probing import Probing, load_probe
from app.services.pulse import Pulse
from app.services.reconciling import LAST, LastReconcile
from app.services.watching import Watching, load_sign
from tests.fakes.clock import NOON
from tests.services.world import World

EVERY = timedelta(minutes=5)
ENDPOINTS = {system: f"https://airlock.example/webhooks/{system.value}" for system in System}
RULES = LifeRules(watch_every=EVERY, endpoints=True, probes=True)


class FakeVendorLife:
    """`problems` is what it tells of the webhook; `error` is raised instead, while it is set."""

    def __init__(self) -> None:
        self.problems: tuple[str, ...] = ()
        self.expires_at: datetime | None = None
        self.error: VendorError | None = None
        self.asked = 0
        self.touched: list[tuple[str, bool]] = []

    async def webhook_sign(self, endpoint: str, now: datetime) -> WebhookSign:
        self.asked += 1
        if self.error is not None:
            raise self.error
        return WebhookSign(at=now, problems=self.problems, expires_at=self.expires_at)

    async def renew_webhook(self, endpoint: str) -> None:
        assert self.expires_at is not None
        self.expires_at += timedelta(days=30)

    async def touch(self, subject: str, *, on: bool) -> None:
        self.touched.append((subject, on))


@pytest.fixture
def vendors() -> dict[System, FakeVendorLife]:
    return {system: FakeVendorLife() for system in System}


def watching(world: World, vendors: Mapping[System, FakeVendorLife]) -> Watching:
    return Watching(world.store, vendors, ENDPOINTS, world.clock, world.modes, EVERY)


async def checks(world: World) -> dict[str, Check]:
    vitals = await world.store.read(lambda tx: load_vitals(tx, world.mode))
    return {one.name: one for one in life_checks(vitals, RULES, world.clock.now())}


# ---- webhooks ------------------------------------------------------------------------------------


async def test_what_a_vendor_says_of_our_webhook_is_kept_and_told(
    world: World, vendors: dict[System, FakeVendorLife]
) -> None:
    vendors[System.ZENDESK].problems = ("the webhook is switched off",)
    await watching(world, vendors).look()
    found = await checks(world)
    assert found["jira calls us"].ok
    told = found["zendesk calls us"]
    assert (told.ok, told.vital) == (False, False)
    assert "switched off" in told.detail


async def test_an_account_that_may_not_ask_is_told_so(
    world: World, vendors: dict[System, FakeVendorLife]
) -> None:
    vendors[System.JIRA].error = PermissionRefused("Jira answered 403.", status=403)
    await watching(world, vendors).look()
    assert "only administrators" in (await checks(world))["jira calls us"].detail


async def test_an_answer_that_is_old_says_nothing_any_more(
    world: World, vendors: dict[System, FakeVendorLife]
) -> None:
    await watching(world, vendors).look()
    vendors[System.JIRA].error = VendorUnreachable("no way", sent=False)
    world.clock.pass_time(21 * 60)
    await watching(world, vendors).look()
    found = await checks(world)
    assert found["zendesk calls us"].ok
    assert "could not be asked since" in found["jira calls us"].detail


async def test_of_several_processes_one_asks_and_once_in_a_round(
    world: World, vendors: dict[System, FakeVendorLife]
) -> None:
    processes = [watching(world, vendors) for _ in range(3)]
    for _ in range(4):
        for process in processes:
            await process.look_if_due()
        world.clock.pass_time(EVERY.total_seconds() / 2)
    assert vendors[System.JIRA].asked == 1, "the first round begins a round after the start"


async def test_a_webhook_that_ends_soon_is_renewed_but_not_while_nothing_is_sent(
    world: World, vendors: dict[System, FakeVendorLife]
) -> None:
    soon = NOON + timedelta(days=3)
    vendors[System.JIRA].expires_at = soon
    await world.modes.stop(by="a test")
    await watching(world, vendors).look()
    sign = await world.store.read(lambda tx: load_sign(tx, System.JIRA))
    assert sign is not None
    assert sign.expires_at == soon
    await world.modes.start(by="a test")
    await watching(world, vendors).look()
    sign = await world.store.read(lambda tx: load_sign(tx, System.JIRA))
    assert sign is not None
    assert sign.expires_at == soon + timedelta(days=30)


# ---- silence and missed changes ------------------------------------------------------------------


async def test_only_genuine_webhooks_are_signs_of_life(world: World) -> None:
    pulse = Pulse(world.store, world.clock)
    pulse.webhook(System.JIRA, "signature-refused", genuine=False)
    pulse.webhook(System.ZENDESK, "ignored", genuine=True)
    await pulse.flush()
    found = await checks(world)
    assert found["jira heard"].detail == "no webhook came yet"
    assert "0 min ago" in found["zendesk heard"].detail


async def test_a_silence_that_is_longer_than_usual_is_told(world: World) -> None:
    pulse = Pulse(world.store, world.clock)
    for _ in range(24 * 4):
        pulse.webhook(System.ZENDESK, "accepted", genuine=True)
        await pulse.flush()
        world.clock.pass_time(3600)
    assert (await checks(world))["zendesk heard"].ok
    world.clock.pass_time(2 * 3600)
    told = (await checks(world))["zendesk heard"]
    assert not told.ok
    assert "3 h ago" in told.detail


async def test_what_could_not_be_stored_is_counted_the_next_time(world: World) -> None:
    pulse = Pulse(world.store, world.clock)
    totals = {"zendesk": 2}
    pulse.follow("pacing|waited", totals)
    pulse.webhook(System.ZENDESK, "accepted", genuine=True)
    world.store.available = False
    with pytest.raises(StoreUnavailable):
        await pulse.flush()
    world.store.available = True
    totals["zendesk"] = 3
    await pulse.flush()
    assert await world.store.read(lambda tx: tx.life.tallies()) == {
        "webhook|zendesk|accepted": 1,
        "pacing|waited|zendesk": 3,
    }
    assert "0 min ago" in (await checks(world))["zendesk heard"].detail


async def test_changes_that_no_webhook_told_are_a_certain_alarm(world: World) -> None:
    last = LastReconcile(began=world.clock.now(), pairs=40, drifts=3, unmended=1)
    await world.store.write(lambda tx: tx.facts.set(LAST, last.model_dump_json()))
    told = (await checks(world))["missed changes"]
    assert not told.ok
    assert "3 found in 40 pairs" in told.detail
    assert "1 pairs need a person" in told.detail


# ---- the round trip ------------------------------------------------------------------------------


@pytest.fixture
async def probing(world: World, vendors: dict[System, FakeVendorLife]) -> Probing:
    _, _, link = await world.pair()
    return Probing(
        world.store, vendors[System.ZENDESK], vendors[System.JIRA],
        OwnAccounts(world.store, world.desk, world.tracker), world.clock, world.modes,
        link_id=link.id, every=timedelta(minutes=15),
    )  # fmt: skip


async def come_back(world: World, system: System) -> str:
    """Our own account's webhook of the change, as the vendor sends it; what became of it."""
    (link,) = await world.store.read(lambda tx: tx.links.all())
    ours = world.desk.me if system is System.ZENDESK else world.tracker.me
    subject = str(link.ticket_id) if system is System.ZENDESK else link.issue_id
    changed = ("tags",) if system is System.ZENDESK else ("labels",)
    told = await world.tell(system, EventKind.CHANGED, subject, actor_id=ours.id, changed=changed)
    return f"{told.outcome}: {told.reason}"


async def test_a_change_that_comes_back_is_measured_and_makes_no_work(
    world: World, vendors: dict[System, FakeVendorLife], probing: Probing
) -> None:
    await probing.probe()
    assert [one.touched[0][1] for one in vendors.values()] == [True, True]
    world.clock.pass_time(4)
    for system in System:
        assert await come_back(world, system) == "ignored: our own probe"
    found = await checks(world)
    assert found["zendesk round trip"].detail == "the last one took 4.0 s"
    assert found["jira round trip"].ok
    assert await world.waiting() == 0


async def test_the_next_change_takes_the_mark_off_again_and_not_before_its_time(
    world: World, vendors: dict[System, FakeVendorLife], probing: Probing
) -> None:
    for minutes in (0, 5, 10):
        world.clock.pass_time(minutes * 60)
        await probing.probe()
    assert [on for _, on in vendors[System.JIRA].touched] == [True, False]


async def test_a_change_that_does_not_come_back_is_told_until_one_does(
    world: World, probing: Probing
) -> None:
    await probing.probe()
    world.clock.pass_time(6 * 60)
    assert not (await checks(world))["jira round trip"].ok
    world.clock.pass_time(10 * 60)
    await probing.probe()
    assert not (await checks(world))["jira round trip"].ok, "the new one may be lost as well"
    await come_back(world, System.JIRA)
    assert (await checks(world))["jira round trip"].ok
    assert not (await checks(world))["zendesk round trip"].ok


async def test_a_persons_tags_are_no_probe(world: World, probing: Probing) -> None:
    await probing.probe()
    (link,) = await world.store.read(lambda tx: tx.links.all())
    await world.tell(
        System.ZENDESK, EventKind.CHANGED, str(link.ticket_id), actor_id="601", changed=("tags",)
    )
    sign = await world.store.read(lambda tx: load_probe(tx, System.ZENDESK))
    assert sign is not None
    assert sign.back_at is None


async def test_nothing_is_probed_while_sending_is_stopped_or_the_link_is_paused(
    world: World, vendors: dict[System, FakeVendorLife], probing: Probing
) -> None:
    (link,) = await world.store.read(lambda tx: tx.links.all())
    await world.modes.stop(by="a test")
    await probing.probe()
    await world.modes.start(by="a test")
    await world.linking.pause(link.id, by="a test")
    await probing.probe()
    assert not vendors[System.ZENDESK].touched


# ---- in numbers ----------------------------------------------------------------------------------


async def test_all_of_it_is_measured_in_one_read(
    world: World, vendors: dict[System, FakeVendorLife]
) -> None:
    pulse = Pulse(world.store, world.clock)
    vendors[System.JIRA].problems = ("no webhook has our address",)
    await watching(world, vendors).look()
    ticket, _, _ = await world.pair()
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id="1")
    pulse.webhook(System.ZENDESK, "accepted", genuine=True)
    await world.store.write(lambda tx: tx.runs.start(RunKind.BACKFILL, {}, world.clock.now()))
    await world.modes.stop(by="a test")
    world.clock.pass_time(30)
    told = await Measuring(world.store, world.clock, Mode.LIVE, RULES, pulse).measure()
    assert (told.mode, told.stopped_seconds, told.oldest_seconds) == (Mode.STOPPED, 30, 30)
    assert (told.vendors["jira"].webhook_ok, told.vendors["zendesk"].webhook_ok) == (False, True)
    assert told.vendors["zendesk"].heard_seconds == 30
    assert told.tallies["webhook|zendesk|accepted"] == 1
    assert told.runs["backfill"].state == "running"
    assert [(one.state, one.lane, one.count) for one in told.backlog] == [("waiting", "pair", 1)]
