"""Shards and clusters of ours that have a number and no name, and lists of where we run."""

from app.redaction.name_stock import stock
from app.redaction.patterns import Candidate, Pattern
from app.redaction.words import words

_NUMBERS = r"#?\d{1,4}\b(?:(?:, | and | und | et | y | e | i | en |-|/)#?\d{1,4}\b)*"
_OF_PLACES = words(
    "east west north south central main new old blue green red one two three first second shared"
)


_OF_PEOPLE = words("tester testers admin admins lead leads owner owners manager user users")


def _listed(candidate: Candidate) -> Candidate | None:
    """What has a common word behind its stage is a thing or a person: `prod-data`, `uat-tester`."""
    parts = set(candidate.text.lower().split("-")[1:]) - _OF_PLACES
    told = stock().common.isdisjoint(parts) and _OF_PEOPLE.isdisjoint(parts)
    return candidate if told else None


PATTERNS = (
    Pattern(
        "environment",
        "shard-numbered",
        rf"\b(?i:shards?|шард[а-я]{{0,3}}) (?:no\.? |nr\.? |number )?{_NUMBERS}|"
        rf"(?:シャード|分片|샤드) ?{_NUMBERS}|\d{{1,4}} ?号分片|\d{{1,4}}번 샤드",
        ("shard", "шард", "Шард", "シャード", "分片", "샤드"),
    ),
    Pattern(
        "environment",
        "cluster-numbered",
        r"\b(?i:on|in|to|from|off|of|onto|auf|in|von|nach|sur|dans|vers|en|sul|nel|no|op|na|w) "
        rf"(?:the |our |dem |le |el |il |o |het )?((?i:cluster|node ?pool) {_NUMBERS})",
        ("cluster ", "node pool ", "nodepool "),
    ),
    Pattern(
        "environment",
        "kube-context",
        r"\b(?i:context|kontext|contexto|contexte|контекст) [`\"']?"
        r"((?:gke|eks|aks|oke|doks|k8s|k3s|kind|minikube|arn)[-_:/][\w.:/-]{2,80}\w)",
        ("context", "kontext", "контекст"),
    ),
    Pattern(
        "environment",
        "environment-listed",
        r"(?:^|\n)[ \t]*(?:[-*•][ \t]+)?((?:uat|stg|preprod|prd|prod)-[a-z0-9]+(?:-[a-z0-9]+)*)"
        r"[ \t]*(?::|=>|->|=|–)[ \t]",
        ("uat-", "stg-", "preprod-", "prd-", "prod-"),
        check=_listed,
    ),
)
