"""The gate's decision over one packet."""

from datetime import timedelta

from app.gate.decision import Decision, decide, digest_packet, resolve_items
from app.gate.packet import Packet
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


def test_a_complete_packet_opens_the_gate() -> None:
    decision = decide(make_entry(make_packet()), POLICY, at=NOW)
    assert decision.open
    assert decision.state == "ready"
    assert decision.reasons == ()
    assert (decision.severity, decision.owner) == ("P1", "Dana Whitfield")


def test_without_a_packet_everything_of_the_default_pattern_is_missing() -> None:
    decision = decide(make_entry(None), POLICY, at=NOW)
    assert not decision.open
    assert set(states(decision)) == set(POLICY.keys_of("bug"))
    assert set(states(decision).values()) == {"missing"}


def test_a_gap_is_told_with_label_and_cure_and_without_the_entry() -> None:
    packet = make_packet(steps="Zebulon clicked it", tried="")
    decision = decide(make_entry(packet), POLICY, at=NOW)
    assert not decision.open
    assert states(decision)["steps"] == "weak"
    assert states(decision)["tried"] == "missing"
    assert any(reason.startswith("Steps to reproduce: No steps") for reason in decision.reasons)
    assert "Zebulon" not in str((decision.items, decision.reasons))


def test_an_owner_is_asked_for_the_severities_that_need_one_only() -> None:
    without = make_packet(owner="")
    assert not decide(make_entry(without), POLICY, at=NOW).open
    light = Packet(pattern="bug", severity="P3", items=without.items)
    assert decide(make_entry(light), POLICY, at=NOW).open


def test_a_pattern_asks_for_its_own_items() -> None:
    keys = ("context", "steps", "tried", "environment")
    packet = Packet(pattern="question", severity="P3", items={key: GOOD[key] for key in keys})
    assert decide(make_entry(packet), POLICY, at=NOW).open


def test_an_unknown_pattern_or_severity_keeps_the_gate_closed() -> None:
    renamed = Packet(pattern="defect", severity="P1", items=GOOD)
    assert "no longer in the policy" in " ".join(
        decide(make_entry(renamed), POLICY, at=NOW).reasons
    )
    unknown = Packet(pattern="bug", severity="Sev0", items=GOOD)
    decision = decide(make_entry(unknown), POLICY, at=NOW)
    assert states(decision)["severity"] == "weak"
    assert decision.severity is None


def test_the_priority_proposes_a_severity_but_does_not_choose_it() -> None:
    packet = Packet(pattern="bug", items=GOOD)
    decision = decide(make_entry(packet, priority="urgent"), POLICY, at=NOW)
    assert not decision.open
    assert "suggests P1" in decision.reasons[0]


def test_a_ticket_field_stands_in_for_a_missing_or_weak_entry() -> None:
    fields = {"Environment": "Release 4.18.2"}
    for entered in ("", "production"):
        entry = make_entry(make_packet(environment=entered), ticket_fields=fields)
        assert decide(entry, POLICY, at=NOW).open
        assert resolve_items(entry, POLICY)["environment"] == "Release 4.18.2"


def test_a_file_on_the_ticket_answers_for_logs() -> None:
    entry = make_entry(make_packet(logs=""), has_logs=True)
    assert decide(entry, POLICY, at=NOW).open


def test_a_waiver_covers_its_item_until_its_end_and_not_a_moment_longer() -> None:
    waiver = make_waiver("steps", days=1)
    entry = make_entry(make_packet(steps=""), waivers=(waiver,))
    before = decide(entry, POLICY, at=waiver.until - timedelta(microseconds=1))
    assert before.open
    assert before.state == "waived"
    assert before.valid_until == waiver.until
    assert not decide(entry, POLICY, at=waiver.until).open


def test_a_waiver_of_the_whole_packet_opens_even_an_empty_one() -> None:
    decision = decide(make_entry(None, waivers=(make_waiver("*"),)), POLICY, at=NOW)
    assert decision.open
    assert set(states(decision).values()) == {"waived"}


def test_of_two_waivers_the_longer_one_counts_and_of_two_items_the_shorter_one() -> None:
    waivers = (make_waiver("steps", 1), make_waiver("steps", 3), make_waiver("tried", 2))
    entry = make_entry(make_packet(steps="", tried=""), waivers=waivers)
    assert decide(entry, POLICY, at=NOW).valid_until == NOW + timedelta(days=2)


def test_a_waiver_that_nothing_rests_on_sets_no_end() -> None:
    entry = make_entry(make_packet(), waivers=(make_waiver("steps"),))
    decision = decide(entry, POLICY, at=NOW)
    assert decision.state == "ready"
    assert decision.valid_until is None


def test_in_warn_mode_a_closed_gate_lets_pass_and_still_says_why() -> None:
    decision = decide(make_entry(None), make_policy(mode="warn"), at=NOW)
    assert not decision.open
    assert decision.passes
    assert decision.reasons


def test_the_digest_follows_content_and_not_order_or_white_space() -> None:
    packet = make_packet()
    again = Packet(
        pattern="bug",
        severity="P1",
        items={**{key: f" {text}\n" for key, text in reversed(GOOD.items())}, "extra": "  "},
    )
    assert digest_packet(packet) == digest_packet(again)
    assert digest_packet(packet) != digest_packet(make_packet(owner="Ravi Patel"))
    assert digest_packet(None) != digest_packet(Packet(pattern="bug"))


def test_a_guarded_move_is_told_by_project_and_status_in_any_case() -> None:
    assert POLICY.guards("ENG", "To Do", "escalated")
    assert not POLICY.guards("ENG", "To Do", "Done")
    assert not POLICY.guards("HELP", "To Do", "Escalated")
    released = make_policy(unguarded_statuses=("In Progress",))
    assert not released.guards("ENG", "in progress", "Escalated")
