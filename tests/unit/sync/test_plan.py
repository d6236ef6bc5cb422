"""Which writes a comment, a gate and a link take."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.effects import (
    DeleteIssueComment,
    EditIssueComment,
    GateNote,
    GateToken,
    NewTicketComment,
    PostIssueComment,
    RedactTicketComment,
    UpdateTicket,
)
from app.model import System
from app.sync.echo import copy_marker, is_echo, marked_origin, marker_for, origin_of
from app.sync.plan import (
    GateFields,
    needs_correction,
    plan_comment_to_issue,
    plan_comment_to_ticket,
    plan_gate_clearing,
    plan_gate_fields,
    plan_remote_link,
)
from tests.unit.sync.builders import LINK, KnownCopy, make_mapping, make_text, make_ticket

BODY = make_text("It fails")
COPIES = st.one_of(
    st.none(),
    st.builds(
        KnownCopy,
        target_comment_id=st.sampled_from([None, "900"]),
        digest=st.sampled_from(["d1", "d2"]),
        public=st.booleans(),
        deleted=st.booleans(),
    ),
)


def to_issue(existing: KnownCopy | None, body: object = BODY, digest: str = "d1", **more: object):
    arguments = {"digest": digest, "existing": existing, "delivery_id": "dl1", "internal": False}
    return plan_comment_to_issue(LINK, "5", body, **{**arguments, **more})


def to_ticket(existing: KnownCopy | None, body: object = BODY, digest: str = "d1", **more: object):
    arguments = {"digest": digest, "existing": existing, "delivery_id": "dl1"}
    return plan_comment_to_ticket(LINK, "6", body, **{**arguments, **more})


def test_a_new_comment_is_one_post_and_internal_on_a_service_desk() -> None:
    (effect,) = to_issue(None, internal=True)
    assert isinstance(effect, PostIssueComment)
    assert effect.internal
    assert effect.body is BODY


def test_an_unchanged_comment_costs_no_call() -> None:
    assert to_issue(KnownCopy()) == ()
    assert to_ticket(KnownCopy()) == ()


def test_a_changed_comment_is_edited_in_jira() -> None:
    (effect,) = to_issue(KnownCopy(), digest="d2")
    assert isinstance(effect, EditIssueComment)
    assert effect.comment_id == "900"


def test_a_deleted_comment_is_deleted_in_jira_and_redacted_in_zendesk() -> None:
    (deleted,) = to_issue(KnownCopy(), None)
    assert isinstance(deleted, DeleteIssueComment)
    (redacted,) = to_ticket(KnownCopy(), None)
    assert isinstance(redacted, RedactTicketComment)


def test_what_was_never_copied_or_is_gone_needs_no_deletion() -> None:
    for existing in (None, KnownCopy(deleted=True), KnownCopy(target_comment_id=None)):
        assert to_issue(existing, None) == ()
        assert to_ticket(existing, None) == ()


def test_zendesk_gets_an_internal_note_unless_told_otherwise() -> None:
    (effect,) = to_ticket(None)
    assert isinstance(effect, UpdateTicket)
    assert effect.comment == NewTicketComment(BODY, public=False)


def test_a_correction_in_zendesk_redacts_the_old_copy_before_it_posts_the_new_one() -> None:
    redaction, post = to_ticket(KnownCopy(), digest="d2")
    assert isinstance(redaction, RedactTicketComment)
    assert isinstance(post, UpdateTicket)
    assert redaction.marker != post.marker


def test_a_copy_whose_audience_changed_is_replaced() -> None:
    redaction, post = to_ticket(KnownCopy(public=True), public=False)
    assert isinstance(redaction, RedactTicketComment)
    assert isinstance(post, UpdateTicket)
    assert post.comment is not None
    assert not post.comment.public
    assert needs_correction(KnownCopy(public=True), "d1")
    assert not needs_correction(KnownCopy(), "d1")
    assert not needs_correction(KnownCopy(deleted=True), "d2")


@given(COPIES, st.booleans(), st.sampled_from(["d1", "d2"]), st.booleans())
def test_the_same_facts_give_the_same_plan_with_distinct_markers(
    existing: KnownCopy | None, present: bool, digest: str, public: bool
) -> None:
    body = BODY if present else None
    plans = [to_ticket(existing, body, digest, public=public) for _ in range(2)]
    assert plans[0] == plans[1]
    assert to_issue(existing, body, digest) == to_issue(existing, body, digest)
    markers = [effect.marker for effect in plans[0]]
    assert len(markers) == len(set(markers)) <= 2
    assert len(to_issue(existing, body, digest)) <= 1


@given(COPIES, st.sampled_from(["d1", "d2"]))
def test_planning_again_after_the_plan_was_carried_out_changes_nothing(
    existing: KnownCopy | None, digest: str
) -> None:
    if to_issue(existing, BODY, digest):
        assert to_issue(KnownCopy(digest=digest), BODY, digest) == ()
        assert to_ticket(KnownCopy(digest=digest), BODY, digest) == ()


def gate_fields(**now: object) -> GateFields:
    return GateFields("customfield_1", "customfield_2", **now)


def test_gate_fields_are_written_together_and_only_when_they_differ() -> None:
    token, reasons = GateToken("ok:1"), make_text("All there.\n\nWell done.")
    first = plan_gate_fields("10001", gate_fields(), token, reasons, delivery_id="d")
    assert first is not None
    assert first.fields == {"customfield_1": token, "customfield_2": reasons}
    standing = gate_fields(token="ok:1", reasons_text="All there. Well done.", known=True)
    assert plan_gate_fields("10001", standing, token, reasons, delivery_id="d") is None


def test_a_value_that_is_not_ours_is_cleared() -> None:
    forged = gate_fields(token="ok:forged", reasons_text="", known=True)
    effect = plan_gate_fields("10001", forged, None, None, delivery_id="d")
    assert effect is not None
    assert effect.fields == {"customfield_1": None}


def test_the_gates_property_goes_with_the_fields_and_says_what_the_value_says() -> None:
    reasons = make_text("Owner: nobody.")
    for token in (GateToken("ok:1"), None):
        effect = plan_gate_fields(
            "10001", gate_fields(), token, reasons, delivery_id="d", state="waived"
        )
        assert effect is not None
        assert effect.note == GateNote("waived", token is not None, reasons)


def test_clearing_a_gate_closes_its_property_and_touches_no_other_field() -> None:
    effect = plan_gate_clearing("10001", "customfield_1", delivery_id="d")
    assert effect.fields == {"customfield_1": None}
    assert effect.note == GateNote("incomplete", complete=False)


def test_the_remote_link_is_one_per_ticket_and_struck_through_when_solved() -> None:
    def plan(status: str):
        return plan_remote_link(
            LINK,
            make_ticket(status=status),
            make_mapping(),
            url="https://zendesk.example.test/agent/tickets/7",
            title=make_text("Zendesk ticket #7"),
            summary=make_text("Gate open"),
            delivery_id="d",
        )

    assert plan("open").global_id == plan("solved").global_id == "airlock:ticket=7"
    assert (plan("open").resolved, plan("solved").resolved) == (False, True)


def test_markers_are_short_stable_and_told_apart() -> None:
    assert re.fullmatch("al-[0-9a-f]{24}", marker_for("d", "issue:1", 0))
    assert marker_for("d", "issue:1") == marker_for("d", "issue:1", 0)
    arguments = [("d", "issue:1", 0), ("d", "issue:1", 1), ("d", "issue:2", 0), ("e", "issue:1", 0)]
    assert len({marker_for(*each) for each in arguments}) == len(arguments)


def test_an_echo_is_known_by_record_or_by_author_and_marker_together() -> None:
    ours = marker_for("d", "t")
    assert is_echo("bot", "bot", ours, known_copy=False)
    assert is_echo("someone", "bot", None, known_copy=True)
    assert not is_echo("bot", "bot", None, known_copy=False)
    assert not is_echo("bot", "bot", "other-tool", known_copy=False)
    assert not is_echo("someone", "bot", ours, known_copy=False)


def test_a_copys_marker_tells_its_origin_whichever_delivery_posts_it() -> None:
    def marker(delivery: str, comment: str = "77", source: System = System.ZENDESK) -> str:
        return copy_marker(delivery, "issue:1:comment:77", source, comment)

    assert marker("d") != marker("e")
    assert (
        marked_origin(marker("d")) == marked_origin(marker("e")) == origin_of(System.ZENDESK, "77")
    )
    origins = {marked_origin(marker("d", c, s)) for c in ("77", "78") for s in System}
    assert len(origins) == 4
    assert marked_origin(marker_for("d", "issue:1")) is None
    assert marked_origin("other-tool.0000") is None
    assert marked_origin(None) is None
