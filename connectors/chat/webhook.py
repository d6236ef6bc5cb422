"""A chat's incoming webhook: Slack's, Teams' and Mattermost's take the same `{"text": …}`.

The address is a secret: it is in no message. It must be https, and no address inside our own
network: whoever may set it must not be able to make this service call what stands beside it.
"""

import httpx

from app.errors import (
    SettingsError,
    VendorBusy,
    VendorFault,
    VendorTimeout,
    VendorUnreachable,
    WriteRefused,
)
from connectors.guard import Pinned, Resolve, is_public, resolve

NAME = "AIRLOCK_REPORT__CHAT_WEBHOOK"
SECONDS = 15.0


class ChatWebhook:
    def __init__(
        self,
        url: str,
        look_up: Resolve = resolve,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Raises SettingsError for an address that is not https."""
        self._transport = transport
        self._look_up = look_up
        try:
            self._url = httpx.URL(url)
        except httpx.InvalidURL:
            raise SettingsError(f"{NAME}: is no address") from None
        if self._url.scheme != "https" or not self._url.host:
            raise SettingsError(f"{NAME}: must begin with https://")

    async def post(self, text: str) -> None:
        """Post plain text, once.

        Raises SettingsError for a host inside our own network, and VendorError, whose `sent` says
        whether the text may have arrived all the same.
        """
        pinned = await self._pin()
        try:
            async with httpx.AsyncClient(transport=self._transport, timeout=SECONDS) as http:
                answer = await http.post(
                    pinned.url,
                    json={"text": text},
                    headers=pinned.headers,
                    extensions=dict(pinned.extensions),
                )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise VendorUnreachable("The chat is out of reach.", sent=False) from None
        except httpx.HTTPError:
            raise VendorTimeout("The chat did not answer.", sent=True) from None
        _check(answer.status_code)

    async def _pin(self) -> Pinned:
        """The address that is checked is the one that is connected."""
        port = self._url.port or 443
        try:
            addresses = await self._look_up(self._url.host, port)
        except OSError:
            raise VendorUnreachable("The chat's host has no address now.", sent=False) from None
        if not addresses or not all(map(is_public, addresses)):
            raise SettingsError(f"{NAME}: its host leads to an address that is not public")
        headers = {"Host": self._url.netloc.decode("ascii"), "Connection": "close"}
        there = self._url.copy_with(host=addresses[0])
        return Pinned(there, headers, {"sni_hostname": self._url.host})


def _check(status: int) -> None:
    if status == 429:
        raise VendorBusy("The chat takes no more messages now.", retry_after=None)
    if status >= 500:
        raise VendorFault("The chat answered with a fault.", status=status)
    if not 200 <= status < 300:
        raise WriteRefused(f"The chat refused the message: check {NAME}.", status=status)
