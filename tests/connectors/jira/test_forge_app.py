"""The Forge app: its manifest, its expression in the sandbox Jira, and what its panel says."""

import json
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from ruamel.yaml import YAML

from app.document import Document, ItemList, ListItem, Paragraph, Text
from app.effects import GateNote, UpdateIssue
from app.model import Audience, RedactedText
from connectors.jira.auth import ApiToken
from connectors.jira.client import JiraClient
from connectors.jira.writing import GATE_KEY, gate_property
from connectors.sandbox.jira.config import BRIDGE, ENGINEER
from connectors.sandbox.jira.expressions import ExpressionError, evaluate
from tests.connectors.jira.setup_site import Site

APP = Path(__file__).parents[3] / "connectors" / "jira" / "forge"
PUBLISHED = APP / "node_modules" / "@forge" / "manifest" / "out" / "schema"
KEY = "^[a-zA-Z0-9_-]{1,23}$"
FORGE_KEY = "ari:cloud:ecosystem::extension/a/b/static/packet-complete"


def exactly(**properties: Any) -> dict[str, Any]:
    """An object that has these properties, all of them, and no others."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": list(properties),
    }


def listed(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": schema, "minItems": 1}


TEXT = {"type": "string", "minLength": 1, "maxLength": 1000}
NAME = {"type": "string", "pattern": KEY}
SCHEMA = exactly(
    app=exactly(
        id={"type": "string", "pattern": r"^ari:cloud:ecosystem::app/[0-9a-f-]{36}$"},
        description=TEXT,
        runtime=exactly(name={"enum": ["nodejs22.x", "nodejs24.x"]}),
    ),
    modules=exactly(
        **{
            "jira:workflowValidator": listed(
                exactly(
                    key=NAME, name=TEXT, description=TEXT, expression=TEXT,
                    errorMessage={"type": "string", "minLength": 1, "maxLength": 255},
                    projectTypes=listed({"enum": ["company-managed", "team-managed"]}),
                )
            ),
            "jira:issuePanel": listed(
                exactly(
                    key=NAME, title=TEXT, resource=NAME, render={"const": "native"},
                    resolver=exactly(function=NAME),
                    icon={"type": "string", "pattern": r"^resource:[a-z]+;[a-z./]+\.svg$"},
                )
            ),
            "function": listed(
                exactly(key=NAME, handler={"type": "string", "pattern": r"^[a-z]+\.[a-zA-Z]+$"})
            ),
        }
    ),
    resources=listed(exactly(key=NAME, path=TEXT)),
    permissions=exactly(scopes={"const": ["read:jira-work"]}),
)  # fmt: skip


def manifest() -> dict[str, Any]:
    loaded = YAML(typ="safe").load((APP / "manifest.yml").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def validator() -> dict[str, Any]:
    (found,) = manifest()["modules"]["jira:workflowValidator"]
    assert isinstance(found, dict)
    return found


def test_the_manifest_holds_what_it_needs_and_nothing_else() -> None:
    jsonschema.validate(manifest(), SCHEMA)


def test_the_manifest_is_valid_by_the_published_schema() -> None:
    path = PUBLISHED / "manifest-schema.json"
    if not path.exists():
        pytest.skip("the vendor's manifest schema is absent: npm install in connectors/jira/forge")
    schema = json.loads(path.read_text("utf-8"))
    jsonschema.validate(manifest(), schema)
    broken = manifest()
    broken["modules"]["jira:workflowValidator"][0]["projectTypes"] = ["any"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


def test_all_that_the_manifest_names_is_there() -> None:
    modules, resources = manifest()["modules"], manifest()["resources"]
    paths = {one["key"]: APP / one["path"] for one in resources}
    assert all(path.exists() for path in paths.values())
    (panel,) = modules["jira:issuePanel"]
    (function,) = modules["function"]
    assert panel["resource"] in paths
    assert panel["resolver"]["function"] == function["key"]
    folder, name = panel["icon"].removeprefix("resource:").split(";")
    assert (paths[folder] / name).is_file()
    module, exported = function["handler"].split(".")
    assert f"export const {exported} " in (APP / "src" / f"{module}.js").read_text("utf-8")


def test_every_import_of_the_app_is_a_dependency_of_it() -> None:
    wanted = set(json.loads((APP / "package.json").read_text("utf-8"))["dependencies"])
    sources = "\n".join(path.read_text("utf-8") for path in (APP / "src").rglob("*.js*"))
    imported = re.findall(r'from "((?:@[a-z]+/)?[a-z]+)"', sources)
    assert set(imported) == wanted


def test_app_and_service_mean_the_same_property() -> None:
    assert f"'{GATE_KEY}'" in validator()["expression"]
    assert f'KEY = "{GATE_KEY}"' in (APP / "src" / "gate.js").read_text("utf-8")


# ---- the expression, in the sandbox Jira ---------------------------------------------------------


@pytest.fixture
async def engineer(site: Site) -> AsyncIterator[httpx.AsyncClient]:
    """At a site where the validator guards "Escalate"."""
    parameters = {"key": FORGE_KEY, "config": "{}", "id": "1", "disabled": "false", "tag": ""}
    rule = {"id": "r-1", "ruleKey": "forge:expression-validator", "parameters": parameters}
    site.transition("Escalate")["validators"] = [rule]
    told = validator()
    site.app.state.jira.forge_validators[FORGE_KEY] = (told["expression"], told["errorMessage"])
    auth = (ENGINEER.email, ENGINEER.token)
    async with httpx.AsyncClient(base_url=site.base + "/rest/api/3", auth=auth) as client:
        yield client


async def escalate(engineer: httpx.AsyncClient, issue: str = "ENG-1") -> tuple[int, list[str]]:
    take = {"transition": {"id": "21"}}
    answer = await engineer.post(f"/issue/{issue}/transitions", json=take)
    return answer.status_code, answer.json()["errorMessages"] if answer.content else []


async def test_the_validator_refuses_until_the_service_marks_the_packet_complete(
    site: Site, engineer: httpx.AsyncClient
) -> None:
    message = validator()["errorMessage"]
    assert await escalate(engineer) == (400, [message])
    async with httpx.AsyncClient() as http:
        ours = JiraClient(http, site.base, ApiToken(BRIDGE.email, BRIDGE.token))
        number = (await ours.fetch_issue("ENG-1")).id
        for note, status in (
            (GateNote("incomplete", complete=False), 400),
            (GateNote("waived", complete=True), 204),
        ):
            await ours.apply(UpdateIssue(number, {}, "m", note))
            assert (await escalate(engineer))[0] == status


@pytest.mark.parametrize(
    "forged",
    [
        "open", 1, True, [], ["complete"], {}, {"complete": True}, {"complete": "true"},
        {"complete": 1, "issue": 10000}, {"complete": True, "issue": "10000"},
        {"complete": True, "issue": 10001}, {"complete": False, "issue": 10000},
        {"complete": {"a": 1}, "issue": 10000}, {"issue": 10000},
    ],
    ids=str,
)  # fmt: skip
async def test_a_property_of_another_shape_or_another_issue_opens_nothing(
    engineer: httpx.AsyncClient, forged: object
) -> None:
    assert (await engineer.get("/issue/ENG-1")).json()["id"] == "10000"
    set_to = await engineer.put(f"/issue/ENG-1/properties/{GATE_KEY}", json=forged)
    assert set_to.status_code in (200, 201)
    assert (await escalate(engineer))[0] == 400


async def test_a_forged_property_opens_only_this_rule_and_puts_no_words_into_jiras_mouth(
    site: Site, engineer: httpx.AsyncClient
) -> None:
    await site.apply()
    lie = {"complete": True, "issue": 10000, "reasons": ["Call 555-0100 to be let in"]}
    await engineer.put(f"/issue/ENG-1/properties/{GATE_KEY}", json=lie)
    status, said = await escalate(engineer)
    assert status == 400
    assert "555-0100" not in str(said)
    assert validator()["errorMessage"] not in said


async def test_an_app_that_was_uninstalled_refuses(site: Site, engineer: httpx.AsyncClient) -> None:
    site.app.state.jira.forge_validators.clear()
    await engineer.put(f"/issue/ENG-1/properties/{GATE_KEY}", json={"complete": True})
    assert (await escalate(engineer))[0] == 400


@pytest.mark.parametrize(
    "expression", ["", "issue.", "issue.properties['airlock.gate'", "config.x == 1", "1 &", "(1"]
)
async def test_an_expression_that_means_nothing_is_an_error(site: Site, expression: str) -> None:
    issue = site.app.state.jira.issues["10000"]
    with pytest.raises(ExpressionError):
        evaluate(expression, issue)


# ---- the panel -----------------------------------------------------------------------------------


def shown(value: object, issue: str = "10000") -> Any:
    """What the panel says, computed by the app's own module in Node."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is absent: the panel's module cannot be run")
    script = (
        f"import {{ readGate }} from {json.dumps((APP / 'src' / 'gate.js').as_uri())};"
        f"const value = {json.dumps(value)};"
        f"console.log(JSON.stringify(readGate(value, {json.dumps(issue)})));"
    )
    run = subprocess.run(  # noqa: S603 - Node with a script of this test's own
        [node, "--input-type=module", "-"], input=script, capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout)


def test_the_panel_shows_the_reasons_word_for_word() -> None:
    sentences = ["Owner: Nothing is entered yet. One person.", "Logs: No link. A trace id."]
    items = ItemList(tuple(ListItem((Paragraph((Text(one),)),)) for one in sentences))
    reasons = RedactedText(Document((items,)), Audience.ENGINEERING, "policy-1")
    note = GateNote("incomplete", complete=False, reasons=reasons)
    told = shown(gate_property("10000", note)["value"])
    assert told == {"open": False, "text": "The packet is incomplete.", "reasons": sentences}
    ready = shown(gate_property("10000", GateNote("ready", complete=True))["value"])
    assert (ready["open"], ready["reasons"]) == (True, [])


@pytest.mark.parametrize(
    "forged", [None, "x", [1], {"complete": True}, {"complete": True, "issue": 7},
               {"issue": 10000, "complete": "yes", "reasons": "x"},
               {"issue": 10000, "reasons": [1, None, {"a": 1}, " "]}], ids=str)  # fmt: skip
def test_the_panel_never_shows_a_forged_shape_as_open(forged: object) -> None:
    told = shown(forged)
    assert told["open"] is False
    assert told["reasons"] == []


def test_the_panel_bounds_what_it_shows() -> None:
    flood = {"issue": 10000, "complete": False, "reasons": ["x" * 10_000] * 1_000}
    told = shown(flood)
    assert (len(told["reasons"]), max(map(len, told["reasons"]))) == (50, 700)
