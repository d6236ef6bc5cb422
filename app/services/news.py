"""Which of a pair's comments may have a first copy, as far as the time of their writing tells."""

from dataclasses import dataclass
from datetime import datetime

from app.model import System, TicketLink
from app.ports import Transaction
from app.services.modes import ShadowSpan, load_shadow_span


@dataclass(frozen=True, slots=True)
class News:
    """`since` is when the link was made, or made again; `whole` says that of the ticket the older
    ones cross too, `ours` the same of the issue. `shadow` is the time of which nothing is sent
    unless an operator asks for it.
    """

    since: datetime
    whole: bool
    shadow: ShadowSpan | None = None
    ours: bool = False

    def oldest(self, source: System) -> datetime | None:
        """What was written before then stays where it is; None where nothing is too old."""
        whole = self.whole if source is System.ZENDESK else self.ours
        return None if whole else self.since

    def takes(self, source: System, written: datetime) -> bool:
        """Whether a comment of that moment crosses though nobody tells of it now."""
        oldest = self.oldest(source)
        old = oldest is not None and written < oldest
        return not old and not (self.shadow is not None and self.shadow.holds(written))


def history_fact(link_id: str) -> str:
    """The name of the fact that says which older comments of this link were to be copied."""
    return f"history:{link_id}"


def ours_fact(link_id: str) -> str:
    """The name of the fact that says that the issue was made for this ticket, by us: nothing on it
    is older than the escalation, though the link is stored a little later."""
    return f"ours:{link_id}"


def remade_fact(link_id: str) -> str:
    """The name of the fact that says when a link that had ended was made again."""
    return f"remade:{link_id}"


def load_news(tx: Transaction, link: TicketLink, history: str) -> News:
    """As it holds for a link; `history` is the policy's, where nothing was said for this one."""
    remade = tx.facts.get(remade_fact(link.id))
    since = datetime.fromisoformat(remade) if remade else link.created_at
    said = tx.facts.get(history_fact(link.id)) or history
    ours = remade is None and tx.facts.get(ours_fact(link.id)) is not None
    return News(since, said in ("all", "copy"), load_shadow_span(tx), ours)
