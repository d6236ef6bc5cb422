"""The `jira` library of Python, as it is, against a served sandbox."""

import asyncio
import io
from typing import Any

import pytest
from jira import JIRA, JIRAError

from connectors.sandbox.jira.app import create_app
from connectors.sandbox.jira.config import BRIDGE, JiraSandboxConfig
from connectors.sandbox.jira.seed import GATE_FIELD, GATE_MESSAGE
from connectors.sandbox.jira.seed_workflows import GUARDED_TRANSITION
from connectors.sandbox.server import serve
from tests.sandbox.jira.conftest import paragraph


def use(base: str) -> dict[str, Any]:
    """Do with the library what a bridge does, and return what it saw."""
    client = JIRA(
        base,
        basic_auth=(BRIDGE.email, BRIDGE.token),
        options={"rest_api_version": "3"},
        max_retries=0,
    )
    try:
        return _work(client)
    finally:
        client.close()


def _work(client: JIRA) -> dict[str, Any]:
    fields = {"project": "ENG", "issuetype": {"name": "Bug"}, "summary": "By the library"}
    issue = client.create_issue(fields={**fields, "description": paragraph("x")})
    comment = client.add_comment(issue.key, paragraph("From the library"))
    with pytest.raises(JIRAError) as refused:
        client.transition_issue(issue.key, GUARDED_TRANSITION)
    issue.update(fields={GATE_FIELD: "ok:0123456789"})
    client.transition_issue(issue.key, GUARDED_TRANSITION)
    target = {"url": "https://desk.test/7", "title": "Ticket 7"}
    client.add_simple_link(issue.key, object=target)
    client.add_attachment(issue.key, attachment=io.BytesIO(b"log"), filename="log.txt")
    read = client.issue(issue.key)
    return {
        "cloud": client._is_cloud,
        "comment": client.comment(issue.key, comment.id).body.content[0].content[0].text,
        "refusal": refused.value.text,
        "status": read.fields.status.name,
        "attachments": [one.filename for one in read.fields.attachment],
        "links": [one.object.title for one in client.remote_links(issue.key)],
        "found": [one.key for one in client.enhanced_search_issues(f"key = {issue.key}")],
        "key": issue.key,
        "fields": GATE_FIELD in [one["id"] for one in client.fields()],
        "me": client.myself()["accountId"],
    }


async def test_the_library_does_a_bridges_work() -> None:
    app = create_app(JiraSandboxConfig(seed_gate=True))
    async with serve(app) as base:
        saw = await asyncio.to_thread(use, base)
    assert saw.pop("key") == saw.pop("found")[0]
    assert GATE_MESSAGE in saw.pop("refusal")
    assert saw == {
        "cloud": True,
        "comment": "From the library",
        "status": "Escalated",
        "attachments": ["log.txt"],
        "links": ["Ticket 7"],
        "fields": True,
        "me": BRIDGE.account_id,
    }
