"""What every service is built on: the two clients, the store, disclosure and the outbox."""

from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

import httpx

from app.credentials import jira_credentials, require, zendesk_credentials
from app.installing import gate_loop
from app.keys import ServiceKeys
from app.ports import Clock, PolicySource, UnitOfWork
from app.redaction.prefilter import require_accelerator
from app.redaction.recogniser import Tools
from app.services.disclosure import Disclosure
from app.services.modes import Modes
from app.services.outbox import Outbox
from app.services.pacing import Pacer
from app.services.pulse import Pulse
from app.services.reviewing import Reviewing
from app.services.traits import TraitKeeper
from app.settings import Accelerator, OutsideRecogniser, RedactionSettings, Settings
from app.sync.limits import documented, scaled
from app.sync.pacing import Limit
from connectors.jira.client import JiraClient
from connectors.presidio.recogniser import open_presidio
from connectors.zendesk.client import ZendeskClient


@dataclass(frozen=True)
class Foundation:
    """What every service is built on."""

    settings: Settings
    keys: ServiceKeys
    store: UnitOfWork
    policies: PolicySource
    zendesk: ZendeskClient
    jira: JiraClient
    clock: Clock
    disclosure: Disclosure
    outbox: Outbox
    modes: Modes
    pulse: Pulse
    pacer: Pacer
    horizon: timedelta

    @property
    def zendesk_url(self) -> str:
        """Base of Zendesk, for the API and for people."""
        return require(self.settings.zendesk.base_url, "AIRLOCK_ZENDESK__BASE_URL")

    @property
    def jira_site(self) -> str:
        """Where people open issues."""
        jira = self.settings.jira
        return jira.site_url or require(jira.base_url, "AIRLOCK_JIRA__BASE_URL")

    def reviewing(self, *, trial: bool = False) -> Reviewing:
        """What knows the texts that a rule holds for a person."""
        return Reviewing(self.store, self.disclosure, self.digest_key, trial=trial)

    @property
    def traits(self) -> TraitKeeper:
        """What tells tickets of one cause."""
        return TraitKeeper(self.store, self.keys.trait)

    @property
    def digest_key(self) -> bytes:
        """The key of the digests by which a change is known."""
        return self.keys.digest


def lay_foundation(
    settings: Settings,
    keys: ServiceKeys,
    policies: PolicySource,
    store: UnitOfWork,
    http: httpx.AsyncClient,
) -> Foundation:
    """The two clients and what all services share; opens nothing."""
    clock: Clock = store  # one time for all machines that share the database
    zendesk_url = require(settings.zendesk.base_url, "AIRLOCK_ZENDESK__BASE_URL")
    jira_url = require(settings.jira.base_url, "AIRLOCK_JIRA__BASE_URL")
    timeout = call_timeout(settings)
    pacer = Pacer(store, clock, vendor_limits(settings))
    zendesk = ZendeskClient(http, zendesk_url, zendesk_credentials(settings.zendesk), budget=pacer)
    jira = JiraClient(
        http, jira_url, jira_credentials(settings.jira),
        timeout=timeout, gate_loop=lambda: gate_loop(policies.current()), budget=pacer,
    )  # fmt: skip
    horizon = timedelta(
        seconds=settings.relay.call_timeout_seconds + settings.relay.unknown_horizon_seconds
    )
    modes = Modes(
        store, clock, settings.mode,
        lambda tx: policies.in_force(tx),  # noqa: PLW0108 - the API is described without policies
    )  # fmt: skip
    pulse = Pulse(store, clock)
    outbox = Outbox(
        store, zendesk, jira, clock, horizon, modes, pulse.tally, monotonic,
        timedelta(seconds=settings.relay.lease_seconds),
        timedelta(seconds=settings.relay.call_timeout_seconds),
    )  # fmt: skip
    return Foundation(
        settings=settings,
        keys=keys,
        store=store,
        policies=policies,
        zendesk=zendesk,
        jira=jira,
        clock=clock,
        disclosure=Disclosure(store, policies, keys.digest, open_tools(settings.redaction)),
        outbox=outbox,
        modes=modes,
        pulse=pulse,
        pacer=pacer,
        horizon=horizon,
    )


def vendor_limits(settings: Settings) -> dict[str, Limit]:
    """What the vendors document, with the share that the settings leave to bulk work."""
    return scaled(documented(settings.bulk_share), settings.window_scale)


def open_tools(settings: RedactionSettings) -> Tools:
    """What helps redaction, as the settings say. Raises ExtraMissing."""
    accelerated = settings.accelerator is Accelerator.HYPERSCAN
    if accelerated:
        require_accelerator()
    if settings.recogniser is OutsideRecogniser.NONE:
        return Tools(accelerated=accelerated)
    presidio = open_presidio(settings.language_model, settings.min_score)
    return Tools((presidio,), accelerated)


def call_timeout(settings: Settings) -> httpx.Timeout:
    """How long one call to a vendor may take."""
    return httpx.Timeout(settings.relay.call_timeout_seconds, connect=5.0)
