"""What a second look at a copy comes to, under the policy in force: a pure decision."""

from dataclasses import dataclass
from typing import Literal, Protocol

from app.model import System

Step = Literal["unchanged", "edit", "replace", "remove", "hold"]
"""Jira's comments are edited. Zendesk's are blackened, and a new note takes their place."""


class StandingCopy(Protocol):
    """What is remembered of a copy that stands; `app.records.Copy` is one."""

    @property
    def source(self) -> System: ...
    @property
    def digest(self) -> str: ...
    @property
    def public(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would be sent of the source now: nothing (`crosses`), held, or the text of `digest`.

    `files` says whether the files that came with it differ.
    """

    crosses: bool = True
    held: bool = False
    digest: str = ""
    public: bool = False
    files: bool = False


def plan_step(copy: StandingCopy, now: Outlook) -> Step:
    """What is to be done; after it was done, the same outlook gives nothing to do."""
    if now.held:
        return "hold"
    if not now.crosses:
        return "remove"
    if (copy.digest, copy.public) == (now.digest, now.public) and not now.files:
        return "unchanged"
    return "edit" if copy.source is System.ZENDESK else "replace"
