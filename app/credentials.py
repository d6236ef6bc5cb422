"""Which of the settings' credentials a vendor is called with; the recommended one goes first."""

from pydantic import SecretStr

from app.errors import SettingsError
from app.settings import JiraSettings, ZendeskSettings
from connectors.jira.auth import ApiToken as JiraApiToken
from connectors.jira.auth import Credentials as JiraCredentials
from connectors.jira.auth import PersonalToken, ServiceAccount
from connectors.zendesk.auth import ApiToken, BearerToken, OAuthClient
from connectors.zendesk.auth import Credentials as ZendeskCredentials


def require(value: str | None, name: str) -> str:
    """The value. Raises SettingsError that names the setting."""
    if not value:
        raise SettingsError(f"{name}: must be set")
    return value


def secret_of(value: SecretStr | None) -> str:
    """The secret's text; empty when it is not set."""
    return value.get_secret_value() if value is not None else ""


def zendesk_credentials(settings: ZendeskSettings) -> ZendeskCredentials:
    """OAuth client, else a ready token, else the legacy API token. Raises SettingsError."""
    client_secret, token = secret_of(settings.client_secret), secret_of(settings.oauth_token)
    if settings.client_id and client_secret:
        return OAuthClient(settings.client_id, client_secret)
    if token:
        return BearerToken(token)
    if settings.email and secret_of(settings.api_token):
        return ApiToken(settings.email, secret_of(settings.api_token))
    raise SettingsError(
        "AIRLOCK_ZENDESK__CLIENT_ID and AIRLOCK_ZENDESK__CLIENT_SECRET: must be set "
        "(or AIRLOCK_ZENDESK__OAUTH_TOKEN)"
    )


def jira_credentials(settings: JiraSettings) -> JiraCredentials:
    """Service account, else API token, else a Data Center's token. Raises SettingsError."""
    client_secret, token = secret_of(settings.client_secret), secret_of(settings.api_token)
    if settings.client_id and client_secret:
        return ServiceAccount(settings.client_id, client_secret, settings.token_url)
    if settings.email and token:
        return JiraApiToken(settings.email, token)
    if secret_of(settings.personal_access_token):
        return PersonalToken(secret_of(settings.personal_access_token))
    raise SettingsError(
        "AIRLOCK_JIRA__CLIENT_ID and AIRLOCK_JIRA__CLIENT_SECRET: must be set "
        "(or AIRLOCK_JIRA__EMAIL and AIRLOCK_JIRA__API_TOKEN)"
    )
