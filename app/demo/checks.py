"""Whether anything private stands on the wrong side, anywhere that a copy could be."""

from collections.abc import Iterator
from pathlib import Path

from app.demo import script
from app.demo.disk import read_apart
from app.demo.private import Leak, Secret, find_leaks, flatten
from app.demo.story import Story
from app.demo.world import World


def check_story(story: Story) -> list[Leak]:
    """Every leak, on either side, in the logs and in the database file with its journal."""
    return [
        leak
        for place, content, secrets in _surfaces(story)
        for leak in find_leaks(place, content, secrets)
    ]


def _surfaces(story: Story) -> Iterator[tuple[str, bytes, tuple[Secret, ...]]]:
    customers = script.FIRST_CUSTOMER + script.SECOND_CUSTOMER
    world = story.world
    state = world.jira_app.state.jira
    yield "jira issues", flatten(list(state.issues.values())), customers
    yield "jira issue links", flatten(list(state.links.values())), customers
    tickets = world.zendesk_app.state.desk.tickets
    first, second = tickets[story.first_ticket], tickets[story.second_ticket]
    engineering = script.ENGINEERING
    yield "zendesk first ticket", flatten(first), engineering + script.SECOND_CUSTOMER
    yield "zendesk second ticket", flatten(second), engineering + script.FIRST_CUSTOMER
    everything = customers + engineering
    yield "service log", world.logs.getvalue().encode(), everything
    for path in database_files(world):
        yield f"database file {path.name}", read_apart(path), everything


def database_files(world: World) -> list[Path]:
    """The database with its write-ahead log and shared memory, as they lie on disk now."""
    return sorted(world.database.parent.glob(f"{world.database.name}*"))
