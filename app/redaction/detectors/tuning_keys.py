"""Keys by which a service is tuned, in files of settings and by their last part in prose."""

import re

from app.redaction.detectors.flags import not_asked
from app.redaction.patterns import Candidate, Pattern

_TUNED = (
    "inflight", "ttl", "lease", "pool", "worker", "workers", "thread", "threads", "timeout",
    "timeouts", "retry", "retries", "backoff", "replica", "replicas", "shard", "shards", "heap",
    "override", "overrides", "concurrency", "prefetch", "throttle", "quota", "interval", "flush",
    "evict", "eviction", "keepalive", "parallelism",
)  # fmt: skip
"""Parts of a key by which a service is tuned, and no field of anybody's data."""


def _tuned(candidate: Candidate) -> Candidate | None:
    """A key of a file of settings, unless the reader shall write it down."""
    return _not_asked_for(candidate) if "_" in candidate.text else None


_WRITE_DOWN = re.compile(
    r"\b(?:please|you|your|bitte|sie|ihre?|veuillez|vous|votre|por favor|per favore)\b"
)


def _not_asked_for(candidate: Candidate) -> Candidate | None:
    """Nothing in front speaks to the reader in the same paragraph or the one before it."""
    before = "\n\n".join(re.split(r"\n\s*\n", candidate.before(400))[-2:])
    return not_asked(candidate) if _WRITE_DOWN.search(before) is None else None


PATTERNS = (
    Pattern(
        "config_key",
        "key-listed",
        r"(?m)(?:^[ \t>]*(?:- )?|[{,] ?)[\"']?((?:[a-z][a-z0-9]*_)*"
        rf"(?:{'|'.join(_TUNED)})(?:_[a-z0-9]+)*)[\"']? ?:(?:[ \t]|$)",
        _TUNED,
        check=_tuned,
    ),
    Pattern(
        "config_key",
        "key-tuned-dotted",
        rf"(?:^|[^\w./@:-])([a-z][\w-]*(?:\.[a-z][\w-]*){{1,5}}[.-](?:{'|'.join(_TUNED)})"
        r"(?:-(?:seconds|secs|minutes|millis|ms|s|days|hours|size|limit|count|max|min))?)(?:[^\w.-]|\.?$|\.\s)",
        tuple(f"{sign}{part}" for part in _TUNED for sign in ".-"),
        check=_not_asked_for,
    ),
)
