"""The weekly pages: what a reader sees, what an operator may write, and the numbers as CSV."""

import csv
import io
import re
from collections.abc import AsyncIterator

import pytest

from app.records_console import ConsoleRole
from app.services.weekly import Weekly
from app.web.console.charts import Axes, Series, bar_plot, line_plot, scale
from app.web.console.weekly_report import html_report
from tests.contract.store_history import HOUR, MONDAY, WEEK
from tests.fakes.clock import FixedClock
from tests.fakes.policies import FixedPolicies
from tests.fakes.store import MemoryStore
from tests.services.test_weekly import known_week
from tests.web.console.support import Browser, ConsoleWorld

OPERATOR, VIEWER = ConsoleRole.OPERATOR, ConsoleRole.VIEWER
PLACES = ("W1", "W2", "W3")


@pytest.fixture
async def console() -> ConsoleWorld:
    store, clock = MemoryStore(), FixedClock(MONDAY + WEEK + HOUR)
    await store.write(known_week)
    weekly = Weekly(store, FixedPolicies(), clock)
    return ConsoleWorld(store=store, clock=clock, weekly=weekly)


@pytest.fixture
async def operator(console: ConsoleWorld) -> AsyncIterator[Browser]:
    async with console.signed_in(OPERATOR) as browser:
        yield browser


async def test_a_viewer_sees_the_figures_plots_and_numbers_of_a_week(
    console: ConsoleWorld,
) -> None:
    async with console.signed_in(VIEWER) as browser:
        text = (await browser.get("/console/weekly")).text
    assert "Week 2026-W47" in text
    assert "2 of 2 repeats share the component billing." in text
    assert text.count('<svg class="plot"') == 4
    assert "Write this line yourself" not in text
    assert not re.search(r"\sstyle=", text)


async def test_another_week_is_chosen_and_one_that_is_none_is_told(operator: Browser) -> None:
    assert "Week 2026-W46" in (await operator.get("/console/weekly?week=2026-W46")).text
    assert "not over" in (await operator.get("/console/weekly?week=2026-W48")).text
    wrong = await operator.get("/console/weekly?week=2026-W99")
    assert wrong.status_code == 422
    assert "A week is written as 2026-W47" in wrong.text


async def test_an_operator_writes_the_line_of_the_week(operator: Browser) -> None:
    await operator.get("/console/weekly")
    said = {"week": "2026-W47", "line": "A <b>release</b> went wrong."}
    answer = await operator.post("/console/weekly/line", said)
    assert answer.status_code == 303
    shown = (await operator.get("/console/weekly?week=2026-W47")).text
    assert "A &lt;b&gt;release&lt;/b&gt; went wrong." in shown
    assert "written by local:operator" in shown
    long = await operator.post("/console/weekly/line", {"week": "2026-W47", "line": "x" * 301})
    assert long.status_code == 422
    assert "x" * 301 in long.text, "what was typed is not lost"


async def test_who_saves_what_another_one_changed_meanwhile_is_told_and_loses_nothing(
    operator: Browser,
) -> None:
    await operator.get("/console/weekly")
    for line, status in (("A release went wrong.", 303), ("It was the printer.", 412)):
        said = {"week": "2026-W47", "line": line, "was": ""}
        answer = await operator.post("/console/weekly/line", said)
        assert answer.status_code == status
    for words in ("Someone else changed it", "It was the printer.", "A release went wrong."):
        assert words in answer.text
    for label, status in (("Slow disk", 303), ("Printer", 412)):
        said = {"escalation": "10:100", "week": "2026-W47", "label": label, "was": ""}
        answer = await operator.post("/console/weekly/escalations/cause", said)
        assert answer.status_code == status
    for words in ("Someone else changed it", 'value="Printer"', "Now: Slow disk"):
        assert words in answer.text


async def test_the_numbers_are_given_as_csv(operator: Browser) -> None:
    answer = await operator.get("/console/weekly/numbers.csv?week=2026-W47")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 13
    last = rows[-1]
    assert (last["week"], last["tickets"], last["repeats"], last["open"]) == (
        "2026-W47", "200", "2", "1",
    )  # fmt: skip


async def test_an_operator_names_a_root_cause_and_repeats_are_counted_anew(
    operator: Browser,
) -> None:
    page = (await operator.get("/console/weekly/escalations?week=2026-W47")).text
    assert page.count('name="label"') == 8
    for ticket in (10, 12):
        said = {"escalation": f"{ticket}:{ticket}0", "week": "2026-W47", "label": "Slow disk"}
        assert (await operator.post("/console/weekly/escalations/cause", said)).status_code == 303
    rows = (await operator.get("/console/weekly/numbers.csv?week=2026-W47")).text
    assert rows.splitlines()[-1].split(",")[5] == "3"
    missing = {"escalation": "9:9", "week": "2026-W47", "label": "x"}
    assert (await operator.post("/console/weekly/escalations/cause", missing)).status_code == 404


async def test_the_report_stands_alone(console: ConsoleWorld) -> None:
    weekly = Weekly(console.store, FixedPolicies(), FixedClock(MONDAY + WEEK + HOUR))
    page = html_report(await weekly.report())
    assert page.count('<svg class="plot"') == 4
    assert not re.search(r"<script|<link|(?:src|href)=", page)
    assert "Steps to reproduce" in page


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], (0, 1)),
        ([0.0], (0, 1)),
        ([10], (0, 2.5, 5, 7.5, 10)),
        ([3.9], (0, 1, 2, 3, 4)),
        ([240], (0, 100, 200, 300)),
    ],
)
def test_an_axis_has_round_steps_up_to_over_the_largest(
    values: list[float], expected: tuple[float, ...]
) -> None:
    assert scale(values) == pytest.approx(expected)


def test_a_bar_is_as_high_as_its_value_and_a_missing_one_is_left_out() -> None:
    plot = bar_plot(Axes("a", "Title", "hours", PLACES), [10, None, 5])
    first, last = plot.bars
    assert first.height == pytest.approx(2 * last.height, abs=0.2)
    assert (first.y, last.now, last.words) == (plot.top, True, "W3: 5 hours")
    assert plot.about == "Title: 5 hours in W3, between 5 and 10 since W1."


def test_a_line_is_broken_where_a_value_is_missing() -> None:
    plot = line_plot(
        Axes("a", "Title", "hours", PLACES),
        [Series("median", [1, None, 2]), Series("p", [1, 2, 3])],
    )
    assert [len(line.paths) for line in plot.lines] == [0, 1]
    assert [len(line.points) for line in plot.lines] == [2, 3]
