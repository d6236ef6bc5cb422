"""The port `PolicyVersions` in SQL."""

from app.store.scope import Scope


class SqlPolicyVersions:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
