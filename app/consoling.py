"""Wires the services behind the console's pages."""

from datetime import timedelta
from functools import partial

import httpx

from app.console_settings import setting_groups
from app.credentials import require, secret_of
from app.escalating import make_sync_desk
from app.foundation import Foundation
from app.reports import make_weekly
from app.services.console_accounts import LocalAccounts, read_accounts
from app.services.console_audit import AuditReading
from app.services.console_entrance import Entrance, SessionRules
from app.services.console_standing import Standing
from app.services.drivers import TopDrivers
from app.services.health import Health
from app.services.known_issues import KnownIssues
from app.services.policy_cycle import PolicyCycle
from app.services.policy_preview import PolicyPreviews
from app.services.prevention import PreventionActions
from app.services.prevention_loop import PreventionLoop
from app.services.runbooks import Runbooks
from app.services.work_lines import kept_words
from app.settings import AdminSettings
from app.web.console.parts import ConsoleParts
from app.web.console.policies_service import Policies
from app.workdesk import Handling, make_work
from connectors.oidc.provider import Client, OidcProvider


def make_console(
    base: Foundation, http: httpx.AsyncClient, health: Health, handling: Handling
) -> ConsoleParts:
    """Put them together; opens nothing. Raises SettingsError for what is no way to sign in."""
    return ConsoleParts(
        entrance=make_entrance(base, http),
        standing=Standing(base.modes, health, base.store, base.disclosure),
        audit=AuditReading(base.store),
        settings=setting_groups(base.settings),
        prevention=make_prevention(base),
        policies=make_policies(base),
        weekly=make_weekly(base),
        escalations=make_sync_desk(base),
        work=make_work(base, handling),
    )


def make_policies(base: Foundation) -> Policies:
    """Drafts of policies, and what each would do."""
    cycle = PolicyCycle(base.store, base.clock, base.policies, partial(kept_words, base.disclosure))
    previews = PolicyPreviews(cycle, base.store, base.zendesk, base.jira, base.clock)
    return Policies(cycle, previews)


def make_prevention(base: Foundation) -> PreventionLoop:
    """Drivers, actions, runbooks and known issues."""
    store, clock = base.store, base.clock
    return PreventionLoop(
        drivers=TopDrivers(store, clock),
        actions=PreventionActions(store, clock),
        runbooks=Runbooks(store, clock),
        known_issues=KnownIssues(store, base.disclosure, base.traits, clock),
    )


def make_entrance(base: Foundation, http: httpx.AsyncClient) -> Entrance:
    """Who may enter."""
    admin = base.settings.admin
    accounts = read_accounts(map(secret_of, admin.accounts))
    return Entrance(
        base.store,
        base.clock,
        LocalAccounts(accounts),
        session_rules(admin),
        make_provider(base, http),
        admin.oidc_roles,
    )


def make_provider(base: Foundation, http: httpx.AsyncClient) -> OidcProvider | None:
    """The identity provider, if one is set up. Raises SettingsError for half of one."""
    admin = base.settings.admin
    if admin.oidc_issuer is None and admin.oidc_client_id is None:
        return None
    issuer = require(admin.oidc_issuer, "AIRLOCK_ADMIN__OIDC_ISSUER")
    client_id = require(admin.oidc_client_id, "AIRLOCK_ADMIN__OIDC_CLIENT_ID")
    secret = secret_of(admin.oidc_client_secret)
    return OidcProvider(http, Client(issuer, client_id, secret, admin.oidc_roles_claim), base.clock)


def session_rules(admin: AdminSettings) -> SessionRules:
    """How long a session lasts."""
    return SessionRules(
        life=timedelta(hours=admin.session_hours), idle=timedelta(minutes=admin.idle_minutes)
    )
