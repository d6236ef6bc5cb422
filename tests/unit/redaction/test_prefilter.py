"""A prefilter may name too many patterns, never too few."""

import pytest

from app.model import Audience
from app.redaction.canonical import canonicalise, neutralise
from app.redaction.compiled import compile_policy
from app.redaction.patterns import Pattern, PatternSet
from app.redaction.prefilter import GateFilter, VectorFilter
from app.redaction.recogniser import Tools
from tests.cases.redaction import read_cases
from tests.unit.redaction.support import POLICY, run

pytest.importorskip("hyperscan", reason="the extra fast is not installed")

TEXTS = [case.line["input"] for case in read_cases() if isinstance(case.line["input"], str)]
PATTERNS = (
    Pattern("email", "gated", r"\w+@\w+", ("@",)),
    Pattern("phone", "ungated", r"\d{4}"),
    Pattern("person_name", "caseless", r"dear \w+", ("dear ",), ignore_case=True),
)


@pytest.mark.parametrize("kind", [GateFilter, VectorFilter])
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a@b", {0}),
        ("DEAR Ann 1234", {1, 2}),
        ("nothing", set()),
        ("ÄÖ a@b 1234 dear x", {0, 1, 2}),
    ],
)
def test_every_pattern_that_matches_is_named(
    kind: type[GateFilter] | type[VectorFilter], text: str, wanted: set[int]
) -> None:
    assert set(kind(PATTERNS).open(canonicalise(text))) >= wanted


@pytest.mark.parametrize("audience", [*Audience])
def test_the_accelerator_finds_what_is_found_without_it(audience: Audience) -> None:
    plain = compile_policy(POLICY, "shipped", audience)
    fast = compile_policy(POLICY, "shipped", audience, accelerated=True)
    for text in TEXTS[::5]:
        view = canonicalise(neutralise(text))
        assert sorted(fast.find_unknown(view)) == sorted(plain.find_unknown(view)), text[:60]


def test_the_accelerator_changes_no_result() -> None:
    text = "Jane Roe paid with 4111 1111 1111 1111; write to amina@contoso.example."
    assert run(text, tools=Tools(accelerated=True)) == run(text)


def test_a_set_without_patterns_finds_nothing() -> None:
    assert not [*PatternSet((), accelerated=True).find(canonicalise("anything"))]
