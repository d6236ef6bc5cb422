"""What is stuck of one ticket, in plain words, and what its agent may do about it.

Retrying is free to every agent who may see the ticket. Discarding and releasing take a role that
the policy names and a reason, which is kept in the audit as redaction leaves it.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app.errors import Held, InputRefused, NotStored, RoleRefused, StaleWrite
from app.model import Agent, Audience, Context, System, TicketLink
from app.ports import Clock, Transaction, UnitOfWork
from app.records import AuditEntry, Delivery, DeliveryState, Review
from app.redaction.clipping import clip_line
from app.redaction.engine import withheld_counts
from app.services.comment_state import Ready
from app.services.comments import Comments
from app.services.cures import cure_for
from app.services.disclosure import Disclosure, Scope
from app.services.gate_rechecks import failing_gates, is_gate_lane
from app.services.sidebar_views import HeldText, StuckItem
from app.sync.sidebar_policy import ReviewPolicy

FOR_REVIEW = "held-for-review"
REASON_LENGTH = 200
NOT_HERE = "Nothing of this ticket is stuck under this number; reload to see what is."
EDITED = (
    "The text, who would read it or the rules have changed since it was held. Retry it: it is "
    "checked anew, and held anew if it must be."
)


@dataclass(frozen=True, slots=True)
class Stuck:
    """One stuck delivery with its link, and the review that it is held for, if one may release."""

    link: TicketLink
    delivery: Delivery
    review: Review | None

    @property
    def waits(self) -> bool:
        """Whether it is tried again by itself, as gates are."""
        return self.delivery.state is DeliveryState.WAITING


class StuckTexts:
    def __init__(
        self, store: UnitOfWork, disclosure: Disclosure, trial: Comments, clock: Clock
    ) -> None:
        """`trial` reads a held comment as a release would send it."""
        self._store = store
        self._disclosure = disclosure
        self._trial = trial
        self._clock = clock

    async def of_ticket(self, ticket_id: int, *, agent: Agent) -> tuple[StuckItem, ...]:
        """Dead letters, held texts and gates that fail to be written, the oldest first."""
        found = await self._store.read(lambda tx: stuck_of(tx, ticket_id))
        return tuple(self._item(one, agent) for one in found)

    async def held_text(self, ticket_id: int, delivery_id: str, *, agent: Agent) -> HeldText:
        """What a release would send, read and redacted now.

        Raises NotStored for nothing of this ticket, RoleRefused where this agent or nobody may
        release it, StaleWrite when the text is no longer the one that is held, Held when it may
        not cross at all, and VendorError.
        """
        stuck, review = await self._releasable(ticket_id, delivery_id, agent)
        ready = await self._trial.read(stuck.link, stuck.delivery)
        if ready is None or ready.body is None or ready.review != review.digest:
            raise StaleWrite(EDITED)
        return HeldText(
            text=ready.body.plain,
            withheld=withheld_counts(ready.findings),
            readers=readers_of(ready),
            digest=review.digest,
        )

    async def retry(
        self, ticket_id: int, delivery_id: str, *, agent: Agent
    ) -> tuple[StuckItem, ...]:
        """Put it back at its lane's head. Raises NotStored for what is not of this ticket."""
        now = self._clock.now()

        def replay(tx: Transaction) -> None:
            stuck = _require(tx, ticket_id, delivery_id)
            if not stuck.waits:
                tx.deliveries.replay(delivery_id, now)
                tx.audit.add(_entry(stuck, "retried", agent, now))

        await self._store.write(replay)
        return await self.of_ticket(ticket_id, agent=agent)

    async def discard(
        self, ticket_id: int, delivery_id: str, *, reason: str, agent: Agent
    ) -> tuple[StuckItem, ...]:
        """Never to be sent. Raises NotStored, RoleRefused by the policy, InputRefused.

        A gate is not discarded: what stands open in Jira would stay so.
        """
        if agent.role not in self._rules.discard:
            raise RoleRefused("The policy does not let your role discard what is stuck.")
        why = await self._reason(ticket_id, reason)
        now = self._clock.now()

        def discard(tx: Transaction) -> None:
            stuck = _require(tx, ticket_id, delivery_id)
            if stuck.waits or is_gate_lane(stuck.delivery.lane):
                raise InputRefused("A gate that cannot be written is not discarded, only retried.")
            tx.deliveries.discard(delivery_id, now)
            tx.audit.add(_entry(stuck, "discarded", agent, now, why))

        await self._store.write(discard)
        return await self.of_ticket(ticket_id, agent=agent)

    async def release(
        self, ticket_id: int, delivery_id: str, *, digest: str, reason: str, agent: Agent
    ) -> tuple[StuckItem, ...]:
        """Let the very text that was held cross; one that was edited since is held anew.

        Raises as `held_text`, and InputRefused for a reason that is too short.
        """
        await self._releasable(ticket_id, delivery_id, agent)
        why = await self._reason(ticket_id, reason)
        now = self._clock.now()

        def release(tx: Transaction) -> None:
            stuck = _require(tx, ticket_id, delivery_id)
            if stuck.review is None or not _same(stuck.review.digest, digest):
                raise StaleWrite(EDITED)
            tx.reviews.release(stuck.link.id, stuck.review.digest, f"agent:{agent.id}", now)
            tx.deliveries.replay(delivery_id, now)
            tx.audit.add(_entry(stuck, "held text released", agent, now, why))

        await self._store.write(release)
        return await self.of_ticket(ticket_id, agent=agent)

    # ---- who may, and why ------------------------------------------------------------------------

    @property
    def _rules(self) -> ReviewPolicy:
        return self._disclosure.policies.mapping.review

    async def _releasable(
        self, ticket_id: int, delivery_id: str, agent: Agent
    ) -> tuple[Stuck, Review]:
        stuck = await self._store.read(lambda tx: _require(tx, ticket_id, delivery_id))
        if stuck.review is None:
            raise RoleRefused("No rule lets a person release this text.")
        if agent.role not in self._rules.release:
            raise RoleRefused("The policy does not let your role release held texts.")
        return stuck, stuck.review

    async def _reason(self, ticket_id: int, reason: str) -> str:
        """The reason as engineering may read it: nothing private stands in the audit."""
        if len(reason.split()) < self._rules.min_reason_words:
            raise InputRefused(f"The reason has {self._rules.min_reason_words} words or more.")
        scope = await self._scope(ticket_id)
        context = await self._disclosure.learn(scope, Context())
        try:
            disclosed = await self._disclosure.disclose_line(
                reason, audience=Audience.ENGINEERING, scope=scope, context=context
            )
        except Held as error:
            raise InputRefused("The reason holds what may not be kept; write it anew.") from error
        return clip_line(disclosed.text, REASON_LENGTH).line

    async def _scope(self, ticket_id: int) -> Scope:
        pair = f"ticket:{ticket_id}"
        customer = await self._store.read(lambda tx: tx.vault.customer_of(pair))
        if customer is None:
            raise NotStored(NOT_HERE)
        return Scope(pair, customer)

    def _item(self, stuck: Stuck, agent: Agent) -> StuckItem:
        delivery, review, rules = stuck.delivery, stuck.review, self._rules
        gate = is_gate_lane(delivery.lane)
        may_release = review is not None and agent.role in rules.release
        return StuckItem(
            id=delivery.id,
            kind="held" if delivery.state is DeliveryState.HELD else "dead_letter",
            at=delivery.accepted_at,
            direction=_direction(delivery),
            issue_key=stuck.link.issue_key,
            reason=delivery.reason or "",
            cure=_cure(stuck),
            attempts=delivery.attempts,
            kinds=review.kinds if review is not None else {},
            may_retry=not stuck.waits,
            may_discard=not gate and not stuck.waits and agent.role in rules.discard,
            may_release=may_release,
            digest=review.digest if review is not None and may_release else None,
        )


def stuck_of(tx: Transaction, ticket_id: int) -> list[Stuck]:
    """What is parked, held or fails for good in the ticket's lanes, the first accepted first."""
    found: dict[str, Stuck] = {}
    for link in tx.links.of_ticket(ticket_id):
        for lane in (link.lane, link.gate_lane):
            stuck = (*tx.deliveries.stuck(lane), *failing_gates(tx.deliveries.postponed(lane)))
            found |= {one.id: Stuck(link, one, review_of(tx, one)) for one in stuck}
    return sorted(found.values(), key=lambda one: (one.delivery.accepted_at, one.delivery.id))


def review_of(tx: Transaction, delivery: Delivery) -> Review | None:
    """The review that the delivery is held for, if it is one that a person may release."""
    if delivery.state is not DeliveryState.HELD or delivery.reason_code != FOR_REVIEW:
        return None
    return tx.reviews.of_delivery(delivery.id)


def _require(tx: Transaction, ticket_id: int, delivery_id: str) -> Stuck:
    for stuck in stuck_of(tx, ticket_id):
        if stuck.delivery.id == delivery_id:
            return stuck
    raise NotStored(NOT_HERE)


def _cure(stuck: Stuck) -> str:
    if stuck.waits:
        return f"It is tried again by itself. {cure_for(stuck.delivery.reason_code)}"
    return cure_for(stuck.delivery.reason_code)


def _direction(delivery: Delivery) -> Literal["to_jira", "to_zendesk", "gate"]:
    if is_gate_lane(delivery.lane):
        return "gate"
    return "to_jira" if delivery.event.system is System.ZENDESK else "to_zendesk"


def readers_of(ready: Ready) -> Literal["engineering", "support", "customer"]:
    """Who would read what is ready to be sent."""
    if ready.body is not None and ready.body.audience is Audience.ENGINEERING:
        return "engineering"
    return "customer" if ready.public else "support"


def _same(digest: str, given: str) -> bool:
    return hmac.compare_digest(digest.encode(), given.encode())


def _entry(stuck: Stuck, action: str, agent: Agent, now: datetime, why: str = "") -> AuditEntry:
    what = f"delivery:{stuck.delivery.id}"
    return AuditEntry(
        at=now,
        actor=f"agent:{agent.id}",
        action=action,
        subject=f"link:{stuck.link.id}",
        detail=f"{what}: {why}" if why else what,
    )
