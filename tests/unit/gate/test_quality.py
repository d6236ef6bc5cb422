"""What counts as an answer, and what a person is told to add."""

import pytest

from app.gate.quality import Bearings, find_weaknesses, is_reason
from tests.unit.gate.builders import NOW, make_item

IMPACT = make_item("Impact", min_words=6, needs_number=True)
STEPS = make_item("Steps to reproduce", min_steps=3)
VERSIONS = make_item("Environment", needs_version=True)
QUESTION = make_item("Question", max_characters=120, one_question=True)
OWNER = make_item("Owner", one_person=True)
LOGS = make_item("Logs", needs_link=True)
ANY = make_item("Anything")
SENTENCE = make_item("Sentence", one_sentence=True)
DATED = make_item("Dated", needs_date=True)
TWO_PARAGRAPHS = make_item("Acknowledgement", paragraphs=2)
RESPOND_BY = make_item("Respond by", hours_ahead=24)
SIGNED = make_item("Signed", names_authority=True)
ACKNOWLEDGED = """Dear Ms Delgado,

we have confirmed that the export stops after ten thousand rows.

You will hear from us on Tuesday with what our engineers found.

Kind regards
Head of Support"""


@pytest.mark.parametrize(
    "text",
    ["n/a", "N/A.", "TBD", "asdf", "asdfasdf", "qwertyqwerty", "....", "-", "xxx", "test test",
     "???", "n/a n/a n/a", "  tbd  ", "ａｓｄｆ", "aaaa", "Say it about Anything.", "anything",
     "see ticket", "🔥🔥", "🔥", "lkjhgf", "qwertz qwertz", "sdfkjhsdf lkjhsdf", "123456",
     "to be determined", "Same as above.", "I don’t know", "N. A.", "t\u200bbd", "hahaha",
     "TBD by the customer", "Lorem ipsum dolor sit amet, consectetur", "Say it about"],
)  # fmt: skip
def test_placeholder_text_is_weak(text: str) -> None:
    (reason,) = find_weaknesses(text, ANY)
    assert "placeholder" in reason


@pytest.mark.parametrize(
    "text",
    ["Label printing", "2026", "Testing the export again", "印刷できません", "v2", "https",
     "rhythm", "papa", "Couscous", "TBD was the old name of that product area",
     "It is about printing"],
)  # fmt: skip
def test_ordinary_text_is_no_placeholder(text: str) -> None:
    assert find_weaknesses(text, ANY) == ()


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (IMPACT, "240 warehouse users cannot print any labels"),
        (IMPACT, "Two of their sites cannot post invoices"),
        (IMPACT, "Nobody can ship; the truck leaves on Friday"),
        (IMPACT, "倉庫の利用者二百四十人がラベルを印刷できず出荷は今日の17時です"),
        (IMPACT, "Error 500 for 240 users of the warehouse"),
        (STEPS, "Open the page\nPress Export now\nSee nothing there"),
        (STEPS, "1. Open it 2. Press Export 3. Empty page"),
        (STEPS, "Open Reports -> choose quarter -> press Export"),
        (VERSIONS, "4.18.2"),
        (VERSIONS, "build 8841 in EU"),
        (VERSIONS, "Chrome 121"),
        (VERSIONS, "commit 9f3ab21 on staging"),
        (QUESTION, "Is there a row limit, and can it be raised?"),
        (QUESTION, "Does https://example.test/a?b=c have a row limit?"),
        (QUESTION, "上限はありますか？"),
        (OWNER, "Dana Whitfield"),
        (OWNER, "Dana Whitfield, head of support"),
        (OWNER, "dana@example.test"),
        (LOGS, "https://logs.example.test/x/1"),
        (LOGS, "export.log is on the ticket"),
        (LOGS, "trace id: 7f3a9c"),
        (SENTENCE, "Exports of 10.5 thousand rows stop early, e.g. Berlin's and Lyon's"),
        (SENTENCE, "上限は一万行です。"),
        (DATED, "20 November 2026: we have filed it"),
        (DATED, "Filed on 2026-11-20"),
        (DATED, "Le 3 mars nous avons ouvert un dossier"),
        (DATED, "11月20日に登録しました"),
        (TWO_PARAGRAPHS, ACKNOWLEDGED),
        (
            TWO_PARAGRAPHS,
            ACKNOWLEDGED + " of Acme\nDana Whitfield\nCustomer Care for Northern Europe",
        ),
        (ANY, "Pending orders stay pending forever"),
    ],
)
def test_an_answer_that_can_be_acted_on_passes(item, text: str) -> None:
    assert find_weaknesses(text, item) == ()


@pytest.mark.parametrize(
    ("item", "text", "told"),
    [
        (IMPACT, "Users cannot print 5", "Too short"),
        (IMPACT, "down down down down down 5 down", "Too short"),
        (IMPACT, "The customer is unhappy and wants a fix soon", "No number"),
        (IMPACT, "The whole customer gets error 500 all the time", "No number"),
        (IMPACT, "The whole customer is blocked, see ticket #1234 please", "No number"),
        (IMPACT, "This is a P1 for the customer, really urgent", "No number"),
        (STEPS, "It does not work when they export", "No steps"),
        (STEPS, "It is broken\n.\n.\n.", "No steps"),
        (STEPS, "It is broken\nit is broken\nIt is broken!", "No steps"),
        (STEPS, "Press it -> press it -> Press it", "No steps"),
        (SENTENCE, "The cursor is lost. The replica lags.", "Not one sentence"),
        (SENTENCE, "The cursor is lost\nThe replica lags", "Not one sentence"),
        (DATED, "We filed it this morning at 10:30", "No date"),
        (DATED, "Release 4.18.2 on 10.0.2.26", "No date"),
        (TWO_PARAGRAPHS, "We have confirmed that the export stops after many rows.", "Not 2"),
        (TWO_PARAGRAPHS, ACKNOWLEDGED + "\n\n" + ACKNOWLEDGED, "Not 2"),
        (VERSIONS, "The latest version in production", "No version"),
        (VERSIONS, "3 users in production", "No version"),
        (QUESTION, "Please look into it", "question mark"),
        (QUESTION, "See https://example.test/a?b=c for the limit", "question mark"),
        (QUESTION, "Why slow? When fixed?", "Several questions"),
        (QUESTION, "Any ideas?", "Too open"),
        (QUESTION, "Can you look into this please?", "Too open"),
        (QUESTION, "Is this the limit " + "of rows " * 20 + "?", "Too long"),
        (OWNER, "Tier 2 support", "a group"),
        (OWNER, "the payments team", "a group"),
        (OWNER, "support-team@example.test", "a group"),
        (OWNER, "Dana and Ravi", "More than one"),
        (OWNER, "Dana / Ravi", "More than one"),
        (OWNER, "Dana Whitfield, Ravi Patel", "More than one"),
        (LOGS, "The customer has logs", "Nothing to open"),
    ],
)
def test_a_weak_answer_says_what_to_add(item, text: str, told: str) -> None:
    assert told in " ".join(find_weaknesses(text, item))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-11-23 09:00 Z", ""),
        ("2026-11-23T10:00:30+01:00", ""),
        ("2026-11-23 01:00 UTC-8", ""),
        ("Before 2026-11-25 at 10:00 GMT, when their books close", ""),
        ("2026-11-23 08:59 Z", "Too near"),
        ("2026-11-23 09:30 +01:00", "Too near"),
        ("2026-11-20 12:00 Z", "Too near"),
        ("2026-11-25 10:30", "No time zone"),
        ("2026-11-25 10:30 CET", "No time zone"),
        ("2026-11-25", "A day without a time"),
        ("tomorrow morning", "No date and time"),
        ("2026-13-45 10:00 Z", "no such"),
        ("2026-11-25 10:00 +19:00", "no such"),
        ("0001-01-01 00:00 +14:00", "Too near"),
        ("9999-12-31 23:59 -12:00", ""),
    ],
)
def test_a_deadline_is_a_moment_with_a_zone_a_day_after_it_was_entered(
    text: str, told: str
) -> None:
    found = " ".join(find_weaknesses(text, RESPOND_BY, None, Bearings(entered=NOW)))
    assert told in found
    assert bool(told) == bool(found)


def test_a_deadline_that_nobody_saw_entered_is_weak() -> None:
    (reason,) = find_weaknesses("2099-01-01 10:00 Z", RESPOND_BY)
    assert "enter it in the ticket's sidebar" in reason


def test_a_promise_names_somebody_who_may_stand_for_it() -> None:
    bearings = Bearings(authorities=("Head of Support", "Support Manager"))
    for good in ("Our HEAD of support stands for it", "It is the Support Manager's word"):
        assert find_weaknesses(good, SIGNED, None, bearings) == ()
    (reason,) = find_weaknesses("Our support managers promise", SIGNED, None, bearings)
    assert "Head of Support, Support Manager" in reason
    (reason,) = find_weaknesses("Our Head of Support", SIGNED)
    assert "The policy names nobody" in reason


@pytest.mark.parametrize(("text", "good"), [
    ("agreed with the customer on the phone", True), ("n/a n/a n/a n/a n/a", False),
    ("urgent urgent urgent urgent", False), ("to be determined later by them", True),
])  # fmt: skip
def test_a_waiver_s_reason_says_something(text: str, good: bool) -> None:
    assert is_reason(text, 4) == good


def test_a_choice_is_known_by_zendesk_s_tag_too() -> None:
    item = ANY.copy_with(choices=("Fix", "Configuration change"))
    assert find_weaknesses("configuration_change", item) == ()
    assert find_weaknesses("P1", ANY, ("P1", "P2")) == ()
    assert find_weaknesses("p1", ANY, ("P1", "P2")) != ()


def test_an_answer_outside_the_choices_is_told_the_choices() -> None:
    item = ANY.copy_with(choices=("Fix", "Explain"))
    assert find_weaknesses("Repair", item) == ("Choose one of: Fix, Explain.",)
    assert find_weaknesses("Fix", item) == ()


def test_every_weakness_is_told_at_once() -> None:
    item = make_item("Both", min_words=5, needs_number=True)
    assert len(find_weaknesses("too short", item)) == 2


def test_a_reason_never_quotes_the_entry() -> None:
    item = make_item("All", min_words=50, needs_number=True, needs_link=True, one_person=True)
    reasons = " ".join(find_weaknesses("Zebulon and Quillon", item))
    assert "Zebulon" not in reasons


@pytest.mark.parametrize(
    "unit",
    ["a", "1", "a.", "error 5 ", "\n", "? ", "?", ".", "step ", "-> ", "f0", "Mr. ", "2026-11-",
     "2026-11-22 10:00 ", "1 de ", "\n ", "qwer", "a! B"],
)  # fmt: skip
def test_long_hostile_entries_are_judged_in_reasonable_time(unit: str) -> None:
    item = make_item(
        "All",
        min_words=3,
        min_steps=3,
        needs_number=True,
        needs_version=True,
        needs_link=True,
        needs_date=True,
        paragraphs=2,
        hours_ahead=24,
        names_authority=True,
        one_sentence=True,
        one_question=True,
        one_person=True,
    )
    # The suite's time-out is the assertion: something quadratic takes minutes here.
    assert isinstance(find_weaknesses(unit * (400_000 // len(unit)), item), tuple)
