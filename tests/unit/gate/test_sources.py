"""What answers an item besides the sidebar's entry, and what is known of the ticket around it."""

from datetime import timedelta

import pytest

from app.gate.decision import Decision, decide, resolve_items
from app.gate.packet import Packet, moments_of
from app.gate.sources import leads_to
from tests.unit.gate.builders import (
    GOOD,
    NOW,
    make_entry,
    make_packet,
    make_policy,
    make_waiver,
)

POLICY = make_policy()


def states(decision: Decision) -> dict[str, str]:
    return {item.key: item.state for item in decision.items}


def reason_of(decision: Decision, key: str) -> str:
    return next(item.reason for item in decision.items if item.key == key)


def test_a_field_of_the_issue_answers_but_is_never_sent_back_as_support_s_text() -> None:
    packet = make_packet(environment="production")
    entry = make_entry(packet, jira_fields={"Versions": "Release 4.18.2"})
    assert decide(entry, POLICY, at=NOW).open
    assert resolve_items(entry, POLICY)["environment"] == "production"
    weak = make_entry(packet, jira_fields={"Versions": "the latest"})
    assert states(decide(weak, POLICY, at=NOW))["environment"] == "weak"


def test_a_link_to_a_named_host_answers_and_any_other_does_not() -> None:
    packet = make_packet(logs="")
    for link in ("https://logs.example.test/run/7", "https://eu.traces.test:8443/t?id=1"):
        assert decide(make_entry(packet, links=(link,)), POLICY, at=NOW).open
    other = make_entry(packet, links=("https://www.example.test/",))
    assert states(decide(other, POLICY, at=NOW))["logs"] == "missing"


@pytest.mark.parametrize(
    ("url", "there"),
    [
        ("https://logs.example.test", True),
        ("HTTPS://LOGS.example.test/a", True),
        ("https://logs.example.test@evil.test/", False),
        ("https://evil.test/logs.example.test", False),
        (r"https://evil.test\@logs.example.test/x", False),
        (r"https://evil.test\.traces.test/x", False),
        (r"https://logs.example.test\@evil.test/x", False),
        ("https://user@logs.example.test/run/7", True),
        ("https://logs.example.test?run=7", True),
        ("https://logs.example.test.evil.test/", False),
        ("https://traces.test/", False),
        ("https://a.b.traces.test/", True),
        ("https://eviltraces.test/", False),
        ("ftp://logs.example.test/", False),
        ("https://", False),
        ("", False),
    ],
)
def test_the_host_of_a_link_is_what_counts(url: str, there: bool) -> None:
    assert leads_to(url, ("logs.example.test", "*.traces.test")) == there


@pytest.mark.parametrize(
    ("standing", "told"),
    [("unknown", ""), ("person", ""), ("inactive", "not active"), ("group", "a group in Zendesk")],
)
def test_an_owner_who_cannot_answer_for_it_is_weak(standing, told: str) -> None:
    decision = decide(make_entry(make_packet(), owner_standing=standing), POLICY, at=NOW)
    assert decision.open == (not told)
    assert told in reason_of(decision, "owner")


def test_an_absent_owner_is_missing_whatever_the_directory_says() -> None:
    entry = make_entry(make_packet(owner=""), owner_standing="inactive")
    assert states(decide(entry, POLICY, at=NOW))["owner"] == "missing"


def test_a_severity_far_from_the_priority_is_weak_and_a_near_one_is_a_warning() -> None:
    policy = make_policy(
        severity_by_priority={"urgent": "P1", "normal": "P3"}, severity_tolerance=1
    )
    far = decide(make_entry(make_packet(severity="P3"), priority="urgent"), policy, at=NOW)
    assert not far.open
    assert "P3 is chosen, but the ticket's priority urgent suggests P1" in far.reasons[0]
    assert far.warnings == ()
    near = decide(make_entry(make_packet(severity="P2"), priority="urgent"), policy, at=NOW)
    assert near.open
    (warning,) = near.warnings
    assert warning.startswith("Business severity: P2 is chosen, but the ticket's priority urgent")
    same = decide(make_entry(make_packet(severity="P1"), priority="urgent"), policy, at=NOW)
    assert (same.open, same.warnings) == (True, ())
    waived = make_entry(
        make_packet(severity="P3"), priority="urgent", waivers=(make_waiver("severity"),)
    )
    assert decide(waived, policy, at=NOW).open


def test_a_milder_severity_than_the_priority_suggests_is_no_way_around_the_owner() -> None:
    policy = make_policy(severity_by_priority={"high": "P2"}, severity_tolerance=2)
    packet = make_packet(severity="P3", owner="")
    assert decide(make_entry(packet), policy, at=NOW).open
    decision = decide(make_entry(packet, priority="high"), policy, at=NOW)
    assert decision.lacking == ("owner",)


def test_the_authority_is_the_right_one_for_the_severity() -> None:
    manager = "You hear from us on Friday; the Support Manager stands for it."
    for severity, promise, good in (
        ("P1", GOOD["promise"], True),
        ("P1", manager, False),
        ("P2", manager, True),
        ("P2", GOOD["promise"], True),
    ):
        packet = make_packet("reply", severity, promise=promise)
        assert decide(make_entry(packet), POLICY, at=NOW).open == good
    weak = decide(make_entry(make_packet("reply", "P1", promise=manager)), POLICY, at=NOW)
    assert "name one of: Head of Support" in reason_of(weak, "promise")


def test_a_copied_entry_is_weak_and_the_one_it_copies_is_not() -> None:
    decision = decide(make_entry(make_packet(tried=GOOD["context"].upper())), POLICY, at=NOW)
    assert decision.lacking == ("tried",)
    assert "only repeats what another item says" in decision.reasons[0]


def test_a_copy_falls_back_on_the_field_that_answers_too() -> None:
    entry = make_entry(
        make_packet(environment="Release 4.18.2 breaks it", tried="release 4.18.2 breaks it"),
        ticket_fields={"Environment": "Release 4.18.2 on Windows"},
    )
    assert decide(entry, POLICY, at=NOW).open
    assert resolve_items(entry, POLICY)["environment"] == "Release 4.18.2 on Windows"


def test_a_deadline_does_not_become_too_near_by_waiting() -> None:
    packet = make_packet("reply", respond_by="2026-11-23 10:00 Z")
    for hours in (0, 20, 24 * 365):
        assert decide(make_entry(packet), POLICY, at=NOW + timedelta(hours=hours)).open


def test_an_entry_keeps_its_moment_until_it_says_something_else() -> None:
    later = NOW + timedelta(hours=3)
    before = Packet(pattern="bug", items={"a": "x", "b": "y"}, entered={"a": NOW, "b": NOW})
    moments = moments_of({"a": " x\n", "b": "z", "c": "new"}, before, later)
    assert moments == {"a": NOW, "b": later, "c": later}
    assert moments_of({"a": "x"}, Packet(pattern="bug", items={"a": "x"}), later) == {"a": later}


def test_an_engineer_on_the_customer_s_thread_is_a_warning_that_closes_nothing() -> None:
    one = decide(make_entry(make_packet(), engineers_copied=1), POLICY, at=NOW)
    assert one.open
    assert one.warnings[0].startswith("An engineer is copied on the customer's thread")
    two = decide(make_entry(None, engineers_copied=2), POLICY, at=NOW)
    assert two.warnings[0].startswith("2 engineers are copied")
    silent = make_policy(warn_when_engineer_copied=False)
    assert decide(make_entry(None, engineers_copied=2), silent, at=NOW).warnings == ()


def test_what_is_lacking_is_told_by_key() -> None:
    packet = make_packet(tried="", steps="no")
    assert decide(make_entry(packet), POLICY, at=NOW).lacking == ("steps", "tried")
    waived = make_entry(packet, waivers=(make_waiver("*"),))
    assert decide(waived, POLICY, at=NOW).lacking == ()
