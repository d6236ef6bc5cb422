"""The first page with its switch, the audit and the settings."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from app.console_settings import setting_groups
from app.model import Finding
from app.records import AuditEntry
from app.records_console import ConsoleRole
from app.records_life import Mode
from app.services.auditing import AuditCheck, AuditReport, ChainHead
from app.services.console_audit import AuditReading
from app.services.life_checks import Check
from app.settings import AdminSettings, Settings
from tests.services.world import World as Services
from tests.web.console.support import ConsoleWorld
from tests.web.console.working import Working

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
VIEWER, OPERATOR = ConsoleRole.VIEWER, ConsoleRole.OPERATOR


async def test_the_first_page_says_whether_anything_is_sent() -> None:
    working = Working()
    async with working.world.signed_in(VIEWER) as browser:
        page = await browser.get("/console")
        assert ">live</span>" in page.text
        assert "Stop all sending" not in page.text


async def test_an_operator_stops_all_sending_and_lets_it_go_on() -> None:
    working = Working()
    async with working.world.signed_in(OPERATOR) as browser:
        await browser.get("/console")
        done = await browser.post("/console/stop", {"reason": "names were seen in Jira"})
        assert (done.status_code, done.headers["location"]) == (303, "/console")
        page = await browser.get("/console")
        assert ">stopped</span>" in page.text
        assert "Stopped by local:operator since" in page.text
        assert "names were seen in Jira" in page.text
        assert (await working.services.modes.standing()).mode is Mode.STOPPED
        await browser.post("/console/start")
        assert ">live</span>" in (await browser.get("/console")).text
    entries = await working.services.store.read(lambda tx: tx.audit.recent())
    acts = [(entry.actor, entry.action) for entry in entries]
    assert ("local:operator", "sending stopped") in acts
    assert ("local:operator", "sending started") in acts


async def test_a_reason_that_holds_private_text_is_kept_without_it() -> None:
    working = Working()
    async with working.world.signed_in(OPERATOR) as browser:
        await browser.get("/console")
        await browser.post("/console/stop", {"reason": "jane.roe@initech.example was seen"})
        page = await browser.get("/console")
    assert ">stopped</span>" in page.text
    assert "jane.roe" not in page.text


async def test_a_failing_check_stands_before_those_that_are_fine() -> None:
    working = Working()
    working.health.result = (
        Check("database", True, "waiting 0"),
        Check("policies", False, "refused", vital=False),
    )
    async with working.world.signed_in(VIEWER) as browser:
        for htmx in (False, True):
            page = await browser.get("/console/health", htmx=htmx)
            assert page.text.index("policies") < page.text.index("database")
            assert ("<html" in page.text) is not htmx
            assert "look at it" in page.text


def audited() -> tuple[ConsoleWorld, AuditCheck]:
    services = Services()
    world = ConsoleWorld(
        store=services.store, clock=services.clock, audit=AuditReading(services.store)
    )
    return world, AuditCheck(services.store)


async def test_the_audit_is_paged_and_read_by_one_value() -> None:
    world, _ = audited()
    for number in range(120):
        finding = Finding(entity="email", action="mask", placeholder="[email-1]", detector="mail")
        entry = AuditEntry(
            at=AT + timedelta(minutes=number),
            actor="relay",
            action="copied",
            subject=f"ticket:{number}",
            findings=(finding, finding),
        )
        await world.store.write(lambda tx, one=entry: tx.audit.add(one))
    async with world.signed_in(VIEWER) as browser:
        seen, address = 0, "/console/audit?by=action&value=copied"
        while address:
            page = await browser.get(address)
            seen += page.text.count("email ×2")
            after = page.text.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
            address = after.replace("&amp;", "&") if 'rel="next"' in page.text else ""
        assert seen == 120
        one = await browser.get("/console/audit?by=subject&value=ticket:7")
        assert one.text.count("<td><time") == 1
        none = await browser.get("/console/audit?by=subject&value=ticket:999")
        assert "No entry of this subject" in none.text
        assert (await browser.get("/console/audit?by=detail&value=x")).status_code == 422


async def test_what_stands_in_an_entry_is_shown_as_text() -> None:
    world, _ = audited()
    entry = AuditEntry(at=AT, actor="<b>x</b>", action="a&b", subject="ticket:1")
    await world.store.write(lambda tx: tx.audit.add(entry))
    async with world.signed_in(VIEWER) as browser:
        page = await browser.get("/console/audit")
        assert "<b>x</b>" not in page.text
        assert "by=action&amp;value=a%26b" in page.text


async def test_the_audit_says_what_the_last_check_of_its_chain_found() -> None:
    world, check = audited()
    async with world.signed_in(VIEWER) as browser:
        assert "has not been checked yet" in (await browser.get("/console/audit")).text
        await check.note(AuditReport(ChainHead(3, "d"), checked=4), AT)
        page = await browser.get("/console/audit")
        assert "was whole when it was checked last" in page.text
        assert "22 Nov 2026, 09:00 UTC" in page.text


@pytest.fixture
def told() -> Settings:
    return Settings(
        _env_file=None,
        secret_key=SecretStr("SECRET-VALUE-" * 4),
        database_url="postgresql://airlock:SECRET-VALUE@db/airlock",
        admin=AdminSettings(accounts=(SecretStr("SECRET-VALUE"),), session_hours=4),
    )


async def test_the_settings_are_named_without_any_value(told: Settings) -> None:
    world = ConsoleWorld(settings=setting_groups(told))
    async with world.signed_in(VIEWER) as browser:
        page = await browser.get("/console/settings")
    assert "SECRET-VALUE" not in page.text
    rows = {row.name: row for group in setting_groups(told) for row in group.rows}
    assert all(f"<code>{name}</code>" in page.text for name in rows)
    assert rows["AIRLOCK_SECRET_KEY"].is_set
    assert rows["AIRLOCK_ADMIN__SESSION_HOURS"].is_set
    assert not rows["AIRLOCK_ADMIN__IDLE_MINUTES"].is_set
    assert "SECRET-VALUE" not in repr(rows)
