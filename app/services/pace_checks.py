"""How the vendors' limits stand, as lines for an operator."""

from collections.abc import Iterable, Sequence

from app.ports import Clock, Transaction, UnitOfWork
from app.services.life_checks import Check
from app.services.pacing import Pacer
from app.sync.outage import Outage
from app.sync.pacing import Budget

NAME = "rate limits"
LONG = 60.0
"""Seconds: a vendor that closes a limit for longer is worth a look."""


async def pace_checks(store: UnitOfWork, pacer: Pacer, clock: Clock) -> tuple[Check, ...]:
    """One line for the limits that are known, and one for each that is closed or vendor down.

    Raises StoreError.
    """

    def look(tx: Transaction) -> tuple[Sequence[Budget], Sequence[Outage]]:
        return tx.budgets.all(), tx.budgets.outages()

    budgets, outages = await store.read(look)
    now = clock.now().timestamp()
    left = pacer.left(budgets)
    told = ", ".join(f"{key} {free} of {allowed}" for key, (free, allowed) in left.items())
    wrong = (*_closed(budgets, now), *_down(outages, now))
    return wrong or (Check(NAME, True, told or "nothing was called yet", vital=False),)


def _closed(budgets: Iterable[Budget], now: float) -> tuple[Check, ...]:
    return tuple(
        Check(
            NAME,
            False,
            f"{one.key} was refused and stays closed for {int(one.closed_until - now)} s: look "
            "what else calls with our account; deliveries wait meanwhile (docs/pacing.md)",
            vital=False,
        )
        for one in budgets
        if one.closed_until - now > LONG
    )


def _down(outages: Iterable[Outage], now: float) -> tuple[Check, ...]:
    return tuple(
        Check(
            NAME,
            False,
            f"{one.system} has been down for {int(now - one.down_since)} s; one call at a time "
            "looks whether it is back, all deliveries wait uncounted (docs/pacing.md)",
            vital=False,
        )
        for one in outages
        if one.down_since is not None
    )
