"""Wires the console's work pages: the board, pairs, deliveries, dead letters, held texts."""

from dataclasses import dataclass

from app.escalating import make_escalations_due
from app.foundation import Foundation
from app.repairs import make_reconciling
from app.services.comments import Comments
from app.services.console_board import Board
from app.services.dead_letters import DeadLetters, Rehearse
from app.services.delivery_lists import DeliveryLists
from app.services.held_texts import HeldTexts
from app.services.linking import Linking
from app.services.pair_pages import PairPages, Places
from app.services.work_pages import WorkPages


@dataclass(frozen=True, slots=True)
class Handling:
    """What the pages take from those who work on deliveries. `trial` sends nothing."""

    linking: Linking
    trial: Comments
    rehearse: Rehearse


def make_work(base: Foundation, handling: Handling) -> WorkPages:
    """Put them together."""
    store, clock, disclosure = base.store, base.clock, base.disclosure
    places = Places(base.zendesk_url, base.jira_site)
    return WorkPages(
        deliveries=DeliveryLists(store, clock),
        pairs=PairPages(store, handling.linking, make_reconciling(base), disclosure, clock, places),
        letters=DeadLetters(store, handling.rehearse, disclosure, clock),
        held=HeldTexts(store, handling.trial, disclosure, clock),
        board=Board(store, make_escalations_due(base), base.policies, clock, places),
    )
