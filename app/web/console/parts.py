"""What the console's pages are made of: the services behind them, wired in `app.consoling`."""

from dataclasses import dataclass

from app.web.console.entrance import Entrance
from app.web.console.prevention_service import Prevention
from app.web.console.standing import Standing


@dataclass(frozen=True)
class ConsoleParts:
    """One field for each service that pages use, typed by a protocol of `app.web.console`."""

    entrance: Entrance
    standing: Standing
    prevention: Prevention
