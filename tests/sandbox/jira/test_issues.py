"""Issues: created, read, changed, hidden, and what their history keeps."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from connectors.sandbox.jira.config import ENGINEER, OBSERVER, SECURITY, Account
from tests.sandbox.jira.conftest import make_issue, paragraph

AsUser = Callable[[Account], httpx.AsyncClient]


async def test_a_created_issue_reads_back_as_it_was_sent(jira: httpx.AsyncClient) -> None:
    key = await make_issue(
        jira, description=paragraph("Ends early"), labels=["escalated"], priority={"name": "High"}
    )
    fields = (await jira.get(f"/rest/api/3/issue/{key}")).json()["fields"]
    assert fields["summary"] == "Export stops"
    assert fields["description"] == paragraph("Ends early")
    assert fields["labels"] == ["escalated"]
    assert fields["priority"]["name"] == "High"
    assert fields["status"]["name"] == "To Do"


async def test_every_missing_part_of_a_new_issue_is_named(jira: httpx.AsyncClient) -> None:
    response = await jira.post("/rest/api/3/issue", json={"fields": {"summary": "x"}})
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"project", "issuetype"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("description", "plain text is no document"),
        ("description", {"type": "doc", "version": 1, "content": [{"type": "nonsense"}]}),
        ("summary", "x" * 256),
        ("summary", "two\nlines"),
        ("summary", None),
        ("labels", ["with space"]),
        ("priority", {"name": "Unheard of"}),
        ("assignee", {"accountId": "nobody"}),
        ("customfield_99999", "x"),
        ("status", {"name": "Done"}),
    ],
)
async def test_a_value_that_jira_would_not_take_is_refused_under_its_field(
    jira: httpx.AsyncClient, field: str, value: Any
) -> None:
    response = await jira.put("/rest/api/3/issue/ENG-1", json={"fields": {field: value}})
    assert response.status_code == 400
    assert list(response.json()["errors"]) == [field]


async def test_a_refused_edit_changes_nothing(jira: httpx.AsyncClient) -> None:
    body = {"fields": {"summary": "New", "priority": {"name": "Unheard of"}}}
    assert (await jira.put("/rest/api/3/issue/ENG-1", json=body)).status_code == 400
    read = await jira.get("/rest/api/3/issue/ENG-1?fields=summary")
    assert read.json()["fields"]["summary"] == "Report export stops at 10,000 rows"


async def test_the_history_keeps_old_values_for_every_reader(
    jira: httpx.AsyncClient, as_user: AsUser
) -> None:
    key = await make_issue(jira, description=paragraph("a private word"))
    body = {"fields": {"description": paragraph("clean"), "summary": "Clean"}}
    assert (await jira.put(f"/rest/api/3/issue/{key}", json=body)).status_code == 204
    async with as_user(OBSERVER) as observer:
        log = (await observer.get(f"/rest/api/3/issue/{key}/changelog")).json()
    items = {item["field"]: item for entry in log["values"] for item in entry["items"]}
    assert items["description"]["fromString"] == "a private word"
    assert (items["summary"]["fromString"], items["summary"]["toString"]) == (
        "Export stops",
        "Clean",
    )


async def test_labels_are_added_and_removed_one_by_one(jira: httpx.AsyncClient) -> None:
    key = await make_issue(jira, labels=["a", "b"])
    update = {"labels": [{"add": "c"}, {"remove": "a"}]}
    await jira.put(f"/rest/api/3/issue/{key}", json={"update": update})
    read = await jira.get(f"/rest/api/3/issue/{key}?fields=labels")
    assert read.json()["fields"]["labels"] == ["b", "c"]


async def test_a_field_in_both_parts_of_a_request_is_refused(jira: httpx.AsyncClient) -> None:
    body = {"fields": {"labels": ["x"]}, "update": {"labels": [{"add": "y"}]}}
    response = await jira.put("/rest/api/3/issue/ENG-1", json=body)
    assert "both" in response.json()["errors"]["labels"]


async def test_a_custom_field_can_be_set_only_where_it_is_on_the_screen(
    jira: httpx.AsyncClient,
) -> None:
    made = await jira.post(
        "/rest/api/3/field",
        json={
            "name": "Gate",
            "type": "com.atlassian.jira.plugin.system.customfieldtypes:textfield",
        },
    )
    field = made.json()["id"]
    body = {"fields": {field: "ok:1"}}
    refused = await jira.put("/rest/api/3/issue/ENG-1", json=body)
    assert "not on the appropriate screen" in refused.json()["errors"][field]
    tab = (await jira.get("/rest/api/3/screens/1/tabs")).json()[0]["id"]
    path = f"/rest/api/3/screens/1/tabs/{tab}/fields"
    assert (await jira.post(path, json={"fieldId": field})).status_code == 200
    assert (await jira.put("/rest/api/3/issue/ENG-1", json=body)).status_code == 204
    read = await jira.get("/rest/api/3/issue/ENG-1")
    assert read.json()["fields"][field] == "ok:1"
    log = (await jira.get("/rest/api/3/issue/ENG-1/changelog")).json()["values"]
    assert log[-1]["items"][0] | {"fieldId": field, "fieldtype": "custom"} == log[-1]["items"][0]


async def test_a_field_without_a_context_for_the_project_is_not_offered(
    jira: httpx.AsyncClient,
) -> None:
    made = await jira.post(
        "/rest/api/3/field",
        json={
            "name": "Gate",
            "type": "com.atlassian.jira.plugin.system.customfieldtypes:textfield",
        },
    )
    field = made.json()["id"]
    await jira.post(f"/rest/api/3/screens/addToDefault/{field}")
    contexts = (await jira.get(f"/rest/api/3/field/{field}/context")).json()["values"]
    path = f"/rest/api/3/field/{field}/context/{contexts[0]['id']}"
    assert (await jira.put(f"{path}/project", json={"projectIds": ["10002"]})).status_code == 204
    meta = (await jira.get("/rest/api/3/issue/ENG-1/editmeta")).json()["fields"]
    assert field not in meta
    assert "summary" in meta


async def test_an_issue_with_a_security_level_is_absent_for_others(
    jira: httpx.AsyncClient, as_user: AsUser
) -> None:
    key = await make_issue(jira, security={"name": "Security team"})
    assert (await jira.get(f"/rest/api/3/issue/{key}")).status_code == 404
    async with as_user(SECURITY) as member:
        read = await member.get(f"/rest/api/3/issue/{key}")
        assert read.json()["fields"]["security"]["name"] == "Security team"
        search = await member.post("/rest/api/3/search/jql", json={"jql": f"key = {key}"})
        assert len(search.json()["issues"]) == 1
    hidden = await jira.post("/rest/api/3/search/jql", json={"jql": "project = ENG"})
    assert key not in [one["id"] for one in hidden.json()["issues"]]


async def test_bulk_fetch_leaves_out_what_is_absent(jira: httpx.AsyncClient) -> None:
    body = {"issueIdsOrKeys": ["ENG-1", "ENG-999", "HELP-1"], "fields": ["summary"]}
    found = (await jira.post("/rest/api/3/issue/bulkfetch", json=body)).json()["issues"]
    assert [one["key"] for one in found] == ["ENG-1", "HELP-1"]
    assert set(found[0]["fields"]) == {"summary"}


async def test_a_deleted_issue_is_gone(jira: httpx.AsyncClient) -> None:
    key = await make_issue(jira)
    assert (await jira.delete(f"/rest/api/3/issue/{key}")).status_code == 204
    assert (await jira.get(f"/rest/api/3/issue/{key}")).status_code == 404


async def test_someone_without_a_role_can_read_but_not_edit(as_user: AsUser) -> None:
    async with as_user(OBSERVER) as observer:
        assert (await observer.get("/rest/api/3/issue/ENG-1")).status_code == 200
        body = {"fields": {"summary": "x"}}
        assert (await observer.put("/rest/api/3/issue/ENG-1", json=body)).status_code == 403


async def test_an_issue_is_assigned_and_unassigned(jira: httpx.AsyncClient) -> None:
    path = "/rest/api/3/issue/ENG-1"
    body = {"accountId": ENGINEER.account_id}
    assert (await jira.put(f"{path}/assignee", json=body)).status_code == 204
    read = (await jira.get(path)).json()["fields"]["assignee"]
    assert read["displayName"] == ENGINEER.display_name
    await jira.put(f"{path}/assignee", json={"accountId": None})
    assert (await jira.get(path)).json()["fields"]["assignee"] is None


async def test_expansions_tell_history_names_and_transitions(jira: httpx.AsyncClient) -> None:
    expand = "changelog,names,schema,transitions,editmeta,renderedFields"
    body = (await jira.get(f"/rest/api/3/issue/ENG-1?expand={expand}")).json()
    assert body["names"]["summary"] == "Summary"
    assert body["renderedFields"]["description"] == "<p>The export job ends early.</p>"
    assert "Triage" in [one["name"] for one in body["transitions"]]
    assert body["schema"]["labels"] == {"type": "array", "items": "string", "system": "labels"}


async def test_api_version_2_carries_text_where_version_3_carries_documents(
    jira: httpx.AsyncClient,
) -> None:
    body = {"fields": {"description": "First\n\nSecond"}}
    assert (await jira.put("/rest/api/2/issue/ENG-1", json=body)).status_code == 204
    old = await jira.get("/rest/api/2/issue/ENG-1")
    assert old.json()["fields"]["description"] == "First\n\nSecond"
    new = (await jira.get("/rest/api/3/issue/ENG-1")).json()["fields"]["description"]
    assert [block["type"] for block in new["content"]] == ["paragraph", "paragraph"]
