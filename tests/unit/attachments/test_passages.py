"""A text in passages: nothing that stands across an edge is missed, nothing else is lost."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.attachments.passages import passages
from app.attachments.writing import redact_text
from app.model import Audience
from tests.unit.attachments.support import redactor_for

LENGTH = 700
KEY = "\n".join(
    (
        "-----BEGIN RSA PRIVATE" + " KEY-----",
        *("MIIEpAIBAAKCAQEA" + f"{line:02d}xYz+/" * 6 for line in range(24)),
        "-----END RSA PRIVATE" + " KEY-----",
    )
)
TRACE = "\n".join(
    (
        "Traceback (most recent call last):",
        *(
            f'  File "/srv/quarterly/step{line}.py", line {line + 7}, in run_{line}\n    go({line})'
            for line in range(40)
        ),
        "ValueError: bad row",
    )
)
PLANTED = ("jane.roe@northwind.example", "Jane Roe", "DE89 3704 0044 0532 0130 00", KEY)
SEEN = ("jane.roe", "Roe", "3704 0044", "MIIEpAIB", "xYz+/")
"""What of the planted values must not be seen afterwards."""


def filler(lengths: list[int], joint: str) -> str:
    return joint.join(f"step {number} done " + "ok " * (length % 23) for number, length in lengths)


def redacted(text: str, *, size: int, audience: Audience = Audience.ENGINEERING) -> str:
    written: list[str] = []
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    redact_text(pieces, redactor_for(audience), written.append, length=LENGTH)
    return "".join(written)


LENGTHS = st.lists(st.integers(0, 200), min_size=60, max_size=140).map(
    lambda lengths: list(enumerate(lengths))
)


@settings(max_examples=25, deadline=None)
@given(
    before=LENGTHS,
    after=LENGTHS,
    planted=st.sampled_from(PLANTED),
    size=st.integers(50, 3000),
)
def test_no_planted_value_crosses_wherever_the_passages_meet(
    before: list[tuple[int, int]], after: list[tuple[int, int]], planted: str, size: int
) -> None:
    text = f"{filler(before, chr(10))}\nsent by {planted}\n{filler(after, chr(10))}\n"
    result = redacted(text, size=size)
    assert not [part for part in SEEN if part in result]
    assert result.startswith(filler(before, "\n")[:100])
    assert result.endswith("\n")


@settings(max_examples=15, deadline=None)
@given(
    before=LENGTHS, after=LENGTHS, planted=st.sampled_from(PLANTED[:3]), size=st.integers(50, 3000)
)
def test_a_single_endless_line_hides_nothing_either(
    before: list[tuple[int, int]], after: list[tuple[int, int]], planted: str, size: int
) -> None:
    result = redacted(f"{filler(before, '; ')}; {planted}; {filler(after, '; ')}", size=size)
    assert not [part for part in SEEN if part in result]
    assert "step 3 done" in result


@pytest.mark.parametrize("shift", range(0, 4000, 523))
def test_a_trace_across_many_passages_goes_whole_for_the_customer(shift: int) -> None:
    lines = "".join(f"the page stays empty {number}\n" for number in range(shift // 20 + 40))
    result = redacted(f"{lines}{TRACE}\n{lines}", size=1000, audience=Audience.CUSTOMER)
    assert "/srv/quarterly" not in result
    assert "run_" not in result
    assert "the page stays empty 3\n" in result


@given(
    text=st.text(alphabet=string.ascii_lowercase + " \n,;", max_size=9000),
    size=st.integers(1, 4000),
)
def test_passages_put_together_are_the_text(text: str, size: int) -> None:
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    assert "".join(one.text for one in passages(pieces, lambda _: (), length=LENGTH)) == text


@given(st.integers(0, 6000), st.integers(1, 3000))
def test_what_is_private_is_never_cut(start: int, length: int) -> None:
    """Whatever its length up to what is read at once, for a finder that knows it by its signs."""
    text = "a line of words\n" * 400
    text = f"{text[:start]}{'#' * length}\n{text[start:]}"

    def spans(part: str) -> list[tuple[int, int]]:
        first = part.find("#")
        return [(first, part.rfind("#") + 1)] if first >= 0 else []

    cut = [one.text.count("#") for one in passages([text], spans, length=LENGTH)]
    assert [count for count in cut if count] == [length]


def test_the_codes_that_colour_a_terminal_part_no_name() -> None:
    result = redacted(
        "\x1b[31mERROR\x1b[0m mail of jane.\x1b[1mroe\x1b[0m@northwind.example\n", size=9
    )
    assert "northwind" not in result
    assert result.startswith("ERROR mail of")


def test_what_a_text_of_many_windows_needs_does_not_grow_with_it() -> None:
    """The longest passage stays near the length asked for, however long the text."""
    lines = (f"line {number} of the log\n" for number in range(60_000))
    longest = max(len(one.text) for one in passages(lines, lambda _: (), length=LENGTH))
    assert longest <= LENGTH + 4096


@pytest.mark.parametrize("shift", [3, 12, 20])
def test_an_endless_run_without_any_place_to_cut_is_not_cut_in_a_value(shift: int) -> None:
    edge = 4 * 48 * 1024
    run = ("kettle/" * (edge // 7 + 1))[: edge - shift]
    text = f"{run}/jane.roe@northwind.example/" + "kettle/" * 30_000
    result = redacted_whole(text)
    assert "roe" not in result
    assert "northwind" not in result


def redacted_whole(text: str) -> str:
    written: list[str] = []
    redact_text([text], redactor_for(), written.append)
    return "".join(written)


@pytest.mark.parametrize("before", ["", "Traceback (most recent call last):\n"])
def test_a_passage_that_is_all_of_one_trace_with_its_neighbours_is_told_apart(before: str) -> None:
    frame = '  File "/srv/quarterly/step.py", line 7, in run\n    go(1)\n'
    redactor = redactor_for(Audience.CUSTOMER)
    result = redactor.passage(frame * 20, before=before + frame, after=frame + "ValueError: x\n")
    assert "quarterly" not in result
    assert "ValueError" not in result
    assert redactor.passage("The page is empty.\n", before=frame * 5) == "The page is empty.\n"
