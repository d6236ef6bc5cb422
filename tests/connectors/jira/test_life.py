"""What Jira tells of the webhook that it calls us with."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.errors import PermissionRefused
from connectors.jira.auth import Credentials, PersonalToken
from connectors.jira.dialect import dialect_of
from connectors.jira.life import LABEL, JiraLife
from connectors.jira.transport import Transport
from connectors.sandbox.jira.config import ADMIN, ENGINEER
from connectors.sandbox.jira.records import AdminHook, DynamicHook
from tests.connectors.jira.setup_site import CONFIG, TOKEN, Site

OURS = CONFIG.webhook_url


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as client:
        yield client


def life_at(site: Site, http: httpx.AsyncClient, credentials: Credentials = TOKEN) -> JiraLife:
    return JiraLife(Transport(http, site.base, credentials), dialect_of(credentials))


async def problems(life: JiraLife) -> tuple[str, ...]:
    return (await life.webhook_sign(OURS, datetime.now(UTC))).problems


def hook_of(site: Site) -> AdminHook:
    (hook,) = site.app.state.jira.admin_hooks.values()
    assert isinstance(hook, AdminHook)
    return hook


async def test_a_webhook_as_setup_makes_it_has_no_problem(
    site: Site, http: httpx.AsyncClient
) -> None:
    await site.apply()
    assert await problems(life_at(site, http)) == ()


async def test_one_that_is_switched_off_or_lacks_events_is_told(
    site: Site, http: httpx.AsyncClient
) -> None:
    await site.apply()
    hook_of(site).enabled = False
    hook_of(site).events.remove("comment_created")
    assert await problems(life_at(site, http)) == (
        "the webhook is switched off",
        "1 events are missing",
    )


async def test_no_webhook_with_our_address_is_told(site: Site, http: httpx.AsyncClient) -> None:
    await site.apply()
    hook_of(site).url = "https://elsewhere.example/"
    assert await problems(life_at(site, http)) == ("no webhook has our address",)


async def test_a_data_centers_webhook_may_have_a_secret_end(
    center: Site, http: httpx.AsyncClient
) -> None:
    state = center.app.state.jira
    state.admin_hooks[1] = AdminHook(
        1, "Airlock", f"{OURS}/a-secret-end", [], {}, False, "", True, ADMIN.account_id, state.now()
    )
    found = await problems(life_at(center, http, PersonalToken(ADMIN.personal_token)))
    assert found == ("6 events are missing",)


async def test_who_is_no_administrator_may_not_ask(site: Site, http: httpx.AsyncClient) -> None:
    with pytest.raises(PermissionRefused):
        await problems(life_at(site, http, PersonalToken(ENGINEER.personal_token)))


async def test_an_apps_own_webhook_is_told_with_its_end_and_renewed(
    site: Site, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = site.app.state.jira
    ends = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
    state.dynamic_hooks[1] = DynamicHook(1, ADMIN.account_id, OURS, [], "", [], [], ends)
    monkeypatch.setattr("connectors.sandbox.jira.routes_hooks._app", lambda _call: None)
    life = life_at(site, http)
    sign = await life.webhook_sign(OURS, datetime.now(UTC))
    assert (sign.problems, sign.expires_at) == ((), ends)
    await life.renew_webhook(OURS)
    assert state.dynamic_hooks[1].expires > ends + timedelta(days=25)


async def test_one_that_has_ended_is_told(
    site: Site, http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = datetime.now(UTC) - timedelta(days=1)
    hook = DynamicHook(1, ADMIN.account_id, OURS, [], "", [], [], ended)
    site.app.state.jira.dynamic_hooks[1] = hook
    monkeypatch.setattr("connectors.sandbox.jira.routes_hooks._app", lambda _call: None)
    assert await problems(life_at(site, http)) == ("the app's webhook has expired",)


async def test_the_probes_label_is_put_on_and_taken_off(
    site: Site, http: httpx.AsyncClient
) -> None:
    issue = next(iter(site.app.state.jira.issues.values()))
    life = life_at(site, http)
    await life.touch(issue.issue_id, on=True)
    assert LABEL in issue.values["labels"]
    await life.touch(issue.issue_id, on=False)
    assert LABEL not in issue.values["labels"]
