"""Wires the services behind the console's pages."""

from datetime import timedelta

from app.credentials import secret_of
from app.foundation import Foundation
from app.services.console_accounts import LocalAccounts, read_accounts
from app.services.console_entrance import Entrance, SessionRules
from app.settings import AdminSettings
from app.web.console.parts import ConsoleParts


def make_console(base: Foundation) -> ConsoleParts:
    """Put them together; opens nothing. Raises SettingsError for accounts that are none."""
    return ConsoleParts(entrance=make_entrance(base))


def make_entrance(base: Foundation) -> Entrance:
    """Who may enter."""
    admin = base.settings.admin
    accounts = read_accounts(map(secret_of, admin.accounts))
    return Entrance(
        base.store,
        base.clock,
        LocalAccounts(accounts),
        session_rules(admin),
        roles=admin.oidc_roles,
    )


def session_rules(admin: AdminSettings) -> SessionRules:
    """How long a session lasts."""
    return SessionRules(
        life=timedelta(hours=admin.session_hours), idle=timedelta(minutes=admin.idle_minutes)
    )
