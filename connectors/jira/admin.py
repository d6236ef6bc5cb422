"""Jira through the `jira` library, for setup and backfill: blocking, so never on the event loop.

Commands and worker threads use it. Routes that the library lacks (workflows, webhooks, screens) go
through its session, with its credentials.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import httpx
import requests
from jira import JIRA, JIRAError

from app.errors import VendorBusy, VendorError, VendorMisread, VendorTimeout, VendorUnreachable
from connectors.jira.auth import (
    ApiToken,
    Credentials,
    PersonalToken,
    ServiceAccount,
    read_token,
    token_request,
)
from connectors.jira.dialect import DATA_CENTER, Dialect, dialect_of
from connectors.jira.failures import of_exception, of_response
from connectors.jira.reading import Json, an_object, objects, text

T = TypeVar("T")

_SECONDS = 30.0
_PATIENCE, _LONGEST_WAIT = 3, 60.0
_PAGE = 100


class JiraAdmin:
    """Jira as an administrator of it sees it. Every failure is a leaf of VendorError.

    `api` is where its REST begins; `is_cloud` says whether it has what Cloud alone has.
    """

    def __init__(
        self, jira: JIRA, dialect: Dialect, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.jira = jira
        self._sleep = sleep
        self.api = dialect.api
        self.is_cloud = dialect is not DATA_CENTER

    def ask(self, doing: str, call: Callable[[JIRA], T]) -> T:
        """Run one call of the library; `doing` says in fixed words which.

        A call that Jira puts off (429) did nothing: it is made again when Jira says, a few times.
        """
        for _ in range(_PATIENCE):
            try:
                return self._once(doing, call)
            except VendorBusy as error:
                if error.retry_after is None or error.retry_after > _LONGEST_WAIT:
                    raise
                self._sleep(error.retry_after)
        return self._once(doing, call)

    def _once(self, doing: str, call: Callable[[JIRA], T]) -> T:
        try:
            return call(self.jira)
        except JIRAError as error:
            raise _of_answer(error, doing) from error
        except requests.RequestException as error:
            raise _of_request(error, doing) from error

    def call(
        self,
        method: str,
        route: str,
        body: Any = None,
        params: Mapping[str, str | int] | None = None,
        *,
        doing: str,
    ) -> Any:
        """Call a route that the library lacks; the answer as JSON, None where it is empty."""

        def send(jira: JIRA) -> requests.Response:
            session = jira._session  # noqa: SLF001 - the library shows its session nowhere else
            return session.request(method, jira.server_url + route, json=body, params=params)

        response = self.ask(doing, send)
        if not response.content:
            return None
        try:
            return response.json()
        except requests.JSONDecodeError as error:
            raise VendorMisread(f"Jira's answer to the request to {doing} is no JSON.") from error

    def pages(
        self, route: str, query: Mapping[str, str | int] | None = None, *, doing: str
    ) -> Iterator[Json]:
        """Every entry of a paged list."""
        start = 0
        while True:
            params = {**(query or {}), "startAt": start, "maxResults": _PAGE}
            page = an_object(self.call("GET", route, params=params, doing=doing), "page")
            values = objects(page.get("values"), "values")
            yield from values
            start += len(values)
            if not values or page.get("isLast") is not False:
                return

    def search(
        self, jql: str, position: str | None = None, *, size: int = _PAGE, doing: str
    ) -> tuple[list[Json], str | None]:
        """A page of issues and where the next one begins; None after the last page."""
        if not self.is_cloud:
            return self._search_by_number(jql, int(position or 0), size, doing)
        found = self.ask(
            doing,
            lambda jira: jira.enhanced_search_issues(
                jql, nextPageToken=position, maxResults=size, fields=["updated"], json_result=True
            ),
        )
        page = an_object(found, "result")
        following = page.get("nextPageToken")
        is_last = not isinstance(following, str) or page.get("isLast") is True
        return objects(page.get("issues"), "issues"), None if is_last else following

    def _search_by_number(
        self, jql: str, start: int, size: int, doing: str
    ) -> tuple[list[Json], str | None]:
        query: dict[str, str | int] = {"jql": jql, "startAt": start, "maxResults": size}
        found = self.call("GET", f"{self.api}/search", params=query, doing=doing)
        page = an_object(found, "result")
        issues = objects(page.get("issues"), "issues")
        end = start + len(issues)
        is_last = not issues or end >= int(text(page, "total", "a result"))
        return issues, None if is_last else str(end)


def connect(base_url: str, credentials: Credentials) -> JiraAdmin:
    """Sign in, in the dialect that the credentials tell; reads the server's info once.

    Raises VendorError.
    """
    ways: dict[str, Any] = {}
    match credentials:
        case ApiToken(email, token):
            ways["basic_auth"] = (email, token)
        case PersonalToken(token):
            ways["token_auth"] = token
        case ServiceAccount() as account:
            ways["token_auth"] = _exchange(account)
    doing = "read what kind of Jira this is"
    try:
        dialect = dialect_of(credentials)
        options: dict[str, Any] = {"rest_api_version": dialect.api.rpartition("/")[2]}
        jira = JIRA(base_url, options, max_retries=0, timeout=_SECONDS, **ways)
        return JiraAdmin(jira, dialect)
    except JIRAError as error:
        raise _of_answer(error, doing) from error
    except requests.RequestException as error:
        raise _of_request(error, doing) from error


def _exchange(account: ServiceAccount) -> str:
    url, form = token_request(account)
    try:
        response = httpx.post(url, data=form, timeout=_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise of_exception(error, "exchange the service account's credentials") from error
    token, _lifetime = read_token(response)
    return token


def _of_answer(error: JIRAError, doing: str) -> VendorError:
    """The library's error, by the answer that it holds."""
    answer = error.response
    if answer is None:
        return VendorMisread(f"Jira's answer to the request to {doing} could not be read.")
    headers = {"Retry-After": answer.headers.get("Retry-After", "")}
    mapped = httpx.Response(answer.status_code, headers=headers, content=answer.content)
    failure = of_response(mapped, doing)
    return failure or VendorMisread(f"Jira's answer to the request to {doing} reports an error.")


def _of_request(error: requests.RequestException, doing: str) -> VendorError:
    kind = type(error).__name__
    if isinstance(error, requests.Timeout) and not isinstance(error, requests.ConnectTimeout):
        return VendorTimeout(f"Jira did not answer the request to {doing} ({kind}).")
    return VendorUnreachable(
        f"Jira could not be reached to {doing} ({kind}). Check the network and the base URL.",
        sent=not isinstance(error, requests.ConnectTimeout | requests.exceptions.InvalidURL),
    )
