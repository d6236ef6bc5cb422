"""What `airlock doctor` says of a secret key that is being replaced and of the erasure log."""

from pathlib import Path

from pydantic import SecretStr

from app.cli.doctoring import erasure_checks, key_checks
from app.settings import Settings

KEY, OLD = SecretStr("n" * 32), SecretStr("o" * 32)


def settings(*previous: SecretStr, log: Path | None = None) -> Settings:
    return Settings(_env_file=None, secret_key=KEY, previous_secret_keys=previous, erasure_log=log)


def test_a_change_of_the_secret_key_that_is_not_finished_is_a_fault_with_its_cure() -> None:
    (told,) = key_checks(settings(OLD), 1)
    assert not told.ok
    assert "`airlock vault rotate`" in told.detail


def test_a_key_that_is_named_still_after_the_change_is_a_fault_too() -> None:
    (told,) = key_checks(settings(OLD), 0)
    assert not told.ok
    assert "AIRLOCK_PREVIOUS_SECRET_KEYS" in told.detail


def test_one_secret_key_alone_needs_no_line() -> None:
    assert key_checks(settings(), 0) == ()


def test_a_list_of_erasures_that_is_not_set_is_no_fault_and_is_told_with_its_cure() -> None:
    (told,) = erasure_checks(settings())
    assert told.ok
    assert "AIRLOCK_ERASURE_LOG" in told.detail
    assert erasure_checks(settings(log=Path("erasures.jsonl"))) == ()
