"""Removal of words, files and publicity from comments, as the vendor does it."""

from connectors.sandbox.zendesk import text
from connectors.sandbox.zendesk.change import Change
from connectors.sandbox.zendesk.desk import Desk
from connectors.sandbox.zendesk.errors import bad_request, invalid
from connectors.sandbox.zendesk.model import Attachment, Comment, Ticket
from connectors.sandbox.zendesk.notify import attachment_payload


def redact_marked(
    desk: Desk, ticket: Ticket, comment: Comment, markup: str, urls: list[str], actor_id: int
) -> None:
    """Carry out `<redact>` marks on a comment's HTML and remove the files with these URLs.

    400 when the markup without its marks is not the comment as it stands. Works on closed tickets.
    """
    for file in list(comment.attachments):
        if any(f"/token/{file.token}/" in url for url in urls):
            redact_file(desk, ticket, comment, file, actor_id)
    if not markup:
        return
    if _plain(text.unmarked(markup)) != _plain(comment.html_body):
        raise bad_request("html_body: is not the comment's html_body with redact marks")
    _replace(desk, ticket, comment, text.redacted(markup), actor_id)


def redact_string(desk: Desk, ticket: Ticket, comment: Comment, given: str, actor_id: int) -> None:
    """Remove each occurrence of a string from a comment; refused with 422 on a closed ticket."""
    if ticket.status == "closed":
        raise invalid("status", "Status: closed prevents ticket update")
    if not given:
        raise bad_request("text: give the string to remove")
    escaped = text.html_of(given).partition('<p dir="auto">')[2].rpartition("</p>")[0]
    markup = comment.html_body.replace(escaped or given, text.masked(given))
    _replace(desk, ticket, comment, markup, actor_id)


def redact_file(
    desk: Desk, ticket: Ticket, comment: Comment, file: Attachment, actor_id: int
) -> None:
    """Remove a file's bytes and name for good."""
    file.content, file.file_name, file.content_type = b"\n", "redacted.txt", "text/plain"
    file.redacted = True
    change = Change(desk, ticket, actor_id)
    change.note("AttachmentRedactionEvent", attachment_id=file.id, comment_id=comment.id)
    payload = attachment_payload(desk, comment, file)
    change.tell("attachment_redacted_from_comment", payload)
    change.commit()


def make_private(desk: Desk, ticket: Ticket, comment: Comment, actor_id: int) -> None:
    """Turn a public comment into an internal note; nothing happens to one that is."""
    if not comment.public:
        return
    comment.public = False
    change = Change(desk, ticket, actor_id)
    change.note("CommentPrivacyChange", comment_id=comment.id, public=False)
    payload = {"comment": {"id": str(comment.id), "is_public": False}}
    change.tell("comment_made_private", payload)
    change.commit()


def _replace(desk: Desk, ticket: Ticket, comment: Comment, markup: str, actor_id: int) -> None:
    first = ticket.comments[0] is comment
    comment.html_body, comment.body = markup, text.text_of(markup)
    if first:
        ticket.description = comment.body
    change = Change(desk, ticket, actor_id)
    change.note("CommentRedactionEvent", comment_id=comment.id)
    change.tell("comment_redacted", {"comment": {"id": str(comment.id)}})
    change.commit()


def _plain(markup: str) -> str:
    return "".join(text.wrapped(markup).split())
