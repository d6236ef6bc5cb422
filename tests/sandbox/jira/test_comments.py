"""Comments: documents, restrictions, properties, internal notes."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from jsonschema import Draft4Validator

from connectors.sandbox.jira.adf import is_document
from connectors.sandbox.jira.config import ENGINEER, OBSERVER, SECURITY, Account
from connectors.sandbox.jira.prose import from_text, to_html, to_wiki
from tests.sandbox.jira.conftest import paragraph
from tests.shared_data import shared_path

AsUser = Callable[[Account], httpx.AsyncClient]
PATH = "/rest/api/3/issue/ENG-1/comment"


async def add(client: httpx.AsyncClient, path: str = PATH, **more: Any) -> dict[str, Any]:
    response = await client.post(path, json={"body": paragraph("Hello"), **more})
    assert response.status_code == 201, response.text
    body: dict[str, Any] = response.json()
    return body


async def test_a_comment_lives_from_writing_to_removal(jira: httpx.AsyncClient) -> None:
    made = await add(jira)
    one = f"{PATH}/{made['id']}"
    assert (await jira.get(one)).json()["body"] == paragraph("Hello")
    edited = await jira.put(one, json={"body": paragraph("Bye")})
    assert edited.json()["body"] == paragraph("Bye")
    assert edited.json()["updated"] >= made["updated"]
    assert (await jira.delete(one)).status_code == 204
    assert (await jira.get(one)).status_code == 404


@pytest.mark.parametrize("body", ["plain", None, 7])
async def test_a_comment_that_is_no_document_is_refused(
    jira: httpx.AsyncClient, body: object
) -> None:
    response = await jira.post(PATH, json={"body": body})
    assert response.status_code == 400
    assert response.json()["errors"] == {"comment": "Comment body is not valid!"}


@pytest.mark.parametrize(
    "content",
    [
        [{"type": "unheardOf"}],
        [{"type": "paragraph", "content": [{"type": "text", "text": ""}]}],
        [{"type": "heading", "content": []}],
        [{"type": "heading", "attrs": {"level": 9}, "content": []}],
        [{"type": "bulletList", "content": []}],
        [{"type": "text", "text": "not inside a block"}],
        [{"type": "paragraph", "content": [{"type": "text", "text": "x",
          "marks": [{"type": "sparkle"}]}]}],
    ],
)  # fmt: skip
async def test_a_document_that_jira_does_not_know_is_invalid_input(
    jira: httpx.AsyncClient, content: list[Any]
) -> None:
    response = await jira.post(
        PATH, json={"body": {"type": "doc", "version": 1, "content": content}}
    )
    assert response.status_code == 400
    assert response.json() == {"errorMessages": ["INVALID_INPUT"], "errors": {}}


async def test_a_marker_written_with_the_comment_is_listed_with_it(
    jira: httpx.AsyncClient,
) -> None:
    await add(jira, properties=[{"key": "marker", "value": {"delivery": "d-1"}}])
    plain = (await jira.get(PATH)).json()["comments"][-1]
    assert "properties" not in plain
    listed = (await jira.get(f"{PATH}?expand=properties,renderedBody")).json()["comments"][-1]
    assert {"key": "marker", "value": {"delivery": "d-1"}} in listed["properties"]
    assert listed["renderedBody"] == "<p>Hello</p>"


async def test_a_property_is_created_then_replaced(jira: httpx.AsyncClient) -> None:
    made = await add(jira)
    path = f"/rest/api/3/comment/{made['id']}/properties"
    assert (await jira.put(f"{path}/m", json={"n": 1})).status_code == 201
    assert (await jira.put(f"{path}/m", json={"n": 2})).status_code == 200
    assert (await jira.get(f"{path}/m")).json() == {"key": "m", "value": {"n": 2}}
    assert [one["key"] for one in (await jira.get(path)).json()["keys"]] == ["m"]


async def test_comments_are_paged_and_ordered(jira: httpx.AsyncClient) -> None:
    ids = [(await add(jira))["id"] for _ in range(5)]
    page = (await jira.get(f"{PATH}?startAt=2&maxResults=2")).json()
    assert [one["id"] for one in page["comments"]] == ids[2:4]
    assert (page["startAt"], page["maxResults"], page["total"]) == (2, 2, 5)
    newest = (await jira.get(f"{PATH}?maxResults=1&orderBy=-created")).json()
    assert [one["id"] for one in newest["comments"]] == [ids[-1]]


async def test_a_comment_restricted_to_a_role_is_hidden_from_others(as_user: AsUser) -> None:
    visibility = {"type": "role", "value": "Security"}
    async with as_user(SECURITY) as member, as_user(ENGINEER) as other:
        made = await add(member, visibility=visibility)
        assert made["visibility"] == visibility | {"identifier": "Security"}
        assert (await other.get(f"{PATH}/{made['id']}")).status_code == 404
        assert (await other.get(PATH)).json()["total"] == 0
        fields = (await other.get("/rest/api/3/issue/ENG-1")).json()["fields"]
        assert fields["comment"]["total"] == 0
        body = {"ids": [int(made["id"])]}
        assert (await other.post("/rest/api/3/comment/list", json=body)).json()["values"] == []
        assert (await member.get(PATH)).json()["total"] == 1


async def test_a_restriction_to_a_group_is_by_its_id(as_user: AsUser) -> None:
    async with as_user(ENGINEER) as member, as_user(OBSERVER) as other:
        groups = (await member.get("/rest/api/3/groups/picker?query=engineering")).json()["groups"]
        rule = {"type": "group", "identifier": groups[0]["groupId"]}
        made = await add(member, visibility=rule)
        assert made["visibility"]["value"] == "engineering"
        assert (await other.get(f"{PATH}/{made['id']}")).status_code == 404


async def test_nobody_restricts_a_comment_to_a_role_they_are_not_in(
    jira: httpx.AsyncClient,
) -> None:
    body = {"body": paragraph("x"), "visibility": {"type": "role", "value": "Security"}}
    response = await jira.post(PATH, json=body)
    assert response.status_code == 400
    assert "Security" in response.json()["errors"]["commentLevel"]


async def test_a_comment_on_a_request_is_public_unless_it_is_marked(
    jira: httpx.AsyncClient,
) -> None:
    path = "/rest/api/3/issue/HELP-1/comment"
    internal = [{"key": "sd.public.comment", "value": {"internal": True}}]
    assert (await add(jira, path))["jsdPublic"] is True
    made = await add(jira, path, properties=internal)
    assert made["jsdPublic"] is False
    kept = await jira.put(f"{path}/{made['id']}", json={"body": paragraph("Edited")})
    assert kept.json()["jsdPublic"] is False


async def test_the_service_desk_api_tells_public_from_internal(jira: httpx.AsyncClient) -> None:
    path = "/rest/servicedeskapi/request/HELP-1/comment"
    public = await jira.post(path, json={"body": "For the customer"})
    hidden = await jira.post(path, json={"body": "For us", "public": False})
    assert (public.status_code, public.json()["public"]) == (201, True)
    assert hidden.json()["public"] is False
    only = (await jira.get(f"{path}?internal=false")).json()
    assert [one["body"] for one in only["values"]] == ["For the customer"]
    one = f"/rest/api/3/issue/HELP-1/comment/{hidden.json()['id']}"
    assert (await jira.get(one)).json()["jsdPublic"] is False
    assert (await jira.get(f"{path}/{hidden.json()['id']}")).json()["body"] == "For us"


async def test_an_issue_of_a_software_project_is_no_request(jira: httpx.AsyncClient) -> None:
    response = await jira.get("/rest/servicedeskapi/request/ENG-1/comment")
    assert response.status_code == 404
    assert response.json()["errorMessage"]


async def test_only_the_author_or_an_administrator_changes_a_comment(as_user: AsUser) -> None:
    async with as_user(SECURITY) as author, as_user(ENGINEER) as other:
        made = await add(author)
        response = await other.put(f"{PATH}/{made['id']}", json={"body": paragraph("x")})
        assert response.status_code == 400
        assert (await other.delete(f"{PATH}/{made['id']}")).status_code == 400


def test_fenced_text_becomes_a_code_block_and_wiki_text_again() -> None:
    document = from_text("Look:\n\n```java\nat a.B(C.java:1)\nat d.E\n```\n\nline one\nline two")
    kinds = [block["type"] for block in document["content"]]
    assert kinds == ["paragraph", "codeBlock", "paragraph"]
    assert is_document(document)
    wiki = to_wiki(document)
    assert "{code:java}\nat a.B(C.java:1)\nat d.E\n{code}" in wiki
    assert wiki.endswith("line one\nline two")


def test_html_of_a_document_never_lets_markup_through() -> None:
    document = paragraph("<script>alert(1)</script>")
    link = {"type": "link", "attrs": {"href": "javascript:alert(1)"}}
    document["content"][0]["content"].append({"type": "text", "text": "x", "marks": [link]})
    html = to_html(document)
    assert "<script" not in html
    assert "javascript:" not in html


@pytest.mark.parametrize("folder", ["adf/valid", "adf"])
def test_every_document_that_the_vendors_schema_takes_is_taken(folder: str) -> None:
    schema = json.loads(shared_path("openapi/adf-schema-v1-full.json").read_text())
    validator = Draft4Validator(schema)
    disagreed = []
    for file in sorted(shared_path(folder).glob("*.json")):
        document = json.loads(file.read_text())
        if validator.is_valid(document) and not is_document(document):
            disagreed.append(file.name)
    assert disagreed == []


def test_no_document_that_is_taken_breaks_the_vendors_schema_beyond_loose_attributes() -> None:
    schema = json.loads(shared_path("openapi/adf-schema-v1-full.json").read_text())
    validator = Draft4Validator(schema)
    taken = [
        file.name
        for file in sorted(shared_path("adf/invalid").glob("*.json"))
        if is_document(json.loads(file.read_text()))
        and not validator.is_valid(json.loads(file.read_text()))
    ]
    # The table does not look at attributes that it does not need (one too many, a value out of a
    # list) nor at empty lists of marks. Structure, marks and required attributes are its business.
    loose = ("attr", "language", "empty-task", "empty-decision", "state", "user-type", "wrong-text")
    loose += ("hardBreak-with-marks", "media-with-marks", "mention-with-marks")
    assert [name for name in taken if not any(word in name for word in loose)] == []
