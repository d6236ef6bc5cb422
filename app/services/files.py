"""Attachments on their way across: cleared and carried, or announced by kind.

The vendors' URLs carry tokens and are used for reading only.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

from app.attachments.clearing import clear_file
from app.attachments.content import Spooled
from app.attachments.job import Job, Outcome
from app.attachments.kinds import HEAD, describe_kind, is_vague, true_type
from app.attachments.running import TOO_LONG, FileRunner
from app.attachments.treating import CANNOT_BE_CHECKED, NOT_ALLOWED, TOO_LARGE, rule_for
from app.document import Block, Document, ItemList, ListItem, Paragraph, Text
from app.effects import ClearedFile
from app.errors import (
    Held,
    NotFound,
    PermissionRefused,
    RedactionFailed,
    UnreadableContent,
    VendorMisread,
    WriteRefused,
)
from app.model import Attachment, Audience, Context, Finding
from app.services.comment_state import SourceFile
from app.services.disclosure import CLASH_RETRIES, Disclosure, Scope

Reader = Callable[[Attachment], AsyncIterator[bytes]]


@dataclass(frozen=True, slots=True)
class ClearedFiles:
    """The files that cross, with their ids at the source, and words for those that do not."""

    files: tuple[ClearedFile, ...] = ()
    ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def announce(self, document: Document) -> Document:
        """The document with a line for each file."""
        lines = [f"Attached: {file.name.line}" for file in self.files]
        items = tuple(ListItem((Paragraph((Text(line),)),)) for line in (*lines, *self.notes))
        blocks: tuple[Block, ...] = (ItemList(items),) if items else ()
        return Document((*document.blocks, *blocks))


@dataclass(frozen=True, slots=True)
class _For:
    """For whom a file is to be cleared, with what is known of the pair, and until when."""

    audience: Audience
    scope: Scope
    context: Context
    until: float


class Files:
    """`seconds` is how long all files of one comment may take together."""

    def __init__(
        self,
        disclosure: Disclosure,
        runner: FileRunner | None = None,
        *,
        seconds: float = math.inf,
    ) -> None:
        self._disclosure = disclosure
        self._runner = runner or FileRunner()
        self._seconds = seconds

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
        whom = _For(audience, scope, context, _now() + self._seconds)
        for attachment in attachments:
            one = await self._clear_one(attachment, read, whom)
            cleared = ClearedFiles(
                (*cleared.files, *one.files),
                (*cleared.ids, *one.ids),
                (*cleared.notes, *one.notes),
                (*cleared.findings, *one.findings),
            )
        return cleared

    async def _clear_one(self, attachment: Attachment, read: Reader, whom: _For) -> ClearedFiles:
        kind = attachment.content_type
        try:
            self._refuse_unread(attachment, whom.audience)
            async with asyncio.timeout_at(None if math.isinf(whom.until) else whom.until):
                content = await self._read_bounded(attachment, read)
            kind = _kind_of(attachment, content)
            return await self._treat(attachment, content, whom)
        except TimeoutError:
            return _withheld(kind, TOO_LONG)
        except OSError:  # no room to keep it
            return _withheld(kind, CANNOT_BE_CHECKED)
        except (PermissionRefused, WriteRefused, VendorMisread):  # no retry makes it readable
            return _withheld(kind, "it could not be read")
        except NotFound:  # redacted or deleted since; its comment may cross all the same
            return _withheld(kind, "it is no longer there")
        except UnreadableContent as refused:
            return _withheld(kind, str(refused))
        except Held:
            return _withheld(kind, CANNOT_BE_CHECKED)

    async def _treat(self, attachment: Attachment, content: Spooled, whom: _For) -> ClearedFiles:
        """Raises UnreadableContent with the reason in fixed words, and Held."""
        name = await self._disclosure.disclose_line(
            attachment.file_name,
            audience=whom.audience,
            scope=whom.scope,
            context=whom.context,
        )
        outcome, treated = await self._redact(attachment, content, whom)
        file = clear_file(name.text, outcome, treated)
        return ClearedFiles((file,), (attachment.id,), findings=(*name.findings, *outcome.findings))

    async def _redact(
        self, attachment: Attachment, content: Spooled, whom: _For
    ) -> tuple[Outcome, Spooled | None]:
        """Redacted with the pair's placeholders, and what the file added to them kept."""
        for _ in range(CLASH_RETRIES):
            policies = self._disclosure.policies
            before = await self._disclosure.pseudonyms(whom.scope)
            job = Job(
                file_name=attachment.file_name,
                content_type=attachment.content_type,
                audience=whom.audience,
                policy=policies.redaction,
                version=policies.version,
                context=whom.context,
                pseudonyms=before,
            )
            outcome, treated = await self._runner.run(job, content, whom.until - _now())
            if outcome.reason is not None or await self._disclosure.remember(
                whom.scope, before, outcome.pseudonyms
            ):
                return outcome, treated
        raise RedactionFailed("The pair's placeholders kept changing under this file.")

    def _refuse_unread(self, attachment: Attachment, audience: Audience) -> None:
        """Raises UnreadableContent for a file of which nothing needs to be read to refuse it."""
        policy = self._disclosure.policies.mapping.attachments
        way = policy.to_jira if audience is Audience.ENGINEERING else policy.to_zendesk
        if way == "announce":
            raise UnreadableContent("files stay on the other side")
        if is_vague(attachment.content_type):
            return
        rule = rule_for(attachment.content_type, self._disclosure.policies.redaction.attachments)
        if rule is None:
            raise UnreadableContent(NOT_ALLOWED)
        if attachment.size > rule.max_bytes:
            raise UnreadableContent(TOO_LARGE)

    async def _read_bounded(self, attachment: Attachment, read: Reader) -> Spooled:
        """Read no more than any rule allows. Raises UnreadableContent, and VendorError."""
        rules = self._disclosure.policies.redaction.attachments
        rule = rule_for(attachment.content_type, rules)
        limits = [rule.max_bytes] if rule else [one.max_bytes for one in rules]
        most = max(limits, default=0)
        content = Spooled()
        async for chunk in read(attachment):
            if content.size + len(chunk) > most:
                raise UnreadableContent(TOO_LARGE)
            content.write(chunk)
        return content

    async def digested(self, cleared: ClearedFiles) -> tuple[SourceFile, ...]:
        """The files that cross, each with the digest by which a change of it is known."""
        pairs = zip(cleared.ids, cleared.files, strict=True)
        digest = self._disclosure.digest_file
        return tuple(
            [SourceFile(one, file, await asyncio.to_thread(digest, file)) for one, file in pairs]
        )


def _now() -> float:
    return asyncio.get_running_loop().time()


def _kind_of(attachment: Attachment, content: Spooled) -> str:
    """What to call the file by: what it declares, or what it is where it declares nothing."""
    if not is_vague(attachment.content_type):
        return attachment.content_type
    return true_type(attachment.content_type, attachment.file_name, content.open().read(HEAD))


def _withheld(content_type: str, reason: str) -> ClearedFiles:
    return ClearedFiles(notes=(f"Withheld: one {describe_kind(content_type)} ({reason}).",))
