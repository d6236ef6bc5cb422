"""The answer to a validator that can call out: Data Center's script, Forge's function."""

from app.gate.decision import Decision
from app.gate.names import plain_name
from app.model import Issue
from app.ports import Clock, IssueTracker, Transaction, UnitOfWork
from app.records import GateRecord
from app.services.disclosure import Disclosure
from app.services.emergency import load_release
from app.services.gate_deciding import GateDeciding
from app.services.recording import note_decision
from app.services.views import TransitionAnswer, TransitionQuestion

NOT_UNDERSTOOD = (
    "Airlock does not know the status that this transition begins in or leads to, so it cannot "
    "tell whether it is guarded. Send the names of both statuses as Jira shows them; a new one "
    "is made known under `status.to_zendesk` in policies/mapping."
)
OUTDATED = (
    "Other policies were published just now, and this Airlock does not go by them yet. Try again "
    "in a few seconds; if this stays, ask whoever keeps Airlock (`airlock doctor`)."
)


class GateTransitions:
    def __init__(
        self,
        store: UnitOfWork,
        tracker: IssueTracker,
        disclosure: Disclosure,
        deciding: GateDeciding,
        clock: Clock,
    ) -> None:
        self._store = store
        self._tracker = tracker
        self._disclosure = disclosure
        self._deciding = deciding
        self._clock = clock

    async def decide(self, question: TransitionQuestion) -> TransitionAnswer:
        """Answer a validator that can call out. Whoever asks treats every error as a no.

        In an emergency release the answer is yes until its end, whatever is asked and though Jira
        be silent. By policies that others have replaced nothing passes.

        Project and present status are Jira's, not the caller's. In a guarded project a status that
        the policies do not name is refused: it may be the guarded one, written otherwise.
        """
        release = await self._store.read(load_release)
        if release is not None and not release.has_ended(self._clock.now()):
            return TransitionAnswer(result=True)
        if not await self._store.read(self._disclosure.in_force):
            return TransitionAnswer(result=False, errorMessage=OUTDATED)
        policy = self._disclosure.policies.gate
        issue = await self._tracker.fetch_issue(question.issue_key)
        if issue.project not in policy.projects:
            return TransitionAnswer(result=True)
        if not self._understands(question, issue):
            return TransitionAnswer(result=False, errorMessage=NOT_UNDERSTOOD)
        starts = (issue.status, question.from_status)
        if not any(policy.guards(issue.project, start, question.to_status) for start in starts):
            return TransitionAnswer(result=True)
        links = await self._store.read(lambda tx: tx.links.of_issue(issue.id, issue.key))
        decision, _ = await self._deciding.decide_issue(links)
        if decision.passes:
            return TransitionAnswer(result=True)
        await self._note_refusal(issue.id, decision)
        return TransitionAnswer(result=False, errorMessage="\n".join(decision.reasons))

    def _understands(self, question: TransitionQuestion, issue: Issue) -> bool:
        policies = self._disclosure.policies
        names = (*policies.mapping.status.to_zendesk, issue.status)
        known = policies.gate.status_names | set(map(plain_name, names))
        return bool(plain_name(question.from_status)) and plain_name(question.to_status) in known

    async def _note_refusal(self, issue_id: str, decision: Decision) -> None:
        now = self._clock.now()

        def note(tx: Transaction) -> None:
            record = tx.gates.get(issue_id)
            if record is not None:
                tx.gates.save(GateRecord(**{**record.model_dump(), "refused_at": now}))
            note_decision(tx, decision.ticket_id, decision, now)

        await self._store.write(note)
