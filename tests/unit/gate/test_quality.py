"""What counts as an answer, and what a person is told to add."""

import pytest

from app.gate.quality import find_weaknesses
from tests.unit.gate.builders import make_item

IMPACT = make_item("Impact", min_words=6, needs_number=True)
STEPS = make_item("Steps to reproduce", min_steps=3)
VERSIONS = make_item("Environment", needs_version=True)
QUESTION = make_item("Question", max_characters=120, one_question=True)
OWNER = make_item("Owner", one_person=True)
LOGS = make_item("Logs", needs_link=True)
ANY = make_item("Anything")


@pytest.mark.parametrize(
    "text",
    ["n/a", "N/A.", "TBD", "asdf", "asdfasdf", "qwertyqwerty", "....", "-", "xxx", "test test",
     "???", "n/a n/a n/a", "  tbd  ", "ａｓｄｆ", "aaaa", "Say it about Anything.", "anything",
     "see ticket", "🔥🔥"],
)  # fmt: skip
def test_placeholder_text_is_weak(text: str) -> None:
    (reason,) = find_weaknesses(text, ANY)
    assert "placeholder" in reason


@pytest.mark.parametrize(
    "text", ["Label printing", "2026", "Testing the export again", "印刷できません", "v2"]
)
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


@pytest.mark.parametrize("unit", ["a", "1", "a.", "error 5 ", "\n", "? ", "step ", "-> ", "f0"])
def test_long_hostile_entries_are_judged_in_reasonable_time(unit: str) -> None:
    item = make_item(
        "All",
        min_words=3,
        min_steps=3,
        needs_number=True,
        needs_version=True,
        needs_link=True,
        one_question=True,
        one_person=True,
    )
    # The suite's time-out is the assertion: something quadratic takes minutes here.
    assert isinstance(find_weaknesses(unit * (400_000 // len(unit)), item), tuple)
