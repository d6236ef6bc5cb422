"""Secrets from files: read as they stand, refused in words, never quoted."""

import json
import os
from pathlib import Path

import pytest

from app.errors import SettingsError
from app.settings import iter_settings, load_settings, render_settings

KEY = "k" * 32
ONE, TWO = "first-of-two-secrets", "second-of-two-secrets"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.upper().startswith("AIRLOCK_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def give(monkeypatch: pytest.MonkeyPatch, name: str, content: str) -> Path:
    path = Path(name.lower())
    path.write_text(content, encoding="utf-8")
    monkeypatch.setenv(f"AIRLOCK_{name}_FILE", str(path))
    return path


def told() -> str:
    with pytest.raises(SettingsError) as failure:
        load_settings()
    return str(failure.value)


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_secret_is_what_stands_in_its_file_without_the_last_line_end(
    monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    give(monkeypatch, "SECRET_KEY", f"{KEY} {end}")
    give(monkeypatch, "ZENDESK__CLIENT_SECRET", "hush" + end)
    monkeypatch.setenv("AIRLOCK_ZENDESK__CLIENT_ID", "airlock")
    settings = load_settings()
    assert settings.secret_key is not None
    assert settings.secret_key.get_secret_value() == f"{KEY} "
    assert settings.zendesk.client_secret is not None
    assert settings.zendesk.client_secret.get_secret_value() == "hush"
    assert settings.zendesk.client_id == "airlock"


@pytest.mark.parametrize(
    "content",
    [f"{ONE}\n{TWO}\n", f"\n {ONE}\r\n\n{TWO}", json.dumps([ONE, TWO]) + "\n"],
)
def test_a_lists_file_has_an_entry_a_line_or_is_json(
    monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    give(monkeypatch, "JIRA__WEBHOOK_SECRETS", content)
    secrets = load_settings().jira.webhook_secrets
    assert [secret.get_secret_value() for secret in secrets] == [ONE, TWO]


def test_the_database_and_the_apps_key_may_stand_in_files_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    give(monkeypatch, "DATABASE_URL", "postgresql://airlock:hush@db/airlock\n")
    give(monkeypatch, "SIDEBAR__APP_PUBLIC_KEY", "-----BEGIN\nPUBLIC-----\n")
    settings = load_settings()
    assert settings.database_url == "postgresql://airlock:hush@db/airlock"
    assert settings.sidebar.app_public_key == "-----BEGIN\nPUBLIC-----"


def test_a_file_may_be_named_in_the_dotenv_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY, encoding="utf-8")
    (tmp_path / ".env").write_text("AIRLOCK_SECRET_KEY_FILE=key\n", encoding="utf-8")
    assert load_settings().secret_key is not None


def test_both_the_secret_and_its_file_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRLOCK_SECRET_KEY", KEY)
    give(monkeypatch, "SECRET_KEY", KEY)
    assert told() == (
        "AIRLOCK_SECRET_KEY: is set, and AIRLOCK_SECRET_KEY_FILE too; keep one of them"
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"\n", "the file is empty"),
        (b"hush\xff", "the file is no UTF-8 text"),
        (b"hush" * 20_000, "the file is too large to hold a secret"),
        (b"hush", "shorter than 32 characters"),
    ],
)
def test_a_file_that_holds_no_secret_is_told_and_not_quoted(
    monkeypatch: pytest.MonkeyPatch, content: bytes, says: str
) -> None:
    give(monkeypatch, "SECRET_KEY", "x").write_bytes(content)
    assert says in told()
    assert "hush" not in told()


def test_a_file_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRLOCK_GATE__TRANSITION_TOKEN_FILE", "nowhere")
    expected = "AIRLOCK_GATE__TRANSITION_TOKEN_FILE: the file cannot be read (ENOENT)"
    assert told() == expected


@pytest.mark.parametrize("path", [".", "", "pipe", "/dev/null", "link"])
def test_what_is_no_regular_file_is_refused_at_once_and_in_words(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    os.mkfifo("pipe")
    Path("link").symlink_to("pipe")
    monkeypatch.setenv("AIRLOCK_GATE__TRANSITION_TOKEN_FILE", path)
    assert told().startswith("AIRLOCK_GATE__TRANSITION_TOKEN_FILE: names a ")
    assert "name a regular file" in told()


def test_a_link_to_a_file_is_followed_as_kubernetes_gives_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    give(monkeypatch, "SECRET_KEY", KEY).rename("data")
    Path("secret_key").symlink_to("data")
    assert load_settings().secret_key is not None


def test_what_is_no_secret_has_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, "MODE", "live")
    give(monkeypatch, "ZENDESK__EMAIL", "x")
    assert "AIRLOCK_MODE_FILE: no such setting" in told()
    assert "AIRLOCK_ZENDESK__EMAIL_FILE: no such setting" in told()


def test_every_secret_setting_has_a_file_in_the_documentation() -> None:
    lines = {line.split("`")[1]: line for line in render_settings().splitlines() if "| `" in line}
    secret = [name for name, field in iter_settings() if "SecretStr" in str(field.annotation)]
    assert len(secret) > 10
    assert [name for name in secret if not lines[name].endswith("| `_FILE` |")] == []


def test_an_earlier_key_must_be_long_and_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRLOCK_SECRET_KEY", KEY)
    monkeypatch.setenv("AIRLOCK_PREVIOUS_SECRET_KEYS", json.dumps(["short", KEY]))
    assert "AIRLOCK_PREVIOUS_SECRET_KEYS: one is shorter" in told()
    assert "AIRLOCK_PREVIOUS_SECRET_KEYS: holds the present" in told()
