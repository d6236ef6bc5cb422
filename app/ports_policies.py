"""Policy versions, drafts and approvals."""

from typing import Protocol


class PolicyVersions(Protocol):
    """Policy versions, drafts and approvals."""
