"""A new issue goes where its component's team wants it."""

from typing import Any

from tests.services.world import AGENT, COMPLETE, World

TEAMS = {
    "exports": {
        "label": "Exports team",
        "components": ("exports",),
        "jira_component": "Exports",
        "jira_assignee": "712020:ravi",
        "jira_fields": {"Component area": "Exports"},
    },
    "core": {"label": "Core team", "jira_component": "Core"},
}
MATRIX: dict[str, Any] = {
    "ticket_field": "Product area",
    "components": {"exports": "Exports", "billing": "Billing"},
    "teams": TEAMS,
    "default": "core",
    "examples": {},
}


async def escalate(world: World, area: str) -> dict[str, str]:
    """The fields of the issue that an escalation of a ticket of this area makes."""
    world.policies.change({"mapping.ownership": MATRIX})
    ticket = world.ticket(fields={"3604": area} if area else {})
    await world.complete(ticket, **COMPLETE)
    preview = await world.escalations.preview(ticket.id, agent=AGENT)
    await world.escalations.escalate(
        ticket.id, preview_digest=preview.preview_digest, issue_key=None, agent=AGENT
    )
    created = world.tracker.writes[0]
    shown = {
        name: getattr(value, "value", None) or value.id for name, value in created.fields.items()
    }
    assert shown.items() <= preview.fields.items()
    return shown


async def test_an_issue_of_an_owned_component_goes_to_its_team(world: World) -> None:
    fields = await escalate(world, "exports")
    assert fields["components"] == "Exports"
    assert fields["assignee"] == "712020:ravi"
    assert fields["customfield_10201"] == "Exports"


async def test_what_nobody_owns_goes_to_the_default_team(world: World) -> None:
    for area in ("billing", "", "a value that the policy does not know"):
        fields = await escalate(World(), area)
        assert fields["components"] == "Core"
        assert "assignee" not in fields


async def test_who_would_own_it_is_previewed_and_a_change_of_it_is_noticed(world: World) -> None:
    world.policies.change({"mapping.ownership": MATRIX})
    ticket = world.ticket(fields={"3604": "exports"})
    await world.complete(ticket, **COMPLETE)
    before = await world.escalations.preview(ticket.id, agent=AGENT)
    assert before.fields["assignee"] == "712020:ravi"
    world.desk.change(ticket.id, fields={"3604": "billing"})
    after = await world.escalations.preview(ticket.id, agent=AGENT)
    assert after.preview_digest != before.preview_digest
    assert after.fields["components"] == "Core"
