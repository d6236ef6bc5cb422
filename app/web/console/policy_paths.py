"""Addresses of the pages of policies."""

from urllib.parse import quote


def draft_path(draft_id: str, file: str = "") -> str:
    """A draft at one of its files."""
    query = f"?file={quote(file, safe='')}" if file else ""
    return f"/console/policies/drafts/{draft_id}{query}"
