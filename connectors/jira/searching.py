"""Ids of issues by JQL, page by page, in Cloud's way (a token leads on) or a Data Center's."""

import math
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime

from app.errors import VendorMisread
from connectors.jira.dialect import Dialect
from connectors.jira.paging import MOST_PAGES, Pages
from connectors.jira.reading import Json, an_object, field_text, objects, text
from connectors.jira.transport import Transport

PAGE = 100
_CUSTOM = re.compile(r"customfield_([0-9]{1,20})")


def in_projects(projects: Sequence[str]) -> str:
    """The clause for the issues of these projects; keys are the policy's words."""
    return "project in (" + ", ".join(f'"{key}"' for key in projects) + ")"


def not_done() -> str:
    """The clause for issues on which work goes on, whatever their workflows call it."""
    return "statusCategory != Done"


def not_empty(field: str) -> str:
    """The clause for issues in whose field something stands; custom ones go by number."""
    custom = _CUSTOM.fullmatch(field)
    return f"cf[{custom.group(1)}] is not EMPTY" if custom else f'"{field}" is not EMPTY'


def updated_since(since: datetime, now: datetime) -> str:
    """The clause for issues that changed since then (both aware), and perhaps a little before.

    Jira reads a date in the asking user's time zone and to the minute: minutes before now have
    neither trap. Rounded up by one, for its clock is not ours.
    """
    minutes = math.ceil(max(0.0, (now - since).total_seconds()) / 60) + 1
    return f'updated >= "-{minutes}m"'


async def search_ids(
    jira: Transport, dialect: Dialect, clauses: Sequence[str], doing: str
) -> AsyncIterator[Sequence[str]]:
    """Pages of ids, oldest issue first; an issue that changes meanwhile may come twice or not."""
    async for page in _search(jira, dialect, clauses, "summary", doing):
        yield [text(one, "id", "an issue") for one in page]


async def search_values(
    jira: Transport, dialect: Dialect, clauses: Sequence[str], field: str, doing: str
) -> AsyncIterator[Mapping[str, str]]:
    """As `search_ids`, with what stands in the field of each as text."""
    async for page in _search(jira, dialect, clauses, field, doing):
        yield {text(one, "id", "an issue"): _value(one, field) for one in page}


def _value(issue: Json, field: str) -> str:
    return field_text(an_object(issue.get("fields"), "issue fields").get(field))


def _search(
    jira: Transport, dialect: Dialect, clauses: Sequence[str], field: str, doing: str
) -> AsyncIterator[list[Json]]:
    query: dict[str, str | int] = {
        "jql": " AND ".join(clauses) + " ORDER BY key ASC",
        "fields": field,
        "maxResults": PAGE,
    }
    pages = _by_token if "jql" in dialect.search else _by_number
    return pages(jira, dialect, query, doing)


async def _by_token(
    jira: Transport, dialect: Dialect, query: dict[str, str | int], doing: str
) -> AsyncIterator[list[Json]]:
    for _ in range(MOST_PAGES):
        content = await jira.read(dialect.path(dialect.search), query, doing=doing)
        page = an_object(content, "result")
        yield objects(page.get("issues"), "issues")
        token = page.get("nextPageToken")
        if page.get("isLast") is not False or not isinstance(token, str):
            return
        query = {**query, "nextPageToken": token}
    raise VendorMisread("Jira's pages of issues do not come to an end.")


async def _by_number(
    jira: Transport, dialect: Dialect, query: dict[str, str | int], doing: str
) -> AsyncIterator[list[Json]]:
    pages = Pages("issues")
    while pages.start is not None:
        asked = {**query, "startAt": pages.start}
        content = await jira.read(dialect.path(dialect.search), asked, doing=doing)
        yield pages.take(an_object(content, "result"))
