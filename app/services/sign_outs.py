"""Sessions that end before their time, for all processes that share the store."""

from datetime import datetime

from app.ports import Clock, Transaction, UnitOfWork
from app.records import AuditEntry


class SignOuts:
    def __init__(self, store: UnitOfWork, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def end(self, agent_id: str, token: str, until: datetime) -> None:
        """End the agent's sessions that began by now, and the signed token with this digest.

        `until` is when the token expires by itself. Raises StoreUnavailable: nothing has ended.
        """
        now = self._clock.now()

        def write(tx: Transaction) -> None:
            actor = f"agent:{agent_id}"
            tx.sign_outs.sign_out(agent_id, now)
            tx.sign_outs.refuse_token(token, until, now)
            tx.audit.add(AuditEntry(at=now, actor=actor, action="signed out", subject=actor))

        await self._store.write(write)

    async def ended_at(self, agent_id: str) -> datetime | None:
        """When the agent last signed out; sessions that began by then have ended."""
        return await self._store.read(lambda tx: tx.sign_outs.signed_out_at(agent_id))

    async def is_refused(self, token: str) -> bool:
        """Whether a sign-out has used up the signed token with this digest."""
        return await self._store.read(lambda tx: tx.sign_outs.is_refused(token))
