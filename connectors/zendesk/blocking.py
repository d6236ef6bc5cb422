"""Zendesk through zenpy, for commands and worker threads: it blocks and never runs on a loop.

zenpy builds `https://subdomain.domain` addresses only and follows the links that an answer names. A
transport adapter sends all of it to the one base URL instead, so that any http or https base works
and our credentials go nowhere else.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from zenpy import Zenpy
from zenpy.lib.exception import APIException, RatelimitBudgetExceeded, ZenpyException

from app.errors import VendorBusy, VendorError, VendorMisread, VendorTimeout, VendorUnreachable
from connectors.zendesk.auth import (
    Credentials,
    OAuthClient,
    fixed_header,
    read_grant,
    refused_grant,
)
from connectors.zendesk.faults import fault_of_status

TIMEOUT_SECONDS = 30.0
PATIENCE_SECONDS = 300
"""How long zenpy may sit out rate limits, in all, before VendorBusy."""

# What zenpy takes for the account's address; no request ever goes there.
_SUBDOMAIN, _DOMAIN = "desk", "airlock.invalid"


@dataclass(frozen=True, slots=True)
class BlockingDesk:
    """`zenpy` for what it knows, `session` for what it does not. Close it after use."""

    zenpy: Any
    session: requests.Session
    base_url: str

    def close(self) -> None:
        """Close the connections."""
        self.session.close()


def open_desk(base_url: str, credentials: Credentials) -> BlockingDesk:
    """Sign in and return a desk; OAuth client credentials are exchanged once, here.

    Raises leaves of VendorError.
    """
    # At level DEBUG zenpy logs whole answers, which hold ticket text.
    logging.getLogger("zenpy").setLevel(logging.WARNING)
    session = _pinned_session(base_url)
    with vendor_errors("signing in"):
        session.auth = _HeaderAuth(_header(session, base_url, credentials))
    # zenpy leaves a session alone that calls itself authorized.
    session.authorized = True  # type: ignore[attr-defined]  # zenpy asks for this very name
    zenpy = Zenpy(
        subdomain=_SUBDOMAIN,
        domain=_DOMAIN,
        session=session,
        timeout=TIMEOUT_SECONDS,
        ratelimit_budget=PATIENCE_SECONDS,
        disable_cache=True,
    )
    return BlockingDesk(zenpy, session, base_url.rstrip("/"))


@contextmanager
def vendor_errors(doing: str) -> Iterator[None]:
    """Turn what zenpy and requests raise into leaves of VendorError; `doing` names the step."""
    try:
        yield
    except APIException as error:
        raise _fault_of_answer(doing, error) from error
    except RatelimitBudgetExceeded as error:
        raise VendorBusy(f"Zendesk is busy: {doing} was given up", retry_after=None) from error
    except (requests.exceptions.JSONDecodeError, requests.exceptions.TooManyRedirects) as error:
        raise VendorMisread(f"Zendesk's answer while {doing} is not its API's") from error
    except requests.exceptions.HTTPError as error:
        raise _fault_of_answer(doing, error) from error
    except (requests.exceptions.ConnectionError, requests.exceptions.InvalidURL) as error:
        raise VendorUnreachable(
            f"Zendesk cannot be reached while {doing}: check AIRLOCK_ZENDESK__BASE_URL", sent=False
        ) from error
    except requests.exceptions.RequestException as error:
        raise VendorTimeout(f"Zendesk's answer did not come while {doing}") from error
    except ZenpyException as error:
        raise VendorMisread(f"Zendesk's answer while {doing} cannot be read") from error


def read_json(desk: BlockingDesk, path: str, params: dict[str, str], doing: str) -> dict[str, Any]:
    """GET a JSON object that zenpy has no method for."""
    with vendor_errors(doing):
        response = desk.session.get(
            f"{desk.base_url}{path}", params=params, timeout=TIMEOUT_SECONDS
        )
        if not response.ok:
            raise fault_of_status(f"GET {path}", response.status_code, response.headers)
        body = response.json()
    if not isinstance(body, dict):
        raise VendorMisread(f"Zendesk's answer to GET {path} is not a JSON object")
    return body


def _fault_of_answer(doing: str, error: Any) -> VendorError:
    response = getattr(error, "response", None)
    if response is None:
        return VendorMisread(f"Zendesk's answer while {doing} cannot be read")
    return fault_of_status(doing, response.status_code, response.headers)


def _header(session: requests.Session, base_url: str, credentials: Credentials) -> str:
    if not isinstance(credentials, OAuthClient):
        return fixed_header(credentials)
    response = session.post(
        f"{base_url.rstrip('/')}/oauth/tokens",
        json=dict(credentials.grant()),
        timeout=TIMEOUT_SECONDS,
    )
    if response.status_code in (400, 401, 403):
        raise refused_grant(response.status_code)
    if not response.ok:
        raise fault_of_status("POST /oauth/tokens", response.status_code, response.headers)
    token, _ = read_grant(response.json())
    return f"Bearer {token}"


# ---- every request to the one base ---------------------------------------------------------------


class _HeaderAuth(AuthBase):
    def __init__(self, header: str) -> None:
        self._header = header

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = self._header
        return request


def _pinned_session(base_url: str) -> requests.Session:
    session = requests.Session()
    session.max_redirects = 0
    adapter = _Pinned(urlsplit(base_url.rstrip("/")))
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


class _Pinned(HTTPAdapter):
    """Sends each request to the base, whatever host its URL names.

    The answer keeps the URL that was asked for, because zenpy recognises its answers by it.
    """

    def __init__(self, base: SplitResult) -> None:
        super().__init__()
        self._base = base

    def send(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        asked = request.url or ""
        pinned = request.copy()
        pinned.url = self._pin(asked)
        response = super().send(pinned, *args, **kwargs)
        response.request, response.url = request, asked
        return response

    def _pin(self, url: str) -> str:
        parts = urlsplit(url)
        ours = parts.hostname == f"{_SUBDOMAIN}.{_DOMAIN}"
        path = f"{self._base.path}{parts.path}" if ours else parts.path
        return urlunsplit((self._base.scheme, self._base.netloc, path, parts.query, ""))
