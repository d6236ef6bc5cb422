"""What every TicketDesk does, whoever stands behind it. Subclass it and give `world`."""

from collections.abc import Iterable
from typing import Protocol

import pytest

from app.attachments.content import Spooled
from app.document import Document, Mark, Paragraph, Text, from_plain, to_plain
from app.effects import (
    ClearedFile,
    NewTicketComment,
    PolicyWord,
    RedactTicketComment,
    UpdateTicket,
)
from app.errors import NotFound, UnclearAudience, VendorTimeout, WriteRefused
from app.model import Audience, RedactedText, Side
from app.ports import TicketAccess
from app.ports_facts import GateDesk


class Desk(GateDesk, TicketAccess, Protocol):
    """All ports of Zendesk."""


class World(Protocol):
    """The Zendesk behind a desk, as a test arranges it."""

    desk: Desk
    field: str
    """The id of the text field "Jira issue" that tickets have."""
    unrestricted: str
    """An agent who may see every ticket; a member of the private group."""
    outside: str
    """An agent without restriction who is no member of the private group."""
    restricted: str
    """An agent who may see `seen_by_restricted` and not a ticket of nobody's."""

    async def new_ticket(self) -> int:
        """An open ticket of Maria Delgado, +1 202 555 0143, of Northgate Freight."""
        ...

    async def customer_writes(
        self, ticket_id: int, text: str, files: Iterable[tuple[str, bytes]] = ()
    ) -> str: ...
    async def seen_by_restricted(self) -> int: ...
    async def in_private_group(self) -> int: ...
    async def close(self, ticket_id: int) -> None: ...
    async def delete(self, ticket_id: int) -> None: ...
    async def lose_next_answer(self) -> None: ...


def redacted(text: str | Document, audience: Audience = Audience.CUSTOMER) -> RedactedText:
    """A text as redaction would hand it over."""
    document = from_plain(text) if isinstance(text, str) else text
    return RedactedText(document, audience, "policy-1")


def note(ticket_id: int, text: str | Document, marker: str = "m-1", **more: object) -> UpdateTicket:
    """An internal note as an effect."""
    comment = NewTicketComment(redacted(text), **more)  # type: ignore[arg-type]  # a test's shorthand
    return UpdateTicket(ticket_id, marker, comment)


class TicketDeskContract:
    async def test_a_ticket_comes_with_its_people_and_organization(self, world: World) -> None:
        ticket = await world.desk.fetch_ticket(await world.new_ticket())
        assert ticket.requester.name == "Maria Delgado"
        assert ticket.requester.side is Side.CUSTOMER
        assert (ticket.requester.phone or "").startswith("+1")
        assert ticket.organization
        assert ticket.organization.name == "Northgate Freight"
        assert ticket.organization.domains == ("northwind.example",)
        assert not ticket.closed

    async def test_a_field_s_id_is_told_by_its_title(self, world: World) -> None:
        ids = await world.desk.field_ids()
        assert ids["Jira issue"] == world.field
        assert "No such field" not in ids

    async def test_a_comment_is_read_with_its_author_audience_and_files(self, world: World) -> None:
        number = await world.new_ticket()
        made = await world.customer_writes(number, "It broke\n\nagain", [("trace.txt", b"boom")])
        comment = await world.desk.fetch_comment(number, made)
        assert (comment.id, comment.public, comment.marker) == (made, True, None)
        assert to_plain(comment.body) == "It broke\n\nagain"
        assert comment.author.name == "Maria Delgado"
        assert [file.file_name for file in comment.attachments] == ["trace.txt"]

    async def test_a_file_is_read_as_it_was_sent(self, world: World) -> None:
        number = await world.new_ticket()
        content = bytes(range(256)) * 20
        made = await world.customer_writes(number, "see file", [("trace.bin", content)])
        (file,) = (await world.desk.fetch_comment(number, made)).attachments
        assert b"".join([chunk async for chunk in world.desk.read_attachment(file)]) == content

    async def test_all_comments_come_oldest_first(self, world: World) -> None:
        number = await world.new_ticket()
        ids = [await world.customer_writes(number, f"line {i}") for i in range(3)]
        comments = await world.desk.fetch_comments(number)
        assert [comment.id for comment in comments][-3:] == ids

    async def test_an_internal_note_arrives_with_its_marker_and_by_us(self, world: World) -> None:
        number = await world.new_ticket()
        bold = Text("fixed", frozenset({Mark.STRONG}))
        body = Document((Paragraph((Text("It is "), bold)), Paragraph((Text("& <done>"),))))
        applied = await world.desk.apply(note(number, body, "m-7"))
        comment = await world.desk.fetch_comment(number, applied.remote_id)
        assert (comment.public, comment.marker, comment.body) == (False, "m-7", body)
        assert comment.author.id == (await world.desk.whoami()).id

    async def test_a_comment_is_public_only_when_asked(self, world: World) -> None:
        number = await world.new_ticket()
        applied = await world.desk.apply(note(number, "for all", public=True))
        assert (await world.desk.fetch_comment(number, applied.remote_id)).public

    async def test_a_comment_s_file_goes_along(self, world: World) -> None:
        number = await world.new_ticket()
        file = ClearedFile(redacted("log 1.txt"), Spooled(b"clean"), "text/plain")
        applied = await world.desk.apply(note(number, "see file", files=(file,)))
        (sent,) = (await world.desk.fetch_comment(number, applied.remote_id)).attachments
        assert sent.file_name == "log 1.txt"
        assert b"".join([chunk async for chunk in world.desk.read_attachment(sent)]) == b"clean"

    async def test_fields_status_priority_and_tags_change_in_one_write(self, world: World) -> None:
        number = await world.new_ticket()
        effect = UpdateTicket(
            number,
            "m-1",
            status=PolicyWord("pending"),
            priority=PolicyWord("urgent"),
            fields={world.field: PolicyWord("PROJ-1")},
            add_tags=(PolicyWord("escalated"),),
        )
        await world.desk.apply(effect)
        ticket = await world.desk.fetch_ticket(number)
        assert (ticket.status, ticket.priority) == ("pending", "urgent")
        assert ticket.fields[world.field] == "PROJ-1"
        assert "escalated" in ticket.tags

    async def test_it_is_told_when_a_ticket_was_solved(self, world: World) -> None:
        number = await world.new_ticket()
        assert await world.desk.solved_at(number) is None
        await world.desk.apply(UpdateTicket(number, "m-1", status=PolicyWord("solved")))
        solved = await world.desk.solved_at(number)
        assert solved is not None
        await world.desk.apply(UpdateTicket(number, "m-2", priority=PolicyWord("urgent")))
        assert await world.desk.solved_at(number) == solved

    async def test_a_field_set_to_nothing_is_gone(self, world: World) -> None:
        number = await world.new_ticket()
        for value in (PolicyWord("PROJ-1"), None):
            await world.desk.apply(UpdateTicket(number, f"m-{value}", fields={world.field: value}))
        assert world.field not in (await world.desk.fetch_ticket(number)).fields

    async def test_a_marker_leads_to_the_comment_that_it_made(self, world: World) -> None:
        number = await world.new_ticket()
        applied = await world.desk.apply(note(number, "one", "m-1"))
        await world.desk.apply(note(number, "two", "m-2"))
        assert await world.desk.find_marker(number, "m-1") == applied.remote_id
        assert await world.desk.find_marker(number, "m-3") is None

    async def test_a_marker_of_a_change_without_comment_is_found_too(self, world: World) -> None:
        number = await world.new_ticket()
        applied = await world.desk.apply(UpdateTicket(number, "m-1", status=PolicyWord("pending")))
        assert await world.desk.find_marker(number, "m-1") == applied.remote_id

    async def test_a_write_whose_answer_was_lost_is_found_by_its_marker(self, world: World) -> None:
        number = await world.new_ticket()
        await world.lose_next_answer()
        with pytest.raises(VendorTimeout) as lost:
            await world.desk.apply(note(number, "once", "m-9"))
        assert lost.value.sent
        made = await world.desk.find_marker(number, "m-9")
        assert made
        texts = [to_plain(c.body) for c in await world.desk.fetch_comments(number)]
        assert texts.count("once") == 1

    async def test_a_comment_of_ours_can_be_blackened_twice(self, world: World) -> None:
        number = await world.new_ticket()
        file = ClearedFile(redacted("log.txt"), Spooled(b"private"), "text/plain")
        made = (await world.desk.apply(note(number, "a secret 42", files=(file,)))).remote_id
        for _ in range(2):
            await world.desk.apply(RedactTicketComment(number, made, "m-2"))
        comment = await world.desk.fetch_comment(number, made)
        assert not any(character.isalnum() for character in to_plain(comment.body))
        for left in comment.attachments:
            content = b"".join([chunk async for chunk in world.desk.read_attachment(left)])
            assert b"private" not in content
            assert left.file_name == "redacted.txt"

    async def test_a_text_made_for_engineering_does_not_go_to_zendesk(self, world: World) -> None:
        number = await world.new_ticket()
        comment = NewTicketComment(redacted("internal", Audience.ENGINEERING))
        with pytest.raises(UnclearAudience):
            await world.desk.apply(UpdateTicket(number, "m-1", comment))
        assert await world.desk.find_marker(number, "m-1") is None

    async def test_a_closed_ticket_refuses_every_write(self, world: World) -> None:
        number = await world.new_ticket()
        await world.close(number)
        assert (await world.desk.fetch_ticket(number)).closed
        with pytest.raises(WriteRefused) as refused:
            await world.desk.apply(note(number, "late"))
        assert refused.value.fields == ("status",)

    async def test_what_is_gone_is_not_found(self, world: World) -> None:
        number = await world.new_ticket()
        made = await world.customer_writes(number, "hello")
        with pytest.raises(NotFound):
            await world.desk.fetch_comment(number, "987654321")
        await world.delete(number)
        for call in (
            world.desk.fetch_ticket(number),
            world.desk.fetch_comment(number, made),
            world.desk.fetch_comments(number),
            world.desk.find_marker(number, "m-1"),
            world.desk.apply(note(number, "late")),
            world.desk.apply(RedactTicketComment(number, made, "m-2")),
        ):
            with pytest.raises(NotFound):
                await call

    async def test_an_agent_sees_what_zendesk_lets_them_see(self, world: World) -> None:
        number, seen = await world.new_ticket(), await world.seen_by_restricted()
        assert await world.desk.may_see(world.unrestricted, number)
        assert await world.desk.may_see(world.restricted, seen)
        assert not await world.desk.may_see(world.restricted, number)

    async def test_a_private_group_s_ticket_is_for_its_members_alone(self, world: World) -> None:
        number, private = await world.seen_by_restricted(), await world.in_private_group()
        assert await world.desk.may_see(world.outside, number)
        assert await world.desk.may_see(world.unrestricted, private)
        assert not await world.desk.may_see(world.outside, private)
        assert not await world.desk.may_see(world.restricted, private)

    async def test_staff_are_found_by_their_whole_name_or_address_alone(self, world: World) -> None:
        for wanted in ("Dana Whitfield", " dana  WHITFIELD", "dana@acme.example"):
            (found,) = await world.desk.find_staff(wanted)
            assert (found.name, found.side, found.active) == (
                "Dana Whitfield", Side.SUPPORT, True
            )  # fmt: skip
        for nobody in ("Dana", "Whitfield Dana", "Maria Delgado", 'x" OR "', ""):
            assert list(await world.desk.find_staff(nobody)) == []

    async def test_the_groups_are_told_by_name(self, world: World) -> None:
        assert {"Support", "Escalations"} <= set(await world.desk.group_names())

    async def test_nobody_else_sees_anything(self, world: World) -> None:
        number = await world.new_ticket()
        customer = (await world.desk.fetch_ticket(number)).requester.id
        for stranger in (customer, "987654321", "", "me", "../users/1"):
            assert not await world.desk.may_see(stranger, number)
        assert not await world.desk.may_see(world.unrestricted, 987_654_321)
