"""The dearest of many texts made to be dear, beside an ordinary one of the same length.

A hostile text repeats a piece that almost, or quite, matches a pattern: sampled from the patterns
that ship and from what is known to trouble finders.
"""

import random
import time
from collections.abc import Iterator

from app.document import CodeBlock, Document
from app.model import Audience
from app.policy.sampling import sample
from app.redaction.compiled import compile_policy
from app.redaction.engine import redact
from app.redaction.pseudonyms import Pseudonyms
from benchmarks.corpus import make_text
from benchmarks.redaction import POLICIES
from benchmarks.result import Result

LENGTH = 100_000
INPUTS = 200
PIECES = (
    "a", "a@", "a.", "1", "1 ", "a:", "a/", "jane ", "jane", "\n", "SELECT ", "password is ", "[",
    "[customer]", "&amp;", "%25", "\\u0026", "\u200b", "e\u0301", "aGVsbG8gd29ybGQh", "Aa ",
    "-----BEGIN PRIVATE KEY-----", "hi Aa\n", "9fceb02d0a ", "+44 20 7946 0018 ", "ab@cd.de ",
    "://", "http://a", "server=a;", "a at b dot c", "2026-11-22 10:15:00 ", "{", "C:\\a", "A-1",
    "DE89 3704 ", "Error: ", "#1 ", "Caused by: a\n", "\u0430a", "T=", "Mr Aa Bb ", "=3D", "<a>",
    "\tat a.b.C.d(E.java:1)\n", "northwind.example.", "J o h n ", "x-a-", "12 Main Street\n",
)  # fmt: skip


def measure_hostile() -> Iterator[Result]:
    """Time per byte of the worst hostile text, beside that of ordinary text."""
    typical = min(seconds(make_text(random.Random(seed), LENGTH)) for seed in range(5))
    worst, piece = max((seconds(text), text[:24]) for text in make_hostile(INPUTS))
    per_byte = 1e9 / LENGTH
    note = f"worst of {INPUTS} texts of {LENGTH} bytes, both audiences: {piece!r} repeated"
    yield Result("redact_hostile_vs_typical", worst * per_byte, "ns/byte", typical * per_byte, note)


def seconds(text: str) -> float:
    """Processor time for one text toward both audiences."""
    document = Document((CodeBlock(text),))
    started = time.process_time()
    for audience in Audience:
        redact(
            document,
            audience=audience,
            policy=POLICIES.redaction,
            version=POLICIES.version,
            context=POLICIES.redaction.example_context,
            pseudonyms=Pseudonyms(),
        )
    return time.process_time() - started


def make_hostile(count: int, seed: int = 5) -> Iterator[str]:
    """That many texts: the known pieces first, then pieces sampled from the patterns."""
    chance = random.Random(seed)
    sampled = sample_patterns(chance, count - len(PIECES))
    for piece in (*PIECES, *sampled)[:count]:
        yield (piece * (LENGTH // len(piece) + 1))[:LENGTH]


def sample_patterns(chance: random.Random, count: int) -> Iterator[str]:
    """Pieces that match a pattern that ships, or match it up to their last characters."""
    regexes = [
        regex
        for audience in Audience
        for regex in compile_policy(POLICIES.redaction, POLICIES.version, audience).regexes()
    ]
    made = 0
    while made < count:
        piece = sample(chance, chance.choice(regexes))
        if piece.strip():
            yield piece if made % 2 else piece[: max(1, len(piece) * 2 // 3)]
            made += 1
