"""From a complete packet to an issue: preview, then exactly what was previewed."""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.document import to_plain
from app.effects import AccountRef, CreateIssue, FieldValue, PolicyWord, PostIssueComment
from app.errors import GateClosed, PreviewStale
from app.gate.decision import GateEntry, resolve_items
from app.model import Agent, Audience, Context, Finding, Issue, RedactedText, Ticket, TicketLink
from app.ports import Clock, IssueTracker, TicketDesk, Transaction, UnitOfWork
from app.records import AuditEntry, EffectRecord
from app.redaction.clipping import clip_line
from app.redaction.engine import withheld_counts
from app.services.context import context_of_ticket, customer_key
from app.services.disclosure import Disclosure, Scope
from app.services.emergency import load_release
from app.services.gatekeeping import Gatekeeping
from app.services.linking import Linking
from app.services.news import ours_fact
from app.services.outbox import Done, Outbox
from app.services.recording import note_decision
from app.services.views import (
    Escalation,
    Preview,
)
from app.sync.echo import marker_for
from app.sync.mapping import FieldIds, new_issue_fields, texts_for_jira
from app.sync.routing import routed_fields
from app.sync.wording import build_issue_text, frame_packet


@dataclass(frozen=True, slots=True)
class Draft:
    """An issue's text as it would be sent now."""

    summary: RedactedText
    description: RedactedText
    fields: Mapping[str, FieldValue]
    findings: tuple[Finding, ...]
    digest: str


class Escalations:
    def __init__(
        self,
        store: UnitOfWork,
        desk: TicketDesk,
        tracker: IssueTracker,
        disclosure: Disclosure,
        gatekeeping: Gatekeeping,
        linking: Linking,
        outbox: Outbox,
        clock: Clock,
        *,
        digest_key: bytes,
        jira_url: str,
        render: Callable[[RedactedText], str],
    ) -> None:
        """`render` shows a text as HTML, for the preview."""
        self._store = store
        self._desk = desk
        self._tracker = tracker
        self._disclosure = disclosure
        self._gatekeeping = gatekeeping
        self._linking = linking
        self._outbox = outbox
        self._clock = clock
        self._digest_key = digest_key
        self._jira_url = jira_url.rstrip("/")
        self._render = render

    async def preview(self, ticket_id: int, *, agent: Agent) -> Preview:
        """Exactly what Jira would hold. Raises Held when it may not cross, and VendorError."""
        ticket = await self._desk.fetch_ticket(ticket_id)
        draft = await self._draft(ticket)
        return Preview(
            summary=draft.summary.line,
            description=to_plain(draft.description.document),
            description_html=self._render(draft.description),
            fields={name: _plain(value) for name, value in draft.fields.items()},
            withheld=withheld_counts(draft.findings),
            findings=draft.findings,
            preview_digest=draft.digest,
            policy=self._disclosure.policies.version,
        )

    async def _draft(self, ticket: Ticket) -> Draft:
        policies = self._disclosure.policies
        stored = await self._store.read(lambda tx: tx.packets.get(ticket.id))
        packet = stored.packet if stored is not None else None
        fields = await self._gatekeeping.named_fields(ticket)
        entry = GateEntry(ticket_id=ticket.id, packet=packet, ticket_fields=fields)
        text = build_issue_text(
            resolve_items(entry, policies.gate),
            policies.gate.labels,
            packet.severity if packet is not None else None,
            policies.mapping,
        )
        scope = Scope(f"ticket:{ticket.id}", customer_key(ticket))
        ids = await self._desk.field_ids()
        context = await self._disclosure.learn(scope, context_of_ticket(ticket, policies, ids))
        summary = await self._disclosure.disclose_line(
            text.summary, audience=Audience.ENGINEERING, scope=scope, context=context
        )
        description = await self._disclosure.disclose(
            frame_packet(text.description, ticket.id, policies.mapping),
            audience=Audience.ENGINEERING,
            scope=scope,
            context=context,
        )
        mapped, found = await self._mapped_fields(ticket, scope, context)
        findings = (*summary.findings, *description.findings, *found)
        line = clip_line(summary.text, policies.mapping.issues.text.summary_limit)
        digest = self._digest(ticket.id, line, description.text, mapped)
        return Draft(line, description.text, mapped, findings, digest)

    async def _mapped_fields(
        self, ticket: Ticket, scope: Scope, context: Context
    ) -> tuple[Mapping[str, FieldValue], tuple[Finding, ...]]:
        mapping = self._disclosure.policies.mapping
        ids = FieldIds(await self._desk.field_ids(), await self._tracker.field_ids())
        texts: dict[str, RedactedText] = {}
        findings: list[Finding] = []
        for name, raw in texts_for_jira(ticket, ids, mapping).items():
            disclosed = await self._disclosure.disclose_line(
                raw, audience=Audience.ENGINEERING, scope=scope, context=context
            )
            texts[name] = disclosed.text
            findings.extend(disclosed.findings)
        routed = routed_fields(ticket, mapping.ownership, ids)
        mapped = new_issue_fields(ticket, mapping, ids=ids, texts=texts)
        return {**routed, **mapped}, tuple(findings)

    def _digest(
        self,
        ticket_id: int,
        summary: RedactedText,
        description: RedactedText,
        fields: Mapping[str, FieldValue],
    ) -> str:
        words = [f"{name}={_plain(value)}" for name, value in sorted(fields.items())]
        parts = [str(ticket_id), summary.policy, *words]
        parts.append(self._disclosure.digest([summary, description]))
        return hmac.new(self._digest_key, "\x00".join(parts).encode(), hashlib.sha256).hexdigest()

    async def escalate(
        self,
        ticket_id: int,
        *,
        preview_digest: str,
        issue_key: str | None,
        agent: Agent,
        another: bool = False,
    ) -> Escalation:
        """Create the issue, or give the packet to the one that is linked or named.

        With `another`, create one although the ticket has issues; the same packet makes no second
        one. Repeating it changes nothing. Raises GateClosed with the missing items, PreviewStale
        when what would be sent is no longer what the agent saw, InputRefused for an issue that may
        not be linked, SendingStopped, Held, and VendorError. While all gates are released none is
        closed here.
        """
        await self._outbox.modes.require()
        ticket = await self._desk.fetch_ticket(ticket_id)
        decision = await self._gatekeeping.decide_ticket(ticket)
        now = self._clock.now()
        await self._store.write(lambda tx: note_decision(tx, ticket_id, decision, now))
        release = await self._store.read(load_release)
        released = release is not None and not release.has_ended(self._clock.now())
        if not decision.passes and not released:
            raise GateClosed("The escalation packet is incomplete.", decision.reasons)
        draft = await self._draft(ticket)
        if not hmac.compare_digest(draft.digest, preview_digest):
            raise PreviewStale("What would be sent is no longer what was previewed; look again.")
        links = await self._store.read(lambda tx: tx.links.of_ticket(ticket_id))
        if another or (issue_key is None and not links):
            operation, made = await self._operation(ticket_id, draft, links)
            if made is None:
                return await self._create(ticket, draft, agent, operation)
            return await self._give_packet(made, draft, agent)
        link = await self._choose(ticket_id, issue_key, links, agent)
        return await self._give_packet(link, draft, agent)

    async def _choose(
        self, ticket_id: int, issue_key: str | None, links: Sequence[TicketLink], agent: Agent
    ) -> TicketLink:
        if issue_key is None:
            return links[0]
        named = [link for link in links if link.issue_key.casefold() == issue_key.casefold()]
        if named:
            return named[0]
        return await self._linking.link(ticket_id, issue_key, by=f"agent:{agent.id}")

    async def _operation(
        self, ticket_id: int, draft: Draft, links: Sequence[TicketLink]
    ) -> tuple[str, TicketLink | None]:
        """What creates the issue, and the link of the one that it created before.

        The ticket's first issue has an operation of its own, each further one its text's.
        """
        first = f"escalate:{ticket_id}"
        further = f"{first}:{draft.digest}"

        def load(tx: Transaction) -> list[EffectRecord | None]:
            return [tx.effects.get(marker_for(one, "issue")) for one in (first, further)]

        begun, again = await self._store.read(load)
        if not links or (begun is not None and begun.digest == draft.digest):
            operation, made = first, begun
        else:
            operation, made = further, again
        known = {link.issue_id: link for link in links}
        return operation, known.get(made.remote_id or "") if made is not None else None

    async def _create(
        self, ticket: Ticket, draft: Draft, agent: Agent, operation: str
    ) -> Escalation:
        target = self._disclosure.policies.mapping.issues
        effect = CreateIssue(
            project=PolicyWord(target.project),
            issue_type=PolicyWord(target.issue_type),
            summary=draft.summary,
            description=draft.description,
            fields=draft.fields,
            marker=marker_for(operation, "issue"),
        )
        forgotten = await self._find_forgotten(effect)
        if forgotten is not None:
            link = await self._note_issue(ticket, forgotten, draft, agent, operation)
            return await self._give_packet(link, draft, agent)
        applied = await self._outbox.send(effect, delivery_id=operation, digest=draft.digest)
        issue = await self._tracker.fetch_issue(applied.remote_id)
        link = await self._note_issue(ticket, issue, draft, agent, operation, is_new=True)
        await self._post_packet(link, issue, draft, agent)
        return Escalation(issue_key=issue.key, url=self._url(issue.key), created=True)

    async def _find_forgotten(self, effect: CreateIssue) -> Issue | None:
        """The issue that this very escalation made before, of which the journal knows nothing.

        So it is after a database was restored from a backup that is older than the escalation.
        """
        if not await self._outbox.is_first(effect):
            return None
        return await self._tracker.find_created_issue(effect.marker)

    async def _note_issue(
        self,
        ticket: Ticket,
        issue: Issue,
        draft: Draft,
        agent: Agent,
        operation: str,
        *,
        is_new: bool = False,
    ) -> TicketLink:
        """Link the issue, and remember which packet it was made from.

        Of one that `is_new` all comments cross, those too that came before the link was stored.
        """
        by = f"agent:{agent.id}"

        def settle(tx: Transaction) -> TicketLink:
            link = self._linking.add(tx, ticket.id, issue.id, issue.key, by=by)
            if is_new:
                tx.facts.set(ours_fact(link.id), "1")
            if operation.endswith(draft.digest) and tx.facts.get(given_fact(link)) is None:
                tx.facts.set(given_fact(link), f"0:{draft.digest}")
            tx.audit.add(self._entry(by, link, draft))
            return link

        return await self._store.write(settle)

    async def _give_packet(self, link: TicketLink, draft: Draft, agent: Agent) -> Escalation:
        """An issue that was there before keeps its own description; the packet is a comment.

        Raises NotFound when the issue is gone.
        """
        issue = await self._tracker.fetch_issue(link.issue_id)
        await self._post_packet(link, issue, draft, agent)
        return Escalation(issue_key=link.issue_key, url=self._url(link.issue_key), created=False)

    async def _post_packet(
        self, link: TicketLink, issue: Issue, draft: Draft, agent: Agent
    ) -> None:
        """Post it as a comment, unless it is the very text that the issue was given last."""
        number, digest = await self._store.read(lambda tx: _last_given(tx, link))
        if digest == draft.digest:
            return
        operation = f"packet:{link.id}:{number + 1}:{draft.digest}"
        effect = PostIssueComment(
            link.issue_id,
            draft.description,
            marker_for(operation, "comment"),
            internal=issue.service_desk,
        )
        entry = self._entry(f"agent:{agent.id}", link, draft)

        def keep(tx: Transaction, done: Done) -> None:
            tx.facts.set(given_fact(link), f"{number + 1}:{done.digest}")
            tx.audit.add(entry)

        await self._outbox.send(effect, delivery_id=operation, digest=draft.digest, after=keep)

    def _entry(self, by: str, link: TicketLink, draft: Draft) -> AuditEntry:
        return AuditEntry(
            at=self._clock.now(),
            actor=by,
            action="escalated",
            subject=f"link:{link.id}",
            audience=Audience.ENGINEERING,
            policy=draft.description.policy,
            findings=draft.findings,
        )

    def _url(self, issue_key: str) -> str:
        return f"{self._jira_url}/browse/{issue_key}"


def given_fact(link: TicketLink) -> str:
    """The name under which the store remembers which packet the issue was given last."""
    return f"packet-given:{link.id}"


def _last_given(tx: Transaction, link: TicketLink) -> tuple[int, str]:
    """How many packets the issue got as comments, and the digest of the last text it was given.

    That is the text that it was made from while no comment followed; empty when it got none.
    """
    kept = tx.facts.get(given_fact(link))
    if kept is not None:
        number, _, digest = kept.partition(":")
        return int(number), digest
    made = tx.effects.get(marker_for(f"escalate:{link.ticket_id}", "issue"))
    return 0, made.digest if made is not None and made.remote_id == link.issue_id else ""


def _plain(value: FieldValue) -> str:
    match value:
        case None:
            return ""
        case RedactedText():
            return value.line
        case PolicyWord():
            return value.value
        case AccountRef():
            return value.id
        case _:
            return ""
