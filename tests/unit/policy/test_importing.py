"""What becomes of a folder's policy files beside what was published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.policy.importing import Ruling, rule_on

DIGESTS = st.sampled_from("abcd")


@pytest.mark.parametrize(
    ("found", "active", "imported", "before", "known", "ruling"),
    [
        pytest.param("a", None, None, None, False, Ruling.TAKE, id="the first start"),
        pytest.param("a", "a", "a", None, True, Ruling.SAME, id="a start like the last"),
        pytest.param("b", "a", "a", None, False, Ruling.TAKE, id="new files, met at a start"),
        pytest.param("b", "a", "a", "a", False, Ruling.TAKE, id="new files, seen to change"),
        pytest.param("a", "c", "a", None, True, Ruling.BEHIND, id="the console published since"),
        pytest.param("c", "c", "a", "a", True, Ruling.SAME, id="the console's were exported"),
        pytest.param("b", "c", "a", None, False, Ruling.CONFLICT, id="both changed"),
        pytest.param("b", "c", "a", "a", False, Ruling.CONFLICT, id="both changed, seen"),
        pytest.param("a", "b", "b", None, True, Ruling.OLDER, id="a machine with older files"),
        pytest.param("a", "b", "b", "b", True, Ruling.TAKE, id="files turned back by hand"),
    ],
)
def test_a_folder_is_taken_where_it_undoes_nothing(
    found: str, active: str, imported: str, before: str, known: bool, ruling: Ruling
) -> None:
    given_ = {"active": active, "imported": imported, "before": before, "known": known}
    assert rule_on(found, **given_) is ruling


@given(DIGESTS, DIGESTS, DIGESTS, st.booleans())
def test_a_start_never_undoes_what_was_published_after_the_last_import(
    found: str, active: str, imported: str, known: bool
) -> None:
    ruling = rule_on(found, active=active, imported=imported, before=None, known=known)
    if active != imported:
        assert ruling is not Ruling.TAKE
