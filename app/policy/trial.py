"""What two states of the policies make of one text: kinds and counts, never the text."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.document import Document, canonical_bytes
from app.model import Audience, Context, Finding
from app.ports import PolicySet
from app.redaction.engine import redact
from app.redaction.pseudonyms import Pseudonyms

State = Literal["sent", "held", "stays"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a text. `stays` is a text that the mapping does not let cross."""

    state: State
    findings: tuple[Finding, ...] = ()
    content: bytes = b""


STAYS, HELD = Outcome("stays"), Outcome("held")


@dataclass(frozen=True, slots=True)
class Difference:
    """One text under two policies. `gained` and `lost` count finds by kind; `acted` holds kinds
    whose finds are as many as before and meet another action; `altered` says that what would be
    sent is another text."""

    where: Mapping[str, str | int]
    audience: Audience
    before: State
    after: State
    gained: Mapping[str, int]
    lost: Mapping[str, int]
    acted: Mapping[str, str]
    altered: bool

    @property
    def changed(self) -> bool:
        """Whether the two policies make anything different of the text."""
        return self.altered or self.before != self.after or bool(self.gained or self.lost)


def try_text(
    document: Document,
    *,
    audience: Audience,
    policies: PolicySet,
    context: Context,
    pseudonyms: Pseudonyms,
) -> Outcome:
    """Redact as it would be, and keep what tells two outcomes apart."""
    result = redact(
        document,
        audience=audience,
        policy=policies.redaction,
        version=policies.version,
        context=context,
        pseudonyms=pseudonyms,
    )
    if result.text is None:
        return Outcome("held", result.findings)
    return Outcome("sent", result.findings, canonical_bytes(result.text.document))


def differ(
    where: Mapping[str, str | int], audience: Audience, before: Outcome, after: Outcome
) -> Difference:
    """The difference of two outcomes of one text."""
    old, new = _kinds(before), _kinds(after)
    return Difference(
        where=where,
        audience=audience,
        before=before.state,
        after=after.state,
        gained=dict(sorted((new - old).items())),
        lost=dict(sorted((old - new).items())),
        acted=_acted(before, after),
        altered=before.content != after.content,
    )


def _kinds(outcome: Outcome) -> Counter[str]:
    return Counter(finding.entity for finding in outcome.findings)


def _acted(before: Outcome, after: Outcome) -> dict[str, str]:
    old, new = _actions(before), _actions(after)
    return {
        kind: f"{old[kind]} → {new[kind]}"
        for kind in sorted(old.keys() & new.keys())
        if old[kind] != new[kind]
    }


def _actions(outcome: Outcome) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for finding in outcome.findings:
        found.setdefault(finding.entity, set()).add(finding.action.value)
    return {kind: " and ".join(sorted(actions)) for kind, actions in found.items()}
