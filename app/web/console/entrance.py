"""What the door asks of the service that knows who may enter."""

from datetime import timedelta
from typing import Protocol

from app.ports_identity import SignInRound
from app.records_console import ConsolePerson
from app.services.console_entrance import Offers


class Entrance(Protocol):
    @property
    def offers(self) -> Offers:
        """The ways to sign in that are set up."""
        ...

    @property
    def life(self) -> timedelta:
        """How long a session lasts at most."""
        ...

    async def sign_in(self, name: str, password: str) -> str:
        """The id of a new session. Raises AccessRefused."""
        ...

    async def ask(self, asked: SignInRound) -> str:
        """Where the browser shall go to sign in. Raises AccessRefused, VendorError."""
        ...

    async def answered(self, asked: SignInRound, code: str) -> str:
        """The id of a new session. Raises AccessRefused, RoleRefused, VendorError."""
        ...

    async def resume(self, session_id: str) -> ConsolePerson | None:
        """Who holds this session, with the roles of this moment; None when it does not hold."""
        ...

    async def sign_out(self, session_id: str) -> None:
        """End this session; fine when there is none."""
        ...
