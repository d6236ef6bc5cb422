"""What one connection to the web process may cost: bytes of a request's head, and time for it.

uvicorn bounds how long a connection may stay idle between requests, but neither how long the first
request may be in coming nor how slowly a head may trickle in. Bodies are bounded in `app.web`.
"""

import asyncio
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_BYTES = 16 * 1024
HEAD_SECONDS = 10.0
IDLE_SECONDS = 15
CONNECTIONS = 1_000
"""With so many open at once, further requests of one process are answered 503."""
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class TimedHttp(H11Protocol):
    """HTTP/1.1 in which a request's head must be complete within `head_seconds`."""

    head_seconds: ClassVar[float] = HEAD_SECONDS
    _head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A connection counts from its first moment, whether anything comes or not."""
        super().connection_made(transport)  # type: ignore[arg-type]  # uvicorn narrows it
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Time runs while a head is begun and not complete."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._await_head()
        else:
            self._head_came()

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave no timer behind."""
        self._head_came()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(self.head_seconds, self._give_up)

    def _head_came(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(_TOO_SLOW)
            self.transport.close()
