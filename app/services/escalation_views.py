"""Open escalations as the board and the sidebar show them: ids, policy words and times."""

from datetime import datetime

from app.model import Model
from app.sync.silence import SilenceState


class DueEscalation(Model):
    """An open escalation. `owner` is the owning team's label in the policy; empty for none.

    `silent_since` is the customer's last public update, or the escalation's beginning while there
    was none (`was_told` False). `due_at` is when they must hear from us.
    """

    link_id: str
    ticket_id: int
    issue_key: str
    severity: str | None
    owner: str
    assigned: bool
    blocked_on: str
    next_action: str
    was_told: bool
    silent_since: datetime
    promised_at: datetime | None
    due_at: datetime
    state: SilenceState
