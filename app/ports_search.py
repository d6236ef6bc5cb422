"""What the gate asks of Jira's search, as a protocol; `app.ports` has the rest of Jira."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol


class IssueSearch(Protocol):
    """Jira's search lags behind by seconds. Raises leaves of VendorError."""

    def unresolved_issues(self, projects: Sequence[str]) -> AsyncIterator[Sequence[str]]:
        """Ids of the issues of these projects (keys) that are not done, page by page."""
        ...

    def issues_with_value(
        self, projects: Sequence[str], field: str
    ) -> AsyncIterator[Sequence[str]]:
        """Ids of the issues of these projects in whose field (an id) something stands."""
        ...
