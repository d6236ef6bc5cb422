"""What the console's work pages have in common: lines, places in a list, reasons that are kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from app.errors import Held, InputRefused, RedactionFailed
from app.model import Audience, Context, EventKind, Finding, RedactedText, System, TicketLink
from app.ports import Transaction
from app.ports_views import DeliveryKey
from app.records import AuditEntry, Delivery, EffectRecord, EffectState
from app.redaction.clipping import clip_line
from app.services.disclosure import Disclosure, Scope
from app.services.gate_rechecks import is_gate_lane
from app.services.gate_writing import NOBODY
from app.services.work_views import AuditLine, DeliveryLine, Direction, WriteLine

REASON_LENGTH = 200
NO_PAGE = "There is no such page; begin with the first."
_OWN = frozenset({EventKind.RESWEPT, EventKind.DRIFTED})


def direction_of(delivery: Delivery) -> Direction:
    """Where a delivery leads."""
    if is_gate_lane(delivery.lane):
        return "gate"
    if not delivery.lane.startswith("link:"):
        return "unread"
    if delivery.event.kind in _OWN:
        return "own"
    return "to_jira" if delivery.event.system is System.ZENDESK else "to_zendesk"


def line_of(delivery: Delivery) -> DeliveryLine:
    """The delivery in a list."""
    return DeliveryLine(delivery=delivery, direction=direction_of(delivery))


def link_of(tx: Transaction, delivery: Delivery) -> TicketLink | None:
    """The pair in whose lane it is; of a gate's lane the first pair of its issue."""
    kind, _, name = delivery.lane.partition(":")
    if kind == "link":
        return tx.links.get(name)
    if is_gate_lane(delivery.lane):
        return next(iter(tx.links.of_issue(name, ended=True)), None)
    return None


def write_line(effect: EffectRecord) -> WriteLine:
    """A write in a list."""
    return WriteLine(
        at=effect.begun_at,
        delivery_id=effect.delivery_id,
        target=effect.target,
        done=effect.state is EffectState.APPLIED,
        remote_id=effect.remote_id,
    )


def audit_line(entry: AuditEntry) -> AuditLine:
    """An entry in a list."""
    return AuditLine(
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        detail=entry.detail,
        found=counts_of(entry.findings),
    )


def counts_of(findings: Sequence[Finding]) -> Mapping[str, int]:
    """How many were found of each kind."""
    return dict(Counter(finding.entity for finding in findings))


# ---- places in a list ----------------------------------------------------------------------------


def name_place(at: datetime, key: str) -> str:
    """A place in a list by time, as it stands in an address."""
    return f"{at.isoformat()}~{key}"


def read_place(name: str) -> tuple[datetime, str]:
    """Raises InputRefused for what is no place."""
    moment, _, key = name.partition("~")
    return read_moment(moment), key


def read_moment(text: str) -> datetime:
    """Raises InputRefused for what is no time."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise InputRefused(NO_PAGE) from None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def delivery_key(name: str | None) -> DeliveryKey | None:
    """As `read_place`, for a page of deliveries."""
    return DeliveryKey(*read_place(name)) if name else None


def name_key(key: DeliveryKey | None) -> str | None:
    """The key as it stands in an address."""
    return name_place(key.accepted_at, key.id) if key is not None else None


def next_after(found: Sequence[Delivery], limit: int) -> str | None:
    """Where the next page begins when one more was read than a page holds."""
    if len(found) <= limit:
        return None
    return name_place(found[limit - 1].accepted_at, found[limit - 1].id)


# ---- what people did -----------------------------------------------------------------------------


async def kept_reason(disclosure: Disclosure, link: TicketLink | None, reason: str) -> str:
    """The reason as redaction leaves it: nothing private stands in the audit.

    Raises InputRefused for one that is too short or may not be kept.
    """
    least = disclosure.policies.mapping.review.min_reason_words
    if len(reason.split()) < least:
        raise InputRefused(f"The reason has {least} words or more.")
    return clip_line(await _disclosed(disclosure, reason, link), REASON_LENGTH).line


async def kept_words(disclosure: Disclosure, words: str) -> str:
    """Words of no pair as redaction leaves them. Raises InputRefused for what may not be kept."""
    return (await _disclosed(disclosure, words, None)).plain


async def _disclosed(disclosure: Disclosure, words: str, link: TicketLink | None) -> RedactedText:
    scope, context = await _scope_of(disclosure, link)
    try:
        disclosed = await disclosure.disclose_line(
            words, audience=Audience.ENGINEERING, scope=scope, context=context
        )
    except Held as error:
        raise InputRefused("The reason holds what may not be kept; write it anew.") from error
    return disclosed.text


async def _scope_of(disclosure: Disclosure, link: TicketLink | None) -> tuple[Scope, Context]:
    if link is not None:
        with suppress(RedactionFailed):  # of an erased customer nothing is known to look for
            return await disclosure.context_for_customer(link)
    return NOBODY, Context()


def entry_of(
    delivery: Delivery, action: str, *, by: str, at: datetime, why: str = ""
) -> AuditEntry:
    """What a person did about a delivery, for the audit of its lane's pair or issue."""
    what = f"delivery:{delivery.id}"
    return AuditEntry(
        at=at,
        actor=by,
        action=action,
        subject=subject_of(delivery),
        detail=f"{what}: {why}" if why else what,
    )


def subject_of(delivery: Delivery) -> str:
    """Under which subject the audit tells of the delivery."""
    kind, _, name = delivery.lane.partition(":")
    if kind == "link":
        return delivery.lane
    return f"issue:{name}" if is_gate_lane(delivery.lane) else f"delivery:{delivery.id}"
