"""The port `History` in SQL."""

from app.store.scope import Scope


class SqlHistory:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
