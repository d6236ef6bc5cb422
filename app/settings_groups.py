"""The groups of settings, as `app.settings` nests them: one class each, unknown names refused."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator
from pydantic_settings import NoDecode

from app.records_console import ConsoleRole
from app.settings_files import SUFFIX


def _parse_list(value: object) -> object:
    """A list comes as JSON; what is none is told without being quoted."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise ValueError('must be a JSON list, such as ["one", "two"]') from None


SecretList = Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_parse_list)]
TextList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_parse_list)]


class Group(BaseModel):
    """A group of settings; unknown names are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _leave_files(cls, given: object) -> object:
        """Names of files are read by `load_settings`."""
        if not isinstance(given, dict):
            return given
        files = {f"{name}{SUFFIX}".lower() for name in cls.model_fields}
        return {name: value for name, value in given.items() if name not in files}


class ZendeskSettings(Group):
    base_url: str | None = Field(None, description="Base of Zendesk, `https://acme.zendesk.com`.")
    client_id: str | None = Field(None, description="OAuth client of the client-credentials grant.")
    client_secret: SecretStr | None = Field(None, description="Secret of that OAuth client.")
    oauth_token: SecretStr | None = Field(None, description="A ready bearer token.")
    email: str | None = Field(None, description="Legacy: the account of an API token.")
    api_token: SecretStr | None = Field(
        None, description="Legacy: API token. Zendesk ends API tokens on 30 April 2027."
    )
    webhook_secrets: SecretList = Field(
        (),
        description="Signing secrets as a JSON list; two while one is being rotated. "
        "Empty means that every delivery is refused.",
    )


class JiraSettings(Group):
    base_url: str | None = Field(
        None, description="The site, or `https://api.atlassian.com/ex/jira/{cloudId}`."
    )
    site_url: str | None = Field(
        None, description="Where people open issues, when `base_url` is not the site itself."
    )
    email: str | None = Field(None, description="Account of an API token.")
    api_token: SecretStr | None = Field(None, description="API token of that account.")
    client_id: str | None = Field(None, description="Service account: OAuth client.")
    client_secret: SecretStr | None = Field(None, description="Service account: OAuth secret.")
    token_url: str = Field(
        "https://auth.atlassian.com/oauth/token", description="Where that client gets its token."
    )
    personal_access_token: SecretStr | None = Field(None, description="Jira Data Center.")
    webhook_secrets: SecretList = Field(
        (), description="Secrets of `X-Hub-Signature`, as a JSON list."
    )
    webhook_path_tokens: SecretList = Field(
        (),
        description="For a Data Center that cannot sign: secret ends of the webhook's path. "
        "Weaker than a signature; `airlock doctor` says so.",
    )


class SidebarSettings(Group):
    app_public_key: str | None = Field(
        None, description="PEM of the Zendesk app's key, that signs the sidebar's first request."
    )
    audience: str | None = Field(
        None,
        description="`https://SUB.zendesk.com/api/v2/apps/installations/ID.json` of the app.",
    )
    previous_app_public_keys: TextList = Field(
        (), description="Keys of the app that are accepted too, while it is being replaced."
    )
    sdk_url: str = Field(
        "https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js",
        description="Where the page loads Zendesk's app SDK from.",
    )


def _parse_object(value: object) -> object:
    """An object comes as JSON; what is none is told without being quoted."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise ValueError('must be a JSON object, such as {"name": ["role"]}') from None


RolesByName = Annotated[
    Mapping[str, tuple[ConsoleRole, ...]], NoDecode, BeforeValidator(_parse_object)
]


class AdminSettings(Group):
    operator_token: SecretStr | None = Field(
        None, description="Bearer for `/metrics` and the details of `/health/ready`."
    )
    previous_operator_tokens: SecretList = Field(
        (), description="Bearers that are accepted too, while the token is being replaced."
    )
    accounts: SecretList = Field(
        (),
        description="Local accounts of the console, for one machine: a JSON list of lines that "
        "`airlock console account NAME --role ROLE` prints (name, roles, hash of the password).",
    )
    oidc_issuer: str | None = Field(
        None, description="OpenID Connect: the issuer's URL; its discovery document is read."
    )
    oidc_client_id: str | None = Field(None, description="OpenID Connect: our client's id.")
    oidc_client_secret: SecretStr | None = Field(
        None, description="OpenID Connect: our client's secret."
    )
    oidc_roles_claim: str = Field(
        "groups", description="OpenID Connect: the claim that lists a person's groups."
    )
    oidc_roles: RolesByName = Field(
        {},
        description="OpenID Connect: roles by group, a JSON object such as "
        '`{"support-leads": ["viewer", "approver"]}`; whoever has no role may not enter. Roles are '
        "`viewer`, `operator`, `policy_editor`, `approver`.",
    )
    session_hours: float = Field(
        8, gt=0, le=24, description="After so long a person must sign in to the console again."
    )
    idle_minutes: float = Field(60, gt=0, description="After so long without a request, too.")


class GateSettings(Group):
    transition_token: SecretStr | None = Field(
        None, description="Bearer for `POST /gate/jira/transition`. Empty refuses every call."
    )
    previous_transition_tokens: SecretList = Field(
        (), description="Bearers that are accepted too, while the token is being replaced."
    )


class Accelerator(StrEnum):
    """What tells in one pass which patterns a text may match."""

    NONE = "none"
    HYPERSCAN = "hyperscan"


class OutsideRecogniser(StrEnum):
    """Who looks at each text besides the policy's own detectors."""

    NONE = "none"
    PRESIDIO = "presidio"


class RedactionSettings(Group):
    accelerator: Accelerator = Field(
        Accelerator.NONE,
        description="`hyperscan` (extra `fast`) for speed, or `none`.",
    )
    recogniser: OutsideRecogniser = Field(
        OutsideRecogniser.NONE,
        description="`presidio` (extra `presidio`) adds its finds to ours, or `none`.",
    )
    language_model: str = Field(
        "", description="Name of an installed spaCy model that presidio shall use; empty for none."
    )
    min_score: float = Field(
        0.5, ge=0, le=1, description="How sure presidio must be of a find that is taken over."
    )


class RelaySettings(Group):
    enabled: bool = Field(True, description="Whether the web process relays too.")
    lanes: int = Field(8, ge=1, le=64, description="Lanes that one process works on at a time.")
    lease_seconds: float = Field(
        120, gt=0, description="After this a lane of a dead relay is taken over."
    )
    call_timeout_seconds: float = Field(
        20, gt=0, description="How long one call to a vendor, and a write in all, may take."
    )
    unknown_horizon_seconds: float = Field(
        30,
        ge=0,
        description="After an unknown outcome: how long a vendor may still commit the write. "
        "Only then is the marker looked for, and the write sent again if it is not there.",
    )


class ReconcileSettings(Group):
    minutes: float = Field(
        15,
        ge=0,
        description="How often the relay looks for what webhooks missed, in one process at a time; "
        "0 never does.",
    )


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class ReportSettings(Group):
    chat_webhook: SecretStr | None = Field(
        None,
        description="Where the weekly report is posted: the `https://` address of an incoming "
        "webhook of a chat (Slack, Teams, Mattermost). A secret: whoever has it may post.",
    )
    post_on: Weekday | None = Field(
        None,
        description="The day on which last week's report is posted there by itself, such as "
        "`monday`. Off by default.",
    )
    post_hour: int = Field(7, ge=0, le=23, description="The hour of that day, UTC.")


class LifeSettings(Group):
    watch_minutes: float = Field(
        5, gt=0, description="How often the vendors are asked whether our webhooks still stand."
    )
    silence_minutes: float = Field(
        0,
        ge=0,
        description="How long a vendor may be silent before that is an alarm; 0 learns it from the "
        "last two weeks (docs/monitoring.md).",
    )
    probe_link: str | None = Field(
        None,
        description="Id of a link on which a harmless change is made now and then on both sides, "
        "to see its webhook come back: a tag on the ticket, a label on the issue. Off by default.",
    )
    probe_minutes: float = Field(15, ge=1, description="How often that change is made.")
