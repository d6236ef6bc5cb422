"""Hostile text costs what its length costs: four times the text takes four times the steps.

Steps are counted, not timed, so that a busy machine changes nothing. What one step costs is
measured by `make bench` (`redact_hostile_vs_typical`).
"""

import pytest

from app.document import CodeBlock, Document
from tests.unit.redaction.support import CUSTOMER, ENGINEERING, count_steps, run

SHORT, LONG = 5_000, 20_000
HOSTILE = [
    "a", "a@", "a.", "1", "1 ", "a:", "a/", "jane ", "jane", "northwind.example.", "\n",
    "\tat a.b.C.d(E.java:1)\n", "SELECT ", "SELECT a FROM ", "password is ", "[", "[customer]",
    "&amp;", "%25", "\\u0026", "\u200b", "e\u0301", "aGVsbG8gd29ybGQh", "Aa ", "idiots ",
    "-----BEGIN PRIVATE KEY-----", "hi Aa\n", "9fceb02d0a ", "+44 20 7946 0018 ", "ab@cd.de ",
    "://", "http://a", "server=a;", "a at b dot c", "2026-11-22 10:15:00 ", "{", "C:\\a", "A-1",
    "DE89 3704 ", "ab:", "Error: ", "#1 ", "Caused by: a\n", "\u0430a", "x-a-", "T=", "Mr Aa Bb ",
    "=3D", "=\n", "a ", "\\", "\\n", "&#64", "a+b", "[.]", "a@\n", "\u202ea", "4111/", "62 6f ",
    "A" * 39 + "\n", "a at b.com ",
]  # fmt: skip


def _redact(text: str) -> None:
    document = Document((CodeBlock(text),))
    for audience in (ENGINEERING, CUSTOMER):
        run(document, audience)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_costs_what_its_length_costs(piece: str) -> None:
    short, long = (piece * (length // len(piece)) for length in (SHORT, LONG))
    _redact(short)  # what is compiled or learnt once is not counted
    assert count_steps(lambda: _redact(long)) < 5 * count_steps(lambda: _redact(short))
