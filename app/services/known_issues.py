"""Known issues: what is known of a fault, what helps meanwhile, and how the customer would read it.

What staff wrote is kept as written. Whether and how it may be told to a customer is what redaction
says under the policy in force, each time anew.
"""

from collections.abc import Sequence
from datetime import datetime

from app.document import Document, Paragraph, Text, from_plain
from app.errors import InputRefused, NotStored
from app.model import Action, Audience, Context, Finding
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_prevention import PAGE
from app.records import AuditEntry
from app.records_prevention import IssueState, KnownIssue, Safety, changed
from app.redaction.engine import Redaction
from app.services.disclosure import Disclosure
from app.services.prevention_views import AsRead, KnownIssueDraft, KnownIssuePage
from app.services.traits import TraitKeeper

NOBODY = Context()
FOUND = 20
"""How many a search gives."""


class KnownIssues:
    """Every change is written to the audit by the id of the person who made it."""

    def __init__(
        self, store: UnitOfWork, disclosure: Disclosure, traits: TraitKeeper, clock: Clock
    ) -> None:
        self._store = store
        self._disclosure = disclosure
        self._traits = traits
        self._clock = clock

    async def page(
        self, state: IssueState | None = None, after: int | None = None
    ) -> Sequence[KnownIssue]:
        """Fifty of the state, or of all, the newest first, beyond the number `after`."""
        return await self._store.read(
            lambda tx: tx.prevention.known_issues.page(state, after, PAGE)
        )

    async def search(self, words: str) -> Sequence[KnownIssue]:
        """The likeliest first; fixed ones too."""
        return await self._store.read(lambda tx: tx.prevention.known_issues.search(words, FOUND))

    async def get(self, number: int) -> KnownIssuePage:
        """Raises NotStored."""

        def load(tx: Transaction) -> tuple[KnownIssue, str]:
            issue = _get(tx, number)
            linked = [issue.runbook] if issue.runbook is not None else []
            return issue, next(iter(tx.prevention.runbooks.titles(linked).values()), "")

        issue, runbook = await self._store.read(load)
        return KnownIssuePage(issue, await self.preview(issue.title, issue.workaround), runbook)

    async def preview(self, title: str, workaround: str) -> AsRead:
        """As the customer would read it today; nothing is kept."""
        return await as_read(self._disclosure, title, workaround, NOBODY)

    async def write(self, draft: KnownIssueDraft, *, by: str) -> KnownIssue:
        """Raises InputRefused for a runbook that there is not."""
        issue = KnownIssue(**await self._values(draft, by))
        traces = await self._traces(issue)

        def add(tx: Transaction) -> KnownIssue:
            _check_runbook(tx, issue.runbook)
            added = tx.prevention.known_issues.add(issue, traces)
            tx.audit.add(_entry("known issue written", added, by, added.changed_at))
            return added

        return await self._store.write(add)

    async def edit(self, number: int, draft: KnownIssueDraft, *, by: str) -> KnownIssue:
        """Raises StaleWrite, NotStored, and InputRefused for a runbook that there is not."""
        values = {**await self._values(draft, by), "version": draft.version}
        return await self._save(number, values, "known issue changed", by)

    async def set_state(
        self, number: int, version: int, state: IssueState, *, by: str
    ) -> KnownIssue:
        """It is fixed, and shown no more; or open again. Raises as `edit`."""
        what = "known issue fixed" if state is IssueState.FIXED else "known issue opened again"
        values = {
            "version": version,
            "state": state,
            "changed_by": by,
            "changed_at": self._clock.now(),
        }
        return await self._save(number, values, what, by)

    async def _save(self, number: int, values: dict[str, object], what: str, by: str) -> KnownIssue:
        stored = await self._store.read(lambda tx: _get(tx, number))
        edited = changed(stored, **values)
        traces = await self._traces(edited)

        def save(tx: Transaction) -> KnownIssue:
            _check_runbook(tx, edited.runbook)
            saved = tx.prevention.known_issues.save(edited, traces)
            tx.audit.add(_entry(what, saved, by, saved.changed_at))
            return saved

        return await self._store.write(save)

    async def _values(self, draft: KnownIssueDraft, by: str) -> dict[str, object]:
        read = await self.preview(draft.title, draft.workaround)
        return {
            **draft.model_dump(exclude={"version"}),
            "issue_key": (draft.issue_key or "").upper() or None,
            "safety": read.safety,
            "policy": read.policy,
            "changed_by": by,
            "changed_at": self._clock.now(),
        }

    async def _traces(self, issue: KnownIssue) -> list[str]:
        borne = await self._traits.find((issue.symptoms,))
        return [trait.digest for trait in borne if trait.kind == "trace"]


async def as_read(disclosure: Disclosure, title: str, workaround: str, context: Context) -> AsRead:
    """Title and workaround as redaction for the customer leaves them; held if one of them is."""
    policy = disclosure.policies.version
    parts = [
        await disclosure.rehearse(document, audience=Audience.CUSTOMER, context=context)
        for document in (line(title), from_plain(workaround))
    ]
    findings = tuple(finding for part in parts for finding in part.findings)
    held = next((part.held or "" for part in parts if part.text is None), "")
    if held:
        return AsRead("held", policy, held=held, findings=findings)
    return AsRead(
        _safety(findings), policy, title=_line_of(parts[0]), workaround=_plain_of(parts[1]),
        findings=findings,
    )  # fmt: skip


def line(text: str) -> Document:
    """One line as a document."""
    return Document((Paragraph((Text(" ".join(text.split())),)),))


def _safety(findings: Sequence[Finding]) -> Safety:
    taken = any(finding.action is not Action.ALLOW for finding in findings)
    return "redacted" if taken else "clean"


def _line_of(part: Redaction) -> str:
    return part.text.line if part.text is not None else ""


def _plain_of(part: Redaction) -> str:
    return part.text.plain if part.text is not None else ""


def _get(tx: Transaction, number: int) -> KnownIssue:
    found = tx.prevention.known_issues.get(number)
    if found is None:
        raise NotStored(f"There is no known issue {number}.")
    return found


def _check_runbook(tx: Transaction, number: int | None) -> None:
    if number is not None and tx.prevention.runbooks.get(number) is None:
        raise InputRefused("There is no runbook of this number.")


def _entry(what: str, issue: KnownIssue, by: str, now: datetime) -> AuditEntry:
    """`safety` says whether customers may read it; the text stands in the row alone."""
    subject = f"known-issue:{issue.number}"
    return AuditEntry(at=now, actor=by, action=what, subject=subject, detail=issue.safety)
