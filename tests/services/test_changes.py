"""Status, priority, owner and fields of the two sides; moves and deletions."""

from typing import Any

from app.model import EventKind, Side, Ticket
from app.records import DeliveryState
from tests.services.world import JANE, RAVI, World

STATUS, OWNER, AREA, SYMPTOM = "3602", "3603", "3604", "3605"
TEXT_FIELD: dict[str, Any] = {"zendesk": "Symptom", "jira": "Symptom", "direction": "to_jira"}


def shown(world: World, ticket: Ticket, field: str) -> str:
    return world.desk.tickets[ticket.id].fields.get(field, "")


async def test_the_priority_of_the_ticket_becomes_the_issue_s(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.desk.change(ticket.id, priority="urgent")
    await world.zendesk(EventKind.CHANGED, ticket, changed=("priority",), actor_id=JANE.id)
    await world.settle()
    assert world.tracker.issues[issue.id].priority == "Highest"


async def test_a_new_link_shows_at_once_how_the_issue_stands(world: World) -> None:
    ticket, _, _ = await world.pair()
    assert shown(world, ticket, STATUS) == "Waiting for engineering"
    assert shown(world, ticket, OWNER) == "Not yet assigned"
    assert world.desk.tickets[ticket.id].status == "open"


async def test_the_ticket_shows_the_issue_s_status_in_the_policy_s_words(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, status="In Progress")
    await world.jira(EventKind.CHANGED, issue, changed=("status",), actor_id=RAVI.id)
    await world.settle()
    assert shown(world, ticket, STATUS) == "Being worked on"
    assert world.desk.tickets[ticket.id].status == "open"


async def test_an_answered_issue_tags_the_ticket(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, status="Done")
    await world.jira(EventKind.CHANGED, issue, changed=("status",))
    await world.settle()
    assert "airlock_answered" in world.desk.tickets[ticket.id].tags


async def test_a_status_of_which_the_policy_says_nothing_changes_nothing(world: World) -> None:
    ticket, issue, _ = await world.pair()
    writes = len(world.desk.writes)
    world.tracker.change(issue.id, status="Parked by the weather")
    await world.jira(EventKind.CHANGED, issue, changed=("status",))
    await world.settle()
    assert len(world.desk.writes) == writes
    assert shown(world, ticket, STATUS) == "Waiting for engineering"


async def test_an_agent_s_own_status_is_overruled_only_when_the_issue_s_has_just_changed(
    world: World,
) -> None:
    words = {"Done": {"shows": "Answered", "status": "open"}}
    world.policies.change({"mapping.status.to_zendesk": words})
    ticket, issue, _ = await world.pair(status="pending")
    world.tracker.change(issue.id, status="Done")
    await world.jira(EventKind.CHANGED, issue, changed=("summary",))
    await world.settle()
    assert world.desk.tickets[ticket.id].status == "pending"
    await world.jira(EventKind.CHANGED, issue, changed=("status",))
    await world.settle()
    assert world.desk.tickets[ticket.id].status == "open"


async def test_the_owner_shows_in_the_policy_s_words_and_never_by_name(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, assignee=RAVI)
    await world.jira(EventKind.CHANGED, issue, changed=("assignee",))
    await world.settle()
    assert shown(world, ticket, OWNER) == "An engineer owns this"


async def test_an_owner_shown_by_name_is_shown_as_redaction_leaves_it(world: World) -> None:
    owner = {"zendesk_field": "Engineering owner", "show": "name"}
    world.policies.change({"mapping.owner": owner})
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, assignee=RAVI)
    await world.jira(EventKind.CHANGED, issue, changed=("assignee",))
    await world.settle()
    assert shown(world, ticket, OWNER).startswith("[engineer")


async def test_a_text_field_crosses_redacted(world: World) -> None:
    world.policies.change({"mapping.fields": (TEXT_FIELD,)})
    _, issue, _ = await world.pair(fields={SYMPTOM: "Jane Roe sees no labels"})
    assert world.field(issue, "customfield_10202") == "[customer] sees no labels"


async def test_a_field_whose_text_is_held_stays_as_it_is_and_the_others_go_on(
    world: World,
) -> None:
    area = {
        "zendesk": "Product area",
        "jira": "Component area",
        "direction": "to_jira",
        "values": {"exports": "Exports"},
    }
    world.policies.change({"mapping.fields": (TEXT_FIELD, area)})
    ticket, issue, _ = await world.pair(fields={SYMPTOM: "no labels"})
    world.policies.change({"redaction.entities.email.engineering": "hold"})
    fields = {SYMPTOM: "mail to ops@elsewhere.example fails", AREA: "exports"}
    world.desk.change(ticket.id, fields=fields)
    await world.zendesk(EventKind.CHANGED, ticket, changed=("custom_field",))
    await world.settle()
    assert world.field(issue, "customfield_10202") == "no labels"
    assert world.field(issue, "customfield_10201") == "Exports"
    held = [e for e in await world.audit(f"ticket:{ticket.id}") if e.action == "field held"]
    assert len(held) == 1
    assert await world.stuck() == []


async def test_two_sides_that_agree_cost_no_write(world: World) -> None:
    ticket, issue, _ = await world.pair(priority="urgent")
    writes = len(world.desk.writes), len(world.tracker.writes)
    await world.zendesk(EventKind.CHANGED, ticket, changed=("tags",))
    await world.jira(EventKind.CHANGED, issue, changed=("labels",))
    await world.settle()
    assert (len(world.desk.writes), len(world.tracker.writes)) == writes


async def test_a_closed_ticket_is_left_alone(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.desk.change(ticket.id, status="closed")
    world.tracker.change(issue.id, status="Done")
    await world.jira(EventKind.CHANGED, issue, changed=("status",))
    await world.settle()
    assert shown(world, ticket, STATUS) == "Waiting for engineering"
    assert await world.stuck() == []


async def test_a_moved_issue_is_followed_under_its_new_key(world: World) -> None:
    ticket, issue, link = await world.pair()
    world.tracker.change(issue.id, key="OPS-7", project="OPS")
    await world.jira(EventKind.CHANGED, issue, issue_key="OPS-7", changed=("Key",))
    await world.settle()
    stored = await world.store.read(lambda tx: tx.links.get(link.id))
    assert stored is not None
    assert stored.issue_key == "OPS-7"
    view = await world.packets.view(ticket.id)
    assert view.links[0].url.endswith("/browse/OPS-7")


async def test_a_deletion_is_recorded_and_deletes_nothing_on_the_other_side(world: World) -> None:
    ticket, issue, link = await world.pair()
    await world.customer_writes(ticket, "It fails.")
    world.desk.delete(ticket.id)
    await world.zendesk(EventKind.DELETED, ticket)
    await world.settle()
    actions = [entry.action for entry in await world.audit(f"link:{link.id}")]
    assert "deleted in zendesk; the copies stand" in actions
    assert len(world.on_issue(issue)) == 1
    assert await world.stuck() == []


async def test_a_deleted_issue_is_recorded_and_leaves_no_dead_letter(world: World) -> None:
    ticket, issue, link = await world.pair()
    world.tracker.delete_issue(issue.id)
    await world.jira(EventKind.DELETED, issue)
    await world.settle()
    actions = [entry.action for entry in await world.audit(f"link:{link.id}")]
    assert "deleted in jira; the copies stand" in actions
    assert await world.stuck() == []
    assert ticket.id in world.desk.tickets


async def test_a_change_of_a_ticket_that_is_gone_is_parked_with_its_reason(world: World) -> None:
    ticket, _, _ = await world.pair()
    world.desk.delete(ticket.id)
    await world.zendesk(EventKind.CHANGED, ticket, changed=("priority",))
    await world.settle()
    parked = [d for d in await world.stuck() if d.lane.startswith("link:")]
    assert [(d.state, d.reason_code) for d in parked] == [(DeliveryState.PARKED, "not-found")]


async def test_a_value_that_jira_refuses_is_parked_and_the_gate_goes_on(world: World) -> None:
    field = {**TEXT_FIELD, "jira": "customfield_99999"}
    world.policies.change({"mapping.fields": (field,)})
    _, issue, _ = await world.pair(fields={SYMPTOM: "no labels"})
    (parked,) = await world.stuck()
    assert (parked.state, parked.reason_code) == (DeliveryState.PARKED, "write-refused")
    assert "no labels" not in (parked.reason or "")
    assert world.reasons(issue)


async def test_support_staff_in_copy_are_no_customers(world: World) -> None:
    colleague = JANE.model_copy(update={"id": "603", "name": "Priya Nair", "side": Side.SUPPORT})
    ticket, issue, _ = await world.pair(collaborators=(colleague,))
    await world.customer_writes(ticket, "Please ask the person in copy.")
    known = await world.store.read(lambda tx: tx.vault.context(f"ticket:{ticket.id}"))
    assert known is not None
    assert [person.name for person in known.people] == ["Jane Roe"]
    assert len(world.on_issue(issue)) == 1
