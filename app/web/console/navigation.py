"""The console's areas, in the order in which they are shown. A page adds its line here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    name: str
    href: str

    def holds(self, path: str) -> bool:
        """Whether the page at this path belongs to the area."""
        return path == self.href or (path.startswith(f"{self.href}/") and self.href != "/console")


# Start, Board, Policies, Pairs, Deliveries, Dead letters, Held, Weekly, Prevention, Runbooks,
# Known issues, Sync, Audit, Settings
AREAS = (
    Area("Start", "/console"),
    Area("Board", "/console/board"),
    Area("Pairs", "/console/pairs"),
    Area("Deliveries", "/console/deliveries"),
    Area("Dead letters", "/console/dead-letters"),
    Area("Held", "/console/held"),
    Area("Policies", "/console/policies"),
    Area("Weekly", "/console/weekly"),
    Area("Prevention", "/console/prevention"),
    Area("Runbooks", "/console/runbooks"),
    Area("Known issues", "/console/known-issues"),
    Area("Sync", "/console/sync"),
    Area("Audit", "/console/audit"),
    Area("Settings", "/console/settings"),
)
