"""The second look goes to what changed, and finds what a full look would find."""

from app.document import CodeBlock, Document, Paragraph, Text
from app.redaction.hits import Hit
from app.redaction.joined import Edit, join
from app.redaction.policy import AudienceRule
from app.redaction.rescan import excerpt, move_back, windows
from tests.unit.redaction.support import crossed

RULE = AudienceRule(nodes=())


def _lines(*lines: str) -> Document:
    return Document(tuple(Paragraph((Text(line),)) for line in lines))


def _windows(before: tuple[str, ...], after: tuple[str, ...], *edits: Edit) -> list[str]:
    old, new = join(_lines(*before), RULE), join(_lines(*after), RULE)
    return [new.text[start:end] for start, end in windows(old, new, edits)]


def test_only_changed_lines_and_their_neighbours_are_read_again() -> None:
    lines = tuple(f"line {number}" for number in range(20))
    changed = (*lines[:10], "other", *lines[11:])
    start = len("\n".join(lines[:10])) + 1
    (window,) = _windows(lines, changed, Edit(start, start + 7, "other"))
    assert window.split("\n") == [*lines[7:10], "other", *lines[11:14]]


def test_of_long_lines_one_neighbour_is_read_again() -> None:
    lines = tuple(f"line {number} ".ljust(250, "x") for number in range(9))
    changed = (*lines[:4], "other", *lines[5:])
    start = 4 * 251
    (window,) = _windows(lines, changed, Edit(start, start + 250, "other"))
    assert window.split("\n") == [lines[3], "other", lines[5]]


def test_nothing_is_read_again_where_nothing_changed() -> None:
    assert _windows(("one", "two"), ("one", "two")) == []


def test_a_line_that_an_edit_did_not_reach_is_read_again() -> None:
    """What should have been taken out and still stands there is found again, and then held."""
    assert _windows(("one", "two"), ("one", "two"), Edit(0, 3, "[x]"))


def test_finds_of_an_excerpt_lead_back_to_the_text() -> None:
    joined = join(_lines(*(f"line {number}" for number in range(9))), RULE)
    spans = windows(joined, joined, [Edit(0, 1, ""), Edit(joined.tail - 12, joined.tail - 11, "")])
    part = excerpt(joined, spans)
    wanted = [part.text.index("line 1"), part.text.index("line 7")]
    hits = [Hit(place, place + 6, "email", "test", 1) for place in wanted]
    moved = [joined.text[hit.start : hit.end] for hit in move_back(hits, spans)]
    assert moved == ["line 1", "line 7"]


def test_a_name_learnt_at_the_end_is_found_far_above() -> None:
    filler = [f"Row {number} of the table is empty." for number in range(30)]
    text = "\n".join(["Kowalski reset it.", *filler, "Kind regards,", "Dariusz Kowalski"])
    assert "Kowalski" not in crossed(Document((CodeBlock(text),))).plain


def test_a_name_learnt_at_the_end_is_found_where_it_is_turned_around() -> None:
    turned = "\u202eiksalawok zsuirad\u202c"
    filler = [f"Row {number} of the table is empty." for number in range(30)]
    text = "\n".join([turned, *filler, "Kind regards,", "Dariusz Kowalaski"])
    assert "iksalawok" not in crossed(Document((CodeBlock(text),))).plain
