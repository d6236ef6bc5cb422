"""What happened at the house before anybody opens its console: a quarter of numbers, one week of
work, and what waits for people this morning. All of it is made up, and the same each time."""

from datetime import date, datetime, timedelta

from app.errors import WriteRefused
from app.model import Issue, Ticket, TicketLink
from app.policy.files import digest_of
from app.policy.loading import load_texts
from app.ports import Transaction
from app.records_chain import ChainHead
from app.records_history import Escalated, Try
from app.records_policies import Files, NewPublication, PolicyOrigin
from app.records_prevention import ActionKind, DriverKind
from app.services.auditing import AuditCheck, AuditReport
from app.services.clock_reading import ClockReading
from app.services.clock_rounds import ClockRounds
from app.services.prevention_views import ActionDraft, KnownIssueDraft, PodDraft, RunbookDraft
from app.services.weeks import start_of
from tests.e2e.browser.console.house import House
from tests.services.world import FABRIKAM, JANE, LENA, NORTHWIND, OMAR

WEEKS = 13
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MINUTES = 60
OPERATOR, APPROVER, EDITOR = "local:olga", "local:bob", "local:ada"
TICKETS_A_WEEK = (212, 220, 205, 231, 224, 218, 240, 236, 229, 241, 233, 226, 238)
ESCALATIONS = (15, 14, 16, 14, 13, 14, 12, 13, 11, 10, 11, 9, 8)
COMPLETE_OF_TEN = (4, 4, 5, 4, 5, 6, 6, 5, 7, 7, 8, 8, 9)
HOURS = (70, 64, 66, 58, 60, 49, 52, 44, 41, 43, 36, 30, 28)
CAUSES = ("label printer", "export timeout", None, "login loop", None, "export timeout")
COMPONENTS = ("Printing", "Exports", "Gateway", "Login")
MISSED = ("steps", "logs", "context", "question")


async def live_through(house: House, files: Files) -> None:
    """Everything, in the order in which it happened."""
    await publish(house, files)
    await prevention(house)
    house.services.clock.pass_time(days=7)
    await house.services.store.write(lambda tx: a_quarter(house, tx))
    await the_morning(house)
    await drafts(house)
    check = AuditCheck(house.services.store)
    await check.note(AuditReport(ChainHead(412, "d"), checked=412), house.services.clock.now())


# ---- policies ------------------------------------------------------------------------------------


async def publish(house: House, files: Files) -> None:
    """The folder, as the service publishes it at its first start."""
    version, digest = load_texts(files).version, digest_of(files)
    new = NewPublication(version, digest, PolicyOrigin.DIRECTORY, "service", "As the folder said.")
    now = house.services.clock.now()
    await house.services.store.write(
        lambda tx: tx.policies.publish(new, files, expected=tx.policies.newest(), now=now)
    )


async def drafts(house: House) -> None:
    """One draft that a person has begun."""
    ada = house.person("ada")
    draft = await house.cycle.begin(ada)
    name = "mapping/updates.yaml"
    view = await house.cycle.look(draft.id, ada, name)
    text = (view.text or "").replace("P4: 72}", "P4: 96}")
    await house.cycle.save(draft.id, name, text, revision=draft.revision, person=ada)
    house.ids["draft"] = draft.id


# ---- the weekly numbers --------------------------------------------------------------------------


def a_quarter(house: House, tx: Transaction) -> None:
    """Weeks that get better, and what there is of the one that runs."""
    monday = start_of(house.services.clock.now())
    for week in range(WEEKS):
        start = monday - (WEEKS - week) * 7 * DAY
        for day in range(7):
            share = TICKETS_A_WEEK[week] // 7
            tx.history.count_tickets(start + day * DAY, share, start + (day + 1) * DAY)
        for number in range(ESCALATIONS[week]):
            one = an_escalation(week, number)
            tx.history.escalated(one.model_copy(update=_times(one, start, week, number)))
        for number in range(10):
            complete = number < COMPLETE_OF_TEN[week]
            missed = () if complete else (MISSED[number % 4], MISSED[0])
            at = start + number * 11 * HOUR
            ticket = 5000 + week * 100 + number
            tx.history.note_try(Try(ticket_id=ticket, at=at, complete=complete, missed=missed))
    for number in range(4):
        one = an_escalation(WEEKS, number)
        tx.history.escalated(one.model_copy(update={"at": monday + (number + 1) * 9 * HOUR}))


def an_escalation(week: int, number: int) -> Escalated:
    issue = 300 + week * 20 + number
    return Escalated.model_validate(
        {
            "ticket_id": 5000 + week * 100 + number,
            "issue_id": f"9{issue}",
            "issue_key": f"ENG-{issue}",
            "at": "2026-01-01T00:00:00Z",
            "severity": ("P1", "P2", "P3", "P2")[number % 4],
            "component": COMPONENTS[number % 4],
            "root_cause": CAUSES[(week + number) % 6] if number % 3 else None,
            "pattern": "bug",
        }
    )


def _times(one: Escalated, start: datetime, week: int, number: int) -> dict[str, object]:
    at = start + number * 9 * HOUR + HOUR
    ended = at + (HOURS[week] + number * 5 - 20) * HOUR
    return {"at": at, "resolved_at": ended, "confirmed_at": ended}


# ---- the work of a morning -----------------------------------------------------------------------


async def the_morning(house: House) -> None:
    """Three escalations, one text that Jira refused, and one that waits for a person."""
    here = house.services
    printing = await pair(house, "Labels come out blank", "Labels come out blank since 4.18.2")
    await here.complete(printing[0], severity="P1", question="Did 4.18.2 change the fonts?")
    here.clock.pass_time(12 * MINUTES)
    await here.customer_writes(printing[0], "Hello, this is Jane Roe. It stops at line 10,000.")
    here.clock.pass_time(31 * MINUTES)
    await here.engineer_writes(printing[1], "The printer queue is full; a fix is in review.")
    exports = await pair(house, "Quarterly export is empty", "Quarterly export is empty")
    await here.complete(exports[0], severity="P2", question="Is there a limit of 10,000 rows?")
    here.clock.pass_time(17 * MINUTES)
    login = await pair(
        house, "Signed out at each click", "Session is lost at each click", omar=True
    )
    await here.complete(login[0], severity="P3", question="Was a cookie renamed in 4.18?")
    here.clock.pass_time(130 * MINUTES)
    _, house.ids["dead"] = await refuse_a_comment(house)
    house.ids["link"] = printing[2].id
    here.clock.pass_time(20 * MINUTES)
    here.policies.change({"mapping.comments.to_jira.internal": "hold"})
    house.ids["held"] = await hold_a_note(house, exports[0])
    await read_clocks(house)
    here.clock.pass_time(25 * MINUTES)


async def pair(
    house: House, subject: str, summary: str, *, omar: bool = False
) -> tuple[Ticket, Issue, TicketLink]:
    """A ticket of a customer's, and the issue that it is linked to."""
    here = house.services
    who, of = (OMAR, FABRIKAM) if omar else (JANE, NORTHWIND)
    ticket = here.ticket(who, of, subject=subject)
    issue = here.tracker.add_issue(summary=summary)
    return ticket, issue, await here.link(ticket, issue)


async def refuse_a_comment(house: House) -> tuple[Issue, str]:
    """A customer's comment that Jira does not take: its issue, and the delivery's id."""
    here = house.services
    ticket, issue, _ = await pair(
        house, "Invoices are sent twice", "Invoices are sent twice", omar=True
    )
    here.tracker.fail_next(WriteRefused("Jira refused the comment", status=400))
    text = "Omar Haddad here. Invoice 4711 came twice; omar@fabrikam.example has both."
    await here.customer_writes(ticket, text, OMAR)
    return issue, (await here.stuck())[-1].id


async def hold_a_note(house: House, ticket: Ticket) -> str:
    """An internal note, which waits for a person: the delivery's id."""
    here = house.services
    note = "Jane Roe (jane@northwind.example) says that build 4.18.1 still exports all rows."
    await here.customer_writes(ticket, note, LENA, public=False)
    return (await here.stuck())[-1].id


async def read_clocks(house: House) -> None:
    """As the rounds beside the relay do."""
    here = house.services
    reading = ClockReading(here.store, here.desk, here.tracker, here.policies, here.clock)
    await ClockRounds(here.store, reading, here.policies, here.modes, here.clock).go()


# ---- the prevention loop -------------------------------------------------------------------------


async def prevention(house: House) -> None:
    """A pod, two runbooks, known issues and an action."""
    loop = house.prevention
    pod = PodDraft(
        name="Documents", components=("Printing", "Exports"), target="Exports", owner="Dana"
    )
    await loop.runbooks.save_pod(pod, by=OPERATOR)
    labels = await loop.runbooks.write(LABELS, by=OPERATOR)
    await loop.runbooks.review(labels.number, labels.version, by=APPROVER)
    exports = await loop.runbooks.write(EXPORTS, by=OPERATOR)
    known = await loop.known_issues.write(
        BLANK.model_copy(update={"runbook": labels.number}), by=OPERATOR
    )
    await loop.known_issues.write(EMPTY, by=OPERATOR)
    action = await loop.actions.open(ACTION, by=OPERATOR)
    house.ids |= {
        "runbook": str(labels.number),
        "draft_runbook": str(exports.number),
        "known": str(known.number),
        "action": str(action.number),
    }


LABELS = RunbookDraft(
    title="Labels come out blank",
    body="# First\n\n1. Ask for the **release** and the printer's model.\n2. Look at the queue in "
    "*Settings, Printing*.\n\n# Then\n\n- Empty the queue and print one label.\n- If it stays "
    "blank, escalate with the queue's export.",
    owner="Dana",
    pod="Documents",
    fresh_until=date(2027, 2, 28),
)
EXPORTS = RunbookDraft(
    title="Exports that time out",
    body="# First\n\nAsk for the period, and try half of it.",
    owner="olga",
    pod="Documents",
    fresh_until=date(2026, 12, 31),
)
BLANK = KnownIssueDraft(
    title="Labels come out blank after 4.18.2",
    symptoms="Labels are blank or cut after the update to 4.18.2; the queue shows them as printed.",
    workaround="Empty the printing queue and print again, or write to omar@fabrikam.example.",
    issue_key="ENG-1",
    components=("Printing",),
)
EMPTY = KnownIssueDraft(
    title="A quarterly export stays empty",
    symptoms="The export of more than 10,000 rows is an empty page.",
    workaround="Export month by month.",
    components=("Exports",),
)
ACTION = ActionDraft(
    driver_kind=DriverKind.ROOT_CAUSE,
    driver_key="export timeout",
    kind=ActionKind.RUNBOOK,
    owner="Dana",
    root_cause="Exports of a quarter run past the limit of the gateway.",
    due=date(2026, 11, 27),
)
