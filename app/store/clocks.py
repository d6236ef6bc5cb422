"""The port `Clocks` in SQL."""

from app.store.scope import Scope


class SqlClocks:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
