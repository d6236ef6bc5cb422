"""What a sandbox Zendesk is made with."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Limits(BaseModel):
    """Allowances as the vendor states them for its Enterprise plan (docs/vendors.md).

    `window_scale` shortens all their windows, so that a trial sees many of them pass.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    requests_per_minute: int = 700
    updates_per_minute: int = 100
    updates_per_ticket: int = 30
    updates_per_ticket_seconds: int = 600
    exports_per_minute: int = 10
    window_scale: float = Field(default=1.0, gt=0)


class WebhookTarget(BaseModel):
    """A webhook that exists from the start; without a secret one is made up."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    endpoint: str
    secret: str | None = None
    subscriptions: tuple[str, ...] = ()


class ZendeskSandboxConfig(BaseModel):
    """Settings of one sandbox Zendesk.

    `seed` "story" starts with the people, organization and fields of the demo, "empty" with the
    agents alone. `base_url` stands in links of webhook bodies sent before the first request.
    `time_scale` multiplies the delays between a webhook's attempts. `export_lag_seconds` is how
    much of the newest past the incremental exports leave out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    subdomain: str = "acme"
    account_id: int = 22129848
    base_url: str = "https://acme.zendesk.com"
    oauth_client_id: str = "airlock"
    oauth_client_secret: str = "sandbox-oauth-secret"  # noqa: S105 - a made-up secret of the sandbox
    oauth_token_seconds: int = 1800
    api_email: str = "bridge@acme.example"
    api_token: str = "sandbox-api-token"  # noqa: S105 - a made-up secret of the sandbox
    webhooks: tuple[WebhookTarget, ...] = ()
    sidebar_url: str | None = None
    app_id: int = 900001
    installation_id: int = 700001
    zaf_sdk_path: str = "/zaf_sdk.js"
    limits: Limits = Field(default_factory=Limits)
    time_scale: float = 1.0
    webhook_timeout: float = 12.0
    export_lag_seconds: int = 60
    export_page_size: int = 1000
    comments_per_ticket: int = 5000
    upload_seconds: int = 3600
    seed: Literal["story", "empty"] = "story"
