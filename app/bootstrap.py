"""Wires the whole service from settings: the one place where rooms learn of each other."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, cast

import httpx
import structlog
from fastapi import FastAPI
from pydantic import SecretStr

from app.clock import SystemClock
from app.consoling import make_console
from app.credentials import require, secret_of
from app.doors import JiraDoor, ZendeskDoor
from app.effects import Effect
from app.errors import SettingsError, StoreError
from app.escalating import make_clock_rounds, make_escalations_due
from app.foundation import Foundation, call_timeout, lay_foundation
from app.keys import ServiceKeys, fixed_keys
from app.living import Living, make_living
from app.ports import Clock, PolicySource, UnitOfWork
from app.records import Delivery
from app.redaction.dictionary import forget_people
from app.redaction.memory import forget_texts
from app.relay import Relay
from app.repairs import make_drift_reading, make_reconcile_rounds
from app.reports import make_report_rounds
from app.services.accounts import OwnAccounts
from app.services.auditing import AuditSealing
from app.services.catching_up import CatchingUp
from app.services.changes import Changes
from app.services.comments import Comments
from app.services.customer_update import CustomerUpdates
from app.services.endings import Endings
from app.services.erasure import ErasureWatch
from app.services.escalation import Escalations
from app.services.files import Files
from app.services.forgetting import Forgetting
from app.services.gatekeeping import Gatekeeping
from app.services.health import Health
from app.services.intake import Intake
from app.services.known_issue_hints import KnownIssueHints
from app.services.linking import Linking
from app.services.mending import Mending
from app.services.merging import Merging
from app.services.modes import Modes
from app.services.packets import Packets
from app.services.policy_source import ActivePolicies
from app.services.provisional import Provisional
from app.services.pulse import Pulse
from app.services.relaying import Relaying
from app.services.runbooks import Runbooks
from app.services.shadow_report import Rehearsal
from app.services.sidebar import Sidebar
from app.services.sign_outs import SignOuts
from app.services.stuck import StuckTexts
from app.services.suspects import Suspects
from app.services.watching import Watching
from app.settings import (
    JiraSettings,
    Settings,
    ZendeskSettings,
)
from app.store import open_store
from app.unlocking import Secrets, erase_again, secrets_of, unlock, vault_keys
from app.web.app import create_app
from app.web.console.parts import ConsoleParts
from app.web.parts import WebConfig, WebParts
from app.workdesk import Handling
from connectors.http import open_client
from connectors.jira.client import JiraClient
from connectors.zendesk.client import ZendeskClient
from connectors.zendesk.html import write_html

log = structlog.get_logger()

POLICY_WATCH_SECONDS = 2.0
SHUT_WITHIN_SECONDS = 5.0
"""For how long a save that breaks a packet waits until Jira has shut the gate."""


@dataclass(frozen=True)
class Service:
    """Everything that runs, for commands and the web process."""

    settings: Settings
    store: UnitOfWork
    policies: PolicySource
    zendesk: ZendeskClient
    jira: JiraClient
    intake: Intake
    linking: Linking
    gatekeeping: Gatekeeping
    sidebar: Sidebar
    health: Health
    clock: Clock
    modes: Modes
    watching: Watching
    pulse: Pulse
    relay: Relay
    base: Foundation
    app: FastAPI


@asynccontextmanager
async def open_service(settings: Settings, *, imports: bool = False) -> AsyncIterator[Service]:
    """Open database and clients, wire the services, and close all when the block ends.

    With `imports` the policy folder's files are published when they changed: services do so,
    commands go by what the services have. Raises SettingsError that names every setting that is
    missing, PolicyError, StoreError.
    """
    secrets = check_settings(settings)
    timeout = call_timeout(settings)
    async with contextlib.AsyncExitStack() as stack:
        opened = open_store(settings.database_url, vault_keys(secrets))
        store = await stack.enter_async_context(opened)
        http = await stack.enter_async_context(open_client(timeout=timeout))
        keys = await unlock(store, secrets)
        source = ActivePolicies(store, store, settings.policy_dir, imports=imports)
        await source.start()
        service = wire(settings, keys, source, store, http)
        watch = asyncio.create_task(_watch_policies(source))
        stop = asyncio.Event()
        beat = asyncio.create_task(service.pulse.run(stop))
        await erase_again(store, settings)
        erasures = ErasureWatch(store, forget_people, forget_texts, service.gatekeeping.forget)
        forgetting = asyncio.create_task(erasures.run(stop))
        try:
            yield service
        finally:
            stop.set()
            await asyncio.gather(beat, forgetting)
            watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watch


async def has_publication(settings: Settings) -> bool:
    """Whether policies stand in the database. Raises StoreError."""
    keys = vault_keys(secrets_of(settings))
    async with open_store(settings.database_url, keys) as store:
        return await store.read(lambda tx: tx.policies.newest()) > 0


def check_settings(settings: Settings) -> Secrets:
    """The secret keys. Raises SettingsError that names all that is missing at once."""
    missing = [
        name
        for name, value in (
            ("AIRLOCK_SECRET_KEY", settings.secret_key),
            ("AIRLOCK_ZENDESK__BASE_URL", settings.zendesk.base_url),
            ("AIRLOCK_JIRA__BASE_URL", settings.jira.base_url),
        )
        if not value
    ]
    if missing:
        raise SettingsError("\n".join(f"{name}: must be set" for name in missing))
    return secrets_of(settings)


def wire(
    settings: Settings,
    keys: ServiceKeys,
    policies: PolicySource,
    store: UnitOfWork,
    http: httpx.AsyncClient,
) -> Service:
    """Put the rooms together; opens nothing."""
    base = lay_foundation(settings, keys, policies, store, http)
    gatekeeping, linking = make_gatekeeping(base), make_linking(base)
    sidebar = make_sidebar(base, gatekeeping, linking)
    living = make_living(base, http)
    health = Health(store, base.zendesk, base.jira, policies, base.clock, base.modes, living.rules)
    intake = Intake(store, base.clock)
    console = make_console(base, http, health, make_handling(base, linking))
    return Service(
        settings=settings,
        store=store,
        policies=policies,
        zendesk=base.zendesk,
        jira=base.jira,
        intake=intake,
        linking=linking,
        gatekeeping=gatekeeping,
        sidebar=sidebar,
        health=health,
        clock=base.clock,
        modes=base.modes,
        watching=living.watching,
        pulse=base.pulse,
        relay=make_relay(base, living, gatekeeping, linking),
        base=base,
        app=create_app(make_parts(base, living, intake, sidebar, health, console)),
    )


def make_gatekeeping(base: Foundation) -> Gatekeeping:
    """What decides gates and writes them into Jira."""
    return Gatekeeping(
        base.store, base.zendesk, base.jira, base.disclosure, base.outbox, base.clock,
        gate_key=base.keys.gate, zendesk_url=base.zendesk_url, shut_within=SHUT_WITHIN_SECONDS,
    )  # fmt: skip


def make_linking(base: Foundation) -> Linking:
    """What makes, pauses and removes links."""
    return Linking(base.store, base.zendesk, base.jira, base.disclosure, base.clock, base.traits)


async def rehearse(base: Foundation, delivery: Delivery) -> Sequence[Effect]:
    """What would be sent for this delivery now; nothing is, and but for the people whose names
    were met nothing is stored. Raises VendorError and Held."""
    store = Provisional(base.store)
    outbox = Rehearsal(store, base.zendesk, base.jira, base.clock, base.horizon)
    dry = Foundation(**{**vars(base), "store": store, "outbox": outbox, "modes": outbox.modes})
    await make_relaying(dry, make_gatekeeping(dry), make_linking(dry)).rehearse(delivery)
    return outbox.effects


def make_handling(base: Foundation, linking: Linking) -> Handling:
    """What the console needs of those who work on deliveries."""
    return Handling(linking, make_comments(base, trial=True), partial(rehearse, base))


def make_sidebar(base: Foundation, gatekeeping: Gatekeeping, linking: Linking) -> Sidebar:
    """What agents do."""
    packets = Packets(
        base.store, base.zendesk, base.disclosure, gatekeeping, base.clock, base.traits,
        jira_url=base.jira_site,
    )  # fmt: skip
    escalations = Escalations(
        base.store, base.zendesk, base.jira, base.disclosure, gatekeeping, linking,
        base.outbox, base.clock, digest_key=base.digest_key, jira_url=base.jira_site,
        render=lambda text: write_html(text.document),
    )  # fmt: skip
    return Sidebar(
        packets, escalations, linking, gatekeeping,
        Suspects(
            base.store, base.zendesk, base.zendesk, base.jira, base.disclosure, base.traits,
            base.clock,
        ),
        StuckTexts(base.store, base.disclosure, make_comments(base, trial=True), base.clock),
        CustomerUpdates(
            base.store, base.zendesk, base.jira,
            OwnAccounts(base.store, base.zendesk, base.jira), base.disclosure, base.clock,
        ),
        KnownIssueHints(base.store, base.zendesk, gatekeeping, base.disclosure, base.traits),
        make_escalations_due(base),
    )  # fmt: skip


def make_comments(base: Foundation, *, trial: bool = False) -> Comments:
    """What brings comments across; with `trial`, held ones as a release would send them."""
    return Comments(
        base.store, base.zendesk, base.jira, OwnAccounts(base.store, base.zendesk, base.jira),
        base.disclosure, Files(base.disclosure, seconds=base.settings.relay.lease_seconds / 2),
        base.outbox, base.clock, base.traits, base.reviewing(trial=trial),
    )  # fmt: skip


def make_relaying(base: Foundation, gatekeeping: Gatekeeping, linking: Linking) -> Relaying:
    """What works on one delivery."""
    comments = make_comments(base)
    sides = (base.store, base.zendesk, base.jira)
    endings = Endings(*sides, base.disclosure, base.outbox, base.clock)
    changes = Changes(*sides, base.disclosure, base.outbox, endings, base.clock)
    merging = Merging(*sides, base.disclosure, base.outbox, linking, endings, base.clock)
    catching_up = CatchingUp(*sides, base.policies, base.clock)
    mending = Mending(base.store, make_drift_reading(base), base.outbox, base.clock)
    return Relaying(
        base.store, base.policies, base.clock, comments, changes, linking, endings, merging,
        catching_up, mending, gatekeeping,
        horizon=base.horizon, tally=base.pulse.tally, pacer=base.pacer,
    )  # fmt: skip


def make_relay(
    base: Foundation, living: Living, gatekeeping: Gatekeeping, linking: Linking
) -> Relay:
    """What works the deliveries off."""
    relaying, rules = make_relaying(base, gatekeeping, linking), base.settings.relay
    return Relay(
        base.store, base.policies, relaying, gatekeeping, base.clock,
        modes=base.modes, lanes=rules.lanes, lease=timedelta(seconds=rules.lease_seconds),
        prepare=base.disclosure.prepare,
        rounds=(
            AuditSealing(base.store, base.clock).run, living.watching.run, living.probing.run,
            make_reconcile_rounds(base).run, make_report_rounds(base).run,
            make_clock_rounds(base).run,
            Runbooks(base.store, base.clock).run,
            Forgetting(
                base.store, base.clock, timedelta(days=base.settings.retention_days)
            ).run,
        ),
    )  # fmt: skip


def make_parts(
    base: Foundation,
    living: Living,
    intake: Intake,
    sidebar: Sidebar,
    health: Health,
    console: ConsoleParts,
) -> WebParts:
    """What the web room is made of."""
    zendesk, jira = base.settings.zendesk, base.settings.jira
    return WebParts(
        config=web_config(base.settings, base.keys),
        intake=intake,
        zendesk_door=ZendeskDoor(zendesk.webhook_secrets, base.clock),
        jira_door=JiraDoor(jira.webhook_secrets, jira.webhook_path_tokens),
        gatekeeping=sidebar,
        directory=base.zendesk,
        access=base.zendesk,
        sign_outs=SignOuts(base.store, base.clock),
        health=health,
        clock=base.clock,
        pulse=base.pulse,
        measuring=living.measuring,
        console=console,
    )


def web_config(settings: Settings, keys: ServiceKeys) -> WebConfig:
    """The web room's part of the settings."""
    sidebar, gate, admin = settings.sidebar, settings.gate, settings.admin
    app_keys = (sidebar.app_public_key, *sidebar.previous_app_public_keys)
    return WebConfig(
        zendesk_url=require(settings.zendesk.base_url, "AIRLOCK_ZENDESK__BASE_URL"),
        session_key=keys.sessions[0],
        previous_session_keys=keys.sessions[1:],
        app_public_keys=tuple(key for key in app_keys if key),
        audience=settings.sidebar.audience or "",
        gate_bearer=secret_of(gate.transition_token) or None,
        previous_gate_bearers=tuple(map(secret_of, gate.previous_transition_tokens)),
        operator_token=secret_of(admin.operator_token) or None,
        previous_operator_tokens=tuple(map(secret_of, admin.previous_operator_tokens)),
        public_url=settings.public_url,
        sdk_url=settings.sidebar.sdk_url,
        max_body_bytes=settings.max_body_bytes,
    )


async def _watch_policies(policies: ActivePolicies) -> None:
    """Follow what is published and the folder's files; what does not hold changes nothing."""
    while True:
        await asyncio.sleep(POLICY_WATCH_SECONDS)
        told = policies.last_failure()
        try:
            changed = await policies.look()
        except StoreError as error:
            log.error("policies not looked at", code=error.code)
            continue
        if changed or policies.last_failure() != told:
            outcome = "refused" if policies.last_failure() else "loaded" if changed else "same"
            log.info("policies reloaded", outcome=outcome, version=policies.current().version)


@asynccontextmanager
async def running_relay(service: Service) -> AsyncIterator[None]:
    """Run the relay while the block runs, unless it is not enabled."""
    stop = asyncio.Event()
    if not service.settings.relay.enabled:
        yield
        return
    await service.modes.note_start()
    task = asyncio.create_task(service.relay.run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


def describe_api() -> dict[str, Any]:
    """The service's OpenAPI document. Opens nothing and needs no settings.

    The rooms are wired to a clock in the place of the store, and to no policies: describing them
    calls neither.
    """
    example = Settings(
        _env_file=None,
        secret_key=SecretStr("0" * 32),
        zendesk=ZendeskSettings(base_url="https://example.zendesk.com", oauth_token=SecretStr("-")),
        jira=JiraSettings(
            base_url="https://example.atlassian.net", personal_access_token=SecretStr("-")
        ),
    )
    store, policies = cast(UnitOfWork, SystemClock()), cast(PolicySource, None)
    return wire(example, fixed_keys(bytes(32)), policies, store, open_client()).app.openapi()
