"""What the prevention loop's pages show and are told, frozen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.model import Finding, Model, System
from app.records_prevention import (
    NEW,
    ActionKind,
    Driver,
    DriverKind,
    KnownIssue,
    PreventionAction,
    Safety,
)

MAX_LINE, MAX_TEXT = 200, 20_000
LARGEST = 2**31 - 1
"""No number of the loop is larger."""

_STRIPPED = StringConstraints(strip_whitespace=True)
Line = Annotated[str, _STRIPPED, Field(max_length=MAX_LINE)]
SaidLine = Annotated[str, _STRIPPED, Field(min_length=1, max_length=MAX_LINE)]
SaidText = Annotated[str, _STRIPPED, Field(min_length=1, max_length=MAX_TEXT)]


class ActionDraft(Model):
    """A prevention action as a person opens or changes it; `version` is the one it is based on."""

    version: int = NEW
    driver_kind: DriverKind
    driver_key: SaidLine
    kind: ActionKind
    owner: SaidLine
    root_cause: SaidText
    due: date

    @property
    def driver(self) -> Driver:
        return Driver(self.driver_kind, self.driver_key)


class RunbookDraft(Model):
    version: int = NEW
    title: SaidLine
    body: SaidText
    owner: SaidLine
    pod: Line = ""
    fresh_until: date


class PodDraft(Model):
    version: int = NEW
    name: SaidLine
    components: tuple[SaidLine, ...] = ()
    system: System = System.JIRA
    target: SaidLine
    owner: SaidLine


class KnownIssueDraft(Model):
    version: int = NEW
    title: SaidLine
    symptoms: SaidText
    workaround: SaidText
    runbook: Annotated[int, Field(ge=1, le=LARGEST)] | None = None
    issue_key: Annotated[str, _STRIPPED, Field(max_length=60)] | None = None
    components: tuple[SaidLine, ...] = ()


@dataclass(frozen=True, slots=True)
class DriverView:
    """A driver's escalations or incomplete first tries, this week and the week before.

    `repeats` are those of this week that repeat an earlier one. `covered` says that an action for
    it is open. A stack trace has no name but its keyed digest. `pod` owns the component.
    """

    driver: Driver
    now: int
    before: int
    repeats: int
    covered: bool
    pod: str = ""


@dataclass(frozen=True, slots=True)
class CarriedAction:
    """An action with the number of weeks that it was carried over; `late` once its day is past."""

    action: PreventionAction
    weeks: int
    late: bool


@dataclass(frozen=True, slots=True)
class AsRead:
    """A known issue as the customer would read it, under the policy in force.

    `held` says in fixed words why nothing is shown; `text` parts hold placeholders for what was
    taken out, which `findings` tell of.
    """

    safety: Safety
    policy: str
    title: str = ""
    workaround: str = ""
    held: str = ""
    findings: Sequence[Finding] = ()


Likeness = Literal["trace", "issue", "component", "words"]


class KnownIssueHint(Model):
    """A known issue beside a similar ticket, redacted for the customer. `runbook` is its title.

    `match` says why it is shown: the same stack trace, the same issue in Jira, the same component,
    or the same words.
    """

    number: int
    title: str
    workaround: str
    runbook: str = ""
    issue_key: str | None = None
    match: Likeness


@dataclass(frozen=True, slots=True)
class KnownIssuePage:
    """A known issue with what stands around it."""

    issue: KnownIssue
    as_read: AsRead
    runbook: str = ""
