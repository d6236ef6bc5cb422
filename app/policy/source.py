"""The policies in force: the last good ones of a directory."""

from pathlib import Path

from app.errors import PolicyError
from app.policy.loading import load_directory
from app.ports import PolicySet


class DirectorySource:
    """A `PolicySource` over a directory. Reads it when made and on `reload`, never in between."""

    def __init__(self, directory: Path) -> None:
        """Raises PolicyError when the directory's files do not hold: there is no last good."""
        self._directory = directory
        self._current = load_directory(directory)
        self._failure: tuple[str, ...] = ()

    def current(self) -> PolicySet:
        """The last good policies; never a half-loaded set."""
        return self._current

    def last_failure(self) -> tuple[str, ...]:
        """The problems of the newest files if `reload` refused them, else empty."""
        return self._failure

    def reload(self) -> bool:
        """Read the directory anew; whether other policies are in force now.

        Files that do not hold change nothing but `last_failure`.
        """
        try:
            newest = load_directory(self._directory)
        except PolicyError as error:
            self._failure = error.problems
            return False
        changed = newest.version != self._current.version
        self._current, self._failure = newest, ()
        return changed
