"""The prevention loop's pages: what people with and without the role do there."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from app.records_console import ConsoleRole
from app.records_history import Escalated, Try
from app.services.disclosure import Disclosure
from app.services.drivers import TopDrivers
from app.services.known_issues import KnownIssues
from app.services.prevention import PreventionActions
from app.services.prevention_loop import PreventionLoop
from app.services.runbooks import Runbooks
from app.services.traits import TraitKeeper
from tests.fakes.clock import FixedClock
from tests.fakes.policies import FixedPolicies
from tests.fakes.store import MemoryStore
from tests.web.console.support import Browser, ConsoleWorld

OPERATOR, APPROVER, VIEWER = ConsoleRole.OPERATOR, ConsoleRole.APPROVER, ConsoleRole.VIEWER
SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ACTION = {
    "driver_kind": "root_cause",
    "driver_key": "export timeout",
    "kind": "runbook",
    "owner": "Dana",
    "root_cause": "Exports of a quarter run past the limit.",
    "due": "2026-11-27",
}
RUNBOOK = {
    "title": "Exports that time out",
    "body": "# First\n\n1. Ask for the **period**.\n\n<script>alert(1)</script>",
    "owner": "operator",
    "fresh_until": "2026-12-31",
}
KNOWN = {
    "title": "Export stays empty",
    "symptoms": "The page stays white.",
    "workaround": "Export month by month, or write to omar@fabrikam.example.",
    "components": "Export\nGateway",
}


class Loop:
    """The services over a store in memory, and the console in front of them."""

    def __init__(self) -> None:
        self.store, self.clock, self.policies = MemoryStore(), FixedClock(SUNDAY), FixedPolicies()
        disclosure = Disclosure(self.store, self.policies, b"d" * 32)
        self.services = PreventionLoop(
            TopDrivers(self.store, self.clock),
            PreventionActions(self.store, self.clock),
            Runbooks(self.store, self.clock),
            KnownIssues(self.store, disclosure, TraitKeeper(self.store, b"t" * 32), self.clock),
        )
        self.console = ConsoleWorld(store=self.store, clock=self.clock, prevention=self.services)

    async def escalate(self, number: int, at: datetime, **more: object) -> None:
        given = {"issue_id": f"{number}0", "issue_key": f"ENG-{number}", **more}
        one = Escalated.model_validate({"ticket_id": number, "at": at, **given})
        await self.store.write(lambda tx: tx.history.escalated(one))


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
async def operator(loop: Loop) -> AsyncIterator[Browser]:
    async with loop.console.signed_in(OPERATOR) as browser:
        yield browser


async def send(browser: Browser, page: str, path: str, form: dict[str, str]) -> str:
    """Fill in a page's form; the path that the answer leads to, or the page that it shows."""
    await browser.get(page)
    answer = await browser.post(path, form)
    return str(answer.headers.get("location", answer.text))


async def test_the_top_drivers_are_shown_and_an_action_covers_one(
    loop: Loop, operator: Browser
) -> None:
    for number in (1, 2):
        await loop.escalate(number, SUNDAY - timedelta(days=number), root_cause="Export Timeout")
    await loop.escalate(3, SUNDAY - timedelta(days=8), component="Gateway")
    lacked = Try(ticket_id=1, at=SUNDAY - timedelta(days=1), complete=False, missed=("steps",))
    await loop.store.write(lambda tx: tx.history.note_try(lacked))
    html = (await operator.get("/console/prevention")).text
    row = html.split('<th scope="row">export timeout</th>')[1].split("</tr>")[0]
    assert [cell.split("<")[0] for cell in row.split('class="number">')[1:]] == ["2", "0", "1"]
    assert "/console/prevention/new?kind=root_cause&amp;key=export" in row
    assert "Gateway" in html
    assert '<th scope="row">steps</th>' in html
    gone = await send(operator, "/console/prevention/new", "/console/prevention/new", ACTION)
    assert gone == "/console/prevention/1"
    html = (await operator.get("/console/prevention")).text
    assert "Open action" in html.split('<th scope="row">export timeout</th>')[1].split("</tr>")[0]


async def test_an_action_is_carried_from_week_to_week_until_it_is_done(
    loop: Loop, operator: Browser
) -> None:
    await send(operator, "/console/prevention/new", "/console/prevention/new", ACTION)
    loop.clock.pass_time(days=15)
    async with loop.console.signed_in(OPERATOR) as later:
        html = (await later.get("/console/prevention")).text
        assert "2026-W47" in html
        assert '<td class="number">3</td>' in html
        assert "Late" in html
        page = "/console/prevention/1"
        told = await send(later, page, f"{page}/settle", {"version": "1", "state": "dropped"})
        assert "Say why it will not be done." in told
        done = {"version": "1", "state": "done", "reason": "Runbook 1"}
        assert await send(later, page, f"{page}/settle", done) == "/console/prevention"
        assert "No action is open." in (await later.get("/console/prevention")).text
    entries = await loop.store.read(lambda tx: tx.audit.of_subject("prevention:1"))
    assert [(one.actor, one.action) for one in entries] == [
        ("local:operator", "prevention action done"),
        ("local:operator", "prevention action opened"),
    ]
    assert not any("Exports" in one.model_dump_json() for one in entries)


async def test_what_is_wrong_with_a_form_is_told_beside_its_field(operator: Browser) -> None:
    await operator.get("/console/prevention/new")
    answer = await operator.post("/console/prevention/new", ACTION | {"due": "soon", "owner": " "})
    assert answer.status_code == 422
    assert "A day is needed" in answer.text
    assert "This is needed." in answer.text
    assert "Exports of a quarter run past the limit." in answer.text


async def test_who_changes_what_another_changed_meanwhile_keeps_the_text(
    loop: Loop, operator: Browser
) -> None:
    await send(operator, "/console/prevention/new", "/console/prevention/new", ACTION)
    page = "/console/prevention/1"
    mine = ACTION | {"version": "1", "owner": "Omar"}
    assert await send(operator, page, page, mine) == page
    answer = await operator.post(page, ACTION | {"version": "1", "owner": "Ravi"})
    assert answer.status_code == 409
    assert "Someone else changed this meanwhile" in answer.text
    assert 'value="Ravi"' in answer.text


async def test_a_runbook_is_reviewed_by_another_than_its_author(
    loop: Loop, operator: Browser
) -> None:
    page = await send(operator, "/console/runbooks/new", "/console/runbooks/new", RUNBOOK)
    html = (await operator.get(page)).text
    assert "Another person reviews it: you wrote it." in html
    assert "<strong>period</strong>" in html
    assert "<h3>First</h3>" in html
    assert "<script>alert" not in html
    refused = await operator.post(f"{page}/review", {"version": "1"})
    assert (refused.status_code, "by another than who wrote it" in refused.text) == (409, True)
    async with loop.console.signed_in(APPROVER) as approver:
        assert await send(approver, page, f"{page}/review", {"version": "1"}) == page
        assert "Reviewed" in (await approver.get(page)).text
        assert (await approver.post(page, RUNBOOK | {"version": "2"})).status_code == 403
    assert await send(operator, f"{page}/edit", page, RUNBOOK | {"version": "2"}) == page
    assert (await loop.services.runbooks.get(1)).state == "draft"


async def test_a_runbook_past_its_date_is_told_to_its_owner(loop: Loop, operator: Browser) -> None:
    page = await send(operator, "/console/runbooks/new", "/console/runbooks/new", RUNBOOK)
    await loop.services.runbooks.review(1, 1, by="local:approver")
    assert "none is past" in (await loop.services.runbooks.check()).detail
    loop.clock.pass_time(days=40)
    assert await loop.services.runbooks.remind() == 1
    assert await loop.services.runbooks.remind() == 0
    assert "1 past the freshness date" in (await loop.services.runbooks.check()).detail
    async with loop.console.signed_in(OPERATOR) as owner:
        assert "1 of yours outdated" in (await owner.get("/console/runbooks")).text
        assert "1 of your runbooks is past" in (await owner.get("/console/prevention")).text
        assert "Outdated" in (await owner.get(page)).text
        told = await send(owner, page, f"{page}/review", {"version": "3"})
        assert "by another" in told
    async with loop.console.signed_in(VIEWER) as viewer:
        assert "of yours outdated" not in (await viewer.get("/console/runbooks")).text


async def test_pods_say_where_work_is_routed(loop: Loop, operator: Browser) -> None:
    pods = "/console/runbooks/pods"
    pod = {"name": "Reports", "components": "Export\n\n Charts ", "system": "zendesk"}
    assert "This is needed." in await send(operator, pods, pods, pod)
    whole = pod | {"target": "Reports core", "owner": "Dana"}
    assert await send(operator, pods, pods, whole) == pods
    html = (await operator.get(pods)).text
    assert "Export, Charts" in html
    assert "Group in Zendesk: Reports core" in html
    assert "Someone else changed this pod" in await send(operator, pods, pods, whole)
    assert "Reports" in (await operator.get("/console/runbooks/new")).text
    gone = await send(operator, pods, f"{pods}/remove", {"name": "Reports", "version": "1"})
    assert gone == pods
    assert "There is no pod yet." in (await operator.get(pods)).text


async def test_a_known_issue_shows_what_a_customer_would_read(
    loop: Loop, operator: Browser
) -> None:
    form = "/console/known-issues/new"
    await operator.get(form)
    preview = await operator.post("/console/known-issues/preview", KNOWN, htmx=True)
    assert "<mark>[email-1]</mark>" in preview.text
    page = await send(operator, form, form, KNOWN)
    html = (await operator.get(page)).text
    assert "Parts taken out" in html
    assert "Found: email" in html
    assert "Export, Gateway" in html
    loop.policies.change({"redaction.entities.email.customer": "hold"})
    held = (await operator.get(page)).text
    assert "Not shown to anybody in the sidebar." in held
    assert "Not shown" in held


async def test_the_choice_of_all_states_shows_all_and_their_older_pages(
    loop: Loop, operator: Browser
) -> None:
    for number in range(51):
        await operator.get("/console/runbooks/new")
        await operator.post("/console/runbooks/new", {**RUNBOOK, "title": f"Fault {number}"})
    first = await operator.get("/console/runbooks?state=")
    assert "Fault 50" in first.text
    assert "Fault 0<" not in first.text
    older = re.search(r'href="(/console/runbooks[^"]*after=[^"]*)"', first.text)
    assert older is not None
    assert "Fault 0<" in (await operator.get(unescape(older[1]))).text
    assert (await operator.get("/console/known-issues?q=&state=")).status_code == 200


async def test_known_issues_are_searched_and_marked_as_fixed(loop: Loop, operator: Browser) -> None:
    form = "/console/known-issues/new"
    page = await send(operator, form, form, KNOWN)
    await send(operator, form, form, KNOWN | {"title": "Sign-in loops", "workaround": "Wait."})
    found = (await operator.get("/console/known-issues?q=empty+%22export%22*")).text
    assert "Export stays empty" in found
    nothing = (await operator.get("/console/known-issues?q=invoice")).text
    assert "Nothing is known of these words." in nothing
    assert await send(operator, page, f"{page}/state", {"version": "1", "state": "fixed"}) == page
    opened = (await operator.get("/console/known-issues?state=open")).text
    assert "Export stays empty" not in opened
    assert "Sign-in loops" in opened
    wrong = await send(operator, form, form, KNOWN | {"runbook": "77"})
    assert "There is no runbook of this number." in wrong


@pytest.mark.parametrize("area", ["prevention", "runbooks", "known-issues"])
async def test_a_viewer_reads_and_is_offered_no_change(loop: Loop, area: str) -> None:
    async with loop.console.signed_in(VIEWER) as viewer:
        html = (await viewer.get(f"/console/{area}")).text
        assert f'href="/console/{area}" aria-current="page"' in html
        assert f"/console/{area}/new" not in html
        assert (await viewer.get(f"/console/{area}/99")).status_code == 404
        assert (await viewer.get(f"/console/{area}/99999999999999999999")).status_code == 422
