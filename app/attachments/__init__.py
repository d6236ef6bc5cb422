"""Files on their way across: what is cleared, what is announced instead (docs/attachments.md)."""
