"""Copies that stand, looked at again under another policy."""

import asyncio
from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.document import from_plain
from app.errors import StaleWrite, VendorUnreachable
from app.model import EventKind, Issue, System, Ticket, TicketLink
from app.records import Copy, Run, RunState
from app.services.accounts import OwnAccounts
from app.services.comment_reading import CommentReading
from app.services.resweep_choice import Choice
from app.services.resweep_issues import IssueTexts
from app.services.resweeping import Resweeping
from app.services.reviewing import Reviewing
from app.sync.resweep_plan import Outlook, plan_step
from tests.fakes.ticket_desk import REDACTED
from tests.services.world import AGENT, DIGEST_KEY, World

STRICTER = {"redaction.entities.email.engineering": "drop"}
PRIVATE = "Mail ops@elsewhere.example if it fails."


def resweeping(world: World) -> Resweeping:
    """A relay works beside it: each pause lets it work off what waits."""
    own = OwnAccounts(world.store, world.desk, world.tracker)
    reading = CommentReading(
        world.desk, world.tracker, own, world.disclosure, world.files, world.traits,
        Reviewing(world.store, world.disclosure, DIGEST_KEY),
    )  # fmt: skip

    async def pause(seconds: float) -> None:
        await world.settle()
        world.clock.pass_time(seconds)

    return Resweeping(world.store, world.policies, reading, world.clock, pause)


async def looked(world: World, choice: Choice | None = None) -> Counter[str]:
    return Counter([one.step async for one in resweeping(world).look(choice or Choice())])


async def swept(
    world: World, choice: Choice | None = None, run: Run | None = None, stop_after: int = 10**6
) -> Counter[str]:
    sweep, stop, found = resweeping(world), asyncio.Event(), Counter[str]()
    async for one in sweep.carry_out(run or await sweep.begin(choice or Choice()), stop):
        found[one.outcome] += 1
        if found.total() >= stop_after:
            stop.set()
    return found


@pytest.fixture
async def pair(world: World) -> tuple[Ticket, Issue, TicketLink]:
    """Two comments of which one would come out otherwise under a stricter policy."""
    ticket, issue, link = await world.pair()
    await world.customer_writes(ticket, PRIVATE)
    await world.customer_writes(ticket, "It fails.")
    return ticket, issue, link


Pair = tuple[Ticket, Issue, TicketLink]


async def test_a_dry_run_tells_and_sends_nothing(world: World, pair: Pair) -> None:
    _, issue, _ = pair
    before, writes = world.on_issue(issue), len(world.tracker.writes)
    world.policies.change(STRICTER)
    assert await looked(world) == {"edit": 1, "unchanged": 1}
    assert world.on_issue(issue) == before
    assert len(world.tracker.writes) == writes


async def test_what_is_redacted_otherwise_now_is_edited_in_jira(world: World, pair: Pair) -> None:
    _, issue, _ = pair
    world.policies.change(STRICTER)
    assert await swept(world) == {"changed": 1, "unchanged": 1}
    assert "[email-1]" not in world.on_issue(issue)[0]
    assert len(world.on_issue(issue)) == 2


async def test_a_second_resweep_changes_nothing_and_asks_nobody(world: World, pair: Pair) -> None:
    world.policies.change(STRICTER)
    await swept(world)
    calls = world.desk.reads + world.tracker.reads, len(world.tracker.writes)
    assert await swept(world) == {"unchanged": 2}
    assert (world.desk.reads + world.tracker.reads, len(world.tracker.writes)) == calls


async def test_a_note_in_zendesk_is_blackened_and_written_anew(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.engineer_writes(issue, PRIVATE)
    world.policies.change({"redaction.entities.email.customer": "drop"})
    assert await looked(world) == {"replace": 1}
    assert await swept(world) == {"changed": 1}
    old, new = world.on_ticket(ticket)
    assert old == REDACTED
    assert "if it fails" in new


async def test_what_the_policy_holds_now_is_taken_away_and_waits_for_a_person(
    world: World, pair: Pair
) -> None:
    _, issue, _ = pair
    world.policies.change({"redaction.entities.email.engineering": "hold"})
    assert await looked(world) == {"hold": 1, "unchanged": 1}
    assert await swept(world) == {"held": 1, "unchanged": 1}
    assert [text.split("\n")[-1] for text in world.on_issue(issue)] == ["It fails."]
    assert len(await world.stuck()) == 1


async def test_what_may_no_longer_cross_is_removed(world: World, pair: Pair) -> None:
    _, issue, _ = pair
    world.policies.change({"mapping.comments.to_jira.public": "ignore"})
    assert await looked(world) == {"remove": 2}
    assert await swept(world) == {"gone": 2}
    assert world.on_issue(issue) == []


async def test_a_copy_whose_source_is_gone_goes(world: World, pair: Pair) -> None:
    ticket, issue, _ = pair
    del world.desk.comments[ticket.id][0]
    world.policies.change(STRICTER)
    assert await looked(world) == {"gone": 1, "unchanged": 1}
    assert await swept(world) == {"gone": 1, "unchanged": 1}
    assert len(world.on_issue(issue)) == 1


async def test_files_follow_the_policy_too(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.customer_writes(ticket, "See it.", files=[("a.txt", b"ops@elsewhere.example")])
    before = [content for _, content in world.tracker.files[issue.id]]
    world.policies.change(STRICTER)
    assert await looked(world) == {"edit": 1}
    assert await swept(world) == {"changed": 1}
    after = [content for _, content in world.tracker.files[issue.id]]
    assert len(after) == 1
    assert before != after


async def test_a_file_of_an_engineer_s_note_follows_the_policy_too(world: World) -> None:
    world.policies.change({"mapping.attachments.to_zendesk": "copy"})
    ticket, issue, _ = await world.pair()
    file = world.tracker.add_file(issue.id, "a.txt", b"ops@elsewhere.example")
    await world.engineer_writes(issue, "See it.", attachments=(file,))
    world.policies.change({"redaction.entities.email.customer": "drop"})
    assert await looked(world) == {"replace": 1}
    assert await swept(world) == {"changed": 1}
    assert world.on_ticket(ticket)[0] == REDACTED
    assert await looked(world) == {"unchanged": 1}


async def test_a_paused_link_s_copies_go_and_come_again_when_it_is_resumed(
    world: World, pair: Pair
) -> None:
    _, issue, link = pair
    await world.linking.pause(link.id, by="operator")
    world.policies.change(STRICTER)
    assert await swept(world) == {"paused": 1, "unchanged": 1}
    assert [text.split("\n")[-1] for text in world.on_issue(issue)] == ["It fails."]
    await world.linking.resume(link.id, by="operator")
    await world.settle_later(60)
    (_, again) = world.on_issue(issue)
    assert "elsewhere" not in again


async def test_copies_of_a_deleted_ticket_are_told_and_not_called_unchanged(
    world: World, pair: Pair
) -> None:
    ticket, issue, _ = pair
    world.desk.delete(ticket.id)
    await world.zendesk(EventKind.DELETED, ticket)
    await world.settle()
    world.policies.change(STRICTER)
    assert await looked(world) == {"unread": 2}
    assert await swept(world) == {"unread": 2}
    assert len(world.on_issue(issue)) == 2


async def test_a_run_that_is_taken_up_under_another_policy_begins_anew(
    world: World, pair: Pair
) -> None:
    _, issue, _ = pair
    world.policies.change({"redaction.entities.email.engineering": "mask"})
    sweep = resweeping(world)
    run = await sweep.begin(Choice())
    assert (await swept(world, run=run, stop_after=1)).total() == 1
    world.policies.change({"mapping.comments.to_jira.public": "ignore"})
    await swept(world, run=await sweep.take_up(run.id))
    assert world.on_issue(issue) == []


async def test_a_policy_that_changes_during_a_run_is_the_one_that_holds_at_its_end(
    world: World, pair: Pair
) -> None:
    _, issue, _ = pair
    world.policies.change(STRICTER)
    sweep, stop, number = resweeping(world), asyncio.Event(), 0
    async for _ in sweep.carry_out(await sweep.begin(Choice()), stop):
        number += 1
        if number == 1:
            world.policies.change({"mapping.comments.to_jira.public": "ignore"})
    assert world.on_issue(issue) == []


async def test_a_stopped_run_goes_on_where_it_stood(world: World, pair: Pair) -> None:
    world.policies.change({"mapping.comments.to_jira.public": "ignore"})
    sweep = resweeping(world)
    run = await sweep.begin(Choice())
    assert await swept(world, run=run, stop_after=1) == {"gone": 1}
    left = await world.store.read(lambda tx: tx.runs.get(run.id))
    assert left is not None
    assert left.state is RunState.STOPPED
    assert await swept(world, run=await sweep.take_up(run.id)) == {"gone": 1}
    done = await world.store.read(lambda tx: tx.runs.get(run.id))
    assert done is not None
    assert (done.state, dict(done.counts)) == (RunState.DONE, {"gone": 2})


async def test_one_resweep_at_a_time(world: World, pair: Pair) -> None:
    await resweeping(world).begin(Choice())
    with pytest.raises(StaleWrite):
        await resweeping(world).begin(Choice())


async def test_a_lane_that_nobody_works_on_ends_the_run_and_it_can_go_on(
    world: World, pair: Pair
) -> None:
    world.policies.change(STRICTER)
    sweep = resweeping(world)

    async def nobody(seconds: float) -> None:
        world.clock.pass_time(60)

    sweep._pause = nobody
    run = await sweep.begin(Choice())
    with pytest.raises(VendorUnreachable):
        _ = [one async for one in sweep.carry_out(run, asyncio.Event())]
    assert await swept(world, run=await sweep.take_up(run.id)) == {"changed": 1, "unchanged": 1}


async def test_a_choice_leaves_the_others_alone(world: World, pair: Pair) -> None:
    _, issue, link = pair
    other, _, other_link = await world.pair()
    await world.customer_writes(other, PRIVATE)
    world.policies.change(STRICTER)
    assert await looked(world, Choice(link=other_link.id)) == {"edit": 1}
    assert await looked(world, Choice(project="OPS")) == {}
    assert await looked(world, Choice(project=issue.project)) == {"edit": 2, "unchanged": 1}
    world.clock.pass_time(3600)
    await world.customer_writes(other, "A third.")
    assert await looked(world, Choice(since=world.clock.now())) == {"unchanged": 1}
    assert link.id != other_link.id


async def test_what_people_do_meanwhile_and_the_resweep_end_in_one_copy(
    world: World, pair: Pair
) -> None:
    ticket, issue, _ = pair
    world.policies.change(STRICTER)
    sweep, stop = resweeping(world), asyncio.Event()
    comment = world.desk.comments[ticket.id][0]
    async for _ in sweep.carry_out(await sweep.begin(Choice()), stop):
        world.desk.set_comment(ticket.id, comment.id, body=from_plain("It works again."))
        await world.zendesk(EventKind.COMMENT_CHANGED, ticket, comment_id=comment.id)
    await world.settle()
    lines = [text.split("\n")[-1] for text in world.on_issue(issue)]
    assert lines == ["It works again.", "It fails."]


async def test_a_write_of_unknown_outcome_is_not_doubled(world: World) -> None:
    ticket, issue, _ = await world.pair()
    await world.engineer_writes(issue, PRIVATE)
    world.policies.change({"redaction.entities.email.customer": "drop"})
    world.desk._failures.clear()
    world.desk.lose_next_answer(skip=1)
    assert await swept(world) == {"changed": 1}
    assert len(world.on_ticket(ticket)) == 2


# ---- what cannot be mended -----------------------------------------------------------------------


async def stands(world: World) -> dict[str, Mapping[str, int] | None]:
    own = OwnAccounts(world.store, world.desk, world.tracker)
    texts = IssueTexts(world.store, world.tracker, own, world.disclosure)
    return {one.place: one.kinds async for one in texts.look(Choice())}


async def test_a_created_issue_s_description_that_would_be_redacted_now_is_told(
    world: World,
) -> None:
    world.policies.change({"redaction.entities.email.engineering": "allow"})
    ticket = world.ticket()
    await world.complete(ticket, tried=f"Asked twice. {PRIVATE}")
    preview = await world.escalations.preview(ticket.id, agent=AGENT)
    await world.escalations.escalate(
        ticket.id, preview_digest=preview.preview_digest, issue_key=None, agent=AGENT
    )
    await world.settle()
    assert await stands(world) == {}
    world.policies.change({"redaction.entities.email.engineering": "drop"})
    found = await stands(world)
    assert set(found) == {"description"}
    assert found["description"] == {"email": 1}


async def test_what_engineers_wrote_in_their_own_issue_is_not_told(world: World) -> None:
    _, issue, _ = await world.pair()
    world.tracker.change(issue.id, description=from_plain(PRIVATE))
    assert await stands(world) == {}


# ---- planning is pure ----------------------------------------------------------------------------

outlooks = st.builds(
    Outlook, st.booleans(), st.booleans(), st.sampled_from(["a", "b"]), st.booleans(), st.booleans()
)
copies = st.builds(
    lambda source, digest, public: Copy(
        link_id="l", source=source, source_comment_id="1", target_comment_id="2",
        digest=digest, policy="v1", public=public,
    ),
    st.sampled_from(list(System)), st.sampled_from(["a", "b"]), st.booleans(),
)  # fmt: skip


@given(copies, outlooks)
def test_after_a_step_was_carried_out_nothing_is_left_to_do(copy: Copy, now: Outlook) -> None:
    step = plan_step(copy, now)
    assert step == plan_step(copy, now)
    if step in ("edit", "replace", "unchanged"):
        done = copy.model_copy(update={"digest": now.digest, "public": now.public})
        settled = Outlook(digest=now.digest, public=now.public)
        assert plan_step(done, settled) == "unchanged"


@given(copies, outlooks)
def test_nothing_that_is_held_or_stays_is_left_standing(copy: Copy, now: Outlook) -> None:
    if now.held or not now.crosses:
        assert plan_step(copy, now) in ("hold", "remove")
