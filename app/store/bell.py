"""Wakes those who wait for work."""

import asyncio


class Bell:
    """Rings are remembered: one that comes while nobody waits ends the next wait at once.

    So a delivery that is added between a relay's look and its wait is never slept through. A wait
    may end without work. All methods belong to one event loop.
    """

    def __init__(self) -> None:
        self._rung = False
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everyone."""
        self._rung = True
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self, seconds: float) -> None:
        """Return at the next ring, or after so many seconds."""
        if self._rung:
            self._rung = False
            return
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await asyncio.wait((waiter,), timeout=max(seconds, 0))
        finally:
            self._waiting.discard(waiter)
            waiter.cancel()
