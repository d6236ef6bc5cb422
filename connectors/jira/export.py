"""Which issues changed: for backfill and for finding what no webhook told. Blocking."""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime

from connectors.jira.admin import JiraAdmin
from connectors.jira.reading import Json, text

_DOING = "look for changed issues"


def changed_issues(
    admin: JiraAdmin, projects: Sequence[str], since: datetime, now: datetime
) -> Iterator[str]:
    """Keys of the projects' issues that changed since then, the longest unchanged first.

    Jira reads a date in JQL in the asking user's time zone and to the minute, so the bound is said
    as minutes before now, rounded up by one: an issue may come that changed a little before.
    An issue that changes while pages are read may come twice. A Data Center counts its pages, and
    an issue that changed would move all others up by one; there the oldest issue comes first, which
    stays in its place. Reads page by page, as asked for.
    """
    keys = ", ".join(f'"{key}"' for key in projects)
    minutes = math.ceil(max(0.0, (now - since).total_seconds()) / 60) + 1
    order = "updated" if admin.is_cloud else "created"
    jql = f'project in ({keys}) AND updated >= "-{minutes}m" ORDER BY {order} ASC'
    issues, position = admin.search(jql, doing=_DOING)
    yield from _keys(issues)
    while position is not None:
        issues, position = admin.search(jql, position, doing=_DOING)
        yield from _keys(issues)


def _keys(issues: Sequence[Json]) -> Iterator[str]:
    return (text(issue, "key", "an issue") for issue in issues)
