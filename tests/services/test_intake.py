"""What becomes of a verified webhook, before any vendor is asked."""

import pytest

from app.errors import StoreUnavailable
from app.model import EventKind, Ignored, System, Unsupported
from tests.services.world import JANE, World


async def test_an_event_of_a_linked_ticket_is_accepted_and_waits(world: World) -> None:
    ticket, _, link = await world.pair()
    answer = await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id="1")
    assert (answer.outcome, await world.waiting()) == ("accepted", 1)
    delivery = await world.store.read(lambda tx: tx.deliveries.get(answer.delivery or ""))
    assert delivery is not None
    assert delivery.lane == link.lane


async def test_the_same_event_told_again_is_a_duplicate(world: World) -> None:
    ticket, _, _ = await world.pair()
    first = await world.zendesk(EventKind.COMMENT_ADDED, ticket, event_id="same")
    again = await world.zendesk(EventKind.COMMENT_ADDED, ticket, event_id="same")
    assert (first.outcome, again.outcome) == ("accepted", "duplicate")
    assert await world.waiting() == 1


async def test_an_event_of_a_ticket_without_a_link_is_ignored_and_leaves_nothing(
    world: World,
) -> None:
    answer = await world.zendesk(EventKind.COMMENT_ADDED, world.ticket(), comment_id="1")
    assert (answer.outcome, answer.reason) == ("ignored", "not linked")
    assert await world.waiting() == 0


async def test_an_issue_that_a_webhook_names_by_key_alone_is_known(world: World) -> None:
    _, issue, _ = await world.pair()
    answer = await world.tell(
        System.JIRA, EventKind.COMMENT_ADDED, issue.key, issue_key=issue.key, comment_id="1"
    )
    assert answer.outcome == "accepted"


async def test_tags_that_we_set_ourselves_are_ignored(world: World) -> None:
    ticket, _, _ = await world.pair()
    await world.customer_writes(ticket, "It fails.")
    ours = await world.zendesk(
        EventKind.CHANGED, ticket, actor_id=world.desk.me.id, changed=("tags",)
    )
    theirs = await world.zendesk(EventKind.CHANGED, ticket, actor_id=JANE.id, changed=("tags",))
    assert (ours.outcome, ours.reason) == ("ignored", "our own change")
    assert theirs.outcome == "accepted"


async def test_a_field_that_our_own_account_sets_may_answer_the_packet(world: World) -> None:
    world.policies.change({"gate.items.tried.ticket_field": "Symptom"})
    ticket, issue, _ = await world.pair()
    await world.complete(ticket, tried="")
    assert world.token(issue) == ""
    world.desk.change(ticket.id, fields={"3605": "Cleared the cache, tried a second browser."})
    answer = await world.zendesk(
        EventKind.CHANGED, ticket, actor_id=world.desk.me.id, changed=("3605",)
    )
    await world.settle()
    assert (answer.outcome, world.token(issue)[:3]) == ("accepted", "ok:")


async def test_a_comment_of_our_account_is_not_ignored_because_a_person_may_use_it(
    world: World,
) -> None:
    ticket, _, _ = await world.pair()
    await world.customer_writes(ticket, "It fails.")
    answer = await world.zendesk(
        EventKind.COMMENT_ADDED, ticket, comment_id="7", actor_id=world.desk.me.id
    )
    assert answer.outcome == "accepted"


async def test_one_event_for_two_links_waits_in_two_lanes(world: World) -> None:
    ticket, _, _ = await world.pair()
    await world.link(ticket, world.tracker.add_issue())
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id="1")
    lanes = set()
    while (claim := await world.claim()) is not None:
        lanes.add(claim.delivery.lane)
    links = await world.store.read(lambda tx: tx.links.of_ticket(ticket.id))
    assert lanes == {link.lane for link in links}
    assert len(lanes) == 2


async def test_a_change_is_worked_on_for_the_pair_and_for_the_gate(world: World) -> None:
    ticket, _, link = await world.pair()
    await world.zendesk(EventKind.CHANGED, ticket, changed=("priority",))
    lanes = set()
    while (claim := await world.claim()) is not None:
        lanes.add(claim.delivery.lane)
    assert lanes == {link.lane, link.gate_lane}


async def test_what_was_signed_but_not_understood_is_parked_once_for_a_person(
    world: World,
) -> None:
    outcome = Unsupported(reason="This type of event is not known.")
    first = await world.intake.accept(System.ZENDESK, outcome, fallback_id="digest")
    again = await world.intake.accept(System.ZENDESK, outcome, fallback_id="digest")
    assert (first.outcome, first.reason) == ("parked", "This type of event is not known.")
    assert again.outcome == "duplicate"
    assert [stuck.id for stuck in await world.stuck()] == [first.delivery]


async def test_what_is_of_no_concern_is_ignored_with_its_reason(world: World) -> None:
    answer = await world.intake.accept(
        System.JIRA, Ignored(reason="a worklog"), fallback_id="digest"
    )
    assert (answer.outcome, answer.reason) == ("ignored", "a worklog")


async def test_when_the_store_is_unavailable_nothing_is_stored_and_the_caller_learns_it(
    world: World,
) -> None:
    ticket, _, _ = await world.pair()
    world.store.available = False
    with pytest.raises(StoreUnavailable):
        await world.zendesk(EventKind.COMMENT_ADDED, ticket, event_id="retried")
    world.store.available = True
    assert await world.waiting() == 0
    again = await world.zendesk(EventKind.COMMENT_ADDED, ticket, event_id="retried")
    assert again.outcome == "accepted"


async def lanes_of(world: World) -> set[str]:
    found = set()
    while (claim := await world.claim()) is not None:
        found.add(claim.delivery.lane)
    return found


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        (EventKind.CREATED, ()),
        (EventKind.CHANGED, ()),
        (EventKind.CHANGED, ("labels", "customfield_10101")),
        (EventKind.CHANGED, ("airlock gate",)),
        (EventKind.CHANGED, ("status",)),
        (EventKind.CHANGED, ("key", "project")),
    ],
)
async def test_the_gate_of_an_issue_without_a_link_is_looked_at_when_it_may_have_been_touched(
    world: World, kind: EventKind, changed: tuple[str, ...]
) -> None:
    issue = world.tracker.add_issue()
    answer = await world.jira(kind, issue, changed=changed)
    assert answer.outcome == "accepted"
    assert await lanes_of(world) == {f"gate:{issue.id}"}


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        (EventKind.CHANGED, ("labels", "fixVersions")),
        (EventKind.CHANGED, ("comment",)),
        (EventKind.COMMENT_ADDED, ()),
        (EventKind.DELETED, ()),
    ],
)
async def test_what_cannot_touch_the_gate_of_an_issue_without_a_link_is_ignored(
    world: World, kind: EventKind, changed: tuple[str, ...]
) -> None:
    answer = await world.jira(kind, world.tracker.add_issue(), changed=changed)
    assert (answer.outcome, answer.reason) == ("ignored", "not linked")


@pytest.mark.parametrize(
    ("changed", "the_pair_too"),
    [(("customfield_10101",), False), (("priority",), False), (("status",), True), ((), True)],
)
async def test_a_change_by_our_own_jira_account_is_always_looked_at_for_the_gate(
    world: World, *, changed: tuple[str, ...], the_pair_too: bool
) -> None:
    ticket, issue, link = await world.pair()
    await world.customer_writes(ticket, "It fails.")
    await world.jira(EventKind.CHANGED, issue, changed=changed, actor_id=world.tracker.me.id)
    assert await lanes_of(world) == {link.gate_lane} | ({link.lane} if the_pair_too else set())
