"""The top drivers, counted over a history in memory."""

from datetime import UTC, datetime, timedelta

import pytest

from app.records_history import Escalated, Try
from app.records_prevention import Driver, DriverKind, Pod
from app.services.drivers import TOP, TopDrivers
from app.services.prevention_views import DriverView
from tests.fakes.clock import FixedClock
from tests.fakes.store import MemoryStore

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


async def escalate(store: MemoryStore, ticket: int, at: datetime, **more: object) -> None:
    given = {"issue_id": f"{ticket}0", "issue_key": f"ENG-{ticket}", **more}
    one = Escalated.model_validate({"ticket_id": ticket, "at": at, **given})
    await store.write(lambda tx: tx.history.escalated(one))


async def drivers(store: MemoryStore, kind: DriverKind) -> list[DriverView]:
    found = await TopDrivers(store, FixedClock(MONDAY + timedelta(days=3))).of_this_week()
    return list(found[kind])


async def test_a_week_ends_where_the_next_begins(store: MemoryStore) -> None:
    for ticket, at in enumerate((MONDAY - HOUR * 169, MONDAY - HOUR, MONDAY, MONDAY + HOUR)):
        await escalate(store, ticket, at, component="Export")
    (one,) = await drivers(store, DriverKind.COMPONENT)
    assert (one.now, one.before) == (2, 1)


async def test_one_cause_is_one_driver_however_it_is_written(store: MemoryStore) -> None:
    await escalate(store, 1, MONDAY - 20 * 24 * HOUR, root_cause="label printer")
    await escalate(store, 2, MONDAY + HOUR, root_cause="Label  Printer", fingerprint="f1")
    await escalate(store, 3, MONDAY + 2 * HOUR, root_cause="label printer")
    (cause,) = await drivers(store, DriverKind.ROOT_CAUSE)
    assert (cause.driver.key, cause.now, cause.repeats) == ("label printer", 2, 2)
    (trace,) = await drivers(store, DriverKind.TRACE)
    assert (trace.driver, trace.now) == (Driver(DriverKind.TRACE, "f1"), 1)


async def test_items_that_first_tries_lacked_are_drivers_too(store: MemoryStore) -> None:
    for ticket in (1, 2):
        lacked = Try(ticket_id=ticket, at=MONDAY, complete=False, missed=("steps", "logs")[:ticket])
        await store.write(lambda tx, one=lacked: tx.history.note_try(one))
    again = Try(ticket_id=1, at=MONDAY + HOUR, complete=False, missed=("steps",))
    await store.write(lambda tx: tx.history.note_try(again))
    found = await drivers(store, DriverKind.MISSED_ITEM)
    assert [(one.driver.key, one.now) for one in found] == [("steps", 2), ("logs", 1)]


async def test_the_heaviest_come_first_and_no_more_than_ten(store: MemoryStore) -> None:
    for ticket in range(TOP + 5):
        await escalate(store, ticket, MONDAY + HOUR, component=f"c{ticket:02}")
    await escalate(store, 90, MONDAY + 2 * HOUR, component="c14")
    found = await drivers(store, DriverKind.COMPONENT)
    assert [one.driver.key for one in found[:2]] == ["c14", "c00"]
    assert len(found) == TOP


async def test_a_component_names_the_pod_that_owns_it(store: MemoryStore) -> None:
    pod = Pod(name="Reports", components=("Export",), target="Reports core", owner="Dana")
    await store.write(lambda tx: tx.prevention.pods.save(pod))
    await escalate(store, 1, MONDAY, component="export")
    await escalate(store, 2, MONDAY, component="Labels")
    found = await drivers(store, DriverKind.COMPONENT)
    assert [(one.driver.key, one.pod) for one in found] == [("Labels", ""), ("export", "Reports")]
