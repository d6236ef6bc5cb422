"""Which escalations go to the engineer sync, and in which order. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.sync.operating_policy import SyncPolicy


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open escalation. `needs_engineer`: it waits for engineering, and asks something."""

    link_id: str
    issue_id: str
    severity: str | None
    opened_at: datetime
    needs_engineer: bool


@dataclass(frozen=True, slots=True)
class AgendaCase:
    """One issue with its escalations, the one that brought it here first."""

    issue_id: str
    severity: str | None
    opened_at: datetime
    link_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The cases in their order, and how many that need the engineer found no place."""

    cases: tuple[AgendaCase, ...]
    left_out: int


def choose_cases(
    candidates: Iterable[Candidate], policy: SyncPolicy, severities: Sequence[str]
) -> Choice:
    """At most as many as the policy says: urgent ones first, then the oldest.

    Tickets of one issue are one case: its severity is the worst of theirs, its age the oldest's.
    `severities` are the gate's, the worst first. What does not need the engineer is no case.
    """
    by_issue: dict[str, list[Candidate]] = {}
    for one in candidates:
        if one.needs_engineer:
            by_issue.setdefault(one.issue_id, []).append(one)
    cases = [_case(found, severities) for found in by_issue.values()]
    cases.sort(key=lambda case: _place(case, policy, severities))
    return Choice(tuple(cases[: policy.most]), max(0, len(cases) - policy.most))


def _case(found: Sequence[Candidate], severities: Sequence[str]) -> AgendaCase:
    ordered = sorted(
        found, key=lambda one: (_rank(one.severity, severities), one.opened_at, one.link_id)
    )
    return AgendaCase(
        issue_id=ordered[0].issue_id,
        severity=ordered[0].severity,
        opened_at=min(one.opened_at for one in found),
        link_ids=tuple(one.link_id for one in ordered),
    )


def _place(
    case: AgendaCase, policy: SyncPolicy, severities: Sequence[str]
) -> tuple[bool, int, datetime, str]:
    """Among urgent ones the worse severity comes first; all others go by age alone."""
    urgent = case.severity in policy.urgent
    rank = _rank(case.severity, severities) if urgent else 0
    return not urgent, rank, case.opened_at, case.issue_id


def _rank(severity: str | None, severities: Sequence[str]) -> int:
    return severities.index(severity) if severity in severities else len(severities)
