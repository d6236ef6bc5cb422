"""What can go wrong in a call to Jira, as leaves of the error tree. Total: see the tests.

Nothing of an answer's text goes into a message, because Jira may quote what was sent.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from app.errors import (
    CredentialsRefused,
    NotFound,
    PermissionRefused,
    VendorBusy,
    VendorConflict,
    VendorError,
    VendorFault,
    VendorMisread,
    VendorTimeout,
    VendorUnreachable,
    WriteRefused,
)

_NO_CONNECTION = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
    httpx.InvalidURL,
)
_NO_ANSWER = (httpx.TimeoutException, httpx.NetworkError, httpx.ProtocolError)


def of_exception(error: httpx.HTTPError | httpx.InvalidURL, doing: str) -> VendorError:
    """Map what httpx raised; `doing` says in fixed words which call it was."""
    kind = type(error).__name__
    if isinstance(error, _NO_CONNECTION):
        return VendorUnreachable(
            f"Jira could not be reached to {doing} ({kind}). Check the network and the base URL.",
            sent=False,
        )
    if isinstance(error, _NO_ANSWER):
        return VendorTimeout(f"Jira did not answer the request to {doing} ({kind}).")
    return VendorMisread(f"Jira's answer to the request to {doing} could not be read ({kind}).")


def of_response(response: httpx.Response, doing: str) -> VendorError | None:
    """Map an answer that is no success; None for a success."""
    status = response.status_code
    if 200 <= status < 300:
        return None
    if status in _PLAIN:
        make, advice = _PLAIN[status]
        message = f"Jira answered {status} to the request to {doing}. {advice}"
        return make(message, sent=False, status=status)
    return _with_details(response, doing)


_ABSENT = "What it names is gone, was never there, or is hidden from our account."
_PLAIN: Mapping[int, tuple[type[VendorError], str]] = {
    401: (CredentialsRefused, "Renew the credentials of our account."),
    403: (PermissionRefused, "Our account lacks a permission for this."),
    404: (NotFound, _ABSENT),
    410: (NotFound, _ABSENT),
    409: (VendorConflict, "Something else wrote at the same time."),
}


def _with_details(response: httpx.Response, doing: str) -> VendorError:
    status = response.status_code
    said = f"Jira answered {status} to the request to {doing}."
    if status in (425, 429):
        return VendorBusy(said, retry_after=retry_after(response), status=status)
    if status == 408:
        return VendorTimeout(said, status=status)
    if 400 <= status < 500:
        return _refused(response, said)
    if 500 <= status < 600:
        return VendorFault(said, status=status, retry_after=retry_after(response))
    return VendorMisread(f"{said} No such answer is documented: check the base URL.", status=status)


_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")
"""What a field's key looks like: anything else in its place may be text that we sent."""


def _refused(response: httpx.Response, said: str) -> WriteRefused:
    content = _object(response)
    errors = content.get("errors")
    errors = errors if isinstance(errors, dict) else {}
    listed = content.get("errorMessages")
    general = [one for one in (listed if isinstance(listed, list) else []) if isinstance(one, str)]
    words = [one for one in errors.values() if isinstance(one, str)]
    fields = tuple(name for name in errors if _FIELD.fullmatch(name))
    named = f" Fields: {', '.join(fields)}." if fields else ""
    return WriteRefused(
        said + named, status=response.status_code, fields=fields, messages=(*general, *words)
    )


def _object(response: httpx.Response) -> dict[str, Any]:
    try:
        content = response.json()
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def retry_after(response: httpx.Response) -> float | None:
    """Seconds that Jira asks us to wait, from `Retry-After` as seconds or as a date."""
    value = response.headers.get("retry-after", "")
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
