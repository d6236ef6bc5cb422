"""What `airlock doctor` says of the mode before anything was sent."""

from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from app.cli.doctoring import first_start_checks
from app.records_life import Mode
from app.services.life_checks import mode_check
from app.services.modes import Standing, Started, Switch
from app.settings import JiraSettings, Settings, ZendeskSettings

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
REAL, HERE = "https://acme.zendesk.com", "http://127.0.0.1:8091"


def settings(base: str, mode: Mode = Mode.LIVE) -> Settings:
    return Settings(
        _env_file=None,
        mode=mode,
        secret_key=SecretStr("0" * 32),
        zendesk=ZendeskSettings(base_url=base),
        jira=JiraSettings(base_url="http://localhost:8092"),
    )


def standing(
    mode: Mode = Mode.LIVE,
    *,
    switch: Switch | None = None,
    live_since: datetime | None = None,
    started: Mode | None = None,
) -> Standing:
    told = Started(mode=started, at=NOON) if started is not None else None
    return Standing(mode, switch, live_since, told)


def test_before_the_first_sending_to_a_real_site_shadow_is_recommended() -> None:
    (told,) = first_start_checks(settings(REAL), standing())
    assert told.ok
    assert "AIRLOCK_MODE=shadow" in told.detail


@pytest.mark.parametrize(
    ("base", "mode", "since"),
    [(HERE, Mode.LIVE, None), (REAL, Mode.SHADOW, None), (REAL, Mode.LIVE, NOON)],
)
def test_it_is_not_recommended_on_a_sandbox_in_shadow_or_later(
    base: str, mode: Mode, since: datetime | None
) -> None:
    assert first_start_checks(settings(base, mode), standing(mode, live_since=since)) == ()


def test_the_stop_switch_is_told_with_its_time_and_reason() -> None:
    told = mode_check(standing(switch=Switch(by="x", since=NOON, reason="leak in Jira")))
    assert (told.ok, told.vital) == (False, False)
    assert "2026-11-22 12:00 UTC (leak in Jira)" in told.detail
    assert "airlock start" in told.detail


def test_processes_with_two_modes_are_told() -> None:
    told = mode_check(standing(started=Mode.SHADOW))
    assert not told.ok
    assert "alike" in told.detail


def test_shadow_is_told_and_no_fault() -> None:
    told = mode_check(standing(Mode.SHADOW, started=Mode.SHADOW))
    assert told.ok
    assert "nothing is sent" in told.detail
