"""Whether the vendors still call us: asked now and then by one process, and told by all.

The answers are facts in the store, so that neither a probe of ours nor a scrape asks a vendor.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog

from app.errors import AirlockError, PermissionRefused, VendorError
from app.model import System
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_life import VendorLife
from app.records_life import WebhookSign
from app.services.modes import Modes

log = structlog.get_logger()

LOOK_SECONDS = 10.0
NEXT_FACT = "life:watch-next"
RENEW_BEFORE = timedelta(days=10)
"""A webhook that ends by itself is renewed so long before; a month is its whole life."""
NOT_ALLOWED = "our account may not ask: only administrators see webhooks"


class Watching:
    """`endpoints` is where each vendor's webhooks come in; empty while nobody has said where."""

    def __init__(
        self,
        store: UnitOfWork,
        vendors: Mapping[System, VendorLife],
        endpoints: Mapping[System, str],
        clock: Clock,
        modes: Modes,
        every: timedelta,
    ) -> None:
        self._store = store
        self._vendors = vendors
        self._endpoints = endpoints
        self._clock = clock
        self._modes = modes
        self._every = every

    async def run(self, stop: asyncio.Event) -> None:
        """Ask whenever it is time, until `stop` is set."""
        while not stop.is_set():
            try:
                await self.look_if_due()
            except AirlockError as error:
                log.warning("webhooks not looked at", code=error.code)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), min(LOOK_SECONDS, self._every.total_seconds()))

    async def look_if_due(self) -> None:
        """Ask if it is time and no other process does. The first time is one round from now.

        Raises StoreError.
        """
        if self._endpoints and await self._is_time():
            await self.look()

    async def look(self) -> Mapping[System, WebhookSign]:
        """Ask both vendors now, keep the answers, and renew what is about to end.

        One that cannot be asked is told as it was, with the time of the last answer. Raises
        StoreError.
        """
        found = {system: await self._ask(system) for system in self._endpoints}
        told = {system: sign for system, sign in found.items() if sign is not None}

        def keep(tx: Transaction) -> None:
            for system, sign in told.items():
                tx.facts.set(_fact(system), sign.model_dump_json())

        await self._store.write(keep)
        return told

    async def _ask(self, system: System) -> WebhookSign | None:
        now, vendor, endpoint = self._clock.now(), self._vendors[system], self._endpoints[system]
        try:
            sign = await vendor.webhook_sign(endpoint, now)
            if sign.expires_at is not None and sign.expires_at < now + RENEW_BEFORE:
                sign = await self._renew(vendor, endpoint, sign, now)
        except PermissionRefused:
            return WebhookSign(at=now, problems=(NOT_ALLOWED,))
        except VendorError as error:
            log.warning("webhook not looked at", system=system.value, code=error.code)
            return None
        return sign

    async def _renew(
        self, vendor: VendorLife, endpoint: str, sign: WebhookSign, now: datetime
    ) -> WebhookSign:
        """Only where anything is written to the vendors at all."""
        if not await self._modes.sends():
            return sign
        await vendor.renew_webhook(endpoint)
        return await vendor.webhook_sign(endpoint, now)

    async def _is_time(self) -> bool:
        """Whether it is time, for whichever process asks first."""
        now = self._clock.now()
        kept = await self._store.read(lambda tx: tx.facts.get(NEXT_FACT))
        if kept is not None and now < datetime.fromisoformat(kept):
            return False

        def take(tx: Transaction) -> bool:
            taken = tx.facts.get(NEXT_FACT) == kept
            if taken:
                tx.facts.set(NEXT_FACT, (now + self._every).isoformat())
            return taken and kept is not None

        return await self._store.write(take)


def load_sign(tx: Transaction, system: System) -> WebhookSign | None:
    """How the vendor's webhook stood when it was asked last."""
    kept = tx.facts.get(_fact(system))
    return WebhookSign.model_validate_json(kept) if kept else None


def _fact(system: System) -> str:
    return f"life:webhook:{system.value}"
