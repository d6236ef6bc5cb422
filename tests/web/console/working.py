"""A console whose first page is real: its switch stops the services' sending."""

from app.services.console_standing import Standing
from tests.services.world import World as Services
from tests.web.console.support import ConsoleWorld
from tests.web.support import FakeHealth


class Working:
    """A console over the services, with a health that tests may change."""

    def __init__(self) -> None:
        self.services = Services()
        self.health = FakeHealth()
        services = self.services
        self.standing = Standing(services.modes, self.health, services.store, services.disclosure)
        self.world = ConsoleWorld(
            store=services.store, clock=services.clock, standing=self.standing
        )
