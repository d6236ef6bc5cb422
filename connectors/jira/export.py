"""Which issues changed: for backfill and for finding what no webhook told. Blocking."""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime

from connectors.jira.admin import JiraAdmin
from connectors.jira.reading import an_object, objects, text

_PAGE = 100


def changed_issues(
    admin: JiraAdmin, projects: Sequence[str], since: datetime, now: datetime
) -> Iterator[str]:
    """Keys of the projects' issues that changed since then, the longest unchanged first.

    Jira reads a date in JQL in the asking user's time zone and to the minute, so the bound is said
    as minutes before now, rounded up by one: an issue may come that changed a little before.
    An issue that changes while pages are read may come twice. Reads page by page, as asked for.
    """
    keys = ", ".join(f'"{key}"' for key in projects)
    minutes = math.ceil(max(0.0, (now - since).total_seconds()) / 60) + 1
    jql = f'project in ({keys}) AND updated >= "-{minutes}m" ORDER BY updated ASC'
    token: str | None = None
    while True:
        page = an_object(_search(admin, jql, token), "result")
        for issue in objects(page.get("issues"), "issues"):
            yield text(issue, "key", "an issue")
        following = page.get("nextPageToken")
        if not isinstance(following, str) or page.get("isLast") is True:
            return
        token = following


def _search(admin: JiraAdmin, jql: str, token: str | None) -> object:
    return admin.ask(
        "look for changed issues",
        lambda jira: jira.enhanced_search_issues(
            jql, nextPageToken=token, maxResults=_PAGE, fields=["updated"], json_result=True
        ),
    )
