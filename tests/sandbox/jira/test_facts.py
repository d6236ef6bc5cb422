"""Our table of facts says what the vendor's document says, and the sandbox has its routes."""

import re
from functools import lru_cache
from typing import Any

import pytest
from fastapi.routing import APIRoute

from connectors.sandbox.jira import app
from tests.sandbox.jira.facts import ENUMS, FACTS, Fact
from tests.sandbox.openapi import VendorDocument
from tests.shared_data import shared_path

PLATFORM = "openapi/jira-cloud-platform-v3.json"


@lru_cache
def document() -> VendorDocument:
    return VendorDocument(shared_path(PLATFORM))


@pytest.mark.parametrize("fact", FACTS, ids=lambda one: f"{one.method} {one.path}")
def test_each_fact_stands_in_the_vendors_document(fact: Fact) -> None:
    whole = document()
    operation = whole.document["paths"][fact.path][fact.method.lower()]
    response = operation["responses"][str(fact.status)]
    if not fact.keys:
        return
    media = response["content"]["application/json"]
    schema = resolve(whole.document, media["schema"])
    assert fact.keys <= set(schema["properties"])


@pytest.mark.parametrize("name", sorted(ENUMS))
def test_each_enumeration_is_the_vendors(name: str) -> None:
    schema, _, prop = name.partition(".")
    found = document().document["components"]["schemas"][schema]["properties"][prop]
    assert set(found["enum"]) == ENUMS[name]


@pytest.mark.parametrize("fact", FACTS, ids=lambda one: f"{one.method} {one.path}")
def test_the_sandbox_has_each_route_of_the_table(fact: Fact) -> None:
    routes = [
        (method, shape(route.path.replace("{version}", "3")))
        for module in app._ROUTES
        for route in module.router.routes
        if isinstance(route, APIRoute)
        for method in route.methods
    ]
    assert (fact.method, shape(fact.path)) in routes


def shape(path: str) -> str:
    return re.sub(r"\{[^/]+?\}", "{}", path)


def resolve(whole: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = whole["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return schema
