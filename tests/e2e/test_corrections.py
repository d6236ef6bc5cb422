"""Merges, moves, deletions and a resweep, over HTTP with the vendors' own webhooks."""

import shutil
from pathlib import Path

import pytest

from app.model import Cause, LinkState
from tests.e2e.conftest import OpenTown
from tests.e2e.running import Ran, airlock, environment
from tests.e2e.support import POLICIES, REQUESTER, Pair, Town, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEAM = "10002"
PRIVATE = "Please mail ops@elsewhere.example about row 10,000."


async def standing(town: Town, pair: Pair) -> tuple[LinkState, Cause | None]:
    link = await town.world.service.store.read(lambda tx: tx.links.get(pair.link))
    assert link is not None
    return link.state, link.cause


async def move(town: Town, pair: Pair, project: str) -> None:
    state = town.world.jira_app.state.jira
    kind = state.project(project).issue_type_ids[0]
    order = {"targetToSourcesMapping": {f"{project},{kind}": {"issueIdsOrKeys": [pair.issue_id]}}}
    await town.admin.call("POST", "/bulk/issues/move", order)
    await town.settle()


async def test_an_issue_goes_on_with_the_ticket_that_is_left_of_a_merge(town: Town) -> None:
    pair = await town.open_pair()
    await town.customer_writes(pair, "It stops at row 10,000.")
    target = await town.open_ticket("The same again.")
    await town.helpdesk.call(
        "POST",
        f"/tickets/{target}/merge",
        {
            "ids": [pair.ticket],
            "source_comment": f"This request was merged into #{target}.",
            "target_comment": f"Request #{pair.ticket} said: It stops at row 10,000.",
        },
    )
    await town.settle()
    await town.helpdesk.comment(
        target, "And at row 20,000.", await town.user(REQUESTER), public=True
    )
    await town.engineer_writes(pair, "A fix is on its way.")
    await town.settle()
    assert len(town.copies_with(pair.issue, "row 10,000")) == 1
    assert len(town.copies_with(pair.issue, "row 20,000")) == 1
    line = f"Ticket #{pair.ticket} was merged into ticket #{target}."
    assert [text.strip() for text in town.copies_with(pair.issue, "merged into")] == [line]
    assert len(town.notes_with(target, "fix is on its way")) == 1
    assert town.notes_with(pair.ticket, "fix is on its way") == []
    assert await standing(town, pair) == (LinkState.ENDED, Cause.MERGED)
    assert await town.stuck() == []


async def test_a_ticket_that_is_deleted_restored_and_erased_takes_its_copies_along(
    town: Town,
) -> None:
    pair = await town.open_pair()
    await town.customer_writes(pair, "It stops at row 10,000.")
    await town.settle()
    await town.helpdesk.call("DELETE", f"/tickets/{pair.ticket}")
    await town.settle()
    assert await standing(town, pair) == (LinkState.AWAY, Cause.TICKET_DELETED)
    await town.engineer_writes(pair, "Written meanwhile.")
    await town.helpdesk.call("PUT", f"/deleted_tickets/{pair.ticket}/restore")
    await town.settle()
    assert await standing(town, pair) == (LinkState.ACTIVE, None)
    assert len(town.notes_with(pair.ticket, "Written meanwhile.")) == 1

    await town.helpdesk.call("DELETE", f"/tickets/{pair.ticket}")
    await town.helpdesk.call("DELETE", f"/deleted_tickets/{pair.ticket}")
    await town.settle()
    assert await standing(town, pair) == (LinkState.ENDED, Cause.TICKET_ERASED)
    assert town.copies_with(pair.issue, "row 10,000") == []
    assert town.issue(pair.issue).remote_links == []
    assert await town.stuck() == []


async def test_an_issue_in_a_project_of_no_policy_gets_nothing_until_it_is_back(
    town: Town,
) -> None:
    pair = await town.open_pair()
    await move(town, pair, TEAM)
    await town.customer_writes(pair, "Only for engineers.")
    await town.settle()
    assert await standing(town, pair) == (LinkState.AWAY, Cause.MOVED)
    assert town.copies_with(pair.issue_id, "Only for engineers.") == []
    await move(town, pair, "10000")
    await eventually(lambda: len(town.copies_with(pair.issue_id, "Only for engineers.")) == 1)
    assert await standing(town, pair) == (LinkState.ACTIVE, None)
    assert await town.stuck() == []


async def test_a_deleted_issue_is_told_by_one_internal_note(town: Town) -> None:
    pair = await town.open_pair()
    await town.admin.call("DELETE", f"/issue/{pair.issue}")
    await town.settle()
    (note,) = town.notes_with(pair.ticket, "Engineering deleted an issue")
    assert not note.public
    assert await standing(town, pair) == (LinkState.ENDED, Cause.ISSUE_DELETED)
    assert await town.stuck() == []


async def test_a_redacted_attachment_s_copy_goes_from_the_issue(town: Town) -> None:
    pair = await town.open_pair()
    token = await town.helpdesk.upload("trace.txt", b"worker 7 stopped at 09:10")
    author = await town.user(REQUESTER)
    comment = {"body": "See it.", "author_id": author, "public": True, "uploads": [token]}
    await town.helpdesk.call("PUT", f"/tickets/{pair.ticket}", {"ticket": {"comment": comment}})
    await town.settle()
    assert [one.filename for one in town.issue(pair.issue).attachments] == ["trace.txt"]
    made = town.ticket(pair.ticket).comments[-1]
    path = f"/tickets/{pair.ticket}/comments/{made.id}/attachments/{made.attachments[0].id}/redact"
    await town.helpdesk.call("PUT", path)
    await town.settle()
    contents = [one.content for one in town.issue(pair.issue).attachments]
    assert b"worker 7 stopped at 09:10" not in contents


async def test_a_comment_that_is_made_private_takes_its_copy_though_the_link_is_paused(
    towns: OpenTown,
) -> None:
    async with towns() as town:
        pair = await town.open_pair()
        await town.customer_writes(pair, "Our badge code is on the door.")
        await town.settle()
        assert len(town.copies_with(pair.issue, "badge code")) == 1
        await town.world.service.linking.pause(pair.link, by="operator")
        made = town.ticket(pair.ticket).comments[-1]
        path = f"/tickets/{pair.ticket}/comments/{made.id}/make_private"
        await town.helpdesk.call("PUT", path)
        await eventually(lambda: not town.copies_with(pair.issue, "badge code"))


async def test_a_resweep_edits_what_a_stricter_policy_would_send_otherwise(
    towns: OpenTown, tmp_path: Path
) -> None:
    policies = tmp_path / "policies"
    shutil.copytree(POLICIES, policies)
    async with towns(policy_dir=policies) as town:
        pair = await town.open_pair()
        await town.customer_writes(pair, PRIVATE)
        await town.settle()
        await make_stricter(town, policies)

        async def resweep(*args: str) -> Ran:
            return await airlock(
                "resweep", "--link", pair.link, "--json", *args,
                env=environment(town.world), cwd=tmp_path,
            )  # fmt: skip

        looked = await resweep("--dry-run")
        assert (looked.code, looked.json["counts"]) == (0, {"edit": 1, "unchanged": 1}), looked.err
        assert "[email-1]" in town.copies_with(pair.issue, "row 10,000")[0]
        ran = await resweep("--yes")
        assert (ran.code, ran.json["counts"]) == (0, {"changed": 1, "unchanged": 1}), ran.err
        assert "elsewhere" not in ran.out + ran.err
        assert "[email-1]" not in town.copies_with(pair.issue, "row 10,000")[0]
        again = await resweep("--yes")
        assert again.json["counts"] == {"unchanged": 2}, again.err


async def make_stricter(town: Town, policies: Path) -> None:
    """E-mail addresses are dropped toward Jira instead of numbered, as soon as the file is read."""
    file = policies / "redaction" / "customer-private.yaml"
    text = file.read_text(encoding="utf-8")
    before = town.world.service.policies.current().version
    file.write_text(
        text.replace(NUMBERED, NUMBERED.replace("engineering: pseudonymise", "engineering: drop"))
    )
    await eventually(lambda: town.world.service.policies.current().version != before)


NUMBERED = """    placeholder: email
    customer: pseudonymise
    engineering: pseudonymise
"""


async def test_a_resweep_without_a_yes_changes_nothing(town: Town, tmp_path: Path) -> None:
    ran = await airlock("resweep", env=environment(town.world), cwd=tmp_path)
    assert ran.code == 2
    assert "--dry-run" in ran.err
