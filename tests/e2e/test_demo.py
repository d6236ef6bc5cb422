"""`airlock demo` tells the truth: its summary, and its search for what stands on the wrong side."""

import base64
import json
import urllib.parse
from collections.abc import AsyncIterator
from html import escape
from pathlib import Path

import pytest
import pytest_asyncio

from app.demo import checks, script
from app.demo.private import Leak, Secret, find_leaks, flatten
from app.demo.story import Story, open_story
from app.demo.world import World
from connectors.sandbox.jira.edits import history_item, record
from connectors.sandbox.jira.prose import from_text
from connectors.sandbox.jira.records import Attachment, RemoteLink
from tests.e2e.running import Ran, airlock, start
from tests.e2e.seeding import seed_issue_comment, seed_ticket_comment
from tests.e2e.support import POLICIES, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


# ---- the command ---------------------------------------------------------------------------------


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("demo")
    args = ("demo", "--headless", "--json", "--policy", str(POLICIES))
    return await airlock(*args, env={}, cwd=folder)


async def test_the_headless_demo_ends_well_with_every_step_told(played: Ran) -> None:
    assert played.code == 0, played.err
    summary = played.json
    assert summary["ok"]
    assert summary["leaks"] == []
    failed = [step["name"] for step in summary["steps"] if not step["ok"]]
    assert not failed
    told = " ".join(step["name"] for step in summary["steps"])
    for word in ("link", "refused", "packet", "transition taken", "comments", "second", "edit"):
        assert word in told


async def test_the_demo_shows_both_sides_and_what_was_withheld(played: Ran) -> None:
    summary = played.json
    assert len(summary["zendesk"]) == 2
    ticket = "\n".join(comment["text"] for comment in summary["zendesk"]["1"])
    issue = "\n".join(summary["jira"]["comments"])
    assert "Splitting the export by date works" in ticket, "the engineer's advice arrived"
    assert "since this morning our nightly export stops" in issue, "the customer's words arrived"
    assert summary["jira"]["status"] == "Escalated"
    assert sum(summary["withheld"].values()) > 10


async def test_no_private_word_stands_on_the_wrong_side_of_the_summary(played: Ran) -> None:
    jira = json.dumps(played.json["jira"], ensure_ascii=False).casefold()
    notes = [one for one in played.json["zendesk"]["1"] if not one["public"]]
    for secret in script.FIRST_CUSTOMER:
        assert secret.value.casefold() not in jira, secret.name
    for secret in script.ENGINEERING:
        assert secret.value.casefold() not in json.dumps(notes).casefold(), secret.name


# ---- finding a leak ------------------------------------------------------------------------------

SECRET = Secret("the name", "Zoë O'Neill <zoe@example.test>")
VALUE = SECRET.value


def forms() -> dict[str, str]:
    """The secret as it may be written, each with other text around it."""
    utf8 = VALUE.encode()
    shifted = {
        f"base64 after {count} bytes": base64.b64encode(b"x" * count + utf8 + b"yz").decode()
        for count in range(4)
    }
    return {
        "plain": f"Dear {VALUE}, hello",
        "in capitals": f"DEAR {VALUE.upper()}",
        **shifted,
        "percent": urllib.parse.quote(VALUE, safe=""),
        "percent, as a form": urllib.parse.quote_plus(VALUE),
        "percent in small letters": urllib.parse.quote(VALUE, safe="").lower(),
        "percent, slashes kept": urllib.parse.quote(VALUE),
        "json": json.dumps({"name": VALUE}),
        "json, all escaped": "".join(f"\\u{ord(sign):04x}" for sign in VALUE),
        "html": escape(VALUE),
        "html without quotes": escape(VALUE, quote=False),
        "base64 for addresses": base64.urlsafe_b64encode(b"?" + utf8).decode(),
    }


@pytest.mark.parametrize("name", forms())
async def test_a_secret_is_found_in_each_form(name: str) -> None:
    assert find_leaks("a comment", forms()[name].encode(), [SECRET]), name


@pytest.mark.parametrize(
    "text",
    ["Dear customer", base64.b64encode(b"Dear customer, all is well").decode(), "zoe", "Zo\\u00eb"],
)
async def test_what_is_not_the_secret_is_not_reported(text: str) -> None:
    assert find_leaks("a comment", text.encode(), [SECRET]) == []


async def test_a_leak_names_place_and_form_and_never_the_value() -> None:
    (leak,) = find_leaks("jira comments", VALUE.encode(), [SECRET])
    assert leak == Leak("jira comments", "the name", "plain")
    assert VALUE not in repr(leak)


async def test_a_short_value_is_found_as_it_is() -> None:
    assert find_leaks("x", b"pin 4711", [Secret("pin", "4711")])


async def test_values_that_stand_side_by_side_do_not_make_a_secret() -> None:
    content = flatten({"first": "Maria", "then": ["Delgado", b"bytes"]})
    assert find_leaks("x", content, [Secret("name", "MariaDelgado")]) == []
    assert find_leaks("x", content, [Secret("bytes", "bytes")])


# ---- a leak planted by hand in each place --------------------------------------------------------


@pytest_asyncio.fixture(loop_scope="module")
async def story(town: Town) -> AsyncIterator[Story]:
    """A story that stopped after linking, in which nothing is on the wrong side yet."""
    async with open_story(town.world, lambda _: None) as story:
        pair = await town.open_pair()
        story.first_ticket, story.issue = pair.ticket, pair.issue
        story.second_ticket = await town.open_ticket("Us too.")
        assert checks.check_story(story) == []
        yield story


def private(name: str) -> str:
    secrets = (*script.FIRST_CUSTOMER, *script.SECOND_CUSTOMER, *script.ENGINEERING)
    return next(one.value for one in secrets if one.name == name)


def plant_comment(story: Story, world: World) -> None:
    issue = world.jira_app.state.jira.find_issue(story.issue)
    seed_issue_comment(issue, "99001", f"{private('organization')} says so")


def plant_history(story: Story, world: World) -> None:
    state = world.jira_app.state.jira
    issue = state.find_issue(story.issue)
    old = (None, private("account number"))
    author = next(iter(state.users.values()))
    record(state, issue, author, [history_item("summary", "summary", old, (None, "x"))])


def plant_attachment(story: Story, world: World) -> None:
    issue = world.jira_app.state.jira.find_issue(story.issue)
    issue.attachments.append(
        Attachment("99002", issue.creator, script.ATTACHMENT_NAME, "text/plain", b"", issue.created)
    )


def plant_file(story: Story, world: World) -> None:
    issue = world.jira_app.state.jira.find_issue(story.issue)
    content = base64.b64encode(b"key: " + private("API key").encode())
    issue.attachments.append(
        Attachment("99003", issue.creator, "log.txt", "text/plain", content, issue.created)
    )


def plant_remote_link(story: Story, world: World) -> None:
    issue = world.jira_app.state.jira.find_issue(story.issue)
    url = "https://x.test/?q=" + urllib.parse.quote(private("requester"))
    issue.remote_links.append(RemoteLink(99004, {"object": {"url": url, "title": "x"}}))


def plant_property(story: Story, world: World) -> None:
    issue = world.jira_app.state.jira.find_issue(story.issue)
    issue.properties["x"] = {"raw": json.dumps(private("second organization"))}


def plant_field(story: Story, world: World) -> None:
    issue = world.jira_app.state.jira.find_issue(story.issue)
    issue.values["description"] = from_text(private("requester's e-mail").upper())


def plant_log(story: Story, world: World) -> None:
    world.logs.write(f'{{"event": "x", "who": "{private("requester")}"}}\n')


def plant_in_folder(story: Story, world: World) -> None:
    beside = world.database.with_name(world.database.name + "-journal")
    beside.write_bytes(b"\0\0" + private("requester's surname").encode() + b"\0")


PLANTS = {
    "jira issues": [
        plant_comment,
        plant_history,
        plant_attachment,
        plant_file,
        plant_remote_link,
        plant_property,
        plant_field,
    ],
    "service log": [plant_log],
    "database file": [plant_in_folder],
}


@pytest.mark.parametrize("plant", [one for plants in PLANTS.values() for one in plants])
async def test_a_private_word_planted_anywhere_is_reported(
    town: Town, story: Story, plant: object
) -> None:
    assert callable(plant)
    logs, world = town.world.logs.getvalue(), town.world
    plant(story, world)
    found = checks.check_story(story)
    place = next(name for name, plants in PLANTS.items() if plant in plants)
    assert found
    assert all(leak.place.startswith(place) for leak in found)
    await undo(story, world, logs)


async def undo(story: Story, world: World, logs: str) -> None:
    """Take away what was planted, so that the next test begins clean."""
    del world.jira_app.state.jira.issues[world.jira_app.state.jira.find_issue(story.issue).issue_id]
    world.logs.seek(0)
    world.logs.truncate()
    world.logs.write(logs)
    world.database.with_name(world.database.name + "-journal").unlink(missing_ok=True)


async def test_an_engineers_word_on_a_ticket_is_reported(town: Town, story: Story) -> None:
    ticket = town.ticket(story.first_ticket)
    await seed_ticket_comment(town, ticket, 99005, f"see {private('internal host')}")
    names = {(leak.place, leak.secret) for leak in checks.check_story(story)}
    assert ("zendesk first ticket", "internal host") in names


async def test_one_customer_on_anothers_ticket_is_reported(town: Town, story: Story) -> None:
    ticket = town.ticket(story.first_ticket)
    await seed_ticket_comment(town, ticket, 99006, f"like {private('second organization')}")
    (first, *_) = checks.check_story(story)
    assert (first.place, first.secret) == ("zendesk first ticket", "second organization")


LEAKY = """
from app.cli import main
from app.demo import running, script, story
from app.demo.actors import paragraph

async def play(told):
    await story.open_ticket(told)
    await story.link_issue(told)
    told.second_ticket = told.first_ticket
    await told.engineer.comment(told.issue, [paragraph("It is account " + script.ACCOUNT_NUMBER)])
    await told.world.settle()

running.play = play
main()
"""
"""The demo with a story in which an engineer learned the account number and wrote it down."""


async def test_a_demo_that_leaks_ends_with_exit_code_one_and_names_the_place(
    tmp_path: Path,
) -> None:
    args = ["-c", LEAKY, "demo", "--headless", "--json", "--policy", str(POLICIES)]
    process = await start(args, tmp_path)
    out, err = await process.communicate()
    assert process.returncode == 1, err.decode()
    summary = json.loads(out)
    assert not summary["ok"]
    assert {"place": "jira issues", "secret": "account number", "form": "plain"} in summary["leaks"]
