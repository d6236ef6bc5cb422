"""One comment's copy and files follow what becomes of the comment."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.document import from_plain
from app.model import Attachment, EventKind, Issue, Ticket
from app.records import DeliveryState
from tests.fakes.ticket_desk import REDACTED
from tests.services.world import JANE, RAVI, World

HOLD_EMAIL = {"redaction.entities.email.engineering": "hold"}
PRIVATE = "mail to ops@elsewhere.example fails"


def files_on(world: World, issue: Issue) -> list[str]:
    return [one.file_name for one, _ in world.tracker.files[issue.id]]


async def edited(world: World, ticket: Ticket, comment_id: str, **updates: object) -> None:
    world.desk.set_comment(ticket.id, comment_id, **updates)
    await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment_id)
    await world.settle()


def redact_file(world: World, ticket: Ticket, comment_id: str, name: str) -> dict[str, object]:
    """What Zendesk leaves of a file that an agent redacts."""
    comment = next(one for one in world.desk.comments[ticket.id] if one.id == comment_id)
    kept: list[Attachment] = []
    for one in comment.attachments:
        gone = {"file_name": "redacted.txt", "size": 1} if one.file_name == name else {}
        if gone:
            world.desk.files[one.id] = b"\n"
        kept.append(one.model_copy(update=gone))
    return {"attachments": tuple(kept)}


# ---- what is held now ----------------------------------------------------------------------------


async def test_an_edit_to_something_held_leaves_nothing_of_the_old_text(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "It fails.")
    world.policies.change(HOLD_EMAIL)
    await edited(world, ticket, comment.id, body=from_plain(PRIVATE))
    assert world.on_issue(issue) == []
    (held,) = await world.stuck()
    assert held.state is DeliveryState.HELD


async def test_an_engineer_s_edit_to_something_held_blackens_the_note(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.engineer_writes(issue, "We look at it.")
    world.policies.change({"redaction.entities.email.customer": "hold"})
    world.tracker.edit_comment(issue.id, comment.id, PRIVATE)
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    await world.settle()
    assert world.on_ticket(ticket) == [REDACTED]


async def test_what_was_held_crosses_as_a_new_copy_when_the_rule_is_taken_back(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "It fails.", files=[("a.txt", b"line one")])
    world.policies.change(HOLD_EMAIL)
    await edited(world, ticket, comment.id, body=from_plain(PRIVATE))
    assert files_on(world, issue) == []
    world.policies.change({"redaction.entities.email.engineering": "pseudonymise"})
    (held,) = await world.stuck()
    await world.store.write(lambda tx: tx.deliveries.replay(held.id, world.clock.now()))
    await world.settle()
    (text,) = world.on_issue(issue)
    assert "elsewhere" not in text
    assert files_on(world, issue) == ["a.txt"]


async def test_a_held_edit_whose_removal_fails_is_tried_until_the_old_text_is_gone(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "It fails.")
    world.policies.change(HOLD_EMAIL)
    world.tracker.lose_next_answer()
    await edited(world, ticket, comment.id, body=from_plain(PRIVATE))
    await world.settle_later(3600)
    assert world.on_issue(issue) == []
    assert [one.state for one in await world.stuck()] == [DeliveryState.HELD]


# ---- private, deleted, redacted ------------------------------------------------------------------


async def test_a_comment_that_is_made_private_is_told_as_a_note(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "It fails.")
    await edited(world, ticket, comment.id, public=False)
    (text,) = world.on_issue(issue)
    assert text.startswith("Support noted")


async def test_a_comment_that_is_made_private_goes_where_notes_stay(world: World) -> None:
    world.policies.change({"mapping.comments.to_jira.internal": "ignore"})
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "It fails.")
    await edited(world, ticket, comment.id, public=False)
    assert world.on_issue(issue) == []


async def test_the_audit_says_what_a_correction_cannot_take_back(world: World) -> None:
    ticket, _, link = await world.pair()
    comment = await world.customer_writes(ticket, "It fails.")
    await edited(world, ticket, comment.id, body=from_plain("▇▇▇"))
    details = [entry.detail for entry in await world.audit(f"link:{link.id}")]
    assert any("mails" in detail for detail in details)
    assert details.count("") > 0, "the first copy takes nothing back"


# ---- files ---------------------------------------------------------------------------------------


async def test_a_redacted_file_s_copy_goes_and_the_others_stay(world: World) -> None:
    ticket, issue, _ = await world.pair()
    files = [("a.txt", b"line one"), ("b.txt", b"line two")]
    comment = await world.customer_writes(ticket, "See both.", files=files)
    assert files_on(world, issue) == ["a.txt", "b.txt"]
    await edited(world, ticket, comment.id, **redact_file(world, ticket, comment.id, "a.txt"))
    assert "a.txt" not in files_on(world, issue)
    assert "b.txt" in files_on(world, issue)
    assert b"line one" not in [content for _, content in world.tracker.files[issue.id]]


async def test_a_file_that_may_no_longer_cross_goes_with_the_next_look(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "See it.", files=[("a.txt", b"line one")])
    world.policies.change({"mapping.attachments.to_jira": "announce"})
    await edited(world, ticket, comment.id, body=from_plain("See it, please."))
    assert files_on(world, issue) == []
    assert "Withheld" in world.on_issue(issue)[0]


async def test_a_file_that_two_comments_brought_stays_for_the_other(world: World) -> None:
    ticket, issue, _ = await world.pair()
    first = await world.customer_writes(ticket, "See it.", files=[("a.txt", b"line one")])
    await world.customer_writes(ticket, "Again.", files=[("a.txt", b"line one")])
    assert files_on(world, issue) == ["a.txt"]
    await edited(world, ticket, first.id, attachments=())
    assert files_on(world, issue) == ["a.txt"]


async def test_a_look_that_finds_nothing_new_uploads_nothing(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.customer_writes(ticket, "See it.", files=[("a.txt", b"line one")])
    writes = len(world.tracker.writes)
    await edited(world, ticket, comment.id)
    assert len(world.tracker.writes) == writes
    assert files_on(world, issue) == ["a.txt"]


async def test_a_file_redacted_before_its_copy_came_never_comes(world: World) -> None:
    ticket, issue, _ = await world.pair()
    comment = world.desk.add_comment(ticket.id, JANE, "See it.", files=[("a.txt", b"line one")])
    world.desk.set_comment(ticket.id, comment.id, **redact_file(world, ticket, comment.id, "a.txt"))
    await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment.id)
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await world.settle()
    assert "a.txt" not in files_on(world, issue)
    assert len(world.on_issue(issue)) == 1


async def test_a_file_whose_upload_had_an_unknown_outcome_goes_when_it_is_redacted(
    world: World,
) -> None:
    ticket, issue, _ = await world.pair()
    comment = world.desk.add_comment(ticket.id, JANE, "See it.", files=[("a.txt", b"line one")])
    world.tracker.lose_next_answer(skip=1)
    await world.zendesk(EventKind.COMMENT_ADDED, ticket, comment_id=comment.id)
    await world.settle()
    assert files_on(world, issue) == ["a.txt"]
    await edited(world, ticket, comment.id, **redact_file(world, ticket, comment.id, "a.txt"))
    await world.settle_later(600)
    assert b"line one" not in [content for _, content in world.tracker.files[issue.id]]


# ---- any order -----------------------------------------------------------------------------------


@given(
    order=st.permutations(["added", "changed", "deleted", "changed"]),
    settle=st.lists(st.booleans(), min_size=4, max_size=4),
)
@settings(max_examples=40, deadline=None)
async def test_a_comment_that_is_gone_has_no_copy_in_whatever_order_it_is_told(
    order: list[str], settle: list[bool]
) -> None:
    world = World()
    ticket, issue, _ = await world.pair()
    comment = world.tracker.add_comment(issue.id, RAVI, "We look at it.")
    await world.jira(EventKind.COMMENT_ADDED, issue, comment_id=comment.id)
    world.tracker.remove_comment(issue.id, comment.id)
    for word, now in zip(order, settle, strict=True):
        await world.jira(EventKind(f"comment_{word}"), issue, comment_id=comment.id)
        if now:
            await world.settle()
    await world.settle()
    assert [text for text in world.on_ticket(ticket) if text != REDACTED] == []
    assert await world.stuck() == []
