"""Pairs, deliveries and dead letters at the console, over the real services."""

import pytest

from app.errors import VendorFault, WriteRefused
from app.model import EventKind, InboundEvent, LinkState, System
from app.records_console import ConsoleRole
from app.services import pair_pages, work_views
from tests.services.world import JANE
from tests.web.console.support import Browser
from tests.web.console.work import WHY, WorkWorld, next_page, read, words_of

OPERATOR, VIEWER = ConsoleRole.OPERATOR, ConsoleRole.VIEWER


# ---- deliveries ----------------------------------------------------------------------------------


async def test_the_list_of_deliveries_tells_direction_event_state_and_reason(
    work: WorkWorld, viewer: Browser
) -> None:
    _, dead = await work.dead_letter()
    page = await read(viewer, "/console/deliveries")
    assert "Zendesk → Jira Comment added Dead letter 1 Write refused: Jira refused" in page
    assert dead.id in page


async def test_deliveries_are_filtered_by_state_system_and_event(
    work: WorkWorld, viewer: Browser
) -> None:
    _, dead = await work.dead_letter()
    for query in ("state=parked", "system=zendesk", "kind=comment_added"):
        assert dead.id in await read(viewer, f"/console/deliveries?{query}")
    for query in ("state=held", "system=jira", "kind=merged"):
        assert dead.id not in await read(viewer, f"/console/deliveries?{query}")


async def test_a_page_of_deliveries_leads_to_the_next(
    work: WorkWorld, viewer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.delivery_lists.PAGE", 2)
    _, dead = await work.dead_letter()
    work.services.clock.pass_time(1)
    await work.services.pair()
    first = await viewer.get("/console/deliveries")
    assert dead.id not in first.text
    second = await viewer.get(next_page(first.text))
    assert dead.id in second.text


async def test_a_deliverys_page_tells_its_writes_and_what_people_did(
    work: WorkWorld, operator: Browser
) -> None:
    issue, dead = await work.dead_letter()
    await operator.get("/console/deliveries")
    await operator.post("/console/dead-letters/replay", {"id": dead.id})
    await work.services.settle()
    page = await read(operator, f"/console/deliveries/{dead.id}")
    assert f"issue:{issue.id} Done" in page
    assert "replayed" in page
    assert await read(operator, "/console/deliveries/none", 404)


# ---- pairs ---------------------------------------------------------------------------------------


async def test_pairs_are_found_by_ticket_issue_and_address(
    work: WorkWorld, viewer: Browser
) -> None:
    ticket, issue, _ = await work.services.pair()
    other, _, _ = await work.services.pair()
    mine, theirs = f"{ticket.id} ⇄ {issue.key}", f"{other.id} ⇄"
    everything = await read(viewer, "/console/pairs")
    assert mine in everything
    assert theirs in everything
    for said in (ticket.id, issue.key.lower(), f"https://jira.example/browse/{issue.key}",
                 f"https://acme.zendesk.com/agent/tickets/{ticket.id}"):  # fmt: skip
        found = await read(viewer, f"/console/pairs?q={said}")
        assert mine in found
        assert theirs not in found
    assert "No pair of this ticket" in await read(viewer, "/console/pairs?q=ENG-999")


async def test_a_pair_in_the_list_tells_its_state_gate_and_what_is_stuck(
    work: WorkWorld, viewer: Browser
) -> None:
    await work.dead_letter()
    page = await read(viewer, "/console/pairs?state=active")
    assert "Active 22 Nov 2026, 12:00 UTC 1 dead letter" in page
    assert "Shut" in page
    assert "No pair" in await read(viewer, "/console/pairs?state=paused")


async def test_a_pairs_page_tells_what_happened_and_what_its_gate_lacks_in_the_policys_words(
    work: WorkWorld, viewer: Browser
) -> None:
    ticket, issue, link = await work.services.pair()
    await work.services.customer_writes(ticket, "Labels are blank for Jane Roe.")
    page = await read(viewer, f"/console/pairs/{link.id}")
    labels = work.services.policies.current().gate.labels
    assert f"lacks {labels['context']}" in page
    for told in ("Linked", "Comment added , Zendesk → Jira Done", f"Write to issue:{issue.id}"):
        assert told in page
    assert "blank" not in page
    assert "Jane" not in page
    await read(viewer, "/console/pairs/none", 404)


async def test_the_course_of_a_pair_goes_on_further_back(
    work: WorkWorld, viewer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pair_pages, "PAGE", 4)
    ticket, _, link = await work.services.pair()
    work.services.clock.pass_time(60)
    await work.services.customer_writes(ticket, "One.")
    work.services.clock.pass_time(60)
    await work.services.customer_writes(ticket, "Two.")
    first = await viewer.get(f"/console/pairs/{link.id}")
    assert "Linked</td>" not in first.text
    seen, path = first.text, next_page(first.text)
    while "Linked</td>" not in seen:
        page = await viewer.get(path)
        seen += page.text
        path = next_page(page.text) if 'rel="next"' in page.text else ""
    assert seen.count("Comment added</a>") == 2


async def test_drift_is_looked_for_and_told_in_words(work: WorkWorld, operator: Browser) -> None:
    ticket, _, link = await work.services.pair()
    here = f"/console/pairs/{link.id}"
    await operator.get(here)
    fine = await operator.post(f"{here}/drift")
    assert "Both sides are as they should be" in fine.text
    work.services.desk.add_comment(ticket.id, JANE, "Nobody told of this.")
    found = words_of((await operator.post(f"{here}/drift", htmx=True)).text)
    assert "Missing copy Zendesk" in found
    assert "Copy it" in found
    assert "Nobody told" not in found
    assert "<html" not in found


async def test_a_vendor_out_of_reach_is_told_where_drift_was_asked_for(
    work: WorkWorld, operator: Browser
) -> None:
    _, _, link = await work.services.pair()
    await operator.get("/console/pairs")
    work.services.tracker.fail_next(VendorFault("Jira answered 503", status=503), write=False)
    answer = await operator.post(f"/console/pairs/{link.id}/drift")
    assert "could not be compared" in answer.text


async def test_an_operator_pauses_resumes_and_removes_a_pair_with_a_reason(
    work: WorkWorld, operator: Browser
) -> None:
    _, _, link = await work.services.pair()
    here = f"/console/pairs/{link.id}"
    states = []
    for action in ("pause", "resume", "remove"):
        await operator.get(here)
        answer = await operator.post(f"{here}/{action}", {"reason": WHY})
        assert (answer.status_code, answer.headers["location"]) == (303, here)
        stored = await work.services.store.read(lambda tx: tx.links.get(link.id))
        states.append(stored and stored.state)
    assert states == [LinkState.PAUSED, LinkState.ACTIVE, LinkState.ENDED]
    told = [one for one in await work.services.audit(f"link:{link.id}") if one.detail == WHY]
    assert [(one.action, one.actor) for one in told] == [
        ("unlinked", "local:operator"), ("resumed", "local:operator"), ("paused", "local:operator"),
    ]  # fmt: skip


async def test_without_a_reason_a_pair_is_not_paused(work: WorkWorld, operator: Browser) -> None:
    _, _, link = await work.services.pair()
    await operator.get("/console/pairs")
    answer = await operator.post(f"/console/pairs/{link.id}/pause", {"reason": "no"})
    assert answer.status_code == 422
    assert "words or more" in answer.text
    stored = await work.services.store.read(lambda tx: tx.links.get(link.id))
    assert stored is not None
    assert stored.state is LinkState.ACTIVE


async def test_a_reason_is_kept_without_the_names_of_the_pairs_people(
    work: WorkWorld, operator: Browser
) -> None:
    _, _, link = await work.services.pair()
    await operator.get("/console/pairs")
    await operator.post(f"/console/pairs/{link.id}/pause", {"reason": "Jane Roe asked us to wait"})
    [paused, *_] = await work.services.audit(f"link:{link.id}")
    assert paused.action == "paused"
    assert "Jane" not in paused.detail
    assert "wait" in paused.detail


async def test_a_viewer_is_offered_no_switch(work: WorkWorld, viewer: Browser) -> None:
    _, dead = await work.dead_letter()
    link = dead.lane.partition(":")[2]
    for path in (f"/console/pairs/{link}", f"/console/deliveries/{dead.id}",
                 "/console/dead-letters/cause?code=write-refused"):  # fmt: skip
        page = (await viewer.get(path)).text
        assert "Pause" not in page
        assert "Replay" not in page
        assert "Discard" not in page


# ---- dead letters --------------------------------------------------------------------------------


async def test_dead_letters_are_counted_by_cause_with_the_cure(
    work: WorkWorld, viewer: Browser
) -> None:
    await work.dead_letter()
    await work.dead_letter()
    page = await read(viewer, "/console/dead-letters")
    assert "Write refused 2" in page
    assert "an administrator checks the fields" in page
    group = await read(viewer, "/console/dead-letters/cause?code=write-refused")
    assert group.count("Comment added") == 2
    assert "No dead letters of this cause" in await read(
        viewer, "/console/dead-letters/cause?code=x"
    )


async def test_a_replay_shows_what_it_would_send_and_sends_nothing_before_it_is_confirmed(
    work: WorkWorld, operator: Browser
) -> None:
    issue, dead = await work.dead_letter("Labels are blank for Jane Roe.")
    plan = await read(operator, f"/console/dead-letters/plan?id={dead.id}")
    assert f"Post issue comment → issue:{issue.id}" in plan
    assert "Labels are blank for [" in plan
    assert "Jane" not in plan
    assert work.services.on_issue(issue) == []
    assert "replay plan read" in await work.actions(dead.lane)
    receipt = await operator.post("/console/dead-letters/replay", {"id": dead.id})
    assert "1 queued" in receipt.text
    await work.services.settle()
    assert len(work.services.on_issue(issue)) == 1


async def test_a_plan_tells_why_a_replay_would_come_back(
    work: WorkWorld, operator: Browser
) -> None:
    _, dead = await work.dead_letter()
    work.services.policies.change({"mapping.comments.to_jira.public": "hold"})
    path = f"/console/dead-letters/{dead.id}/plan"
    assert "It would be held" in (await operator.get(path, htmx=True)).text
    work.services.desk.fail_next(VendorFault("Zendesk answered 503", status=503), write=False)
    assert "It would fail again" in await read(operator, path)


async def test_a_plan_changes_nothing_and_what_it_told_is_sent_by_the_replay(
    work: WorkWorld, operator: Browser
) -> None:
    here = work.services
    ticket, issue, link = await here.pair()
    here.desk.fail_next(WriteRefused("Zendesk refused the note", status=422))
    here.tracker.delete_issue(issue.id)
    await here.jira(EventKind.DELETED, issue)
    await here.settle()
    [dead] = await here.stuck()
    before = here.on_ticket(ticket)
    assert "ticket" in await read(operator, f"/console/dead-letters/{dead.id}/plan")
    assert here.on_ticket(ticket) == before
    kept = await here.store.read(lambda tx: tx.links.get(link.id))
    assert kept is not None
    assert kept.state is LinkState.ACTIVE, "a look ends no link"
    await operator.post("/console/dead-letters/replay", {"id": [dead.id]})
    await here.settle()
    assert len(here.on_ticket(ticket)) == len(before) + 1


async def test_what_was_not_understood_comes_back_when_it_is_replayed(
    work: WorkWorld, operator: Browser
) -> None:
    unread = await work.unread()
    await operator.get("/console/dead-letters")
    await operator.post("/console/dead-letters/replay", {"id": [unread.id]})
    await work.services.settle()
    [again] = await work.services.stuck()
    assert (again.id, again.reason_code) == (unread.id, "not-understood")


async def test_of_many_dead_letters_each_plan_is_asked_for_when_it_is_seen(
    work: WorkWorld, operator: Browser
) -> None:
    made = [(await work.dead_letter())[1].id for _ in range(4)]
    page = await operator.get("/console/dead-letters/plan", params={"id": made})
    assert page.text.count("hx-get=") == 4
    assert "replay plan read" not in await work.actions()


async def test_the_oldest_of_a_cause_are_planned_together_but_no_others(
    work: WorkWorld, operator: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.dead_letters.MOST_AT_ONCE", 1)
    _, one = await work.dead_letter()
    work.services.clock.pass_time(60)
    _, two = await work.dead_letter()
    other = await work.defect()
    page = await read(operator, "/console/dead-letters/plan?code=write-refused")
    assert [name.id in page for name in (one, two, other)] == [True, False, False]


async def test_a_receipt_tells_what_was_queued_and_what_was_gone(
    work: WorkWorld, operator: Browser
) -> None:
    _, one = await work.dead_letter()
    _, two = await work.dead_letter()
    await operator.get("/console/dead-letters")
    chosen = {"id": [two.id, one.id, "unknown"]}
    receipt = words_of((await operator.post("/console/dead-letters/replay", chosen)).text)
    assert "2 queued, 1 left out" in receipt
    assert f"{two.id} Queued {one.id} Queued unknown No dead letter any more" in receipt
    assert await work.services.stuck() == []
    assert (await work.actions()).count("replayed") == 2


async def test_deliveries_of_one_lane_are_replayed_in_their_order(
    work: WorkWorld, operator: Browser
) -> None:
    ticket, issue, _ = await work.services.pair()
    for text in ("First.", "Second."):
        work.services.tracker.fail_next(WriteRefused("Jira refused the comment", status=400))
        await work.services.customer_writes(ticket, text)
        work.services.clock.pass_time(1)
    ids = [one.id for one in await work.services.stuck()]
    await operator.get("/console/dead-letters")
    await operator.post("/console/dead-letters/replay", {"id": ids})
    await work.services.settle()
    first, second = work.services.on_issue(issue)
    assert "First." in first
    assert "Second." in second


async def test_no_more_than_a_hundred_are_replayed_at_once(operator: Browser) -> None:
    await operator.get("/console/dead-letters")
    many = [f"id-{number}" for number in range(work_views.MOST_AT_ONCE + 1)]
    assert (await operator.post("/console/dead-letters/replay", {"id": many})).status_code == 422
    assert (await operator.post("/console/dead-letters/replay")).status_code == 422


async def test_a_dead_letter_is_discarded_with_a_reason(work: WorkWorld, operator: Browser) -> None:
    _, dead = await work.dead_letter()
    path = f"/console/dead-letters/{dead.id}/discard"
    await operator.get(f"/console/deliveries/{dead.id}")
    assert (await operator.post(path, {"reason": "no"})).status_code == 422
    assert (await operator.post(path, {"reason": WHY})).status_code == 303
    [discarded, *_] = await work.services.audit(dead.lane)
    assert (discarded.action, discarded.detail) == ("discarded", f"delivery:{dead.id}: {WHY}")
    assert (await operator.post(path, {"reason": WHY})).status_code == 404


async def test_what_was_not_understood_has_no_plan_and_can_be_discarded(
    work: WorkWorld, operator: Browser
) -> None:
    unread = await work.unread()
    assert "Nobody knows what it says" in await read(
        operator, f"/console/dead-letters/{unread.id}/plan"
    )
    answer = await operator.post(f"/console/dead-letters/{unread.id}/discard", {"reason": WHY})
    assert answer.status_code == 303


async def test_what_a_mistake_of_ours_stopped_is_replayed_without_a_plan(
    work: WorkWorld, operator: Browser
) -> None:
    dead = await work.defect()
    page = await read(operator, f"/console/dead-letters/{dead.id}/plan")
    assert "nothing can be told beforehand" in page
    assert "Replay 1 delivery" in page


async def test_a_gate_is_never_discarded(work: WorkWorld, operator: Browser) -> None:
    _, issue, link = await work.services.pair()
    event = InboundEvent(
        system=System.JIRA, kind=EventKind.CHANGED, event_id="gate", subject=issue.id
    )
    now = work.services.clock.now()
    await work.services.store.write(lambda tx: tx.deliveries.add(event, link.gate_lane, now))
    claimed = await work.services.claim()
    assert claimed is not None
    await work.services.store.write(
        lambda tx: tx.deliveries.park(claimed, "write-refused", "Refused.", claimed.until)
    )
    await operator.get("/console/dead-letters")
    path = f"/console/dead-letters/{claimed.delivery.id}/discard"
    answer = await operator.post(path, {"reason": WHY})
    assert answer.status_code == 422
    assert "not discarded" in answer.text
