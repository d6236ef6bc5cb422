"""What a test or the demo may choose about the sandbox Jira."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Account:
    """A person or service account and the credentials that prove it.

    `email` with `token` is basic authentication, `personal_token` a bearer token, `client_id` with
    `client_secret` OAuth client credentials. An empty credential proves nothing.
    """

    account_id: str
    login: str
    email: str
    display_name: str
    token: str = ""
    personal_token: str = ""
    client_id: str = ""
    client_secret: str = ""
    groups: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


def _account(login: str, name: str, groups: tuple[str, ...], roles: tuple[str, ...]) -> Account:
    """Return an account of the seed: its credentials follow from its login."""
    return Account(
        account_id=f"712020:{login}-account",
        login=login,
        email=f"{login}@sandbox.test",
        display_name=name,
        token=f"sandbox-{login}-token",
        personal_token=f"sandbox-{login}-pat",
        client_id=f"sandbox-{login}-client",
        client_secret=f"sandbox-{login}-secret-of-32-bytes-or-more",
        groups=("jira-software-users", *groups),
        roles=roles,
    )


ADMIN = _account("admin", "Ada Admin", ("jira-administrators",), ("Administrators", "Developers"))
BRIDGE = _account("bridge", "Bridge Service", ("jira-administrators", "bridge"), ("Developers",))
ENGINEER = _account("engineer", "Eli Engineer", ("engineering",), ("Developers",))
SECURITY = _account("security", "Sage Security", ("security-team",), ("Developers", "Security"))
OBSERVER = _account("observer", "Olly Observer", (), ())


@dataclass(frozen=True)
class RateLimits:
    """Requests allowed: bursts a second and user, writes to one issue (docs/vendors.md)."""

    reads_and_posts_per_second: int = 100
    puts_and_deletes_per_second: int = 50
    issue_writes_per_2_seconds: int = 20
    issue_writes_per_30_seconds: int = 100


@dataclass(frozen=True)
class JiraSandboxConfig:
    """The sandbox's choices; every default is one that the demo uses.

    `base_url` is what `self` links in webhooks start with; without it the address of the last
    request is taken. `data_center` gives the webhooks and users of a self-hosted Jira. `seed_gate`
    adds a gate field, a reasons field and the rules that guard "Escalated". `regexp_full_match`
    decides what no vendor page says: whether a pattern must match the whole value.
    `webhook_time_scale` multiplies the vendor's five minutes between retries.
    """

    base_url: str | None = None
    cloud_id: str = "5b0f3c6e-7d21-4f0a-9c55-2f9d6e8b1a10"
    data_center: bool = False
    seed_gate: bool = False
    regexp_full_match: bool = False
    webhook_time_scale: float = 0.001
    webhook_timeout_seconds: float = 20.0
    oauth_token_seconds: int = 3600
    attachment_limit_bytes: int = 10 * 1024 * 1024
    limits: RateLimits = field(default_factory=RateLimits)
    accounts: tuple[Account, ...] = (ADMIN, BRIDGE, ENGINEER, SECURITY, OBSERVER)
