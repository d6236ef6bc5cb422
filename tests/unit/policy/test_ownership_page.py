"""The page of who owns what is the policy's own words."""

from typer.testing import CliRunner

from app.cli.root import app
from app.policy.ownership_page import render_ownership
from app.sync.operating_policy import OwnershipPolicy, TeamPolicy
from tests.docs.pages import DOCS
from tests.fakes.policies import SHIPPED, shipped

SEVERITIES = ("P1", "P2")
POLICY = OwnershipPolicy(
    ticket_field="Product area",
    components={"exports": "Exports | reports", "billing": "Billing"},
    teams={
        "exports": TeamPolicy(
            label="Exports team",
            components=("exports",),
            jira_component="Exports",
            jira_assignee="712020:ravi",
            jira_fields={"Squad": "Exports"},
            contacts={"P1": "Exports on call"},
        ),
        "core": TeamPolicy(label="Core team"),
    },
    default="core",
)


def test_the_stored_page_is_the_current_one() -> None:
    page = (DOCS / "ownership.md").read_text(encoding="utf-8")
    policies = shipped()
    assert page == render_ownership(policies.mapping.ownership, policies.gate.severities), (
        "run `airlock policy ownership > docs/ownership.md`"
    )


def test_each_component_has_a_line_and_the_default_has_the_last() -> None:
    lines = render_ownership(POLICY, SEVERITIES).splitlines()[-3:]
    where = "component Exports, Squad Exports, with an assignee"
    assert lines == [
        f"| Exports / reports (`exports`) | Exports team | {where} | Exports on call |  |",
        "| Billing (`billing`) | Core team | as new issues do |  |  |",
        "| Everything else | Core team | as new issues do |  |  |",
    ]


def test_an_assignees_account_is_not_published() -> None:
    assert "712020" not in render_ownership(POLICY, SEVERITIES)


def test_a_policy_without_teams_says_so() -> None:
    assert "names no team" in render_ownership(OwnershipPolicy(), SEVERITIES)


def test_the_command_prints_the_page() -> None:
    answer = CliRunner().invoke(app, ["policy", "ownership", str(SHIPPED)])
    assert answer.exit_code == 0
    assert answer.stdout.startswith("# Who owns what")
