"""Redaction beside the tools that people use for it, over the same text in the same run.

One process, one core, and each text is read once: what is measured is processor time. Ours is the
whole pipeline (from the plain text to a document that may cross, checked again) with the policy
that ships; the others only find.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import scrubadub
from detect_secrets.core.scan import scan_line
from detect_secrets.settings import default_settings

from app.document import from_plain
from app.model import Audience
from app.policy.loading import load_directory
from app.redaction.engine import redact
from app.redaction.pseudonyms import Pseudonyms
from app.redaction.recogniser import PLAIN, Tools
from benchmarks.corpus import COMMENT_BYTES, make_comments, make_text
from benchmarks.result import Result
from connectors.presidio.recogniser import open_analyzer

CORPUS_BYTES = 10 * 1024 * 1024
WARM = 20
SMALL_TEXTS = 1000
POLICIES = load_directory(Path(__file__).parents[1] / "policies")
FAST = Tools(accelerated=True)


def redact_text(text: str, tools: Tools = PLAIN) -> None:
    """Ours, as it is run for a comment toward Jira."""
    result = redact(
        from_plain(text),
        audience=Audience.ENGINEERING,
        policy=POLICIES.redaction,
        version=POLICIES.version,
        context=POLICIES.redaction.example_context,
        pseudonyms=Pseudonyms(),
        tools=tools,
    )
    assert result.text is not None, result.held


def seconds_for(work: Callable[[str], object], texts: Iterable[str]) -> float:
    """Processor seconds for all texts; making the texts is not counted."""
    total = 0.0
    for text in texts:
        started = time.process_time()
        work(text)
        total += time.process_time() - started
    return total


def rate(work: Callable[[str], object], *, seed: int) -> float:
    """Comments a second over the whole corpus, after a few that are none of it."""
    seconds_for(work, make_comments(WARM * COMMENT_BYTES, seed=seed + 1))
    texts = make_comments(CORPUS_BYTES, seed=seed)
    return CORPUS_BYTES / COMMENT_BYTES / seconds_for(work, texts)


def measure_tools() -> Iterator[Result]:
    """Ours, without and with the accelerator, beside presidio, scrubadub and detect-secrets."""
    size = f"{CORPUS_BYTES / 1024**2:.0f} MB of fresh {COMMENT_BYTES} B comments"
    ours = rate(redact_text, seed=1)
    fast = rate(lambda text: redact_text(text, FAST), seed=1)
    analyzer = open_analyzer(without=())
    presidio = rate(lambda text: analyzer.analyze(text, "en"), seed=1)
    unit, others = "comments/s", f"{size}; reference: presidio, default recognisers, no model"
    yield Result("redact_vs_presidio", ours, unit, presidio, others)
    yield Result("redact_vs_presidio_fast", fast, unit, presidio, f"with hyperscan; {others}")
    scrubber = scrubadub.Scrubber()
    yield Result("redact_vs_scrubadub", ours, unit, rate(scrubber.clean, seed=1), size)
    with default_settings():
        secrets = rate(lambda text: [*map(_scan, text.splitlines())], seed=1)
    yield Result("redact_vs_detect_secrets", ours, unit, secrets, size)


def _scan(line: str) -> int:
    return sum(1 for _ in scan_line(line))


def measure_growth() -> Iterator[Result]:
    """Time per byte of one text of 10 MiB beside that of texts of 1 KiB."""
    chance = random.Random(3)
    small = [make_text(chance, 1024) for _ in range(SMALL_TEXTS)]
    large = make_text(chance, CORPUS_BYTES)
    seconds_for(redact_text, small[:WARM])
    reference = seconds_for(redact_text, small[WARM:]) / (1024 * (SMALL_TEXTS - WARM)) * 1e9
    value = seconds_for(redact_text, [large]) / CORPUS_BYTES * 1e9
    note = f"one text of 10 MiB; reference: {SMALL_TEXTS - WARM} texts of 1 KiB"
    yield Result("redact_time_per_byte_10MiB_vs_1KiB", value, "ns/byte", reference, note)
