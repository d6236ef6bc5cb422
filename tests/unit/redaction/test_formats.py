"""Promises that hold for every document in every format that `airlock redact` reads."""

import base64
import io
import json
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nh3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cli.redacting import Target, redact_lines
from app.document import Document, Paragraph, Text, to_plain
from app.policy.loading import load_directory
from app.redaction.canonical import canonicalise, neutralise
from connectors.jira.adf_write import write_adf
from connectors.zendesk.html import write_html
from connectors.zendesk.html_writer import ATTRIBUTES, TAGS
from tests.connectors.jira.adf_facts import structural_problems, vendor_validator
from tests.shared_data import SHARED_DATA
from tests.unit.redaction.test_properties import FILLER, WRAPS, any_document, runs_of

POLICIES = load_directory(Path(__file__).parents[3] / "policies")
CONTEXT = {
    "requester": {
        "name": "Jane Roe",
        "email": "jane.roe@northwind.example",
        "phone": "+49 30 901820",
    },
    "organization": {"name": "Northwind", "domains": ["northwind.example"]},
    "custom_fields": {"contract": "NW-2291-B"},
}
FORMATS = ("text", "html", "adf", "markdown")

PLANTED = {
    Target.JIRA: {
        "customer_person": "Jane Roe",
        "customer_organization": "Northwind",
        "customer_term": "NW-2291-B",
        "customer_host": "shop.northwind.example",
        "customer_phone": "+49 30 901820",
        "email": "amina.diallo@contoso.example",
        "phone": "+44 20 7946 0018",
        "card": "4111 1111 1111 1111",
        "iban": "DE89 3704 0044 0532 0130 00",
        "ip_address": "203.0.113.77",
        "credential": "AKIA" + "QWERTYUIOP234567",
    },
    Target.ZENDESK: {
        "internal_host": "export-2.prod.internal",
        "internal_address": "10.20.30.41",
        "source_path": "services/export/job.py:41",
        "email": "oncall@contoso.example",
        "credential": "AKIA" + "QWERTYUIOP234567",
    },
}


def _each(form: str) -> Callable[[str], str]:
    return lambda text: "".join(form.format(ord(char)) for char in text)


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _base64(text: str) -> str:
    return base64.b64encode(f"about {text} today".encode()).decode()


WRITTEN: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "numbered entities": _each("&#{};"),
    "entities without an end": _each("&#{}"),
    "entities twice over": _each("&amp;#x{:x};"),
    "per cent": lambda text: quote(text, safe=""),
    "per cent of all": _each("%{:02x}"),
    "per cent twice over": lambda text: quote(quote(text, safe="")),
    "backslash u": _each("\\u{:04x}"),
    "backslash u braces": _each("\\u{{{:x}}}"),
    "backslash x": _each("\\x{:02x}"),
    "quoted-printable": _each("={:02X}"),
    "code points": lambda text: " ".join(f"U+{ord(char):04X}" for char in text),
    "full width": _wide,
    "zero width": "\u200b".join,
    "struck through": lambda text: "".join(f"{char}\u0336" for char in text),
    "right to left": lambda text: f"\u202e{text[::-1]}\u202c",
    "base64": _base64,
    "base64 for URLs": lambda text: base64.urlsafe_b64encode(f"> {text}".encode()).decode(),
    "base64 twice over": lambda text: _base64(_base64(text)),
    "base32": lambda text: base64.b32encode(f"about {text} today".encode()).decode(),
    "hexadecimal": lambda text: f"about {text}".encode().hex(),
    "hexadecimal pairs": lambda text: text.encode().hex(" "),
    "an encoded word": lambda text: f"=?utf-8?B?{base64.b64encode(text.encode()).decode()}?=",
}


@st.composite
def planted(draw: st.DrawFn) -> tuple[Target, str, str, Document]:
    """A value as somebody wrote it, somewhere in a document."""
    target = draw(st.sampled_from(list(Target)))
    value = draw(st.sampled_from(sorted(PLANTED[target].values())))
    written = draw(st.sampled_from(sorted(WRITTEN)))
    text = WRITTEN[written](value)
    sentence = f"{draw(st.sampled_from(FILLER))} {text} {draw(st.sampled_from(FILLER))}"
    block: Any = Paragraph(draw(runs_of(sentence)))
    for wrap in draw(st.lists(st.sampled_from(WRAPS), max_size=2)):
        block = wrap(block)
    return target, value, text, Document((block,))


def _source(document: Document, form: str) -> str | dict[str, Any]:
    if form == "html":
        return write_html(document)
    if form == "adf":
        return write_adf(document)
    return to_plain(document)


def _run(lines: list[dict[str, Any]], target: Target) -> list[dict[str, Any]]:
    stream = io.BytesIO("".join(json.dumps(line) + "\n" for line in lines).encode())
    return list(redact_lines(stream, target, POLICIES))


def _line(document: Document, form: str, pair: str | None = None) -> dict[str, Any]:
    source = _source(document, form)
    line = {"id": "1", "format": form, "input": source, "context": CONTEXT}
    return line if pair is None else {**line, "pair": pair}


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _strings(value)
    elif isinstance(node, list):
        for item in node:
            yield from _strings(item)


def _seen(answer: dict[str, Any]) -> str:
    """All that crosses: the text, and the document's strings apart and joined."""
    strings = [unescape(text) for text in _strings(answer["document"])]
    return "\n".join([answer["text"], "\n".join(strings), "".join(strings)])


@given(planted(), st.sampled_from(FORMATS))
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_value_survives_in_any_format_however_it_is_written(
    case: tuple[Target, str, str, Document], form: str
) -> None:
    target, value, written, document = case
    (answer,) = _run([_line(document, form)], target)
    assert not answer["held"]
    seen = _seen(answer)
    assert written not in seen
    assert canonicalise(value).folded not in canonicalise(neutralise(seen)).folded


class _Balance(HTMLParser):
    """Notes elements that are closed out of order or never."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in {"br", "hr", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@given(any_document, st.sampled_from(["html", "adf"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_sent_to_zendesk_is_well_formed_html(document: Document, form: str) -> None:
    (answer,) = _run([_line(document, form)], Target.ZENDESK)
    html = answer.get("document", "")
    allowed = {tag: set(names) for tag, names in ATTRIBUTES.items()}
    assert nh3.clean(html, tags=set(TAGS), attributes=allowed, link_rel=None) == html
    balance = _Balance()
    balance.feed(html)
    assert (balance.open, balance.wrong) == ([], [])


@given(any_document, st.sampled_from(["html", "adf"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_sent_to_jira_is_a_valid_document(document: Document, form: str) -> None:
    (answer,) = _run([_line(document, form)], Target.JIRA)
    if not answer["held"]:
        assert list(structural_problems(answer["document"])) == []


@given(planted(), st.sampled_from(FORMATS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_sent_to_jira_fits_the_vendors_schema(
    case: tuple[Target, str, str, Document], form: str
) -> None:
    schema = SHARED_DATA / "openapi/adf-schema-v1-full.json"
    if not schema.exists():
        pytest.skip("the vendor's schema of Jira documents is absent")
    (answer,) = _run([_line(case[3], form)], Target.JIRA)
    errors = list(vendor_validator(schema).iter_errors(answer["document"]))
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


@given(planted(), st.sampled_from(FORMATS))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_sent_is_sent_unchanged_when_it_comes_back(
    case: tuple[Target, str, str, Document], form: str
) -> None:
    target, _, _, document = case
    (first,) = _run([_line(document, form)], target)
    back = "adf" if target is Target.JIRA else "html"
    again = {"id": "2", "format": back, "input": first["document"], "context": CONTEXT}
    (second,) = _run([again], target)
    assert (second["text"].split(), second["findings"]) == (first["text"].split(), [])


people = st.sampled_from(
    [
        *("amina.diallo@contoso.example", "bo.li@fabrikam.example", "cy.oz@fabrikam.example"),
        *("+44 20 7946 0018", "+1 206 555 0142", "203.0.113.77", "198.51.100.4"),
    ]
)


def _about(value: str, pair: str) -> dict[str, Any]:
    return _line(Document((Paragraph((Text(f"we wrote to {value} again"),)),)), "text", pair)


@given(st.lists(st.tuples(st.sampled_from("ab"), people), max_size=10))
@settings(max_examples=60, deadline=None)
def test_a_pairs_placeholders_do_not_depend_on_what_other_pairs_say(
    said: list[tuple[str, str]],
) -> None:
    together = _run([_about(value, pair) for pair, value in said], Target.JIRA)
    alone = _run([_about(value, pair) for pair, value in said if pair == "a"], Target.JIRA)
    ours = [one["text"] for one, (pair, _) in zip(together, said, strict=True) if pair == "a"]
    assert ours == [one["text"] for one in alone]


@given(st.lists(people, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_in_a_pair_one_placeholder_is_one_entity_in_any_order_of_comments(
    values: list[str],
) -> None:
    said = values + values[::-1]
    named: dict[str, str] = {}
    answers = _run([_about(value, "a") for value in said], Target.JIRA)
    for value, answer in zip(said, answers, strict=True):
        (finding,) = answer["findings"]
        assert named.setdefault(value, finding["placeholder"]) == finding["placeholder"]
    assert len(set(named.values())) == len(named)
