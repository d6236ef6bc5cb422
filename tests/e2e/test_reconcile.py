"""Both vendors' webhooks reach nobody; the commands find out and put it in line."""

import asyncio
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from typer.testing import CliRunner

from app.cli.root import app
from app.demo.actors import paragraph
from app.demo.story import plain_adf
from connectors.sandbox.jira.config import BRIDGE
from tests.e2e.running import Ran
from tests.e2e.site import Site, open_site
from tests.e2e.support import REQUESTER

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Site]:
    """Set up, and no service is running: each webhook fails."""
    async with open_site(tmp_path_factory.mktemp("site")) as opened:
        for system in ("zendesk", "jira"):
            package = ("--app", str(opened.folder / "sidebar.zip")) if system == "zendesk" else ()
            done = await airlock(opened, "setup", system, "--apply", *package)
            assert done.code == 0, done.err
        yield opened


async def airlock(site: Site, *args: str) -> Ran:
    """A command in a thread of this process, which is sooner there than a process of its own."""
    ran = await asyncio.to_thread(CliRunner().invoke, app, list(args), env=site.env)
    return Ran(ran.exit_code, ran.stdout, ran.stderr)


async def open_pair(site: Site, text: str) -> tuple[int, str, str]:
    requester = (await site.helpdesk.find_user(REQUESTER))["id"]
    comment = {"body": text, "author_id": requester}
    ticket = {"subject": "Export", "requester_id": requester, "comment": comment}
    number = await site.helpdesk.create_ticket(ticket)
    issue = await site.engineer.create_issue("ENG", "Bug", "Export stops")
    linked = await airlock(site, "links", "add", str(number), issue, "--json")
    assert linked.code == 0, linked.err
    return number, issue, linked.json["id"]


async def customer_writes(site: Site, ticket: int, text: str) -> None:
    author = (await site.helpdesk.find_user(REQUESTER))["id"]
    await site.helpdesk.comment(ticket, text, author, public=True)


def on_issue(site: Site, issue: str, text: str) -> int:
    """How many comments of ours say so."""
    found = site.jira.state.jira.find_issue(issue).comments
    ours = [one for one in found if one.author == BRIDGE.account_id]
    return sum(text in plain_adf(one.body) for one in ours)


def on_ticket(site: Site, ticket: int, text: str) -> int:
    desk = site.zendesk.state.desk
    bridge = desk.user_by_email(desk.config.api_email)["id"]
    notes = [one for one in desk.tickets[ticket].comments if one.author_id == bridge]
    return sum(text in one.body for one in notes)


async def test_what_no_webhook_told_is_shown_then_mended_and_then_nothing_is_left(
    site: Site,
) -> None:
    ticket, issue, link = await open_pair(site, "The export stops.")
    assert (await airlock(site, "reconcile", "--link", link)).code == 0
    await customer_writes(site, ticket, "It stops at row 40.")
    await site.engineer.comment(issue, [paragraph("Row 40 holds a null.")])

    shown = await airlock(site, "reconcile", "--dry-run", "--json", "--since", "2026-01-01")
    assert shown.code == 1, shown.err
    *found, total = shown.json_lines
    told = {(one["ticket"], one["side"], one["what"]) for one in found}
    assert told == {
        (str(ticket), "zendesk", "missing copy"),
        (str(ticket), "jira", "missing copy"),
    }
    assert (total["drifts"], total["mended"]) == (2, False)
    assert on_issue(site, issue, "row 40") == 0

    mended = await airlock(site, "reconcile", "--json", "--since", "2026-01-01")
    assert mended.code == 0, mended.err + mended.out
    assert mended.json_lines[-1]["left"] == 0
    assert on_issue(site, issue, "row 40") == 1
    assert on_ticket(site, ticket, "Row 40") == 1
    again = await airlock(site, "reconcile", "--full", "--dry-run", "--json")
    assert (again.code, again.json["drifts"]) == (0, 0), again.out


async def test_after_the_database_was_restored_no_copy_is_made_twice(site: Site) -> None:
    ticket, issue, link = await open_pair(site, "The import stops.")
    assert (await airlock(site, "reconcile", "--link", link)).code == 0
    database = site.folder / "airlock.db"
    backup = site.folder / "backup.db"
    shutil.copy(database, backup)
    await customer_writes(site, ticket, "It stops at row 50.")
    await site.engineer.comment(issue, [paragraph("Row 50 is cut off.")])
    assert (await airlock(site, "reconcile", "--link", link)).code == 0

    for end in ("-wal", "-shm"):
        (site.folder / f"airlock.db{end}").unlink(missing_ok=True)
    shutil.copy(backup, database)
    restored = await airlock(site, "reconcile", "--after-restore", "--json")
    assert restored.code == 0, restored.err + restored.out
    kinds = {one["what"] for one in restored.json_lines[:-1] if one["link"] == link}
    assert kinds == {"copy not recorded"}
    assert on_issue(site, issue, "row 50") == 1
    assert on_ticket(site, ticket, "Row 50") == 1


async def test_a_vendor_out_of_reach_is_told_by_the_exit_code(site: Site) -> None:
    away = {**site.env, "AIRLOCK_JIRA__BASE_URL": "http://127.0.0.1:9"}
    kept, site.env = site.env, away
    try:
        told = await airlock(site, "reconcile", "--since", "2026-01-01")
    finally:
        site.env = kept
    assert told.code == 3, told.err


async def test_two_answers_to_what_to_look_at_are_refused(site: Site) -> None:
    assert (await airlock(site, "reconcile", "--full", "--since", "2026-01-01")).code == 2
    assert (await airlock(site, "reconcile", "--since", "yesterday")).code == 2


async def test_a_paused_pair_s_copy_goes_when_its_source_went_unheard(site: Site) -> None:
    ticket, issue, link = await open_pair(site, "The export stops.")
    await customer_writes(site, ticket, "Our key is swordfish.")
    assert (await airlock(site, "reconcile", "--link", link)).code == 0
    assert on_issue(site, issue, "swordfish") == 1
    paused = await airlock(site, "links", "pause", link, "--json")
    assert (paused.json["id"], paused.json["state"]) == (link, "paused")
    (said,) = [one for one in site.zendesk.state.desk.tickets[ticket].comments
               if "swordfish" in one.body]  # fmt: skip
    path = f"/tickets/{ticket}/comments/{said.id}/redact"
    await site.helpdesk.call("PUT", path, {"text": "swordfish"})
    found = await airlock(site, "reconcile", "--link", link, "--json")
    assert (found.code, found.json_lines[0]["what"]) == (0, "edit not followed"), found.err
    assert on_issue(site, issue, "key is") == 0
    resumed = await airlock(site, "links", "resume", link, "--json")
    assert resumed.json["state"] == "active"


async def test_a_script_reads_where_the_app_lies_and_what_became_of_a_link(site: Site) -> None:
    _, _, link = await open_pair(site, "The export stops.")
    removed = await airlock(site, "links", "remove", link, "--json")
    assert (removed.json["state"], removed.json["cause"]) == ("ended", "unlinked")
    target = site.folder / "app.zip"
    packed = await airlock(site, "setup", "sidebar", str(target), "--json")
    assert packed.json["package"] == str(target.resolve())
    assert target.is_file()
