"""The page of what each side reads is the policy's own words."""

from pathlib import Path

from typer.testing import CliRunner

from app.cli.root import app
from app.policy.table import render_table
from app.redaction.kinds import ENTITIES, SECRETS
from app.redaction.policy import RedactionPolicy
from tests.fakes.policies import SHIPPED, shipped

PAGE = Path(__file__).parents[3] / "docs" / "disclosure.md"


def row_of(page: str, kind: str) -> str:
    (row,) = (line for line in page.splitlines() if line.startswith(f"| `{kind}` |"))
    return row


def test_the_stored_page_is_the_current_one() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == render_table(shipped().redaction), (
        "run `airlock policy table > docs/disclosure.md`"
    )


def test_every_kind_has_one_line_with_what_becomes_of_its_example() -> None:
    page = render_table(shipped().redaction)
    for kind in ENTITIES:
        assert row_of(page, kind).count(" | ") == 5
    assert row_of(page, "card").endswith("| `I paid with [card] yesterday.` |")
    assert "| as written | pseudonymise: `[customer]` |" in row_of(page, "customer_person")


def test_no_secret_stands_on_the_page() -> None:
    rules = shipped().redaction.entities
    page = render_table(shipped().redaction)
    for kind in SECRETS:
        assert all(example not in page for example in rules[kind].examples.hits)


def test_a_kind_of_the_house_and_a_changed_action_are_on_the_page() -> None:
    policy = shipped().redaction
    rule = policy.entities["email"].model_dump() | {"customer": "hold", "engineering": "mask"}
    changed = RedactionPolicy.model_validate(
        {**dict(policy), "entities": {**policy.entities, "shoe_size": rule}}
    )
    assert "| hold | mask |" in row_of(render_table(changed), "shoe_size")


def test_the_command_prints_the_page() -> None:
    answer = CliRunner().invoke(app, ["policy", "table", str(SHIPPED)])
    assert answer.exit_code == 0
    assert answer.stdout == render_table(shipped().redaction)
