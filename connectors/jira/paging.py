"""Reading a list page by page, and coming to an end whatever the pages say. Pure."""

from app.errors import VendorMisread
from connectors.jira.reading import Json, objects, text

MOST_PAGES = 1_000
"""A hundred entries each: far more than an issue has comments (Cloud allows 5,000)."""


class Pages:
    """Where a list with `startAt` and `total` is to be read on.

    `start` is where the next page begins, None after the last one.
    """

    def __init__(self, name: str) -> None:
        self.start: int | None = 0
        self._name = name
        self._next = 0
        self._pages = 0
        self._seen: set[str] = set()

    def take(self, page: Json) -> list[Json]:
        """The page's entries that no earlier page had: a list may grow while it is read.

        Raises VendorMisread for a page that is not the one asked for, that brings nothing new, or
        that is one too many.
        """
        entries = objects(page.get(self._name), self._name)
        if "startAt" in page and _number(page, "startAt") != self._next:
            raise VendorMisread(f"Jira answered with another page of {self._name} than asked for.")
        fresh = [one for one in entries if self._is_new(text(one, "id", f"one of {self._name}"))]
        self._next += len(entries)
        self._pages += 1
        more = bool(entries) and self._next < _number(page, "total")
        if more and (not fresh or self._pages >= MOST_PAGES):
            raise VendorMisread(f"Jira's pages of {self._name} do not come to an end.")
        self.start = self._next if more else None
        return fresh

    def _is_new(self, entry: str) -> bool:
        is_new = entry not in self._seen
        self._seen.add(entry)
        return is_new


def _number(page: Json, name: str) -> int:
    value = page.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise VendorMisread(f"Jira's page holds no {name} that is a number.")
    return value
