"""The port `Views` in SQL."""

from app.store.scope import Scope


class SqlViews:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
