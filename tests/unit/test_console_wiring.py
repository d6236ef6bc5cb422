"""The console as the settings set it up."""

from typing import cast

import httpx
import pytest
from pydantic import SecretStr

from app.cli.doctoring import settings_checks
from app.consoling import make_entrance
from app.errors import SettingsError
from app.foundation import lay_foundation
from app.keys import fixed_keys
from app.ports import PolicySource
from app.records_console import ConsoleRole
from app.settings import AdminSettings, JiraSettings, Settings, ZendeskSettings
from tests.fakes.store import MemoryStore

LINE = "ada:viewer:$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$qk1gVvHMvLV8JVSqRqFnPQ"
PROVIDER = {"oidc_issuer": "https://id.example.com", "oidc_client_id": "airlock"}


def settings_of(**admin: object) -> Settings:
    return Settings(
        _env_file=None,
        secret_key=SecretStr("s" * 32),
        zendesk=ZendeskSettings(base_url="https://acme.zendesk.com", oauth_token=SecretStr("-")),
        jira=JiraSettings(base_url="https://acme.example", personal_access_token=SecretStr("-")),
        admin=AdminSettings.model_validate(admin),
    )


def offers(**admin: object) -> tuple[bool, str | None]:
    """Whether local accounts are offered, and the provider's host."""
    http = httpx.AsyncClient()
    keys = fixed_keys(bytes(32))
    unasked = cast("PolicySource", None)
    base = lay_foundation(settings_of(**admin), keys, unasked, MemoryStore(), http)
    found = make_entrance(base, http).offers
    return found.local, found.provider


def test_what_is_set_up_is_offered_at_the_sign_in() -> None:
    assert offers() == (False, None)
    assert offers(accounts=(LINE,)) == (True, None)
    assert offers(**PROVIDER) == (False, "id.example.com")


@pytest.mark.parametrize(
    ("admin", "named"),
    [
        ({"oidc_issuer": "https://id.example.com"}, "OIDC_CLIENT_ID"),
        ({"oidc_client_id": "airlock"}, "OIDC_ISSUER"),
        (PROVIDER | {"oidc_issuer": "http://id.example.com"}, "OIDC_ISSUER"),
        ({"accounts": ("ada:viewer:secret",)}, "ACCOUNTS"),
    ],
)
def test_half_a_way_to_sign_in_stops_the_start_by_its_name(
    admin: dict[str, object], named: str
) -> None:
    with pytest.raises(SettingsError, match=named) as told:
        offers(**admin)
    assert "secret" not in str(told.value)


def test_doctor_tells_of_a_provider_whose_people_have_no_role() -> None:
    roles = {"leads": (ConsoleRole.VIEWER,)}
    told = [check.name for check in settings_checks(settings_of(**PROVIDER))]
    fine = [check.name for check in settings_checks(settings_of(**PROVIDER, oidc_roles=roles))]
    assert "console" in told
    assert "console" not in fine
