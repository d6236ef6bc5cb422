"""Who signs in to the demo's console: two people, because nobody approves their own draft."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from pydantic import SecretStr

from app.records_console import ConsoleRole
from app.services.console_accounts import make_account
from app.settings import AdminSettings

LEAD = ("lead", (ConsoleRole.VIEWER, ConsoleRole.OPERATOR, ConsoleRole.POLICY_EDITOR))
SECOND = ("second", (ConsoleRole.VIEWER, ConsoleRole.APPROVER))


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A local account with a password that is new in each demo; `line` is of the settings."""

    name: str
    roles: tuple[ConsoleRole, ...]
    password: str = field(repr=False)
    line: str = field(repr=False)


def make_people() -> tuple[DemoPerson, ...]:
    """The two; takes a fraction of a second."""
    return tuple(_make(name, roles) for name, roles in (LEAD, SECOND))


def _make(name: str, roles: tuple[ConsoleRole, ...]) -> DemoPerson:
    password = secrets.token_urlsafe(12)
    return DemoPerson(name, roles, password, make_account(name, roles, password).line)


def admin_settings(people: Sequence[DemoPerson]) -> AdminSettings:
    """The settings that let them in."""
    return AdminSettings(accounts=tuple(SecretStr(person.line) for person in people))
