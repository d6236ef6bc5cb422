"""What the console, the weekly numbers and the prevention loop need of a transaction."""

from typing import Protocol

from app.ports_audit import AuditPages
from app.ports_clocks import Clocks
from app.ports_history import History
from app.ports_policies import PolicyVersions
from app.ports_prevention import Prevention
from app.ports_sessions import ConsoleSessions
from app.ports_views import Views


class ConsoleTransaction(Protocol):
    """Repositories that only the console, reports and policies use."""

    @property
    def policies(self) -> PolicyVersions: ...
    @property
    def views(self) -> Views: ...
    @property
    def history(self) -> History: ...
    @property
    def prevention(self) -> Prevention: ...
    @property
    def clocks(self) -> Clocks: ...
    @property
    def audit_pages(self) -> AuditPages: ...
    @property
    def sessions(self) -> ConsoleSessions: ...
