"""Attachments on their way across: carried under a redacted name, or announced by kind."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from app.document import from_plain
from app.errors import (
    NotFound,
    PermissionRefused,
    VendorFault,
    VendorMisread,
    VendorTimeout,
    WriteRefused,
)
from app.model import Attachment, EventKind, Issue
from app.redaction.policy import AttachmentRule, FileTreatment
from tests.services.world import HORIZON, World
from tests.unit.attachments.support import unzipped, zipped

LOG = b"10:15 export of jane@northwind.example failed\n10:16 retried"


def files_of(world: World, issue: Issue) -> dict[str, bytes]:
    return {file.file_name: content for file, content in world.tracker.files[issue.id]}


async def test_a_text_file_crosses_redacted_under_a_redacted_name(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "See the log.", files=[("jane-roe-export.txt", LOG)])
    ((name, content),) = files_of(world, issue).items()
    assert "jane" not in name.casefold()
    assert "roe" not in name.casefold()
    assert b"jane@" not in content
    assert b"10:16 retried" in content
    (copy,) = world.on_issue(issue)
    assert f"Attached: {name}" in copy


async def test_the_same_person_has_one_placeholder_in_the_text_and_in_the_file(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "I am jane@northwind.example.", files=[("a.txt", LOG)])
    (content,) = files_of(world, issue).values()
    placeholder = content.decode().split("export of ")[1].split()[0]
    assert placeholder in world.on_issue(issue)[0]


def limit_text_files(world: World, size: int) -> None:
    rule = AttachmentRule(content_type="text/*", treatment=FileTreatment.REDACT, max_bytes=size)
    world.policies.change({"redaction.attachments": (rule.model_dump(),)})


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("jane-at-work.png", b"\x89PNG", "image"),
        ("jane.pdf", b"%PDF-1.7", "PDF"),
        ("dump.bin", b"\x00\x01", "file"),
        ("broken.txt", b"\xff\xfe\x00", "text file"),
        ("nul.txt", b"a\x00b", "text file"),
    ],
)
async def test_what_cannot_be_checked_is_withheld_and_announced_by_its_kind(
    world: World, name: str, content: bytes, kind: str
) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "See the file.", files=[(name, content)])
    (copy,) = world.on_issue(issue)
    assert files_of(world, issue) == {}
    assert f"Withheld: one {kind} (" in copy
    assert name.split(".")[0] not in copy


async def test_a_file_over_the_limit_is_withheld(world: World) -> None:
    limit_text_files(world, 20)
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "See the log.", files=[("a.txt", LOG)])
    assert files_of(world, issue) == {}
    assert "larger than the policy allows" in world.on_issue(issue)[0]


async def test_a_file_that_is_larger_than_it_says_is_withheld(world: World) -> None:
    limit_text_files(world, 2000)
    ticket, issue, _ = await world.pair()
    comment = world.desk.add_comment(ticket.id, ticket.requester, "See the log.")
    claimed = Attachment(id="77", file_name="a.txt", content_type="text/plain", size=10)
    world.desk.files["77"] = b"x" * 5000
    world.desk.set_comment(ticket.id, comment.id, attachments=(claimed,))
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await world.settle()
    assert files_of(world, issue) == {}
    assert "larger than the policy allows" in world.on_issue(issue)[0]


async def test_a_file_that_is_gone_is_announced_and_its_comment_crosses(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = world.desk.add_comment(
        ticket.id, ticket.requester, "See the log.", files=[("a.txt", LOG)]
    )
    world.desk.files.clear()
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await world.settle()
    (copy,) = world.on_issue(issue)
    assert "See the log." in copy
    assert "Withheld: one text file (it is no longer there)" in copy


async def test_a_file_that_goes_later_does_not_take_the_comment_s_copy_away(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "See the log.", files=[("a.txt", LOG)])
    world.desk.files.clear()
    await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment.id)
    await world.settle()
    (copy,) = world.on_issue(issue)
    assert "See the log." in copy
    assert "no longer there" in copy


async def test_a_comment_without_text_crosses_with_its_file(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "", files=[("a.txt", LOG)])
    assert len(files_of(world, issue)) == 1


async def test_the_files_of_a_comment_whose_copy_was_interrupted_still_cross_once(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.fail_next(VendorFault("502", status=502), skip=1)
    files = [("a.txt", LOG), ("b.txt", b"another file")]
    await world.customer_writes(ticket, "See the logs.", files=files)
    assert (len(world.on_issue(issue)), files_of(world, issue)) == (1, {})
    await world.settle_later(HORIZON.total_seconds() * 3)
    assert (len(world.on_issue(issue)), len(files_of(world, issue))) == (1, 2)
    assert len(world.tracker.files[issue.id]) == 2


async def test_a_file_whose_upload_had_an_unknown_outcome_arrives_once(world: World) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.fail_next(VendorTimeout("no answer"), skip=1)
    await world.customer_writes(ticket, "See the log.", files=[("a.txt", LOG)])
    await world.settle_later(HORIZON.total_seconds() * 3)
    assert len(world.tracker.files[issue.id]) == 1


async def test_a_comment_first_seen_when_it_changed_brings_its_files(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = world.desk.add_comment(
        ticket.id, ticket.requester, "See the log.", files=[("a.txt", LOG)]
    )
    await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment.id)
    await world.settle()
    assert "Attached: a.txt" in world.on_issue(issue)[0]
    assert list(files_of(world, issue)) == ["a.txt"]


async def test_a_changed_comment_does_not_send_its_files_again(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "See the log.", files=[("a.txt", LOG)])
    world.desk.set_comment(ticket.id, comment.id, body=from_plain("See ▇▇▇."))
    await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment.id)
    await world.settle()
    assert "▇▇▇" in world.on_issue(issue)[0]
    assert len(world.tracker.files[issue.id]) == 1


async def test_a_changed_comment_whose_first_upload_was_interrupted_ends_with_its_file(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    world.tracker.fail_next(VendorFault("502", status=502), skip=1)
    comment = await world.customer_writes(ticket, "See the log.", files=[("a.txt", LOG)])
    world.desk.set_comment(ticket.id, comment.id, body=from_plain("See ▇▇▇."))
    await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment.id)
    await world.settle_later(HORIZON.total_seconds() * 3)
    assert "▇▇▇" in world.on_issue(issue)[0]
    assert list(files_of(world, issue)) == ["a.txt"]


async def test_an_engineer_s_file_is_announced_where_the_policy_keeps_it_in_jira(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    file = world.tracker.add_file(issue.id, "heap-of-prod.txt", b"secret heap")
    await world.engineer_writes(issue, "See the heap.", attachments=(file,))
    (note,) = world.on_ticket(ticket)
    assert "Withheld: one text file (files stay on the other side)" in note
    assert "heap-of-prod" not in note


async def test_an_engineer_s_file_travels_with_its_note_where_the_policy_copies(
    world: World,
) -> None:
    world.policies.change({"mapping.attachments.to_zendesk": "copy"})
    ticket, issue, _ = await world.pair()
    file = world.tracker.add_file(issue.id, "steps.txt", b"1. Open the page on a.prod.internal")
    await world.engineer_writes(issue, "See the steps.", attachments=(file,))
    (note,) = [c for c in world.desk.comments[ticket.id] if c.author == world.desk.me]
    (sent,) = note.attachments
    assert sent.file_name == "steps.txt"
    assert b"prod.internal" not in world.desk.files[sent.id]
    assert b"1. Open the page" in world.desk.files[sent.id]
    assert not note.public


async def test_a_comment_that_is_gone_is_still_told_from_a_file_that_is_gone(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "See the log.", files=[("a.txt", LOG)])
    world.desk.fail_next(NotFound("gone", status=404), write=False, skip=1)
    await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment.id)
    await world.settle()
    assert world.on_issue(issue) == []


async def test_a_table_keeps_its_type_and_a_type_that_says_nothing_is_told_by_its_content(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    comment = world.desk.add_comment(ticket.id, ticket.requester, "See the files.")
    world.desk.files.update({"81": b"Password,Note\nqq77zz,fine\n", "82": LOG})
    vague = "application/octet-stream"
    files = (
        Attachment(id="81", file_name="a.csv", content_type="text/csv", size=26),
        Attachment(id="82", file_name="server.log", content_type=vague, size=len(LOG)),
    )
    world.desk.set_comment(ticket.id, comment.id, attachments=files)
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await world.settle()
    sent = files_of(world, issue)
    assert sent["a.csv"] == b"Password,Note\n[password],fine\n"
    assert b"10:16 retried" in sent["server.log"]
    assert b"jane@" not in sent["server.log"]


async def test_a_file_that_is_not_what_it_says_is_withheld(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "See it.", files=[("a.txt", b"\x89PNG\r\n\x1a\n")])
    assert files_of(world, issue) == {}
    assert (
        "Withheld: one text file (its content is not what its type says)"
        in (world.on_issue(issue)[0])
    )


async def test_an_archive_crosses_with_its_files_redacted(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = world.desk.add_comment(ticket.id, ticket.requester, "See the archive.")
    world.desk.files["83"] = zipped({"app.log": LOG, "x.bin": b"\0\1"})
    archive = Attachment(id="83", file_name="a.zip", content_type="application/zip", size=300)
    world.desk.set_comment(ticket.id, comment.id, attachments=(archive,))
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await world.settle()
    files = unzipped(files_of(world, issue)["a.zip"])
    assert set(files) == {"app.log", "WITHHELD.txt"}
    assert b"jane@" not in files["app.log"]


async def test_files_for_which_there_is_no_time_are_announced_and_their_comment_crosses(
    world: World,
) -> None:
    world.files._seconds = 0.0
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "See the log.", files=[("a.txt", LOG)])
    (copy,) = world.on_issue(issue)
    assert "See the log." in copy
    assert "it took too long to check" in copy


async def test_what_a_file_names_has_the_same_placeholder_in_the_next_comment(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    log = b"mail of quillan@elsewhere.example bounced\n"
    await world.customer_writes(ticket, "See the log.", files=[("a.txt", log)])
    (content,) = files_of(world, issue).values()
    placeholder = content.decode().split("mail of ")[1].split()[0]
    await world.customer_writes(ticket, "Ask quillan@elsewhere.example for more")
    assert f"Ask {placeholder} for more" in world.on_issue(issue)[1]


async def test_the_files_of_a_deleted_comment_go_with_its_copy(world: World) -> None:
    ticket, issue, _ = await world.pair()
    kept = await world.customer_writes(ticket, "The first log.", files=[("a.txt", LOG)])
    comment = await world.customer_writes(
        ticket, "The second log.", files=[("b.txt", LOG + b"b"), ("c.txt", LOG + b"c")]
    )
    world.tracker.add_file(issue.id, "theirs.txt", b"an engineer's own")
    gone = world.desk.comments[ticket.id]
    gone[:] = [one for one in gone if one.id != comment.id]
    await world.zendesk(EventKind.COMMENT_DELETED, ticket, comment_id=comment.id)
    await world.settle()
    assert len(world.on_issue(issue)) == 1
    assert set(files_of(world, issue)) == {"a.txt", "theirs.txt"}
    assert kept.id != comment.id


@pytest.mark.parametrize(
    "error",
    [
        PermissionRefused("403", status=403),
        WriteRefused("400", status=400),
        VendorMisread("no file"),
        OSError(28, "No space left on device", "jane-at-work.txt"),
    ],
)
async def test_a_file_that_can_never_be_read_is_announced_and_its_comment_crosses_once(
    world: World, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_: Attachment) -> AsyncIterator[bytes]:
        yield b"the beginning"
        raise error

    monkeypatch.setattr(world.desk, "read_attachment", fails)
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "See the log.", files=[("jane-at-work.txt", LOG)])
    (copy,) = world.on_issue(issue)
    assert "See the log." in copy
    assert "Withheld: one text file (it" in copy
    assert "jane" not in copy
    assert files_of(world, issue) == {}


async def test_a_file_that_never_ends_to_come_is_announced_and_its_comment_crosses(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def trickles(_: Attachment) -> AsyncIterator[bytes]:
        yield b"the beginning"
        await asyncio.Event().wait()

    monkeypatch.setattr(world.desk, "read_attachment", trickles)
    world.files._seconds = 0.05
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "See the log.", files=[("a.txt", LOG)])
    (copy,) = world.on_issue(issue)
    assert "See the log." in copy
    assert "it took too long to check" in copy
