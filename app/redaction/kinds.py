"""The kinds of private things that the detectors can find, by whose they are."""

CUSTOMER_CONTEXT = frozenset(
    {
        "customer_person",
        "customer_contact",
        "customer_organization",
        "customer_term",
        "customer_phone",
        "customer_host",
    }
)
"""The pair's own customer, known from the context."""

PEOPLE_CONTEXT = frozenset({"support_person", "engineer_person", "other_customer"})
"""Others whom the context names."""

PERSONAL = frozenset(
    {
        "person_name",
        "mentioned_person",
        "writer_organization",
        "writer_site",
        "email",
        "phone",
        "card",
        "iban",
        "bank_account",
        "crypto_address",
        "price",
        "other_price",
        "national_id",
        "tax_number",
        "passport",
        "driving_licence",
        "ip_address",
        "mac_address",
        "device_id",
        "session_id",
        "vehicle",
        "account_id",
        "postal_address",
        "birth_date",
        "health",
        "handle",
    }
)
"""What belongs to people wherever it stands; the pair's own may be shown to the customer."""

SECRETS = frozenset({"credential", "private_key", "password", "encoded_text"})
"""What no audience sees."""

ENGINEERING = frozenset(
    {
        "stack_trace",
        "log_line",
        "source_path",
        "file_path",
        "internal_host",
        "internal_url",
        "internal_address",
        "repository",
        "commit",
        "branch",
        "build",
        "issue_key",
        "feature_flag",
        "sql",
        "config_key",
        "environment",
        "team",
        "security_finding",
        "roadmap",
        "remark",
    }
)
"""What engineering keeps to itself."""

ENTITIES = CUSTOMER_CONTEXT | PEOPLE_CONTEXT | PERSONAL | SECRETS | ENGINEERING
"""Every kind that a policy must have a rule for."""

_OWN_PLACES = frozenset({"other_customer", "internal_url", "internal_host", "environment"})
_CUSTOMER_PEOPLE = ("customer_person", "customer_contact")
SHIELDS = {
    **dict.fromkeys(CUSTOMER_CONTEXT, PERSONAL | _OWN_PLACES),
    **dict.fromkeys(_CUSTOMER_PEOPLE, PERSONAL | _OWN_PLACES | {"engineer_person"}),
    "support_person": frozenset({"person_name", "mentioned_person", "other_customer"}),
    "engineer_person": frozenset({"person_name", "mentioned_person", "other_customer"}),
    "build": frozenset({"ip_address", "phone", "account_id"}),
    "commit": frozenset({"phone", "card", "account_id"}),
}
"""What an allowed kind also says of a find inside it: that it is not what it looks like, or is the
pair's own."""

SAME_AS = {
    "customer_phone": "phone",
    "writer_organization": "customer_organization",
    "writer_site": "customer_host",
}
"""Kinds that are one in the pair's table, so that an entity has one placeholder however found."""
