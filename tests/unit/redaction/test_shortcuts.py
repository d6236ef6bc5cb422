"""What is looked for first because it is cheap stands wherever what it stands for does."""

import re
from ipaddress import IPv4Address, ip_network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model import Audience
from app.redaction.canonical import Canonical
from app.redaction.compiled import compile_policy
from app.redaction.detectors import columns, name_places, name_runs, network, numbers, trace_lines
from app.redaction.detectors.name_runs import NameRuns
from tests.unit.redaction.support import POLICY

NAMES = compile_policy(POLICY, "shipped", Audience.ENGINEERING)._names


def _text(pieces: str | list[str], most: int = 24) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=most).map("".join)


def _view(text: str) -> Canonical:
    return Canonical(text, text)


@pytest.mark.parametrize("shape", sorted(numbers._ROWS))
@pytest.mark.parametrize("frame", ["{}", "the {}.", "12\n{} 34", "'{}' is"])
def test_a_number_of_a_known_shape_is_never_passed_over(shape: str, frame: str) -> None:
    text = frame.format(shape.replace("9", "5").replace("A", "K"))
    assert numbers._MAY.search(text.encode()) is not None


@pytest.mark.parametrize("name", sorted(numbers._SHORT_NAMES))
def test_a_number_behind_a_short_name_is_never_passed_over(name: str) -> None:
    for text in (f"{name.upper()} 1234567", f"my {name}: 1234567", f'"{name}" = 1234567'):
        assert numbers._MAY.search(text.encode()) is not None


@given(_text([*"0123459", "12", "345", "4111 1111 1111 1111", " ", "-", ".", "/", "A", "DE", "x"]))
def test_numbers_are_found_as_if_every_text_were_looked_through(text: str) -> None:
    view = _view(text)
    assert list(numbers.find_numbers(view)) == list(numbers.find_written(view))


INNER = [
    ip_network(name)
    for name in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16")
]


@given(
    st.ip_addresses(v=4) | st.sampled_from(INNER).flatmap(lambda net: st.ip_addresses(network=net))
)
def test_inner_and_common_addresses_are_those_that_the_standards_name(address: IPv4Address) -> None:
    octets = tuple(address.packed)
    common = address.is_loopback or address.is_unspecified or address.is_multicast
    assert network.is_inner(octets) == any(address in inner for inner in INNER)
    assert network.is_everybodys(octets) >= common


@given(_text([*"0123abF", "25", "ab12", ".", ":", "-", "::", " ", "x", "203.0.113.5", "00:1b:2c:"]))
def test_no_address_of_a_machine_is_passed_over(text: str) -> None:
    data = text.encode()
    if network._DOTTED.search(data) is not None:
        assert network._MAY_BE_DOTTED.search(data) is not None
    if network._COLONS.search(data) is not None:
        may = (network._MAY_HAVE_COLONS, network._MAY_HAVE_DASHES)
        assert any(one.search(data) is not None for one in may)


@given(_text(["v", "ver", "version ", "build: ", "§", "oid=", "1.2.3.4, ", " is", "chrome/", "x "]))
def test_no_version_is_taken_for_an_address(before: str) -> None:
    assert network._is_version(before) == (network._VERSION.search(before) is not None)


SPOKEN = [
    *("Ann", "Lee", "Mbali", "Kowalska", "Export", "The", "Error", "I", "A.", "P.", "San", "Jefa"),
    *("SMITH", "VAT", "Mr", "Thanks", "Colleague", "May", "O'Brien", "Export-Xyz", "Zzyx", "Ann's"),
    *(" ", " ", " ", "\n", ". ", ", ", " and ", " de ", " said ", " spoke to ", "x", "_", "@", "-"),
]


class EveryWord(NameRuns):
    """Names, found without leaving ordinary words out first."""

    ordinary = frozenset()


@settings(deadline=None)
@given(_text(SPOKEN))
def test_leaving_out_ordinary_words_loses_and_makes_no_name(text: str) -> None:
    slow = EveryWord(NAMES._products, strict=NAMES._strict)
    assert list(NAMES.find(_view(text))) == list(slow.find(_view(text)))


@given(_text(SPOKEN))
def test_words_in_capitals_are_found_the_same_in_ascii(text: str) -> None:
    found = [one.span() for one in name_runs._in_capitals(_view(text))]
    assert found == [one.span() for one in name_runs._TOKEN.finditer(text)]


BEFORE = [
    *("owner", "contact", "reported by", "written by", "signed-off-by", "spoke to", "sent it to"),
    *("cities", "stores", "file", "menu", "gave", "from", "with", "by", "x", "Paris", "like", "é"),
    *(" ", " ", ":", ": ", "\n", ">", " > ", "*", '"', "(", ".", "-", "=", ",", "\t", "|", "•"),
]
LOOKS = [
    ("person", name_places._BY),
    ("field", name_places._FIELD),
    ("given", name_places._GIVEN),
    ("among_places", name_places._OF_PLACES),
    ("labelled", name_places._IN_MENU),
]


@given(_text(BEFORE, most=8))
@pytest.mark.parametrize(("name", "pattern"), LOOKS, ids=[name for name, _ in LOOKS])
def test_no_sign_of_a_place_is_passed_over(name: str, pattern: re.Pattern[str], text: str) -> None:
    place = name_places.Place(_view(f"{text}Ann"), len(text), len(text) + 3, owns=False)
    if pattern.search(text[-name_places._REACH :]) is not None:
        assert getattr(place, name)


@given(_text(BEFORE, most=8))
def test_a_sentence_begins_where_it_always_did(text: str) -> None:
    begins = re.search(r"(?:^|[.!?:\n\x02>*|•-]|[\"'(\[])[ \t]*$", text) is not None
    assert name_places.begins_something(text) == begins


@given(_text([*name_places._TELLING, " ", " ", " ", "\n", "\t", ",", "é", "x"]))
def test_the_words_that_tell_a_language_are_those_of_the_text(text: str) -> None:
    told = name_places._telling(_view(text)) & set(name_places._TELLING)
    assert told == set(text.split()) & set(name_places._TELLING)


LINE = [
    *("0x7fff", "std::", "f()", "->", "=>", "{", ";", ",", "\\", "^^^", "~~~", "a=1 b=2", "<init>"),
    *(
        "#12 ",
        "==9==",
        "**",
        "[main]",
        "`x(`",
        "...",
        "7: ",
        "snake_case",
        "raise",
        "Thread",
        "RIP",
    ),
    *(
        "a[0]",
        " != ",
        " = 'x",
        "f(a, b)",
        "| ",
        "the",
        "Word",
        " ",
        "  ",
        "\t",
        '"k": ',
        "m!x",
        ":",
    ),
]


@given(_text(LINE, most=10))
@pytest.mark.parametrize("signs", [trace_lines._CODE, trace_lines._SIGNS], ids=["code", "signs"])
def test_both_ways_of_looking_for_code_see_the_same(
    signs: trace_lines._Anywhere, line: str
) -> None:
    slow = signs.slow.search(line)
    assert signs.starts(line) == (-1 if slow is None else slow.start())


def test_names_and_what_stands_in_front_of_places_are_no_ordinary_words() -> None:
    names = NameRuns(frozenset(), strict=True)
    assert {"Export", "Thanks", "The"} <= names.ordinary
    assert names.ordinary.isdisjoint({"Ann", "San", "Mark"})


CELLS = [
    *("name", "First Name", "last_name", "passport no.", "IBAN", "pesel", "driver", "plate number"),
    *(
        "namely",
        "total",
        "12",
        "Ann Smith",
        "X1234567",
        "active",
        "nombre",
        '"contact"',
        " surname ",
    ),
    *(",", ",", ";", "|", "\t", "\n", "\n", " ", "é", "-"),
]


@given(_text(CELLS))
def test_columns_are_found_as_if_every_head_were_read(text: str) -> None:
    view = _view(text)
    assert list(columns.find_columns(view)) == list(columns.find_below_heads(view))
