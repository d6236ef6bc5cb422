"""The demo's administrator: runs the same setup as `airlock setup` against the sandbox."""

import secrets
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from app.installing import jira_setup_config, zendesk_endpoint, zendesk_fields
from app.policy.loading import load_directory
from connectors.jira import setup as jira_setup
from connectors.jira.admin import connect
from connectors.jira.auth import ApiToken
from connectors.sandbox.jira.config import ADMIN
from connectors.sandbox.zendesk.config import ZendeskSandboxConfig
from connectors.zendesk import setup as zendesk_setup
from connectors.zendesk.auth import OAuthClient
from connectors.zendesk.blocking import open_desk


@dataclass(frozen=True)
class Secrets:
    """The two webhooks' signing secrets."""

    zendesk: str = field(repr=False)
    jira: str = field(repr=False)


def install_zendesk(
    base_url: str, config: ZendeskSandboxConfig, service_url: str, policy_dir: Path
) -> str:
    """Make webhook and fields; the webhook's secret. Blocking."""
    credentials = OAuthClient(config.oauth_client_id, config.oauth_client_secret)
    endpoint = zendesk_endpoint(service_url)
    fields = zendesk_fields(load_directory(policy_dir))
    with closing(open_desk(base_url, credentials)) as desk:
        steps = zendesk_setup.plan_setup(desk, endpoint, fields=fields)
        zendesk_setup.apply_setup(desk, steps)
        return zendesk_setup.signing_secret(desk, endpoint)


def install_jira(base_url: str, service_url: str, policy_dir: Path) -> str:
    """Make fields, webhook and workflow rules; the webhook's secret. Blocking."""
    secret = secrets.token_hex(32)
    admin = connect(base_url, ApiToken(ADMIN.email, ADMIN.token))
    config = jira_setup_config(load_directory(policy_dir), service_url, secret)
    jira_setup.apply_setup(admin, config)
    return secret
