"""Keys and tokens of services, wherever they stand; what passwords are is in `passwords`."""

from app.redaction.detectors import connections, cued_tokens, headers, key_blocks, tokens
from app.redaction.detectors.broken_lines import over_lines

PATTERNS = (
    *over_lines(
        (
            *tokens.PATTERNS,
            *cued_tokens.PATTERNS,
            *headers.PATTERNS,
            *connections.PATTERNS,
        )
    ),
    *key_blocks.PATTERNS,
)
