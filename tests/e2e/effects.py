"""Each effect that a webhook may have: what is prepared for it, and what must stand afterwards."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from connectors.sandbox.jira.config import ENGINEER
from connectors.sandbox.jira.prose import from_text
from tests.e2e.captured import Expected
from tests.e2e.seeding import seed_issue_comment, seed_ticket_comment
from tests.e2e.signing import signed
from tests.e2e.support import Pair, Town

SAID = "The export stops at row 10,000."
SAID_LATER = "The export stops at row 12,000 after all."
FILE = ("export.log", b"export ended after 10000 rows\n")


@dataclass(frozen=True)
class Scene:
    """One body about to be posted, with the linked pair that it is about."""

    town: Town
    system: str
    pair: Pair
    expected: Expected


Act = Callable[[Scene], Awaitable[None]]


async def prepare(scene: Scene) -> None:
    """Bring both sides into the state that the body tells of."""
    await PREPARE[scene.expected.effect](scene)


async def check(scene: Scene) -> None:
    """Fail unless the effect is there."""
    await CHECK[scene.expected.effect](scene)


async def _nothing(scene: Scene) -> None:
    return None


# ---- fields --------------------------------------------------------------------------------------


async def _assign_and_start(scene: Scene) -> None:
    issue = scene.town.issue(scene.pair.issue_id)
    statuses = scene.town.world.jira_app.state.jira.statuses.values()
    issue.values["assignee"] = ENGINEER.account_id
    issue.status_id = next(one.status_id for one in statuses if one.name == "In Progress")
    assert scene.town.ticket_field(scene.pair.ticket, "Engineering status") != "Being worked on"


async def _ticket_shows_the_issue(scene: Scene) -> None:
    show = scene.town.ticket_field
    assert show(scene.pair.ticket, "Engineering status") == "Being worked on"
    assert show(scene.pair.ticket, "Engineering owner") == "An engineer owns this"


async def _raise_priority(scene: Scene) -> None:
    scene.town.ticket(scene.pair.ticket).priority = "urgent"
    assert _priority(scene) != "Highest"


async def _issue_has_the_priority(scene: Scene) -> None:
    assert _priority(scene) == "Highest"


def _priority(scene: Scene) -> str:
    state = scene.town.world.jira_app.state.jira
    value = scene.town.issue(scene.pair.issue_id).values["priority"]
    name = state.priorities[value].name
    assert isinstance(name, str)
    return name


# ---- comments ------------------------------------------------------------------------------------


async def _comment_stands(scene: Scene) -> None:
    await _seed_comment(scene, None)


async def _comment_with_file(scene: Scene) -> None:
    await _seed_comment(scene, FILE)


async def _seed_comment(scene: Scene, file: tuple[str, bytes] | None) -> None:
    comment = scene.expected.comment
    if scene.system == "jira":
        seed_issue_comment(scene.town.issue(scene.pair.issue_id), comment, SAID)
    else:
        ticket = scene.town.ticket(scene.pair.ticket)
        await seed_ticket_comment(scene.town, ticket, int(comment), SAID, file)


async def _copied_once(scene: Scene) -> None:
    assert len(_copies(scene, "row 10,000")) == 1
    assert len(_copies(scene, "row")) == 1


async def _copied_with_file(scene: Scene) -> None:
    await _copied_once(scene)
    (attached,) = scene.town.issue(scene.pair.issue_id).attachments
    assert (attached.filename, attached.content) == FILE


def _copies(scene: Scene, text: str) -> list[object]:
    if scene.system == "jira":
        return list(scene.town.notes_with(scene.pair.ticket, text))
    return list(scene.town.copies_with(scene.pair.issue_id, text))


async def _comment_was_edited(scene: Scene) -> None:
    await _copy_first(scene)
    comments = scene.town.issue(scene.pair.issue_id).comments
    comment = next(one for one in comments if one.comment_id == scene.expected.comment)
    comment.body = from_text(SAID_LATER)


async def _comment_was_deleted(scene: Scene) -> None:
    await _copy_first(scene)
    scene.town.issue(scene.pair.issue_id).comments.clear()


async def _copy_first(scene: Scene) -> None:
    """The comment was copied when it was new, upon a body of our own."""
    await _comment_stands(scene)
    body = json.dumps(
        {
            "webhookEvent": "comment_created",
            "comment": {"id": scene.expected.comment},
            "issue": {"id": scene.pair.issue_id},
        }
    ).encode()
    headers = signed(scene.town.world, "jira", body)
    answer = await scene.town.http.post("/webhooks/jira", content=body, headers=headers)
    assert answer.json()["outcome"] == "accepted"
    await scene.town.settle()
    await _copied_once(scene)


async def _copy_is_corrected(scene: Scene) -> None:
    assert len(_copies(scene, "row 12,000")) == 1


async def _copy_is_gone(scene: Scene) -> None:
    assert _copies(scene, "row") == []


# ---- deletions -----------------------------------------------------------------------------------


async def _issue_was_deleted(scene: Scene) -> None:
    del scene.town.world.jira_app.state.jira.issues[scene.pair.issue_id]


async def _deletion_is_noted(scene: Scene) -> None:
    noted = [one.action for one in await scene.town.audit() if one.subject.endswith(_link(scene))]
    assert any(action.startswith("deleted in jira") for action in noted), noted
    assert scene.town.ticket(scene.pair.ticket).comments


def _link(scene: Scene) -> str:
    return scene.pair.link


PREPARE: dict[str, Act] = {
    "fields": _assign_and_start,
    "priority": _raise_priority,
    "copied": _comment_stands,
    "with file": _comment_with_file,
    "corrected": _comment_was_edited,
    "removed": _comment_was_deleted,
    "noted": _issue_was_deleted,
    "nothing": _nothing,
}
CHECK: dict[str, Act] = {
    "fields": _ticket_shows_the_issue,
    "priority": _issue_has_the_priority,
    "copied": _copied_once,
    "with file": _copied_with_file,
    "corrected": _copy_is_corrected,
    "removed": _copy_is_gone,
    "noted": _deletion_is_noted,
    "nothing": _nothing,
}
