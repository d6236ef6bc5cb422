"""What a policy says that cannot work, told with its place."""

from typing import Any

import pytest
from pydantic import ValidationError

from app.redaction.policy import RedactionPolicy
from app.redaction.policy_problems import find_problems, pattern_problem
from tests.unit.redaction.support import POLICY

EXAMPLES = {"hits": ["x"], "near_misses": ["y"]}


def _changed(**parts: Any) -> RedactionPolicy:
    return RedactionPolicy.model_validate({**POLICY.model_dump(), **parts})


def _places(policy: RedactionPolicy) -> list[tuple[str | int, ...]]:
    return [problem.path for problem in find_problems(policy)]


def test_the_policy_that_ships_has_no_problem() -> None:
    assert find_problems(POLICY) == ()


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(ValidationError):
        _changed(entitys={})


def test_a_rule_without_examples_is_refused() -> None:
    term = {"name": "x", "entity": "email", "words": ["zeus"]}
    with pytest.raises(ValidationError):
        _changed(terms=[term])


def test_a_kind_without_a_rule_is_told() -> None:
    entities = {name: rule for name, rule in POLICY.entities.items() if name != "email"}
    (problem,) = find_problems(_changed(entities=entities))
    assert problem.path == ("entities",)
    assert "email" in problem.what


def test_a_rule_that_nothing_finds_is_told() -> None:
    entities = {**POLICY.entities, "shoe_size": POLICY.entities["email"]}
    assert _places(_changed(entities=entities)) == [("entities", "shoe_size")]


def test_generalise_without_a_sentence_is_told() -> None:
    rule = {**POLICY.entities["sql"].model_dump(), "sentence": None}
    assert _places(_changed(entities={**POLICY.entities, "sql": rule})) == [("entities", "sql")]


def test_a_term_of_an_unknown_kind_and_a_second_rule_of_one_name_are_told() -> None:
    known = {"name": "zeus", "entity": "email", "words": ["zeus"], "examples": EXAMPLES}
    terms = [known, {**known, "entity": "mail"}]
    assert _places(_changed(terms=terms)) == [("terms", 1, "entity"), ("terms", 1, "name")]


def test_an_audience_of_which_nothing_is_said_is_told() -> None:
    audiences = {"customer": {"nodes": []}}
    assert _places(_changed(audiences=audiences)) == [("audiences",)]


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        ("(open", "RE2"),
        ("(?<=a)b", "RE2"),
        (r"(\w{1,900}){1,9}", "RE2"),
        (r"\pL{300}9", "steps"),
        ("a*", "nothing"),
    ],
)
def test_a_pattern_that_cannot_be_used_at_bounded_cost_is_told(pattern: str, word: str) -> None:
    assert word in (pattern_problem(pattern) or "")


def test_a_useful_pattern_is_fine() -> None:
    assert pattern_problem(r"\bPRJ-[0-9]{4}\b") is None


@pytest.mark.parametrize("word", ["", "  ", "!!", "\u200b"])
def test_a_word_that_is_none_is_told(word: str) -> None:
    term = {"name": "zeus", "entity": "email", "words": ["zeus", word], "examples": EXAMPLES}
    assert _places(_changed(terms=[term])) == [("terms", 0, "words", 1)]
    assert _places(_changed(product_words=[word])) == [("product_words", 0)]


@pytest.mark.parametrize("phrase", ["", "(a|)", "(a|b", "who) knows", "(a|b|c|d)" * 20])
def test_a_phrase_that_stands_for_nothing_or_too_much_is_told(phrase: str) -> None:
    remark = {"name": "blunt", "phrases": ["they know (it|that)", phrase], "examples": EXAMPLES}
    assert _places(_changed(remarks=[*POLICY.remarks, remark]))[-1][2:] == ("phrases", 1)


def test_an_exception_that_every_sentence_holds_is_told() -> None:
    remark = {"name": "blunt", "phrases": ["they know"], "unless": [""], "examples": EXAMPLES}
    assert _places(_changed(remarks=[*POLICY.remarks, remark]))[-1][2:] == ("unless", 0)


@pytest.mark.parametrize("word", ["", "42", "two words more", "promi…", "a b…", "web-site"])
def test_a_weighed_word_that_no_sentence_holds_is_told(word: str) -> None:
    weights = [{"points": 5, "words": "bloke, not again, prom…"}, {"points": 2, "words": word}]
    tone = {"name": "blunt", "needed": 10, "weights": weights, "examples": EXAMPLES}
    assert _places(_changed(tones=[*POLICY.tones, tone]))[-1][2:] == ("weights", 1, "words")


def test_a_word_with_two_weights_is_told() -> None:
    weights = [{"points": 5, "words": "bloke, reckon"}, {"points": 2, "words": "Bloke"}]
    tone = {"name": "blunt", "needed": 10, "weights": weights, "examples": EXAMPLES}
    assert _places(_changed(tones=[*POLICY.tones, tone]))[-1][2:] == ("weights", 1, "words")


def test_a_second_kind_of_a_remark_that_is_none_is_told() -> None:
    remark = {"name": "blunt", "phrases": ["they know"], "also": "remrk", "examples": EXAMPLES}
    problem = find_problems(_changed(remarks=[*POLICY.remarks, remark]))[-1]
    assert problem.path[2:] == ("also",)
    assert "did you mean `remark`?" in problem.what


@pytest.mark.parametrize("host", ["*", "", "https://wiki.corp/x", "wiki corp"])
def test_a_host_that_is_none_is_told(host: str) -> None:
    internal = {"hosts": ["*.corp", "wiki.example", host]}
    assert _places(_changed(internal=internal)) == [("internal", "hosts", 2)]


def test_a_content_type_that_is_none_is_told() -> None:
    rule = {"content_type": "csv", "treatment": "redact", "max_bytes": 5}
    assert _places(_changed(attachments=[rule])) == [("attachments", 0, "content_type")]


def test_a_kind_that_is_nearly_one_is_answered_with_the_right_one() -> None:
    term = {"name": "zeus", "entity": "emial", "words": ["zeus"], "examples": EXAMPLES}
    (problem,) = find_problems(_changed(terms=[term]))
    assert "did you mean `email`?" in problem.what
