"""Who may use which route: a line for each route of the whole application.

A route that has no line here, and a line that has no route, fail `test_roles`.
"""

from typing import Literal

from app.records_console import ConsoleRole

Door = Literal["open", "agent", "webhook", "gate", "operator"]
"""How routes outside the console are guarded. `open` asks for nothing, or asks by itself."""

ANY = frozenset(ConsoleRole)
OPERATOR = frozenset({ConsoleRole.OPERATOR})
EDITOR = frozenset({ConsoleRole.POLICY_EDITOR})
APPROVER = frozenset({ConsoleRole.APPROVER})

OUTSIDE: dict[str, Door] = {
    "GET /api/tickets/{ticket_id}/customer-update": "agent",
    "GET /api/tickets/{ticket_id}/gate": "agent",
    "GET /api/tickets/{ticket_id}/stuck": "agent",
    "GET /api/tickets/{ticket_id}/stuck/{delivery_id}": "agent",
    "GET /api/tickets/{ticket_id}/suspects": "agent",
    "GET /health/live": "open",
    "GET /health/ready": "open",
    "GET /metrics": "operator",
    "GET /sidebar": "open",
    "GET /sidebar/preview": "open",
    "GET /sidebar/tickets/{ticket_id}": "agent",
    "GET /sidebar/tickets/{ticket_id}/clock": "agent",
    "GET /sidebar/tickets/{ticket_id}/known-issues": "agent",
    "GET /sidebar/tickets/{ticket_id}/status": "agent",
    "GET /sidebar/tickets/{ticket_id}/stuck": "agent",
    "GET /sidebar/tickets/{ticket_id}/stuck/{delivery_id}": "agent",
    "GET /sidebar/tickets/{ticket_id}/suspects": "agent",
    "GET /sidebar/tickets/{ticket_id}/update": "agent",
    "POST /api/session/logout": "agent",
    "POST /api/tickets/{ticket_id}/customer-update": "agent",
    "POST /api/tickets/{ticket_id}/escalate": "agent",
    "POST /api/tickets/{ticket_id}/links": "agent",
    "POST /api/tickets/{ticket_id}/preview": "agent",
    "POST /api/tickets/{ticket_id}/stuck/{delivery_id}/discard": "agent",
    "POST /api/tickets/{ticket_id}/stuck/{delivery_id}/release": "agent",
    "POST /api/tickets/{ticket_id}/stuck/{delivery_id}/retry": "agent",
    "POST /api/tickets/{ticket_id}/waiver": "agent",
    "POST /gate/jira/transition": "gate",
    "POST /sidebar": "agent",
    "POST /sidebar/logout": "agent",
    "POST /sidebar/tickets/{ticket_id}/escalate": "agent",
    "POST /sidebar/tickets/{ticket_id}/known-issues/{number}/insert": "agent",
    "POST /sidebar/tickets/{ticket_id}/links": "agent",
    "POST /sidebar/tickets/{ticket_id}/packet/draft": "agent",
    "POST /sidebar/tickets/{ticket_id}/packet/judge": "agent",
    "POST /sidebar/tickets/{ticket_id}/preview": "agent",
    "POST /sidebar/tickets/{ticket_id}/stuck/{delivery_id}/discard": "agent",
    "POST /sidebar/tickets/{ticket_id}/stuck/{delivery_id}/release": "agent",
    "POST /sidebar/tickets/{ticket_id}/stuck/{delivery_id}/retry": "agent",
    "POST /sidebar/tickets/{ticket_id}/update": "agent",
    "POST /sidebar/tickets/{ticket_id}/waiver": "agent",
    "POST /webhooks/jira": "webhook",
    "POST /webhooks/jira/{path_token}": "webhook",
    "POST /webhooks/zendesk": "webhook",
    "PUT /api/tickets/{ticket_id}/packet": "agent",
    "PUT /sidebar/tickets/{ticket_id}/packet": "agent",
}

CONSOLE: dict[str, frozenset[ConsoleRole] | Literal["open"]] = {
    "GET /console": ANY,
    "GET /console/health": ANY,
    "GET /console/audit": ANY,
    "GET /console/settings": ANY,
    "POST /console/stop": OPERATOR,
    "POST /console/start": OPERATOR,
    "GET /console/sign-in": "open",
    "POST /console/sign-in": "open",
    "GET /console/sign-in/provider": "open",
    "GET /console/sign-in/answer": "open",
    "POST /console/sign-out": ANY,
    "POST /console/scheme": ANY,
    "GET /console/weekly": ANY,
    "GET /console/weekly/numbers.csv": ANY,
    "GET /console/weekly/escalations": ANY,
    "POST /console/weekly/line": OPERATOR,
    "POST /console/weekly/escalations/cause": OPERATOR,
    "GET /console/prevention": ANY,
    "GET /console/prevention/new": OPERATOR,
    "POST /console/prevention/new": OPERATOR,
    "GET /console/prevention/{number}": ANY,
    "POST /console/prevention/{number}": OPERATOR,
    "POST /console/prevention/{number}/settle": OPERATOR,
    "GET /console/runbooks": ANY,
    "GET /console/runbooks/new": OPERATOR,
    "POST /console/runbooks/new": OPERATOR,
    "GET /console/runbooks/pods": ANY,
    "POST /console/runbooks/pods": OPERATOR,
    "POST /console/runbooks/pods/remove": OPERATOR,
    "GET /console/runbooks/{number}": ANY,
    "GET /console/runbooks/{number}/edit": OPERATOR,
    "POST /console/runbooks/{number}": OPERATOR,
    "POST /console/runbooks/{number}/review": OPERATOR | APPROVER,
    "GET /console/known-issues": ANY,
    "GET /console/known-issues/new": OPERATOR,
    "POST /console/known-issues/new": OPERATOR,
    "POST /console/known-issues/preview": OPERATOR,
    "GET /console/known-issues/{number}": ANY,
    "GET /console/known-issues/{number}/edit": OPERATOR,
    "POST /console/known-issues/{number}": OPERATOR,
    "POST /console/known-issues/{number}/state": OPERATOR,
    "GET /console/sync": ANY,
    "GET /console/sync/agenda": ANY,
    "GET /console/sync/agenda.yaml": ANY,
    "POST /console/sync/notes": OPERATOR,
    "GET /console/ownership": ANY,
    "GET /console/accounts": ANY,
}
"""Of an area, its routes stand together."""
