"""The emergency release: every gate opens at once, everybody is told, and closing decides anew."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from app.effects import Applied, IssueEffect
from app.errors import InputRefused, StoreUnavailable, VendorUnreachable
from app.model import EventKind
from app.services.emergency import Release, opening
from app.services.views import TransitionQuestion
from tests.services.world import FABRIKAM, GATE_FIELD, OMAR, RAVI, World

REASON = "The gate field vanished in Jira."


async def total(pages: AsyncIterator[int]) -> int:
    return sum([added async for added in pages])


async def release_all(world: World, **more: object) -> Release:
    emergency = world.gatekeeping.emergency
    release = await emergency.open(REASON, by="operator", **more)  # type: ignore[arg-type] # the names are the method's
    await total(emergency.queue_known(opening(release)))
    await total(emergency.queue_unknown(release))
    await world.settle()
    return release


async def close_all(world: World) -> None:
    release = await world.gatekeeping.emergency.close(by="operator")
    assert release is not None
    await total(world.gatekeeping.emergency.queue_closed(release))
    await world.settle()


async def test_every_gate_opens_linked_or_not_and_closing_decides_each_anew(world: World) -> None:
    _, incomplete, _ = await world.pair()
    ticket, complete, _ = await world.pair(requester=OMAR, organization=FABRIKAM)
    await world.complete(ticket)
    alone, elsewhere = world.tracker.add_issue(), world.tracker.add_issue("OPS")
    ours = world.token(complete)
    await release_all(world)
    for issue in (incomplete, complete, alone):
        assert world.token(issue).startswith("ok:")
    assert (world.token(complete), world.token(elsewhere)) == (ours, "")
    assert "Emergency release" in world.reasons(incomplete)
    await close_all(world)
    assert [world.token(one) for one in (incomplete, complete, alone)] == ["", ours, ""]
    assert "Emergency release" not in world.reasons(incomplete)


async def test_the_released_values_are_ours_and_are_not_cleared_as_foreign(world: World) -> None:
    _, issue, _ = await world.pair()
    await release_all(world)
    value = world.token(issue)
    for actor in (world.tracker.me.id, RAVI.id):
        await world.jira(EventKind.CHANGED, issue, changed=(GATE_FIELD,), actor_id=actor)
        await world.settle()
    assert world.token(issue) == value
    assert not [one for one in await world.audit() if "not ours" in one.action]


async def test_an_issue_that_is_made_during_a_release_opens_too(world: World) -> None:
    await release_all(world)
    issue = world.tracker.add_issue()
    await world.jira(EventKind.CREATED, issue)
    await world.settle()
    assert world.token(issue).startswith("ok:")
    await close_all(world)
    assert world.token(issue) == ""


async def test_a_gate_opens_though_its_ticket_cannot_be_read(world: World) -> None:
    _, issue, _ = await world.pair()
    world.desk.fail_next(VendorUnreachable("no connection", sent=False), write=False)
    await release_all(world)
    assert world.token(issue).startswith("ok:")


async def test_a_validator_that_asks_is_told_yes_even_while_jira_cannot_be_read(
    world: World,
) -> None:
    _, issue, _ = await world.pair()
    question = TransitionQuestion(issue_key=issue.key, from_status="", to_status="Escalated")
    assert not (await world.gatekeeping.decide_transition(question)).result
    await release_all(world)
    world.tracker.fail_next(VendorUnreachable("no connection", sent=False), write=False)
    assert (await world.gatekeeping.decide_transition(question)).result


async def test_it_is_audited_and_an_alarm_until_it_is_closed(world: World) -> None:
    ticket, _, _ = await world.pair()
    await release_all(world)
    check = {one.name: one for one in await world.health.checks()}["emergency release"]
    assert (check.ok, check.vital) == (False, False)
    assert "`airlock gate --close`" in check.detail
    release = (await world.packets.view(ticket.id)).release
    assert release is not None
    assert (release.by, release.until) == ("operator", None)
    await close_all(world)
    check = {one.name: one for one in await world.health.checks()}["emergency release"]
    assert check.ok
    assert (await world.packets.view(ticket.id)).release is None
    told = [(one.action, one.actor) for one in await world.audit("gates")]
    assert told == [
        ("emergency release closed", "operator"),
        ("emergency release opened", "operator"),
    ]


async def test_the_reason_is_kept_without_what_redaction_finds_in_it(world: World) -> None:
    reason = "Customer jane@northwind.example waits for the fix."
    await world.gatekeeping.emergency.open(reason, by="operator")
    (entry,) = await world.audit("gates")
    assert "waits for the fix" in entry.detail
    assert "jane@northwind.example" not in entry.detail


@pytest.mark.parametrize("reason", ["", "because"])
async def test_a_release_without_a_reason_is_refused(world: World, reason: str) -> None:
    with pytest.raises(InputRefused):
        await world.gatekeeping.emergency.open(reason, by="operator")
    assert await world.gatekeeping.emergency.current() is None


async def test_a_release_ends_by_itself_and_every_gate_is_decided_anew(world: World) -> None:
    _, issue, _ = await world.pair()
    await release_all(world, until=world.clock.now() + timedelta(hours=2))
    world.clock.pass_time(3600)
    await world.gatekeeping.recheck_release()
    await world.settle()
    assert world.token(issue) != ""
    world.clock.pass_time(3600)
    await world.gatekeeping.recheck_release()
    await world.settle()
    assert (world.token(issue), await world.gatekeeping.emergency.current()) == ("", None)


async def test_a_transition_during_a_release_is_recorded_and_never_taken_back(
    world: World,
) -> None:
    world.policies.change({"gate.revert": ("ENG",)})
    _, issue, _ = await world.pair()
    await release_all(world)
    world.tracker.change(issue.id, status="Escalated")
    await world.jira(EventKind.CHANGED, issue, changed=("status",), actor_id=RAVI.id)
    await world.settle()
    (row,) = [
        one for one in await world.audit(f"issue:{issue.id}") if one.action.startswith("transition")
    ]
    assert "; release; " in row.detail
    assert world.tracker.issues[issue.id].status == "Escalated"


async def test_thousands_of_gates_are_queued_page_by_page_and_once(world: World) -> None:
    issues = [world.tracker.add_issue() for _ in range(450)]

    def add(tx: object) -> None:
        for number, issue in enumerate(issues):
            tx.links.add(number, issue.id, issue.key, world.clock.now())  # type: ignore[attr-defined] # a transaction

    await world.store.write(add)
    emergency = world.gatekeeping.emergency
    release = await emergency.open(REASON, by="operator")
    pages = [added async for added in emergency.queue_known(opening(release))]
    assert (len(pages) >= 3, sum(pages)) == (True, 450)
    assert await total(emergency.queue_known(opening(release))) == 0
    assert await total(emergency.queue_unknown(release)) == 0


async def test_a_closing_that_breaks_off_is_gone_on_with_until_every_gate_is_shut(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, issue, _ = await world.pair()
    await release_all(world)
    assert await world.gatekeeping.emergency.close(by="operator") is not None

    async def locked(_: object) -> None:
        raise StoreUnavailable("The database is locked.")

    with monkeypatch.context() as patch:
        patch.setattr(world.store, "write", locked)
        with pytest.raises(StoreUnavailable):
            await world.gatekeeping.recheck_release()
    await world.settle()
    assert world.token(issue) != ""
    await world.gatekeeping.recheck_release()
    await world.settle()
    assert world.token(issue) == ""
    await world.gatekeeping.recheck_release()
    assert await world.settle() == 0


async def test_an_issue_that_is_being_opened_while_the_release_closes_is_shut_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, real = world.tracker.add_issue(), world.tracker.apply
    emergency = world.gatekeeping.emergency

    async def close_meanwhile(effect: IssueEffect) -> Applied:
        applied = await real(effect)
        if (release := await emergency.close(by="operator")) is not None:
            await total(emergency.queue_closed(release))
        return applied

    monkeypatch.setattr(world.tracker, "apply", close_meanwhile)
    await release_all(world)
    assert (world.token(alone), await emergency.current()) == ("", None)


async def test_a_validator_that_asks_after_the_releases_end_is_told_no(world: World) -> None:
    _, issue, _ = await world.pair()
    await release_all(world, until=world.clock.now() + timedelta(minutes=5))
    world.clock.pass_time(300)
    question = TransitionQuestion(issue_key=issue.key, from_status="", to_status="Escalated")
    assert not (await world.gatekeeping.decide_transition(question)).result
