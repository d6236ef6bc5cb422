"""What a draft of the policies makes of texts: one to look at, and those that were sent last.

Texts of tickets are read again from the vendors and forgotten with the answer. One that is shown as
it was written is in the audit: who read it, and for which draft.
"""

import asyncio
import difflib
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence

from app.document import Document, from_plain, to_plain
from app.errors import InputRefused, PolicyError
from app.model import Audience, Context, Finding
from app.policy.comparing import compare
from app.policy.completing import offers
from app.policy.loading import lint_texts, load_texts
from app.policy.problems import Problem
from app.policy.trial import Difference
from app.ports import Clock, IssueTracker, PolicySet, TicketDesk, UnitOfWork
from app.records import AuditEntry
from app.records_console import ConsolePerson
from app.records_policies import Files
from app.redaction.engine import redact
from app.redaction.pseudonyms import Pseudonyms
from app.services.context import author_of, context_of_ticket, merge
from app.services.policy_cycle import PolicyCycle
from app.services.policy_trial import PolicyTrial, Unread
from app.services.policy_views import (
    Completion,
    DiffView,
    ImpactLine,
    LintLine,
    Piece,
    PolicyPreview,
    PreviewView,
    SideView,
)
from app.services.urgency import in_bulk

MAX_SAMPLE = 20_000
READ = "ticket read for a policy draft"
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
Pause = Callable[[float], Awaitable[None]]


class PolicyPreviews:
    def __init__(
        self,
        cycle: PolicyCycle,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        clock: Clock,
    ) -> None:
        self._cycle = cycle
        self._store = store
        self._desk = desk
        self._trial = PolicyTrial(store, desk, tracker, clock, asyncio.sleep)
        self._clock = clock

    async def lint(
        self, draft_id: str, file: str = "", text: str | None = None
    ) -> Sequence[LintLine]:
        """Every problem of the draft; with `text` as if its `file` said that already."""
        texts, _ = await self._cycle.texts(draft_id)
        whole = {**texts, file: text} if text is not None else texts
        problems = await asyncio.to_thread(lint_texts, whole)
        return tuple(_lint_line(problem, whole) for problem in problems)

    def complete(self, file: str, before: str) -> Sequence[Completion]:
        """What an editor may offer behind `before`, the file's text up to there."""
        return tuple(
            Completion(label=one.label, detail=one.detail, key=one.key)
            for one in offers(file, before)
        )

    async def diff(self, draft_id: str) -> DiffView:
        """What is different from the version in force; in words where the draft holds."""
        texts, active = await self._cycle.texts(draft_id)
        return await asyncio.to_thread(_diff, texts, active)

    async def preview(
        self, draft_id: str, person: ConsolePerson, sample: str = "", ticket: int | None = None
    ) -> PreviewView:
        """One text in three views, under the draft and under what is in force.

        The text is the given one, about the policies' imagined customer, or a ticket's last
        comment, whose look is audited. Raises PolicyError where the draft does not hold,
        VendorError, InputRefused.
        """
        if len(sample) > MAX_SAMPLE:
            raise InputRefused(f"A sample has at most {MAX_SAMPLE} characters.")
        texts, active = await self._cycle.texts(draft_id)
        draft_set = await asyncio.to_thread(load_texts, texts)
        active_set = await asyncio.to_thread(load_texts, active)
        look = await self._looking_at(sample, ticket)
        if ticket is not None:
            await self._note(draft_id, ticket, person)
        return PreviewView(
            draft=await asyncio.to_thread(look, draft_set),
            active=await asyncio.to_thread(look, active_set),
        )

    async def _note(self, draft_id: str, ticket: int, person: ConsolePerson) -> None:
        """Before anything of it is shown."""
        entry = AuditEntry(
            at=self._clock.now(),
            actor=person.id,
            action=READ,
            subject=f"ticket:{ticket}",
            detail=f"policy-draft:{draft_id}",
        )
        await self._store.write(lambda tx: tx.audit.add(entry))

    async def impact(self, draft_id: str, at: int, count: int) -> ImpactLine:
        """What the draft would change of the copy saved `at` places before the last one.

        One copy a call, read again with bulk work's share of the vendors' limits.
        """
        texts, active = await self._cycle.texts(draft_id)
        old = await asyncio.to_thread(load_texts, active)
        new = await asyncio.to_thread(load_texts, texts)
        with in_bulk():
            found = await self._trial.at(at, old, new)
        return _impact_line(at, count, found)

    async def _looking_at(
        self, sample: str, ticket: int | None
    ) -> Callable[[PolicySet], PolicyPreview]:
        if ticket is None:
            document = from_plain(sample)
            return lambda policies: _three(document, policies.redaction.example_context, policies)
        read = await self._desk.fetch_ticket(ticket)
        fields = await self._desk.field_ids()
        comments = await self._desk.fetch_comments(ticket)
        if not comments or len(to_plain(comments[-1].body)) > MAX_SAMPLE:
            raise InputRefused(f"Ticket {ticket} has no last comment that is short enough to show.")
        last = comments[-1]

        def look(policies: PolicySet) -> PolicyPreview:
            seen = merge(context_of_ticket(read, policies, fields), author_of(last, read))
            return _three(last.body, seen, policies)

        return look


def _three(document: Document, context: Context, policies: PolicySet) -> PolicyPreview:
    said = to_plain(document)
    customer, shown = _side(document, Audience.CUSTOMER, context, policies)
    jira, passed = _side(document, Audience.ENGINEERING, context, policies)
    support = SideView(pieces=tuple(_marked(said, (shown, passed))))
    return PolicyPreview(support=support, customer=customer, jira=jira)


def _side(
    document: Document, audience: Audience, context: Context, policies: PolicySet
) -> tuple[SideView, str]:
    result = redact(
        document,
        audience=audience,
        policy=policies.redaction,
        version=policies.version,
        context=context,
        pseudonyms=Pseudonyms(),
    )
    kinds = tuple(sorted(Counter(finding.entity for finding in result.findings).items()))
    if result.text is None:
        return SideView(held=result.held or "Held for a person.", kinds=kinds), ""
    plain = result.text.plain
    return SideView(pieces=tuple(_placeholders(plain, result.findings)), kinds=kinds), plain


def _placeholders(text: str, findings: Sequence[Finding]) -> Iterator[Piece]:
    stand_ins = sorted({one.placeholder for one in findings if one.placeholder}, key=len)
    if not stand_ins:
        yield Piece(text=text)
        return
    parts = re.split("(" + "|".join(map(re.escape, reversed(stand_ins))) + ")", text)
    for part in parts:
        if part:
            yield Piece(text=part, found=part in stand_ins)


def _marked(said: str, becoming: Sequence[str]) -> Iterator[Piece]:
    """What was said, with each stretch marked that one of the readers does not get.

    In long texts nothing begins to match at a word that is all over the place, which takes minutes.
    """
    words = _WORDS.findall(said)
    gone = [False] * len(words)
    for text in becoming:
        matcher = difflib.SequenceMatcher(None, words, _WORDS.findall(text))
        for tag, start, end, _, _ in matcher.get_opcodes():
            if tag in ("replace", "delete"):
                gone[start:end] = [True] * (end - start)
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and gone[end] == gone[at]:
            end += 1
        yield Piece(text="".join(words[at:end]), found=gone[at])
        at = end


def _lint_line(problem: Problem, texts: Files) -> LintLine:
    lines = texts.get(problem.file, "").splitlines()
    line = lines[problem.line - 1] if 0 < problem.line <= len(lines) else ""
    return LintLine(
        file=problem.file,
        line=problem.line,
        column=len(line) - len(line.lstrip(" -")) + 1,
        what=problem.what,
        cure=problem.cure,
        warning=problem.warning,
    )


def _diff(texts: Files, active: Files) -> DiffView:
    lines = [line for name in sorted(texts.keys() | active.keys()) for line in _unified(
        name, active.get(name, ""), texts.get(name, "")
    )]  # fmt: skip
    try:
        changes = compare(load_texts(active), load_texts(texts))
    except PolicyError:
        return DiffView(words=(), lines=tuple(lines))
    return DiffView(words=tuple(map(str, changes)), lines=tuple(lines))


def _unified(name: str, before: str, after: str) -> Iterator[str]:
    pieces = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"in force: {name}", f"draft: {name}", lineterm=""
    )
    return iter(pieces)


def _impact_line(at: int, count: int, found: Difference | Unread | None) -> ImpactLine:
    if found is None:
        return ImpactLine(at=at, count=at, changed=False, reason="there are no more copies")
    where = found.where
    told: dict[str, object] = {
        "at": at,
        "count": count,
        "ticket": where.get("ticket"),
        "issue": str(where.get("issue", "")),
        "comment": str(where.get("comment", "")),
    }
    if isinstance(found, Unread):
        return ImpactLine.model_validate({**told, "changed": False, "reason": found.reason})
    return ImpactLine.model_validate(
        {
            **told,
            "changed": found.changed,
            "before": found.before,
            "after": found.after,
            "words": tuple(_in_words(found)),
        }
    )


def _in_words(found: Difference) -> Iterator[str]:
    if found.before != found.after:
        yield f"{found.before} → {found.after}"
    for kind, number in found.gained.items():
        yield f"+{number} {kind}"
    for kind, number in found.lost.items():
        yield f"−{number} {kind}"
    for kind, actions in found.acted.items():
        yield f"{kind}: {actions}"
    if found.altered and not (found.gained or found.lost or found.acted):
        yield "the same finds, other words"
