"""Phrases of a remark: words beside them, words that begin so, and labels, which are none."""

import pytest

from app.redaction.canonical import canonicalise
from app.redaction.detectors.labels import is_label
from app.redaction.detectors.remarks import RemarkFinder
from app.redaction.policy import RemarkRule
from tests.unit.redaction.support import CUSTOMER, kinds

EXAMPLES = {"hits": ["x"], "near_misses": ["y"]}


def found(text: str, **rule: object) -> list[str]:
    """What a rule finds in a text."""
    remark = RemarkRule.model_validate(
        {"name": "tried", "entity": "remark", "examples": EXAMPLES} | rule
    )
    return [text[hit.start : hit.end] for hit in RemarkFinder([remark]).find(canonicalise(text))]


def test_words_beside_a_phrase_stand_anywhere_in_its_sentence() -> None:
    rule = {"phrases": ["squeeze"], "beside": ["them", "customer"]}
    assert found("Please squeeze them.", **rule) == ["Please squeeze them."]
    assert found("Squeeze the handle. Then tell them.", **rule) == []


def test_an_excuse_stands_near_its_phrase_and_begins_a_word() -> None:
    rule = {"phrases": ["clueless"], "unless": ["if you", "hard"]}
    assert found("If you are clueless, ask.", **rule) == []
    assert found("He is clueless on hardware.", **rule) == []
    far = "If you ask me after all these calls about the same report, they are clueless."
    assert found(far, **rule) == [far]
    assert found("Die-hard and clueless, shard by shard.", **rule) == []
    assert found("Clueless, shard by shard.", **rule) == ["Clueless, shard by shard."]


def test_an_open_phrase_is_a_words_beginning() -> None:
    rule = {"phrases": ["stümper…"], "extent": "phrase"}
    assert found("von Stümpern gebaut, Stümperei!", **rule) == ["Stümpern", "Stümperei"]
    assert found("verstümpert", **rule) == []


@pytest.mark.parametrize(
    ("text", "passage", "expected"),
    [
        ('The filter "Next sprint" is empty.', "Next sprint", True),
        ("Das Feld „Churn risk“ ist leer.", "Churn risk", True),
        ('The words "user error" in red means that it is empty.', "user error", True),
        ('It is a classic "user error" again.', "user error", False),
        ("The filter of the next sprint is empty.", "next sprint", False),
    ],
)
def test_a_label_is_quoted_behind_its_noun(text: str, passage: str, expected: bool) -> None:
    start = text.index(passage)
    assert is_label(text, start, start + len(passage)) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Their head of IT is an absolute legend.",
        "He is not the fastest, to say the least.",
        "Der Typ vom Kunden ist eine Katastrophe.",
        "Le client fait encore son cinéma.",
    ],
)
def test_what_somebody_is_said_to_be_is_a_remark(text: str) -> None:
    assert kinds(text, CUSTOMER) == {"remark"}


@pytest.mark.parametrize(
    "text",
    [
        "The customer is a guest in this workspace.",
        "Der Kunde ist ein Testkunde.",
        "The client is a desktop program.",
        "They are very large files.",
    ],
)
def test_what_somebody_is_by_role_stays(text: str) -> None:
    assert kinds(text, CUSTOMER) == set()


@pytest.mark.parametrize(
    "text",
    [
        "We deploy the fix tonight.",
        "A fix is two or three weeks away.",
        "Правка уедет на прод в четверг.",
        "On vise une mise en production la semaine prochaine.",
    ],
)
def test_promises_of_the_next_days_go(text: str) -> None:
    assert kinds(text, CUSTOMER) == {"roadmap"}


@pytest.mark.parametrize(
    "text",
    ["The fix was deployed on Tuesday.", "Your report is ready tomorrow.", "Next week is empty."],
)
def test_what_has_been_and_what_is_theirs_stays(text: str) -> None:
    assert kinds(text, CUSTOMER) == set()
