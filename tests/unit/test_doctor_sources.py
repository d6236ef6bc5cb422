"""What `airlock doctor` says of the fields that a packet's items may be answered by."""

from app.cli.doctoring import note_checks, source_checks
from tests.fakes.policies import FixedPolicies


def test_a_field_that_jira_lacks_is_told_with_the_item_that_it_never_answers() -> None:
    policies = FixedPolicies()
    policies.change(
        {
            "gate.items.environment.jira_field": "Enviroment",
            "gate.items.logs.jira_field": "customfield_10201",
            "gate.items.tried.jira_field": "Tried",
        }
    )
    known = {"Environment", "environment", "Run", "customfield_10201", "Tried"}
    (check,) = source_checks(policies.current().gate, known)
    assert not check.ok
    assert "`Enviroment`" in check.detail
    assert "`environment`" in check.detail


def test_the_policies_that_ship_need_no_field_of_jira() -> None:
    assert source_checks(FixedPolicies().current().gate, ()) == ()


def test_a_field_for_notes_that_jira_lacks_is_told_and_is_no_fault() -> None:
    mapping = FixedPolicies().current().mapping
    (told,) = note_checks(mapping, {"Summary"})
    assert told.ok
    assert "`Known issue`" in told.detail
    assert note_checks(mapping, {"Known issue"}) == ()
