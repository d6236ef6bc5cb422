"""While a secret is being replaced, what was made with either one is taken."""

from typing import Any

import jwt
import pytest

from tests.web.support import GATE_SECRET, OPERATOR, SESSION_KEY, World
from tests.web.test_sessions import FORGED, GATE

OTHER = "another-secret-of-many-characters"
QUESTION = {"issue_key": "ENG-1", "from_status": "Triage", "to_status": "In Progress"}


@pytest.mark.parametrize(
    ("secret", "status"), [(GATE_SECRET, 200), (OTHER, 200), ("neither", 401), ("", 401)]
)
async def test_a_validator_may_hold_the_new_secret_or_the_previous_one(
    secret: str, status: int
) -> None:
    world = World(config={"previous_gate_bearers": (OTHER,)})
    async with world.client() as client:
        answer = await client.post(
            "/gate/jira/transition", json=QUESTION, headers={"Authorization": f"Bearer {secret}"}
        )
    assert answer.status_code == status


@pytest.mark.parametrize(("token", "status"), [(OPERATOR, 200), (OTHER, 200), ("neither", 401)])
async def test_an_operator_may_hold_the_new_token_or_the_previous_one(
    token: str, status: int
) -> None:
    config: dict[str, Any] = {
        "previous_operator_tokens": (OTHER,), "public_url": "https://airlock.example"
    }  # fmt: skip
    async with World(config=config).client() as client:
        answer = await client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == status


@pytest.mark.parametrize(("kept", "status"), [(True, 200), (False, 401)])
async def test_a_session_outlives_the_change_of_its_key(kept: bool, status: int) -> None:
    new = b"a newer session key of 32 bytes.."
    config: dict[str, Any] = {"session_key": new}
    if kept:
        config["previous_session_keys"] = (SESSION_KEY,)
    bearer = jwt.encode(FORGED, SESSION_KEY, algorithm="HS256")
    async with World(config=config).client() as client:
        answer = await client.get(GATE, headers={"Authorization": f"Bearer {bearer}"})
    assert answer.status_code == status
    if kept:
        jwt.decode(
            answer.headers["X-Airlock-Session"], new, algorithms=["HS256"],
            options={"verify_aud": False, "verify_exp": False},
        )  # fmt: skip
