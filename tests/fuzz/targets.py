"""What is fuzzed: a function of bytes each, which raises where a promise is broken.

A parser may raise what its docstring names, and nothing else; libFuzzer bounds the time. What a
reader makes of the input is written for the other side too, so that no document can be read that
cannot be written.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from hmac import new as new_mac

from app.document import Document, iter_nodes, to_plain
from app.errors import NotAnObject, SignatureRefused, UnreadableContent
from app.model import InboundEvent, System
from connectors.jira import inbound as jira
from connectors.jira.adf import read_adf
from connectors.jira.adf_write import write_adf
from connectors.jira.wiki import read_wiki
from connectors.jira.wiki_write import write_wiki
from connectors.zendesk import inbound as zendesk
from connectors.zendesk.html import read_html, write_html

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
STAMP = "2026-11-22T12:00:00Z"
SECRET = "a webhook's secret"
LARGEST_COLUMN = 2**63 - 1
_PLAIN = re.compile(r"[\x20-\x7e]{1,128}")


def fuzz_zendesk(data: bytes) -> None:
    """A signed body has one of the named outcomes; what is signed otherwise is refused."""
    headers = {
        zendesk.SIGNATURE_HEADER: zendesk.sign(SECRET, STAMP, data),
        zendesk.TIMESTAMP_HEADER: STAMP,
    }
    zendesk.verify(headers, data, [SECRET], NOW)
    _parse(System.ZENDESK, lambda: zendesk.parse(data, headers))
    for forged in _forged(data, zendesk.SIGNATURE_HEADER, zendesk.TIMESTAMP_HEADER):
        _refuse(lambda forged=forged: zendesk.verify(forged, data, [SECRET], NOW))


def fuzz_jira(data: bytes) -> None:
    """As for Zendesk; a path token is compared where the signature is missing."""
    mac = new_mac(SECRET.encode(), data, sha256).hexdigest()
    headers = {jira.SIGNATURE_HEADER: f"sha256={mac}"}
    jira.verify(headers, data, [SECRET])
    _parse(System.JIRA, lambda: jira.parse(data, headers))
    for forged in _forged(data, jira.SIGNATURE_HEADER):
        _refuse(lambda forged=forged: jira.verify(forged, data, [SECRET]))
    token = data[:200].decode("latin-1")
    _refuse(lambda: jira.verify({}, data, [SECRET], token, ["a path token"]))


def fuzz_adf(data: bytes) -> None:
    """JSON is read as it stands; other bytes grow a tree of nodes that ADF knows, or nearly so."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = {"type": "doc", "content": _grown(iter(data), 0)}
    try:
        document = read_adf(value)
    except UnreadableContent:
        assert not isinstance(value, dict) or value.get("type") != "doc"
        return
    _write_all(document)


def fuzz_html(data: bytes) -> None:
    """Any text is HTML of some sort."""
    _write_all(read_html(data.decode("utf-8", "replace")))


def fuzz_wiki(data: bytes) -> None:
    """Any text is wiki markup of some sort."""
    _write_all(read_wiki(data.decode("utf-8", "surrogateescape")))


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "zendesk": fuzz_zendesk,
    "jira": fuzz_jira,
    "adf": fuzz_adf,
    "html": fuzz_html,
    "wiki": fuzz_wiki,
}
SHARED: Mapping[str, tuple[str, ...]] = {
    "zendesk": ("zendesk-events",),
    "jira": ("jira-webhooks",),
    "adf": ("adf",),
}
"""Folders of captured payloads to begin with, where they stand beside the repository."""

WORDS: Mapping[str, tuple[str, ...]] = {
    "zendesk": (
        '"type": ', '"id": ', '"detail": ', '"event": ', "zen:event-type:ticket.", "merged",
        "custom_field_changed", '"ticket_id": ', '"subject": "zen:ticket:',
    ),
    "jira": (
        '"webhookEvent": ', "jira:issue_updated", "comment_deleted", '"issue_event_type_name": ',
        "issue_commented", '"changelog": ', '"items": [', '"fieldId": ', '"self": ', "/comment/",
    ),
    "adf": ('"type": ', '"content": [', '"attrs": {', '"marks": [', '"text": '),
    "html": (
        "<table>", "<tr>", "<td>", "</table>", "<pre>", "<dl>", "<dt>", "<dd>", "<li>", "<bdo",
        "<x-", ' style="display:none"', "<a href=", "<img alt=", "<!--", "&#x202e;", "</body>",
    ),
    "wiki": (
        "{quote}", "{code}", "{panel:title=", "{noformat}", "{color:", "||", "h1. ", "bq. ", "* ",
        "# ", "[~", "!", "|", "{{", "}}", "----",
    ),
}  # fmt: skip
"""Words of each format, which chance alone would seldom spell."""


# ---- webhooks ------------------------------------------------------------------------------------


def _parse(system: System, parse: Callable[[], object]) -> None:
    try:
        outcome = parse()
    except NotAnObject:
        return
    if isinstance(outcome, InboundEvent):
        _check_event(system, outcome)


def _check_event(system: System, event: InboundEvent) -> None:
    """Every part can be stored on both engines and told in a log line."""
    assert event.system is system
    parts = (event.event_id, event.subject, event.comment_id, event.actor_id, event.issue_key)
    assert all(_PLAIN.fullmatch(part) for part in parts if part is not None), "a part is not plain"
    if system is System.ZENDESK:
        assert 0 < int(event.subject) <= LARGEST_COLUMN
    stored = InboundEvent.model_validate_json(event.model_dump_json(exclude_defaults=True))
    assert stored == event


def _forged(data: bytes, *names: str) -> Iterator[dict[str, str]]:
    """Headers as a web server decodes them, made of the input's own bytes."""
    size = len(data) // max(1, len(names)) or 1
    values = [data[at * size : (at + 1) * size].decode("latin-1") for at in range(len(names))]
    yield dict(zip(names, values, strict=True))
    yield {names[0]: f"sha256={values[0]}", **dict.fromkeys(names[1:], STAMP)}


def _refuse(check: Callable[[], None]) -> None:
    try:
        check()
    except SignatureRefused:
        return
    raise AssertionError("what nobody signed was let in")


# ---- documents -----------------------------------------------------------------------------------


def _write_all(document: Document) -> None:
    for node in iter_nodes(document):
        assert node is not None
    to_plain(document)
    write_adf(document)
    write_html(document)
    write_wiki(document)


_KINDS = (
    "paragraph", "text", "bulletList", "orderedList", "listItem", "taskList", "taskItem", "table",
    "tableRow", "tableCell", "tableHeader", "codeBlock", "blockquote", "panel", "expand", "media",
    "mediaSingle", "mediaGroup", "mention", "emoji", "date", "status", "inlineCard", "hardBreak",
    "heading", "rule", "decisionList", "decisionItem", "layoutSection", "extension", "doc", "x",
)  # fmt: skip
_ODD: tuple[object, ...] = (
    None, "", "a\nb", -1, 10**400, 0.5, float("nan"), True, [], {}, "\ud800", "9" * 30, "\0",
    "javascript:x", "2026", ["a", {}],
)  # fmt: skip
_NAMES = (
    "text", "level", "order", "timestamp", "href", "url", "colspan", "rowspan", "state", "type",
    "panelType", "title", "data", "id", "alt", "language",
)  # fmt: skip
_MARKS = ("strong", "link", "subsup", "code", "textColor", "border", "annotation", "?")


def _grown(rest: Iterator[int], depth: int) -> list[object]:
    """Nodes of which each byte decides a part: how many, which kind, what they hold."""
    return [_node(rest, depth) for _ in range(next(rest, 0) % 4)]


def _node(rest: Iterator[int], depth: int) -> object:
    kind = next(rest, 255)
    if kind > 250:
        return _ODD[next(rest, 0) % len(_ODD)]
    attributes = {
        _NAMES[next(rest, 0) % len(_NAMES)]: _ODD[next(rest, 0) % len(_ODD)]
        for _ in range(next(rest, 0) % 3)
    }
    node: dict[str, object] = {"type": _KINDS[kind % len(_KINDS)], "attrs": attributes}
    node["text"] = _ODD[next(rest, 2) % len(_ODD)]
    node["marks"] = [{"type": _MARKS[next(rest, 0) % len(_MARKS)], "attrs": attributes}]
    node["content"] = _grown(rest, depth + 1) if depth < 120 else []
    return node
