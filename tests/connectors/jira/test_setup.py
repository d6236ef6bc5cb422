"""Setup before the sandbox Jira: fields, screens, contexts, webhook, and what is left by hand."""

import asyncio
from dataclasses import replace

import httpx
import pytest

from app.errors import (
    CredentialsRefused,
    NotFound,
    PermissionRefused,
    PolicyError,
    VendorUnreachable,
)
from connectors.jira.admin import JiraAdmin, connect
from connectors.jira.auth import ApiToken, PersonalToken, ServiceAccount
from connectors.jira.dialect import CLOUD
from connectors.jira.setup import apply_setup, plan_setup
from connectors.jira.setup_steps import GuardedTransition, StepAction
from connectors.sandbox.faults import Fault
from connectors.sandbox.jira.config import ENGINEER
from tests.connectors.jira.setup_site import CONFIG, MESSAGE, TOKEN, Site, actions


async def test_a_plan_changes_nothing_and_names_all_that_is_missing(site: Site) -> None:
    steps = await site.plan()
    assert site.writes() == []
    assert [(step.subject, step.action.value) for step in steps] == [
        ("field Airlock gate", "create"),
        ("field Airlock reasons", "create"),
        ("screen Default Screen", "change"),
        ("screen Default Screen", "change"),
        ("webhook", "create"),
        ("workflow Software workflow", "change"),
    ]


async def test_a_second_run_finds_all_there_and_writes_nothing(site: Site) -> None:
    await site.apply()
    before = site.workflow()
    site.app.state.requests.clear()
    assert actions(await site.apply()) == {StepAction.KEEP}
    assert actions(await site.plan()) == {StepAction.KEEP}
    assert site.writes() == []
    assert site.workflow() == before


async def test_the_transition_is_refused_with_the_message_until_the_field_holds_a_token(
    site: Site,
) -> None:
    await site.apply()
    async with httpx.AsyncClient(
        base_url=site.base + "/rest/api/3", auth=(ENGINEER.email, ENGINEER.token)
    ) as engineer:
        ids = {one["name"]: one["id"] for one in (await engineer.get("/field")).json()}
        take = {"transition": {"id": "21"}}
        refused = await engineer.post("/issue/ENG-1/transitions", json=take)
        assert refused.status_code == 400
        assert MESSAGE in refused.text
        for value, status in (("ok:soon", 400), ("ok:" + "0f" * 32, 204)):
            fields = {"fields": {ids["Airlock gate"]: value}}
            await engineer.put("/issue/ENG-1", json=fields)
            answer = await engineer.post("/issue/ENG-1/transitions", json=take)
            assert answer.status_code == status


async def test_what_the_api_does_not_offer_is_a_step_by_hand(site: Site) -> None:
    guards = (
        GuardedTransition("TEAM", "Finished", MESSAGE),
        GuardedTransition("ENG", "Nowhere", MESSAGE),
    )
    config = replace(CONFIG, projects=("ENG", "HELP"), guarded=guards)
    await site.apply(config)
    by_hand = [one.subject for one in await site.plan(config) if one.action is StepAction.BY_HAND]
    assert by_hand == [
        "screen of Airlock gate in TEAM",
        "screen of Airlock reasons in TEAM",
        "workflow of TEAM",
        "workflow of ENG",
    ]


async def test_a_webhook_that_was_changed_is_corrected(site: Site) -> None:
    await site.apply()
    (hook,) = site.app.state.jira.admin_hooks.values()
    assert (hook.secret, hook.filters) == (
        "webhook-secret-1",
        {"issue-related-events-section": 'project in ("ENG")'},
    )
    hook.enabled, hook.events = False, ["comment_created"]
    (step,) = [one for one in await site.plan() if one.subject == "webhook"]
    assert step.action is StepAction.CHANGE
    assert any("enabled" in line for line in step.diff)
    await site.apply()
    assert hook.enabled
    assert len(hook.events) == 6


async def test_no_step_shows_the_secret(site: Site) -> None:
    steps = [*await site.plan(), *await site.apply()]
    assert "webhook-secret-1" not in repr((steps, CONFIG))


async def test_a_field_of_another_kind_is_not_touched(site: Site) -> None:
    config = replace(CONFIG, gate_field="Mood", guarded=())
    body = {
        "name": "Mood",
        "type": "com.atlassian.jira.plugin.system.customfieldtypes:select",
        "searcherKey": "com.atlassian.jira.plugin.system.customfieldtypes:multiselectsearcher",
    }

    def create() -> None:
        site.admin.call("POST", "/rest/api/3/field", body, doing="create a field")

    await asyncio.to_thread(create)
    steps = await site.apply(config)
    assert steps[0].action is StepAction.BY_HAND
    await asyncio.to_thread(create)
    with pytest.raises(PolicyError, match="Mood"):
        await site.plan(config)


async def test_a_project_that_does_not_exist_is_not_found(site: Site) -> None:
    config = replace(CONFIG, guarded=(GuardedTransition("NOPE", "Done", MESSAGE),))
    with pytest.raises(NotFound):
        await site.plan(config)


async def test_an_account_that_is_no_administrator_is_told_so(site: Site) -> None:
    token = ApiToken(ENGINEER.email, ENGINEER.token)
    engineer = await asyncio.to_thread(connect, site.base, token)
    with pytest.raises(PermissionRefused):
        await asyncio.to_thread(apply_setup, engineer, CONFIG)


async def test_wrong_credentials_are_refused(site: Site) -> None:
    admin = await asyncio.to_thread(connect, site.base, PersonalToken("wrong"))
    with pytest.raises(CredentialsRefused):
        await asyncio.to_thread(plan_setup, admin, CONFIG)
    account = ServiceAccount("wrong", "wrong", f"{site.base}/oauth/token")
    with pytest.raises(CredentialsRefused):
        await asyncio.to_thread(connect, site.base, account)


async def test_a_jira_out_of_reach_is_told() -> None:
    with pytest.raises(VendorUnreachable):
        await asyncio.to_thread(connect, "http://127.0.0.1:9", TOKEN)


async def test_a_data_center_gets_fields_and_webhook_and_its_rules_by_hand(center: Site) -> None:
    steps = await center.apply()
    (by_hand,) = [one for one in steps if one.action is StepAction.BY_HAND]
    assert by_hand.subject == "workflow of ENG"
    assert "workflow editor" in by_hand.summary
    (hook,) = center.app.state.jira.admin_hooks.values()
    assert (hook.url, hook.enabled) == (CONFIG.webhook_url, True)
    names = {one.name for one in center.app.state.jira.fields.values()}
    assert {"Airlock gate", "Airlock reasons"} <= names


async def test_a_second_run_before_a_data_center_writes_nothing(center: Site) -> None:
    await center.apply()
    center.app.state.requests.clear()
    assert actions(await center.apply()) == {StepAction.KEEP, StepAction.BY_HAND}
    assert center.writes() == []


async def test_a_data_centers_search_goes_on_from_page_to_page(center: Site) -> None:
    def paged() -> list[list[str]]:
        found, position = center.admin.search("project = ENG", size=1, doing="look")
        more, end = center.admin.search("project = ENG", position, size=1, doing="look")
        assert end is None
        return [[str(one["key"]) for one in page] for page in (found, more)]

    first, second = await asyncio.to_thread(paged)
    assert sorted(first + second) == ["ENG-1", "ENG-2"]


async def test_a_call_that_jira_puts_off_is_made_again_when_jira_says(site: Site) -> None:
    waited: list[float] = []
    site.app.state.faults.add(Fault(kind="status", status=429, retry_after=7, times=2))

    def look() -> object:
        patient = JiraAdmin(site.admin.jira, CLOUD, waited.append)
        return patient.call("GET", "/rest/api/3/myself", doing="look")

    assert await asyncio.to_thread(look)
    assert waited == [7, 7]
