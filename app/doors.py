"""The webhooks' doors: each vendor's pure verify and parse, with the secrets in force."""

from collections.abc import Mapping, Sequence

from pydantic import SecretStr

from app.model import ParseOutcome
from app.ports import Clock
from connectors.jira import inbound as jira
from connectors.zendesk import inbound as zendesk


class ZendeskDoor:
    def __init__(self, secrets: Sequence[SecretStr], clock: Clock) -> None:
        self._secrets = secrets
        self._clock = clock

    def open(self, headers: Mapping[str, str], body: bytes, path_token: str | None) -> ParseOutcome:
        """Raises SignatureRefused or NotAnObject. Zendesk signs a time, so that it can be stale."""
        secrets = [secret.get_secret_value() for secret in self._secrets]
        zendesk.verify(headers, body, secrets, self._clock.now())
        return zendesk.parse(body, headers)


class JiraDoor:
    def __init__(self, secrets: Sequence[SecretStr], path_tokens: Sequence[SecretStr]) -> None:
        self._secrets = secrets
        self._path_tokens = path_tokens

    def open(self, headers: Mapping[str, str], body: bytes, path_token: str | None) -> ParseOutcome:
        """Raises SignatureRefused or NotAnObject. Jira signs no time: replays end at dedup."""
        jira.verify(
            headers,
            body,
            [secret.get_secret_value() for secret in self._secrets],
            path_token,
            [token.get_secret_value() for token in self._path_tokens],
        )
        return jira.parse(body, headers)
