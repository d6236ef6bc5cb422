"""What an operator is told of the service's life: mode, webhooks, silence, probes, dead letters.

Each function judges what the store knows, at one moment, and answers with a check. None of these
is vital: whoever takes a web process out of service for them would lose webhooks that it could
have stored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.model import System
from app.ports import Transaction
from app.records_life import Backlog, Mode, ProbeSign, WebhookSign
from app.services.modes import Standing, load_standing
from app.services.probing import is_lost, load_probe
from app.services.pulse import load_heard
from app.services.reconciling import LAST, LastReconcile
from app.services.silence import Heard, longest_usual
from app.services.watching import load_sign

STALE_ROUNDS = 4
STALE_AT_LEAST = timedelta(minutes=5)
"""After so many rounds, and so long, without an answer the last one says nothing any more."""


@dataclass(frozen=True, slots=True)
class Check:
    """`detail` is for operators: fixed words, ids and counts.

    The service goes on working while a check that is not `vital` fails; a person must look.
    """

    name: str
    ok: bool
    detail: str = ""
    vital: bool = True


@dataclass(frozen=True, slots=True)
class LifeRules:
    """What the settings say: how often webhooks are asked for, and how long silence may last.

    `endpoints` says whether anybody told where webhooks come in; `probes` whether they are made.
    """

    watch_every: timedelta = timedelta(minutes=5)
    silence: timedelta = timedelta(0)
    endpoints: bool = False
    probes: bool = False


@dataclass(frozen=True, slots=True)
class Vitals:
    """What the store knows of the service's life at one moment."""

    standing: Standing
    signs: dict[System, WebhookSign | None]
    heard: dict[System, Heard | None]
    probes: dict[System, ProbeSign | None]
    backlog: Sequence[Backlog]
    blocked_lanes: int
    reconcile: LastReconcile | None


def load_vitals(tx: Transaction, setting: Mode) -> Vitals:
    """Read all of it in one transaction."""
    last = tx.facts.get(LAST)
    return Vitals(
        standing=load_standing(tx, setting),
        signs={system: load_sign(tx, system) for system in System},
        heard={system: load_heard(tx, system) for system in System},
        probes={system: load_probe(tx, system) for system in System},
        backlog=tx.life.backlog(),
        blocked_lanes=tx.life.blocked_lanes(),
        reconcile=LastReconcile.model_validate_json(last) if last else None,
    )


def life_checks(vitals: Vitals, rules: LifeRules, now: datetime) -> Iterator[Check]:
    """Every check of the service's life."""
    yield mode_check(vitals.standing)
    yield _stuck_check(vitals)
    yield missed_check(vitals.reconcile)
    for system in System:
        if rules.endpoints:
            yield webhook_check(system, vitals.signs[system], rules, now)
        yield silence_check(system, vitals.heard[system], rules, now)
        if rules.probes:
            yield probe_check(system, vitals.probes[system], now)


def mode_check(standing: Standing) -> Check:
    """Stopped is told as a fault: somebody must end it. Shadow is what somebody wants."""
    switch = standing.switch
    if switch is not None:
        why = f" ({switch.reason})" if switch.reason else ""
        since = f"{switch.since:%Y-%m-%d %H:%M} UTC"
        told = f"stopped since {since}{why}: webhooks are kept, nothing is sent; `airlock start`"
        return Check("mode", False, told, vital=False)
    if standing.setting is Mode.STOPPED:
        told = "stopped (AIRLOCK_MODE): webhooks are kept, nothing is sent"
        return Check("mode", False, told, vital=False)
    started = standing.started
    if started is not None and started.mode is not standing.setting:
        told = f"this process says {standing.setting.value}, the relay {started.mode.value}"
        return Check("mode", False, f"{told}: set AIRLOCK_MODE alike everywhere", vital=False)
    if standing.setting is Mode.SHADOW:
        told = "shadow: nothing is sent; `airlock report shadow` shows what would have been"
        return Check("mode", True, told, vital=False)
    return Check("mode", True, "live", vital=False)


def _stuck_check(vitals: Vitals) -> Check:
    """A dead letter waits for a person, as a held text does; a lane behind one stands still."""
    counts = dict.fromkeys(("parked", "held"), 0)
    for one in vitals.backlog:
        if one.state in counts:
            counts[one.state] += one.count
    told = f"{counts['parked']} dead letters, {counts['held']} held texts"
    if not vitals.blocked_lanes:
        return Check("stuck", True, told, vital=False)
    blocked = f"{vitals.blocked_lanes} lanes stand still behind a dead letter"
    return Check("stuck", False, f"{told}; {blocked}: `airlock deadletters list`", vital=False)


def missed_check(last: LastReconcile | None) -> Check:
    """Differences of which no webhook told: certain, where silence alone may be a quiet day."""
    if last is None:
        return Check("missed changes", True, "not looked for yet", vital=False)
    told = f"{last.drifts} found in {last.pairs} pairs at {last.began:%Y-%m-%d %H:%M} UTC"
    if not last.drifts:
        return Check("missed changes", True, told, vital=False)
    left = f", {last.unmended} pairs need a person" if last.unmended else ""
    cure = "no webhook told of them; they are mended. `airlock reconcile` shows them"
    return Check("missed changes", False, f"{told}{left}: {cure}", vital=False)


def webhook_check(
    system: System, sign: WebhookSign | None, rules: LifeRules, now: datetime
) -> Check:
    """How our webhook stood at the vendor when it was asked last."""
    name = f"{system.value} calls us"
    if sign is None:
        return Check(name, True, "not asked yet", vital=False)
    if now - sign.at > max(STALE_ROUNDS * rules.watch_every, STALE_AT_LEAST):
        told = f"{system.value} could not be asked since {sign.at:%Y-%m-%d %H:%M} UTC"
        return Check(name, False, told, vital=False)
    if sign.problems:
        cure = f"; see the webhook in {system.value.title()}, or `airlock setup {system.value}`"
        return Check(name, False, "; ".join(sign.problems) + cure, vital=False)
    ends = f", until {sign.expires_at:%Y-%m-%d}" if sign.expires_at is not None else ""
    calls = f", {sign.invoked} calls in the last hour" if sign.invoked else ""
    return Check(name, True, f"registered and enabled{ends}{calls}", vital=False)


def silence_check(system: System, heard: Heard | None, rules: LifeRules, now: datetime) -> Check:
    """Silent for longer than is usual."""
    name = f"{system.value} heard"
    if heard is None:
        return Check(name, True, "no webhook came yet", vital=False)
    silent, limit = now - heard.last, longest_usual(heard, now, rules.silence)
    told = f"the last webhook came {_span(silent)} ago"
    if limit is None:
        return Check(name, True, f"{told}; what is usual is not known yet", vital=False)
    return Check(name, silent <= limit, f"{told}; usual are {_span(limit)} at most", vital=False)


def probe_check(system: System, sign: ProbeSign | None, now: datetime) -> Check:
    """Whether the synthetic change came back."""
    name = f"{system.value} round trip"
    if sign is None:
        return Check(name, True, "not tried yet", vital=False)
    took = f"the last one took {sign.seconds:.1f} s" if sign.seconds is not None else "none yet"
    if is_lost(sign, now):
        told = f"{max(1, sign.lost)} did not come back, sent {sign.sent_at:%H:%M} UTC; {took}"
        return Check(name, False, told, vital=False)
    return Check(name, True, took, vital=False)


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h"
