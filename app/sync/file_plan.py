"""Which files must go from an issue and which must come, so that it holds those of a comment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class KnownFile(Protocol):
    """What is remembered of a copied file; `app.records.FileCopy` is one.

    `target_file_id` is None while it is not known whether the upload came about.
    """

    @property
    def source_file_id(self) -> str: ...
    @property
    def target_file_id(self) -> str | None: ...
    @property
    def digest(self) -> str: ...


F = TypeVar("F", bound=KnownFile)


@dataclass(frozen=True, slots=True)
class FilePlan(Generic[F]):
    """`gone` are to be removed, before those of `fresh` (ids at the source) are uploaded."""

    gone: tuple[F, ...]
    fresh: tuple[str, ...]


def plan_files(known: Sequence[F], wanted: Mapping[str, str]) -> "FilePlan[F]":
    """`wanted` maps ids at the source to digests. A file whose content differs is replaced.

    Planning again after the plan was carried out gives nothing to do.
    """
    standing = {
        one.source_file_id
        for one in known
        if one.target_file_id is not None and wanted.get(one.source_file_id) == one.digest
    }
    gone = tuple(one for one in known if wanted.get(one.source_file_id) != one.digest)
    return FilePlan(gone, tuple(one for one in wanted if one not in standing))
