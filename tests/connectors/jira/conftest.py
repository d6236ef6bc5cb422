"""Fixtures of the tests of Jira's connector."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from connectors.jira.admin import connect
from connectors.jira.auth import PersonalToken
from connectors.sandbox.jira.app import create_app
from connectors.sandbox.jira.config import ADMIN, JiraSandboxConfig
from connectors.sandbox.server import serve
from tests.connectors.jira.setup_site import TOKEN, Site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    app = create_app(JiraSandboxConfig())
    async with serve(app) as base:
        yield Site(app, base, await asyncio.to_thread(connect, base, TOKEN))


@pytest.fixture
async def center() -> AsyncIterator[Site]:
    """A Data Center, which has no v3 and no workflows over REST."""
    app = create_app(JiraSandboxConfig(data_center=True))
    token = PersonalToken(ADMIN.personal_token)
    async with serve(app) as base:
        yield Site(app, base, await asyncio.to_thread(connect, base, token))
