"""Ids of issues by JQL, page by page, in Cloud's way (a token leads on) or a Data Center's."""

import re
from collections.abc import AsyncIterator, Sequence

from app.errors import VendorMisread
from connectors.jira.dialect import Dialect
from connectors.jira.paging import MOST_PAGES, Pages
from connectors.jira.reading import Json, an_object, objects, text
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


async def search_ids(
    jira: Transport, dialect: Dialect, clauses: Sequence[str], doing: str
) -> AsyncIterator[Sequence[str]]:
    """Pages of ids, oldest issue first; an issue that changes meanwhile may come twice or not."""
    query: dict[str, str | int] = {
        "jql": " AND ".join(clauses) + " ORDER BY key ASC",
        "fields": "summary",
        "maxResults": PAGE,
    }
    pages = _by_token(jira, dialect, query, doing)
    if "jql" not in dialect.search:
        pages = _by_number(jira, dialect, query, doing)
    async for page in pages:
        yield [text(one, "id", "an issue") for one in page]


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
