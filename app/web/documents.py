"""Pieces of the OpenAPI document that several routes share."""

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

from app.services.views import GateView, TransitionAnswer
from app.web.problems import PROBLEM_JSON, Problem


class StaleProblem(Problem):
    """412: `current` is the gate as the other one left it."""

    current: GateView


class MissingItem(BaseModel):
    """A packet item that keeps the gate closed, without what the agent entered."""

    key: str
    label: str
    state: str
    reason: str
    hint: str


class ClosedProblem(Problem):
    """409: why the gate is closed, and which items are missing or weak."""

    reasons: tuple[str, ...] = ()
    missing: tuple[MissingItem, ...] = ()


class RefusalProblem(Problem, TransitionAnswer):
    """A problem that a validator may read as a refusal."""


def answers(*statuses: int, **models: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """`responses` of a route: a problem document for each status; `s412=` names another model."""
    documented = dict.fromkeys(statuses, Problem)
    documented |= {int(name.removeprefix("s")): model for name, model in models.items()}
    return {status: _answer(status, model) for status, model in sorted(documented.items())}


def _answer(status: int, model: type[Problem]) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "model": model,
        "description": HTTPStatus(status).phrase,
        "content": {PROBLEM_JSON: {}},
    }
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return answer
