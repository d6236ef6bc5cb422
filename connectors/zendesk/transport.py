"""Calls to Zendesk's REST API: address, sign-in, time-outs, retries of reads, errors.

Reads are tried a few times within the call; writes are sent once. The only write that is sent again
is one answered 401, which the vendor did not carry out, and only with a new token.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt
from tenacity.wait import wait_random_exponential

from app.effects import FileContent
from app.errors import NotOurTurn, VendorError, VendorMisread, VendorTimeout, VendorUnreachable
from app.ports_budgets import UNPACED, Call, RateBudget
from connectors.guard import Pinned, Resolve, pin, resolve
from connectors.zendesk.auth import (
    Credentials,
    FixedSignIn,
    OAuthClient,
    OAuthSignIn,
    SignIn,
    refused_grant,
)
from connectors.zendesk.faults import HTTPX_ERRORS, fault_of_exception, fault_of_status
from connectors.zendesk.limits import call_of, readings

TIMEOUT = httpx.Timeout(20.0, connect=5.0, pool=5.0)
CALL_SECONDS = 45.0
"""No call lasts longer, whatever trickles in: an unknown outcome is settled only after this."""
_PIECE = 64 * 1024
READ_TRIES = 3
GATEWAY_FAULTS = (502, 503, 504)
"""Answers of what stands before the service: no call is at fault for them."""
READ_WAIT_SECONDS = 5.0
"""The longest `Retry-After` that a read sits out itself; a longer one is the caller's to wait."""

_backoff = wait_random_exponential(multiplier=0.2, max=2.0)


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    stated = getattr(error, "retry_after", None)
    return float(stated) if stated is not None else float(_backoff(state))


def _worth_a_try(error: BaseException) -> bool:
    stated = getattr(error, "retry_after", None)
    patient = stated is None or stated <= READ_WAIT_SECONDS
    held_back = isinstance(error, NotOurTurn)
    return isinstance(error, VendorError) and error.retryable and patient and not held_back


class Transport:
    """One Zendesk account at `base_url` (any http or https base, with or without a path).

    Every method raises leaves of VendorError; NotOurTurn where `budget` held the call back.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        base_url: str,
        credentials: Credentials,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        budget: RateBudget = UNPACED,
        look_up: Resolve = resolve,
    ) -> None:
        self._budget = budget
        self._look_up = look_up
        self.base = httpx.URL(base_url.rstrip("/"))
        self._http = http
        self._sleep = sleep
        self._sign_in: SignIn = (
            OAuthSignIn(credentials, self._exchange, monotonic)
            if isinstance(credentials, OAuthClient)
            else FixedSignIn(credentials)
        )

    async def read(self, path: str, params: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """GET a JSON object, trying again where that can help."""
        response = await self._read(path, params)
        return _json_object(f"GET {path}", response)

    async def read_text(self, path: str) -> str:
        """GET a text, trying again where that can help."""
        return (await self._read(path, None)).text

    async def write(
        self, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        """Send a JSON object once and return the answer's."""
        response = await self._call(method, path, json=body)
        return _json_object(f"{method} {path}", response)

    async def upload(
        self, path: str, params: Mapping[str, Any], content: FileContent, content_type: str
    ) -> Mapping[str, Any]:
        """POST a file once, piece by piece, and return the answer's JSON object."""
        headers = {"Content-Type": content_type, "Content-Length": str(content.size)}
        response = await self._call(
            "POST", path, params=params, content=_Pieces(content), headers=headers
        )
        return _json_object(f"POST {path}", response)

    @asynccontextmanager
    async def stream(self, url: httpx.URL, *, signed_in: bool) -> AsyncIterator[httpx.Response]:
        """GET any URL as a stream, with our credentials only if `signed_in`; follows nothing.

        Without them it goes to a public address alone; raises UnreadableContent for another.
        """
        header = await self._sign_in.header() if signed_in else ""
        async with AsyncExitStack() as stack:
            response = await self._open(url, header, stack)
            if signed_in and response.status_code == 401 and self._sign_in.refused(header):
                response = await self._open(url, await self._sign_in.header(), stack)
            yield response

    async def _open(self, url: httpx.URL, header: str, stack: AsyncExitStack) -> httpx.Response:
        to = await pin(url, self._look_up) if not header else Pinned(url, {}, {})
        headers = {"Authorization": header} if header else to.headers
        call = call_of("GET", url.path)
        if header:
            await self._budget.admit(call)
        request = self._http.stream(
            "GET", to.url, headers=headers, timeout=TIMEOUT, follow_redirects=False,
            extensions=to.extensions,
        )  # fmt: skip
        try:
            response = await stack.enter_async_context(request)
        except HTTPX_ERRORS as error:
            raise fault_of_exception("GET an attachment", error) from error
        if header:
            told = readings(call, response.status_code, response.headers)
            await self._budget.answered(call, told)
        return response

    async def _read(self, path: str, params: Mapping[str, Any] | None) -> httpx.Response:
        tries = AsyncRetrying(
            stop=stop_after_attempt(READ_TRIES),
            wait=_wait,
            retry=retry_if_exception(_worth_a_try),
            sleep=self._sleep,
            reraise=True,
        )
        return await tries(self._call, "GET", path, params=params)

    async def _call(self, method: str, path: str, **request: Any) -> httpx.Response:
        header = await self._sign_in.header()
        response = await self._send(method, path, header, **request)
        if response.status_code == 401 and self._sign_in.refused(header):
            response = await self._send(method, path, await self._sign_in.header(), **request)
        if response.is_success:
            return response
        raise fault_of_status(
            f"{method} {path}", response.status_code, response.headers, _json(response)
        )

    async def _send(self, method: str, path: str, header: str, **request: Any) -> httpx.Response:
        headers = {
            "Accept": "application/json",
            **({"Authorization": header} if header else {}),
            **request.pop("headers", {}),
        }
        call = call_of(method, path)
        await self._budget.admit(call)
        try:
            async with asyncio.timeout(CALL_SECONDS):
                response = await self._http.request(
                    method,
                    f"{self.base}{path}",
                    headers=headers,
                    timeout=TIMEOUT,
                    follow_redirects=False,
                    **request,
                )
        except HTTPX_ERRORS as error:
            raise await self._blame(call, fault_of_exception(call.name, error)) from error
        except TimeoutError as error:
            raise await self._blame(
                call,
                VendorTimeout(
                    f"Zendesk's answer to {call.name} did not come in time: its outcome is open"
                ),
            ) from error
        await self._note(call, response)
        return response

    async def _note(self, call: Call, response: httpx.Response) -> None:
        """Tell what the answer says of limits. Raises VendorFault for a fault of the service."""
        status, headers = response.status_code, response.headers
        if status >= 500:
            raise await self._blame(call, fault_of_status(call.name, status, headers))
        await self._budget.answered(call, readings(call, status, headers))

    async def _blame(self, call: Call, error: VendorError) -> VendorError:
        certain = isinstance(error, VendorUnreachable) or error.status in GATEWAY_FAULTS
        error.in_outage = await self._budget.failed(call, certain=certain)
        return error

    async def _exchange(self, grant: Mapping[str, Any]) -> Mapping[str, Any]:
        """The token's exchange writes nothing to a ticket, so no failure of it leaves one open."""
        try:
            response = await self._send("POST", "/oauth/tokens", "", json=grant)
            return _granted(response)
        except VendorError as error:
            error.sent = False
            raise


class _Pieces:
    """A file's bytes as a body that is not held in memory; read from its start by each call."""

    def __init__(self, content: FileContent) -> None:
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        file = self._content.open()
        while piece := file.read(_PIECE):
            yield piece


def _granted(response: httpx.Response) -> Mapping[str, Any]:
    status = response.status_code
    if status in (400, 401, 403):
        raise refused_grant(status)
    if not response.is_success:
        raise fault_of_status("POST /oauth/tokens", status, response.headers)
    return _json_object("POST /oauth/tokens", response)


def _json(response: httpx.Response) -> object:
    try:
        return response.json()
    except (ValueError, RecursionError):
        return None


def _json_object(call: str, response: httpx.Response) -> Mapping[str, Any]:
    body = _json(response)
    if not isinstance(body, dict):
        raise VendorMisread(
            f"Zendesk's answer to {call} is not a JSON object", status=response.status_code
        )
    return body
