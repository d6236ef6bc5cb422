"""What the gate asks of Jira's search, as a protocol; `app.ports` has the rest of Jira."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Protocol


class IssueSearch(Protocol):
    """Jira's search lags behind by seconds. Raises leaves of VendorError."""

    def unresolved_issues(self, projects: Sequence[str]) -> AsyncIterator[Sequence[str]]:
        """Ids of the issues of these projects (keys) that are not done, page by page."""
        ...

    def issues_with_value(
        self, projects: Sequence[str], field: str
    ) -> AsyncIterator[Mapping[str, str]]:
        """What stands in the field (an id) of these projects' issues, by their ids, page by page.

        An issue in whose field nothing stands is not among them.
        """
        ...
