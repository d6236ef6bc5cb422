"""The files that came to an issue with a comment's copy: they follow the comment's own.

Toward Zendesk a file is a part of the comment's copy, and goes or comes with it.
"""

from app.effects import AttachToIssue, DeleteAttachment
from app.model import System, TicketLink
from app.ports import IssueTracker, Transaction, UnitOfWork
from app.records import Delivery, FileCopy
from app.services.comment_state import Ready, SourceFile
from app.services.disclosure import Disclosure
from app.services.outbox import Done, Outbox
from app.sync.echo import marker_for
from app.sync.file_plan import plan_files


class CommentFiles:
    def __init__(
        self, store: UnitOfWork, tracker: IssueTracker, disclosure: Disclosure, outbox: Outbox
    ) -> None:
        self._store = store
        self._tracker = tracker
        self._disclosure = disclosure
        self._outbox = outbox

    async def follow(
        self, link: TicketLink, delivery: Delivery, ready: Ready, copy_id: str | None
    ) -> None:
        """Remove from the issue what the comment no longer brings, then upload what is new.

        `copy_id` is the comment's copy on the issue. Raises VendorError.
        """
        if delivery.event.system is System.JIRA:
            return
        comment = delivery.event.comment_id or ""
        wanted = {one.id: one for one in ready.files} if ready.body is not None else {}
        known = await self._store.read(lambda tx: tx.file_copies.of_comment(link.id, comment))
        plan = plan_files(known, {number: one.digest for number, one in wanted.items()})
        for one in plan.gone:
            await self._remove(link, delivery, one)
        if ready.body is None and copy_id is not None and not known:
            await self._remove_unlisted(link, delivery, copy_id)
        for number in plan.fresh:
            await self._upload(link, delivery, wanted[number])

    async def has_outdated(self, link: TicketLink, delivery: Delivery, ready: Ready) -> bool:
        """Whether a file stands on the issue that the comment brings no more."""
        if delivery.event.system is System.JIRA:
            return False
        comment = delivery.event.comment_id or ""
        known = await self._store.read(lambda tx: tx.file_copies.of_comment(link.id, comment))
        return bool(plan_files(known, {one.id: one.digest for one in ready.files}).gone)

    async def _remove(self, link: TicketLink, delivery: Delivery, file: FileCopy) -> None:
        """A file that another comment brought too stays for that one."""
        found = [file] if file.target_file_id is not None else await self._find_lost(link, file)
        for one in found:
            await self._remove_unless_shared(link, delivery, one)
        await self._store.write(lambda tx: tx.file_copies.forget(file))

    async def _remove_unless_shared(
        self, link: TicketLink, delivery: Delivery, file: FileCopy
    ) -> None:
        shared = await self._store.read(lambda tx: tx.file_copies.shared(file))
        if file.target_file_id is not None and not shared:
            await self._delete(link, delivery, file.target_file_id)

    async def _find_lost(self, link: TicketLink, file: FileCopy) -> list[FileCopy]:
        """An upload whose answer was lost may have come: it is known by its name and size."""
        label = file.digest.partition(":")[0]
        return [
            FileCopy.model_validate({**file.model_dump(), "target_file_id": one.id})
            for one in await self._tracker.own_files(link.issue_id)
            if self._disclosure.file_label(one.file_name, one.size) == label
        ]

    async def _remove_unlisted(self, link: TicketLink, delivery: Delivery, copy_id: str) -> None:
        """Those of a copy that was sent before each file was listed by itself."""
        place, beside = f"issue:{link.issue_id}", f"issue-file:{link.issue_id}"
        made = await self._store.read(lambda tx: tx.effects.made_beside(place, copy_id, beside))
        for file_id in made:
            await self._delete(link, delivery, file_id)

    async def _delete(self, link: TicketLink, delivery: Delivery, file_id: str) -> None:
        marker = marker_for(delivery.id, f"issue:{link.issue_id}:file:{file_id}")
        removal = DeleteAttachment(link.issue_id, file_id, marker)
        await self._outbox.send(removal, delivery_id=delivery.id)

    async def _upload(self, link: TicketLink, delivery: Delivery, source: SourceFile) -> None:
        """Noted before it is sent, so that a correction knows of a file that may have come."""
        comment = delivery.event.comment_id or ""
        pending = FileCopy(
            link_id=link.id,
            source_comment_id=comment,
            source_file_id=source.id,
            target_file_id=None,
            digest=source.digest,
        )
        await self._store.write(lambda tx: tx.file_copies.save(pending))
        where = f"issue:{link.issue_id}:comment:{comment}:file:{source.id}:{source.digest}"
        effect = AttachToIssue(link.issue_id, source.file, marker_for(delivery.id, where))

        def keep(tx: Transaction, done: Done) -> None:
            known = {**pending.model_dump(), "target_file_id": done.applied.remote_id}
            tx.file_copies.save(FileCopy.model_validate(known))

        await self._outbox.send(effect, delivery_id=delivery.id, after=keep)
