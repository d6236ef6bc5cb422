"""The example script for a Data Center makes the call that the service answers."""

import json
import re
from typing import Any

import httpx

from app.web.errors import GATE_PATH
from tests.shared_data import ROOT
from tests.web.support import GATE_SECRET, World

SCRIPT = (ROOT / "docs" / "examples" / "datacenter-validator.groovy").read_text("utf-8")
_CONSTANT = re.compile(r'^final String (\w+) = "([^"]*)"$', re.MULTILINE)
_HEADER = re.compile(r'setRequestProperty\("([^"]+)", (.+)\)$', re.MULTILINE)
_QUESTION = re.compile(r"^def question = \[\n(.*?)^\]$", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(r"^\s+(\w+)\s*: (\S+),$", re.MULTILINE)
_METHOD = re.compile(r'requestMethod = "(\w+)"')


def constants() -> dict[str, str]:
    return dict(_CONSTANT.findall(SCRIPT))


def question(values: dict[str, str]) -> dict[str, str]:
    """The script's question, its Groovy expressions replaced by what Jira would give."""
    (block,) = _QUESTION.findall(SCRIPT)
    given = {**values, "TO_STATUS": constants()["TO_STATUS"]}
    return {key: given[expression] for key, expression in _ENTRY.findall(block)}


def headers(token: str) -> dict[str, str]:
    written = {'"Bearer " + System.getProperty(TOKEN_PROPERTY)': f"Bearer {token}"}
    return {name: written.get(value, value.strip('"')) for name, value in _HEADER.findall(SCRIPT)}


async def ask(client: httpx.AsyncClient, token: str = GATE_SECRET) -> httpx.Response:
    """The call that the script makes, made as it says."""
    (method,) = _METHOD.findall(SCRIPT)
    asked = question({"issue.key": "ENG-42", "issue.status?.name": "Triage"})
    content = json.dumps(asked).encode()
    path = constants()["PATH"]
    return await client.request(method, path, content=content, headers=headers(token))


def lets_pass(answer: httpx.Response) -> bool:
    """What the script makes of an answer: its two conditions, as they stand in it."""
    assert "if (connection.responseCode == 200) {" in SCRIPT
    assert "passes = answer?.result == true" in SCRIPT
    return answer.status_code == 200 and answer.json()["result"] is True


async def test_the_scripts_question_is_understood_and_its_answer_shown(
    client: httpx.AsyncClient, world: World
) -> None:
    assert constants()["PATH"] == GATE_PATH
    refused = await ask(client)
    assert not lets_pass(refused)
    assert refused.json()["errorMessage"] == "Steps: nothing was entered"
    world.gate.waived = True
    assert lets_pass(await ask(client))
    asked: list[Any] = [one.model_dump() for one in world.gate.asked]
    assert asked[-1] == {
        "issue_key": "ENG-42", "from_status": "Triage", "to_status": "Escalated",
    }  # fmt: skip


async def test_a_script_without_the_token_lets_nothing_pass(
    client: httpx.AsyncClient, world: World
) -> None:
    world.gate.waived = True
    assert not lets_pass(await ask(client, token="null"))
    assert not lets_pass(await ask(client, token=""))


def test_the_script_blocks_unless_somebody_said_yes() -> None:
    code = "\n".join(line for line in SCRIPT.splitlines() if not line.lstrip().startswith("//"))
    assert re.findall(r"passes = (.+)", code) == ["false", "answer?.result == true", "false"]
    caught = code.index("} catch (Exception error) {")
    thrown = code.index("if (!passes) {\n    throw new InvalidInputException(")
    assert code.index("passes = answer?.result == true") < caught < thrown
    assert "return" not in code
    assert all(f"connection.{name}Timeout = " in code for name in ("connect", "read"))
    assert "instanceFollowRedirects = false" in code


def test_the_script_names_the_setting_that_holds_its_token() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    (named,) = set(re.findall(r"AIRLOCK_\w+", SCRIPT))
    assert f"`{named}`" in page
