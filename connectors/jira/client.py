"""Jira over its REST: the port `IssueTracker`.

One instance a process; it holds no state but what Jira told once (our account, the fields). Every
method raises leaves of VendorError; a text that cannot be read is Held. What a Data Center does in
another way than Cloud is in `dialect`; it is told by the credentials.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

import httpx

from app.effects import (
    Applied,
    AttachToIssue,
    CreateIssue,
    DeleteAttachment,
    DeleteIssueComment,
    EditIssueComment,
    FieldValue,
    IssueEffect,
    PostIssueComment,
    PutRemoteLink,
    RemoveRemoteLink,
    TransitionIssue,
    UpdateIssue,
)
from app.errors import NotFound, WriteRefused
from app.model import Attachment, Issue, IssueComment, Move, Person
from app.ports_budgets import UNPACED, RateBudget
from connectors.jira import reading, writing
from connectors.jira.auth import Credentials
from connectors.jira.dialect import Dialect, dialect_of
from connectors.jira.fields import Kind, encode, for_engineering
from connectors.jira.gate_loop import GateLoop, find_loop, transition_with
from connectors.jira.moves import read_moves
from connectors.jira.paging import Pages
from connectors.jira.reading import Json
from connectors.jira.searches import IssueSearches
from connectors.jira.site_fields import SiteFields
from connectors.jira.transport import TIMEOUT, Transport, path

_PAGE = 100


def no_loop() -> GateLoop | None:
    """The gate field is set as any other field is."""
    return None


class JiraClient(IssueSearches):
    """Jira as the account of `credentials` sees it, below `base_url`.

    `gate_loop` is asked at each write of the gate field whether a looped transition sets it.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        base_url: str,
        credentials: Credentials,
        *,
        timeout: httpx.Timeout = TIMEOUT,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        dialect: Dialect | None = None,
        gate_loop: Callable[[], GateLoop | None] = no_loop,
        budget: RateBudget = UNPACED,
    ) -> None:
        self._gate_loop = gate_loop
        self._jira = Transport(http, base_url, credentials, timeout, sleep, budget)
        self._dialect = dialect or dialect_of(credentials)
        self._path = self._dialect.path
        self._fields = SiteFields(self._jira, self._dialect)

    # ---- reads -----------------------------------------------------------------------------------

    async def whoami(self) -> Person:
        """The account that we write as; one read."""
        content = await self._jira.read(self._path("/myself"), doing="read our own account")
        return reading.read_person(reading.an_object(content, "account"))

    async def field_ids(self, *, anew: bool = False) -> Mapping[str, str]:
        """Ids of all fields by name, asked once or `anew`; see `FieldCatalog` for shared names."""
        return (await self._fields.catalog(anew=anew)).ids

    async def fetch_issue(self, issue: str, fields: Sequence[str] = ()) -> Issue:
        """One read by id or key; `fields` are ids, unknown ones are absent from the answer."""
        wanted = ",".join(dict.fromkeys((*reading.ISSUE_FIELDS, *fields)))
        content = await self._jira.read(
            self._path("/issue/{}", issue), {"fields": wanted}, doing=f"read issue {issue}"
        )
        wiki = await self._fields.wiki(fields)
        return reading.read_issue(content, fields, self._dialect, wiki)

    async def fetch_moves(self, issue: str, field: str) -> Sequence[Move]:
        """One read: the latest status changes with what stood in `field` (an id) at each."""
        content = await self._jira.read(
            self._path("/issue/{}", issue),
            {"fields": field, "expand": "changelog"},
            doing=f"read the history of issue {issue}",
        )
        ids = (await self._fields.catalog()).ids
        name = next((name for name, found in ids.items() if found == field), None)
        return read_moves(content, field, name)

    async def fetch_comment(self, issue: str, comment_id: str) -> IssueComment:
        """One read, with text, visibility, internal mark and marker."""
        content = await self._jira.read(
            self._path("/issue/{}/comment/{}", issue, comment_id),
            {"expand": "properties"},
            doing=f"read comment {comment_id} of issue {issue}",
        )
        return reading.read_comment(content, self._dialect)

    async def fetch_comments(self, issue: str) -> Sequence[IssueComment]:
        """All comments that our account may see, oldest first, a page of a hundred a read."""
        comments = self._comments(issue, "created")
        return [reading.read_comment(one, self._dialect) async for one in comments]

    async def find_marker(self, issue: str, marker: str) -> str | None:
        """The id of the comment or remote link that carries the marker; newest comments first.

        A remote link's marker is its `globalId`. Attachments carry none: uploading one that is
        already there gives its id (`apply`).
        """
        async for one in self._comments(issue, "-created"):
            properties = reading.read_properties(one)
            if reading.marker_of(properties.get(reading.MARKER_KEY)) == marker:
                return reading.text(one, "id", "a comment")
        return await self._find_remote_link(issue, marker)

    async def own_files(self, issue: str) -> Sequence[Attachment]:
        """The files that our account put on the issue, with name and size."""
        me = (await self.whoami()).id
        listed = await self._attachments(issue)
        return [writing.own_file(one) for one in listed if writing.is_by(one, me)]

    async def find_created_issue(self, marker: str) -> Issue | None:
        """The issue that an earlier CreateIssue with this marker made.

        Found by its label and confirmed by its property, because a clone copies the label. Jira's
        search lags behind by seconds: ask only after the horizon for late writes has passed.
        """
        query: dict[str, str | int] = {
            "jql": f'labels = "{writing.marker_label(marker)}"',
            "fields": ",".join(reading.ISSUE_FIELDS),
            "maxResults": _PAGE,
        }
        content = await self._jira.read(
            self._path(self._dialect.search),
            query,
            doing="look for an issue that was created earlier",
        )
        found = reading.objects(reading.an_object(content, "result").get("issues"), "issues")
        for issue in (reading.read_issue(one, (), self._dialect) for one in found):
            if await self._has_marker(issue.id, marker):
                return issue
        return None

    async def read_attachment(self, attachment: Attachment) -> AsyncIterator[bytes]:
        """The file as a stream from Jira itself; its `url` is not used and no redirect followed."""
        route = path(self._dialect.file, attachment.id, attachment.file_name or "file", api="")
        doing = f"read attachment {attachment.id}"
        async for chunk in self._jira.stream(route, {"redirect": "false"}, doing=doing):
            yield chunk

    # ---- writes ----------------------------------------------------------------------------------

    async def apply(self, effect: IssueEffect) -> Applied:
        """Bring the effect about with one write that is never repeated here."""
        match effect:
            case PostIssueComment() | EditIssueComment() | DeleteIssueComment():
                return await self._apply_comment(effect)
            case CreateIssue():
                return await self._create(effect)
            case UpdateIssue():
                return await self._update(effect)
            case PutRemoteLink() | RemoveRemoteLink():
                return await self._apply_link(effect)
            case AttachToIssue():
                return await self._attach(effect)
            case DeleteAttachment():
                return await self._detach(effect)
            case TransitionIssue():
                return await self._transition(effect)

    async def _apply_comment(
        self, effect: PostIssueComment | EditIssueComment | DeleteIssueComment
    ) -> Applied:
        issue = effect.issue_id
        if isinstance(effect, PostIssueComment):
            route = self._path("/issue/{}/comment", issue)
            body, doing = writing.new_comment(effect, self._dialect), f"comment on issue {issue}"
            return _made(await self._jira.write("POST", route, body, doing=doing), "a comment")
        route = self._path("/issue/{}/comment/{}", issue, effect.comment_id)
        if isinstance(effect, EditIssueComment):
            doing = f"edit comment {effect.comment_id} of issue {issue}"
            body = writing.comment_body(effect.body, self._dialect)
            await self._jira.write("PUT", route, body, doing=doing)
            return Applied(effect.comment_id)
        return await self._delete(route, effect)

    async def _delete(self, route: str, effect: DeleteIssueComment) -> Applied:
        doing = f"delete comment {effect.comment_id} of issue {effect.issue_id}"
        try:
            await self._jira.write("DELETE", route, doing=doing)
        except NotFound:
            return Applied(effect.comment_id)
        return Applied(effect.comment_id)

    async def _create(self, effect: CreateIssue) -> Applied:
        kinds = await self._fields.kinds(effect.fields)
        named = await self._fields.named_users(effect.fields)
        body = writing.new_issue(effect, named, kinds, self._dialect)
        doing = f"create an issue in project {effect.project.value}"
        content = await self._jira.write("POST", self._path("/issue"), body, doing=doing)
        made = reading.an_object(content, "issue")
        key = reading.text(made, "key", "an issue")
        return Applied(reading.text(made, "id", "an issue"), key)

    async def _update(self, effect: UpdateIssue) -> Applied:
        loop = self._gate_loop()
        if loop is None:
            return await self._edit(effect)
        field = (await self.field_ids()).get(loop.field_name, loop.field_name)
        if field not in effect.fields:
            return await self._edit(effect)
        others = {name: value for name, value in effect.fields.items() if name != field}
        rest = UpdateIssue(effect.issue_id, others, effect.marker, effect.note)
        # A gate shuts before anything else is written, and opens after all else is.
        if effect.fields[field] is None:
            await self._set_by_loop(effect.issue_id, loop, field, None)
            return await self._edit(rest)
        await self._edit(rest)
        return await self._set_by_loop(effect.issue_id, loop, field, effect.fields[field])

    async def _edit(self, effect: UpdateIssue) -> Applied:
        issue = effect.issue_id
        note = writing.gate_property(issue, effect.note) if effect.note is not None else None
        if effect.fields:
            kinds = await self._fields.kinds(effect.fields)
            named = await self._fields.named_users(effect.fields)
            body = writing.changed_fields(named, kinds, self._dialect)
            body = {**body, "properties": [note]} if note is not None else body
            route = self._path("/issue/{}", issue)
            await self._jira.write("PUT", route, body, doing=f"update issue {issue}")
        elif note is not None:
            route = self._path("/issue/{}/properties/{}", issue, note["key"])
            doing = f"set the gate's property of issue {issue}"
            await self._jira.write("PUT", route, note["value"], doing=doing)
        return Applied(issue)

    async def _set_by_loop(
        self, issue: str, loop: GateLoop, field: str, value: FieldValue
    ) -> Applied:
        route = self._path("/issue/{}/transitions", issue)
        content = await self._jira.read(
            route, {"expand": "transitions.fields"}, doing=f"read the transitions of issue {issue}"
        )
        listed = reading.an_object(content, "result").get("transitions")
        body = transition_with(
            find_loop(listed, loop, field, issue), {field: encode(field, Kind.LINE, value)}
        )
        await self._jira.write("POST", route, body, doing=f"set the gate of issue {issue}")
        return Applied(issue)

    async def _apply_link(self, effect: PutRemoteLink | RemoveRemoteLink) -> Applied:
        route = self._path("/issue/{}/remotelink", effect.issue_id)
        if isinstance(effect, PutRemoteLink):
            doing, link = f"put the link on issue {effect.issue_id}", writing.remote_link(effect)
            content = await self._jira.write("POST", route, link, doing=doing)
            return _made(content, "a remote link")
        doing = f"remove a remote link from issue {effect.issue_id}"
        with contextlib.suppress(NotFound):
            await self._jira.write(
                "DELETE", route, doing=doing, params={"globalId": effect.global_id}
            )
        return Applied(effect.global_id)

    async def _attach(self, effect: AttachToIssue) -> Applied:
        """Upload, unless our account put a file of this name and size there already."""
        name = for_engineering(effect.file.name).line
        size = effect.file.content.size
        me = (await self.whoami()).id
        for one in await self._attachments(effect.issue_id):
            if writing.same_file(one, name, size, me):
                return Applied(reading.text(one, "id", "an attachment"))
        content = await self._jira.write(
            "POST",
            self._path("/issue/{}/attachments", effect.issue_id),
            doing=f"attach a file to issue {effect.issue_id}",
            files={"file": (name, effect.file.content.open(), effect.file.content_type)},
            headers={"X-Atlassian-Token": "no-check"},
        )
        made = reading.objects(content, "attachments")
        return _made(made[0] if made else None, "an attachment")

    async def _detach(self, effect: DeleteAttachment) -> Applied:
        route = self._path("/attachment/{}", effect.attachment_id)
        doing = f"delete attachment {effect.attachment_id} of issue {effect.issue_id}"
        with contextlib.suppress(NotFound):
            await self._jira.write("DELETE", route, doing=doing)
        return Applied(effect.attachment_id)

    async def _transition(self, effect: TransitionIssue) -> Applied:
        """Take the transition that leads to the status; fine when the issue stands there."""
        status = effect.to_status.value
        found = await self._find_transition(effect.issue_id, status)
        if found is None:
            issue = await self.fetch_issue(effect.issue_id)
            if issue.status.casefold() == status.casefold():
                return Applied(effect.issue_id)
            raise WriteRefused(
                f"No transition of issue {effect.issue_id} that our account may take leads to the "
                f"status {status}. Check the workflow and the policy.",
                status=400,
            )
        doing = f"move issue {effect.issue_id} to the status {status}"
        route = self._path("/issue/{}/transitions", effect.issue_id)
        await self._jira.write("POST", route, {"transition": {"id": found}}, doing=doing)
        return Applied(effect.issue_id)

    # ---- what these rest on ----------------------------------------------------------------------

    async def _comments(self, issue: str, order: str) -> AsyncIterator[Json]:
        pages = Pages("comments")
        while pages.start is not None:
            content = await self._jira.read(
                self._path("/issue/{}/comment", issue),
                {
                    "startAt": pages.start,
                    "maxResults": _PAGE,
                    "orderBy": order,
                    "expand": "properties",
                },
                doing=f"read the comments of issue {issue}",
            )
            for one in pages.take(reading.an_object(content, "page of comments")):
                yield one

    async def _find_remote_link(self, issue: str, marker: str) -> str | None:
        content = await self._jira.read(
            self._path("/issue/{}/remotelink", issue),
            doing=f"read the remote links of issue {issue}",
        )
        for one in reading.objects(content, "remote links"):
            if one.get("globalId") == marker:
                return reading.text(one, "id", "a remote link")
        return None

    async def fetch_links(self, issue: str) -> Sequence[str]:
        """The URLs of the issue's remote links, ours among them; one read."""
        content = await self._jira.read(
            self._path("/issue/{}/remotelink", issue),
            doing=f"read the remote links of issue {issue}",
        )
        listed = [one.get("object") for one in reading.objects(content, "remote links")]
        urls = [one.get("url") for one in listed if isinstance(one, dict)]
        return tuple(url for url in urls if isinstance(url, str))

    async def _has_marker(self, issue: str, marker: str) -> bool:
        route = self._path("/issue/{}/properties/{}", issue, reading.MARKER_KEY)
        try:
            content = await self._jira.read(route, doing=f"read the marker of issue {issue}")
        except NotFound:
            return False
        return reading.marker_of(reading.an_object(content, "property").get("value")) == marker

    async def _attachments(self, issue: str) -> list[Json]:
        content = await self._jira.read(
            self._path("/issue/{}", issue),
            {"fields": "attachment"},
            doing=f"read the attachments of issue {issue}",
        )
        fields = reading.an_object(reading.an_object(content, "issue").get("fields"), "fields")
        return reading.objects(fields.get("attachment") or [], "attachments")

    async def _find_transition(self, issue: str, status: str) -> str | None:
        content = await self._jira.read(
            self._path("/issue/{}/transitions", issue),
            doing=f"read the transitions of issue {issue}",
        )
        listed = reading.an_object(content, "result").get("transitions")
        for one in reading.objects(listed, "transitions"):
            name = reading.text(reading.an_object(one.get("to"), "status"), "name", "a status")
            stays = one.get("looped") is True or one.get("isLooped") is True
            if name.casefold() == status.casefold() and not stays:
                return reading.text(one, "id", "a transition")
        return None


def _made(content: object, what: str) -> Applied:
    return Applied(reading.text(reading.an_object(content, what), "id", what))
