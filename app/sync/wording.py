"""Texts that we put together before redaction: framed comments, an issue's text, a link's title.

Nothing here is fit to be sent: each result goes through `app.redaction` first.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.document import Block, Document, Heading, Mark, Paragraph, Text, from_plain
from app.model import IssueComment, Side, TicketComment
from app.sync.crossing import without_mark
from app.sync.policy import MappingPolicy

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\Wa-z]|[\"'(\[])|(?<=[。！？])|\n")
"""A small letter goes on after `e.g.`; a capital or a digit begins something new."""


@dataclass(frozen=True, slots=True)
class IssueText:
    """A new issue's text, before redaction."""

    summary: str
    description: Document


def frame_for_jira(comment: TicketComment, ticket_id: int, policy: MappingPolicy) -> Document:
    """The comment under words that tell its author's role and whether the customer saw it.

    They may hold `{ticket}`, because several tickets may share an issue.
    """
    headings = policy.comments.headings
    words = headings.internal_note
    if comment.public:
        customer = comment.author.side == Side.CUSTOMER
        words = headings.customer if customer else headings.support
    return _framed(words.replace("{ticket}", str(ticket_id)), comment.body)


def frame_for_zendesk(
    comment: IssueComment, policy: MappingPolicy, *, corrected: bool = False
) -> Document:
    """The comment under engineering's heading, its public mark taken off.

    `corrected` is for the copy that replaces an edited comment's: Zendesk cannot edit one.
    """
    headings = policy.comments.headings
    mark = policy.comments.to_zendesk.public_mark
    body = without_mark(comment.body, mark.text) if mark else comment.body
    words = f"{headings.engineering} {headings.corrected}" if corrected else headings.engineering
    return _framed(words, body)


def frame_packet(description: Document, ticket_id: int, policy: MappingPolicy) -> Document:
    """The packet's text under words that name its ticket, because an issue may have several."""
    words = policy.comments.headings.packet.replace("{ticket}", str(ticket_id))
    return _framed(words, description)


def _framed(words: str, body: Document) -> Document:
    return Document((Paragraph((Text(words, frozenset({Mark.STRONG})),)), *body.blocks))


def build_issue_text(
    items: Mapping[str, str],
    labels: Mapping[str, str],
    severity: str | None,
    policy: MappingPolicy,
) -> IssueText:
    """Summary and description of packet items alone, so that a preview can show all of it.

    `items` and `labels` are by item key. An item without text is left out; without the summary's
    item its label stands alone. The summary is one line of any length: it is clipped after its
    redaction, because half of a private value is not found as one.
    """
    template = policy.issues.text
    source = items.get(template.summary_item) or labels.get(template.summary_item, "")
    summary = " ".join((*_prefix(template.summary_prefix, severity), *_first_sentence(source)))
    blocks: list[Block] = []
    for key in template.description_items:
        text = severity if key == "severity" else items.get(key)
        if text and text.strip():
            blocks.append(Heading(3, (Text(labels.get(key, key)),)))
            blocks.extend(from_plain(text.strip()).blocks)
    return IssueText(summary, Document(tuple(blocks)))


def _prefix(template: str, severity: str | None) -> list[str]:
    """Words of the prefix; none while the severity that it speaks of is not chosen."""
    if severity is None and "{severity}" in template:
        return []
    return template.replace("{severity}", severity or "").split()


def _first_sentence(text: str) -> list[str]:
    return _SENTENCE_END.split(text.strip(), maxsplit=1)[0].split()


def remote_link_title(ticket_id: int, policy: MappingPolicy) -> str:
    """The link's title, of the ticket's number alone."""
    return policy.remote_link.title.replace("{ticket}", str(ticket_id))


def remote_link_url(zendesk_base_url: str, ticket_id: int, policy: MappingPolicy) -> str:
    """Where the link leads: the agent's page of the ticket, which asks for a sign-in."""
    base = zendesk_base_url.rstrip("/")
    return policy.remote_link.url.replace("{zendesk}", base).replace("{ticket}", str(ticket_id))
