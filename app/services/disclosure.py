"""The one way from a text to a text that may cross: context, redaction, vault.

Redaction itself is pure; this service brings it the pair's context and placeholders and keeps what
it learned, in the same transaction as nothing else, so that a crash can only repeat it.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from app.document import Document, Paragraph, Text, canonical_bytes, to_plain
from app.effects import ClearedFile
from app.errors import RedactionFailed, StaleWrite
from app.model import Action, Audience, Context, Finding, KnownPerson, RedactedText, TicketLink
from app.ports import PolicySet, PolicySource, Transaction, UnitOfWork
from app.redaction.compiled import compile_policy
from app.redaction.engine import Redaction, redact, rehydrate
from app.redaction.policy import EntityRule, RedactionPolicy
from app.redaction.pseudonyms import Pseudonyms
from app.redaction.recogniser import PLAIN, Tools
from app.services.context import customer_names, merge, without_others

MAX_CHARACTERS = 200_000
CLASH_RETRIES = 5
_COMPILING = Lock()
_NOBODYS = Document((Paragraph((Text("Hello, order 4711 of 2 May: see https://example.org/a."),)),))
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Scope:
    """A pair as the vault knows it: placeholders are stable within `pair`."""

    pair: str
    customer: str


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A text that may cross, what was found on the way, and under which policies."""

    text: RedactedText
    findings: tuple[Finding, ...]
    policies: PolicySet


class Disclosure:
    def __init__(
        self,
        store: UnitOfWork,
        policies: PolicySource,
        digest_key: bytes,
        tools: Tools = PLAIN,
    ) -> None:
        self._store = store
        self._policies = policies
        self._digest_key = digest_key
        self._tools = tools

    @property
    def policies(self) -> PolicySet:
        """The policies in force now."""
        return self._policies.current()

    def in_force(self, tx: Transaction) -> bool:
        """Whether these are what was published last."""
        return self._policies.in_force(tx)

    async def prepare(self) -> None:
        """Redact a line that nobody wrote, for both audiences: the first one takes seconds."""
        policies = self.policies
        for audience in Audience:
            await asyncio.to_thread(
                _redact_compiled,
                _NOBODYS,
                audience=audience,
                policy=policies.redaction,
                version=policies.version,
                context=Context(),
                pseudonyms=Pseudonyms(),
                tools=self._tools,
            )

    async def learn(self, scope: Scope, seen: Context) -> Context:
        """Add to the pair's context what was just read; return all that must be looked for.

        That is what the pair knows, the engineers of its issues, and the names of the customers
        whose tickets share an issue with it.
        """

        def update(tx: Transaction) -> Context:
            known = tx.vault.context(scope.pair) or Context()
            grown = merge(known, seen)
            if grown != known:
                tx.vault.save_context(scope.pair, scope.customer, grown)
            return with_neighbours(tx, scope.pair, grown)

        return await self._store.write(update)

    async def look_for(self, scope: Scope, seen: Context) -> Context:
        """As `learn`, and nothing is kept: what was erased does not come back by our own look."""

        def load(tx: Transaction) -> Context:
            known = tx.vault.context(scope.pair) or Context()
            return with_neighbours(tx, scope.pair, merge(known, seen))

        return await self._store.read(load)

    async def learn_engineers(self, issue_id: str, people: tuple[KnownPerson, ...]) -> None:
        """Remember who works on an issue, for every ticket that is linked to it."""
        await self.learn(issue_scope(issue_id), Context(people=people))

    async def context_for_customer(self, link: TicketLink) -> tuple[Scope, Context]:
        """What is known of the pair, and which other customers' names must not appear.

        Raises RedactionFailed when the pair has no context: nothing can then be checked.
        """

        def load(tx: Transaction) -> tuple[str | None, Context | None]:
            context = tx.vault.context(link.pair)
            whole = with_neighbours(tx, link.pair, context) if context is not None else None
            return tx.vault.customer_of(link.pair), whole

        customer, context = await self._store.read(load)
        if customer is None or context is None:
            raise RedactionFailed(
                f"Nothing is known of ticket {link.ticket_id}'s customer (erased or never read); "
                "a text for it cannot be checked. Open the ticket in Airlock, then replay."
            )
        return Scope(link.pair, customer), context

    async def context_about(self, scope: Scope, context: Context, issue_id: str) -> Context:
        """The context for a text about an issue that the pair may not be linked to.

        It also knows the issue's engineers, and the customers of its tickets as strangers.
        """

        def load(tx: Transaction) -> Context:
            engineers = tx.vault.context(issue_scope(issue_id).pair)
            known = merge(context, engineers) if engineers is not None else context
            tickets = tx.links.of_issue(issue_id, ended=True)
            others = {link.pair for link in tickets} - {scope.pair}
            return without_others(
                known, [name for other in sorted(others) for name in _names_in(tx, other)]
            )

        return await self._store.read(load)

    async def disclose(
        self,
        document: Document,
        *,
        audience: Audience,
        scope: Scope,
        context: Context,
        instead_of_hold: frozenset[str] = frozenset(),
    ) -> Disclosed:
        """Redact for the audience. Raises RedactionFailed (held) when it may not cross.

        Finds of the kinds `instead_of_hold` become placeholders, though the policy holds them.
        """
        if len(to_plain(document)) > MAX_CHARACTERS:
            raise RedactionFailed(f"The text is longer than {MAX_CHARACTERS} characters.")
        for _ in range(CLASH_RETRIES):
            policies = self.policies
            rules, version = without_hold(policies, audience, instead_of_hold)
            pseudonyms = await self.pseudonyms(scope)
            redaction = await asyncio.to_thread(
                _redact_compiled,
                document,
                audience=audience,
                policy=rules,
                version=version,
                context=context,
                pseudonyms=pseudonyms,
                tools=self._tools,
            )
            if redaction.text is None or await self.remember(
                scope, pseudonyms, redaction.pseudonyms
            ):
                return _accept(redaction, policies)
        raise RedactionFailed("The pair's placeholders kept changing under this text.")

    async def rehearse(
        self, document: Document, *, audience: Audience, context: Context
    ) -> Redaction:
        """What redaction makes of the text today; neither it nor a placeholder is kept.

        For texts that no pair said: their placeholders are numbered from one.
        """
        policies = self.policies
        return await asyncio.to_thread(
            _redact_compiled,
            document,
            audience=audience,
            policy=policies.redaction,
            version=policies.version,
            context=context,
            pseudonyms=Pseudonyms(),
            tools=self._tools,
        )

    async def disclose_line(
        self, text: str, *, audience: Audience, scope: Scope, context: Context
    ) -> Disclosed:
        """As `disclose`, for a title, a name or a reason."""
        document = Document((Paragraph((Text(" ".join(text.split())),)),))
        return await self.disclose(document, audience=audience, scope=scope, context=context)

    async def turn_back(self, text: RedactedText, link: TicketLink, scope: Scope) -> RedactedText:
        """Where the customer's own data may be seen: placeholders become what they stand for.

        Only toward the customer's side, only if the policy allows it, and only on an issue that
        never had another ticket: of several nobody can tell whose `[customer]` an engineer means.
        """
        if not self.policies.redaction.rehydrate or text.audience is not Audience.CUSTOMER:
            return text

        def load(tx: Transaction) -> Pseudonyms | None:
            if len(tx.links.of_issue(link.issue_id, link.issue_key, ended=True)) > 1:
                return None
            return tx.vault.pseudonyms(scope.pair, scope.customer)

        pseudonyms = await self._store.read(load)
        return rehydrate(text, pseudonyms) if pseudonyms is not None else text

    async def pseudonyms(self, scope: Scope) -> Pseudonyms:
        """The pair's placeholders so far."""
        return await self._store.read(lambda tx: tx.vault.pseudonyms(scope.pair, scope.customer))

    async def remember(self, scope: Scope, before: Pseudonyms, grown: Pseudonyms) -> bool:
        """Keep the placeholders that a text added. False when another process numbered first: the
        text must be redacted again with its table."""
        if grown == before:
            return True
        try:
            await self._store.write(lambda tx: tx.vault.remember(scope.pair, scope.customer, grown))
        except StaleWrite:
            return False
        return True

    def digest(self, texts: Sequence[RedactedText]) -> str:
        """A keyed MAC over what would be sent, to know a change without keeping the text."""
        mac = hmac.new(self._digest_key, digestmod=hashlib.sha256)
        for text in texts:
            part = canonical_bytes(text.document)
            mac.update(len(part).to_bytes(8, "big") + part)
        return mac.hexdigest()

    def digest_file(self, file: ClearedFile) -> str:
        """A keyed MAC over a file as it would be sent. Reads all of it.

        It begins with `file_label`, by which an upload is found whose answer was lost.
        """
        label = self.file_label(file.name.line, file.content.size)
        mac = hmac.new(self._digest_key, label.encode(), hashlib.sha256)
        stream = file.content.open()
        while chunk := stream.read(CHUNK):
            mac.update(chunk)
        return f"{label}:{mac.hexdigest()}"

    def file_label(self, name: str, size: int) -> str:
        """A keyed MAC over what the other side shows of a file."""
        said = f"{size}\x00{name}".encode()
        return hmac.new(self._digest_key, said, hashlib.sha256).hexdigest()[:24]

    def mac(self, content: bytes) -> str:
        """A keyed MAC over how a source reads, which tells nothing of it."""
        return hmac.new(self._digest_key, b"source\x00" + content, hashlib.sha256).hexdigest()


def without_hold(
    policies: PolicySet, audience: Audience, kinds: frozenset[str]
) -> tuple[RedactionPolicy, str]:
    """The redaction policy that drops these kinds where it would hold them, under its own name."""
    if not kinds:
        return policies.redaction, policies.version
    entities = dict(policies.redaction.entities)
    for kind in kinds:
        changed = {**entities[kind].model_dump(), audience.value: Action.DROP}
        entities[kind] = EntityRule.model_validate(changed)
    known = {name: getattr(policies.redaction, name) for name in RedactionPolicy.model_fields}
    version = "+".join((policies.version, "released", *sorted(kinds)))
    return RedactionPolicy(**{**known, "entities": entities}), version


def issue_scope(issue_id: str) -> Scope:
    """Where the people of an issue are remembered; no customer's key seals them."""
    return Scope(f"issue:{issue_id}", "engineering")


def with_neighbours(tx: Transaction, pair: str, context: Context) -> Context:
    """The context with the engineers of the pair's issues and the other tickets' customers.

    Links that ended count: what was said of their customers still stands on the issue.
    """
    kind, _, number = pair.partition(":")
    links = tx.links.of_ticket(int(number), ended=True) if kind == "ticket" else ()
    for link in links:
        engineers = tx.vault.context(issue_scope(link.issue_id).pair)
        if engineers is not None:
            context = merge(context, engineers)
    shared = {
        other.pair for link in links for other in tx.links.of_issue(link.issue_id, ended=True)
    }
    strangers = [name for other in sorted(shared - {pair}) for name in _names_in(tx, other)]
    return without_others(context, strangers)


def _names_in(tx: Transaction, pair: str) -> Iterator[str]:
    """What the pair's context knows of its customer, and whom its texts named besides."""
    yield from customer_names(tx.vault.context(pair) or Context())
    customer = tx.vault.customer_of(pair)
    if customer is not None:
        for entry in tx.vault.pseudonyms(pair, customer).entries:
            if entry.is_own:
                yield entry.original


def _redact_compiled(
    document: Document,
    *,
    audience: Audience,
    policy: RedactionPolicy,
    version: str,
    context: Context,
    pseudonyms: Pseudonyms,
    tools: Tools,
) -> Redaction:
    """As `redact`; the threads that meet a new policy together wait for one that compiles it."""
    with _COMPILING:
        compile_policy(policy, version, audience, accelerated=tools.accelerated)
    return redact(
        document,
        audience=audience,
        policy=policy,
        version=version,
        context=context,
        pseudonyms=pseudonyms,
        tools=tools,
    )


def _accept(redaction: Redaction, policies: PolicySet) -> Disclosed:
    if redaction.text is None:
        raise RedactionFailed(redaction.held or "Redaction held the text.")
    return Disclosed(redaction.text, redaction.findings, policies)
