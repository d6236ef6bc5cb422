"""One HTTP call to Jira: credentials, time-outs, errors. Reads are tried again, writes never."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import quote

import httpx
import tenacity

from app.errors import (
    VendorError,
    VendorFault,
    VendorMisread,
    VendorTimeout,
    VendorUnreachable,
)
from app.ports_budgets import UNPACED, Call, RateBudget
from connectors.jira.auth import Authorizer, Credentials
from connectors.jira.failures import of_exception, of_response, retry_after
from connectors.jira.limits import call_of, readings

API = "/rest/api/3"
TIMEOUT = httpx.Timeout(20.0, connect=5.0, pool=10.0)
_READ_TRIES = 3
_GATEWAY_FAULTS = (502, 503, 504)
"""Answers of what stands before the service: no call is at fault for them."""
_AGAIN = (VendorUnreachable, VendorTimeout, VendorFault)

Query = Mapping[str, str | int]


def path(template: str, *parts: str, api: str = API) -> str:
    """Fill a path's braces; a part can leave its place in the path by no character."""
    return api + template.format(*(quote(part, safe="") for part in parts))


class Transport:
    """Calls Jira below one base URL: a site, or `https://api.atlassian.com/ex/jira/{cloudId}`.

    Redirects are not followed. Every failure is a leaf of VendorError; NotOurTurn where `budget`
    held the call back.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        base_url: str,
        credentials: Credentials,
        timeout: httpx.Timeout = TIMEOUT,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        budget: RateBudget = UNPACED,
    ) -> None:
        self._budget = budget
        self._http = http
        self._base = base_url.rstrip("/")
        self._timeout = timeout
        self._sleep = sleep
        self._auth = Authorizer(http, credentials, timeout)

    async def read(self, route: str, query: Query | None = None, *, doing: str) -> Any:
        """GET as JSON; tried up to three times when Jira is out of reach, silent or faulty."""
        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception_type(_AGAIN),
            stop=tenacity.stop_after_attempt(_READ_TRIES),
            wait=tenacity.wait_random_exponential(multiplier=0.2, max=2.0),
            sleep=self._sleep,
            reraise=True,
        )
        response: httpx.Response = await retrying(self._send, "GET", route, doing, params=query)
        return _json(response, doing)

    async def write(
        self, method: str, route: str, body: Any | None = None, *, doing: str, **extra: Any
    ) -> Any:
        """One write, sent once; the answer as JSON, None where it is empty."""
        more = {"json": body} if body is not None else {}
        response = await self._send(method, route, doing, **more, **extra)
        return _json(response, doing) if response.content else None

    async def _send(self, method: str, route: str, doing: str, **options: Any) -> httpx.Response:
        """Send; once more with a new token if the service account's was refused (401)."""
        header = await self._auth.header()
        response = await self._exchange(method, route, doing, header, options)
        if response.status_code == 401 and self._auth.forget(header):
            header = await self._auth.header()
            response = await self._exchange(method, route, doing, header, options)
        if (failed := of_response(response, doing)) is not None:
            raise failed
        return response

    async def _exchange(
        self, method: str, route: str, doing: str, header: str, options: Mapping[str, Any]
    ) -> httpx.Response:
        own = {"Authorization": header, "Accept": "application/json"}
        sent = {**options, "headers": {**options.get("headers", {}), **own}}
        call = call_of(method, route)
        await self._budget.admit(call)
        try:
            response = await self._http.request(
                method, self._base + route, timeout=self._timeout, follow_redirects=False, **sent
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise await self._blame(call, of_exception(error, doing)) from error
        await self._note(call, response, doing)
        return response

    async def _note(self, call: Call, response: httpx.Response, doing: str) -> None:
        """Tell what the answer says of limits. Raises VendorFault for a fault of the service."""
        status = response.status_code
        if status >= 500 and (failed := of_response(response, doing)) is not None:
            raise await self._blame(call, failed)
        told = readings(call, status, response.headers, retry_after(response))
        await self._budget.answered(call, told)

    async def _blame(self, call: Call, error: VendorError) -> VendorError:
        certain = isinstance(error, VendorUnreachable) or error.status in _GATEWAY_FAULTS
        error.in_outage = await self._budget.failed(call, certain=certain)
        return error

    async def stream(self, route: str, query: Query, *, doing: str) -> AsyncIterator[bytes]:
        """A file's bytes as they come; not tried again."""
        call = call_of("GET", route)
        await self._budget.admit(call)
        request = self._http.build_request(
            "GET",
            self._base + route,
            params=query,
            headers={"Authorization": await self._auth.header()},
            timeout=self._timeout,
        )
        try:
            response = await self._http.send(request, stream=True, follow_redirects=False)
            try:
                told = readings(call, response.status_code, response.headers, retry_after(response))
                await self._budget.answered(call, told)
                if (failed := of_response(response, doing)) is not None:
                    raise failed
                async for chunk in response.aiter_bytes():
                    yield chunk
            finally:
                await response.aclose()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise of_exception(error, doing) from error


def _json(response: httpx.Response, doing: str) -> Any:
    try:
        return response.json()
    except (ValueError, RecursionError) as error:
        raise VendorMisread(
            f"Jira's answer to the request to {doing} is not JSON.", status=response.status_code
        ) from error
