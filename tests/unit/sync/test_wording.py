"""Texts that are put together before redaction."""

from hypothesis import given
from hypothesis import strategies as st

from app.document import to_plain
from app.sync.wording import (
    build_issue_text,
    frame_for_jira,
    frame_for_zendesk,
    remote_link_title,
    remote_link_url,
)
from tests.unit.sync.builders import (
    AGENT,
    make_issue_comment,
    make_mapping,
    make_ticket_comment,
)

LABELS = {"context": "Impact", "severity": "Severity", "tried": "What was tried"}


def test_a_copy_tells_the_authors_role_and_not_the_name() -> None:
    policy = make_mapping()
    assert to_plain(frame_for_jira(make_ticket_comment(), 7, policy)) == (
        "The customer of ticket #7 wrote:\n\nIt fails"
    )
    reply = to_plain(frame_for_jira(make_ticket_comment(author=AGENT), 7, policy))
    assert reply.startswith("Support wrote to the customer of ticket #7:")
    note = to_plain(frame_for_jira(make_ticket_comment(author=AGENT, public=False), 7, policy))
    assert note.startswith("Support noted on ticket #7:")
    assert "Dana" not in reply + note


def test_a_corrected_copy_says_so_and_the_public_mark_is_taken_off() -> None:
    policy = make_mapping(comments={"to_zendesk": {"public_mark": {"text": "#customer"}}})
    framed = frame_for_zendesk(make_issue_comment("#customer Done."), policy, corrected=True)
    assert to_plain(framed) == "Engineering wrote: [corrected]\n\nDone."


def test_an_issues_text_is_made_of_the_packet_alone() -> None:
    items = {
        "context": "240 users cannot print. The truck leaves at 17:00.",
        "tried": "Cleared the cache.\n\nSecond browser.",
        "owner": "Dana Whitfield",
    }
    text = build_issue_text(items, LABELS, "P1", make_mapping())
    assert text.summary == "P1: 240 users cannot print."
    assert to_plain(text.description) == (
        "Impact\n\n240 users cannot print. The truck leaves at 17:00.\n\nSeverity\n\nP1\n\n"
        "What was tried\n\nCleared the cache.\n\nSecond browser."
    )


def test_without_its_item_the_summary_is_its_label() -> None:
    text = build_issue_text({}, LABELS, None, make_mapping())
    assert text.summary == "Impact"
    assert text.description.blocks == ()


@given(st.text(max_size=300))
def test_a_summary_is_one_line_and_whole_until_it_was_redacted(impact: str) -> None:
    text = build_issue_text({"context": impact}, LABELS, "P2", make_mapping())
    assert text.summary == " ".join(text.summary.split())


def test_a_summary_goes_on_after_an_abbreviation() -> None:
    items = {"context": "Exports stop, e.g. the nightly one. Nobody can bill."}
    summary = build_issue_text(items, LABELS, None, make_mapping()).summary
    assert summary.endswith("Exports stop, e.g. the nightly one.")


def test_the_remote_link_says_the_tickets_number_alone() -> None:
    policy = make_mapping()
    assert remote_link_title(7, policy) == "Zendesk ticket #7"
    url = remote_link_url("https://acme.example.test/", 7, policy)
    assert url == "https://acme.example.test/agent/tickets/7"
