"""Whether a folder's policy files are to be put in force, or would undo what others decided."""

from enum import StrEnum


class Ruling(StrEnum):
    """What becomes of the files that a folder holds.

    SAME: they are in force. TAKE: they are to be put in force. BEHIND: they were taken before and
    others were published since. OLDER: they are an earlier publication's. CONFLICT: they are new,
    and so is what was published since they were taken last.
    """

    SAME = "same"
    TAKE = "take"
    BEHIND = "behind"
    OLDER = "older"
    CONFLICT = "conflict"


def rule_on(
    found: str, *, active: str | None, imported: str | None, before: str | None, known: bool
) -> Ruling:
    """Decide by digests of texts: those `found` in the folder, those that are `active`, those
    `imported` from a folder last, and those that this process found `before`.

    `known` says that the found ones were published at some time. A folder that says what it said
    at its last import has not changed, so it undoes nothing. One that this process saw turn from
    what is in force into something else was changed by a person just now: it is taken, also back
    to an earlier state. One that is met at a start with an earlier state may be an old machine's.
    """
    if active is None:
        return Ruling.TAKE
    if found == active:
        return Ruling.SAME
    if before == active:
        return Ruling.TAKE
    if found == imported:
        return Ruling.BEHIND
    if known:
        return Ruling.OLDER
    return Ruling.TAKE if active == imported else Ruling.CONFLICT
