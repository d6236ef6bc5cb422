"""What the store keeps, as frozen records: deliveries, effects, copies, packets, gates, audit.

Records hold ids, states, counts and digests. The only text among them is packet text, which the
store seals with the vault before it is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from app.gate.packet import Packet
from app.model import Audience, Finding, InboundEvent, Model, System


class DeliveryState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    PARKED = "parked"
    HELD = "held"
    DISCARDED = "discarded"


class Delivery(Model):
    """A webhook accepted, or work of our own, in one lane."""

    id: str
    lane: str
    event: InboundEvent
    state: DeliveryState
    attempts: int
    accepted_at: datetime
    not_before: datetime
    reason_code: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a lane's head delivery until `until`; `fence` grows with each claim."""

    delivery: Delivery
    worker: str
    fence: int
    until: datetime


class EffectState(StrEnum):
    BEGUN = "begun"
    APPLIED = "applied"


@dataclass(frozen=True, slots=True)
class EffectRecord:
    """An outbound write. BEGUN without a result after a crash means: outcome unknown.

    `digest` is that of the text with which it was begun, empty where nobody asks for it.
    """

    marker: str
    target: str
    state: EffectState
    begun_at: datetime
    remote_id: str | None
    digest: str = ""
    delivery_id: str = ""


CopyKey = tuple[str, System, str]
"""Link, source and source comment: what a copy is known by."""


class Copy(Model):
    """What we sent: one source comment's counterpart. `digest` is a keyed MAC of the sent text."""

    link_id: str
    source: System
    source_comment_id: str
    target_comment_id: str | None
    digest: str
    policy: str
    public: bool = False
    deleted: bool = False

    @property
    def key(self) -> CopyKey:
        """What it is known by."""
        return self.link_id, self.source, self.source_comment_id


class FileCopy(Model):
    """A file that came to the issue with a comment's copy. `digest` is a keyed MAC of it.

    `target_file_id` is None while it is not known whether the upload came about.
    """

    link_id: str
    source_comment_id: str
    source_file_id: str
    target_file_id: str | None
    digest: str


class StoredPacket(Model):
    """`version` is the ETag: it grows with each save. `saved_by` is the agent's id."""

    packet: Packet
    version: int
    saved_at: datetime
    saved_by: str


class GateRecord(Model):
    """The last value that we know to stand in an issue's gate field, and its reasons' digest.

    `status` is the issue's when it was last read; `escalated` says that it has reached a guarded
    status; `refused_at` is when a validator that asks us was last told no; at `valid_until` a
    waiver that the decision rests on ends, and it must be taken again.
    """

    issue_id: str
    token: str | None
    reasons_digest: str
    open: bool
    decided_at: datetime
    status: str | None = None
    escalated: bool = False
    refused_at: datetime | None = None
    valid_until: datetime | None = None


class AuditEntry(Model):
    """One crossing, refusal or act of a person; ids, kinds and counts, never values."""

    at: datetime
    actor: str
    action: str
    subject: str
    audience: Audience | None = None
    policy: str | None = None
    findings: tuple[Finding, ...] = ()
    detail: str = ""


TraitKind = Literal["trace", "error_code"]


class Trait(Model):
    """Something by which tickets of one cause are known to each other, as a keyed digest alone."""

    kind: TraitKind
    digest: str


class Sighting(Model):
    """A ticket that bears a trait, and when it was seen last."""

    ticket_id: int
    kind: TraitKind
    digest: str
    seen_at: datetime


class Review(Model):
    """A text that a rule holds for a person, known by a keyed digest of it.

    `kinds` counts what it was held for. Once it is released, this text of this link may cross; an
    edited one has another digest.
    """

    link_id: str
    digest: str
    delivery_id: str
    kinds: Mapping[str, int]
    held_at: datetime
    released_by: str | None = None
    released_at: datetime | None = None


class RunKind(StrEnum):
    BACKFILL = "backfill"
    RECONCILE = "reconcile"
    RESWEEP = "resweep"
    BASELINE = "baseline"


class RunState(StrEnum):
    """A RUNNING run of which nothing was heard for a lease has died, and can be taken up."""

    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """A long run. `cursor` is its own business; `fence` grows each time it is taken up.

    `counts` and `options` hold numbers, ids and flags, never text.
    """

    id: str
    kind: RunKind
    state: RunState
    cursor: str | None
    counts: Mapping[str, int]
    options: Mapping[str, str]
    started_at: datetime
    updated_at: datetime
    finished_at: datetime | None = None
    fence: int = 1

    @property
    def unfinished(self) -> bool:
        return self.state in (RunState.RUNNING, RunState.STOPPED)

    def is_worked_on(self, now: datetime, lease: timedelta) -> bool:
        """Whether a process told of it within the lease; a clock set back counts as silence."""
        return self.state is RunState.RUNNING and abs(now - self.updated_at) < lease


@dataclass(frozen=True, slots=True)
class Pending:
    """A delivery that is not done: `state` is WAITING, PARKED, HELD or DISCARDED."""

    id: str
    event: InboundEvent
    state: DeliveryState
