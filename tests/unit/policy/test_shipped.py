"""The policies that ship: usable as they stand, and tried by their own examples."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from app.policy.descriptions import DESCRIPTIONS
from app.policy.loading import lint, load_directory
from app.policy.schema import json_schema

SHIPPED = Path(__file__).parents[3] / "policies"


def test_the_policies_that_ship_have_no_problem() -> None:
    assert [str(problem) for problem in lint(SHIPPED)] == []


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


def _keys(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for part, whole in schema["$defs"].items():
        for name, model in {part: whole, **whole.get("$defs", {})}.items():
            for key, value in model.get("properties", {}).items():
                yield name, key, value


def test_an_editor_has_words_for_every_key_and_none_for_keys_that_are_gone() -> None:
    keys = list(_keys(json_schema()))
    assert [f"{name}.{key}" for name, key, value in keys if not value.get("description")] == []
    known = {(name, key) for name, key, _ in keys}
    told = {(name, key) for name, words in DESCRIPTIONS.items() for key in words}
    assert told - known == set()


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("[!s]*/*.yaml")), ids=lambda file: file.name)
def test_every_file_that_ships_is_what_the_schema_says(file: Path) -> None:
    schema = json_schema()
    part = {"$ref": f"#/$defs/{file.parent.name}", "$defs": schema["$defs"]}
    jsonschema.validate(YAML(typ="safe").load(file.read_text("utf-8")), part)


def test_the_stored_json_schema_is_the_current_one() -> None:
    stored = json.loads((SHIPPED / "schema" / "policy.json").read_text())
    assert stored == json_schema(), "run `airlock policy schema > policies/schema/policy.json`"
