"""The port `Prevention` in SQL."""

from app.store.scope import Scope


class SqlPrevention:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
