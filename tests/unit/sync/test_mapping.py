"""Fields, priority, status and owner in one update, and who wins."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.effects import PolicyWord, UpdateIssue, UpdateTicket
from app.model import Audience, RedactedText
from app.sync.conflict import settle
from app.sync.mapping import (
    FieldIds,
    jira_field_names,
    new_issue_fields,
    plan_issue_changes,
    plan_ticket_changes,
    texts_for_jira,
    texts_for_zendesk,
)
from app.sync.policy import FieldMapping, MappingPolicy
from tests.unit.sync.builders import (
    ENGINEER,
    LINK,
    make_issue,
    make_mapping,
    make_text,
    make_ticket,
)

IDS = FieldIds(
    zendesk={"Area": "z1", "Notes": "z2", "Owner": "z3", "State": "z4"},
    jira={"Area": "c1", "Notes": "c2"},
)
VALUES = {"billing": "Billing", "exports": "Exports"}


def area(direction: str, winner: str | None = None) -> dict[str, Any]:
    return {
        "zendesk": "Area",
        "jira": "Area",
        "direction": direction,
        "winner": winner,
        "values": VALUES,
    }


def notes(direction: str) -> dict[str, Any]:
    return {"zendesk": "Notes", "jira": "Notes", "direction": direction}


def to_issue(
    policy: MappingPolicy, ticket: Any, issue: Any, **texts: RedactedText
) -> UpdateIssue | None:
    return plan_ticket_changes(ticket, issue, policy, ids=IDS, texts=texts, delivery_id="d")


def to_ticket(
    policy: MappingPolicy, issue: Any, ticket: Any, *, changed: bool = False, **texts: RedactedText
) -> UpdateTicket | None:
    return plan_issue_changes(
        LINK, issue, ticket, policy, ids=IDS, texts=texts, status_changed=changed, delivery_id="d"
    )


def test_when_both_sides_agree_nothing_is_written() -> None:
    policy = make_mapping(fields=[area("both", "zendesk")])
    ticket, issue = make_ticket(fields={"z1": "billing"}), make_issue(fields={"c1": "Billing"})
    assert to_issue(policy, ticket, issue) is None
    assert to_ticket(policy, issue, ticket) is None


def test_priority_and_fields_reach_jira_in_one_update() -> None:
    policy = make_mapping(fields=[area("to_jira"), notes("to_jira")])
    ticket = make_ticket(priority="normal", fields={"z1": "exports", "z2": "call Carla"})
    assert texts_for_jira(ticket, IDS, policy) == {"Notes": "call Carla"}
    redacted = make_text("call [customer]")
    effect = to_issue(policy, ticket, make_issue(), Notes=redacted)
    assert effect is not None
    assert effect.fields == {
        "priority": PolicyWord("Medium"),
        "c1": PolicyWord("Exports"),
        "c2": redacted,
    }


def test_a_value_that_the_policy_does_not_list_does_not_cross() -> None:
    policy = make_mapping(fields=[area("to_jira")])
    assert to_issue(policy, make_ticket(fields={"z1": "Carla's own"}), make_issue()) is None
    assert to_issue(policy, make_ticket(priority="low"), make_issue()) is None


def test_a_text_that_was_held_back_leaves_the_other_side_as_it_is() -> None:
    policy = make_mapping(fields=[notes("to_jira")])
    ticket = make_ticket(fields={"z2": "call Carla"})
    assert to_issue(policy, ticket, make_issue(fields={"c2": "older"})) is None
    policy = make_mapping(fields=[notes("to_zendesk")])
    issue = make_issue(fields={"c2": "ask Ravi"})
    assert texts_for_zendesk(issue, IDS, policy) == {"Notes": "ask Ravi"}
    assert to_ticket(policy, issue, make_ticket(fields={"z2": "older"})) is None


def test_an_emptied_source_empties_its_one_way_copy() -> None:
    policy = make_mapping(fields=[notes("to_jira")])
    effect = to_issue(policy, make_ticket(), make_issue(fields={"c2": "older"}))
    assert effect is not None
    assert effect.fields == {"c2": None}


def test_both_ways_the_winner_stands_and_an_empty_side_is_filled() -> None:
    policy = make_mapping(fields=[area("both", "jira")])
    ticket, issue = make_ticket(fields={"z1": "billing"}), make_issue(fields={"c1": "Exports"})
    assert to_issue(policy, ticket, issue) is None
    effect = to_ticket(policy, issue, ticket)
    assert effect is not None
    assert effect.fields == {"z1": PolicyWord("exports")}
    filled = to_issue(policy, ticket, make_issue())
    assert filled is not None
    assert filled.fields == {"c1": PolicyWord("Billing")}


def test_both_ways_an_unlisted_value_is_never_overwritten() -> None:
    policy = make_mapping(fields=[area("both", "jira")])
    ticket, issue = make_ticket(fields={"z1": "custom"}), make_issue(fields={"c1": "Exports"})
    assert to_ticket(policy, issue, ticket) is None
    assert to_issue(policy, ticket, issue) is None


def test_text_may_not_go_both_ways() -> None:
    with pytest.raises(ValidationError, match="one way only"):
        FieldMapping(zendesk="Notes", jira="Notes", direction="both", winner="jira")
    with pytest.raises(ValidationError, match="which side wins"):
        FieldMapping(zendesk="Area", jira="Area", direction="both", values=VALUES)


def test_the_ticket_shows_owner_and_status_in_the_policys_words() -> None:
    policy = make_mapping(
        owner={"zendesk_field": "Owner"},
        status={
            "zendesk_field": "State",
            "to_zendesk": {
                "Escalated": {"shows": "With engineering", "tag": "esc", "status": "hold"}
            },
        },
    )
    issue = make_issue(status="Escalated", assignee=ENGINEER)
    effect = to_ticket(policy, issue, make_ticket(), changed=True)
    assert effect is not None
    assert effect.fields == {
        "z3": PolicyWord("An engineer owns this"),
        "z4": PolicyWord("With engineering"),
    }
    assert (effect.status, effect.add_tags) == (PolicyWord("hold"), (PolicyWord("esc"),))
    assert "Ravi" not in str(effect)


def test_an_agents_own_status_is_overruled_only_when_the_issue_moves() -> None:
    policy = make_mapping(status={"to_zendesk": {"Escalated": {"status": "hold"}}})
    assert to_ticket(policy, make_issue(status="Escalated"), make_ticket()) is None


def test_the_owners_name_crosses_only_redacted_and_only_where_the_policy_says() -> None:
    policy = make_mapping(owner={"zendesk_field": "Owner", "show": "name"})
    issue = make_issue(assignee=ENGINEER)
    assert texts_for_zendesk(issue, IDS, policy) == {"Owner": "Ravi Patel"}
    name = make_text("[engineer-1]", Audience.CUSTOMER)
    shown = to_ticket(policy, issue, make_ticket(), Owner=name)
    assert shown is not None
    assert shown.fields == {"z3": name}
    held = to_ticket(policy, issue, make_ticket())
    assert held is not None
    assert held.fields == {"z3": PolicyWord("An engineer owns this")}


def test_a_closed_ticket_takes_no_write() -> None:
    policy = make_mapping(owner={"zendesk_field": "Owner"})
    assert to_ticket(policy, make_issue(), make_ticket(status="closed")) is None


def test_priority_comes_back_only_where_the_policy_lets_it() -> None:
    values = {"urgent": "Highest", "normal": "Medium"}
    ticket, issue = make_ticket(priority="normal"), make_issue(priority="Highest")
    assert to_ticket(make_mapping(), issue, ticket) is None
    both = make_mapping(priority={"direction": "both", "winner": "jira", "values": values})
    effect = to_ticket(both, issue, ticket)
    assert effect is not None
    assert effect.priority == PolicyWord("urgent")
    assert to_issue(both, ticket, issue) is None
    assert to_ticket(both, make_issue(priority="Lowest"), ticket) is None


def test_a_new_issue_starts_with_what_the_ticket_has() -> None:
    policy = make_mapping(fields=[area("to_jira")])
    fields = new_issue_fields(make_ticket(fields={"z1": "billing"}), policy, ids=IDS, texts={})
    assert fields == {"priority": PolicyWord("Highest"), "c1": PolicyWord("Billing")}
    assert new_issue_fields(make_ticket(priority=None), policy, ids=IDS, texts={}) == {}
    assert jira_field_names(policy) == ("Area",)


@given(
    st.sampled_from([None, "a", "b"]),
    st.sampled_from([None, "a", "b"]),
    st.sampled_from(["to_jira", "to_zendesk", "both"]),
    st.sampled_from(["zendesk", "jira"]),
)
def test_settling_twice_changes_nothing(zendesk, jira, direction, winner) -> None:
    way = settle(zendesk, jira, direction, winner)
    if way == "to_jira":
        jira = zendesk
    if way == "to_zendesk":
        zendesk = jira
    assert settle(zendesk, jira, direction, winner) == "same"


@given(
    st.dictionaries(st.sampled_from(["z1", "z2"]), st.sampled_from(["billing", "exports", "odd"])),
    st.dictionaries(st.sampled_from(["c1", "c2"]), st.sampled_from(["Billing", "Exports", "odd"])),
    st.sampled_from(["zendesk", "jira"]),
)
def test_what_one_side_was_told_it_is_not_told_again(zendesk, jira, winner) -> None:
    policy = make_mapping(fields=[area("both", winner), notes("to_jira")])
    ticket, issue = make_ticket(fields=zendesk), make_issue(fields=jira)
    texts = {name: make_text(text) for name, text in texts_for_jira(ticket, IDS, policy).items()}
    effect = to_issue(policy, ticket, issue, **texts)
    assert effect == to_issue(policy, ticket, issue, **texts)
    if effect is not None:
        written = {
            key: value.line if isinstance(value, RedactedText) else value and value.value
            for key, value in effect.fields.items()
            if not isinstance(value, type(None))
        }
        kept = {key: value for key, value in jira.items() if key not in effect.fields}
        assert to_issue(policy, ticket, make_issue(fields={**kept, **written}), **texts) is None
