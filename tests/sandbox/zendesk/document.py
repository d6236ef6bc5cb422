"""The vendor's OpenAPI document of Zendesk Support, and where it is known to be wrong."""

from functools import lru_cache

from tests.sandbox.openapi import VendorDocument
from tests.sandbox.zendesk.facts import NULLABLE, QUERIES
from tests.shared_data import shared_path


def zendesk_document() -> VendorDocument:
    """Return the document; the calling test is skipped, by name, where it is absent."""
    return _loaded(str(shared_path("openapi/zendesk-support-oas.yaml")))


@lru_cache
def _loaded(_path: str) -> VendorDocument:
    return VendorDocument(
        shared_path("openapi/zendesk-support-oas.yaml"),
        nullable=NULLABLE,
        free=frozenset({"user_fields", "organization_fields"}),
        queries=QUERIES,
        # The value of a field on a ticket is {id, value}; the document points to the definition of
        # a custom object's field.
        relaxed=frozenset({"CustomFieldObject"}),
        # Its answer is described as that of ticket_metric_events; the route's prose is right.
        unlike=frozenset({"/api/v2/incremental/ticket_events"}),
    )
