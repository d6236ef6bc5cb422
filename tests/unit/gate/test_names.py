import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.gate.names import plain_name
from tests.fakes.policies import shipped


@pytest.mark.parametrize(
    "text",
    [
        "Won't Do",
        " won't\u00a0 do\n",
        "WON'T DO",
        "Wo\u200bn't\u2060 Do\ufeff",
        "\uff37on't Do",
        "Won't\u034f Do\ufe0f",
    ],
)
def test_one_name_is_the_same_however_it_is_written(text: str) -> None:
    assert plain_name(text) == "won't do"


@pytest.mark.parametrize("text", ["", " \t\n", "\u200b\u200d", "\u3164", "\ufeff \u00ad"])
def test_what_cannot_be_seen_is_no_name(text: str) -> None:
    assert plain_name(text) == ""


@given(st.text())
def test_a_plain_name_is_its_own_plain_name(text: str) -> None:
    assert plain_name(plain_name(text)) == plain_name(text)


@pytest.mark.parametrize("target", ["", " ", "\u200b"])
def test_a_move_to_nowhere_is_guarded_where_anything_is(target: str) -> None:
    gate = shipped().gate
    assert gate.guards("ENG", "Triage", target)
    assert not gate.guards("OPS", "Triage", target)
