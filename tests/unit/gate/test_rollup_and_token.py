"""Edges of the roll-up and of token making."""

from datetime import timedelta

import pytest

from app.gate.decision import decide
from app.gate.rollup import roll_up
from app.gate.token import make_token
from tests.unit.gate.builders import NOW, make_entry, make_packet, make_policy, make_waiver

POLICY = make_policy()


def test_without_a_ticket_the_gate_is_closed_and_says_so() -> None:
    decision = roll_up([], POLICY)
    assert not decision.open
    assert not decision.passes
    assert decision.reasons == ("No ticket with a packet is linked to this issue.",)


def test_the_packet_with_the_fewest_gaps_speaks_for_a_closed_issue() -> None:
    empty = decide(make_entry(None, ticket_id=1), POLICY, at=NOW)
    nearly = decide(make_entry(make_packet(tried=""), ticket_id=2), POLICY, at=NOW)
    decision = roll_up([empty, nearly], POLICY)
    assert decision.ticket_id == 2
    assert len(decision.reasons) == 1


def test_a_complete_packet_goes_before_one_that_a_waiver_opens() -> None:
    waived = make_entry(make_packet(tried=""), ticket_id=1, waivers=(make_waiver("tried", 1),))
    whole = make_entry(make_packet(), ticket_id=2)
    decision = roll_up([decide(entry, POLICY, at=NOW) for entry in (waived, whole)], POLICY)
    assert (decision.ticket_id, decision.state, decision.valid_until) == (2, "ready", None)


def test_two_waived_packets_hold_until_the_last_of_them_ends() -> None:
    entries = [
        make_entry(make_packet(tried=""), ticket_id=days, waivers=(make_waiver("tried", days),))
        for days in (1, 2)
    ]
    decision = roll_up([decide(entry, POLICY, at=NOW) for entry in entries], POLICY)
    assert decision.valid_until == NOW + timedelta(days=2)


def test_a_short_key_makes_no_token() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        make_token(b"short", "10001", "digest")


def test_the_warnings_of_all_tickets_are_told_once() -> None:
    entries = [
        make_entry(make_packet(), ticket_id=1),
        make_entry(None, ticket_id=2, engineers_copied=1),
        make_entry(None, ticket_id=3, engineers_copied=1),
    ]
    decision = roll_up([decide(entry, POLICY, at=NOW) for entry in entries], POLICY)
    assert decision.open
    assert len(decision.warnings) == 1
