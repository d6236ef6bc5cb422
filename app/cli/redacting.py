"""The lines of `airlock redact`: parsed, redacted, rendered, one at a time.

Nothing is kept but the placeholders of the pairs seen so far, and of those only the most recent,
so that memory does not grow with the input.
"""

import json
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, BinaryIO, Literal

from markdown_it import MarkdownIt
from pydantic import BaseModel, ConfigDict, ValidationError

from app.document import Document, from_plain, to_plain
from app.errors import AirlockError
from app.model import Audience, Context, KnownPerson, Side
from app.ports import PolicySet
from app.redaction.engine import redact
from app.redaction.pseudonyms import Pseudonyms
from app.redaction.recogniser import PLAIN, Tools
from connectors.jira.adf import read_adf
from connectors.jira.adf_write import write_adf
from connectors.zendesk.html import read_html, write_html

MAX_LINE_BYTES = 16 * 1024 * 1024
KEPT_PAIRS = 10_000


class Target(StrEnum):
    JIRA = "jira"
    ZENDESK = "zendesk"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class LinePerson(_Strict):
    name: str | None = None
    email: str | None = None
    phone: str | None = None


class LineOrganization(_Strict):
    name: str | None = None
    domains: tuple[str, ...] | None = None


class LineContext(_Strict):
    requester: LinePerson | None = None
    organization: LineOrganization | None = None
    custom_fields: dict[str, Any] | None = None
    agents: tuple[str, ...] | None = None
    terms: tuple[str, ...] | None = None


class Line(_Strict):
    id: str
    format: Literal["text", "html", "adf", "markdown"]
    input: str | dict[str, Any]
    context: LineContext | None = None
    pair: str | None = None


@dataclass(frozen=True)
class _Way:
    """What is the same for all lines."""

    target: Target
    policies: PolicySet
    tools: Tools


def redact_lines(
    stream: BinaryIO, target: Target, policies: PolicySet, tools: Tools = PLAIN
) -> Iterator[dict[str, Any]]:
    """Yield one answer for each line, in order; blank lines are passed over."""
    pairs: OrderedDict[str, Pseudonyms] = OrderedDict()
    way = _Way(target, policies, tools)
    for number, raw in enumerate(_iter_lines(stream), 1):
        if raw is None:
            yield _held(str(number), "the line is too long", policies)
        elif raw.strip():
            yield _answer(number, raw, way, pairs)


def _iter_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    while raw := stream.readline(MAX_LINE_BYTES):
        if len(raw) == MAX_LINE_BYTES and not raw.endswith(b"\n"):
            while (rest := stream.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield raw


def _answer(
    number: int, raw: bytes, way: _Way, pairs: "OrderedDict[str, Pseudonyms]"
) -> dict[str, Any]:
    line_id = str(number)
    try:
        loaded = json.loads(raw)
        line_id = _id_of(loaded, line_id)
        line = Line.model_validate(loaded)
        document = read_document(line)
    except (ValueError, ValidationError, RecursionError, AirlockError) as error:
        return _held(line_id, f"the line cannot be read: {why_unread(error)}", way.policies)
    return _redact_line(line, document, way, pairs)


def why_unread(error: Exception) -> str:
    """The reason without anything of the line but the names of its known keys."""
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError):
        return "it, or the ADF in it, is no JSON"
    if not isinstance(error, ValidationError):
        return f"its input is not in its format ({type(error).__name__})"
    keys = {str(detail["loc"][0]) if detail["loc"] else "" for detail in error.errors()}
    known = sorted(keys & Line.model_fields.keys())
    if not known:
        return "it is no object, or has a key that is not known"
    return f"missing, or not as it must be: {', '.join(f'`{key}`' for key in known)}"


def _id_of(loaded: object, fallback: str) -> str:
    found = loaded.get("id") if isinstance(loaded, dict) else None
    return found if isinstance(found, str) else fallback


def _redact_line(
    line: Line, document: Document, way: _Way, pairs: "OrderedDict[str, Pseudonyms]"
) -> dict[str, Any]:
    policies, to_jira = way.policies, way.target is Target.JIRA
    known = pairs.get(line.pair, Pseudonyms()) if line.pair is not None else Pseudonyms()
    result = redact(
        document,
        audience=Audience.ENGINEERING if to_jira else Audience.CUSTOMER,
        policy=policies.redaction,
        version=policies.version,
        context=read_context(line.context),
        pseudonyms=known,
        tools=way.tools,
    )
    if result.text is None:
        return _held(line.id, result.held or "redaction held the text", policies)
    if line.pair is not None:
        _keep(pairs, line.pair, result.pseudonyms)
    clean = result.text.document
    return {
        "id": line.id,
        "held": False,
        "text": to_plain(clean),
        "document": write_adf(clean) if to_jira else write_html(clean),
        "findings": [finding.model_dump(mode="json") for finding in result.findings],
        "policy": policies.version,
    }


def _keep(pairs: "OrderedDict[str, Pseudonyms]", pair: str, known: Pseudonyms) -> None:
    pairs[pair] = known
    pairs.move_to_end(pair)
    if len(pairs) > KEPT_PAIRS:
        pairs.popitem(last=False)


def read_document(line: Line) -> Document:
    """The line's input in its own format. Raises UnreadableContent or ValueError."""
    if line.format == "adf":
        loaded = json.loads(line.input) if isinstance(line.input, str) else line.input
        return read_adf(loaded)
    if not isinstance(line.input, str):
        raise ValueError("the input of this format is a string")
    if line.format == "html":
        return read_html(line.input)
    if line.format == "markdown":
        return read_html(_render_markdown(line.input))
    return from_plain(line.input)


def _render_markdown(text: str) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(text))


def read_context(given: LineContext | None) -> Context:
    """The line's context as redaction takes it.

    It does not say which of our agents the customer knows from support, so none is named there.
    """
    line = given or LineContext()
    people = [
        KnownPerson(name=name, side=Side.ENGINEERING, role="engineer") for name in line.agents or ()
    ]
    if line.requester is not None:
        person = line.requester
        people.insert(
            0,
            KnownPerson(
                name=person.name or "", email=person.email, phone=person.phone, role="customer"
            ),
        )
    organization = line.organization
    return Context(
        people=tuple(people),
        organizations=(organization.name,) if organization and organization.name else (),
        domains=(organization.domains or ()) if organization else (),
        terms=(*(line.terms or ()), *_values(line.custom_fields)),
    )


def _values(value: object) -> Iterator[str]:
    """The words and numbers of a field, however deep they stand in it."""
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        for item in value:
            yield from _values(item)
    elif value not in (None, "", True, False):
        yield str(value)


def _held(line_id: str, reason: str, policies: PolicySet) -> dict[str, Any]:
    return {
        "id": line_id,
        "held": True,
        "reason": reason,
        "findings": [],
        "policy": policies.version,
    }
