"""The pages of policies: what is in force, drafts, and two people for each change."""

import html
import json
import re
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from app.policy.files import digest_of, read_texts
from app.policy.loading import load_texts
from app.records_console import ConsoleRole
from app.records_policies import Files, NewPublication, PolicyOrigin
from app.services.policy_cycle import PolicyCycle
from app.services.policy_preview import PolicyPreviews
from app.services.work_lines import kept_words
from app.web.console.policies_service import Policies
from tests.services.world import World
from tests.unit.policy.files import GATES, write_policies
from tests.web.console.support import Browser, ConsoleWorld, account, every_account

EDITOR, APPROVER = ConsoleRole.POLICY_EDITOR, ConsoleRole.APPROVER
FILE = "gates/main.yaml"
WARNING = GATES + "mode: warn\n"


def version_of(texts: Files) -> str:
    return load_texts(texts).version


class Desk:
    """A console over a small publication; an editor and an approver sit at it."""

    def __init__(self, texts: Files) -> None:
        self.services = World()
        self.texts = texts
        store, clock = self.services.store, self.services.clock
        cycle = PolicyCycle(
            store,
            clock,
            self.services.policies,
            partial(kept_words, self.services.disclosure),
            version_of,
        )
        previews = PolicyPreviews(cycle, store, self.services.desk, self.services.tracker, clock)
        self.console = ConsoleWorld(
            store=store,
            accounts=(*every_account(), account(EDITOR, APPROVER)),
            policies=Policies(cycle, previews),
        )

    async def publish(self, texts: Files) -> None:
        new = NewPublication(
            version_of(texts), digest_of(texts), PolicyOrigin.DIRECTORY, "service", "The folder."
        )
        now = self.services.clock.now()
        await self.services.store.write(
            lambda tx: tx.policies.publish(new, texts, expected=tx.policies.newest(), now=now)
        )

    async def in_force(self) -> str:
        read = self.services.store.read
        return await read(lambda tx: tx.policies.files(tx.policies.newest())[FILE])


@pytest.fixture
async def desk(tmp_path: Path) -> Desk:
    made = Desk(read_texts(write_policies(tmp_path)))
    await made.publish(made.texts)
    return made


@pytest.fixture
async def editor(desk: Desk) -> AsyncIterator[Browser]:
    async with desk.console.signed_in(EDITOR) as browser:
        yield browser


@pytest.fixture
async def approver(desk: Desk) -> AsyncIterator[Browser]:
    async with desk.console.signed_in(APPROVER) as browser:
        yield browser


def revision_of(page: httpx.Response) -> str:
    found = re.search(r'name="revision" value="(\d+)"', page.text)
    assert found is not None, page.text
    return found[1]


def words_of(page: httpx.Response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


async def begin(browser: Browser) -> str:
    await browser.get("/console/policies")
    answer = await browser.post("/console/policies/drafts", {"file": FILE})
    assert answer.status_code == 303
    return str(answer.headers["location"]).partition("?")[0]


async def save(browser: Browser, draft: str, text: str = WARNING, **more: str) -> httpx.Response:
    page = await browser.get(draft)
    sent = {"file": FILE, "text": text, "revision": revision_of(page)}
    return await browser.post(draft, sent | more)


async def step(browser: Browser, draft: str, what: str, **more: str) -> httpx.Response:
    page = await browser.get(draft)
    return await browser.post(f"{draft}/{what}", {"revision": revision_of(page)} | more)


async def proposed(editor: Browser) -> str:
    draft = await begin(editor)
    await save(editor, draft)
    answer = await step(editor, draft, "propose", reason="Only warn.")
    assert answer.status_code == 303, answer.text
    return draft


async def test_a_draft_goes_from_an_editor_over_an_approver_into_force(
    desk: Desk, editor: Browser, approver: Browser
) -> None:
    draft = await proposed(editor)
    assert "waits for an approver" in words_of(await editor.get(draft))
    page = await approver.get(draft)
    assert "Only warn." in words_of(page)
    assert (await step(approver, draft, "judge", verdict="approve")).status_code == 303
    answer = await step(approver, draft, "publish")
    assert answer.headers["location"] == "/console/policies"
    assert await desk.in_force() == WARNING
    history = words_of(await approver.get("/console/policies"))
    assert "local:policy-editor" in history
    assert "local:approver" in history


async def test_the_page_shows_what_is_in_force_and_each_file_to_every_role(desk: Desk) -> None:
    async with desk.console.signed_in(ConsoleRole.VIEWER) as viewer:
        page = await viewer.get("/console/policies")
        assert "The folder." in words_of(page)
        assert "Begin a draft" not in page.text
        shown = await viewer.get(f"/console/policies/versions/1?file={FILE}")
        assert f'href="/console/policies/versions/1?file={FILE}" aria-current="true"' in shown.text
        assert "The packet is incomplete." in words_of(shown)
        assert (await viewer.get("/console/policies/versions/9")).status_code == 404
        assert (await viewer.get("/console/policies/versions/1?file=x")).status_code == 404


async def test_of_two_who_save_at_once_the_second_keeps_the_text_and_is_told(
    desk: Desk, editor: Browser
) -> None:
    draft = await begin(editor)
    old = revision_of(await editor.get(draft))
    await save(editor, draft)
    late = await editor.post(draft, {"file": FILE, "text": "mine: 1\n", "revision": old})
    assert late.status_code == 409
    assert "Somebody else saved this draft" in words_of(late)
    assert "mine: 1" in late.text
    assert html.escape("mode: warn") in (await editor.get(draft)).text


async def test_a_mistake_stops_the_proposal_and_names_its_line_and_cure(editor: Browser) -> None:
    draft = await begin(editor)
    await save(editor, draft, GATES + "mod: warn\n")
    answer = await step(editor, draft, "propose", reason="Why not.")
    assert answer.status_code == 409
    assert "gates/main.yaml:" in words_of(answer)
    assert "did you mean `mode`?" in words_of(answer)
    check = words_of(await editor.get(f"{draft}/check", htmx=True))
    line = GATES.count("\n") + 1
    assert f"gates/main.yaml:{line}:1" in check


async def test_the_editor_learns_of_mistakes_and_words_before_anything_is_saved(
    editor: Browser,
) -> None:
    draft = await begin(editor)
    await editor.get(draft)
    sent = {"file": FILE, "text": GATES + "mod: warn\n"}
    problems = json.loads((await editor.post(f"{draft}/lint", sent)).text)
    own = [one for one in problems if one["file"] == FILE]
    assert own[0]["cure"] == "did you mean `mode`?"
    offers = await editor.post(f"{draft}/complete", {"file": FILE, "text": "mode: "})
    assert {one["label"] for one in json.loads(offers.text)} >= {"enforce", "warn"}


async def test_the_difference_is_told_in_words_and_lines_without_a_script(
    editor: Browser,
) -> None:
    draft = await begin(editor)
    await save(editor, draft)
    page = await editor.get(f"{draft}/diff")
    assert "gates: mode: enforce → warn" in words_of(page)
    assert "<ins>+mode: warn</ins>" in page.text
    assert "<html" in page.text
    assert "<html" not in (await editor.get(f"{draft}/diff", htmx=True)).text


async def test_a_sample_is_shown_in_three_views_with_its_markup_escaped(
    editor: Browser, approver: Browser
) -> None:
    draft = await begin(editor)
    for browser in (editor, approver):
        await browser.get(draft)
        page = await browser.post(f"{draft}/preview", {"sample": "<b>ops@ferrows.example</b>"})
        assert "<b>ops" not in page.text
        assert all(f"<h4>{side}</h4>" in page.text for side in ("Customer", "Support", "Jira"))
        assert "<mark>" in page.text


async def test_a_ticket_is_named_by_its_number(editor: Browser) -> None:
    draft = await begin(editor)
    await editor.get(draft)
    page = await editor.post(f"{draft}/preview", {"ticket": "many"})
    assert "named by its number" in words_of(page)


async def test_how_many_copies_would_change_is_told_until_there_are_no_more(
    desk: Desk, editor: Browser
) -> None:
    ticket, _, _ = await desk.services.pair()
    await desk.services.customer_writes(ticket, "The export stops.")
    draft = await begin(editor)
    await editor.get(draft)
    first = await editor.post(f"{draft}/impact", htmx=True)
    assert "0 of 1 copies would change." in words_of(first)
    assert 'name="at" value="1"' in first.text
    last = await editor.post(f"{draft}/impact", {"at": "1", "changed": "0"}, htmx=True)
    assert "All were looked at." in words_of(last)


async def test_nobody_approves_their_own_draft(desk: Desk) -> None:
    async with desk.console.signed_in(EDITOR, APPROVER) as both:
        draft = await proposed(both)
        page = await both.get(draft)
        assert "you had a hand in it" in words_of(page)
        sent = {"revision": revision_of(page), "verdict": "approve"}
        refused = await both.post(f"{draft}/judge", sent)
        assert (refused.status_code, "second person" in words_of(refused)) == (409, True)


async def test_a_rejection_takes_a_word_and_the_text_stays(
    editor: Browser, approver: Browser
) -> None:
    draft = await proposed(editor)
    refused = await step(approver, draft, "judge", verdict="reject")
    assert (refused.status_code, "Say why" in words_of(refused)) == (409, True)
    await step(approver, draft, "judge", verdict="reject", note="Too mild.")
    page = await editor.get(draft)
    assert "Too mild." in words_of(page)
    assert "mode: warn" in page.text


async def test_a_roll_back_is_a_proposal_for_a_second_person(
    desk: Desk, editor: Browser, approver: Browser
) -> None:
    await desk.publish({**desk.texts, FILE: WARNING})
    await editor.get("/console/policies/versions/1")
    path = "/console/policies/versions/1/roll-back"
    assert (await editor.post(path, {"reason": " "})).status_code == 409
    answer = await editor.post(path, {"reason": "It hid too little."})
    draft = answer.headers["location"]
    assert await desk.in_force() == WARNING
    await step(approver, draft, "judge", verdict="approve")
    await step(approver, draft, "publish")
    assert await desk.in_force() == GATES


async def test_a_draft_of_older_policies_can_be_taken_over(
    desk: Desk, editor: Browser, approver: Browser
) -> None:
    draft = await proposed(editor)
    await desk.publish({**desk.texts, "gates/more.yaml": "schema: 1\nabout: More.\n"})
    refused = await step(approver, draft, "judge", verdict="approve")
    assert (refused.status_code, "take it over" in words_of(refused)) == (409, True)
    assert (await step(editor, draft, "take-over")).status_code == 303
    page = await editor.get(draft)
    assert "Other policies were published since" not in words_of(page)
    assert "mode: warn" in page.text


async def test_files_are_added_taken_away_and_restored(desk: Desk, editor: Browser) -> None:
    draft = await begin(editor)
    odd = await save(editor, draft, file="../etc/passwd")
    assert odd.status_code == 409
    assert "mode: warn" not in odd.text
    assert (await editor.get(f"{draft}?file=gates/none.yaml")).status_code == 404
    await save(editor, draft, "schema: 1\nabout: More.\n", file="gates/more.yaml")
    await save(editor, draft, file=FILE, act="remove")
    page = words_of(await editor.get(draft))
    assert "gates/more.yaml added" in page
    assert "gates/main.yaml removed" in page
    await save(editor, draft, file=FILE, act="restore")
    assert "gates/main.yaml removed" not in words_of(await editor.get(draft))


async def test_a_draft_that_was_put_away_is_gone_from_the_list(desk: Desk, editor: Browser) -> None:
    draft = await begin(editor)
    await step(editor, draft, "discard")
    assert "No draft is open." in words_of(await editor.get("/console/policies"))
    assert (await editor.get("/console/policies/drafts/" + "0" * 20)).status_code == 404
