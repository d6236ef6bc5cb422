"""Every failure of a call to Jira has its leaf in the error tree."""

import inspect

import httpx
import pytest

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
from connectors.jira.failures import of_exception, of_response

EXCEPTIONS: dict[type[Exception], type[VendorError]] = {
    httpx.ConnectError: VendorUnreachable,
    httpx.ConnectTimeout: VendorUnreachable,
    httpx.PoolTimeout: VendorUnreachable,
    httpx.ProxyError: VendorUnreachable,
    httpx.UnsupportedProtocol: VendorUnreachable,
    httpx.LocalProtocolError: VendorUnreachable,
    httpx.InvalidURL: VendorUnreachable,
    httpx.ReadTimeout: VendorTimeout,
    httpx.WriteTimeout: VendorTimeout,
    httpx.TimeoutException: VendorTimeout,
    httpx.ReadError: VendorTimeout,
    httpx.WriteError: VendorTimeout,
    httpx.CloseError: VendorTimeout,
    httpx.NetworkError: VendorTimeout,
    httpx.RemoteProtocolError: VendorTimeout,
    httpx.ProtocolError: VendorTimeout,
    httpx.DecodingError: VendorMisread,
    httpx.TooManyRedirects: VendorMisread,
    httpx.TransportError: VendorMisread,
    httpx.RequestError: VendorMisread,
    httpx.HTTPStatusError: VendorMisread,
    httpx.HTTPError: VendorMisread,
}


def raised(kind: type[Exception]) -> Exception:
    if kind is httpx.HTTPStatusError:
        request = httpx.Request("GET", "https://jira.test")
        return httpx.HTTPStatusError("x", request=request, response=httpx.Response(500))
    return kind("Zebra")


def test_the_table_holds_every_exception_that_httpx_can_raise() -> None:
    known = {
        value
        for _, value in inspect.getmembers(httpx, inspect.isclass)
        if issubclass(value, httpx.HTTPError | httpx.InvalidURL)
    }
    assert known == set(EXCEPTIONS)


@pytest.mark.parametrize("kind", EXCEPTIONS, ids=lambda kind: kind.__name__)
def test_each_exception_of_httpx_has_its_leaf(kind: type[Exception]) -> None:
    error = raised(kind)
    assert isinstance(error, httpx.HTTPError | httpx.InvalidURL)
    found = of_exception(error, "read issue 7")
    assert type(found) is EXCEPTIONS[kind]
    assert found.sent is not (EXCEPTIONS[kind] is VendorUnreachable)
    assert "Zebra" not in str(found)


@pytest.mark.parametrize(
    ("status", "leaf", "sent"),
    [
        (301, VendorMisread, True), (303, VendorMisread, True), (304, VendorMisread, True),
        (400, WriteRefused, False), (401, CredentialsRefused, False),
        (403, PermissionRefused, False), (404, NotFound, False), (405, WriteRefused, False),
        (408, VendorTimeout, True), (409, VendorConflict, False), (410, NotFound, False),
        (413, WriteRefused, False), (415, WriteRefused, False), (418, WriteRefused, False),
        (422, WriteRefused, False), (425, VendorBusy, False), (429, VendorBusy, False),
        (500, VendorFault, True), (502, VendorFault, True), (503, VendorFault, True),
        (599, VendorFault, True), (600, VendorMisread, True), (100, VendorMisread, True),
    ],
)  # fmt: skip
def test_each_status_has_its_leaf(status: int, leaf: type[VendorError], sent: bool) -> None:
    found = of_response(httpx.Response(status), "update issue 7")
    assert type(found) is leaf
    assert found.sent is sent
    assert found.status == status
    assert "issue 7" in str(found)


def test_no_status_is_without_an_answer() -> None:
    for status in range(100, 1000):
        found = of_response(httpx.Response(status), "x")
        assert (found is None) == (200 <= status < 300)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0), ("0", 0.0), ("", None), ("soon", None), ("-3", None), ("³", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("9" * 50, 999999999.0),
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_that_jira_asks_for_is_told(
    status: int, header: str, seconds: float | None
) -> None:
    response = httpx.Response(status, headers={"Retry-After": header.encode()})
    found = of_response(response, "x")
    assert isinstance(found, VendorBusy | VendorFault)
    assert found.retry_after == seconds


def test_a_refused_write_names_fields_and_keeps_the_words_out_of_the_message() -> None:
    body = {"errorMessages": ["Zebra general"], "errors": {"customfield_1": "Zebra field"}}
    found = of_response(httpx.Response(400, json=body), "update issue 7")
    assert isinstance(found, WriteRefused)
    assert found.fields == ("customfield_1",)
    assert found.messages == ("Zebra general", "Zebra field")
    assert "customfield_1" in str(found)
    assert "Zebra" not in str(found)


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"[]", b'{"errors": 5, "errorMessages": {}}', b"[" * 9999]
)
def test_a_refusal_without_details_is_still_a_refusal(content: bytes) -> None:
    found = of_response(httpx.Response(400, content=content), "x")
    assert isinstance(found, WriteRefused)
    assert (found.fields, found.messages) == ((), ())
