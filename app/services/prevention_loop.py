"""The prevention loop's services, together."""

from dataclasses import dataclass

from app.services.drivers import TopDrivers
from app.services.known_issues import KnownIssues
from app.services.prevention import PreventionActions
from app.services.runbooks import Runbooks


@dataclass(frozen=True, slots=True)
class PreventionLoop:
    """What the console's pages of the loop are made of."""

    drivers: TopDrivers
    actions: PreventionActions
    runbooks: Runbooks
    known_issues: KnownIssues
