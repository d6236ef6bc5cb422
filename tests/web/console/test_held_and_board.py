"""Held texts and the board at the console, over the real services."""

from datetime import timedelta
from typing import Any

import pytest

from app.document import from_plain
from app.errors import VendorFault
from app.records_clocks import Blocked, EscalationClock, Step
from app.records_console import ConsoleRole
from tests.web.console.support import Browser
from tests.web.console.work import WHY, WorkWorld, next_page, read

OPERATOR, VIEWER = ConsoleRole.OPERATOR, ConsoleRole.VIEWER


def digest_in(html: str) -> str:
    return html.partition('name="digest" value="')[2].partition('"')[0]


# ---- held texts ----------------------------------------------------------------------------------


async def test_the_list_tells_why_a_text_is_held_and_nothing_of_it(
    work: WorkWorld, viewer: Browser
) -> None:
    _, held = await work.held_text()
    page = await read(viewer, "/console/held")
    assert "The policy holds public comments for a person." in page
    assert "blank" not in page
    assert (await viewer.get(f"/console/held/{held}")).status_code == 403
    assert await work.actions() == [one for one in await work.actions() if "read" not in one]


async def test_an_operator_reads_a_held_text_with_what_was_found_marked_and_is_audited(
    work: WorkWorld, operator: Browser
) -> None:
    _, held = await work.held_text()
    answer = await operator.get(f"/console/held/{held}")
    assert "As a comment in Jira, which engineers read" in answer.text
    assert "Labels are blank for <mark>[" in answer.text
    assert "Jane" not in answer.text
    [look, *_] = await work.services.audit()
    assert (look.action, look.actor, look.detail) == (
        "held text read", "local:operator", f"delivery:{held}",
    )  # fmt: skip
    assert "blank" not in repr(work.services.store)


async def test_a_released_text_crosses_as_it_was_read(work: WorkWorld, operator: Browser) -> None:
    issue, held = await work.held_text()
    digest = digest_in((await operator.get(f"/console/held/{held}")).text)
    path = f"/console/held/{held}/release"
    assert (await operator.post(path, {"digest": digest, "reason": "no"})).status_code == 422
    assert work.services.on_issue(issue) == []
    assert (await operator.post(path, {"digest": digest, "reason": WHY})).status_code == 303
    await work.services.settle()
    [copy] = work.services.on_issue(issue)
    assert "Labels are blank for [" in copy
    assert (await work.services.audit())[1].action == "held text released"


async def test_another_text_than_the_one_that_was_read_is_not_released(
    work: WorkWorld, operator: Browser
) -> None:
    issue, held = await work.held_text()
    await operator.get(f"/console/held/{held}")
    sent = {"digest": "0" * 64, "reason": WHY}
    answer = await operator.post(f"/console/held/{held}/release", sent)
    assert answer.status_code == 409
    assert "have changed since it was held" in answer.text
    await work.services.settle()
    assert work.services.on_issue(issue) == []


async def test_a_text_that_was_edited_since_is_not_shown_until_it_is_checked_anew(
    work: WorkWorld, operator: Browser
) -> None:
    _, held = await work.held_text()
    here = work.services
    [ticket] = here.desk.comments
    comment = here.desk.comments[ticket][-1]
    here.desk.set_comment(ticket, comment.id, body=from_plain("Changed."))
    page = await read(operator, f"/console/held/{held}")
    assert "The text is not shown" in page
    assert "have changed since it was held" in page
    assert (await operator.post(f"/console/held/{held}/retry")).status_code == 303
    await here.settle()
    assert "Changed." in await read(operator, f"/console/held/{held}")


async def test_a_vendor_out_of_reach_is_told_in_the_texts_place(
    work: WorkWorld, operator: Browser
) -> None:
    _, held = await work.held_text()
    work.services.desk.fail_next(VendorFault("Zendesk answered 503", status=503), write=False)
    page = await read(operator, f"/console/held/{held}")
    assert "The text is not shown. Zendesk answered 503" in page


async def test_a_rejected_text_never_crosses(work: WorkWorld, operator: Browser) -> None:
    issue, held = await work.held_text()
    await operator.get(f"/console/held/{held}")
    path = f"/console/held/{held}/reject"
    assert (await operator.post(path, {"reason": "no"})).status_code == 422
    assert (await operator.post(path, {"reason": WHY})).status_code == 303
    await work.services.settle()
    assert work.services.on_issue(issue) == []
    [rejected, *_] = await work.services.audit()
    assert (rejected.action, rejected.detail) == ("held text rejected", f"delivery:{held}: {WHY}")
    assert "Nothing is held" in await read(operator, "/console/held")
    assert (await operator.get(f"/console/held/{held}")).status_code == 404


async def test_a_text_that_no_rule_releases_is_not_shown(
    work: WorkWorld, operator: Browser
) -> None:
    ticket, _, _ = await work.services.pair()
    await work.services.customer_writes(ticket, "x" * 400_000)
    [held] = await work.services.stuck()
    page = await read(operator, f"/console/held/{held.id}")
    assert "No rule lets a person release this text" in page
    assert "held text read" not in await work.actions()


async def test_held_texts_come_in_pages(
    work: WorkWorld, viewer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.held_texts.PAGE", 1)
    _, one = await work.held_text()
    work.services.clock.pass_time(60)
    _, two = await work.held_text()
    rows = [f"/console/deliveries/{held}" for held in (one, two)]
    first = await viewer.get("/console/held")
    second = await viewer.get(next_page(first.text))
    assert [order(page.text, *rows) for page in (first, second)] == [rows[:1], rows[1:]]


# ---- the board -----------------------------------------------------------------------------------


async def escalation(work: WorkWorld, severity: str | None, due_in: float, **more: Any) -> str:
    """An open escalation whose customer must hear in so many hours; how the board names it."""
    ticket, issue, link = await work.services.pair()
    now = work.services.clock.now()
    known = {
        "link_id": link.id,
        "ticket_id": ticket.id,
        "issue_id": issue.id,
        "issue_key": issue.key,
        "customer": "org:71",
        "severity": severity,
        "opened_at": now - timedelta(hours=5),
        "due_at": now + timedelta(hours=due_in),
    }
    clock = EscalationClock.model_validate(known | more)
    await work.services.store.write(lambda tx: tx.clocks.save(clock))
    return f"{ticket.id} ⇄ {issue.key}"


def order(page: str, *names: str) -> list[str]:
    return sorted((one for one in names if one in page), key=page.index)


async def test_the_daily_queue_has_the_two_worst_severities_the_worst_first(
    work: WorkWorld, viewer: Browser
) -> None:
    mild = await escalation(work, "P3", 1)
    second = await escalation(work, "P2", 2)
    late = await escalation(work, "P1", 9)
    soon = await escalation(work, "P1", 3)
    closed = await escalation(work, "P1", 1, closed_at=work.services.clock.now())
    names = (mild, second, late, soon, closed)
    assert order(await read(viewer, "/console/board"), *names) == [soon, late, second]


async def test_the_board_shows_all_with_the_worst_first_and_those_without_a_severity_last(
    work: WorkWorld, viewer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.console_board.PAGE", 2)
    unknown = await escalation(work, "P9", 2)
    none = await escalation(work, None, 1)
    mild = await escalation(work, "P4", 1)
    one = await escalation(work, "P1", 9)
    two = await escalation(work, "P1", 10)
    names = (unknown, none, mild, one, two)
    seen, path = [], "/console/board?show=all"
    for _ in range(3):
        answer = await viewer.get(path)
        seen.append(order(answer.text, *names))
        path = next_page(answer.text) if 'rel="next"' in answer.text else ""
    assert (seen, path) == ([[one, two], [mild, none], [unknown]], "")


async def test_overdue_ones_are_shown_whatever_their_severity(
    work: WorkWorld, viewer: Browser
) -> None:
    fine = await escalation(work, "P1", 1)
    late = await escalation(work, "P4", -1)
    later = await escalation(work, None, -3)
    page = await read(viewer, "/console/board?show=overdue")
    assert order(page, fine, late, later) == [later, late]
    assert "Overdue 22 Nov 2026, 11:00 UTC" in page


async def test_the_board_tells_owner_whose_turn_it_is_age_and_what_the_gate_lacks(
    work: WorkWorld, viewer: Browser
) -> None:
    teams = work.services.policies.current().mapping.ownership.teams
    team, label = next((key, one.label) for key, one in teams.items())
    await escalation(
        work, "P1", 1, team=team, blocked_on=Blocked.SUPPORT, next_step=Step.COMPLETE,
        last_update_at=work.services.clock.now() - timedelta(hours=3),
    )  # fmt: skip
    page = await read(viewer, "/console/board")
    assert f"P1 {label} No engineer yet Support Complete the packet 3 h" in page
    labels = work.services.policies.current().gate.labels
    assert f"Shut lacks {labels['context']}" in page


async def test_a_page_of_the_board_that_is_none_is_refused(viewer: Browser) -> None:
    assert (await viewer.get("/console/board?after=nonsense")).status_code == 422


async def test_an_empty_board_says_so(viewer: Browser) -> None:
    for show, words in (
        ("urgent", "No open escalation of these severities."),
        ("all", "No escalation is open."),
        ("overdue", "No customer waits too long."),
    ):
        assert words in await read(viewer, f"/console/board?show={show}")
