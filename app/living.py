"""Wires what watches over the service: its pulse, the vendors' webhooks, probes and measures.

The stop switch is opened here too: it needs the database alone.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx

from app.clock import SystemClock
from app.credentials import jira_credentials, zendesk_credentials
from app.errors import ConfigurationError, Held
from app.foundation import Foundation, call_timeout, open_tools
from app.installing import jira_endpoint, zendesk_endpoint
from app.keys import ServiceKeys
from app.model import Audience, Context, System
from app.policy.loading import load_directory
from app.ports import Clock, PolicySet, UnitOfWork
from app.ports_life import VendorLife
from app.services.accounts import OwnAccounts
from app.services.disclosure import Disclosure
from app.services.gate_writing import NOBODY
from app.services.life_checks import LifeRules
from app.services.measuring import Measuring
from app.services.modes import Modes
from app.services.policy_source import ActivePolicies
from app.services.probing import Probing
from app.services.watching import Watching
from app.settings import Settings
from app.store import open_store
from app.unlocking import secrets_of, unlock, vault_keys
from connectors.jira.dialect import dialect_of
from connectors.jira.life import JiraLife
from connectors.jira.transport import Transport as JiraTransport
from connectors.zendesk.life import ZendeskLife
from connectors.zendesk.transport import Transport as ZendeskTransport


@dataclass(frozen=True)
class Living:
    """What runs beside the relay, and what tells of it."""

    rules: LifeRules
    watching: Watching
    probing: Probing
    measuring: Measuring


def make_living(base: Foundation, http: httpx.AsyncClient) -> Living:
    """Put them together; opens nothing."""
    settings, rules = base.settings, life_rules(base.settings)
    vendors = vendor_lives(base, http)
    every = timedelta(minutes=settings.life.probe_minutes)
    for name in ("waited", "postponed", "refused"):
        base.pulse.follow(f"pacing|{name}", getattr(base.pacer.meter, name))
    return Living(
        rules=rules,
        watching=Watching(
            base.store, vendors, _endpoints(settings), base.clock, base.modes, rules.watch_every
        ),
        probing=Probing(
            base.store, vendors[System.ZENDESK], vendors[System.JIRA],
            OwnAccounts(base.store, base.zendesk, base.jira), base.clock, base.modes,
            link_id=settings.life.probe_link, every=every,
        ),
        measuring=Measuring(
            base.store, base.clock, settings.mode, rules, base.pulse, base.pacer
        ),
    )  # fmt: skip


def life_rules(settings: Settings) -> LifeRules:
    """What the settings say of watching."""
    life = settings.life
    return LifeRules(
        watch_every=timedelta(minutes=life.watch_minutes),
        silence=timedelta(minutes=life.silence_minutes),
        endpoints=settings.public_url is not None,
        probes=life.probe_link is not None,
    )


def vendor_lives(base: Foundation, http: httpx.AsyncClient) -> Mapping[System, VendorLife]:
    """Both vendors as those who ask for webhooks see them."""
    zendesk, jira = base.settings.zendesk, base.settings.jira
    account = jira_credentials(jira)
    return {
        System.ZENDESK: ZendeskLife(
            ZendeskTransport(
                http, base.zendesk_url, zendesk_credentials(zendesk), budget=base.pacer
            )
        ),
        System.JIRA: JiraLife(
            JiraTransport(
                http, jira.base_url or "", account, call_timeout(base.settings), budget=base.pacer
            ),
            dialect_of(account),
        ),
    }


def _endpoints(settings: Settings) -> Mapping[System, str]:
    if settings.public_url is None:
        return {}
    return {
        System.ZENDESK: zendesk_endpoint(settings.public_url),
        System.JIRA: jira_endpoint(settings.public_url),
    }


@dataclass(frozen=True)
class ModeSwitch:
    """What `airlock stop` and `airlock start` need: the database, and no policy and no vendor."""

    settings: Settings
    keys: ServiceKeys
    store: UnitOfWork
    modes: Modes
    clock: Clock

    async def redact(self, reason: str) -> str:
        """The reason as it may be kept; empty where it may not be, or no policy can tell."""
        try:
            policies = ActivePolicies(self.store, self.clock, self.settings.policy_dir)
            await policies.start()
            tools = open_tools(self.settings.redaction)
            told = await Disclosure(self.store, policies, self.keys.digest, tools).disclose_line(
                reason, audience=Audience.ENGINEERING, scope=NOBODY, context=Context()
            )
        except (Held, ConfigurationError):
            return ""
        return told.text.line


@asynccontextmanager
async def open_switch(settings: Settings) -> AsyncIterator[ModeSwitch]:
    """Open the database alone. Raises SettingsError without a secret key, and StoreError."""
    secrets, clock = secrets_of(settings), SystemClock()
    async with open_store(settings.database_url, vault_keys(secrets)) as store:
        keys = await unlock(store, secrets)
        yield ModeSwitch(settings, keys, store, Modes(store, clock, settings.mode), clock)


async def policies_in_force(settings: Settings) -> PolicySet:
    """What services go by; the folder's where nothing was published, or no secret key is set yet.

    Raises PolicyError, SettingsError and StoreError.
    """
    if settings.secret_key is None:
        return await asyncio.to_thread(load_directory, settings.policy_dir)
    async with open_switch(settings) as switch:
        policies = ActivePolicies(switch.store, switch.clock, settings.policy_dir)
        await policies.start()
        return policies.current()
