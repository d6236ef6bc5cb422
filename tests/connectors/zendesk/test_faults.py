import inspect
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from connectors.zendesk.faults import (
    HTTPX_ERRORS,
    fault_of_exception,
    fault_of_status,
    retry_after,
)

CALL = "PUT /api/v2/tickets/12"
NAMED = {
    400: WriteRefused,
    401: CredentialsRefused,
    403: PermissionRefused,
    404: NotFound,
    408: VendorTimeout,
    409: VendorConflict,
    410: NotFound,
    413: WriteRefused,
    422: WriteRefused,
    425: VendorBusy,
    429: VendorBusy,
}
MAY_HAVE_BEEN_WRITTEN = (VendorTimeout, VendorFault, VendorMisread)


def expected(status: int) -> type[VendorError]:
    if status in NAMED:
        return NAMED[status]
    if status < 400 or status > 599:
        return VendorMisread
    return WriteRefused if status < 500 else VendorFault


@pytest.mark.parametrize("status", [*range(100, 600), 0, 700, 999])
def test_every_status_has_its_leaf(status: int) -> None:
    error = fault_of_status(CALL, status, httpx.Headers())
    assert type(error) is expected(status)
    assert error.status == status
    assert str(status) in str(error)
    assert CALL in str(error)
    assert error.sent is isinstance(error, MAY_HAVE_BEEN_WRITTEN)


def httpx_exceptions() -> list[type[Exception]]:
    found = [value for value in vars(httpx).values() if inspect.isclass(value)]
    return [value for value in found if issubclass(value, Exception)]


NOT_SENT = {
    "ConnectTimeout",
    "ConnectError",
    "CookieConflict",
    "InvalidURL",
    "PoolTimeout",
    "ProxyError",
    "UnsupportedProtocol",
}
UNREADABLE = {"DecodingError", "HTTPStatusError", "TooManyRedirects"}


def make(kind: type[Exception]) -> Exception:
    error = kind.__new__(kind)
    Exception.__init__(error, "private words")
    return error


def test_every_exception_of_httpx_is_caught() -> None:
    assert all(issubclass(kind, HTTPX_ERRORS) for kind in httpx_exceptions())


@pytest.mark.parametrize("kind", httpx_exceptions(), ids=lambda kind: kind.__name__)
def test_every_exception_of_httpx_has_its_leaf(kind: type[Exception]) -> None:
    error = fault_of_exception(CALL, make(kind))
    if kind.__name__ in NOT_SENT:
        assert (type(error), error.sent) == (VendorUnreachable, False)
    elif kind.__name__ in UNREADABLE:
        assert (type(error), error.sent) == (VendorMisread, True)
    else:
        assert (type(error), error.sent) == (VendorTimeout, True)
    assert "private" not in str(error)


WAITS: list[tuple[dict[str, str], float | None]] = [
    ({}, None),
    ({"Retry-After": "17"}, 17.0),
    ({"Retry-After": "0.5"}, 0.5),
    ({"Retry-After": "-3"}, 0.0),
    ({"Retry-After": "nan"}, None),
    ({"Retry-After": "inf"}, None),
    ({"Retry-After": "soon"}, None),
    (
        {
            "Retry-After": "Sun, 22 Nov 2026 10:00:30 GMT",
            "Date": "Sun, 22 Nov 2026 10:00:00 GMT",
        },
        30.0,
    ),
    ({"Retry-After": "Sun, 22 Nov 2026 10:00:30 GMT"}, None),
    ({"Zendesk-RateLimit-Tickets-Update": "x"}, None),
    ({"zendesk-rate-limit-tickets-update": "total=100; remaining=0; resets=41"}, 41.0),
    ({"ratelimit-reset": "12"}, 12.0),
]


@pytest.mark.parametrize(("headers", "seconds"), WAITS)
def test_the_vendor_s_wish_to_wait_is_understood(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert retry_after(httpx.Headers(headers)) == seconds
    busy = fault_of_status(CALL, 429, httpx.Headers(headers))
    assert isinstance(busy, VendorBusy)
    assert busy.retry_after == seconds


def test_a_refusal_names_its_fields_and_keeps_the_words_apart() -> None:
    body = {
        "error": "RecordInvalid",
        "details": {"status": [{"description": "Status: closed prevents ticket update"}]},
    }
    error = fault_of_status(CALL, 422, httpx.Headers(), body)
    assert isinstance(error, WriteRefused)
    assert error.fields == ("status",)
    assert error.messages == ("Status: closed prevents ticket update",)
    assert "prevents" not in str(error)


bodies = st.recursive(
    st.none() | st.text(max_size=5) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["details", "description", "status", "x y"]), inner)
    ),
    max_leaves=8,
)


@given(bodies, st.sampled_from([400, 422]))
def test_no_body_makes_the_mapping_fail(body: Any, status: int) -> None:
    assert isinstance(fault_of_status(CALL, status, httpx.Headers(), body), WriteRefused)
