"""Local accounts of the console: a name, roles and the hash of a password, from the settings.

For one machine and few people; an organization's own sign-in is OpenID Connect.
"""

import asyncio
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

from app.errors import AccessRefused, SettingsError
from app.records_console import ConsoleRole

SETTING = "AIRLOCK_ADMIN__ACCOUNTS"
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_HASHER = PasswordHasher()


@dataclass(frozen=True, slots=True)
class LocalAccount:
    """`line` in the settings is `NAME:ROLE[,ROLE…]:HASH`; quotes around it do no harm."""

    name: str
    roles: frozenset[ConsoleRole]
    hash: str = field(repr=False)

    @property
    def line(self) -> str:
        """How the account stands in the settings."""
        return f"{self.name}:{','.join(sorted(self.roles))}:{self.hash}"

    @property
    def proof(self) -> str:
        """What changes with the password; tells nothing of it."""
        return hashlib.sha256(self.hash.encode()).hexdigest()


def make_account(name: str, roles: Iterable[ConsoleRole], password: str) -> LocalAccount:
    """An account with the Argon2id hash of this password, which takes about a tenth of a second.

    Raises SettingsError when the name or the password will not do.
    """
    if _NAME.fullmatch(name) is None:
        raise SettingsError("The name must be 1 to 64 of: letters, digits, `.`, `_`, `-`.")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise SettingsError(f"The password must have {SHORTEST_PASSWORD} characters or more.")
    return LocalAccount(name, frozenset(roles), _HASHER.hash(password))


def read_accounts(lines: Iterable[str]) -> tuple[LocalAccount, ...]:
    """The accounts of the settings. Raises SettingsError, which quotes no line."""
    accounts = tuple(_read(number, line) for number, line in enumerate(lines, start=1))
    if len({account.name for account in accounts}) < len(accounts):
        raise SettingsError(f"{SETTING}: two accounts have the same name")
    return accounts


def _read(number: int, line: str) -> LocalAccount:
    name, _, rest = line.strip().strip('"').partition(":")
    roles, _, known = rest.partition(":")
    told = f"{SETTING}: line {number} is none that `airlock console account NAME` prints"
    if _NAME.fullmatch(name) is None:
        raise SettingsError(told)
    try:
        found = frozenset(ConsoleRole(role) for role in roles.split(","))
        extract_parameters(known)
    except (ValueError, InvalidHashError):
        raise SettingsError(told) from None
    return LocalAccount(name, found, known)


class LocalAccounts:
    """Checks passwords, one at a time in this process: each takes 64 MiB of memory."""

    def __init__(self, accounts: Iterable[LocalAccount]) -> None:
        self._accounts = {account.name: account for account in accounts}
        self._turn = asyncio.Lock()

    def __bool__(self) -> bool:
        return bool(self._accounts)

    def get(self, name: str) -> LocalAccount | None:
        """The account of this name as the settings have it now."""
        return self._accounts.get(name)

    async def check(self, name: str, password: str) -> LocalAccount:
        """The account, if this is its password. Raises AccessRefused.

        An unknown name takes as long as a known one: its password is checked against another's.
        """
        account = self._accounts.get(name)
        tried = account or next(iter(self._accounts.values()), None)
        async with self._turn:
            right = tried is not None and await asyncio.to_thread(_is_right, tried, password)
        if account is None or not right:
            raise AccessRefused("wrong name or password of a local account")
        return account


def _is_right(account: LocalAccount, password: str) -> bool:
    try:
        return _HASHER.verify(account.hash, password)
    except VerificationError:
        return False
