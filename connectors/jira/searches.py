"""What the client asks of Jira's search: a page of a hundred issues a read."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime

from connectors.jira.dialect import Dialect
from connectors.jira.searching import (
    in_projects,
    not_done,
    not_empty,
    search_ids,
    search_values,
    updated_since,
)
from connectors.jira.transport import Transport


class IssueSearches:
    """A part of `JiraClient`. The search lags behind by seconds."""

    _jira: Transport
    _dialect: Dialect

    def unresolved_issues(self, projects: Sequence[str]) -> AsyncIterator[Sequence[str]]:
        """Ids of the projects' issues that are not done."""
        clauses = (in_projects(projects), not_done())
        return search_ids(self._jira, self._dialect, clauses, "list the issues that are not done")

    def changed_issues(
        self, projects: Sequence[str], since: datetime, now: datetime
    ) -> AsyncIterator[Sequence[str]]:
        """Ids of the projects' issues that changed since then, and some that did before."""
        clauses = (in_projects(projects), updated_since(since, now))
        return search_ids(self._jira, self._dialect, clauses, "look for changed issues")

    def issues_with_value(
        self, projects: Sequence[str], field: str
    ) -> AsyncIterator[Mapping[str, str]]:
        """What stands in the field of the projects' issues, by their ids."""
        clauses = (in_projects(projects), not_empty(field))
        doing = "list the issues with a gate value"
        return search_values(self._jira, self._dialect, clauses, field, doing)
