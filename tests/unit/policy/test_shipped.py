"""The policies that ship: usable as they stand, and tried by their own examples."""

import json
from pathlib import Path

from app.policy.loading import lint, load_directory
from app.policy.schema import json_schema

SHIPPED = Path(__file__).parents[3] / "policies"


def test_the_policies_that_ship_have_no_problem() -> None:
    assert [str(problem) for problem in lint(SHIPPED) if not problem.warning] == []


def test_the_policies_that_ship_ask_for_the_four_of_every_packet_and_more() -> None:
    gate = load_directory(SHIPPED).gate
    assert gate.every_packet == ("context", "steps", "severity", "tried")
    asked = set(gate.keys_of("bug"))
    assert {"question", "environment", "logs", "disposition", "owner"} <= asked
    assert gate.items["owner"].required_for == ("P1", "P2")
    assert set(gate.patterns) == {"clarification", "call", "bug", "executive"}
    assert gate.guards("ENG", "Triage", "Escalated")


def test_nothing_of_jira_is_public_or_restricted_text_in_the_policies_that_ship() -> None:
    rules = load_directory(SHIPPED).mapping.comments.to_zendesk
    assert rules.unmarked == "internal_note"
    assert rules.public_mark is None
    assert (rules.restricted, rules.security_levels) == ((), ())
    assert not rules.service_desk_internal


def test_the_stored_json_schema_is_the_current_one() -> None:
    stored = json.loads((SHIPPED / "schema" / "policy.json").read_text())
    assert stored == json_schema(), "run `airlock policy schema > policies/schema/policy.json`"
