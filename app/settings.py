"""Every setting of the service, read once from the environment and `.env`.

Prefix `AIRLOCK_`, nesting by `__`, lists as JSON. An unknown `AIRLOCK_` name is an error, and all
errors are told at once, by name and never by value. `docs/settings.md` is generated from this
module. Only `main`, `cli` and `bootstrap` import it.
"""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as UnreadableSettings

from app.errors import SettingsError
from app.records_life import Mode
from app.settings_files import SUFFIX, nest, read_files
from app.settings_groups import (
    Accelerator,
    AdminSettings,
    GateSettings,
    Group,
    JiraSettings,
    LifeSettings,
    OutsideRecogniser,
    ReconcileSettings,
    RedactionSettings,
    RelaySettings,
    ReportSettings,
    SecretList,
    SidebarSettings,
    ZendeskSettings,
)

__all__ = [
    "Accelerator",
    "AdminSettings",
    "GateSettings",
    "Group",
    "JiraSettings",
    "LifeSettings",
    "OutsideRecogniser",
    "ReconcileSettings",
    "RedactionSettings",
    "RelaySettings",
    "ReportSettings",
    "SecretList",
    "Settings",
    "SidebarSettings",
    "ZendeskSettings",
    "iter_settings",
    "load_settings",
    "render_settings",
]
PREFIX = "AIRLOCK_"
NESTING = "__"
LEAST_SECRET = 16
"""Characters at least of a secret that opens one of our doors."""


ALSO_FILES = frozenset({"AIRLOCK_DATABASE_URL", "AIRLOCK_SIDEBAR__APP_PUBLIC_KEY"})
"""Settings that may come from a file although their type is no secret."""


class Settings(BaseSettings):
    """The whole configuration. Build it with `load_settings`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=NESTING,
        env_file=".env",
        extra="ignore",  # `.env` is shared with others; `load_settings` finds our own unknown names
        frozen=True,
    )

    database_url: str = Field(
        "sqlite:///./airlock.db",
        description="Where the service keeps its state: `sqlite:///PATH`, or `postgresql://…` for "
        "more than one machine.",
    )
    retention_days: float = Field(
        30,
        ge=1,
        description="Days after which settled deliveries are forgotten. What waits for its turn or "
        "for a person stays, and so do links, copies and the audit.",
    )
    policy_dir: Path = Field(Path("policies"), description="The folder of policy files.")
    secret_key: SecretStr | None = Field(
        None,
        description="At least 32 characters. Encrypts the vault, signs sessions, keys the gate "
        "field. Losing it loses the vault.",
    )
    previous_secret_keys: SecretList = Field(
        (),
        description="Secret keys that are still read, while the secret key is being replaced "
        "(docs/secrets.md); until `airlock vault rotate` says that it is done.",
    )
    erasure_log: Path | None = Field(
        None,
        description="A file outside the database and its backups, in which erasures are noted, to "
        "be done again after a restore (docs/erasure.md).",
    )
    public_url: str | None = Field(None, description="Where vendors and browsers reach us.")
    mode: Mode = Field(
        Mode.LIVE,
        description="`live`; `shadow`: do everything but send, and record what would have been "
        "sent; `stopped`: accept and store, send none. See docs/modes.md.",
    )
    bulk_share: float = Field(
        0.2, gt=0, le=1, description="Part of each vendor's rate limits that bulk work may use."
    )
    window_scale: float = Field(
        1, gt=0, le=1, description="For a sandbox Zendesk whose rate windows are shortened alike."
    )
    max_body_bytes: int = Field(
        1_048_576, ge=1024, description="Largest webhook body; a larger one gets 413."
    )
    zendesk: ZendeskSettings = ZendeskSettings()
    jira: JiraSettings = JiraSettings()
    sidebar: SidebarSettings = SidebarSettings()
    admin: AdminSettings = AdminSettings()
    gate: GateSettings = GateSettings()
    redaction: RedactionSettings = RedactionSettings()
    relay: RelaySettings = RelaySettings()
    reconcile: ReconcileSettings = ReconcileSettings()
    life: LifeSettings = LifeSettings()
    report: ReportSettings = ReportSettings()


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings. Raises SettingsError that names every bad or unknown name at once."""
    given = _given(env_file)
    files = read_files(given, dict(_fileable()))
    problems = [*_unknown_names(given), *_malformed_groups(given), *files.problems]
    held = nest(files.values, PREFIX, NESTING)
    try:
        settings = Settings(_env_file=env_file, **held)
    except ValidationError as error:
        problems.extend(_describe(error))
    except UnreadableSettings:
        problems.append("The rest can only be checked once every value that must be JSON is.")
    else:
        problems.extend(_weaknesses(settings))
        if not problems:
            return settings
    raise SettingsError("\n".join(dict.fromkeys(problems)))


def _weaknesses(settings: Settings) -> Iterator[str]:
    key, others = settings.secret_key, settings.previous_secret_keys
    short = "shorter than 32 characters; `openssl rand -hex 32` makes one"
    if key is not None and len(key.get_secret_value()) < 32:
        yield f"{PREFIX}SECRET_KEY: {short}"
    if any(len(other.get_secret_value()) < 32 for other in others):
        yield f"{PREFIX}PREVIOUS_SECRET_KEYS: one is {short}"
    if key in others:
        yield f"{PREFIX}PREVIOUS_SECRET_KEYS: holds the present AIRLOCK_SECRET_KEY; take it out"
    yield from _guessable(settings)


def _guessable(settings: Settings) -> Iterator[str]:
    """Secrets by which others prove themselves to us; a single one that is empty is not set."""
    admin, gate = settings.admin, settings.gate
    given = {
        "ADMIN__OPERATOR_TOKEN": _set(admin.operator_token),
        "ADMIN__PREVIOUS_OPERATOR_TOKENS": admin.previous_operator_tokens,
        "GATE__TRANSITION_TOKEN": _set(gate.transition_token),
        "GATE__PREVIOUS_TRANSITION_TOKENS": gate.previous_transition_tokens,
        "JIRA__WEBHOOK_SECRETS": settings.jira.webhook_secrets,
        "JIRA__WEBHOOK_PATH_TOKENS": settings.jira.webhook_path_tokens,
        "ZENDESK__WEBHOOK_SECRETS": settings.zendesk.webhook_secrets,
    }
    for name, secrets in given.items():
        if any(len(one.get_secret_value()) < LEAST_SECRET for one in secrets):
            told = f"shorter than {LEAST_SECRET} characters, so that it could be guessed"
            yield f"{PREFIX}{name}: {told}; `openssl rand -hex 32` makes one"


def _set(secret: SecretStr | None) -> SecretList:
    return (secret,) if secret is not None and secret.get_secret_value() else ()


def _fileable() -> Iterator[tuple[str, bool]]:
    """The settings that may come from a file, and whether each is a list."""
    for name, field in iter_settings():
        kinds = str(field.annotation)
        if "SecretStr" in kinds or name in ALSO_FILES:
            yield name, "tuple" in kinds


def _describe(error: ValidationError) -> Iterator[str]:
    for item in error.errors(include_input=False, include_url=False):
        path = [str(part) for part in item["loc"]]
        name = PREFIX + NESTING.join(path).upper()
        if item["type"] != "extra_forbidden":
            yield f"{name}: {item['msg']}"


def _given(env_file: Path | None) -> Mapping[str, str | None]:
    """What is set, the environment before the file."""
    if env_file is not None and env_file.is_file():
        return {**dotenv_values(env_file), **os.environ}
    return dict(os.environ)


def _malformed_groups(given: Mapping[str, str | None]) -> Iterator[str]:
    groups = {PREFIX + name.upper() for name in _group_names()}
    for name, value in given.items():
        if name.upper() in groups and not _is_object(value or ""):
            yield f"{name}: must be a JSON object, or one setting a name ({name}{NESTING}…)"


def _group_names() -> Iterator[str]:
    for name, field in Settings.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Group):
            yield name


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _unknown_names(given: Mapping[str, str | None]) -> Iterator[str]:
    known = {name for name, _ in iter_settings()}
    known |= {name + SUFFIX for name, _ in _fileable()}
    groups = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in sorted(given):
        upper = name.upper()
        if upper.startswith(PREFIX) and upper not in known | groups:
            yield f"{name}: no such setting; `docs/settings.md` lists them all"


def iter_settings() -> Iterator[tuple[str, FieldInfo]]:
    """Yield each setting's environment name and field, groups opened."""
    for name, field in Settings.model_fields.items():
        group = field.annotation
        if isinstance(group, type) and issubclass(group, Group):
            for inner, inner_field in group.model_fields.items():
                yield f"{PREFIX}{name}{NESTING}{inner}".upper(), inner_field
        else:
            yield f"{PREFIX}{name}".upper(), field


def render_settings() -> str:
    """The page `docs/settings.md`, in Markdown."""
    lines = [
        "# Settings",
        "",
        "Generated from `app/settings.py` by `airlock settings`. Names are environment variables",
        "or lines of `.env`; a list is JSON; an unknown `AIRLOCK_` name is an error. What has",
        "`_FILE` in its last column may stand in a file instead, as Docker and Kubernetes give",
        "secrets: `AIRLOCK_SECRET_KEY_FILE=/run/secrets/key`. A list's file has an entry a line.",
        "",
        "| name | default | what it is | |",
        "| --- | --- | --- | --- |",
    ]
    fileable = dict(_fileable())
    for name, field in iter_settings():
        file = f"`{SUFFIX}`" if name in fileable else ""
        lines.append(f"| `{name}` | {_default(field)} | {field.description} | {file} |")
    return "\n".join(lines) + "\n"


def _default(field: FieldInfo) -> str:
    if field.default in (None, ()):
        return "none"
    return f"`{field.default}`"
