"""What `create_app` is made of: the services behind the protocols, and the web's own settings."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from prometheus_client import CollectorRegistry

from app.ports import Clock
from app.web.console.parts import ConsoleParts
from app.web.services import (
    AgentDirectory,
    Gatekeeping,
    Health,
    Intake,
    Listening,
    Measuring,
    SignOuts,
    TicketRights,
    WebhookDoor,
)

ZAF_SDK_URL = "https://static.zdassets.com/zendesk_app_framework_sdk/2.0/zaf_sdk.min.js"


def origin_of(url: str) -> str:
    """`scheme://host[:port]` of an absolute http(s) URL; ValueError for anything else."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.username:
        raise ValueError("an absolute http or https URL without credentials is needed")
    return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True)
class WebConfig:
    """Settings of the web room. Secrets stay out of `repr`.

    `zendesk_url` may frame the sidebar; `audience` names the account that issues its tokens. An
    empty `app_public_keys` or `audience` refuses every sign-in; an absent `gate_bearer` or
    `operator_token` refuses every caller who would need it. `session_key` has at least 32 bytes.
    The `previous_…` are accepted too, while a secret is being replaced.
    """

    zendesk_url: str
    session_key: bytes = field(repr=False)
    app_public_keys: tuple[str, ...] = ()
    audience: str = ""
    gate_bearer: str | None = field(default=None, repr=False)
    operator_token: str | None = field(default=None, repr=False)
    previous_session_keys: tuple[bytes, ...] = field(default=(), repr=False)
    previous_gate_bearers: tuple[str, ...] = field(default=(), repr=False)
    previous_operator_tokens: tuple[str, ...] = field(default=(), repr=False)
    public_url: str | None = None
    sdk_url: str = ZAF_SDK_URL
    max_body_bytes: int = 1_048_576

    def __post_init__(self) -> None:
        if len(self.session_key) < 32:
            raise ValueError("session_key must have at least 32 bytes")
        origin_of(self.zendesk_url)
        origin_of(self.sdk_url)


@dataclass(frozen=True)
class WebParts:
    """Everything that the web room needs. `registry` is where other rooms may add collectors."""

    config: WebConfig
    intake: Intake
    zendesk_door: WebhookDoor
    jira_door: WebhookDoor
    gatekeeping: Gatekeeping
    directory: AgentDirectory
    access: TicketRights
    sign_outs: SignOuts
    health: Health
    clock: Clock
    pulse: Listening
    measuring: Measuring
    console: ConsoleParts
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
