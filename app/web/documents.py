"""Pieces of the OpenAPI document that several routes share."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
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


def page_answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """`responses` of a page: what went wrong is told in HTML, to the person who sees it."""
    content = {"text/html": {"schema": {"type": "string"}}}
    return {one: {"description": HTTPStatus(one).phrase, "content": content} for one in statuses}


def _answer(status: int, model: type[Problem]) -> dict[str, Any]:
    answer: dict[str, Any] = {"model": model, "description": HTTPStatus(status).phrase}
    if status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}:
        answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return answer


_OF_A_BODY = {
    str(status): {
        "description": HTTPStatus(status).phrase,
        "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status in (400, 413)
}
"""Of every route that reads JSON: a body that is none, and one that is too large."""


class DescribedApp(FastAPI):
    """A FastAPI whose OpenAPI document tells errors as they are: problem documents."""

    def openapi(self) -> dict[str, Any]:
        """The document; made once."""
        if self.openapi_schema is None:
            self.openapi_schema = _with_problems(super().openapi())
        return self.openapi_schema


def _with_problems(document: dict[str, Any]) -> dict[str, Any]:
    """FastAPI knows one media type a route and adds its own shape of 422, which we never answer."""
    for path in document["paths"].values():
        for operation in path.values():
            responses = operation["responses"]
            if "requestBody" in operation and "422" in responses:
                operation["responses"] = responses = {**_OF_A_BODY, **responses}
            for status in [status for status in responses if _schema_name(responses[status])]:
                _retell(responses, status)
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
    return document


def _retell(responses: dict[str, Any], status: str) -> None:
    name = _schema_name(responses[status])
    if name == "HTTPValidationError":
        del responses[status]
    elif name.endswith("Problem"):
        content = responses[status]["content"]
        content[PROBLEM_JSON] = content.pop("application/json")


def _schema_name(response: dict[str, Any]) -> str:
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    return str(schema.get("$ref", "")).rpartition("/")[2]
