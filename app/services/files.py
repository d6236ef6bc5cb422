"""Attachments on their way across: cleared and carried, or announced by kind.

The vendors' URLs carry tokens and are used for reading only.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

from app.attachments.clearing import (
    clear_text_file,
    describe_kind,
    is_allowed,
    is_text,
    read_text_file,
)
from app.document import Block, Document, ItemList, ListItem, Paragraph, Text
from app.effects import AttachToIssue, ClearedFile
from app.errors import Held, NotFound
from app.model import Attachment, Audience, Context, Finding, System, TicketLink
from app.records import Delivery
from app.redaction.policy import AttachmentRule, FileTreatment
from app.services.disclosure import Disclosure, Scope
from app.sync.echo import marker_for

Reader = Callable[[Attachment], AsyncIterator[bytes]]


@dataclass(frozen=True, slots=True)
class ClearedFiles:
    """The files that cross, and words for those that do not."""

    files: tuple[ClearedFile, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def announce(self, document: Document) -> Document:
        """The document with a line for each file."""
        lines = [f"Attached: {file.name.line}" for file in self.files]
        items = tuple(ListItem((Paragraph((Text(line),)),)) for line in (*lines, *self.notes))
        blocks: tuple[Block, ...] = (ItemList(items),) if items else ()
        return Document((*document.blocks, *blocks))


class Files:
    def __init__(self, disclosure: Disclosure) -> None:
        self._disclosure = disclosure

    async def clear(
        self,
        attachments: Sequence[Attachment],
        *,
        read: Reader,
        audience: Audience,
        scope: Scope,
        context: Context,
    ) -> ClearedFiles:
        """Clear each file for the audience. A file that cannot be checked is announced instead."""
        cleared = ClearedFiles()
        for attachment in attachments:
            one = await self._clear_one(attachment, read, audience, scope, context)
            cleared = ClearedFiles(
                (*cleared.files, *one.files),
                (*cleared.notes, *one.notes),
                (*cleared.findings, *one.findings),
            )
        return cleared

    async def _clear_one(
        self,
        attachment: Attachment,
        read: Reader,
        audience: Audience,
        scope: Scope,
        context: Context,
    ) -> ClearedFiles:
        reason = self._reason_against(attachment, audience)
        if reason is not None:
            return _withheld(attachment, reason)
        try:
            content = await self._read_bounded(attachment, read)
        except NotFound:  # redacted or deleted since; its comment may cross all the same
            return _withheld(attachment, "it is no longer there")
        if content is None:
            return _withheld(attachment, "larger than the policy allows")
        try:
            name = await self._disclosure.disclose_line(
                attachment.file_name, audience=audience, scope=scope, context=context
            )
            text = await self._disclosure.disclose(
                read_text_file(content), audience=audience, scope=scope, context=context
            )
        except Held:
            return _withheld(attachment, "its content cannot be checked")
        file = clear_text_file(name.text, text.text)
        return ClearedFiles((file,), findings=(*name.findings, *text.findings))

    def _reason_against(self, attachment: Attachment, audience: Audience) -> str | None:
        policy = self._disclosure.policies.mapping.attachments
        way = policy.to_jira if audience is Audience.ENGINEERING else policy.to_zendesk
        if way == "announce":
            return "files stay on the other side"
        rule = self._rule_for(attachment)
        if rule is None:
            return "this type may not cross"
        if rule.treatment is not FileTreatment.REDACT or not is_text(attachment.content_type):
            return "its content cannot be checked"
        return "larger than the policy allows" if attachment.size > rule.max_bytes else None

    def _rule_for(self, attachment: Attachment) -> AttachmentRule | None:
        rules = self._disclosure.policies.redaction.attachments
        kind = attachment.content_type
        return next((rule for rule in rules if is_allowed(kind, (rule.content_type,))), None)

    async def _read_bounded(self, attachment: Attachment, read: Reader) -> bytes | None:
        rule = self._rule_for(attachment)
        content = bytearray()
        async for chunk in read(attachment):
            content.extend(chunk)
            if rule is None or len(content) > rule.max_bytes:
                return None
        return bytes(content)

    def plan(
        self, link: TicketLink, delivery: Delivery, files: Sequence[ClearedFile]
    ) -> list[AttachToIssue]:
        """The uploads to the issue that follow a comment from Zendesk.

        Toward Zendesk files travel with the comment's own write.
        """
        if delivery.event.system is System.JIRA:
            return []
        target = f"issue:{link.issue_id}:file"
        return [
            AttachToIssue(link.issue_id, file, marker_for(delivery.id, target, number))
            for number, file in enumerate(files)
        ]


def _withheld(attachment: Attachment, reason: str) -> ClearedFiles:
    kind = describe_kind(attachment.content_type)
    return ClearedFiles(notes=(f"Withheld: one {kind} ({reason}).",))
