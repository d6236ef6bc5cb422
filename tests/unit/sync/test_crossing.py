"""Which comments cross, which wait and which stay."""

import pytest

from app.document import CodeBlock, Document, Mark, Paragraph, Quote, Text, from_plain, to_plain
from app.model import Person, Restriction, Side
from app.sync.crossing import (
    carries_mark,
    comment_crosses_to_jira,
    comment_crosses_to_zendesk,
    without_mark,
)
from tests.unit.sync.builders import (
    make_issue,
    make_issue_comment,
    make_mapping,
    make_ticket_comment,
)

MARKED = {"to_zendesk": {"public_mark": {"text": "#customer"}}}


@pytest.mark.parametrize(
    ("public", "word", "kind"),
    [
        (True, "copy", "cross"),
        (True, "hold", "hold"),
        (True, "ignore", "ignore"),
        (False, "copy", "cross"),
        (False, "hold", "hold"),
        (False, "ignore", "ignore"),
    ],
)
def test_a_ticket_comment_goes_the_way_of_its_own_audience(
    public: bool, word: str, kind: str
) -> None:
    policy = make_mapping(comments={"to_jira": {"public" if public else "internal": word}})
    assert comment_crosses_to_jira(make_ticket_comment(public=public), policy).kind == kind


def test_what_zendesk_writes_by_itself_and_what_is_empty_stays() -> None:
    policy = make_mapping()
    system = Person(id="-1", side=Side.SYSTEM)
    assert comment_crosses_to_jira(make_ticket_comment(author=system), policy).kind == "ignore"
    assert comment_crosses_to_jira(make_ticket_comment(""), policy).kind == "ignore"
    assert comment_crosses_to_zendesk(make_issue_comment(""), make_issue(), policy).kind == "ignore"


def test_an_engineers_comment_crosses_and_is_not_public() -> None:
    crossing = comment_crosses_to_zendesk(make_issue_comment(), make_issue(), make_mapping())
    assert (crossing.kind, crossing.public) == ("cross", False)


@pytest.mark.parametrize(
    ("comment", "issue", "kind"),
    [
        ({"restriction": Restriction(kind="role", value="Developers")}, {}, "ignore"),
        ({"restriction": Restriction(kind="group", value="eng")}, {}, "ignore"),
        ({"restriction": Restriction(kind="", value="")}, {}, "hold"),
        ({"restriction": Restriction(kind="role", value="")}, {}, "hold"),
        ({}, {"security_level": "Staff only"}, "ignore"),
        ({"internal": True}, {"service_desk": True}, "ignore"),
        ({"internal": None}, {"service_desk": True}, "hold"),
        ({"internal": False}, {"service_desk": True}, "cross"),
    ],
)
def test_what_is_restricted_does_not_cross_and_what_is_unclear_is_held(
    comment: dict[str, object], issue: dict[str, object], kind: str
) -> None:
    crossing = comment_crosses_to_zendesk(
        make_issue_comment(**comment), make_issue(**issue), make_mapping()
    )
    assert crossing.kind == kind
    assert (crossing.reason == "") == (kind == "cross")


def test_the_policy_may_name_what_crosses_all_the_same() -> None:
    rules = {
        "restricted": ["role:Developers"],
        "security_levels": ["Staff only"],
        "service_desk_internal": True,
        "public_mark": {"text": "#customer"},
    }
    comment = make_issue_comment(
        "#customer it is fixed",
        restriction=Restriction(kind="role", value="Developers"),
        internal=True,
    )
    issue = make_issue(security_level="Staff only", service_desk=True)
    crossing = comment_crosses_to_zendesk(
        comment, issue, make_mapping(comments={"to_zendesk": rules})
    )
    assert (crossing.kind, crossing.public) == ("cross", False)


def test_a_group_of_the_same_name_as_a_named_role_stays_out() -> None:
    policy = make_mapping(comments={"to_zendesk": {"restricted": ["role:eng"]}})
    comment = make_issue_comment(restriction=Restriction(kind="group", value="eng"))
    assert comment_crosses_to_zendesk(comment, make_issue(), policy).kind == "ignore"


def test_only_the_policys_mark_makes_a_comment_public() -> None:
    comment = make_issue_comment("#customer The fix is out.")
    marked = comment_crosses_to_zendesk(comment, make_issue(), make_mapping(comments=MARKED))
    assert marked.public
    assert not comment_crosses_to_zendesk(comment, make_issue(), make_mapping()).public


@pytest.mark.parametrize("word", ["hold", "ignore"])
def test_the_policy_may_keep_unmarked_comments_back(word: str) -> None:
    rules = {"unmarked": word, "public_mark": {"text": "#customer"}}
    policy = make_mapping(comments={"to_zendesk": rules})
    assert comment_crosses_to_zendesk(make_issue_comment(), make_issue(), policy).kind == word
    marked = make_issue_comment("#customer Done.")
    assert comment_crosses_to_zendesk(marked, make_issue(), policy).kind == "cross"


@pytest.mark.parametrize(
    ("body", "carried"),
    [
        (from_plain("#customer it is fixed"), True),
        (from_plain("  #customer"), True),
        (from_plain("#customer\nit is fixed"), True),
        (from_plain("#customers are angry"), False),
        (from_plain("the #customer asked"), False),
        (from_plain("#Customer it is fixed"), False),
        (from_plain("first\n\n#customer it is fixed"), False),
        (Document((CodeBlock("#customer x"),)), False),
        (Document((Quote((Paragraph((Text("#customer x"),)),)),)), False),
        (Document((Paragraph((Text("#customer", frozenset({Mark.CODE})),)),)), False),
        (Document(), False),
    ],
)
def test_the_mark_is_the_first_word_in_plain_writing(body: Document, carried: bool) -> None:
    assert carries_mark(body, "#customer") == carried


def test_the_mark_is_taken_off_and_nothing_else() -> None:
    body = from_plain("#customer it is fixed\n\nsecond")
    assert to_plain(without_mark(body, "#customer")) == "it is fixed\n\nsecond"
    other = from_plain("the #customer asked")
    assert without_mark(other, "#customer") == other
