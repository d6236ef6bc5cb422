"""Every page of the console: at which address it is looked at, by whom, and its picture's name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """`route` is the page's path in the application; `address` names one, with ids of the house.

    `ready` is what the page shows once it is whole; `picture` is its name in docs/pictures, and
    `compared` the part of it that does not hang on which pages were opened before.
    """

    route: str
    address: str
    who: str = "olga"
    ready: str = "h1"
    picture: str = ""
    compared: str = "body"

    @property
    def name(self) -> str:
        return self.route.removeprefix("/console").strip("/") or "start"


def _plain(path: str, picture: str = "", who: str = "olga") -> Room:
    return Room(path, path, who, picture=picture)


_DRAFT = "/console/policies/drafts/{draft}"
_CHECKED = "#check .badge"

ROOMS = (
    Room("/console", "/console", ready="[aria-labelledby=health] table", picture="console-start"),
    _plain("/console/sign-in", "console-sign-in", who="nobody"),
    _plain("/console/health"),
    _plain("/console/board", "console-board"),
    _plain("/console/pairs", "console-pairs"),
    Room("/console/pairs/{link_id}", "/console/pairs/{link}", picture="console-pair"),
    _plain("/console/deliveries", "console-deliveries"),
    Room("/console/deliveries/{delivery_id}", "/console/deliveries/{dead}"),
    _plain("/console/dead-letters", "console-dead-letters"),
    Room("/console/dead-letters/cause", "/console/dead-letters/cause?code=write-refused"),
    Room("/console/dead-letters/plan", "/console/dead-letters/plan?id={dead}",
         ready="article .card, article .notice"),
    Room("/console/dead-letters/{delivery_id}/plan", "/console/dead-letters/{dead}/plan"),
    _plain("/console/held", "console-held"),
    Room("/console/held/{delivery_id}", "/console/held/{held}"),
    _plain("/console/policies", "console-policies", who="ada"),
    Room("/console/policies/versions/{number}", "/console/policies/versions/1", "ada"),
    Room("/console/policies/drafts/{draft_id}", _DRAFT, "ada", _CHECKED),
    Room("/console/policies/drafts/{draft_id}/check", f"{_DRAFT}/check", "vera"),
    Room("/console/policies/drafts/{draft_id}/diff", f"{_DRAFT}/diff", "vera"),
    _plain("/console/weekly", "console-weekly"),
    _plain("/console/weekly/escalations"),
    _plain("/console/prevention", "console-prevention"),
    _plain("/console/prevention/new"),
    Room("/console/prevention/{number}", "/console/prevention/{action}"),
    _plain("/console/runbooks"),
    _plain("/console/runbooks/new"),
    _plain("/console/runbooks/pods"),
    Room("/console/runbooks/{number}", "/console/runbooks/{runbook}", picture="console-runbook"),
    Room("/console/runbooks/{number}/edit", "/console/runbooks/{draft_runbook}/edit"),
    _plain("/console/known-issues", "console-known-issues"),
    _plain("/console/known-issues/new"),
    Room("/console/known-issues/{number}", "/console/known-issues/{known}",
         picture="console-known-issue"),
    Room("/console/known-issues/{number}/edit", "/console/known-issues/{known}/edit"),
    _plain("/console/sync", "console-sync"),
    _plain("/console/sync/agenda", "console-agenda"),
    _plain("/console/ownership"),
    _plain("/console/accounts"),
    Room("/console/audit", "/console/audit", picture="console-audit", compared="main thead"),
    _plain("/console/settings", who="vera"),
)  # fmt: skip
NO_PAGES = {
    "/console/sign-in/provider",
    "/console/sign-in/answer",
    "/console/weekly/numbers.csv",
    "/console/sync/agenda.yaml",
}
"""Answers that lead elsewhere, or files."""
