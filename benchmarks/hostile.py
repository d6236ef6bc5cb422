"""The dearest of many texts made to be dear, beside an ordinary one of the same length.

A hostile text repeats a piece that almost, or quite, matches a pattern: sampled from the patterns
that ship, from such as a house adds and the linter lets through, and from what is known to trouble
finders.
"""

import random
from collections.abc import Iterator

from app.model import Audience
from app.policy.pattern_cost import find_costly, seconds_of
from app.policy.sampling import pieces_of, repeat_to, sample
from app.redaction.compiled import compile_policy
from app.redaction.policy import RedactionPolicy
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
    "=\n", "&#64", "a+b", "[.]", "a@\n", "\u202ea", "4111/", "62 6f ", "a at b.com ",
    "A" * 39 + "\n", "we promise to fix ", "sera disponible ", "instagram ab9#1 ", "Pé's test ",
    "腸癌 ", "고혈압 ", "Infarktą ",
)  # fmt: skip


HOUSE = (
    r"\bPRJ-\d{3,6}\b", r"acct[ :=]+\d{6,9}", r"(?:foo|bar)-\w+(?:-\w+)*", r"\b[A-Z]{2}\d{4}\b",
    r"badge (?:no|number)[.:]? (\d{4,9})", r"[\w.]+@acme", r"(?i)site[- ]id\W{1,3}(\w+)",
)  # fmt: skip
"""Patterns such as a house adds: cheap, dear, with and without fixed text."""
_EACH = 4


def make_policy() -> RedactionPolicy:
    """The policy that ships and the house's patterns. Raises ValueError where lint refuses one."""
    examples = {"hits": ["-"], "near_misses": ["-"]}
    own = [
        {"name": f"house-{at}", "entity": "customer_term", "pattern": one, "examples": examples}
        for at, one in enumerate(HOUSE)
    ]
    policy = RedactionPolicy.model_validate({**dict(POLICIES.redaction), "patterns": own})
    refused = [fault.what for fault in find_costly(policy) if not fault.warning]
    if refused:
        raise ValueError("; ".join(refused))
    return policy


def measure_hostile() -> Iterator[Result]:
    """Time per byte of the worst hostile text, beside that of ordinary text."""
    policy = make_policy()
    typical = min(seconds_of(make_text(random.Random(seed), LENGTH), policy) for seed in range(5))
    worst, piece = max(
        (seconds_of(text, policy), text[:24]) for text in make_hostile(INPUTS, policy)
    )
    per_byte = 1e9 / LENGTH
    note = f"worst of {INPUTS} texts of {LENGTH} bytes, both audiences: {piece!r} repeated"
    yield Result("redact_hostile_vs_typical", worst * per_byte, "ns/byte", typical * per_byte, note)


def make_hostile(count: int, policy: RedactionPolicy, seed: int = 5) -> Iterator[str]:
    """That many texts: the known pieces first, then pieces sampled from the patterns."""
    chance = random.Random(seed)
    house = [piece for one in HOUSE for piece in pieces_of(one, _EACH)]
    sampled = sample_patterns(chance, count - len(PIECES) - len(house), policy)
    for piece in (*PIECES, *house, *sampled)[:count]:
        yield repeat_to(piece, LENGTH)


def sample_patterns(chance: random.Random, count: int, policy: RedactionPolicy) -> Iterator[str]:
    """Pieces that match a pattern of the policy, or match it up to their last characters."""
    regexes = [
        regex
        for audience in Audience
        for regex in compile_policy(policy, "hostile", audience).regexes()
    ]
    made = 0
    while made < count:
        piece = sample(chance, chance.choice(regexes))
        if piece.strip():
            yield piece if made % 2 else piece[: max(1, len(piece) * 2 // 3)]
            made += 1
