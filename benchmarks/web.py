"""The web process that accepts: `python -m benchmarks.web KIND URL PORT`.

`stored` is the service; `bare` is the same application, routes and signatures, with an intake that
keeps nothing. Neither relays.
"""

import asyncio
import sys
from pathlib import Path

import structlog
import uvicorn
from pydantic import SecretStr

from app.bootstrap import open_service
from app.model import ParseOutcome, System
from app.services.views import Acceptance
from app.settings import JiraSettings, Settings, ZendeskSettings

SECRET = "a webhook's own secret"  # noqa: S105 - of this benchmark
SECRET_KEY = "a secret key of 32 characters...."  # noqa: S105 - of this benchmark
NOWHERE = "http://127.0.0.1:9"
"""No vendor is asked while a webhook is accepted."""


class StoresNothing:
    """Answers as the intake does and keeps nothing."""

    async def accept(
        self, system: System, outcome: ParseOutcome, *, fallback_id: str
    ) -> Acceptance:
        return Acceptance(outcome="accepted", delivery="none")


def make_settings(url: str) -> Settings:
    """What the service needs to accept."""
    return Settings(
        _env_file=None,
        database_url=url,
        policy_dir=Path(__file__).parents[1] / "policies",
        secret_key=SecretStr(SECRET_KEY),
        zendesk=ZendeskSettings(
            base_url=NOWHERE, oauth_token=SecretStr("-"), webhook_secrets=(SecretStr(SECRET),)
        ),
        jira=JiraSettings(base_url=NOWHERE, personal_access_token=SecretStr("-")),
    )


async def serve(kind: str, url: str, port: int) -> None:
    """Until a signal says stop."""
    async with open_service(make_settings(url), imports=True) as service:
        room = service.app.state.room
        if kind == "bare":
            parts = {**room.parts.__dict__, "intake": StoresNothing()}
            room.__dict__["parts"] = type(room.parts)(**parts)
        config = uvicorn.Config(
            service.app, port=port, log_config=None, access_log=False, lifespan="off"
        )
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    asyncio.run(serve(sys.argv[1], sys.argv[2], int(sys.argv[3])))
