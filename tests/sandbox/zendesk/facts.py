"""What Zendesk's OpenAPI document says, in tables of our own, for machines that lack the document.

`ROUTES` is what each answer holds; `test_shapes.py` holds the sandbox to it everywhere and, where
the document stands beside the repository, holds the table to the document.
"""

from typing import NamedTuple

_ID_TIMES = frozenset({"id", "created_at", "updated_at"})

TICKET = _ID_TIMES | {
    *("url", "external_id", "via", "generated_timestamp", "type", "subject", "raw_subject"),
    *("description", "priority", "status", "requester_id", "submitter_id", "assignee_id"),
    *("organization_id", "group_id", "problem_id", "recipient", "has_incidents", "due_at"),
    *("tags", "custom_fields", "collaborator_ids", "follower_ids", "sharing_agreement_ids"),
    *("satisfaction_rating", "from_messaging_channel"),
}
STATUS_TICKET = TICKET | {"custom_status_id"}
UPDATED_TICKET = frozenset({"id", "custom_status_id", "requester_id", "status", "subject"})
COMMENT = frozenset(
    {
        *("id", "type", "author_id", "body", "public", "attachments", "audit_id"),
        *("created_at", "metadata"),
    }
)
AUDIT = frozenset({"id", "ticket_id", "author_id", "created_at", "events", "metadata", "via"})
FILE = frozenset({"id", "url", "file_name", "content_url", "content_type", "size", "thumbnails"})
FIELD = _ID_TIMES | {
    *("url", "type", "title", "raw_title", "title_in_portal", "raw_title_in_portal"),
    *("description", "raw_description", "agent_description", "position", "active", "required"),
    *("collapsed_for_agents", "regexp_for_validation", "visible_in_portal", "tag"),
    *("editable_in_portal", "required_in_portal"),
}
ORGANIZATION = _ID_TIMES | {
    *("url", "name", "details", "notes", "domain_names", "external_id", "group_id", "tags"),
    *("organization_fields", "shared_comments", "shared_tickets"),
}
CURRENT_USER = _ID_TIMES | {
    *("url", "name", "email", "role", "role_type", "custom_role_id", "active", "alias"),
    *("authenticity_token", "details", "external_id", "last_login_at", "locale", "locale_id"),
    *("moderator", "notes", "only_private_comments", "organization_id", "phone", "photo"),
    *("restricted_agent", "shared", "shared_agent", "signature", "suspended", "tags"),
    *("ticket_restriction", "time_zone", "user_fields", "verified"),
}
GROUP = _ID_TIMES | {"name", "is_public"}
MEMBERSHIP = _ID_TIMES | {"user_id", "group_id", "default"}
TRIGGERS = _ID_TIMES | {
    *("url", "title", "raw_title", "description", "active", "position", "conditions", "actions"),
}
TRIGGER = TRIGGERS | {"category_id"}
JOB = frozenset({"id", "url", "total", "progress", "status", "message", "results"})
CUSTOM_STATUS = _ID_TIMES | {
    *("status_category", "agent_label", "end_user_label", "description", "active", "default"),
    *("end_user_description", "raw_agent_label", "raw_end_user_label", "raw_description"),
    *("raw_end_user_description",),
}
PERSON = frozenset({"id", "name"})
COUNT = frozenset({"value", "refreshed_at"})
OFFSET = frozenset({"count", "next_page", "previous_page"})
CURSOR_EXPORT = frozenset(
    {"after_cursor", "after_url", "before_cursor", "before_url", "end_of_stream"}
)
TIME_EXPORT = frozenset({"count", "end_of_stream", "end_time", "next_page"})


class Route(NamedTuple):
    """An answer: the object or list under `key` has at least `keys`; `beside` stand beside it."""

    method: str
    template: str
    status: int
    key: str
    keys: frozenset[str]
    beside: frozenset[str] = frozenset()


_V2 = "/api/v2"
_TICKET = f"{_V2}/tickets/{{ticket_id}}"
_COMMENT = f"{_TICKET}/comments/{{ticket_comment_id}}"

ROUTES = (
    Route("GET", f"{_V2}/users/me", 200, "user", CURRENT_USER),
    Route("GET", f"{_V2}/users", 200, "users", PERSON),
    Route("GET", f"{_V2}/users/{{user_id}}", 200, "user", PERSON),
    Route("GET", f"{_V2}/users/show_many", 200, "users", PERSON),
    Route("GET", f"{_V2}/users/search", 200, "users", PERSON),
    Route("POST", f"{_V2}/users", 201, "user", PERSON | {"email", "role", "organization_id"}),
    Route("GET", f"{_V2}/organizations", 200, "organizations", ORGANIZATION, OFFSET),
    Route("GET", f"{_V2}/organizations/show_many", 200, "organizations", ORGANIZATION, OFFSET),
    Route("GET", f"{_V2}/organizations/{{organization_id}}", 200, "organization", ORGANIZATION),
    Route("POST", f"{_V2}/organizations", 201, "organization", ORGANIZATION),
    Route("GET", f"{_V2}/groups", 200, "groups", GROUP),
    Route("GET", f"{_V2}/groups/{{group_id}}", 200, "group", GROUP),
    Route("GET", f"{_V2}/group_memberships", 200, "group_memberships", MEMBERSHIP),
    Route("GET", f"{_V2}/ticket_fields", 200, "ticket_fields", FIELD),
    Route("POST", f"{_V2}/ticket_fields", 201, "ticket_field", FIELD),
    Route("GET", f"{_V2}/ticket_fields/{{ticket_field_id}}", 200, "ticket_field", FIELD),
    Route("PUT", f"{_V2}/ticket_fields/{{ticket_field_id}}", 200, "ticket_field", FIELD),
    Route("GET", f"{_V2}/custom_statuses", 200, "custom_statuses", CUSTOM_STATUS),
    Route("GET", f"{_V2}/tickets", 200, "tickets", STATUS_TICKET),
    Route("POST", f"{_V2}/tickets", 201, "ticket", STATUS_TICKET),
    Route("GET", f"{_V2}/tickets/show_many", 200, "tickets", STATUS_TICKET),
    Route("GET", f"{_V2}/tickets/count", 200, "count", COUNT),
    Route("GET", _TICKET, 200, "ticket", STATUS_TICKET),
    Route("PUT", _TICKET, 200, "ticket", UPDATED_TICKET, frozenset({"audit"})),
    Route("GET", f"{_TICKET}/comments", 200, "comments", COMMENT),
    Route("GET", f"{_TICKET}/comments/count", 200, "count", COUNT),
    Route("GET", f"{_TICKET}/audits", 200, "audits", AUDIT, OFFSET),
    Route("GET", f"{_TICKET}/audits/{{ticket_audit_id}}", 200, "audit", AUDIT),
    Route("POST", f"{_TICKET}/merge", 200, "job_status", JOB),
    Route("PUT", f"{_COMMENT}/redact", 200, "comment", frozenset({"id", "plain_body", "type"})),
    Route(
        "PUT",
        f"{_TICKET}/comments/{{comment_id}}/attachments/{{attachment_id}}/redact",
        200,
        "attachment",
        FILE,
    ),
    Route(
        "PUT",
        f"{_V2}/comment_redactions/{{ticket_comment_id}}",
        200,
        "comment",
        frozenset({"id", "author_id", "plain_body", "public", "type", "attachments"}),
    ),
    Route("POST", f"{_V2}/uploads", 201, "upload", frozenset({"token", "attachment"})),
    Route("GET", f"{_V2}/attachments/{{attachment_id}}", 200, "attachment", FILE),
    Route("GET", f"{_V2}/triggers", 200, "triggers", TRIGGERS, OFFSET),
    Route("POST", f"{_V2}/triggers", 201, "trigger", TRIGGER),
    Route("GET", f"{_V2}/triggers/{{trigger_id}}", 200, "trigger", TRIGGER),
    Route("PUT", f"{_V2}/triggers/{{trigger_id}}", 200, "trigger", TRIGGER),
    Route("GET", f"{_V2}/job_statuses/{{job_status_id}}", 200, "job_status", JOB),
    Route("GET", f"{_V2}/incremental/tickets/cursor", 200, "tickets", TICKET, CURSOR_EXPORT),
    Route("GET", f"{_V2}/incremental/tickets", 200, "tickets", TICKET, TIME_EXPORT),
    Route(
        "GET",
        f"{_V2}/deleted_tickets",
        200,
        "deleted_tickets",
        frozenset({"id", "subject", "actor", "deleted_at", "previous_state"}),
        OFFSET,
    ),
    Route("DELETE", f"{_V2}/deleted_tickets/{{ticket_id}}", 200, "job_status", JOB),
)

ENUMERATIONS = {
    ("TicketObject", "status"): ("new", "open", "pending", "hold", "solved", "closed"),
    ("TicketObject", "priority"): ("urgent", "high", "normal", "low"),
    ("TicketObject", "type"): ("problem", "incident", "question", "task"),
}
"""(schema, property) to the values that the document allows."""

NULLABLE = frozenset(
    {
        *("assignee_id", "group_id", "organization_id", "problem_id", "brand_id"),
        *("ticket_form_id", "forum_topic_id", "external_id", "priority", "type", "recipient"),
        *("satisfaction_rating", "value", "width", "height", "default_group_id", "last_login_at"),
    }
)
"""Answered with null when unset, as captured payloads show; the document does not say so."""

QUERIES = frozenset({"include", "filename", "token", "page", "per_page", "sort", "sort_order"}) | {
    *("page[size]", "page[after]", "page[before]"),
}
"""Query parameters that the document's prose describes and its parameter lists lack."""
