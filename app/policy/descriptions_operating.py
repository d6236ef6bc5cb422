"""What an editor says of the keys that tell how escalations are worked."""

OPERATING: dict[str, dict[str, str]] = {
    "SilencePolicy": {
        "hours": "By severity, for how many hours the customer may hear nothing.",
        "otherwise": "The same for a severity that is not listed, or not chosen.",
        "soon_minutes": "So long before an update is due, agents are reminded.",
        "day_ends": "When a promise for a day without a time is due, in UTC: 17:00.",
        "answered": "Statuses of the issue in which engineering has said what it had to say.",
        "examples": "Clocks that the linter reads.",
    },
    "SilenceExample": {
        "severity": "The severity of the example.",
        "hours": "So many hours after the last update …",
        "state": "… the clock shows fine, soon or overdue.",
    },
    "SyncPolicy": {
        "most": "The agenda has so many cases at most.",
        "urgent": "Severities whose cases come first.",
        "ask_item": "The packet item that asks engineering something.",
        "attendees": "Roles or teams that attend.",
    },
    "AccountsPolicy": {
        "strategic": "Ids of Zendesk organizations that get a weekly summary.",
    },
    "OwnershipPolicy": {
        "ticket_field": "The ticket field, by title or id, whose value is the component.",
        "components": "The field's values, with what people call them.",
        "teams": "The teams by key, with what each owns.",
        "default": "The team that owns what no other does.",
        "examples": "A value of the field, and the team that must own it.",
    },
    "TeamPolicy": {
        "label": "What people call the team.",
        "components": "What it owns, of `components`.",
        "jira_component": "The component that a new issue gets.",
        "jira_assignee": "The account id that a new issue is assigned to.",
        "jira_fields": "Fields, by name or id, that a new issue gets, with their values.",
        "contacts": "Whom to turn to, by severity: a role, a rota or a channel.",
    },
}
