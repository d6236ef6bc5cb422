"""Known issues beside a similar ticket, over the services and a store in memory."""

from datetime import timedelta
from typing import Any

import pytest

from app.errors import NotStored, StoreUnavailable, VendorUnreachable
from app.model import Ticket
from app.services.known_issue_hints import MOST, KnownIssueHints
from app.services.known_issues import KnownIssues
from app.services.prevention_views import KnownIssueDraft, RunbookDraft
from app.services.runbooks import Runbooks
from app.services.views import PacketChange
from tests.services.test_suspects import SAME, TRACE
from tests.services.world import AGENT, World


@pytest.fixture
def issues(world: World) -> KnownIssues:
    return KnownIssues(world.store, world.disclosure, world.traits, world.clock)


@pytest.fixture
def hints(world: World) -> KnownIssueHints:
    return KnownIssueHints(
        world.store, world.desk, world.gatekeeping, world.disclosure, world.traits
    )


def draft(title: str = "Label printing hangs", **more: Any) -> KnownIssueDraft:
    values: dict[str, Any] = {
        "title": title,
        "symptoms": "Printing labels hangs for minutes.",
        "workaround": "Restart the print service.",
    }
    return KnownIssueDraft(**(values | more))


def about(world: World, subject: str, **more: Any) -> Ticket:
    ticket = world.ticket()
    values = {**dict(ticket), "subject": subject, **more}
    world.desk.tickets[ticket.id] = Ticket(**values)
    return world.desk.tickets[ticket.id]


async def test_an_agent_sees_what_helps_with_a_similar_ticket(
    world: World, issues: KnownIssues, hints: KnownIssueHints
) -> None:
    runbooks = Runbooks(world.store, world.clock)
    day = (world.clock.now() + timedelta(days=90)).date()
    book = await runbooks.write(
        RunbookDraft(title="Label printers", body="1. Look.", owner="Dana", fresh_until=day), by="d"
    )
    await issues.write(draft(runbook=book.number, issue_key="ENG-9"), by="local:dana")
    await issues.write(draft("Invoices are late", symptoms="The mail is late."), by="local:dana")
    (hint,) = await hints.of_ticket(about(world, "Printing of labels hangs since noon").id)
    assert (hint.title, hint.workaround) == ("Label printing hangs", "Restart the print service.")
    assert (hint.runbook, hint.issue_key, hint.match) == ("Label printers", "ENG-9", "words")


async def test_one_word_in_common_is_chance_unless_the_component_agrees(
    world: World, issues: KnownIssues, hints: KnownIssueHints
) -> None:
    await issues.write(draft(components=("Label Service",)), by="local:dana")
    ticket = about(world, "Printing invoices fails")
    assert await hints.of_ticket(ticket.id) == ()
    same = about(world, "Printing invoices fails", tags=("label_service",))
    (hint,) = await hints.of_ticket(same.id)
    assert hint.match == "component"


async def test_the_same_stack_trace_is_the_strongest_likeness(
    world: World, issues: KnownIssues, hints: KnownIssueHints
) -> None:
    await issues.write(draft(), by="local:dana")
    crash = await issues.write(draft("Export breaks off", symptoms=TRACE), by="local:dana")
    ticket = about(world, "Printing of labels hangs")
    view = await world.packets.view(ticket.id)
    change = PacketChange(items={"logs": SAME})
    await world.packets.save_packet(ticket.id, change, etag=view.etag, agent=AGENT)
    found = await hints.of_ticket(ticket.id)
    assert [one.match for one in found] == ["trace", "words"]
    assert found[0].number == crash.number


async def test_the_known_issue_of_the_linked_issue_is_shown(
    world: World, issues: KnownIssues, hints: KnownIssueHints
) -> None:
    ticket, issue, _ = await world.pair()
    await issues.write(
        draft("Sign-in loops", symptoms="It loops.", issue_key=issue.key), by="local:dana"
    )
    assert [one.match for one in await hints.of_ticket(ticket.id)] == ["issue"]


async def test_three_are_shown_at_most_and_fixed_ones_never(
    world: World, issues: KnownIssues, hints: KnownIssueHints
) -> None:
    for number in range(MOST + 2):
        await issues.write(draft(f"Label printing hangs {number}"), by="local:dana")
    ticket = about(world, "Label printing hangs")
    assert len(await hints.of_ticket(ticket.id)) == MOST
    for one in await issues.page():
        await issues.set_state(one.number, one.version, one.state.FIXED, by="local:dana")
    assert await hints.of_ticket(ticket.id) == ()


async def test_what_a_customer_may_not_read_is_taken_out_or_not_shown(
    world: World, issues: KnownIssues, hints: KnownIssueHints
) -> None:
    await issues.write(
        draft(workaround="Write to omar@fabrikam.example and ask for a restart."), by="local:dana"
    )
    ticket = about(world, "Label printing hangs")
    (hint,) = await hints.of_ticket(ticket.id)
    assert "fabrikam" not in hint.workaround
    assert "ask for a restart" in hint.workaround
    world.policies.change({"redaction.entities.email.customer": "hold"})
    assert await hints.of_ticket(ticket.id) == ()


async def test_no_vendor_is_asked_about_a_ticket_that_the_panel_has_just_read(
    world: World, issues: KnownIssues, hints: KnownIssueHints
) -> None:
    await issues.write(draft(), by="local:dana")
    ticket = about(world, "Label printing hangs")
    await world.packets.view(ticket.id)
    world.desk.fail_next(VendorUnreachable("down", sent=False), write=False)
    assert len(await hints.of_ticket(ticket.id)) == 1
    world.clock.pass_time(6 * 60)
    assert await hints.of_ticket(ticket.id) == ()


async def test_a_known_issue_that_is_not_shown_is_not_inserted(
    world: World, issues: KnownIssues, hints: KnownIssueHints
) -> None:
    kept = await issues.write(draft(), by="local:dana")
    like, unlike = about(world, "Label printing hangs"), about(world, "Something else")
    assert (await hints.one(like.id, kept.number)).workaround == "Restart the print service."
    with pytest.raises(NotStored):
        await hints.one(unlike.id, kept.number)


async def test_a_search_that_fails_is_told(world: World, hints: KnownIssueHints) -> None:
    world.store.available = False
    with pytest.raises(StoreUnavailable):
        await hints.of_ticket(1)


async def test_a_ticket_that_was_let_go_of_is_not_compared_from_memory(
    world: World, issues: KnownIssues, hints: KnownIssueHints
) -> None:
    await issues.write(draft(), by="local:dana")
    ticket = about(world, "Label printing hangs")
    await world.packets.view(ticket.id)
    world.gatekeeping.forget()
    world.desk.fail_next(VendorUnreachable("down", sent=False), write=False)
    assert await hints.of_ticket(ticket.id) == ()
