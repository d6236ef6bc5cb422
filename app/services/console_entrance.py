"""Who may enter the console, and for how long: sign-in, sessions, roles."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.errors import AccessRefused, RoleRefused
from app.ports import Clock, Transaction, UnitOfWork
from app.ports_identity import Identity, IdentityProvider, SignInRound
from app.records import AuditEntry
from app.records_console import ConsolePerson, ConsoleRole, ConsoleSession
from app.services.console_accounts import LocalAccounts

SIGNED_IN, SIGNED_OUT = "signed in to the console", "signed out of the console"
LOCAL, PROVIDER = "local:", "oidc:"
TOUCH_EVERY = timedelta(minutes=1)
"""A use of a session is written down so often, so that reading a page is mostly reading."""


@dataclass(frozen=True, slots=True)
class SessionRules:
    """A session ends so long after its begin, and after its last use, whichever comes first."""

    life: timedelta
    idle: timedelta


@dataclass(frozen=True, slots=True)
class Offers:
    """The ways to sign in that are set up. `provider` is the identity provider's host."""

    local: bool
    provider: str | None


class Entrance:
    """Local accounts and, where one is set up, an identity provider.

    `roles` are what each of the provider's groups may do. Roles are looked up at each request: an
    account or a group taken out of the settings loses access at once.
    """

    def __init__(
        self,
        store: UnitOfWork,
        clock: Clock,
        accounts: LocalAccounts,
        rules: SessionRules,
        provider: IdentityProvider | None = None,
        roles: Mapping[str, tuple[ConsoleRole, ...]] | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._accounts = accounts
        self._rules = rules
        self._provider = provider
        self._roles = roles or {}

    @property
    def offers(self) -> Offers:
        """The ways to sign in."""
        provider = self._provider.host if self._provider is not None else None
        return Offers(bool(self._accounts), provider)

    @property
    def life(self) -> timedelta:
        """After so long everybody must sign in again."""
        return self._rules.life

    async def sign_in(self, name: str, password: str) -> str:
        """The id of a new session of a local account. Raises AccessRefused."""
        account = await self._accounts.check(name, password)
        return await self._begin(f"{LOCAL}{account.name}", account.name, (), account.proof)

    async def ask(self, asked: SignInRound) -> str:
        """Where the browser shall go to sign in. Raises AccessRefused, VendorError."""
        return await self._required().address(asked)

    async def answered(self, asked: SignInRound, code: str) -> str:
        """The id of a new session of whom the provider names.

        Raises AccessRefused when its answer does not hold, RoleRefused for a person without role.
        """
        provider = self._required()
        known = await provider.identify(asked, code)
        if not self._granted(known.groups):
            raise RoleRefused("none of this person's groups has a role")
        return await self._begin(
            f"{PROVIDER}{known.subject}", known.name, self._kept(known), provider.proof
        )

    def _required(self) -> IdentityProvider:
        if self._provider is None:
            raise AccessRefused("no identity provider is set up")
        return self._provider

    def _kept(self, known: Identity) -> tuple[str, ...]:
        """The groups that mean something here; the others are nobody's business."""
        return tuple(sorted(group for group in known.groups if group in self._roles))

    async def _begin(self, person: str, name: str, groups: tuple[str, ...], proof: str) -> str:
        made, now = secrets.token_urlsafe(32), self._clock.now()
        session = ConsoleSession(_digest(made), person, name, groups, proof, now, now)

        def begin(tx: Transaction) -> None:
            tx.sessions.forget(now - self._rules.life, now - self._rules.idle)
            tx.sessions.add(session)
            tx.audit.add(AuditEntry(at=now, actor=person, action=SIGNED_IN, subject=person))

        await self._store.write(begin)
        return made

    async def resume(self, session_id: str) -> ConsolePerson | None:
        """Who holds this session, with the roles of this moment; None when it does not hold."""
        digest, now = _digest(session_id), self._clock.now()
        session = await self._store.read(lambda tx: tx.sessions.get(digest))
        if session is None or not self._holds(session, now):
            return None
        roles = self._roles_of(session)
        if not roles:
            return None
        if now - session.seen_at >= TOUCH_EVERY:
            await self._store.write(lambda tx: tx.sessions.touch(digest, now))
        return ConsolePerson(session.person, session.name, roles)

    def _holds(self, session: ConsoleSession, now: datetime) -> bool:
        ended = now - session.begun_at >= self._rules.life
        return not ended and now - session.seen_at < self._rules.idle

    def _roles_of(self, session: ConsoleSession) -> frozenset[ConsoleRole]:
        if session.person.startswith(LOCAL):
            account = self._accounts.get(session.name)
            same = account is not None and account.proof == session.proof
            return account.roles if account is not None and same else frozenset()
        if self._provider is None or self._provider.proof != session.proof:
            return frozenset()
        return self._granted(session.groups)

    def _granted(self, groups: tuple[str, ...]) -> frozenset[ConsoleRole]:
        return frozenset(role for group in groups for role in self._roles.get(group, ()))

    async def sign_out(self, session_id: str) -> None:
        """End this session; fine when there is none."""
        digest, now = _digest(session_id), self._clock.now()

        def end(tx: Transaction) -> None:
            session = tx.sessions.get(digest)
            if session is not None:
                tx.sessions.end(digest)
                who = session.person
                tx.audit.add(AuditEntry(at=now, actor=who, action=SIGNED_OUT, subject=who))

        await self._store.write(end)


def _digest(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()
