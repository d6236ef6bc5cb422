import pytest

from app.document import from_plain
from app.errors import AccessRefused, InputRefused, NotStored, StaleWrite, VendorFault
from app.model import Agent, EventKind, Issue, Restriction, Ticket
from app.services.accounts import OwnAccounts
from app.services.comments import Comments
from app.services.reviewing import Reviewing
from app.services.sidebar_views import StuckItem
from app.services.stuck import StuckTexts
from tests.services.world import ADMIN, AGENT, DIGEST_KEY, JANE, OMAR, RAVI, World

WHY = "Looked at it with the customer."


@pytest.fixture
def stuck(world: World) -> StuckTexts:
    trial = Comments(
        world.store, world.desk, world.tracker,
        OwnAccounts(world.store, world.desk, world.tracker), world.disclosure, world.files,
        world.outbox, world.clock, world.traits,
        Reviewing(world.store, world.disclosure, DIGEST_KEY, trial=True),
    )  # fmt: skip
    return StuckTexts(world.store, world.disclosure, trial, world.clock)


async def held_comment(
    world: World, text: str = "Labels are blank for Jane Roe."
) -> tuple[Ticket, Issue]:
    """A customer's comment that the mapping holds for a person."""
    world.policies.change({"mapping.comments.to_jira.public": "hold"})
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, text)
    return ticket, issue


async def only(stuck: StuckTexts, ticket: Ticket, agent: Agent = ADMIN) -> StuckItem:
    [item] = await stuck.of_ticket(ticket.id, agent=agent)
    return item


async def let_go(world: World, stuck: StuckTexts, ticket: Ticket) -> None:
    """An administrator reads the held text and releases it."""
    item = await only(stuck, ticket)
    text = await stuck.held_text(ticket.id, item.id, agent=ADMIN)
    await stuck.release(ticket.id, item.id, digest=text.digest, reason=WHY, agent=ADMIN)
    await world.settle()


# ---- what is told --------------------------------------------------------------------------------


async def test_a_held_text_is_told_in_plain_words_with_its_cure(
    world: World, stuck: StuckTexts
) -> None:
    ticket, issue = await held_comment(world)
    item = await only(stuck, ticket)
    assert (item.kind, item.direction, item.issue_key) == ("held", "to_jira", issue.key)
    assert item.reason == "The policy holds public comments for a person."
    assert "release it as it stands" in item.cure
    assert item.may_release
    assert "Jane" not in item.model_dump_json()


async def test_a_dead_letter_is_told_with_its_attempts_and_can_be_retried(
    world: World, stuck: StuckTexts
) -> None:
    world.policies.change({"mapping.delivery.max_attempts": 1})
    ticket, issue, _ = await world.pair()
    world.tracker.fail_next(VendorFault("down", status=503))
    await world.customer_writes(ticket, "It stopped again.")
    item = await only(stuck, ticket, AGENT)
    assert (item.kind, item.attempts, item.may_retry) == ("dead_letter", 1, True)
    assert "answer again" in item.cure
    assert await stuck.retry(ticket.id, item.id, agent=AGENT) == ()
    await world.settle_later(3600)
    assert any("It stopped again." in text for text in world.on_issue(issue))


async def test_what_is_stuck_of_another_ticket_is_neither_shown_nor_reached(
    world: World, stuck: StuckTexts
) -> None:
    ticket, _ = await held_comment(world)
    other, _, _ = await world.pair(requester=OMAR, organization=None)
    item = await only(stuck, ticket)
    assert await stuck.of_ticket(other.id, agent=ADMIN) == ()
    for act in (
        stuck.retry(other.id, item.id, agent=ADMIN),
        stuck.discard(other.id, item.id, reason=WHY, agent=ADMIN),
        stuck.held_text(other.id, item.id, agent=ADMIN),
        stuck.release(other.id, item.id, digest="0" * 64, reason=WHY, agent=ADMIN),
    ):
        with pytest.raises(NotStored):
            await act
    assert await only(stuck, ticket) == item


# ---- release -------------------------------------------------------------------------------------


async def test_a_reviewer_sees_what_would_be_sent_and_releases_it(
    world: World, stuck: StuckTexts
) -> None:
    ticket, issue = await held_comment(world)
    item = await only(stuck, ticket)
    text = await stuck.held_text(ticket.id, item.id, agent=ADMIN)
    assert "Labels are blank for [customer]." in text.text
    assert text.digest == item.digest
    assert world.on_issue(issue) == []
    left = await stuck.release(ticket.id, item.id, digest=text.digest, reason=WHY, agent=ADMIN)
    assert left == ()
    await world.settle()
    [sent] = world.on_issue(issue)
    assert "Labels are blank for [customer]." in sent


async def test_a_text_that_was_edited_since_is_not_released_and_is_held_anew(
    world: World, stuck: StuckTexts
) -> None:
    ticket, issue = await held_comment(world)
    item = await only(stuck, ticket)
    [comment] = world.desk.comments[ticket.id]
    world.desk.set_comment(ticket.id, comment.id, body=from_plain("Something else is up."))
    with pytest.raises(StaleWrite):
        await stuck.held_text(ticket.id, item.id, agent=ADMIN)
    assert item.digest is not None
    await stuck.release(ticket.id, item.id, digest=item.digest, reason=WHY, agent=ADMIN)
    await world.settle()
    anew = await only(stuck, ticket)
    assert anew.kind == "held"
    assert anew.digest != item.digest
    assert world.on_issue(issue) == []
    await let_go(world, stuck, ticket)
    assert len(world.on_issue(issue)) == 1


async def test_a_note_for_support_that_was_released_is_held_anew_once_it_would_be_public(
    world: World, stuck: StuckTexts
) -> None:
    world.policies.change(
        {
            "mapping.comments.to_zendesk.public_mark": {"text": "#public"},
            "mapping.comments.to_zendesk.restricted": ("role:Developers",),
            "mapping.review.kinds": ("email",),
            "redaction.entities.email.customer": "hold",
        }
    )
    ticket, issue, _ = await world.pair()
    restricted = Restriction(kind="role", value="Developers")
    said = "#public Restart it; ask x.y@contoso.example for the key."
    comment = await world.engineer_writes(issue, said, restriction=restricted)
    item = await only(stuck, ticket)
    read = await stuck.held_text(ticket.id, item.id, agent=ADMIN)
    assert read.readers == "support"
    world.tracker.set_comment(issue.id, comment.id, restriction=None)
    await stuck.release(ticket.id, item.id, digest=read.digest, reason=WHY, agent=ADMIN)
    await world.settle()
    assert world.on_ticket(ticket) == []
    anew = await only(stuck, ticket)
    assert (await stuck.held_text(ticket.id, anew.id, agent=ADMIN)).readers == "customer"
    await let_go(world, stuck, ticket)
    assert len(world.on_ticket(ticket)) == 1


async def test_a_text_that_other_rules_would_send_otherwise_is_held_anew(
    world: World, stuck: StuckTexts
) -> None:
    ticket, issue = await held_comment(world)
    item = await only(stuck, ticket)
    read = await stuck.held_text(ticket.id, item.id, agent=ADMIN)
    assert read.readers == "engineering"
    world.policies.change({"redaction.entities.customer_person.engineering": "allow"})
    await stuck.release(ticket.id, item.id, digest=read.digest, reason=WHY, agent=ADMIN)
    await world.settle()
    assert world.on_issue(issue) == []
    await let_go(world, stuck, ticket)
    assert len(world.on_issue(issue)) == 1


async def test_a_released_text_that_corrects_an_earlier_copy_crosses(
    world: World, stuck: StuckTexts
) -> None:
    ticket, issue, _ = await world.pair()
    comment = await world.engineer_writes(issue, "It stops at ten rows.")
    world.policies.change({"mapping.comments.to_zendesk.unmarked": "hold"})
    world.tracker.set_comment(issue.id, comment.id, body=from_plain("It stops at twelve rows."))
    await world.jira(EventKind.COMMENT_CHANGED, issue, comment_id=comment.id)
    await world.settle()
    assert not any("twelve" in text for text in world.on_ticket(ticket))
    await let_go(world, stuck, ticket)
    assert any("twelve" in text for text in world.on_ticket(ticket))


async def test_another_digest_than_the_held_texts_releases_nothing(
    world: World, stuck: StuckTexts
) -> None:
    ticket, issue = await held_comment(world)
    item = await only(stuck, ticket)
    with pytest.raises(StaleWrite):
        await stuck.release(ticket.id, item.id, digest="0" * 64, reason=WHY, agent=ADMIN)
    await world.settle()
    assert world.on_issue(issue) == []


async def test_a_release_is_for_one_text_and_the_next_is_held_again(
    world: World, stuck: StuckTexts
) -> None:
    ticket, issue = await held_comment(world)
    await let_go(world, stuck, ticket)
    await world.customer_writes(ticket, "Labels are blank for Jane Roe.")
    assert (await only(stuck, ticket)).kind == "held"
    assert len(world.on_issue(issue)) == 1


async def test_a_released_comment_that_is_edited_later_is_held_and_its_copy_goes(
    world: World, stuck: StuckTexts
) -> None:
    ticket, issue = await held_comment(world)
    await let_go(world, stuck, ticket)
    [comment] = [one for one in world.desk.comments[ticket.id] if one.author.id == JANE.id]
    world.desk.set_comment(ticket.id, comment.id, body=from_plain("Something else."))
    await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment.id)
    await world.settle()
    assert (await only(stuck, ticket)).kind == "held"
    assert world.on_issue(issue) == []


async def test_an_engineers_held_comment_is_shown_redacted_and_comes_as_an_internal_note(
    world: World, stuck: StuckTexts
) -> None:
    world.policies.change({"mapping.comments.to_zendesk.unmarked": "hold"})
    ticket, issue, _ = await world.pair()
    await world.engineer_writes(issue, "Ravi Menon: see build-07.corp.internal, it is the cache.")
    item = await only(stuck, ticket)
    assert item.direction == "to_zendesk"
    text = await stuck.held_text(ticket.id, item.id, agent=ADMIN)
    assert "Ravi" not in text.text
    assert "build-07" not in text.text
    await let_go(world, stuck, ticket)
    notes = [one for one in world.desk.comments[ticket.id] if one.author == world.desk.me]
    assert [note.public for note in notes] == [False]


async def held_kind(world: World, *, reviewable: bool) -> tuple[Ticket, Issue]:
    """A comment that holds a kind which the redaction policy holds toward engineering."""
    rule = world.policies.current().redaction.entities["health"]
    kinds = ["health"] if reviewable else []
    world.policies.change(
        {
            "redaction.entities.health": {**rule.model_dump(), "engineering": "hold"},
            "mapping.review.kinds": kinds,
        }
    )
    ticket, issue, _ = await world.pair()
    await world.customer_writes(
        ticket, "Export stops. The patient was diagnosed with epilepsy in May."
    )
    return ticket, issue


async def test_of_a_text_held_for_a_kind_the_rest_crosses_once_released(
    world: World, stuck: StuckTexts
) -> None:
    ticket, issue = await held_kind(world, reviewable=True)
    item = await only(stuck, ticket)
    assert item.kinds == {"health": 1}
    assert "health" in item.reason
    await let_go(world, stuck, ticket)
    [sent] = world.on_issue(issue)
    assert "Export stops." in sent
    assert "epilepsy" not in sent


async def test_a_kind_that_the_policy_does_not_name_is_released_by_nobody(
    world: World, stuck: StuckTexts
) -> None:
    ticket, issue = await held_kind(world, reviewable=False)
    item = await only(stuck, ticket)
    assert (item.may_release, item.digest) == (False, None)
    with pytest.raises(AccessRefused):
        await stuck.release(ticket.id, item.id, digest="0" * 64, reason=WHY, agent=ADMIN)
    assert world.on_issue(issue) == []


async def test_a_text_that_cannot_be_checked_is_released_by_nobody(
    world: World, stuck: StuckTexts
) -> None:
    ticket, issue, _ = await world.pair()
    world.policies.change({"mapping.comments.to_jira.public": "hold"})
    await world.customer_writes(ticket, "long " * 50_000)
    item = await only(stuck, ticket)
    assert (item.kind, item.may_release, item.digest) == ("held", False, None)
    with pytest.raises(AccessRefused):
        await stuck.held_text(ticket.id, item.id, agent=ADMIN)
    assert world.on_issue(issue) == []


# ---- who may, and why ----------------------------------------------------------------------------


async def test_only_the_roles_of_the_policy_may_release_and_discard(
    world: World, stuck: StuckTexts
) -> None:
    ticket, issue = await held_comment(world)
    digest = (await only(stuck, ticket)).digest or ""
    item = await only(stuck, ticket, AGENT)
    assert (item.may_release, item.may_discard, item.digest) == (False, False, None)
    for act in (
        stuck.held_text(ticket.id, item.id, agent=AGENT),
        stuck.release(ticket.id, item.id, digest=digest, reason=WHY, agent=AGENT),
        stuck.discard(ticket.id, item.id, reason=WHY, agent=AGENT),
    ):
        with pytest.raises(AccessRefused):
            await act
    await world.settle()
    assert world.on_issue(issue) == []
    world.policies.change({"mapping.review.release": ["agent"]})
    assert (await only(stuck, ticket, AGENT)).may_release


async def test_a_release_and_a_discard_take_a_reason(world: World, stuck: StuckTexts) -> None:
    ticket, _ = await held_comment(world)
    item = await only(stuck, ticket)
    assert item.digest is not None
    with pytest.raises(InputRefused):
        await stuck.release(ticket.id, item.id, digest=item.digest, reason="ok", agent=ADMIN)
    with pytest.raises(InputRefused):
        await stuck.discard(ticket.id, item.id, reason=" ", agent=ADMIN)
    assert await only(stuck, ticket) == item


async def test_what_is_discarded_never_comes_and_can_be_done_once(
    world: World, stuck: StuckTexts
) -> None:
    ticket, issue = await held_comment(world)
    item = await only(stuck, ticket)
    assert await stuck.discard(ticket.id, item.id, reason=WHY, agent=ADMIN) == ()
    await world.settle_later(days=1)
    assert world.on_issue(issue) == []
    with pytest.raises(NotStored):
        await stuck.discard(ticket.id, item.id, reason=WHY, agent=ADMIN)


async def test_who_settled_what_and_why_stands_in_the_audit_without_private_text(
    world: World, stuck: StuckTexts
) -> None:
    ticket, _ = await held_comment(world)
    item = await only(stuck, ticket)
    assert item.digest is not None
    reason = "Jane Roe of Northwind Traders said it is fine."
    await stuck.release(ticket.id, item.id, digest=item.digest, reason=reason, agent=ADMIN)
    [entry] = [one for one in await world.audit() if one.action == "held text released"]
    assert entry.actor == f"agent:{ADMIN.id}"
    assert item.id in entry.detail
    assert "said it is fine" in entry.detail
    assert "Jane" not in entry.detail
    assert "Northwind" not in entry.detail


async def test_an_engineers_restricted_comment_is_never_for_review(
    world: World, stuck: StuckTexts
) -> None:
    world.policies.change({"mapping.comments.to_zendesk.unmarked": "hold"})
    ticket, issue, _ = await world.pair()
    world.tracker.change(issue.id, security_level="Staff only")
    await world.engineer_writes(issue, "Not for support.", RAVI)
    assert await stuck.of_ticket(ticket.id, agent=ADMIN) == ()
