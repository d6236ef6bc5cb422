"""Which of the settings' credentials a vendor is called with."""

import pytest
from pydantic import SecretStr

from app.credentials import jira_credentials, require, secret_of, zendesk_credentials
from app.errors import SettingsError
from app.settings import JiraSettings, ZendeskSettings
from connectors.jira.auth import ApiToken as JiraApiToken
from connectors.jira.auth import PersonalToken, ServiceAccount
from connectors.zendesk.auth import ApiToken, BearerToken, OAuthClient

SECRET = SecretStr("s3cret")
OAUTH = {"client_id": "id", "client_secret": SECRET}


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (
            {**OAUTH, "oauth_token": SECRET, "email": "a@b.example", "api_token": SECRET},
            OAuthClient,
        ),
        ({"oauth_token": SECRET, "email": "a@b.example", "api_token": SECRET}, BearerToken),
        ({"client_id": "id", "oauth_token": SECRET}, BearerToken),
        ({"email": "a@b.example", "api_token": SECRET}, ApiToken),
    ],
)
def test_zendesk_is_called_with_the_best_that_is_complete(
    given: dict[str, object], kind: type
) -> None:
    found = zendesk_credentials(ZendeskSettings.model_validate(given))
    assert isinstance(found, kind)
    assert "s3cret" not in repr(found)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({**OAUTH, "email": "a@b.example", "api_token": SECRET}, ServiceAccount),
        ({"email": "a@b.example", "api_token": SECRET, "client_id": "id"}, JiraApiToken),
        ({"personal_access_token": SECRET}, PersonalToken),
    ],
)
def test_jira_is_called_with_the_best_that_is_complete(
    given: dict[str, object], kind: type
) -> None:
    found = jira_credentials(JiraSettings.model_validate(given))
    assert isinstance(found, kind)
    assert "s3cret" not in repr(found)


@pytest.mark.parametrize(
    "given",
    [{}, {"client_id": "id"}, {"client_secret": SECRET}, {"email": "a@b.example"},
     {"api_token": SECRET}, {**OAUTH, "client_secret": SecretStr("")}],
)  # fmt: skip
def test_credentials_that_are_incomplete_are_refused_by_the_names_to_set(
    given: dict[str, object],
) -> None:
    with pytest.raises(SettingsError, match="AIRLOCK_ZENDESK__CLIENT_ID"):
        zendesk_credentials(ZendeskSettings.model_validate(given))
    with pytest.raises(SettingsError, match="AIRLOCK_JIRA__CLIENT_ID"):
        jira_credentials(JiraSettings.model_validate(given))


@pytest.mark.parametrize("value", [None, ""])
def test_what_must_be_set_is_told_by_its_name(value: str | None) -> None:
    with pytest.raises(SettingsError, match="AIRLOCK_JIRA__BASE_URL: must be set"):
        require(value, "AIRLOCK_JIRA__BASE_URL")
    assert require("x", "AIRLOCK_JIRA__BASE_URL") == "x"


def test_a_secret_that_is_not_set_is_empty() -> None:
    assert (secret_of(None), secret_of(SECRET)) == ("", "s3cret")
