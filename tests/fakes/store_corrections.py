"""Files copied with comments, in memory."""

from collections.abc import Sequence

from app.records import FileCopy

FileKey = tuple[str, str, str]


class MemoryFileCopies:
    def __init__(self, files: dict[FileKey, FileCopy]) -> None:
        self._files = files

    def of_comment(self, link_id: str, comment_id: str) -> Sequence[FileCopy]:
        found = [key for key in self._files if key[:2] == (link_id, comment_id)]
        return tuple(self._files[key] for key in sorted(found))

    def save(self, file: FileCopy) -> None:
        self._files[_key(file)] = file

    def forget(self, file: FileCopy) -> None:
        self._files.pop(_key(file), None)

    def shared(self, file: FileCopy) -> bool:
        return any(
            other.target_file_id == file.target_file_id and _key(other) != _key(file)
            for other in self._files.values()
        )


def _key(file: FileCopy) -> FileKey:
    return file.link_id, file.source_comment_id, file.source_file_id
