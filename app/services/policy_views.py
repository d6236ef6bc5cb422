"""What the console shows of policies: frozen. Texts of tickets are in a preview alone."""

from datetime import datetime
from typing import Literal

from app.model import Model
from app.records_policies import PolicyDraft, Publication, Verdict

FileState = Literal["same", "changed", "added", "removed"]


class FileLine(Model):
    """A file of a draft beside the version that it changes."""

    name: str
    state: FileState


class PoliciesView(Model):
    """`failure` says why newer files or policies are not in force on this machine."""

    active: Publication | None
    files: tuple[str, ...]
    history: tuple[Publication, ...]
    drafts: tuple[PolicyDraft, ...]
    failure: tuple[str, ...] = ()


class DraftView(Model):
    """A draft as one person sees it, at one of its files.

    `text` is the file's in the draft, `active_text` in the version in force (None: not there).
    `stale`: others were published since it was begun. `may_judge`: the person had no hand in it.
    """

    draft: PolicyDraft
    files: tuple[FileLine, ...]
    file: str
    text: str | None
    active_text: str | None
    stale: bool
    may_judge: bool
    verdicts: tuple[Verdict, ...]


class LintLine(Model):
    """A problem; line and column count from 1."""

    file: str
    line: int
    column: int
    what: str
    cure: str
    warning: bool


class DiffView(Model):
    """What is different from the version in force: in words, and as a unified diff of the texts."""

    words: tuple[str, ...]
    lines: tuple[str, ...]


class Piece(Model):
    """A stretch of text; `found` says that redaction acts on it."""

    text: str
    found: bool = False


class SideView(Model):
    """One text as a reader would get it; `held` in place of the text where it waits for a person.

    `kinds` counts the finds.
    """

    pieces: tuple[Piece, ...] = ()
    held: str = ""
    kinds: tuple[tuple[str, int], ...] = ()


class PolicyPreview(Model):
    """One text in three views: as support has it, as the customer's side and as Jira would."""

    support: SideView
    customer: SideView
    jira: SideView


class PreviewView(Model):
    """Under the draft, and under the version in force."""

    draft: PolicyPreview
    active: PolicyPreview


class ImpactLine(Model):
    """What a draft would change of one copy that was sent; `reason` where it was not looked at."""

    at: int
    count: int
    changed: bool
    reason: str = ""
    ticket: int | None = None
    issue: str = ""
    comment: str = ""
    before: str = ""
    after: str = ""
    words: tuple[str, ...] = ()
    looked_at: datetime | None = None


class Completion(Model):
    """What an editor may offer: the word, what it says, and whether it is a key."""

    label: str
    detail: str = ""
    key: bool = False
