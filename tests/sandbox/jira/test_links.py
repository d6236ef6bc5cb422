"""Remote links, issue links, properties and attachments."""

import httpx
from fastapi import FastAPI

from connectors.sandbox.jira.app import create_app
from connectors.sandbox.jira.config import BRIDGE, JiraSandboxConfig
from tests.sandbox.jira.conftest import client_for

PATH = "/rest/api/3/issue/ENG-1/remotelink"
LINK = {
    "globalId": "system=desk&id=7",
    "relationship": "escalated from",
    "object": {"title": "Ticket 7", "url": "https://desk.test/7"},
}


async def test_a_remote_link_is_kept_once_for_each_global_id(jira: httpx.AsyncClient) -> None:
    made = await jira.post(PATH, json=LINK)
    assert made.status_code == 201
    resolved = {"title": "Ticket 7", "url": "https://desk.test/7", "status": {"resolved": True}}
    again = await jira.post(PATH, json={**LINK, "object": resolved})
    assert (again.status_code, again.json()["id"]) == (200, made.json()["id"])
    (only,) = (await jira.get(PATH)).json()
    assert only["object"]["status"]["resolved"] is True
    found = await jira.get(PATH, params={"globalId": LINK["globalId"]})
    assert found.json()["id"] == made.json()["id"]


async def test_a_remote_link_without_a_title_is_refused_as_the_vendor_does(
    jira: httpx.AsyncClient,
) -> None:
    response = await jira.post(PATH, json={"object": {"url": "https://desk.test/7"}})
    assert response.status_code == 400
    assert response.json() == {"errorMessages": [], "errors": {"title": "'title' is required."}}


async def test_a_remote_link_is_replaced_and_removed_by_id_and_by_global_id(
    jira: httpx.AsyncClient,
) -> None:
    number = (await jira.post(PATH, json=LINK)).json()["id"]
    new = {"object": {"title": "Renamed", "url": "https://desk.test/7"}, "globalId": "g"}
    assert (await jira.put(f"{PATH}/{number}", json=new)).status_code == 204
    assert (await jira.get(f"{PATH}/{number}")).json()["object"]["title"] == "Renamed"
    assert (await jira.delete(PATH, params={"globalId": "g"})).status_code == 204
    assert (await jira.get(f"{PATH}/{number}")).status_code == 404


async def test_the_history_keeps_the_title_of_a_link_that_is_gone(
    jira: httpx.AsyncClient,
) -> None:
    number = (await jira.post(PATH, json=LINK)).json()["id"]
    await jira.delete(f"{PATH}/{number}")
    log = (await jira.get("/rest/api/3/issue/ENG-1/changelog")).json()["values"]
    assert "Ticket 7" in log[-1]["items"][0]["fromString"]


async def test_an_issue_property_is_created_replaced_and_removed(jira: httpx.AsyncClient) -> None:
    path = "/rest/api/3/issue/ENG-1/properties"
    assert (await jira.put(f"{path}/gate", json={"state": "open"})).status_code == 201
    assert (await jira.put(f"{path}/gate", json={"state": "shut"})).status_code == 200
    assert (await jira.get(f"{path}/gate")).json()["value"] == {"state": "shut"}
    read = (await jira.get("/rest/api/3/issue/ENG-1?properties=gate")).json()
    assert read["properties"] == {"gate": {"state": "shut"}}
    assert (await jira.delete(f"{path}/gate")).status_code == 204
    assert (await jira.get(f"{path}/gate")).status_code == 404


async def test_a_property_that_is_too_long_is_refused(jira: httpx.AsyncClient) -> None:
    path = "/rest/api/3/issue/ENG-1/properties"
    assert (await jira.put(f"{path}/{'k' * 256}", json=1)).status_code == 400
    assert (await jira.put(f"{path}/k", json="v" * 32769)).status_code == 400


async def test_two_issues_are_linked_and_both_tell_it(jira: httpx.AsyncClient) -> None:
    body = {
        "type": {"name": "Blocks"},
        "inwardIssue": {"key": "ENG-1"},
        "outwardIssue": {"key": "ENG-2"},
    }
    assert (await jira.post("/rest/api/3/issueLink", json=body)).status_code == 201
    (link,) = (await jira.get("/rest/api/3/issue/ENG-1")).json()["fields"]["issuelinks"]
    assert link["outwardIssue"]["key"] == "ENG-2"
    whole = (await jira.get(f"/rest/api/3/issueLink/{link['id']}")).json()
    assert whole["inwardIssue"]["key"] == "ENG-1"
    assert (await jira.delete(f"/rest/api/3/issueLink/{link['id']}")).status_code == 204
    assert (await jira.get("/rest/api/3/issue/ENG-1")).json()["fields"]["issuelinks"] == []


ATTACHMENTS = "/rest/api/3/issue/ENG-1/attachments"
NO_CHECK = {"X-Atlassian-Token": "no-check"}


async def test_an_attachment_is_uploaded_read_and_removed(jira: httpx.AsyncClient) -> None:
    files = {"file": ("log.txt", b"two\nlines", "text/plain")}
    made = (await jira.post(ATTACHMENTS, files=files, headers=NO_CHECK)).json()[0]
    assert (made["filename"], made["size"], made["mimeType"]) == ("log.txt", 9, "text/plain")
    one = f"/rest/api/3/attachment/{made['id']}"
    assert (await jira.get(one)).json()["filename"] == "log.txt"
    content = f"/rest/api/3/attachment/content/{made['id']}"
    assert (await jira.get(f"{content}?redirect=false")).content == b"two\nlines"
    away = await jira.get(content)
    assert away.status_code == 303
    location = httpx.URL(away.headers["location"]).path
    assert (await jira.get(location)).content == b"two\nlines"
    assert (await jira.delete(one)).status_code == 204
    assert (await jira.get(one)).status_code == 404


async def test_an_upload_without_the_header_is_refused(jira: httpx.AsyncClient) -> None:
    files = {"file": ("log.txt", b"x")}
    assert (await jira.post(ATTACHMENTS, files=files)).status_code == 403


async def test_an_upload_under_another_name_is_refused(jira: httpx.AsyncClient) -> None:
    response = await jira.post(ATTACHMENTS, files={"upload": ("a", b"x")}, headers=NO_CHECK)
    assert response.status_code == 400


async def test_an_upload_beyond_the_limit_is_refused() -> None:
    app: FastAPI = create_app(JiraSandboxConfig(attachment_limit_bytes=4))
    async with client_for(app, BRIDGE) as client:
        files = {"file": ("big", b"12345")}
        assert (await client.post(ATTACHMENTS, files=files, headers=NO_CHECK)).status_code == 413
