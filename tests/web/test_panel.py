from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.services.views import GateItem, GateState, GateView, LinkView, PacketChange, SyncView
from app.web.panel import STATES, Panel, ago, in_order

NOW = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
PRESENT = GateItem(key="context", label="Context", state="present", value="All")
WEAK = GateItem(key="steps", label="Steps", state="weak", value="it breaks")
WAIVED = GateItem(key="owner", label="Owner", state="waived")
SEVERITY = GateItem(key="severity", label="Severity", state="present", value="P1")


def panel(
    state: GateState, *items: GateItem, draft: Any = None, passes: bool = False, **more: Any
) -> Panel:
    view = GateView(
        may_escalate=passes,
        ticket_id=1,
        state=state,
        etag="1",
        pattern="bug",
        severities=("P1", "P2"),
        items=items,
        sync=SyncView(state="ok"),
        policy="p",
        **more,
    )
    return Panel(view, NOW, draft)


def test_every_state_has_words() -> None:
    assert STATES.keys() == set(GateState)
    assert len({told.title for told in STATES.values()}) == len(GateState)


@pytest.mark.parametrize(
    ("state", "passes", "may"),
    [
        (GateState.READY, True, True),
        (GateState.WAIVED, True, True),
        (GateState.UNLINKED, True, True),
        (GateState.UNLINKED, False, False),
        (GateState.INCOMPLETE, False, False),
        (GateState.BLOCKED, False, False),
        (GateState.ESCALATED, True, False),
        (GateState.HELD, True, False),
        (GateState.SYNC_ERROR, True, False),
    ],
)
def test_escalating_is_offered_when_the_gate_lets_pass_and_nothing_is_stuck(
    state: GateState, passes: bool, may: bool
) -> None:
    assert panel(state, PRESENT, passes=passes).may_escalate is may


def test_a_policy_that_only_warns_says_so_and_offers_escalating_all_the_same() -> None:
    warned = panel(GateState.INCOMPLETE, WEAK, passes=True)
    assert warned.may_escalate
    assert "only warns" in warned.told.advice
    assert "only warns" not in panel(GateState.INCOMPLETE, WEAK).told.advice


def test_weak_and_missing_items_are_counted_and_waived_ones_are_not() -> None:
    assert panel(GateState.INCOMPLETE, PRESENT, WEAK, WAIVED).count == "1 of 3 missing"
    assert panel(GateState.READY, PRESENT, WAIVED).count == ""


def test_a_refused_change_stands_in_the_form_beside_what_is_stored() -> None:
    draft = PacketChange(severity="P2", items={"context": "mine"})
    shown = panel(GateState.READY, PRESENT, WEAK, draft=draft)
    assert [(e.value, e.theirs) for e in shown.entries] == [("mine", "All"), ("it breaks", None)]
    assert (shown.severity, shown.pattern, shown.folded) == ("P2", "bug", False)


def test_severity_is_asked_once() -> None:
    assert panel(GateState.READY, PRESENT).asks_severity
    with_item = panel(GateState.READY, PRESENT, SEVERITY)
    assert not with_item.asks_severity
    assert with_item.entries[1].choices == ("P1", "P2")


def test_the_packets_digest_follows_the_packet_alone() -> None:
    one = panel(GateState.READY, PRESENT)
    assert one.packet_digest == panel(GateState.ESCALATED, PRESENT, owner="Ada").packet_digest
    assert one.packet_digest != panel(GateState.READY, WEAK).packet_digest
    assert one.packet_digest != panel(GateState.READY, PRESENT, severity="P1").packet_digest


def test_an_open_gate_of_a_linked_issue_is_told_as_such() -> None:
    link = LinkView(id="l", issue_key="ENG-1", url="u", state="active")
    assert "previewed" not in panel(GateState.READY, PRESENT, links=(link,)).told.advice
    assert "The gate is open" in panel(GateState.READY, PRESENT, links=(link,)).told.advice
    assert "Preview" in panel(GateState.READY, PRESENT).told.advice


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "0 s ago"), (59, "59 s ago"), (60, "1 min ago"), (7200, "2 h ago"), (200_000, "2 d ago")],
)
def test_ages_are_told_in_the_largest_whole_unit(seconds: int, words: str) -> None:
    assert ago(NOW, NOW - timedelta(seconds=seconds)) == words


def test_withheld_kinds_come_the_most_frequent_first() -> None:
    assert in_order({"token": 1, "phone": 2, "email": 2}) == [
        ("email", 2),
        ("phone", 2),
        ("token", 1),
    ]


def test_a_ticket_that_joined_an_escalated_issue_is_not_asked_for_its_packet() -> None:
    joined = panel(GateState.ESCALATED, WEAK)
    assert joined.count == ""
    assert "another ticket" in joined.told.advice
