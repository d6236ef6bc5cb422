"""`airlock links …` and `airlock deadletters …`."""

from collections.abc import Sequence
from typing import Annotated

import typer

from app.bootstrap import Service, open_service
from app.cli.output import Exit, console, print_json, print_table, run, settings
from app.errors import NotStored
from app.model import TicketLink
from app.ports import Transaction
from app.records import AuditEntry, Delivery, DeliveryState
from app.settings import Settings

links_app = typer.Typer(help="Which ticket is linked to which issue.", no_args_is_help=True)
letters_app = typer.Typer(help="Deliveries that wait for a person.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="JSON lines on stdout.")]
AsObject = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
LinkId = Annotated[str, typer.Argument(help="The link's id, as `airlock links list` shows it.")]
DeliveryId = Annotated[str, typer.Argument(help="The delivery's id.")]
BY = "command line"


def register(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(links_app, name="links")
    app.add_typer(letters_app, name="deadletters")


@links_app.command("list")
def list_links(as_json: AsJson = False) -> None:
    """List all links.

    Example: airlock links list --json
    """
    links = run(_list_links(settings()))
    if as_json:
        for link in links:
            print_json(link.model_dump(mode="json"))
        return
    rows = [(link.id, str(link.ticket_id), link.issue_key, link.state.value) for link in links]
    print_table("links", ("id", "ticket", "issue", "state"), rows)


async def _list_links(config: Settings) -> Sequence[TicketLink]:
    async with open_service(config) as service:
        found: list[TicketLink] = []
        while page := await _page(service, found[-1].id if found else None):
            found.extend(page)
        return found


async def _page(service: Service, after: str | None) -> Sequence[TicketLink]:
    return await service.store.read(lambda tx: tx.links.all(after=after))


@links_app.command()
def add(
    ticket: Annotated[int, typer.Argument(help="The ticket's number.")],
    issue: Annotated[str, typer.Argument(help="The issue's key.")],
    as_json: AsObject = False,
) -> None:
    """Link a ticket and an issue; doing it again changes nothing.

    Example: airlock links add 4711 ENG-42
    """
    link = run(_add(settings(), ticket, issue))
    if as_json:
        print_json(link.model_dump(mode="json"))
    console.print(f"ticket {ticket} and {link.issue_key} are linked as {link.id}")


async def _add(config: Settings, ticket: int, issue: str) -> TicketLink:
    async with open_service(config) as service:
        return await service.linking.link(ticket, issue, by=BY)


@links_app.command()
def remove(link: LinkId, as_json: AsObject = False) -> None:
    """Forget a link; the copies stay where they are.

    Example: airlock links remove LINK
    """
    _tell(run(_change(settings(), "remove", link)), "removed", as_json=as_json)


@links_app.command()
def pause(link: LinkId, as_json: AsObject = False) -> None:
    """Keep what arrives for a link and send nothing.

    Example: airlock links pause LINK
    """
    _tell(run(_change(settings(), "pause", link)), "paused", as_json=as_json)


@links_app.command()
def resume(link: LinkId, as_json: AsObject = False) -> None:
    """Go on with a paused link.

    Example: airlock links resume LINK
    """
    _tell(run(_change(settings(), "resume", link)), "resumed", as_json=as_json)


def _tell(link: TicketLink, done: str, *, as_json: bool) -> None:
    """The link as it stands now: one that is away stays away when it is paused or resumed."""
    if as_json:
        print_json(link.model_dump(mode="json"))
    console.print(f"{link.id}: {done}, {link.state.value} now")


async def _change(config: Settings, what: str, link: str) -> TicketLink:
    async with open_service(config) as service:
        changes = {
            "remove": service.linking.remove,
            "pause": service.linking.pause,
            "resume": service.linking.resume,
        }
        await changes[what](link, by=BY)
        found = await service.store.read(lambda tx: tx.links.get(link))
        if found is None:
            raise NotStored(f"There is no link {link}; `airlock links list` shows them.")
        return found


@letters_app.command("list")
def list_letters(as_json: AsJson = False) -> None:
    """List what is parked or held, oldest first, with the reason.

    Example: airlock deadletters list
    """
    letters = run(_letters(settings()))
    if as_json:
        for letter in letters:
            print_json(letter.model_dump(mode="json"))
        return
    rows = [
        (one.id, one.state.value, one.lane, one.event.kind.value, one.reason or "")
        for one in letters
    ]
    print_table("dead letters", ("id", "state", "lane", "event", "reason"), rows)


async def _letters(config: Settings) -> Sequence[Delivery]:
    async with open_service(config) as service:
        return await service.store.read(lambda tx: tx.deliveries.stuck())


@letters_app.command()
def show(delivery: DeliveryId, as_json: AsObject = False) -> None:
    """Show one delivery: ids and the reason, never text.

    Example: airlock deadletters show DELIVERY --json
    """
    told = run(_show(settings(), delivery)).model_dump(mode="json")
    if as_json:
        print_json(told)
        return
    known = {**told.pop("event"), **told}
    rows = [(name, str(value)) for name, value in known.items() if value not in (None, "", [])]
    print_table("dead letter", ("", ""), rows)


async def _show(config: Settings, delivery_id: str) -> Delivery:
    async with open_service(config) as service:
        found = await service.store.read(lambda tx: tx.deliveries.get(delivery_id))
        if found is None:
            raise NotStored(f"There is no delivery {delivery_id}.")
        return found


@letters_app.command()
def replay(delivery: DeliveryId, as_json: AsObject = False) -> None:
    """Put a delivery back at the head of its lane.

    Example: airlock deadletters replay DELIVERY
    """
    run(_settle(settings(), delivery, replayed=True))
    if as_json:
        print_json({"id": delivery, "state": DeliveryState.WAITING.value})
    console.print(f"{delivery}: waits to be delivered again")


@letters_app.command()
def discard(
    delivery: DeliveryId,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsObject = False,
) -> None:
    """Give a delivery up for good.

    Example: airlock deadletters discard DELIVERY --yes
    """
    if not yes and not typer.confirm("It will never be delivered. Go on?", err=True):
        raise typer.Exit(Exit.NO)
    run(_settle(settings(), delivery, replayed=False))
    if as_json:
        print_json({"id": delivery, "state": DeliveryState.DISCARDED.value})
    console.print(f"{delivery}: discarded")


async def _settle(config: Settings, delivery_id: str, *, replayed: bool) -> None:
    async with open_service(config) as service:
        now = service.clock.now()

        def settle(tx: Transaction) -> None:
            act = tx.deliveries.replay if replayed else tx.deliveries.discard
            act(delivery_id, now)
            action = "replayed" if replayed else "discarded"
            tx.audit.add(
                AuditEntry(at=now, actor=BY, action=action, subject=f"delivery:{delivery_id}")
            )

        await service.store.write(settle)
