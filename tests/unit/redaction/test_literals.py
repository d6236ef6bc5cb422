"""Gates that are derived from the house's own patterns stand in every match."""

import re

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from app.redaction.literals import required_literals
from app.redaction.regex_tree import read_pattern

CASES = [
    (r"\bPRJ-[0-9]{4}\b", {"prj-"}),
    (r"(?:alpha|beta)\d+", {"alpha", "beta"}),
    (r"(?i)\p{Lu}foo(bar)?baz", {"foobarbaz", "foobaz"}),
    (r"\Qa.b\E+c", {"a.b"}),
    (r"(?:ab){2,}", {"abab"}),
    (r"(?P<which>INV|RE)-?\d+", {"inv", "re"}),
    (r"foo{2}", {"fooo"}),
    (r"[\w.]+@acme", {"@acme"}),
    (r"a{1,300}b", set()),
    (r"(?:foo)?\d", set()),
    (r"foo|\d", set()),
    (r"[[:alpha:]]+\d{3}", set()),
    (r"\d{3}-\d{4}", set()),
]


@pytest.mark.parametrize(("pattern", "gates"), CASES)
def test_the_literals_that_every_match_holds_are_read_off_the_pattern(
    pattern: str, gates: set[str]
) -> None:
    assert set(required_literals(pattern)) == gates


def test_case_is_ignored_only_where_it_is_known_how() -> None:
    assert required_literals("Straße", ignore_case=True) == ("stra",)
    assert required_literals("ÄÖ", ignore_case=True) == ()
    assert required_literals("ÄÖ") == ("ÄÖ",)


@pytest.mark.parametrize(("pattern", "members"), [(r"[^\d]", "a"), (r"[]a]", "]"), (r"\pL", "é")])
def test_a_class_takes_what_re2_takes(pattern: str, members: str) -> None:
    tree = read_pattern(pattern)
    assert tree is not None
    assert all(re2.fullmatch(pattern, sign) for sign in tree.members)
    assert members in tree.members


ATOMS = st.sampled_from(["a", "B", "-", "ab", r"\d", r"[xy]", r"[^a]", r"\.", ".", r"\w", "É"])


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    groups = inner.map(lambda text: f"(?:{text})")
    return st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(groups, st.sampled_from(["?", "*", "+", "{2}", "{1,3}", "{2,}"])).map("".join),
    )


@given(st.data())
def test_one_of_the_literals_stands_in_whatever_matches(data: st.DataObject) -> None:
    pattern = data.draw(st.recursive(ATOMS, _grown, max_leaves=8))
    ignore_case = data.draw(st.booleans())
    flags = re.ASCII | (re.IGNORECASE if ignore_case else 0)
    text = data.draw(st.from_regex(re.compile(pattern, flags), fullmatch=True))
    gates = required_literals(pattern, ignore_case=ignore_case)
    lowered = text.encode().lower()
    assert not gates or any(gate.encode() in lowered for gate in gates)
