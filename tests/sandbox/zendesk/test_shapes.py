"""Each answer of the sandbox has the vendor's shape: by our table and by its own document."""

import re
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from connectors.sandbox.zendesk import model
from connectors.sandbox.zendesk.app import create_app
from connectors.sandbox.zendesk.config import Limits, ZendeskSandboxConfig
from tests.sandbox.openapi import VendorDocument
from tests.sandbox.zendesk.conftest import LOGIN
from tests.sandbox.zendesk.document import zendesk_document
from tests.sandbox.zendesk.facts import ENUMERATIONS, ROUTES, Route
from tests.sandbox.zendesk.tour import Exchange, walk

# Routes that the document lacks or describes without a body.
UNCOVERED = {("DELETE", "/api/v2/tickets/2")}


@pytest.fixture
async def exchanges() -> list[Exchange]:
    limits = Limits(updates_per_ticket=500)
    app: FastAPI = create_app(ZendeskSandboxConfig(export_lag_seconds=0, limits=limits))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://desk.test", auth=LOGIN
    ) as client:
        return await walk(client)


async def test_every_answer_has_what_our_table_says(exchanges: list[Exchange]) -> None:
    unseen = set(ROUTES)
    for exchange in exchanges:
        for route in [route for route in ROUTES if _is_of(exchange, route)]:
            unseen.discard(route)
            assert _lacks(exchange.body, route) == set(), f"{exchange.method} {exchange.path}"
    assert unseen == set()


async def test_every_exchange_agrees_with_the_vendors_document(exchanges: list[Exchange]) -> None:
    document = zendesk_document()
    uncovered = set()
    for said in exchanges:
        if not document.check_response(said.method, said.path, said.status, said.body):
            uncovered.add((said.method, said.path))
        assert document.check_request(said.method, said.path, said.query, said.sent)
    assert uncovered == UNCOVERED


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.template}")
def test_our_table_agrees_with_the_vendors_document(route: Route) -> None:
    document = zendesk_document()
    example = _example(document, route)
    assert route.beside <= set(example)
    values = example[route.key] if isinstance(example[route.key], list) else [example[route.key]]
    for value in values:
        assert route.keys <= set(value)


def test_our_enumerations_are_the_documents() -> None:
    schemas = zendesk_document().document["components"]["schemas"]
    for (schema, name), values in ENUMERATIONS.items():
        assert schemas[schema]["properties"][name]["enum"] == list(values)


def test_the_sandbox_knows_the_vendors_values_and_no_others() -> None:
    assert set(ENUMERATIONS["TicketObject", "status"]) == set(model.STATUSES)
    assert set(ENUMERATIONS["TicketObject", "priority"]) == set(model.PRIORITIES)
    assert set(ENUMERATIONS["TicketObject", "type"]) == set(model.TYPES)


def test_an_answer_that_is_too_poor_for_the_vendors_example_is_found() -> None:
    document = zendesk_document()
    with pytest.raises(AssertionError, match="in the vendor's example, not in the body"):
        document.check_response("GET", "/api/v2/tickets/1", 200, {"ticket": {}})


def test_an_answer_of_the_wrong_type_is_found() -> None:
    document = zendesk_document()
    with pytest.raises(AssertionError, match="not of type"):
        document.check_response("GET", "/api/v2/tickets/count", 200, {"count": {"value": "1"}})


def _is_of(exchange: Exchange, route: Route) -> bool:
    pattern = re.sub(r"\\\{[a-z_]+\\\}", r"\\w+", re.escape(route.template))
    literal = "{" in route.template and any(
        other.template == exchange.path for other in ROUTES if other.method == exchange.method
    )
    same = (exchange.method, exchange.status) == (route.method, route.status)
    return same and not literal and bool(re.fullmatch(pattern, exchange.path))


def _lacks(body: Any, route: Route) -> set[str]:
    missing = set(route.beside | {route.key}) - set(body)
    if missing:
        return missing
    items = body[route.key] if isinstance(body[route.key], list) else [body[route.key]]
    assert items, "an empty list shows nothing"
    return set().union(*(route.keys - set(item) for item in items))


def _example(document: VendorDocument, route: Route) -> Any:
    path = re.sub(r"\{[a-z_]+\}", "1", route.template)
    assert document.route(route.method, path) == route.template
    media = document.media(route.method, path, route.status)
    assert media
    return document.examples(media)[0]
