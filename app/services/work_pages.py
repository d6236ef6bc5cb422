"""What the console's work pages are made of."""

from dataclasses import dataclass

from app.services.console_board import Board
from app.services.dead_letters import DeadLetters
from app.services.delivery_lists import DeliveryLists
from app.services.held_texts import HeldTexts
from app.services.pair_pages import PairPages


@dataclass(frozen=True, slots=True)
class WorkPages:
    """The services behind the work pages."""

    deliveries: DeliveryLists
    pairs: PairPages
    letters: DeadLetters
    held: HeldTexts
    board: Board
