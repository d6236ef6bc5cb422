from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_schema_validator import OAS31Validator

from tests.web.support import World

CONTRACT = [
    ("post", "/webhooks/zendesk", "202"),
    ("post", "/webhooks/jira", "202"),
    ("post", "/webhooks/jira/{path_token}", "202"),
    ("get", "/api/tickets/{ticket_id}/gate", "200"),
    ("put", "/api/tickets/{ticket_id}/packet", "200"),
    ("post", "/api/tickets/{ticket_id}/preview", "200"),
    ("post", "/api/tickets/{ticket_id}/escalate", "200"),
    ("post", "/api/tickets/{ticket_id}/links", "200"),
    ("post", "/api/tickets/{ticket_id}/waiver", "200"),
    ("post", "/gate/jira/transition", "200"),
    ("get", "/sidebar", "200"),
    ("post", "/sidebar", "200"),
    ("get", "/health/live", "200"),
    ("get", "/health/ready", "200"),
    ("get", "/metrics", "200"),
]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return World(config={"public_url": "https://airlock.test"}).app().openapi()


@pytest.mark.parametrize(("method", "path", "status"), CONTRACT)
def test_each_route_of_the_contract_is_documented(
    document: dict[str, Any], method: str, path: str, status: str
) -> None:
    operation = document["paths"][path][method]
    assert status in operation["responses"]
    assert operation["operationId"]
    assert operation["description"]


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (path, operation)
        for path, methods in document["paths"].items()
        for operation in methods.values()
    ]


def test_each_error_is_documented_as_a_problem_document(document: dict[str, Any]) -> None:
    told = 0
    for path, operation in operations(document):
        for status, answer in operation["responses"].items():
            if int(status) >= 400 and not path.startswith(("/sidebar", "/health")):
                [media] = answer["content"]
                assert media == "application/problem+json", (path, status)
                assert "$ref" in answer["content"][media]["schema"]
                told += 1
    assert told > 40


def test_each_call_that_needs_a_right_says_which(document: dict[str, Any]) -> None:
    schemes = {
        "/webhooks/zendesk": "zendeskSignature",
        "/webhooks/jira": "jiraSignature",
        "/gate/jira/transition": "gateSecret",
        "/metrics": "operator",
        "/api/": "agentSession",
    }
    for path, operation in operations(document):
        wanted = [scheme for prefix, scheme in schemes.items() if path.startswith(prefix)]
        if wanted and not path.endswith("{path_token}"):
            assert {wanted[0]: []} in operation["security"], path
    assert set(schemes.values()) <= document["components"]["securitySchemes"].keys()


def test_operation_ids_are_unique_and_every_reference_leads_somewhere(
    document: dict[str, Any],
) -> None:
    ids = [operation["operationId"] for _, operation in operations(document)]
    assert len(ids) == len(set(ids))
    for name in references(document):
        assert name in document["components"]["schemas"], name


def references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"].rpartition("/")[2]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(references(value) for value in node.values()))
    if isinstance(node, list):
        return set().union(*(references(value) for value in node))
    return set()


def test_each_schema_is_one(document: dict[str, Any]) -> None:
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
        OAS31Validator.check_schema(schema)


def test_the_document_names_where_the_service_is(document: dict[str, Any]) -> None:
    assert document["servers"] == [{"url": "https://airlock.test"}]
    assert document["openapi"].startswith("3.1")
