"""Sentences told by their words together: what is weighed, and how much of a sentence goes."""

import hypothesis.strategies as st
from hypothesis import given

from app.redaction.canonical import canonicalise
from app.redaction.detectors.tones import ToneFinder
from app.redaction.hits import Hit, Rank
from app.redaction.policy import ToneRule
from tests.unit.redaction.support import CUSTOMER, POLICY, kinds
from tests.voices import read_voices

EXAMPLES = {"hits": ["x"], "near_misses": ["y"]}
WEIGHTS = (
    {"points": 6, "words": "bloke, reckon"},
    {"points": 4, "words": "kang…, not again"},
    {"points": -5, "words": "you"},
)


def found(text: str, **rule: object) -> list[str]:
    """What a rule finds in a text."""
    tone = ToneRule.model_validate(
        {"name": "tried", "needed": 10, "weights": WEIGHTS, "examples": EXAMPLES} | rule
    )
    return [text[hit.start : hit.end] for hit in ToneFinder([tone]).find(canonicalise(text))]


def test_points_of_words_beginnings_and_pairs_are_added_up_within_a_sentence() -> None:
    assert found("Reckon the bloke wrote.") == ["Reckon the bloke wrote."]
    assert found("Reckon it works. The bloke wrote.") == []
    assert found("That bloke has kangaroos.") == ["That bloke has kangaroos."]
    assert found("That bloke, not again!") == ["That bloke, not again!"]
    assert found("That bloke is not here again.") == []
    assert found("That bloke has a kang.") == []


def test_scripts_without_words_are_weighed_by_each_two_letters_side_by_side() -> None:
    weights = ({"points": 5, "words": "素人, 무슨"}, {"points": 5, "words": "無駄, 소리"})
    assert found("ド素人なので無駄です。設定はこうです。", weights=weights) == [
        "ド素人なので無駄です。"
    ]
    assert found("이게 무슨 소리야?", weights=weights) == ["이게 무슨 소리야?"]
    assert found("素の人は無、駄です。", weights=weights) == []


def test_a_word_counts_once_and_points_below_nothing_speak_against_it() -> None:
    assert found("A bloke is a bloke is a bloke.") == []
    assert found("I reckon you saw the bloke.") == []


def test_of_a_sentence_in_parts_those_go_that_count_for_something() -> None:
    text = "The list is empty, reckon the bloke did it, the form is fine."
    assert found(text, extent="part") == ["reckon the bloke did it"]


def test_a_sentence_keeps_what_it_asks_of_its_reader() -> None:
    assert found("I reckon that bloke did it, please restart the app.") == [
        "I reckon that bloke did it"
    ]


def test_a_clause_that_tells_plainly_goes_though_the_rest_of_its_sentence_is_polite() -> None:
    text = "Could you restart the app; I reckon that bloke has kangaroos not again."
    weights = (*WEIGHTS, {"points": -7, "words": "could"})
    assert found(text, weights=weights) == ["I reckon that bloke has kangaroos not again."]


def test_the_label_of_an_answer_says_nothing_of_its_tone() -> None:
    assert found("Reply to the bloke, customer: reckon so.") == []
    assert found("Customer reply: reckon the bloke knows.") == ["reckon the bloke knows."]


def test_what_two_rules_find_of_code_covers_a_sentence_once() -> None:
    tone = ToneRule.model_validate(
        {"name": "tried", "needed": 10, "weights": WEIGHTS, "examples": EXAMPLES}
    )
    text = "Reckon the bloke ran code here, and more of it."
    code = [Hit(21, 25, "sql", name, Rank.REGION) for name in "abcdefghi"]
    assert list(ToneFinder([tone]).find(canonicalise(text), code)) != []


@given(st.lists(st.sampled_from(["bloke", "reckon", "you", "kangaroo", "list", ".", ","])))
def test_a_word_more_of_no_points_changes_nothing(words: list[str]) -> None:
    text = " ".join(words)
    assert len(found(text)) == len(found(text.replace("list", "form")))


def test_the_shipped_weights_know_the_sentences_that_they_were_learnt_from() -> None:
    finders = {
        "zendesk": ToneFinder([rule for rule in POLICY.tones if rule.entity == "remark"]),
        "jira": ToneFinder([rule for rule in POLICY.tones if rule.entity != "remark"]),
    }
    told = {True: [0, 0], False: [0, 0]}
    for voice in read_voices():
        hit = next(finders[voice.to].find(canonicalise(voice.text)), None)
        told[voice.goes][0] += 1
        told[voice.goes][1] += hit is not None
    assert told[True][1] / told[True][0] > 0.6
    assert told[False][1] / told[False][0] < 0.01


def test_talk_in_words_of_no_phrase_is_a_remark() -> None:
    said = "Their bloke has a roo loose somewhere, reckon nobody there has a clue."
    assert kinds(said, CUSTOMER) == {"remark"}
