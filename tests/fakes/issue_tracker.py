"""A Jira in memory behind IssueTracker; passes tests/contract/issue_tracker.py."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from mimetypes import guess_type

from app.document import Document, ListItem, from_plain, iter_nodes, to_plain
from app.effects import (
    AccountRef,
    Applied,
    AttachToIssue,
    CreateIssue,
    DeleteAttachment,
    DeleteIssueComment,
    EditIssueComment,
    FieldValue,
    GateNote,
    IssueEffect,
    PostIssueComment,
    PutRemoteLink,
    RemoveRemoteLink,
    TransitionIssue,
    UpdateIssue,
)
from app.errors import NotFound, UnclearAudience, VendorError, VendorTimeout, WriteRefused
from app.model import (
    Attachment,
    Audience,
    Issue,
    IssueComment,
    Move,
    Person,
    RedactedText,
    Restriction,
    Side,
)
from app.ports import Clock

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
BRIDGE = Person(id="712020:bridge", name="Airlock bridge", side=Side.ENGINEERING)
STATUSES = ("To Do", "Triage", "Escalated", "In Progress", "Done")


@dataclass(frozen=True)
class FakeLink:
    """A remote link as it stands on an issue."""

    id: str
    global_id: str
    url: str
    title: str
    summary: str
    resolved: bool


@dataclass(frozen=True)
class _Failure:
    """The next call of this kind fails: before anything happens, or after the write took place."""

    error: VendorError
    writes: bool
    after: bool
    skip: int = 0


@dataclass
class FakeIssueTracker:
    """State is open to look at: `issues`, `comments`, `links` and `files` by issue id.

    `writes` holds every effect that took place, in order; `reads` counts the reading calls.
    `clock` tells when an issue moved, `mover` who moved it.
    `allowed` names, by issue id, the only statuses that a transition leads to; without an entry all
    of `STATUSES` are. `field_names` maps a field's name to its id: only these and Jira's own
    fields can be written. Names in `ambiguous` are several fields', so that they tell no id.
    Ids count up from 10000 and each change is a second later.
    """

    me: Person = BRIDGE
    issues: dict[str, Issue] = field(default_factory=dict)
    comments: dict[str, list[IssueComment]] = field(default_factory=dict)
    links: dict[str, list[FakeLink]] = field(default_factory=dict)
    files: dict[str, list[tuple[Attachment, bytes]]] = field(default_factory=dict)
    gate_properties: dict[str, dict[str, object]] = field(default_factory=dict)
    field_names: dict[str, str] = field(default_factory=dict)
    ambiguous: set[str] = field(default_factory=set)
    allowed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    writes: list[IssueEffect] = field(default_factory=list)
    reads: int = 0
    clock: Clock | None = None
    mover: Person | None = None
    _markers: dict[str, str] = field(default_factory=dict)
    _failures: list[_Failure] = field(default_factory=list)
    _last_id: int = 10000
    _ticks: int = 0
    _history: dict[str, list[tuple[str, str, datetime, dict[str, str]]]] = field(
        default_factory=dict
    )

    # ---- what a test arranges --------------------------------------------------------------------

    def add_issue(self, project: str = "ENG", *, summary: str = "Export stops") -> Issue:
        """A new issue in "To Do"; change it further with `change`."""
        number = self._next_id()
        issue = Issue(
            id=number,
            key=f"{project}-{int(number) - 10000}",
            project=project,
            summary=summary,
            status=STATUSES[0],
            updated_at=self._now(),
            issue_type="Bug",
            fields={},
        )
        self.issues[number] = issue
        self.comments[number], self.links[number], self.files[number] = [], [], []
        return issue

    def change(self, issue: str, **updates: object) -> Issue:
        """Set attributes of an issue, as an engineer would."""
        found = self._issue(issue)
        changed = replace(found, **updates, updated_at=self._now())  # type: ignore[arg-type]  # the names are the attributes'
        self.issues[found.id] = changed
        if changed.status != found.status:
            entry = (found.status, changed.status, self.clock.now() if self.clock else self._now())
            fields = dict(changed.fields or {})
            self._history.setdefault(found.id, []).append((*entry, fields))
        return changed

    def add_comment(
        self,
        issue: str,
        author: Person,
        body: Document | str,
        *,
        restriction: Restriction | None = None,
        internal: bool | None = None,
        attachments: tuple[Attachment, ...] = (),
        marker: str | None = None,
    ) -> IssueComment:
        """A comment by anybody; plain text stands for a document of it."""
        now = self._now()
        comment = IssueComment(
            id=self._next_id(),
            author=author,
            body=from_plain(body) if isinstance(body, str) else body,
            created_at=now,
            updated_at=now,
            restriction=restriction,
            internal=internal,
            attachments=attachments,
            marker=marker,
        )
        self.comments[self._issue(issue).id].append(comment)
        return comment

    def edit_comment(self, issue: str, comment_id: str, body: Document | str) -> None:
        """Another text for a comment, as its author would set it."""
        document = from_plain(body) if isinstance(body, str) else body
        at, found = self._position(issue, comment_id), self._issue(issue).id
        old = self.comments[found][at]
        self.comments[found][at] = replace(old, body=document, updated_at=self._now())

    def set_comment(self, issue: str, comment_id: str, **updates: object) -> None:
        """Set attributes of a comment, as restricting it does."""
        at, found = self._position(issue, comment_id), self._issue(issue).id
        old = self.comments[found][at]
        self.comments[found][at] = replace(old, **updates)  # type: ignore[arg-type]  # the names are the attributes'

    def remove_comment(self, issue: str, comment_id: str) -> None:
        """The comment is gone, as if its author had deleted it."""
        del self.comments[self._issue(issue).id][self._position(issue, comment_id)]

    def add_file(self, issue: str, name: str, content: bytes) -> Attachment:
        """A file on an issue."""
        kind = guess_type(name)[0] or "application/octet-stream"
        attachment = Attachment(
            id=self._next_id(), file_name=name, content_type=kind, size=len(content)
        )
        self.files[self._issue(issue).id].append((attachment, content))
        return attachment

    def delete_issue(self, issue: str) -> None:
        """The issue is gone; every call about it is NotFound."""
        del self.issues[self._issue(issue).id]

    def fail_next(self, error: VendorError, *, write: bool = True, skip: int = 0) -> None:
        """The next write (or read) raises, and nothing happened; `skip` are let through first."""
        self._failures.append(_Failure(error, write, after=False, skip=skip))

    def lose_next_answer(self, error: VendorError | None = None, *, skip: int = 0) -> None:
        """The next write takes place, and its answer does not come; `skip` go well before it."""
        lost = error or VendorTimeout("Jira's answer did not come: its outcome is open")
        self._failures.append(_Failure(lost, writes=True, after=True, skip=skip))

    # ---- IssueTracker ----------------------------------------------------------------------------

    async def whoami(self) -> Person:
        return self.me

    async def field_ids(self, *, anew: bool = False) -> Mapping[str, str]:
        return {name: one for name, one in self.field_names.items() if name not in self.ambiguous}

    async def fetch_issue(self, issue: str, fields: Sequence[str] = ()) -> Issue:
        self._read()
        found = self._issue(issue)
        values = found.fields or {}
        return replace(found, fields={name: values[name] for name in fields if name in values})

    async def fetch_moves(self, issue: str, field: str) -> Sequence[Move]:
        self._read()
        actor = self.mover.id if self.mover else None
        return tuple(
            Move(number, at, actor, old, new, fields.get(field, ""))
            for number, (old, new, at, fields) in enumerate(
                self._history.get(self._issue(issue).id, []), 1
            )
        )

    async def fetch_comment(self, issue: str, comment_id: str) -> IssueComment:
        self._read()
        return self.comments[self._issue(issue).id][self._position(issue, comment_id)]

    async def fetch_comments(self, issue: str) -> Sequence[IssueComment]:
        self._read()
        return tuple(self.comments[self._issue(issue).id])

    async def fetch_links(self, issue: str) -> Sequence[str]:
        self._read()
        return tuple(link.url for link in self.links[self._issue(issue).id])

    async def find_marker(self, issue: str, marker: str) -> str | None:
        self._read()
        number = self._issue(issue).id
        comments = (one.id for one in reversed(self.comments[number]) if one.marker == marker)
        links = (one.id for one in self.links[number] if one.global_id == marker)
        return next(comments, None) or next(links, None)

    async def own_files(self, issue: str) -> Sequence[Attachment]:
        self._read()
        ours = [effect.file for effect in self.writes if isinstance(effect, AttachToIssue)]
        sent = {(_engineers(file.name).line, file.content.size) for file in ours}
        listed = [one for one, _ in self.files[self._issue(issue).id]]
        return tuple(one for one in listed if (one.file_name, one.size) in sent)

    async def find_created_issue(self, marker: str) -> Issue | None:
        self._read()
        return self.issues.get(self._markers.get(marker, ""))

    async def unresolved_issues(self, projects: Sequence[str]) -> AsyncIterator[Sequence[str]]:
        self._read()
        for one in [*self.issues.values()]:
            if one.project in projects and one.status != "Done":
                yield (one.id,)

    async def changed_issues(
        self, projects: Sequence[str], since: datetime, now: datetime
    ) -> AsyncIterator[Sequence[str]]:
        """All issues: what a search brings too much of is no harm."""
        self._read()
        for one in [*self.issues.values()]:
            if one.project in projects:
                yield (one.id,)

    async def issues_with_value(
        self, projects: Sequence[str], field: str
    ) -> AsyncIterator[Mapping[str, str]]:
        self._read()
        for one in [*self.issues.values()]:
            value = (one.fields or {}).get(field)
            if one.project in projects and value:
                yield {one.id: value}

    async def apply(self, effect: IssueEffect) -> Applied:
        self._fail(after=False, writes=True)
        applied = self._write(effect)
        self.writes.append(effect)
        self._fail(after=True, writes=True)
        return applied

    async def read_attachment(self, attachment: Attachment) -> AsyncIterator[bytes]:
        self._read()
        for known, content in (one for files in self.files.values() for one in files):
            if known.id == attachment.id:
                for start in range(0, len(content), 1024):
                    yield content[start : start + 1024]
                return
        raise NotFound(f"attachment {attachment.id} is not there", sent=False)

    # ---- how it works ----------------------------------------------------------------------------

    def _write(self, effect: IssueEffect) -> Applied:
        match effect:
            case PostIssueComment() | EditIssueComment() | DeleteIssueComment():
                return self._write_comment(effect)
            case CreateIssue():
                return self._create(effect)
            case UpdateIssue():
                return self._update(effect)
            case PutRemoteLink() | RemoveRemoteLink():
                return self._link(effect)
            case AttachToIssue():
                return self._attach(effect)
            case DeleteAttachment():
                return self._detach(effect)
            case TransitionIssue():
                return self._transition(effect)

    def _write_comment(
        self, effect: PostIssueComment | EditIssueComment | DeleteIssueComment
    ) -> Applied:
        if isinstance(effect, PostIssueComment):
            return self._post(effect)
        if isinstance(effect, DeleteIssueComment):
            return self._delete(effect)
        self.edit_comment(effect.issue_id, effect.comment_id, _document(effect.body))
        return Applied(effect.comment_id)

    def _post(self, effect: PostIssueComment) -> Applied:
        desk = self._issue(effect.issue_id).service_desk
        comment = self.add_comment(
            effect.issue_id,
            self.me,
            _document(effect.body),
            internal=True if effect.internal else (False if desk else None),
            marker=effect.marker,
        )
        return Applied(comment.id)

    def _detach(self, effect: DeleteAttachment) -> Applied:
        listed = self.files[self._issue(effect.issue_id).id]
        listed[:] = [one for one in listed if one[0].id != effect.attachment_id]
        return Applied(effect.attachment_id)

    def _delete(self, effect: DeleteIssueComment) -> Applied:
        listed = self.comments[self._issue(effect.issue_id).id]
        listed[:] = [one for one in listed if one.id != effect.comment_id]
        return Applied(effect.comment_id)

    def _create(self, effect: CreateIssue) -> Applied:
        values = self._values(effect.fields)
        issue = self.add_issue(effect.project.value, summary=_engineers(effect.summary).line)
        known = {
            "description": _document(effect.description),
            "issue_type": effect.issue_type.value,
        }
        self.change(issue.id, **known, fields={})
        self._set(issue.id, values, effect.fields)
        self._markers[effect.marker] = issue.id
        return Applied(issue.id, issue.key)

    def _update(self, effect: UpdateIssue) -> Applied:
        issue = self._issue(effect.issue_id)
        noted = _noted(issue.id, effect.note) if effect.note is not None else None
        self._set(issue.id, self._values(effect.fields), effect.fields)
        if noted is not None:
            self.gate_properties[issue.id] = noted
        return Applied(issue.id)

    def _set(
        self, issue: str, values: Mapping[str, str | None], raw: Mapping[str, FieldValue]
    ) -> None:
        found = self._issue(issue)
        merged = {**(found.fields or {}), **values}
        updates: dict[str, object] = {
            "fields": {name: value for name, value in merged.items() if value}
        }
        for name in ("summary", "priority"):
            if name in values:
                updates[name] = values[name]
        if isinstance(text := raw.get("description"), RedactedText):
            updates["description"] = text.document
        if "assignee" in raw:
            account = values["assignee"]
            updates["assignee"] = Person(id=account) if account else None
        self.change(issue, **updates)

    def _values(self, fields: Mapping[str, FieldValue]) -> dict[str, str | None]:
        own = (
            "summary",
            "description",
            "environment",
            "priority",
            "assignee",
            "labels",
            "components",
        )
        unknown = [one for one in fields if one not in (*own, *self.field_names.values())]
        if unknown:
            raise WriteRefused("no such field", status=400, fields=tuple(unknown))
        values = {name: _text(value) for name, value in fields.items()}
        if isinstance(summary := fields.get("summary"), RedactedText):
            values["summary"] = summary.line
        return values

    def _link(self, effect: PutRemoteLink | RemoveRemoteLink) -> Applied:
        listed = self.links[self._issue(effect.issue_id).id]
        if isinstance(effect, RemoveRemoteLink):
            listed[:] = [one for one in listed if one.global_id != effect.global_id]
            return Applied(effect.global_id)
        old = next((one for one in listed if one.global_id == effect.global_id), None)
        link = FakeLink(
            id=old.id if old else self._next_id(),
            global_id=effect.global_id,
            url=effect.url,
            title=_engineers(effect.title).line,
            summary=_engineers(effect.summary).line,
            resolved=effect.resolved,
        )
        listed[:] = [*(one for one in listed if one.id != link.id), link]
        return Applied(link.id)

    def _attach(self, effect: AttachToIssue) -> Applied:
        """A file of ours with the same name and size is the earlier upload, as in the client."""
        name = _engineers(effect.file.name).line
        for known, _content in self.files[self._issue(effect.issue_id).id]:
            if (known.file_name, known.size) == (name, effect.file.content.size):
                return Applied(known.id)
        return Applied(self.add_file(effect.issue_id, name, effect.file.content.open().read()).id)

    def _transition(self, effect: TransitionIssue) -> Applied:
        issue = self._issue(effect.issue_id)
        wanted = effect.to_status.value
        if issue.status != wanted and wanted not in self.allowed.get(issue.id, STATUSES):
            raise WriteRefused(f"no transition leads to {wanted}", status=400)
        self.change(issue.id, status=wanted)
        return Applied(issue.id)

    def _issue(self, id_or_key: str) -> Issue:
        for issue in self.issues.values():
            if id_or_key in (issue.id, issue.key):
                return issue
        raise NotFound(f"Jira issue {id_or_key} is not there", sent=False)

    def _position(self, issue: str, comment_id: str) -> int:
        for position, comment in enumerate(self.comments[self._issue(issue).id]):
            if comment.id == comment_id:
                return position
        raise NotFound(f"Jira issue {issue} has no comment {comment_id}", sent=False)

    def _read(self) -> None:
        self.reads += 1
        self._fail(after=False, writes=False)

    def _fail(self, *, after: bool, writes: bool) -> None:
        for failure in self._failures:
            if (failure.after, failure.writes) == (after, writes):
                self._failures.remove(failure)
                if not failure.skip:
                    raise failure.error
                self._failures.append(replace(failure, skip=failure.skip - 1))
                return

    def _next_id(self) -> str:
        self._last_id += 1
        return str(self._last_id)

    def _now(self) -> datetime:
        self._ticks += 1
        return START + timedelta(seconds=self._ticks)


def _noted(issue: str, note: GateNote) -> dict[str, object]:
    nodes = iter_nodes(_engineers(note.reasons).document) if note.reasons is not None else ()
    items = (Document(node.blocks) for node in nodes if isinstance(node, ListItem))
    reasons = [to_plain(item) for item in items]
    said = {"state": note.state, "complete": note.complete, "reasons": reasons}
    return {"issue": int(issue), **said}


def _engineers(text: RedactedText) -> RedactedText:
    if text.audience is not Audience.ENGINEERING:
        raise UnclearAudience("a text that was redacted for the customer was about to go to Jira")
    return text


def _document(text: RedactedText) -> Document:
    return _engineers(text).document


def _text(value: FieldValue) -> str | None:
    if value is None:
        return None
    if isinstance(value, RedactedText):
        return _engineers(value).plain
    return value.id if isinstance(value, AccountRef) else value.value
