"""One enterprise escalation, step by step. Every step is an HTTP call that a person could make."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from app.demo import script
from app.demo.actors import Engineer, Helpdesk, SidebarUser, code, paragraph
from app.demo.world import World
from connectors.sandbox.jira.config import ENGINEER

GUARDED = "Escalated"
_BEARER = re.compile(r'<meta name="airlock-session" content="([^"]+)">')

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Step:
    name: str
    ok: bool
    detail: str


@dataclass
class Story:
    """What happened so far; `issue` and the tickets are known once they exist."""

    world: World
    helpdesk: Helpdesk
    engineer: Engineer
    sidebar: SidebarUser
    tell: Tell
    steps: list[Step] = field(default_factory=list)
    first_ticket: int = 0
    second_ticket: int = 0
    issue: str = ""
    comments: dict[str, str] = field(default_factory=dict)

    def note(self, name: str, ok: bool, detail: str) -> None:
        """Record a step and tell it."""
        self.steps.append(Step(name, ok, detail))
        self.tell(f"{'✓' if ok else '✗'} {name}: {detail}")


@asynccontextmanager
async def open_story(world: World, tell: Tell) -> AsyncIterator[Story]:
    """The people of the story, ready to act; their connections close with the block."""
    config = world.zendesk_app.state.desk.config
    helpdesk = Helpdesk(world.zendesk_url, config.api_email, config.api_token)
    engineer = Engineer(world.jira_url, ENGINEER)
    sidebar = SidebarUser(world.service_url)
    try:
        yield Story(world, helpdesk, engineer, sidebar, tell)
    finally:
        for actor in (helpdesk, engineer, sidebar):
            await actor.close()


async def play(story: Story) -> None:
    """Play the whole story. Raises httpx.HTTPStatusError when a call that must succeed does not."""
    for act in ACTS:
        await act(story)
        await story.world.settle()


async def open_ticket(story: Story) -> None:
    """The customer writes, with everything that people put into a first message."""
    desk = story.helpdesk
    requester = await desk.find_user(script.REQUESTER_EMAIL)
    copied = await desk.find_user(script.COPIED_EMAIL)
    token = await desk.upload(script.ATTACHMENT_NAME, script.LOG.encode())
    account = await desk.field_id("Account number")
    story.first_ticket = await desk.create_ticket(
        {
            "subject": script.SUBJECT,
            "requester_id": requester["id"],
            "collaborator_ids": [copied["id"]],
            "priority": "high",
            "comment": {"body": script.OPENING, "uploads": [token], "author_id": requester["id"]},
            "custom_fields": [{"id": account, "value": script.ACCOUNT_NUMBER}],
        }
    )
    story.note("ticket", story.first_ticket > 0, f"ticket {story.first_ticket} with a log attached")


async def link_issue(story: Story) -> None:
    """Engineering has an issue in triage; support links the ticket to it from the sidebar."""
    story.issue = await story.engineer.create_issue("ENG", "Bug", "Export ends at 10,000 rows")
    agent = await story.helpdesk.find_user(script.AGENT_EMAIL)
    token = story.world.zendesk_app.state.sidebar_key.token(int(agent["id"]))
    await story.sidebar.sign_in(token, _read_bearer)
    path = f"/api/tickets/{story.first_ticket}/links"
    view = await story.sidebar.call("POST", path, {"issue_key": story.issue})
    linked = [link["issue_key"] for link in view["links"]]
    story.note("link", linked == [story.issue], f"ticket {story.first_ticket} ⇄ {story.issue}")


def _read_bearer(answer: httpx.Response) -> str:
    found = _BEARER.search(answer.text)
    return found.group(1) if found else ""


async def try_too_early(story: Story) -> None:
    """Jira itself refuses the transition: the gate field is empty."""
    status, messages = await story.engineer.take_transition(story.issue, GUARDED)
    detail = messages[0] if messages else f"status {status}"
    story.note("transition refused", status == 400 and bool(messages), detail)
    view = await story.sidebar.call("GET", f"/api/tickets/{story.first_ticket}/gate")
    missing = [item["label"] for item in view["items"] if item["state"] != "present"]
    shown = ", ".join(missing)
    story.note("reasons in the sidebar", view["state"] == "incomplete" and bool(missing), shown)


async def complete_packet(story: Story) -> None:
    """The agent fills in the packet; the gate opens."""
    path = f"/api/tickets/{story.first_ticket}"
    view = await story.sidebar.call("GET", f"{path}/gate")
    change = {"severity": script.SEVERITY, "items": script.ITEMS, "pattern": "bug"}
    saved = await story.sidebar.call("PUT", f"{path}/packet", change, etag=view["etag"])
    reasons = "; ".join(saved["reasons"]) or "every item present"
    story.note("packet complete", saved["state"] == "ready", reasons)


async def preview_and_escalate(story: Story) -> None:
    """The agent sees exactly what Jira will hold, and sends that."""
    path = f"/api/tickets/{story.first_ticket}"
    preview = await story.sidebar.call("POST", f"{path}/preview")
    withheld = ", ".join(f"{kind} ×{count}" for kind, count in preview["withheld"].items())
    story.note("preview", bool(preview["preview_digest"]), f"withheld: {withheld or 'nothing'}")
    order = {"preview_digest": preview["preview_digest"]}
    sent = await story.sidebar.call("POST", f"{path}/escalate", order)
    again = await story.sidebar.call("POST", f"{path}/escalate", order)
    same = sent["issue_key"] == again["issue_key"] == story.issue
    story.note("escalate", same, f"packet on {sent['issue_key']}; asked twice, sent once")


async def take_transition(story: Story) -> None:
    """The same transition as before; now Jira lets it pass."""
    status, messages = await story.engineer.take_transition(story.issue, GUARDED)
    story.note("transition taken", status == 204, "; ".join(messages) or f"now {GUARDED}")


async def support_replies(story: Story) -> None:
    """Support answers the customer in public; engineers may know that, not who it is."""
    agent = await story.helpdesk.find_user(script.AGENT_EMAIL)
    ticket = story.first_ticket
    await story.helpdesk.comment(ticket, script.REPLY, int(agent["id"]), public=True)
    story.note("reply to the customer", True, "a public comment on the ticket")


async def engineer_comments(story: Story) -> None:
    """An engineer writes as engineers do."""
    blocks = [
        paragraph(script.ENGINEER_WORDS),
        code(script.ENGINEER_TRACE),
        paragraph(f"{script.ENGINEER_HOST} {script.ENGINEER_REMARK}"),
        paragraph(script.ENGINEER_ADVICE),
    ]
    story.comments["finding"] = await story.engineer.comment(story.issue, blocks)
    for name, words in (("plan", script.ENGINEER_PLAN), ("slip", script.ENGINEER_SLIP)):
        story.comments[name] = await story.engineer.comment(story.issue, [paragraph(words)])
    await story.world.settle()
    notes = await _notes(story, story.first_ticket)
    story.note("engineer's comments", len(notes) == 3, "three internal notes on the ticket")


async def second_ticket(story: Story) -> None:
    """Another customer has the same problem; its ticket joins the issue."""
    desk = story.helpdesk
    organization = await desk.call(
        "POST",
        "/organizations",
        {
            "organization": {
                "name": script.SECOND_ORGANIZATION,
                "domain_names": [script.SECOND_DOMAIN],
            }
        },
    )
    user = {
        "name": script.SECOND_REQUESTER,
        "email": script.SECOND_EMAIL,
        "organization_id": organization["organization"]["id"],
    }
    requester = (await desk.call("POST", "/users", {"user": user}))["user"]
    story.second_ticket = await desk.create_ticket(
        {
            "subject": script.SECOND_SUBJECT,
            "requester_id": requester["id"],
            "comment": {"body": script.SECOND_OPENING, "author_id": requester["id"]},
        }
    )
    path = f"/api/tickets/{story.second_ticket}/links"
    await story.sidebar.call("POST", path, {"issue_key": story.issue})
    story.note("second ticket", True, f"ticket {story.second_ticket} ⇄ {story.issue}")


async def edit_and_delete(story: Story) -> None:
    """The engineer corrects one comment and deletes the other; the copies follow."""
    blocks = [paragraph(script.ENGINEER_EDIT)]
    await story.engineer.edit_comment(story.issue, story.comments["plan"], blocks)
    await story.engineer.delete_comment(story.issue, story.comments["slip"])
    await story.world.settle()
    notes = await _notes(story, story.first_ticket)
    corrected = any("[corrected]" in note and "export by week" in note for note in notes)
    gone = not any("wrong issue" in note or "by month" in note for note in notes)
    story.note("edit and deletion", corrected and gone, "the ticket's copies followed")


async def _notes(story: Story, ticket: int) -> list[str]:
    found = await story.helpdesk.call("GET", f"/tickets/{ticket}/comments")
    return [comment["plain_body"] for comment in found["comments"] if not comment["public"]]


ACTS: tuple[Callable[[Story], Awaitable[None]], ...] = (
    open_ticket,
    link_issue,
    try_too_early,
    complete_packet,
    preview_and_escalate,
    take_transition,
    support_replies,
    engineer_comments,
    second_ticket,
    edit_and_delete,
)


async def read_sides(story: Story) -> dict[str, Any]:
    """What each side holds at the end, as a person would read it."""
    tickets = {}
    for ticket in (story.first_ticket, story.second_ticket):
        found = await story.helpdesk.call("GET", f"/tickets/{ticket}/comments")
        tickets[str(ticket)] = [
            {"public": one["public"], "text": one["plain_body"]} for one in found["comments"]
        ]
    issue = await story.engineer.call("GET", f"/issue/{story.issue}?expand=renderedFields")
    comments = await story.engineer.call("GET", f"/issue/{story.issue}/comment?expand=renderedBody")
    links = await story.engineer.call("GET", f"/issue/{story.issue}/remotelink")
    jira = {
        "key": story.issue,
        "summary": issue["fields"]["summary"],
        "status": issue["fields"]["status"]["name"],
        "comments": [plain_adf(one["body"]) for one in comments["comments"]],
        "attachments": [one["filename"] for one in issue["fields"].get("attachment", [])],
        "remote_links": [one["object"]["title"] for one in links],
    }
    return {"zendesk": tickets, "jira": jira}


def plain_adf(node: Any) -> str:
    """The text of an ADF node, a line for each block; enough to print."""
    if isinstance(node, list):
        return "".join(plain_adf(one) for one in node)
    if node.get("type") == "text":
        return str(node["text"])
    inner = plain_adf(node.get("content", []))
    blocks = {"paragraph", "heading", "codeBlock", "listItem", "rule", "hardBreak"}
    return inner + "\n" if node.get("type") in blocks else inner
