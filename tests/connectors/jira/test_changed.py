"""Changed issues by JQL: to the minute, whatever time zone Jira and we are in."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.jira.auth import ApiToken, Credentials, PersonalToken
from connectors.jira.client import JiraClient
from connectors.jira.searching import updated_since
from connectors.sandbox.jira.app import create_app
from connectors.sandbox.jira.config import BRIDGE, JiraSandboxConfig
from connectors.sandbox.jira.state import JiraState
from connectors.sandbox.server import serve

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CLOUD, CENTER = ApiToken(BRIDGE.email, BRIDGE.token), PersonalToken(BRIDGE.personal_token)


@pytest.fixture(params=[CLOUD, CENTER], ids=["cloud", "data center"])
async def site(request: pytest.FixtureRequest) -> AsyncIterator[tuple[JiraClient, JiraState]]:
    credentials: Credentials = request.param
    app = create_app(JiraSandboxConfig(data_center=credentials is CENTER))
    async with serve(app) as base, httpx.AsyncClient() as http:
        yield JiraClient(http, base, credentials), app.state.jira


async def test_issues_that_changed_since_a_time_are_found(
    site: tuple[JiraClient, JiraState],
) -> None:
    client, state = site
    now = state.now()
    for issue in state.issues.values():
        issue.updated = now - timedelta(hours=0 if issue.key == "ENG-2" else 3)

    async def changed(since: timedelta) -> set[str]:
        pages = client.changed_issues(["ENG", "HELP"], now - since, now)
        return {issue async for page in pages for issue in page}

    by_key = {issue.key: issue.issue_id for issue in state.issues.values()}
    assert await changed(timedelta(hours=1)) == {by_key["ENG-2"]}
    assert await changed(timedelta(hours=4)) == {
        number for key, number in by_key.items() if key.startswith(("ENG-", "HELP-"))
    }


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(days=400)), st.integers(-12, 14))
def test_the_bound_is_never_later_than_asked_and_the_same_in_every_time_zone(
    since: timedelta, zone: int
) -> None:
    clause = updated_since((NOW - since).astimezone(timezone(timedelta(hours=zone))), NOW)
    assert clause == updated_since(NOW - since, NOW)
    minutes = int(clause.removeprefix('updated >= "-').removesuffix('m"'))
    assert since <= timedelta(minutes=minutes) <= since + timedelta(minutes=2)
