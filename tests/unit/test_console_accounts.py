"""Local accounts of the console: how they are made, read and checked."""

import json
import shlex
from time import process_time

import pytest
from argon2 import PasswordHasher
from typer.testing import CliRunner

from app.cli.output import Exit
from app.cli.root import app
from app.errors import AccessRefused, SettingsError
from app.records_console import ConsoleRole
from app.services.console_accounts import LocalAccount, LocalAccounts, make_account, read_accounts
from app.settings import load_settings

PASSWORD = "correct horse battery"
ADA = LocalAccount(
    "ada",
    frozenset({ConsoleRole.OPERATOR, ConsoleRole.APPROVER}),
    PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD),
)


def ask(line: str, password: str = PASSWORD) -> tuple[int, str, str]:
    answer = CliRunner().invoke(app, shlex.split(line), input=f"{password}\n")
    return answer.exit_code, answer.stdout, answer.stderr


async def test_the_command_prints_a_line_that_the_settings_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code, line, told = ask("console account ada --role operator --role approver")
    assert code == Exit.FINE
    assert "AIRLOCK_ADMIN__ACCOUNTS" in told
    assert PASSWORD not in line + told
    monkeypatch.setenv("AIRLOCK_ADMIN__ACCOUNTS", f"[{line}]")
    [kept] = load_settings().admin.accounts
    [account] = read_accounts([kept.get_secret_value()])
    assert (account.name, account.roles) == (ADA.name, ADA.roles)
    assert account.hash.startswith("$argon2id$")
    assert await LocalAccounts([account]).check("ada", PASSWORD) == account


async def test_a_password_that_was_made_is_told_once_and_is_right() -> None:
    code, line, told = ask("console account ada --role viewer --generate", "")
    password = told.partition("Password: ")[2].split()[0]
    assert code == Exit.FINE
    assert password not in line
    accounts = LocalAccounts(read_accounts([line]))
    assert (await accounts.check("ada", password)).roles == {ConsoleRole.VIEWER}


@pytest.mark.parametrize(
    ("line", "password"),
    [
        ("console account 'a:b' --role viewer", PASSWORD),
        ("console account '' --role viewer", PASSWORD),
        ("console account ada --role viewer", "too short"),
        ("console account ada --role viewer", "x" * 2000),
        ("console account ada --role king", PASSWORD),
        ("console account ada", PASSWORD),
    ],
)
def test_a_name_password_or_role_that_will_not_do_is_wrong_use(line: str, password: str) -> None:
    code, out, _ = ask(line, password)
    assert code == Exit.WRONG_USE
    assert out == ""


def test_a_line_is_read_as_it_was_written() -> None:
    assert read_accounts([ADA.line]) == read_accounts([json.dumps(ADA.line)]) == (ADA,)
    assert ADA.hash not in repr(ADA)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "ada",
        "ada:operator",
        "ada:operator:plain-secret",
        f"ada::{ADA.hash}",
        f"ada:king:{ADA.hash}",
        f":operator:{ADA.hash}",
        f"a b:operator:{ADA.hash}",
    ],
    ids=[
        "empty",
        "a name",
        "no hash",
        "no such hash",
        "no role",
        "no such role",
        "no name",
        "blank",
    ],
)
def test_a_line_that_is_none_is_told_by_its_number_without_its_words(line: str) -> None:
    with pytest.raises(SettingsError, match="line 2 is none") as told:
        read_accounts([ADA.line, line])
    assert "plain-secret" not in str(told.value)


def test_two_accounts_of_one_name_are_refused() -> None:
    with pytest.raises(SettingsError, match="same name"):
        read_accounts([ADA.line, ADA.line])


@pytest.mark.parametrize(("name", "password"), [("ada", "wrong"), ("ada", ""), ("bob", PASSWORD)])
async def test_only_the_accounts_own_password_is_right(name: str, password: str) -> None:
    with pytest.raises(AccessRefused):
        await LocalAccounts([ADA]).check(name, password)


async def test_a_name_that_is_not_known_takes_as_long_as_one_that_is() -> None:
    accounts = LocalAccounts([ADA])
    took: dict[str, float] = {}
    for name in ("bob", "ada"):
        began = process_time()
        for _ in range(20):
            with pytest.raises(AccessRefused):
                await accounts.check(name, "wrong")
        took[name] = process_time() - began
    assert took["bob"] < 10 * took["ada"]


async def test_where_there_is_no_account_no_password_is_right() -> None:
    with pytest.raises(AccessRefused):
        await LocalAccounts([]).check("ada", PASSWORD)


def test_a_password_of_twelve_characters_will_do() -> None:
    assert make_account("ada", [ConsoleRole.VIEWER], "x" * 12).hash.startswith("$argon2id$")
