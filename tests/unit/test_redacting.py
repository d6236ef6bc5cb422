"""The lines of `airlock redact`: one answer each, in order, whatever a line holds."""

import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cli import redacting
from app.cli.output import print_json
from app.cli.redacting import Target, redact_lines
from tests.fakes.policies import shipped

PRIVATE = "ops@elsewhere.example"


def ask(*lines: object, to: Target = Target.JIRA) -> list[dict[str, Any]]:
    raw = b"".join(
        (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines
    )
    return list(redact_lines(io.BytesIO(raw), to, shipped()))


def line(text: object, **more: object) -> dict[str, object]:
    return {"id": "1", "format": "text", "input": text, **more}


def printed(answer: Mapping[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False).encode().decode()


def test_a_line_comes_back_redacted_with_what_was_found_and_never_its_value() -> None:
    (answer,) = ask(line(f"Write to {PRIVATE} please."))
    assert answer["held"] is False
    assert answer["text"] == "Write to [email-1] please."
    assert answer["document"]["type"] == "doc"
    assert answer["findings"] == [
        {
            "entity": "email",
            "detector": answer["findings"][0]["detector"],
            "placeholder": "[email-1]",
            "action": "pseudonymise",
        }
    ]
    assert answer["policy"] == shipped().version
    assert PRIVATE not in printed(answer)


def test_to_zendesk_the_document_is_html_and_engineering_s_things_are_withheld() -> None:
    (answer,) = ask(line("It is export-2.prod.internal, see ENG-2207."), to=Target.ZENDESK)
    assert isinstance(answer["document"], str)
    for private in ("prod.internal", "ENG-2207"):
        assert private not in printed(answer)


@pytest.mark.parametrize(
    ("form", "given_input"),
    [
        ("text", f"Write to {PRIVATE} please."),
        ("html", f"<p>Write to <b>{PRIVATE}</b> please.</p>"),
        ("markdown", f"Write to **{PRIVATE}** please."),
        (
            "adf",
            {
                "type": "doc",
                "version": 1,
                "content": [
                    {
                        "type": "paragraph",
                        "content": [{"type": "text", "text": f"Write to {PRIVATE} please."}],
                    }
                ],
            },
        ),
    ],
)
def test_every_format_is_read(form: str, given_input: object) -> None:
    (answer,) = ask({"id": "1", "format": form, "input": given_input})
    assert answer["text"] == "Write to [email-1] please."


def test_adf_may_come_as_a_string_of_json() -> None:
    adf = {"type": "doc", "version": 1, "content": []}
    (answer,) = ask({"id": "1", "format": "adf", "input": json.dumps(adf)})
    assert (answer["held"], answer["text"]) == (False, "")


def test_what_is_known_of_the_customer_is_withheld_from_engineering() -> None:
    context = {
        "requester": {"name": "Jane Roe", "email": "jane@northwind.example", "phone": None},
        "organization": {"name": "Northwind Traders", "domains": ["northwind.example"]},
        "custom_fields": {"Account": "NW-2291-B", "Sizes": ["XK-77-Z", None], "VIP": True},
        "agents": ["Lena Fischer"],
        "terms": ["Project Bluebird"],
    }
    (answer,) = ask(
        line(
            "Jane of Northwind (NW-2291-B, XK-77-Z) asks for Project Bluebird; Lena Fischer knows.",
            context=context,
        )
    )
    for private in ("Jane", "Northwind", "NW-2291-B", "XK-77-Z", "Bluebird"):
        assert private not in printed(answer)
    assert "Lena Fischer" in answer["text"]


def test_lines_of_one_pair_share_placeholders_and_others_do_not() -> None:
    answers = ask(
        line("a@elsewhere.example", pair="p"),
        line("b@elsewhere.example", pair="p"),
        line("a@elsewhere.example again", pair="p"),
        line("b@elsewhere.example", pair="q"),
        line("b@elsewhere.example"),
    )
    assert [answer["text"].split()[0] for answer in answers] == [
        "[email-1]",
        "[email-2]",
        "[email-1]",
        "[email-1]",
        "[email-1]",
    ]


def test_only_the_latest_pairs_are_kept_so_that_memory_does_not_grow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(redacting, "KEPT_PAIRS", 2)
    names = ["p", "q", "p", "r", "p", "q"]
    texts = [
        "a@x.example",
        "b@x.example",
        "c@x.example",
        "d@x.example",
        "c@x.example",
        "e@x.example",
    ]
    answers = ask(*(line(t, pair=p) for t, p in zip(texts, names, strict=True)))
    assert [answer["text"] for answer in answers] == [
        "[email-1]",
        "[email-1]",
        "[email-2]",
        "[email-1]",
        "[email-2]",
        "[email-1]",
    ]


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'"text"',
        b"[" * 100_000,
        {"id": "x", "format": "text"},
        {"id": "x", "format": "rtf", "input": "x"},
        {"id": "x", "format": "text", "input": 7},
        {"id": "x", "format": "text", "input": {"type": "doc"}},
        {"id": "x", "format": "adf", "input": "not json"},
        {"id": "x", "format": "adf", "input": {"type": "paragraph"}},
        {"id": "x", "format": "text", "input": "x", "surprise": 1},
        {"id": "x", "format": "text", "input": "x", "context": {"requestor": {}}},
    ],
)
def test_a_line_that_cannot_be_read_is_held_without_its_text_and_the_others_go_on(
    bad: object,
) -> None:
    answers = ask(line("fine", id="before"), bad, line("fine", id="after"))
    assert [answer["id"] for answer in answers[::2]] == ["before", "after"]
    held = answers[1]
    assert (held["held"], held["findings"]) == (True, [])
    assert held["reason"].startswith("the line cannot be read")
    assert held.keys() == {"id", "held", "reason", "findings", "policy"}
    assert held["id"] in ("x", "2")


def test_a_line_that_is_too_long_is_held_and_the_next_one_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(redacting, "MAX_LINE_BYTES", 100)
    answers = ask(line("x" * 350), line("fine", id="after"))
    assert [(answer["id"], answer["held"]) for answer in answers] == [("1", True), ("after", False)]
    assert answers[0]["reason"] == "the line is too long"


def test_a_last_line_without_its_end_is_read_and_blank_ones_are_passed_over() -> None:
    raw = b"\n  \n" + json.dumps(line("fine")).encode()
    (answer,) = redact_lines(io.BytesIO(raw), Target.JIRA, shipped())
    assert answer["text"] == "fine"


@pytest.mark.parametrize("to", list(Target))
@pytest.mark.parametrize("odd", ["a\x00b", "a\x08b", "half \ud800 a sign", "\ufffe", "\x1b[31m"])
def test_odd_characters_stop_nothing(odd: str, to: Target) -> None:
    answers = ask(line(odd), line("fine", id="after"), to=to)
    assert [answer["id"] for answer in answers] == ["1", "after"]
    for answer in answers:
        assert printed(answer)


def test_half_a_character_in_an_id_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for answer in ask(line("fine", id="\ud800"), line("fine", id="after")):
        print_json(answer)
    printed_lines = capsys.readouterr().out.splitlines()
    assert [json.loads(one)["id"] for one in printed_lines] == ["\ud800", "after"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "format", "input", "type", "content", "x"]), inner)
    ),
    max_leaves=8,
)


@given(lines=st.lists(anything, min_size=1, max_size=5), to=st.sampled_from(Target))
@settings(deadline=None)
def test_every_line_has_one_answer_that_can_be_printed(lines: list[object], to: Target) -> None:
    answers = ask(*lines, to=to)
    assert len(answers) == len(lines)
    for answer in answers:
        assert printed(answer)


@given(text=st.text(max_size=200), form=st.sampled_from(["text", "html", "markdown"]))
@settings(deadline=None)
def test_every_text_of_every_format_has_an_answer_that_can_be_printed(text: str, form: str) -> None:
    for to in Target:
        (answer,) = ask(line(text, format=form), to=to)
        assert printed(answer)


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (b"not json", "it, or the ADF in it, is no JSON"),
        (b"\xff", "it, or the ADF in it, is no JSON"),
        ([], "it is no object, or has a key that is not known"),
        ({"id": "1", "input": "x"}, "missing, or not as it must be: `format`"),
        (line("x", **{PRIVATE: 1}), "it is no object, or has a key that is not known"),
        (line("x", context={"custom_fields": {PRIVATE: 1}, "terms": 1}), "must be: `context`"),
        (line("{", format="adf"), "it, or the ADF in it, is no JSON"),
        (line("[]", format="adf"), "its input is not in its format"),
    ],
)
def test_why_a_line_is_held_names_known_keys_and_nothing_of_what_it_says(
    bad: object, told: str
) -> None:
    (held,) = ask(bad)
    assert told in held["reason"]
    assert PRIVATE not in held["reason"]
