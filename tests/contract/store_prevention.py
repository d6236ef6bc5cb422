"""What every store keeps of the prevention loop. Subclass it and give `store`."""

from datetime import date
from typing import Any

import pytest

from app.errors import NotStored, StaleWrite
from app.model import System
from app.ports import UnitOfWork
from app.records_history import Try
from app.records_prevention import (
    ActionKind,
    ActionState,
    Driver,
    DriverKind,
    IssueState,
    KnownIssue,
    Pod,
    PreventionAction,
    Runbook,
    RunbookState,
)
from tests.contract.store_history import escalated
from tests.contract.store_queue import NOON, minutes

EXPORTS = Driver(DriverKind.ROOT_CAUSE, "export timeout")
ODD = [
    "", "   ", "'", '"', "\\", "*", "(", ")", "a*b:(c", '"unclosed', "AND OR NOT NEAR", "NEAR(a b)",
    "title_words:export", "a & b | !c <-> d", "'; DROP TABLE known_issues; --", "%s %(x)s :words",
    "-export", "\x00", "\ud800", "word " * 5_000, "x" * 50_000, "🦄", "^", "{", "²", "ﬁ", "e\u0301",
]  # fmt: skip
SAME = ("EXPORT", "exports", "expor", "Éxport", "export!", '"export"', "export*", "eng-42")
SCRIPTS = {
    "Выгрузка отчёта зависает": "отчет выгрузка",
    "帳票の出力が止まる": "出力が止まる",
    "导出报告时页面空白": "报告空白",
    "لا يعمل تصدير التقارير": "تصدير",
    "รายงานไม่แสดงผล": "ไม่แสดงผล",
    "रिपोर्ट खाली है": "रिपोर्ट",
    "Überlauf beim Größenvergleich": "grossenvergleich",
}


def action(**more: Any) -> PreventionAction:
    values: dict[str, Any] = {
        "driver": EXPORTS,
        "kind": ActionKind.RUNBOOK,
        "owner": "Dana",
        "root_cause": "Exports of a quarter run past the gateway's limit.",
        "due": date(2026, 12, 1),
        "week": "2026-W47",
        "opened_at": NOON,
        "opened_by": "local:dana",
    }
    return PreventionAction(**(values | more))


def runbook(**more: Any) -> Runbook:
    values: dict[str, Any] = {
        "title": "Exports that time out",
        "body": "1. Ask for the period.\n2. Split it.",
        "author": "local:dana",
        "changed_by": "local:dana",
        "changed_at": NOON,
        "owner": "local:dana",
        "fresh_until": date(2026, 12, 31),
    }
    return Runbook(**(values | more))


def known_issue(title: str = "Export stays empty", **more: Any) -> KnownIssue:
    values: dict[str, Any] = {
        "title": title,
        "symptoms": "The page stays white after 30 seconds.",
        "workaround": "Go month by month.",
        "changed_by": "local:dana",
        "changed_at": NOON,
    }
    return KnownIssue(**(values | more))


async def keep(store: UnitOfWork, *issues: KnownIssue) -> list[KnownIssue]:
    return [
        await store.write(lambda tx, one=one: tx.prevention.known_issues.add(one, ()))
        for one in issues
    ]


async def find(store: UnitOfWork, words: str, limit: int = 20) -> list[str]:
    found = await store.read(lambda tx: tx.prevention.known_issues.search(words, limit))
    return [one.title for one in found]


class PreventionContract:
    # ---- actions ---------------------------------------------------------------------------------

    async def test_an_action_is_kept_as_it_was_written(self, store: UnitOfWork) -> None:
        added = await store.write(lambda tx: tx.prevention.actions.add(action()))
        assert added.number > 0
        assert added == action(number=added.number, version=1)
        assert await store.read(lambda tx: tx.prevention.actions.get(added.number)) == added
        assert await store.read(lambda tx: tx.prevention.actions.get(added.number + 1)) is None

    async def test_an_action_that_is_done_covers_its_driver_no_longer(
        self, store: UnitOfWork
    ) -> None:
        added = await store.write(lambda tx: tx.prevention.actions.add(action()))
        assert await store.read(lambda tx: tx.prevention.actions.covered()) == {EXPORTS}
        done = added.model_copy(update={"state": ActionState.DONE, "settled_at": minutes(1)})
        saved = await store.write(lambda tx: tx.prevention.actions.save(done))
        assert saved.version == 2
        assert await store.read(lambda tx: tx.prevention.actions.get(added.number)) == saved
        assert await store.read(lambda tx: tx.prevention.actions.covered()) == frozenset()

    async def test_who_saves_an_action_over_another_ones_change_is_told(
        self, store: UnitOfWork
    ) -> None:
        added = await store.write(lambda tx: tx.prevention.actions.add(action()))
        await store.write(lambda tx: tx.prevention.actions.save(added))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: tx.prevention.actions.save(added))
        gone = added.model_copy(update={"number": added.number + 1})
        with pytest.raises(NotStored):
            await store.write(lambda tx: tx.prevention.actions.save(gone))

    async def test_actions_are_told_by_pages_the_newest_first(self, store: UnitOfWork) -> None:
        for owner in ("Ada", "Ben", "Cleo"):
            added = action(owner=owner)
            await store.write(lambda tx, one=added: tx.prevention.actions.add(one))
        page = tuple(
            await store.read(lambda tx: tx.prevention.actions.page(ActionState.OPEN, limit=2))
        )
        assert [one.owner for one in page] == ["Cleo", "Ben"]
        rest = await store.read(
            lambda tx: tx.prevention.actions.page(ActionState.OPEN, page[-1].number)
        )
        assert [one.owner for one in rest] == ["Ada"]
        assert not await store.read(lambda tx: tx.prevention.actions.page(ActionState.DONE))

    # ---- pods ------------------------------------------------------------------------------------

    async def test_pods_are_told_by_name(self, store: UnitOfWork) -> None:
        reports = Pod(name="Reports", components=("Export", "Charts"), target="Reports core")
        access = Pod(name="Access", system=System.ZENDESK, target="Identity", owner="Dana")
        for pod in (reports, access):
            await store.write(lambda tx, one=pod: tx.prevention.pods.save(one))
        kept = await store.read(lambda tx: tx.prevention.pods.all())
        assert kept == tuple(one.model_copy(update={"version": 1}) for one in (access, reports))

    async def test_a_pod_is_changed_upon_what_is_stored_alone(self, store: UnitOfWork) -> None:
        pod = await store.write(lambda tx: tx.prevention.pods.save(Pod(name="Access")))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: tx.prevention.pods.save(Pod(name="Access")))
        changed = pod.model_copy(update={"owner": "Dana"})
        await store.write(lambda tx: tx.prevention.pods.save(changed))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: tx.prevention.pods.save(changed))
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: tx.prevention.pods.remove("Access", 1))
        kept = await store.read(lambda tx: tx.prevention.pods.get("Access"))
        assert kept == Pod(name="Access", owner="Dana", version=2)
        await store.write(lambda tx: tx.prevention.pods.remove("Access", 2))
        assert await store.read(lambda tx: tx.prevention.pods.all()) == ()

    # ---- runbooks --------------------------------------------------------------------------------

    async def test_a_runbook_is_kept_with_its_review(self, store: UnitOfWork) -> None:
        added = await store.write(lambda tx: tx.prevention.runbooks.add(runbook()))
        reviewed = added.model_copy(
            update={
                "state": RunbookState.REVIEWED,
                "reviewed_by": "local:ravi",
                "reviewed_at": minutes(5),
            }
        )
        await store.write(lambda tx: tx.prevention.runbooks.save(reviewed))
        kept = await store.read(lambda tx: tx.prevention.runbooks.get(added.number))
        assert kept == reviewed.model_copy(update={"version": 2})
        titles = await store.read(lambda tx: tx.prevention.runbooks.titles([added.number, 999]))
        assert titles == {added.number: "Exports that time out"}

    async def test_runbooks_past_their_date_are_told_the_longest_since_first(
        self, store: UnitOfWork
    ) -> None:
        def days(state: RunbookState, *of_month: int) -> list[Runbook]:
            return [runbook(state=state, fresh_until=date(2026, 11, day)) for day in of_month]

        for one in (*days(RunbookState.REVIEWED, 20, 10, 21), *days(RunbookState.DRAFT, 1)):
            await store.write(lambda tx, one=one: tx.prevention.runbooks.add(one))
        past = await store.read(lambda tx: tx.prevention.runbooks.past(date(2026, 11, 21)))
        assert [one.fresh_until.day for one in past] == [10, 20]

    async def test_outdated_runbooks_are_counted_by_owner(self, store: UnitOfWork) -> None:
        for owner in ("local:dana", "local:dana", "local:omar"):
            one = runbook(owner=owner, state=RunbookState.OUTDATED)
            await store.write(lambda tx, one=one: tx.prevention.runbooks.add(one))
        await store.write(lambda tx: tx.prevention.runbooks.add(runbook()))
        assert await store.read(lambda tx: tx.prevention.runbooks.outdated()) == 3
        assert (
            await store.read(lambda tx: tx.prevention.runbooks.outdated(["local:dana", "Dana"]))
            == 2
        )
        drafts = await store.read(lambda tx: tx.prevention.runbooks.page(RunbookState.DRAFT))
        assert len(drafts) == 1
        assert len(await store.read(lambda tx: tx.prevention.runbooks.page())) == 4

    # ---- known issues ----------------------------------------------------------------------------

    async def test_a_known_issue_is_kept_as_it_was_written(self, store: UnitOfWork) -> None:
        whole = known_issue(
            issue_key="ENG-42", components=("Export", "Gateway"), safety="redacted", policy="p1"
        )
        (added,) = await keep(store, whole)
        assert added == whole.model_copy(update={"number": added.number, "version": 1})
        assert await store.read(lambda tx: tx.prevention.known_issues.get(added.number)) == added
        assert await store.read(lambda tx: tx.prevention.known_issues.page(IssueState.OPEN))
        assert not await store.read(lambda tx: tx.prevention.known_issues.page(IssueState.FIXED))

    async def test_more_of_the_words_and_words_of_the_title_count_for_more(
        self, store: UnitOfWork
    ) -> None:
        await keep(
            store,
            known_issue("Login loops", symptoms="The export button is grey."),
            known_issue("Label printing is slow", symptoms="Labels come late."),
            known_issue("Quarterly export stays empty"),
        )
        assert await find(store, "quarterly export") == [
            "Quarterly export stays empty",
            "Login loops",
        ]
        assert await find(store, "quarterly export", limit=1) == ["Quarterly export stays empty"]
        assert await find(store, "invoice") == []

    async def test_case_accents_endings_and_marks_make_no_difference(
        self, store: UnitOfWork
    ) -> None:
        await keep(store, known_issue(issue_key="ENG-42"), known_issue("Other", symptoms="None"))
        for words in SAME:
            assert await find(store, words) == ["Export stays empty"], words

    async def test_every_script_is_searched(self, store: UnitOfWork) -> None:
        await keep(store, *map(known_issue, SCRIPTS), known_issue("Other", symptoms="None"))
        for title, words in SCRIPTS.items():
            assert await find(store, words) == [title]

    async def test_whatever_is_typed_is_only_words(self, store: UnitOfWork) -> None:
        await keep(store, known_issue(), known_issue("Login loops", symptoms="Word wrap"))
        for words in ODD:
            found = await find(store, words)
            assert set(found) <= {"Export stays empty", "Login loops"}
        assert await find(store, "'; DROP TABLE known_issues; --") == []
        assert await find(store, "-export") == ["Export stays empty"]
        assert await find(store, "word " * 5_000) == ["Login loops"]

    async def test_odd_texts_can_be_kept_and_found_by_their_words(self, store: UnitOfWork) -> None:
        (added,) = await keep(store, known_issue("O'Hara's \"export\" | a:b <-> !c", symptoms="🦄"))
        assert await find(store, "ohara hara") == [added.title]

    async def test_the_search_knows_a_changed_text_and_no_longer_the_old_one(
        self, store: UnitOfWork
    ) -> None:
        (added,) = await keep(store, known_issue())
        changed = added.model_copy(
            update={"title": "Import hangs", "symptoms": "It waits.", "workaround": "Retry."}
        )
        await store.write(lambda tx: tx.prevention.known_issues.save(changed, ()))
        assert await find(store, "export") == []
        assert await find(store, "import") == ["Import hangs"]
        with pytest.raises(StaleWrite):
            await store.write(lambda tx: tx.prevention.known_issues.save(changed, ()))

    async def test_fixed_ones_are_left_out_where_only_open_ones_are_asked_for(
        self, store: UnitOfWork
    ) -> None:
        fixed = known_issue("Export hangs", state=IssueState.FIXED)
        await keep(store, known_issue(), *(fixed for _ in range(3)))
        assert len(await find(store, "export")) == 4
        found = await store.read(
            lambda tx: tx.prevention.known_issues.search("export hangs", 2, fixed=False)
        )
        assert [one.title for one in found] == ["Export stays empty"]

    async def test_open_ones_are_found_by_stack_trace_and_by_issue(self, store: UnitOfWork) -> None:
        added = await store.write(
            lambda tx: tx.prevention.known_issues.add(known_issue(issue_key="ENG-1"), ("t1", "t2"))
        )
        found = await store.read(lambda tx: tx.prevention.known_issues.with_trace({"t2", "t7"}))
        assert found == (added,)
        by_key = await store.read(lambda tx: tx.prevention.known_issues.with_key({"ENG-1"}))
        assert by_key == (added,)
        fixed = added.model_copy(update={"state": IssueState.FIXED})
        await store.write(lambda tx: tx.prevention.known_issues.save(fixed, ("t1",)))
        assert not await store.read(lambda tx: tx.prevention.known_issues.with_trace({"t1"}))
        assert not await store.read(lambda tx: tx.prevention.known_issues.with_key({"ENG-1"}))
        assert not await store.read(lambda tx: tx.prevention.known_issues.with_trace(()))

    # ---- drivers ---------------------------------------------------------------------------------

    async def test_drivers_are_counted_from_the_history_of_a_time(self, store: UnitOfWork) -> None:
        told = (
            escalated(1, NOON, root_cause="Label  Printer", fingerprint="f1"),
            escalated(2, minutes(5), component="Export"),
            escalated(3, minutes(9), fingerprint="f1"),
            escalated(4, minutes(10), component="Export"),
        )
        lacked = Try(ticket_id=1, at=NOON, complete=False, missed=("steps", "logs"))
        await store.write(lambda tx: [tx.history.escalated(one) for one in told])
        for _ in range(2):
            await store.write(lambda tx: tx.history.note_try(lacked))
        found = await store.read(lambda tx: tx.prevention.drivers(NOON, minutes(10)))
        assert dict(found) == {
            Driver(DriverKind.ROOT_CAUSE, "label printer"): 1,
            Driver(DriverKind.TRACE, "f1"): 2,
            Driver(DriverKind.COMPONENT, "Export"): 1,
            Driver(DriverKind.MISSED_ITEM, "steps"): 1,
            Driver(DriverKind.MISSED_ITEM, "logs"): 1,
        }
