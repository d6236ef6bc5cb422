"""Who may sign in to the demo's console."""

import io

from rich.console import Console

from app.demo.people import admin_settings, make_people
from app.demo.report import print_who_may_enter
from app.records_console import ConsoleRole
from app.services.console_accounts import LocalAccounts, read_accounts


async def test_the_demo_prints_passwords_that_its_console_takes() -> None:
    people = make_people()
    shown = io.StringIO()
    print_who_may_enter(Console(file=shown, width=100), people)
    lines = [line.get_secret_value() for line in admin_settings(people).accounts]
    accounts = LocalAccounts(read_accounts(lines))
    for person in people:
        assert f"{person.name}" in shown.getvalue()
        assert person.password in shown.getvalue()
        assert (await accounts.check(person.name, person.password)).roles == set(person.roles)


def test_the_demos_two_people_have_all_roles_together_and_new_passwords_each_time() -> None:
    people, others = make_people(), make_people()
    assert {role for person in people for role in person.roles} == set(ConsoleRole)
    assert not {one.password for one in people} & {one.password for one in others}
    lead, second = people
    assert ConsoleRole.APPROVER not in lead.roles
    assert ConsoleRole.POLICY_EDITOR not in second.roles
