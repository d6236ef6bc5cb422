"""Keys and tokens of services, wherever they stand; what passwords are is in `passwords`, and in
`password_asides` where they stand apart from their word."""

from app.redaction.detectors import (
    connections,
    cued_tokens,
    headers,
    key_blocks,
    login_pairs,
    password_asides,
    tokens,
)

PATTERNS = (
    *tokens.PATTERNS,
    *cued_tokens.PATTERNS,
    *headers.PATTERNS,
    *connections.PATTERNS,
    *key_blocks.PATTERNS,
    *password_asides.PATTERNS,
    *login_pairs.PATTERNS,
)
