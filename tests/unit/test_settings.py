"""Settings from the environment and `.env`: every mistake at once, by name and never by value."""

import json
import os
from pathlib import Path

import pytest

from app.errors import SettingsError
from app.records_life import Mode
from app.settings import Settings, iter_settings, load_settings, render_settings

KEY = "k" * 32
ONE, TWO = "the first secret of two", "the second secret of two"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith("AIRLOCK_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_without_anything_set_the_defaults_of_the_contract_hold() -> None:
    settings = load_settings()
    assert settings.database_url == "sqlite:///./airlock.db"
    assert settings.policy_dir == Path("policies")
    assert (settings.mode, settings.secret_key) == (Mode.LIVE, None)
    assert settings.zendesk.webhook_secrets == ()


def test_nesting_lists_and_secrets_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRLOCK_SECRET_KEY", KEY)
    monkeypatch.setenv("AIRLOCK_ZENDESK__BASE_URL", "https://acme.zendesk.com")
    monkeypatch.setenv("AIRLOCK_ZENDESK__WEBHOOK_SECRETS", json.dumps([ONE, TWO]))
    monkeypatch.setenv("AIRLOCK_RELAY__LANES", "6")
    settings = load_settings()
    assert settings.zendesk.base_url == "https://acme.zendesk.com"
    secrets = settings.zendesk.webhook_secrets
    assert [secret.get_secret_value() for secret in secrets] == [ONE, TWO]
    assert settings.relay.lanes == 6


def test_no_secret_shows_when_the_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "hunter2-hunter2-hunter2-hunter2-hunter2"
    for name in ("SECRET_KEY", "ZENDESK__CLIENT_SECRET", "ZENDESK__OAUTH_TOKEN",
                 "ZENDESK__API_TOKEN", "JIRA__API_TOKEN", "JIRA__CLIENT_SECRET",
                 "JIRA__PERSONAL_ACCESS_TOKEN", "ADMIN__OPERATOR_TOKEN",
                 "GATE__TRANSITION_TOKEN"):  # fmt: skip
        monkeypatch.setenv(f"AIRLOCK_{name}", secret)
    for name in ("ZENDESK__WEBHOOK_SECRETS", "JIRA__WEBHOOK_SECRETS", "JIRA__WEBHOOK_PATH_TOKENS"):
        monkeypatch.setenv(f"AIRLOCK_{name}", f'["{secret}"]')
    settings = load_settings()
    assert "hunter2" not in repr(settings) + str(settings) + settings.model_dump_json()


def test_every_mistake_is_told_at_once_and_no_value_is_quoted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AIRLOCK_MODE", "tepid-value")
    monkeypatch.setenv("AIRLOCK_RELAY__LANES", "many-value")
    monkeypatch.setenv("AIRLOCK_SECRET_KEI", "typo-value")
    monkeypatch.setenv("AIRLOCK_ZENDESK__TOKEN", "unknown-value")
    with pytest.raises(SettingsError) as failure:
        load_settings()
    told = str(failure.value)
    for name in ("AIRLOCK_MODE:", "AIRLOCK_RELAY__LANES:", "AIRLOCK_SECRET_KEI: no such setting",
                 "AIRLOCK_ZENDESK__TOKEN: no such setting"):  # fmt: skip
        assert name in told
    assert "-value" not in told
    assert len(told.splitlines()) == 4


@pytest.mark.parametrize("value", ["not json", "{", '"text"', "[1, {}]"])
def test_a_list_that_is_no_json_list_is_told_by_its_name(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("AIRLOCK_ZENDESK__WEBHOOK_SECRETS", value)
    with pytest.raises(SettingsError) as failure:
        load_settings()
    assert "AIRLOCK_ZENDESK__WEBHOOK_SECRETS" in str(failure.value)
    assert value not in str(failure.value)


def test_a_secret_key_that_can_be_guessed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRLOCK_SECRET_KEY", "short")
    with pytest.raises(SettingsError, match="shorter than 32 characters; `openssl rand -hex 32`"):
        load_settings()


OURS = {
    "ADMIN__OPERATOR_TOKEN": False,
    "ADMIN__PREVIOUS_OPERATOR_TOKENS": True,
    "GATE__TRANSITION_TOKEN": False,
    "GATE__PREVIOUS_TRANSITION_TOKENS": True,
    "JIRA__WEBHOOK_SECRETS": True,
    "JIRA__WEBHOOK_PATH_TOKENS": True,
    "ZENDESK__WEBHOOK_SECRETS": True,
}
"""Secrets that open a door of ours, and whether each setting is a list."""


def test_every_secret_that_can_be_guessed_is_told_at_once_with_its_cure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, many in OURS.items():
        monkeypatch.setenv(f"AIRLOCK_{name}", json.dumps([ONE, "q" * 15]) if many else "q")
    with pytest.raises(SettingsError) as failure:
        load_settings()
    lines = str(failure.value).splitlines()
    assert [line.split(":")[0] for line in lines] == [f"AIRLOCK_{name}" for name in OURS]
    assert all("16 characters" in line and "`openssl rand -hex 32`" in line for line in lines)
    assert "q" * 15 not in str(failure.value)


def test_secrets_of_sixteen_characters_and_tokens_left_empty_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, many in OURS.items():
        monkeypatch.setenv(f"AIRLOCK_{name}", json.dumps(["q" * 16]) if many else "")
    assert load_settings().admin.operator_token is not None


def test_an_empty_secret_in_a_list_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRLOCK_JIRA__WEBHOOK_SECRETS", '[""]')
    with pytest.raises(SettingsError, match="AIRLOCK_JIRA__WEBHOOK_SECRETS: shorter than 16"):
        load_settings()


def test_a_file_of_settings_is_read_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("AIRLOCK_MODE=stopped\nAIRLOCK_RELAY__LANES=2\nOTHER=1\n")
    monkeypatch.setenv("AIRLOCK_RELAY__LANES", "3")
    settings = load_settings()
    assert (settings.mode, settings.relay.lanes) == (Mode.STOPPED, 3)


def test_an_unknown_name_in_the_file_is_told_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("AIRLOCK_MOOD=stopped\n")
    with pytest.raises(SettingsError, match="AIRLOCK_MOOD: no such setting"):
        load_settings()


def test_a_whole_group_may_be_one_json_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRLOCK_JIRA", '{"base_url": "https://acme.atlassian.net"}')
    assert load_settings().jira.base_url == "https://acme.atlassian.net"


@pytest.mark.parametrize("value", ["{", "hunter2", '["hunter2"]'])
def test_a_group_that_is_no_json_object_is_told_beside_the_other_mistakes(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("AIRLOCK_JIRA", value)
    monkeypatch.setenv("AIRLOCK_MOOD", "x")
    with pytest.raises(SettingsError) as failure:
        load_settings()
    assert "AIRLOCK_JIRA: must be a JSON object" in str(failure.value)
    assert "AIRLOCK_MOOD: no such setting" in str(failure.value)
    assert "hunter2" not in str(failure.value)


def test_every_setting_is_described_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    page = render_settings()
    for name, field in iter_settings():
        assert field.description, name
        assert f"| `{name}` |" in page
    names = {name for name, _ in iter_settings()}
    assert {"AIRLOCK_DATABASE_URL", "AIRLOCK_JIRA__PERSONAL_ACCESS_TOKEN"} <= names
    assert len(page.splitlines()) == 9 + len(names)


def test_the_page_s_defaults_are_the_settings_own() -> None:
    rows = {row.split("`")[1]: row for row in render_settings().splitlines() if row[:3] == "| `"}
    assert "| `sqlite:///./airlock.db` |" in rows["AIRLOCK_DATABASE_URL"]
    assert "| `live` |" in rows["AIRLOCK_MODE"]
    assert "| none |" in rows["AIRLOCK_SECRET_KEY"]
    assert (
        f"| `{Settings.model_fields['max_body_bytes'].default}` |" in rows["AIRLOCK_MAX_BODY_BYTES"]
    )
