"""Keys and tokens of services, wherever they stand; what passwords are is in `passwords`."""

from app.redaction.detectors import connections, cued_tokens, headers, key_blocks, tokens

PATTERNS = (
    *tokens.PATTERNS,
    *cued_tokens.PATTERNS,
    *headers.PATTERNS,
    *connections.PATTERNS,
    *key_blocks.PATTERNS,
)
