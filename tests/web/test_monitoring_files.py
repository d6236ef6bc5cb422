"""The example alerts and the dashboard name what `/metrics` really tells, and pages that exist."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from ruamel.yaml import YAML

from tests.shared_data import ROOT
from tests.web.support import OPERATOR, World

_METRIC = re.compile(r"\bairlock_[a-z_]+\b")
_SPAN = re.compile(r"^\d+[smh]$")
SEVERITIES = {"critical", "warning"}

RULES: list[dict[str, Any]] = YAML(typ="safe").load((ROOT / "docker/alerts.yml").read_text())[
    "groups"
][0]["rules"]
DASHBOARD: dict[str, Any] = json.loads((ROOT / "docker/grafana-dashboard.json").read_text("utf-8"))


def panels() -> list[dict[str, Any]]:
    return [one for one in DASHBOARD["panels"] if one["type"] != "row"]


async def told_names(world: World) -> set[str]:
    """Every name that a query may use: families, and the samples of histograms and counters."""
    async with world.client() as client:
        await client.get("/health/live")
        answer = await client.get("/metrics", headers={"Authorization": f"Bearer {OPERATOR}"})
    names: set[str] = set()
    for family in text_string_to_metric_families(answer.text):
        names |= {sample.name for sample in family.samples}
        names.add(f"{family.name}_total" if family.type == "counter" else family.name)
        if family.type == "histogram":
            names |= {f"{family.name}_{end}" for end in ("bucket", "count", "sum")}
    return names


async def test_every_metric_of_an_alert_is_told() -> None:
    names = await told_names(World())
    used = {name for rule in RULES for name in _METRIC.findall(rule["expr"])}
    assert used
    assert used - names == set()


async def test_every_metric_of_the_dashboard_is_told() -> None:
    names = await told_names(World())
    asked = [target["expr"] for panel in panels() for target in panel["targets"]]
    used = {name for expr in asked for name in _METRIC.findall(expr)}
    assert len(asked) >= len(panels())
    assert used - names == set()


@pytest.mark.parametrize("rule", RULES, ids=[rule["alert"] for rule in RULES])
def test_an_alert_says_how_bad_what_it_means_and_where_to_read_on(rule: dict[str, Any]) -> None:
    assert _SPAN.match(rule["for"])
    assert rule["labels"]["severity"] in SEVERITIES
    notes = rule["annotations"]
    assert notes["summary"].endswith((".", ")."))
    assert notes["description"]
    page, _, anchor = notes["runbook_url"].partition("#")
    text = (ROOT / page).read_text(encoding="utf-8")
    assert not anchor or anchor in set(anchors(text))


def anchors(text: str) -> Iterator[str]:
    """The names under which a page's headings are linked."""
    for heading in re.findall(r"(?m)^#+ (.+)$", text):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_no_two_alerts_have_one_name() -> None:
    assert len({rule["alert"] for rule in RULES}) == len(RULES)


def test_the_dashboard_asks_only_the_data_source_that_is_chosen() -> None:
    (variable,) = DASHBOARD["templating"]["list"]
    assert (variable["name"], variable["type"]) == ("datasource", "datasource")
    sources = [one["datasource"]["uid"] for panel in panels() for one in (panel, *panel["targets"])]
    assert set(sources) == {"${datasource}"}


def test_the_dashboards_panels_have_ids_of_their_own_and_say_what_they_show() -> None:
    ids = [panel["id"] for panel in DASHBOARD["panels"]]
    assert len(set(ids)) == len(ids)
    assert all(panel["description"] and panel["title"] for panel in panels())


async def test_a_database_out_of_reach_is_told_and_the_scrape_goes_on() -> None:
    world = World()
    world.store.available = False
    async with world.client() as client:
        answer = await client.get("/metrics", headers={"Authorization": f"Bearer {OPERATOR}"})
    assert answer.status_code == 200
    assert "airlock_store_up 0.0" in answer.text


async def test_counts_of_all_processes_are_told_by_each(client: httpx.AsyncClient) -> None:
    world = World()
    await world.store.write(lambda tx: tx.life.add({"webhook|jira|accepted": 4}))
    async with world.client() as mine:
        await mine.post("/webhooks/jira", content=b"{}", headers={"X-Signature": "good"})
        answer = await mine.get("/metrics", headers={"Authorization": f"Bearer {OPERATOR}"})
    assert 'airlock_webhooks_total{outcome="accepted",system="jira"} 5.0' in answer.text
    assert 'airlock_mode{mode="live"} 1.0' in answer.text
