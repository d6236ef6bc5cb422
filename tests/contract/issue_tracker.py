"""What every IssueTracker does, whoever stands behind it. Subclass it and give `world`."""

from collections.abc import Mapping
from typing import Protocol

import pytest

from app.attachments.content import Spooled
from app.document import (
    Document,
    ItemList,
    ListItem,
    Mark,
    Paragraph,
    Text,
    from_plain,
    to_plain,
)
from app.effects import (
    AccountRef,
    AttachToIssue,
    ClearedFile,
    CreateIssue,
    DeleteAttachment,
    DeleteIssueComment,
    EditIssueComment,
    FieldValue,
    GateNote,
    GateToken,
    PolicyWord,
    PostIssueComment,
    PutRemoteLink,
    RemoveRemoteLink,
    TransitionIssue,
    UpdateIssue,
)
from app.errors import NotFound, UnclearAudience, VendorTimeout, WriteRefused
from app.model import Attachment, Audience, RedactedText, Restriction
from app.ports_facts import GateTracker
from app.ports_search import IssueSearch


class Searchable(GateTracker, IssueSearch, Protocol):
    """Both ports of one Jira."""


class World(Protocol):
    """The Jira behind a tracker, as a test arranges it; ENG is its project."""

    tracker: Searchable
    gate_name: str
    """The name of a single-line text field."""
    reasons_name: str
    """The name of a text area."""

    async def new_issue(self) -> str:
        """The id of an issue "Export stops" in "To Do"."""
        ...

    async def engineer_comments(
        self, issue: str, text: str, restricted_to: str | None = None
    ) -> str:
        """A comment by an engineer, if wanted for one role alone."""
        ...

    async def delete_issue(self, issue: str) -> None: ...
    async def attached(self, issue: str) -> list[Attachment]: ...
    async def remote_links(self, issue: str) -> list[tuple[str, str, bool]]:
        """Address, title and resolved of each."""
        ...

    async def gate_property(self, issue: str) -> object:
        """The value of the issue property `airlock.gate`; None without one."""
        ...

    async def lose_next_answer(self) -> None: ...


def redacted(text: str | Document, audience: Audience = Audience.ENGINEERING) -> RedactedText:
    """A text as redaction would hand it over."""
    document = from_plain(text) if isinstance(text, str) else text
    return RedactedText(document, audience, "policy-1")


def post(issue: str, text: str = "Hello", marker: str = "m-1") -> PostIssueComment:
    return PostIssueComment(issue, redacted(text), marker)


def creation(marker: str, fields: Mapping[str, FieldValue] | None = None) -> CreateIssue:
    summary, description = redacted("Import fails"), redacted("It stops at [customer].")
    return CreateIssue(
        PolicyWord("ENG"), PolicyWord("Bug"), summary, description, fields or {}, marker
    )


def link(issue: str, title: str, *, resolved: bool = False) -> PutRemoteLink:
    return PutRemoteLink(
        issue, "airlock:ticket:7", "https://acme.test/7", redacted(title), redacted("Gate closed"),
        resolved, "m-link",
    )  # fmt: skip


def file(name: str, content: bytes) -> ClearedFile:
    return ClearedFile(redacted(name), Spooled(content), "text/plain")


class IssueTrackerContract:
    async def test_a_remote_link_goes_and_one_that_is_gone_is_no_error(self, world: World) -> None:
        number = await world.new_issue()
        await world.tracker.apply(link(number, "Ticket 7"))
        removal = RemoveRemoteLink(number, "airlock:ticket:7", "m-2")
        for _ in range(2):
            await world.tracker.apply(removal)
        assert list(await world.tracker.fetch_links(number)) == []

    async def test_the_files_of_our_account_are_told_with_name_and_size(self, world: World) -> None:
        number = await world.new_issue()
        made = await world.tracker.apply(AttachToIssue(number, file("a.txt", b"one"), "m-1"))
        (own,) = await world.tracker.own_files(number)
        assert (own.id, own.file_name, own.size) == (made.remote_id, "a.txt", 3)

    async def test_an_issue_is_read_by_id_and_by_key(self, world: World) -> None:
        number = await world.new_issue()
        issue = await world.tracker.fetch_issue(number)
        assert (issue.id, issue.project, issue.summary) == (number, "ENG", "Export stops")
        assert (issue.status, issue.service_desk, issue.security_level) == ("To Do", False, None)
        assert await world.tracker.fetch_issue(issue.key) == issue

    async def test_a_deleted_issue_is_not_found(self, world: World) -> None:
        number = await world.new_issue()
        await world.delete_issue(number)
        with pytest.raises(NotFound):
            await world.tracker.fetch_issue(number)
        with pytest.raises(NotFound):
            await world.tracker.apply(post(number))

    async def test_a_comment_is_read_with_its_author_and_restriction(self, world: World) -> None:
        number = await world.new_issue()
        open_id = await world.engineer_comments(number, "Seen\n\ntwice")
        closed_id = await world.engineer_comments(number, "Internal", restricted_to="Developers")
        seen = await world.tracker.fetch_comment(number, open_id)
        assert (to_plain(seen.body), seen.restriction, seen.marker) == ("Seen\n\ntwice", None, None)
        assert seen.author.name == "Eli Engineer"
        closed = await world.tracker.fetch_comment(number, closed_id)
        assert closed.restriction == Restriction(kind="role", value="Developers")

    async def test_comments_come_oldest_first(self, world: World) -> None:
        number = await world.new_issue()
        made = [await world.engineer_comments(number, text) for text in ("one", "two", "three")]
        assert [one.id for one in await world.tracker.fetch_comments(number)] == made

    async def test_a_missing_comment_is_not_found(self, world: World) -> None:
        with pytest.raises(NotFound):
            await world.tracker.fetch_comment(await world.new_issue(), "999999")

    async def test_our_comment_carries_its_marker_and_our_account(self, world: World) -> None:
        number = await world.new_issue()
        body = Document((Paragraph((Text("Steps", frozenset({Mark.STRONG})), Text(": none"))),))
        applied = await world.tracker.apply(PostIssueComment(number, redacted(body), "m-1"))
        comment = await world.tracker.fetch_comment(number, applied.remote_id)
        assert (comment.body, comment.marker) == (body, "m-1")
        assert comment.author.id == (await world.tracker.whoami()).id

    async def test_a_comment_is_edited_in_place_and_keeps_its_marker(self, world: World) -> None:
        number = await world.new_issue()
        made = await world.tracker.apply(post(number))
        edit = EditIssueComment(number, made.remote_id, redacted("Better"), "m-2")
        assert (await world.tracker.apply(edit)).remote_id == made.remote_id
        comment = await world.tracker.fetch_comment(number, made.remote_id)
        assert (to_plain(comment.body), comment.marker) == ("Better", "m-1")

    async def test_editing_a_comment_that_is_gone_is_not_found(self, world: World) -> None:
        edit = EditIssueComment(await world.new_issue(), "999999", redacted("Better"), "m-2")
        with pytest.raises(NotFound):
            await world.tracker.apply(edit)

    async def test_deleting_twice_is_fine(self, world: World) -> None:
        number = await world.new_issue()
        made = await world.tracker.apply(post(number))
        for marker in ("m-2", "m-3"):
            await world.tracker.apply(DeleteIssueComment(number, made.remote_id, marker))
        assert list(await world.tracker.fetch_comments(number)) == []

    async def test_a_lost_answer_is_found_again_by_its_marker(self, world: World) -> None:
        number = await world.new_issue()
        await world.lose_next_answer()
        with pytest.raises(VendorTimeout) as caught:
            await world.tracker.apply(post(number, marker="m-lost"))
        assert caught.value.sent
        found = await world.tracker.find_marker(number, "m-lost")
        assert [one.id for one in await world.tracker.fetch_comments(number)] == [found]
        assert await world.tracker.find_marker(number, "m-other") is None

    async def test_a_created_issue_is_found_again_by_its_marker(self, world: World) -> None:
        await world.lose_next_answer()
        with pytest.raises(VendorTimeout):
            await world.tracker.apply(creation("m-new"))
        found = await world.tracker.find_created_issue("m-new")
        assert found is not None
        assert found.summary == "Import fails"
        assert await world.tracker.find_created_issue("m-never") is None

    async def test_an_issue_is_created_with_text_and_fields(self, world: World) -> None:
        ids = await world.tracker.field_ids()
        gate = ids[world.gate_name]
        fields: dict[str, FieldValue] = {"priority": PolicyWord("High"), gate: GateToken("ok:ab")}
        applied = await world.tracker.apply(creation("m-1", fields))
        issue = await world.tracker.fetch_issue(applied.remote_id, [gate])
        assert (issue.key, issue.issue_type, issue.priority) == (applied.issue_key, "Bug", "High")
        assert to_plain(issue.description) == "It stops at [customer]."
        assert dict(issue.fields or {}) == {gate: "ok:ab"}

    async def test_fields_are_set_and_cleared(self, world: World) -> None:
        number, ids = await world.new_issue(), await world.tracker.field_ids()
        gate, reasons = ids[world.gate_name], ids[world.reasons_name]
        me = (await world.tracker.whoami()).id
        texts = {gate: GateToken("ok:00ff"), reasons: redacted("- owner\n- logs")}
        both = {**texts, "assignee": AccountRef(me), "summary": redacted("New\ntitle")}
        await world.tracker.apply(UpdateIssue(number, both, "m-1"))
        issue = await world.tracker.fetch_issue(number, [gate, reasons])
        assert dict(issue.fields or {}) == {gate: "ok:00ff", reasons: "- owner\n- logs"}
        assert issue.summary == "New title"
        assert issue.assignee
        assert issue.assignee.id == me
        await world.tracker.apply(UpdateIssue(number, {gate: None, "assignee": None}, "m-2"))
        issue = await world.tracker.fetch_issue(number, [gate, reasons])
        assert dict(issue.fields or {}) == {reasons: "- owner\n- logs"}
        assert issue.assignee is None

    async def test_the_gates_property_is_set_with_the_fields_and_alone(self, world: World) -> None:
        number, ids = await world.new_issue(), await world.tracker.field_ids()
        items = ItemList((ListItem((Paragraph((Text("Owner: Nobody."),)),)),))
        reasons = redacted(Document((Paragraph((Text("Incomplete:"),)), items)))
        note, gate = GateNote("incomplete", complete=False, reasons=reasons), ids[world.gate_name]
        await world.tracker.apply(UpdateIssue(number, {gate: None}, "m-1", note))
        assert await world.gate_property(number) == {
            "issue": int(number), "state": "incomplete", "complete": False,
            "reasons": ["Owner: Nobody."],
        }  # fmt: skip
        ready = GateNote("ready", complete=True)
        await world.tracker.apply(UpdateIssue(number, {}, "m-2", ready))
        assert await world.gate_property(number) == {
            "issue": int(number), "state": "ready", "complete": True, "reasons": [],
        }  # fmt: skip

    async def test_a_field_that_does_not_exist_is_named_in_the_refusal(self, world: World) -> None:
        update = UpdateIssue(await world.new_issue(), {"Nonsense": redacted("x")}, "m-1")
        with pytest.raises(WriteRefused) as caught:
            await world.tracker.apply(update)
        assert caught.value.fields == ("Nonsense",)
        assert not caught.value.sent

    async def test_a_remote_link_is_put_once_and_then_changed(self, world: World) -> None:
        number = await world.new_issue()
        first = await world.tracker.apply(link(number, "Ticket #7"))
        second = await world.tracker.apply(link(number, "Ticket #7 (solved)", resolved=True))
        assert first.remote_id == second.remote_id
        assert await world.remote_links(number) == [
            ("https://acme.test/7", "Ticket #7 (solved)", True)
        ]
        assert await world.tracker.find_marker(number, "airlock:ticket:7") == first.remote_id
        assert list(await world.tracker.fetch_links(number)) == ["https://acme.test/7"]

    async def test_a_file_is_attached_once_although_its_answer_was_lost(self, world: World) -> None:
        number = await world.new_issue()
        upload = AttachToIssue(number, file("trace [name].txt", b"boom" * 1000), "m-1")
        await world.lose_next_answer()
        with pytest.raises(VendorTimeout):
            await world.tracker.apply(upload)
        again = await world.tracker.apply(upload)
        (attached,) = await world.attached(number)
        assert (attached.id, attached.file_name) == (again.remote_id, "trace [name].txt")
        content = b"".join([chunk async for chunk in world.tracker.read_attachment(attached)])
        assert content == b"boom" * 1000

    async def test_a_file_of_ours_is_removed_and_removed_again(self, world: World) -> None:
        number = await world.new_issue()
        made = await world.tracker.apply(AttachToIssue(number, file("a.txt", b"one"), "m-1"))
        for _ in range(2):
            await world.tracker.apply(DeleteAttachment(number, made.remote_id, "m-2"))
        assert await world.attached(number) == []

    async def test_two_files_of_one_name_are_two_files(self, world: World) -> None:
        number = await world.new_issue()
        for content in (b"one", b"other"):
            await world.tracker.apply(AttachToIssue(number, file("a.txt", content), "m"))
        assert len(await world.attached(number)) == 2

    async def test_a_missing_file_is_not_found(self, world: World) -> None:
        missing = Attachment(id="999999", file_name="a.txt")
        with pytest.raises(NotFound):
            [chunk async for chunk in world.tracker.read_attachment(missing)]

    async def test_a_transition_is_taken_by_the_name_of_its_status(self, world: World) -> None:
        number = await world.new_issue()
        await world.tracker.apply(TransitionIssue(number, PolicyWord("Triage"), "m-1"))
        assert (await world.tracker.fetch_issue(number)).status == "Triage"

    async def test_a_move_is_told_with_what_stood_in_the_field(self, world: World) -> None:
        number = await world.new_issue()
        gate = (await world.tracker.field_ids())[world.gate_name]
        await world.tracker.apply(UpdateIssue(number, {gate: GateToken("ok:ab")}, "m-1"))
        await world.tracker.apply(TransitionIssue(number, PolicyWord("In Progress"), "m-2"))
        await world.tracker.apply(UpdateIssue(number, {gate: None}, "m-3"))
        await world.tracker.apply(TransitionIssue(number, PolicyWord("Done"), "m-4"))
        moves = await world.tracker.fetch_moves(number, gate)
        assert [(one.from_status, one.to_status, one.value) for one in moves] == [
            ("To Do", "In Progress", "ok:ab"),
            ("In Progress", "Done", ""),
        ]
        assert moves[0].number < moves[1].number

    async def test_issues_are_found_that_are_not_done_or_hold_a_value(self, world: World) -> None:
        plain, done, valued = [await world.new_issue() for _ in range(3)]
        gate = (await world.tracker.field_ids())[world.gate_name]
        await world.tracker.apply(TransitionIssue(done, PolicyWord("In Progress"), "m-1"))
        await world.tracker.apply(TransitionIssue(done, PolicyWord("Done"), "m-2"))
        await world.tracker.apply(UpdateIssue(valued, {gate: GateToken("ok:ab")}, "m-3"))
        search = world.tracker
        unresolved = [one async for page in search.unresolved_issues(["ENG"]) for one in page]
        with_value = [page async for page in search.issues_with_value(["ENG"], gate)]
        assert {plain, valued} <= set(unresolved)
        assert done not in unresolved
        assert with_value == [{valued: "ok:ab"}]

    async def test_a_transition_to_where_the_issue_stands_is_fine(self, world: World) -> None:
        number = await world.new_issue()
        await world.tracker.apply(TransitionIssue(number, PolicyWord("To Do"), "m-1"))
        assert (await world.tracker.fetch_issue(number)).status == "To Do"

    async def test_a_status_that_nothing_leads_to_is_refused(self, world: World) -> None:
        transition = TransitionIssue(await world.new_issue(), PolicyWord("Nowhere"), "m-1")
        with pytest.raises(WriteRefused):
            await world.tracker.apply(transition)

    async def test_a_text_for_the_customer_does_not_go_to_jira(self, world: World) -> None:
        number = await world.new_issue()
        wrong = redacted("For you", Audience.CUSTOMER)
        for effect in (
            PostIssueComment(number, wrong, "m-1"),
            UpdateIssue(number, {"summary": wrong}, "m-2"),
            UpdateIssue(number, {}, "m-2", GateNote("ready", complete=True, reasons=wrong)),
            AttachToIssue(number, ClearedFile(wrong, Spooled(b"x"), "text/plain"), "m-3"),
        ):
            with pytest.raises(UnclearAudience):
                await world.tracker.apply(effect)
        assert list(await world.tracker.fetch_comments(number)) == []
