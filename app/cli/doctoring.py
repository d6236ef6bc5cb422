"""What `airlock doctor` asks besides the service's own health: settings, webhooks, guards."""

import asyncio
import ipaddress
from collections.abc import Callable, Collection, Iterable
from contextlib import closing
from urllib.parse import urlsplit

from app.bootstrap import Service
from app.credentials import jira_credentials, require, secret_of, zendesk_credentials
from app.errors import AirlockError, PolicyError
from app.gate.policy import GatePolicy
from app.installing import jira_setup_config, zendesk_endpoint, zendesk_fields
from app.ports import PolicySet
from app.records_life import Mode
from app.reports import make_baselining
from app.services.life_checks import Check
from app.services.modes import Standing
from app.services.pace_checks import pace_checks
from app.services.runbooks import Runbooks
from app.settings import OutsideRecogniser, Settings
from app.sync.policy import MappingPolicy
from connectors.jira import setup as jira_setup
from connectors.jira.admin import connect
from connectors.jira.guard_reports import check_guards
from connectors.jira.setup_steps import GuardReport, SetupStep, StepAction
from connectors.zendesk import setup as zendesk_setup
from connectors.zendesk.blocking import open_desk


async def ask_vendors(service: Service) -> None:
    """Ask both vendors now how our webhooks stand, so that `health` tells of this moment."""
    if service.settings.public_url is not None:
        await service.watching.look()


def first_start_checks(settings: Settings, standing: Standing) -> tuple[Check, ...]:
    """A line that recommends `shadow` before the first sending to a real site; no fault."""
    if settings.mode is not Mode.LIVE or standing.live_since is not None:
        return ()
    bases = (settings.zendesk.base_url, settings.jira.base_url)
    if all(is_loopback_url(base or "") for base in bases):
        return ()
    told = (
        "nothing was sent yet: start with AIRLOCK_MODE=shadow, which does everything but send, and "
        "read `airlock report shadow` before the first sending (docs/modes.md)"
    )
    return (Check("first start", True, told),)


def is_loopback_url(url: str) -> bool:
    """Whether a base URL names this very machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def examine(service: Service) -> tuple[Check, ...]:
    """Every check, in the order in which a person would mend them. Needs administrators' rights."""
    settings, policies = service.settings, service.policies.current()
    questions = (_ask_zendesk, _ask_jira)
    asked = [asyncio.to_thread(_tell, question, settings, policies) for question in questions]
    answers = await asyncio.gather(*asked)
    told = (check for checks in answers for check in checks)
    first = first_start_checks(settings, await service.modes.standing())
    paced = await pace_checks(service.store, service.base.pacer, service.clock)
    earlier = await service.store.read(lambda tx: tx.masters.earlier())
    kept = (*key_checks(settings, earlier), *erasure_checks(settings))
    asked_jira = await _ask_jira_fields(service)
    runbooks = await Runbooks(service.store, service.clock).check()
    baseline = await make_baselining(service.base).check()
    ours = (*settings_checks(settings), *kept, *first)
    return (*ours, *told, *asked_jira, *paced, runbooks, baseline)


def key_checks(settings: Settings, earlier: int) -> tuple[Check, ...]:
    """A line while the secret key is being replaced; `earlier` ones have not been retired yet."""
    if earlier:
        told = (
            f"{earlier} earlier secret keys may still open the vault: run `airlock vault rotate` "
            "until it says that it is done, then destroy them (docs/secrets.md)"
        )
        return (Check("secret key", False, told),)
    if settings.previous_secret_keys:
        told = (
            "nothing is sealed with what AIRLOCK_PREVIOUS_SECRET_KEYS names: take it out of every "
            "process's settings, or go on where the change has only begun (docs/secrets.md)"
        )
        return (Check("secret key", False, told),)
    return ()


def erasure_checks(settings: Settings) -> tuple[Check, ...]:
    """A line where a backup that is put back would bring erased customers back; no fault."""
    if settings.erasure_log is not None:
        return ()
    told = (
        "AIRLOCK_ERASURE_LOG is not set, so a restored backup brings erased customers back: name a "
        "file outside the database and its backups (docs/erasure.md)"
    )
    return (Check("erasure log", True, told),)


async def _ask_jira_fields(service: Service) -> tuple[Check, ...]:
    try:
        known = await service.jira.field_ids()
    except AirlockError as error:
        return (Check("gate sources", False, str(error)),)
    policies, names = service.policies.current(), {*known, *known.values()}
    return (*source_checks(policies.gate, names), *note_checks(policies.mapping, names))


def note_checks(mapping: MappingPolicy, known: Collection[str]) -> tuple[Check, ...]:
    """A line where agents see no known-issue notes because Jira lacks their field; no fault."""
    field = mapping.suspects.known_issue_field
    if field is None or field in known:
        return ()
    detail = (
        f"Jira has no field `{field}`, so agents see no notes of known issues: make it, or name "
        "another as `known_issue_field` in policies/mapping"
    )
    return (Check("known-issue notes", True, detail),)


def source_checks(gate: GatePolicy, known: Collection[str]) -> tuple[Check, ...]:
    """A line for each field of Jira that answers an item of the packet and that Jira lacks."""
    return tuple(
        Check(
            "gate sources",
            False,
            f"Jira has no field `{item.jira_field}`, so it never answers the item `{key}`: correct "
            "`jira_field` in policies/gates, or make the field",
        )
        for key, item in gate.items.items()
        if item.jira_field and item.jira_field not in known
    )


def policy_checks(error: PolicyError) -> tuple[Check, ...]:
    """A line for each problem of files that no service can start with."""
    told = (Check("policies", False, problem) for problem in error.problems)
    rest = Check("the rest", False, "not looked at: mend the policy files, then run this again")
    return (*told, rest)


def settings_checks(settings: Settings) -> tuple[Check, ...]:
    """What the settings allow that an administrator should know of."""
    return tuple(_settings_checks(settings))


def _settings_checks(settings: Settings) -> Iterable[Check]:
    zendesk, jira, sidebar = settings.zendesk, settings.jira, settings.sidebar
    redaction = settings.redaction
    if redaction.language_model and redaction.recogniser is OutsideRecogniser.NONE:
        told = "AIRLOCK_REDACTION__LANGUAGE_MODEL counts only with …__RECOGNISER=presidio"
        yield Check("redaction", False, told)
    if zendesk.api_token is not None:
        yield Check("zendesk credentials", False, "API tokens end on 30 April 2027; use OAuth")
    if not zendesk.webhook_secrets:
        yield Check("zendesk webhook", False, "no AIRLOCK_ZENDESK__WEBHOOK_SECRETS: all refused")
    if not jira.webhook_secrets and not jira.webhook_path_tokens:
        yield Check("jira webhook", False, "no AIRLOCK_JIRA__WEBHOOK_SECRETS: all refused")
    if jira.webhook_path_tokens:
        yield Check("jira webhook", False, "a path token is weaker than a signature; sign instead")
    if not (sidebar.app_public_key and sidebar.audience):
        yield Check("sidebar", False, "AIRLOCK_SIDEBAR__APP_PUBLIC_KEY and __AUDIENCE are not set")
    if settings.admin.oidc_issuer and not settings.admin.oidc_roles:
        told = "no group has a role: nobody who signs in by AIRLOCK_ADMIN__OIDC_ISSUER may enter"
        yield Check("console", False, f"AIRLOCK_ADMIN__OIDC_ROLES: {told}")


Question = Callable[[Settings, PolicySet], list[Check]]


def _tell(question: Question, settings: Settings, policies: PolicySet) -> list[Check]:
    try:
        return question(settings, policies)
    except AirlockError as error:
        return [Check(question.__name__.removeprefix("_ask_") + " setup", False, str(error))]


def _ask_zendesk(settings: Settings, policies: PolicySet) -> list[Check]:
    base_url = require(settings.zendesk.base_url, "AIRLOCK_ZENDESK__BASE_URL")
    endpoint = zendesk_endpoint(require(settings.public_url, "AIRLOCK_PUBLIC_URL"))
    with closing(open_desk(base_url, zendesk_credentials(settings.zendesk))) as desk:
        fields = zendesk_fields(policies)
        routes: tuple[zendesk_setup.Route, ...] = ("events", "triggers")
        plans = [
            zendesk_setup.plan_setup(desk, endpoint, route=route, fields=fields) for route in routes
        ]
    missing = min(plans, key=len)  # one of the two routes is in use; the other is all missing
    names = ", ".join(f"{step.kind.replace('_', ' ')} {step.name}" for step in missing)
    detail = (
        f"missing or disabled: {names}; run `airlock setup zendesk --apply`"
        if names
        else "complete"
    )
    return [Check("zendesk setup", not missing, detail)]


def _ask_jira(settings: Settings, policies: PolicySet) -> list[Check]:
    base_url = require(settings.jira.base_url, "AIRLOCK_JIRA__BASE_URL")
    public_url = require(settings.public_url, "AIRLOCK_PUBLIC_URL")
    secret = next((secret_of(one) for one in settings.jira.webhook_secrets), "")
    config = jira_setup_config(policies, public_url, secret)
    admin = connect(base_url, jira_credentials(settings.jira))
    steps = jira_setup.plan_setup(admin, config)
    checks = [_step_check(step) for step in steps if step.action is not StepAction.KEEP]
    if policies.gate.mode == "warn":
        told = "policies/gates only warn: a linked issue passes, whatever its packet lacks"
        checks.append(Check("gate mode", True, told))
    checks += [_guard_check(report) for report in check_guards(admin, config)]
    return checks


def _step_check(step: SetupStep) -> Check:
    cure = "" if step.action is StepAction.BY_HAND else "; run `airlock setup jira --apply`"
    return Check(f"jira {step.subject}", False, f"{step.summary}{cure}")


def _guard_check(report: GuardReport) -> Check:
    """A line for a guarded transition: enforced, advisory or unguarded, and why."""
    name = f"{report.project}: {report.transition or report.to_status}"
    return Check(name, report.fine, f"{report.state.value}: {report.why}")
