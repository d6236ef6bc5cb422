"""What commands answer to wrong use, before they touch anything."""

import json
import socket
import sys
from pathlib import Path

import jwt
import pytest
from typer.testing import CliRunner

from app.cli.doctoring import settings_checks
from app.cli.output import Exit
from app.cli.root import app
from app.cli.sandbox import sidebar_settings
from app.settings import RedactionSettings, Settings
from connectors.sandbox.zendesk.app import create_app
from connectors.sandbox.zendesk.config import ZendeskSandboxConfig
from tests.fakes.policies import SHIPPED


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `.env` of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "command", ["policy lint nowhere", "policy table nowhere", "redact --to jira --policy nowhere"]
)
def test_a_folder_that_does_not_exist_is_wrong_use(command: str) -> None:
    answer = CliRunner().invoke(app, command.split())
    assert answer.exit_code == Exit.WRONG_USE
    assert "nowhere" in answer.stderr
    assert answer.stdout == ""


@pytest.mark.parametrize(
    "command",
    [
        "serve --port 65536",
        "sandbox --jira-port 0",
        "demo --port 70000",
        "backfill --pairs nowhere",
    ],
)
def test_a_port_or_a_file_that_cannot_be_is_wrong_use(command: str) -> None:
    answer = CliRunner().invoke(app, command.split())
    assert answer.exit_code == Exit.WRONG_USE
    assert answer.stdout == ""


def test_a_port_that_is_taken_is_told_in_words_with_a_cure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        answer = CliRunner().invoke(app, ["serve", "--port", str(taken.getsockname()[1])])
    assert answer.exit_code == Exit.OUT_OF_REACH
    assert "choose another --port" in answer.stderr


@pytest.mark.parametrize("customer", ["bob", "org:", "org:x", "360011"])
def test_a_customer_who_is_not_named_by_id_is_wrong_use(customer: str) -> None:
    answer = CliRunner().invoke(app, ["erase", customer, "--apply"])
    assert answer.exit_code == Exit.WRONG_USE
    assert "org:ID" in answer.stderr


def test_redact_takes_the_recogniser_of_the_settings_or_says_that_it_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "presidio_analyzer", None)
    monkeypatch.setenv("AIRLOCK_REDACTION__RECOGNISER", "presidio")
    line = json.dumps({"id": "1", "format": "text", "input": "x"})
    ask = ["redact", "--to", "jira", "--policy", str(SHIPPED)]
    answer = CliRunner().invoke(app, ask, input=line)
    assert answer.exit_code == Exit.WRONG_USE
    assert "airlock[presidio]" in answer.stderr
    assert answer.stdout == ""


def test_doctor_says_of_a_language_model_that_nothing_reads() -> None:
    redaction = RedactionSettings(language_model="en_core_web_sm")
    (told,) = [
        check
        for check in settings_checks(Settings(_env_file=None, redaction=redaction))
        if check.name == "redaction"
    ]
    assert not told.ok
    assert "RECOGNISER=presidio" in told.detail


def test_the_settings_that_the_sandbox_prints_lead_to_its_sidebar_too(tmp_path: Path) -> None:
    key = create_app(ZendeskSandboxConfig()).state.sidebar_key
    lines = sidebar_settings(key.audience, key.public_pem(), "http://127.0.0.1:8091")
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")
    sidebar = Settings(_env_file=tmp_path / ".env").sidebar
    assert sidebar.app_public_key is not None
    claims = jwt.decode(
        key.token(7), sidebar.app_public_key, algorithms=["RS256"], audience=sidebar.audience
    )
    assert claims["sub"] == "7"
    assert sidebar.sdk_url == "http://127.0.0.1:8091/zaf_sdk.js"
