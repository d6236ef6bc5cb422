"""Puts tickets, issues and comments with given ids into the sandbox, without a webhook for them."""

from datetime import UTC, datetime

from connectors.sandbox.jira.config import ENGINEER
from connectors.sandbox.jira.prose import from_text
from connectors.sandbox.jira.records import Comment as IssueComment
from connectors.sandbox.jira.records import Issue
from connectors.sandbox.zendesk.model import Comment as TicketComment
from connectors.sandbox.zendesk.model import Ticket, Via
from tests.e2e.support import REQUESTER, Pair, Town


async def seed_issue(town: Town, issue_id: str, key: str) -> Issue:
    """An issue with this id and key; one that had them before is gone."""
    state = town.world.jira_app.state.jira
    made = town.issue(await town.engineer.create_issue("ENG", "Bug", "Seeded"))
    del state.issues[made.issue_id]
    made.issue_id, made.key = issue_id, key
    state.issues[issue_id] = made
    return made


async def seed_ticket(town: Town, number: int) -> Ticket:
    """A ticket with this number; one that had it before is gone."""
    tickets = town.world.zendesk_app.state.desk.tickets
    made: Ticket = tickets.pop(await town.open_ticket())
    made.id = number
    for audit in made.audits:
        audit.ticket_id = number
    tickets[number] = made
    return made


async def seed_pair(town: Town, system: str, subject: str, key: str) -> Pair:
    """A linked pair of which the vendor's own half has the ids that a body names."""
    if system == "jira":
        ticket, issue = await town.open_ticket(), await seed_issue(town, subject, key)
        pair = await town.link(ticket, issue.key)
    else:
        await seed_ticket(town, int(subject))
        made = await town.engineer.create_issue("ENG", "Bug", "Seeded")
        pair = await town.link(int(subject), made)
    await town.settle()
    return pair


def seed_issue_comment(issue: Issue, comment_id: str, text: str) -> IssueComment:
    now = datetime.now(UTC)
    author = ENGINEER.account_id
    comment = IssueComment(comment_id, author, from_text(text), now, author, now)
    issue.comments.append(comment)
    return comment


async def seed_ticket_comment(
    town: Town, ticket: Ticket, comment_id: int, text: str, file: tuple[str, bytes] | None = None
) -> TicketComment:
    desk = town.world.zendesk_app.state.desk
    files = [desk.new_attachment(file[0], "text/plain", file[1])] if file else []
    comment = TicketComment(
        id=comment_id,
        audit_id=desk.next_id(),
        author_id=await town.user(REQUESTER),
        public=True,
        body=text,
        html_body=f"<div>{text}</div>",
        created_at=datetime.now(UTC),
        via=Via(),
        metadata={"system": {}, "custom": {}},
        attachments=files,
    )
    ticket.comments.append(comment)
    return comment
