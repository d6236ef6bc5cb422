"""A comment on its way: what may be sent of it, and what the store knows of its copy."""

from dataclasses import dataclass
from datetime import datetime

from app.effects import ClearedFile
from app.model import (
    Audience,
    EventKind,
    Finding,
    InboundEvent,
    RedactedText,
    System,
    TicketLink,
)
from app.ports import Transaction
from app.records import Copy, Delivery, EffectRecord, EffectState
from app.services.news import News, load_news
from app.sync.echo import copy_marker

PUBLIC = "public:"
NEWS = frozenset({EventKind.COMMENT_ADDED, EventKind.ATTACHMENT_ADDED})
"""Kinds that call for a copy where there is none, and for nothing where there is one."""
REMOVALS = frozenset({EventKind.COMMENT_DELETED, EventKind.WITHDRAWN})
"""Kinds after which a copy goes, whatever its source says."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A cleared file with its id at the source, and a keyed MAC of its name and content."""

    id: str
    file: ClearedFile
    digest: str


@dataclass(frozen=True, slots=True)
class Ready:
    """What may be sent of a comment; `body` is None when its copy must go.

    `digest` tells the comment's redacted text, whatever words stand above it; `review` names the
    text that a person has released, where a rule would hold it; `source` tells the comment as it
    was read.
    """

    body: RedactedText | None
    digest: str = ""
    findings: tuple[Finding, ...] = ()
    files: tuple[SourceFile, ...] = ()
    public: bool = False
    internal: bool = False
    review: str = ""
    source: str = ""
    away: bool = False


GONE = Ready(None)
AWAY = Ready(None, away=True)
"""The issue stands in a project that the policies do not name."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a comment: its copy, whether it is one itself, our own posting.

    `posting` is this delivery's latest, `posting_id` what the next one's marker is made from: a
    delivery posts again when what it posted before had to be taken back. `files` says whether files
    of it may stand on the issue.
    """

    copy: Copy | None
    is_echo: bool
    posting: EffectRecord | None
    posting_id: str
    news: News
    files: bool = False

    @property
    def stands(self) -> bool:
        """Whether there is a copy on the other side."""
        return self.copy is not None and not self.copy.deleted

    @property
    def leaves_something(self) -> bool:
        """Whether a copy stands, or files that came with one whose removal was cut off."""
        return self.stands or self.files

    @property
    def is_new(self) -> bool:
        """Whether nothing is known of it: it was never copied, or our records forgot that."""
        return self.copy is None and self.posting is None and not self.is_echo

    def oldest(self, event: InboundEvent) -> datetime | None:
        """What was written before then is not copied; None where that is not asked.

        An edit of a comment that stayed where it is, for it is older than the link, brings it
        across as little as the comment itself.
        """
        first = self.copy is None and event.kind not in NEWS
        return self.news.oldest(event.system) if first else None

    def is_settled(self, kind: EventKind) -> bool:
        """Whether nothing is left to do, without asking a vendor.

        News of a comment that another delivery copied; a delivery that was interrupted after it
        posted the copy goes on with the files.
        """
        if self.is_echo:
            return True
        if self.copy is None:
            return kind in REMOVALS
        return kind in NEWS and self.posting is None


def load_known(tx: Transaction, link: TicketLink, delivery: Delivery, history: str) -> Known:
    """What the store knows of the comment that a delivery points at; `history` is the policy's."""
    source, comment_id = delivery.event.system, delivery.event.comment_id or ""
    copy = tx.copies.get(link.id, source, comment_id)
    is_echo = tx.copies.find_target(source, comment_id) is not None
    return Known(
        copy,
        is_echo,
        *_posting_of(tx, link, delivery),
        load_news(tx, link, history),
        source is System.ZENDESK and bool(tx.file_copies.of_comment(link.id, comment_id)),
    )


def note_source(tx: Transaction, link_id: str, delivery: Delivery, ready: Ready) -> None:
    """Remember which text the copy stands for now."""
    source = (delivery.event.system, delivery.event.comment_id or "")
    tx.upkeep.note_source(link_id, source, ready.source)


def _posting_of(
    tx: Transaction, link: TicketLink, delivery: Delivery
) -> tuple[EffectRecord | None, str]:
    """The latest posting, and the id of the one that is under way or may be begun."""
    latest, posting_id, number = None, delivery.id, 1
    while True:
        record = tx.effects.get(posting_marker(link, delivery, posting_id))
        if record is None or record.state is not EffectState.APPLIED:
            return record or latest, posting_id
        number += 1
        latest, posting_id = record, f"{delivery.id}:{number}"


def posting_marker(link: TicketLink, delivery: Delivery, posting_id: str) -> str:
    """The marker under which this delivery posts a comment, if it posts one."""
    comment_id = delivery.event.comment_id or ""
    if delivery.event.system is System.ZENDESK:
        place = f"issue:{link.issue_id}:comment:{comment_id}"
        return copy_marker(posting_id, place, System.ZENDESK, comment_id)
    place = f"ticket:{link.ticket_id}:comment:{comment_id}"
    return copy_marker(posting_id, place, System.JIRA, comment_id, 1)


def journal_entry(ready: Ready) -> str:
    """What the journal keeps of a text that is about to be sent: its digest, and for whom."""
    return f"{PUBLIC}{ready.digest}" if ready.public else ready.digest


def audience_of(source: System) -> Audience:
    """Who reads what comes from this side."""
    return Audience.ENGINEERING if source is System.ZENDESK else Audience.CUSTOMER
