"""People at work on both sides, with a seed: they write, edit, delete, redact and change fields.

Every text is told apart by its number and carries a private value; what must stand on the other
side in the end is kept here, and nothing of it comes from the service.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from app.demo.actors import paragraph
from app.demo.private import Secret
from tests.e2e.support import Pair
from tests.faults.ground import Ground

CUSTOMER_SECRETS = (
    Secret("e-mail", "o.vandersteen@quayside-mills.example"),
    Secret("phone", "+44 20 7946 0733"),
    Secret("card", "4539 1488 0343 6467"),
    Secret("iban", "GB33 BUKB 2020 1555 5555 55"),
)
"""Must not reach Jira, the logs or the database."""
ENGINEER_SECRETS = (
    Secret("host", "ledger-db-17.prod.internal"),
    Secret("e-mail", "p.achterberg@sluiswachter.example"),
)
"""Must not reach Zendesk, the logs or the database."""
REDACTED_WORD = "umbrella"
"""What is redacted from a ticket's comment by an agent."""
PRIORITIES = ("low", "normal", "high", "urgent")


@dataclass
class Said:
    """A comment that somebody wrote; `take` counts its versions, `changes` its webhooks.

    `removed` is of an issue's comment, `cleaned` of a ticket's from which a word was redacted.
    """

    number: int
    system: str
    pair: Pair
    comment: str = ""
    take: int = 1
    removed: bool = False
    cleaned: bool = False
    events: int = 1

    @property
    def token(self) -> str:
        """What stands in every version of the text and in no other text."""
        return f"sample {self.number} of the set,"

    @property
    def version(self) -> str:
        return f"take {self.take}."

    def text(self, secret: str) -> str:
        word = "" if self.cleaned else f" Note the {REDACTED_WORD}."
        return f"Look at {self.token} {self.version} See {secret} for more.{word}"


@dataclass
class People:
    """Everyone on both sides. `rate` is actions a second, of all together."""

    ground: Ground
    pairs: list[Pair]
    rng: random.Random
    rate: float
    said: list[Said] = field(default_factory=list)
    actions: int = 0

    async def work(self, stop: asyncio.Event) -> None:
        """Act until told to stop; one action at a time, each as soon as it is due."""
        while not stop.is_set():
            await self.act()
            await asyncio.sleep(self.rng.expovariate(self.rate))

    async def act(self) -> None:
        """One action of someone, chosen by chance."""
        await self.rng.choices(self._choices, weights=(6, 6, 2, 1, 1, 1))[0]()
        self.actions += 1

    @property
    def _choices(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        return (
            self.customer_writes, self.engineer_writes, self.engineer_edits,
            self.engineer_deletes, self.agent_redacts, self.change_field,
        )  # fmt: skip

    async def customer_writes(self) -> None:
        said = self._say("zendesk")
        text = said.text(self.rng.choice(CUSTOMER_SECRETS).value)
        ticket = said.pair.ticket
        helpdesk = self.ground.helpdesk
        await helpdesk.comment(ticket, text, self.ground.requester, public=True)
        comments = self.ground.zendesk.state.desk.tickets[ticket].comments
        said.comment = str(next(one.id for one in comments if said.token in one.body))

    async def engineer_writes(self) -> None:
        said = self._say("jira")
        text = said.text(self.rng.choice(ENGINEER_SECRETS).value)
        said.comment = await self.ground.engineer.comment(said.pair.issue, [paragraph(text)])

    async def engineer_edits(self) -> None:
        said = self._someone("jira")
        if said is None:
            return
        said.take += 1
        said.events += 1
        text = said.text(self.rng.choice(ENGINEER_SECRETS).value)
        issue = said.pair.issue
        await self.ground.engineer.edit_comment(issue, said.comment, [paragraph(text)])

    async def engineer_deletes(self) -> None:
        said = self._someone("jira")
        if said is None:
            return
        said.removed = True
        said.events += 1
        await self.ground.engineer.delete_comment(said.pair.issue, said.comment)

    async def agent_redacts(self) -> None:
        said = self._someone("zendesk")
        if said is None or said.cleaned:
            return
        said.cleaned = True
        said.events += 1
        place = f"/tickets/{said.pair.ticket}/comments/{said.comment}/redact"
        await self.ground.agent.call("PUT", place, {"text": REDACTED_WORD})

    async def change_field(self) -> None:
        pair = self.rng.choice(self.pairs)
        change = {"ticket": {"priority": self.rng.choice(PRIORITIES)}}
        await self.ground.agent.call("PUT", f"/tickets/{pair.ticket}", change)

    def _say(self, system: str) -> Said:
        said = Said(len(self.said) + 1, system, self.rng.choice(self.pairs))
        self.said.append(said)
        return said

    def _someone(self, system: str) -> Said | None:
        """A comment of this side that still stands."""
        open_ones = [one for one in self.said if one.system == system and not one.removed]
        return self.rng.choice(open_ones) if open_ones else None
