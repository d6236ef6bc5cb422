"""How policies change in the console: a draft, a second person, a publication; each in the audit.

Whoever had a hand in a draft cannot approve it. A draft is of one publication: once others were
published it must be taken over onto them before it goes on, and no text of it is lost by that.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict

from app.errors import InputRefused, NotStored, RoleRefused, StaleWrite
from app.policy.files import MAX_FILE_BYTES, digest_of, is_file_name
from app.ports import Clock, PolicySource, Transaction, UnitOfWork
from app.records import AuditEntry
from app.records_console import ConsolePerson
from app.records_policies import (
    Changes,
    DraftState,
    Files,
    NewPublication,
    PolicyDraft,
    PolicyOrigin,
    Publication,
    Verdict,
)
from app.services.policy_importing import publish
from app.services.policy_publishing import checked_version
from app.services.policy_views import DraftView, FileLine, PoliciesView

Keep = Callable[[str], Awaitable[str]]
MAX_REASON = 2_000
SHOWN = 30


class PolicyCycle:
    """`check` gives the version of files that may be published, or raises PolicyError; `keep` gives
    a reason as redaction leaves it, or raises InputRefused: it stands in the audit for good."""

    def __init__(
        self,
        store: UnitOfWork,
        clock: Clock,
        policies: PolicySource,
        keep: Keep,
        check: Callable[[Files], str] = checked_version,
    ) -> None:
        self._keep = keep
        self._check = check
        self._store = store
        self._clock = clock
        self._policies = policies

    # ---- looking ---------------------------------------------------------------------------------

    async def overview(self, before: int | None = None) -> PoliciesView:
        """What is in force, its files, drafts, and a page of what was published before."""

        def load(tx: Transaction) -> PoliciesView:
            newest = tx.policies.newest()
            return PoliciesView(
                active=tx.policies.get(newest),
                files=tuple(sorted(tx.policies.files(newest))) if newest else (),
                history=tuple(tx.policies.history(SHOWN, before)),
                drafts=tuple(tx.policies.drafts()),
                failure=self._policies.last_failure(),
            )

        return await self._store.read(load)

    async def published(self, number: int) -> tuple[Publication, Files]:
        """A publication and its files. Raises NotStored."""

        def load(tx: Transaction) -> tuple[Publication, Files]:
            found = tx.policies.get(number)
            if found is None:
                raise NotStored(f"There is no publication {number} of the policies.")
            return found, tx.policies.files(number)

        return await self._store.read(load)

    async def look(self, draft_id: str, person: ConsolePerson, file: str = "") -> DraftView:
        """A draft at one of its files; at the first that it changes where none is named.

        Raises NotStored where there is no such draft or file.
        """

        def load(tx: Transaction) -> DraftView:
            draft, newest = known(tx, draft_id), tx.policies.newest()
            base, active = tx.policies.files(draft.base), tx.policies.files(newest)
            lines = _file_lines(base, draft.changes)
            shown = file or next((one.name for one in lines if one.state != "same"), lines[0].name)
            if shown not in {one.name for one in lines}:
                raise NotStored("This draft has no such file.")
            return DraftView(
                draft=draft,
                files=lines,
                file=shown,
                text=overlay(base, draft.changes).get(shown),
                active_text=active.get(shown),
                stale=draft.base != newest,
                may_judge=person.id not in draft.editors,
                verdicts=tuple(tx.policies.verdicts(draft_id)),
            )

        return await self._store.read(load)

    async def texts(self, draft_id: str) -> tuple[Files, Files]:
        """All files of the draft, and those in force. Raises NotStored."""

        def load(tx: Transaction) -> tuple[Files, Files]:
            draft = known(tx, draft_id)
            base = tx.policies.files(draft.base)
            return overlay(base, draft.changes), tx.policies.files(tx.policies.newest())

        return await self._store.read(load)

    # ---- editing ---------------------------------------------------------------------------------

    async def begin(self, person: ConsolePerson) -> PolicyDraft:
        """A draft that changes nothing yet. Raises NotStored where nothing is in force."""
        return await self._store.write(lambda tx: self._add(tx, person, {}))

    async def save(
        self, draft_id: str, file: str, text: str | None, *, revision: int, person: ConsolePerson
    ) -> PolicyDraft:
        """Keep a file of the draft; None takes it away. What was proposed is a draft again.

        Raises StaleWrite when another saved it meanwhile, InputRefused for a name or size that
        cannot be.
        """
        _require_file(file, text)

        def keep(tx: Transaction) -> PolicyDraft:
            draft = known(tx, draft_id)
            base = tx.policies.files(draft.base)
            changes = {**draft.changes, file: text}
            if base.get(file) == text:
                del changes[file]
            return self._edit(tx, draft, revision, person, "saved", changes=changes, restores=None)

        return await self._store.write(keep)

    async def take_over(
        self, draft_id: str, *, revision: int, person: ConsolePerson
    ) -> PolicyDraft:
        """Put the draft's changed files onto the version in force now.

        A file that both changed keeps the draft's text: the diff shows what that would undo. What
        was a way back is a change like any other then, and is not called one any more.
        """

        def move(tx: Transaction) -> PolicyDraft:
            draft, newest = known(tx, draft_id), tx.policies.newest()
            more = {"base": newest, "restores": None}
            return self._edit(tx, draft, revision, person, "taken over", **more)

        return await self._store.write(move)

    async def discard(self, draft_id: str, *, revision: int, person: ConsolePerson) -> None:
        """Put the draft away for good."""

        def end(tx: Transaction) -> None:
            self._turn(tx, known(tx, draft_id), revision, person, DraftState.DISCARDED)

        await self._store.write(end)

    # ---- deciding --------------------------------------------------------------------------------

    async def propose(
        self, draft_id: str, reason: str, *, revision: int, person: ConsolePerson
    ) -> PolicyDraft:
        """Ask a second person. Raises PolicyError where lint finds an error, StaleWrite where the
        draft is not of what is in force, InputRefused without a reason or a change."""
        reason = await self._keep(_require_reason(reason))
        texts, _ = await self.texts(draft_id)
        await asyncio.to_thread(self._check, texts)

        def ask(tx: Transaction) -> PolicyDraft:
            draft = _require_current(tx, known(tx, draft_id))
            if not draft.changes:
                raise InputRefused("The draft changes nothing.")
            hands = _hands(draft, person)
            return self._turn(
                tx, draft, revision, person, DraftState.PROPOSED, reason, editors=hands
            )

        return await self._store.write(ask)

    async def judge(
        self, draft_id: str, note: str, *, approved: bool, revision: int, person: ConsolePerson
    ) -> PolicyDraft:
        """Approve or reject what was proposed. Raises RoleRefused for whoever had a hand in it."""
        note = note.strip() if approved else _require_reason(note)
        note = await self._keep(note) if note else note

        def say(tx: Transaction) -> PolicyDraft:
            draft = known(tx, draft_id)
            _require_state(draft, DraftState.PROPOSED, DraftState.APPROVED)
            if person.id in draft.editors:
                raise RoleRefused("A second person must judge a draft: you had a hand in it.")
            if approved:
                _require_current(tx, draft)
            at = self._clock.now()
            tx.policies.add_verdict(Verdict(draft_id, revision, approved, person.id, at, note))
            state = DraftState.APPROVED if approved else DraftState.REJECTED
            return self._turn(tx, draft, revision, person, state, note)

        return await self._store.write(say)

    async def publish(self, draft_id: str, *, revision: int, person: ConsolePerson) -> Publication:
        """Put an approved draft in force. Raises StaleWrite, InputRefused, PolicyError."""
        texts, _ = await self.texts(draft_id)
        version = await asyncio.to_thread(self._check, texts)

        def put(tx: Transaction) -> Publication:
            draft = _require_current(tx, known(tx, draft_id))
            _require_state(draft, DraftState.APPROVED)
            if overlay(tx.policies.files(draft.base), draft.changes) != texts:
                raise StaleWrite("Somebody else saved this draft meanwhile.")
            verdict = tx.policies.verdicts(draft_id)[-1]
            new = NewPublication(
                version, digest_of(texts), PolicyOrigin.CONSOLE, draft.author, draft.reason,
                verdict.by, draft.restores,
            )  # fmt: skip
            made = publish(tx, new, texts, tx.policies.get(draft.base), self._clock)
            state = DraftState.PUBLISHED
            self._turn(tx, draft, revision, person, state, published=made.number)
            return made

        return await self._store.write(put)

    async def roll_back(self, number: int, reason: str, person: ConsolePerson) -> PolicyDraft:
        """Propose an earlier publication once more. Raises NotStored, InputRefused, PolicyError."""
        reason = await self._keep(_require_reason(reason))
        _, texts = await self.published(number)
        await asyncio.to_thread(self._check, texts)

        def ask(tx: Transaction) -> PolicyDraft:
            changes = _difference(tx.policies.files(tx.policies.newest()), texts)
            if not changes:
                raise InputRefused("These are the files that are in force.")
            draft = self._add(tx, person, changes, restores=number)
            return self._turn(tx, draft, draft.revision, person, DraftState.PROPOSED, reason)

        return await self._store.write(ask)

    # ---- steps -----------------------------------------------------------------------------------

    def _add(
        self,
        tx: Transaction,
        person: ConsolePerson,
        changes: Changes,
        restores: int | None = None,
    ) -> PolicyDraft:
        newest, now = tx.policies.newest(), self._clock.now()
        if newest == 0:
            raise NotStored("No policies were published yet.")
        draft_id = f"{int(now.timestamp() * 1000):012x}{secrets.token_hex(4)}"
        draft = PolicyDraft(
            draft_id, newest, changes, person.id, (person.id,), now, restores=restores
        )
        tx.policies.add_draft(draft)
        self._note(tx, draft, person, "begun")
        return draft

    def _edit(
        self,
        tx: Transaction,
        draft: PolicyDraft,
        revision: int,
        person: ConsolePerson,
        act: str,
        **values: object,
    ) -> PolicyDraft:
        """A change by a person's hand: whatever was said of the draft counts no more."""
        _require_open(draft)
        more = {"state": DraftState.DRAFT, "saved_at": self._clock.now()}
        changed = _with(draft, editors=_hands(draft, person), **more, **values)
        self._note(tx, draft, person, act)
        return tx.policies.save_draft(changed, expected=revision)

    def _turn(
        self,
        tx: Transaction,
        draft: PolicyDraft,
        revision: int,
        person: ConsolePerson,
        state: DraftState,
        words: str = "",
        **values: object,
    ) -> PolicyDraft:
        _require_open(draft)
        reason = {"reason": words} if state is DraftState.PROPOSED else {}
        self._note(tx, draft, person, state.value, words)
        changed = _with(draft, state=state, **reason, **values)
        return tx.policies.save_draft(changed, expected=revision)

    def _note(
        self, tx: Transaction, draft: PolicyDraft, person: ConsolePerson, act: str, words: str = ""
    ) -> None:
        files = ", ".join(sorted(draft.changes))
        tx.audit.add(
            AuditEntry(
                at=self._clock.now(),
                actor=person.id,
                action=f"policy draft {act}",
                subject=f"policy-draft:{draft.id}",
                detail="; ".join(part for part in (f"upon {draft.base}", files, words) if part),
            )
        )


def known(tx: Transaction, draft_id: str) -> PolicyDraft:
    """The draft. Raises NotStored."""
    draft = tx.policies.draft(draft_id)
    if draft is None:
        raise NotStored("There is no such draft.")
    return draft


def overlay(base: Files, changes: Changes) -> Files:
    """The files with the changes made."""
    texts = {**base, **changes}
    return {name: text for name, text in texts.items() if text is not None}


def _difference(before: Files, after: Files) -> Changes:
    names = before.keys() | after.keys()
    return {name: after.get(name) for name in names if before.get(name) != after.get(name)}


def _file_lines(base: Files, changes: Changes) -> tuple[FileLine, ...]:
    names = sorted(base.keys() | changes.keys())
    return tuple(FileLine(name=name, state=_state_of(name, base, changes)) for name in names)


def _state_of(name: str, base: Files, changes: Changes) -> str:
    if name not in changes:
        return "same"
    if changes[name] is None:
        return "removed"
    return "changed" if name in base else "added"


def _with(draft: PolicyDraft, **values: object) -> PolicyDraft:
    return PolicyDraft(**{**asdict(draft), **values})


def _hands(draft: PolicyDraft, person: ConsolePerson) -> Sequence[str]:
    return tuple(dict.fromkeys((*draft.editors, person.id)))


def _require_file(file: str, text: str | None) -> None:
    if not is_file_name(file):
        raise InputRefused("A policy file is called redaction/ours.yaml, gates/… or mapping/….")
    if text is not None and len(text.encode()) > MAX_FILE_BYTES:
        raise InputRefused(f"A policy file has at most {MAX_FILE_BYTES} bytes; split it.")


def _require_reason(reason: str) -> str:
    told = reason.strip()
    if not told or len(told) > MAX_REASON:
        raise InputRefused(f"Say why, in one to {MAX_REASON} characters.")
    return told


def _require_open(draft: PolicyDraft) -> None:
    if draft.state in (DraftState.PUBLISHED, DraftState.DISCARDED):
        raise StaleWrite("This draft is over: it was published or put away.")


def _require_state(draft: PolicyDraft, *states: DraftState) -> None:
    if draft.state not in states:
        raise StaleWrite(f"This draft is in the state `{draft.state}`; load it again.")


def _require_current(tx: Transaction, draft: PolicyDraft) -> PolicyDraft:
    if draft.base != tx.policies.newest():
        raise StaleWrite(
            "Other policies were published since this draft was begun: take it over onto them, "
            "and look at the diff again."
        )
    return draft
