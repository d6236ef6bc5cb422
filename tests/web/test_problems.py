import inspect
import json
from collections.abc import Iterator

import httpx
import pytest
import structlog

from app import errors
from app.errors import AirlockError
from app.web.problems import KINDS, UNEXPECTED, kind_of, members_of, retry_headers
from tests.web.support import SECRET_TEXT, TICKET, World

GATE = f"/api/tickets/{TICKET}/gate"


def tree(root: type[AirlockError] = AirlockError) -> Iterator[type[AirlockError]]:
    yield root
    for child in root.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from tree(child)


def example(cls: type[AirlockError]) -> AirlockError:
    """An instance whose every text is private."""
    special = {
        "retry_after": 7.0,
        "status": 422,
        "fields": ("customfield_1",),
        "messages": (SECRET_TEXT,),
        "reasons": ("Steps: missing",),
        "problems": (SECRET_TEXT,),
        "digest": "d1",
        "kinds": {"email": 1},
    }
    names = inspect.signature(cls.__init__).parameters
    given = {name: special[name] for name in names if name in special}
    if "problems" in names:
        return cls(**given)
    return cls(SECRET_TEXT, **given)


@pytest.mark.parametrize("cls", list(tree()), ids=lambda cls: cls.__name__)
def test_each_error_of_the_tree_has_words_of_its_own(cls: type[AirlockError]) -> None:
    kind = KINDS[cls]
    assert 400 <= kind.status < 600
    assert kind.title
    assert kind.detail.endswith(".")


@pytest.mark.parametrize("cls", list(tree()), ids=lambda cls: cls.__name__)
async def test_each_error_becomes_a_problem_document_without_its_text(
    client: httpx.AsyncClient, world: World, agent: dict[str, str], cls: type[AirlockError]
) -> None:
    error = example(cls)
    world.gate.failure = error
    answer = await client.get(GATE, headers=agent)
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, body["status"]) == (KINDS[cls].status,) * 2
    assert body["code"] == error.code
    assert body["type"] == f"urn:airlock:problem:{error.code}"
    assert {"title", "detail"} <= body.keys()
    assert SECRET_TEXT not in answer.text


@pytest.mark.parametrize("cls", list(tree()), ids=lambda cls: cls.__name__)
def test_only_what_a_retry_can_help_asks_for_one(cls: type[AirlockError]) -> None:
    asks = "Retry-After" in retry_headers(example(cls))
    assert asks == (cls.retryable or cls is errors.LaneLost)


def test_an_error_that_is_new_to_the_tree_is_told_as_its_parent() -> None:
    class Sudden(errors.VendorFault):
        """Not in the table."""

    assert kind_of(Sudden("x")) == KINDS[errors.VendorFault]


def test_a_refused_write_names_the_fields_and_not_the_vendors_words() -> None:
    error = errors.WriteRefused("x", status=400, fields=("summary",), messages=(SECRET_TEXT,))
    assert members_of(error) == {"fields": ["summary"]}


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing-here", 404, "no-such-route"),
        ("GET", f"/{SECRET_TEXT}", 404, "no-such-route"),
        ("DELETE", "/webhooks/zendesk", 405, "no-such-method"),
        ("GET", "/static/dist/../../pages.py", 404, "no-such-route"),
        ("GET", "/openapi.json", 404, "no-such-route"),
        ("GET", "/docs", 404, "no-such-route"),
    ],
)
async def test_what_does_not_exist_is_a_problem_document(
    client: httpx.AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    answer = await client.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert SECRET_TEXT not in answer.text


async def test_a_refused_method_names_those_that_are_allowed(client: httpx.AsyncClient) -> None:
    assert (await client.get("/webhooks/zendesk")).headers["allow"] == "POST"


BODIES = [
    json.dumps({"items": {"context": {"nested": SECRET_TEXT}}}),
    json.dumps({"items": {SECRET_TEXT: 7}}),
    json.dumps({SECRET_TEXT: SECRET_TEXT}),
    json.dumps({"pattern": [SECRET_TEXT]}),
    json.dumps(SECRET_TEXT),
    '{"items": {"context": "' + SECRET_TEXT,
    SECRET_TEXT,
]


@pytest.mark.parametrize("body", BODIES)
async def test_a_malformed_request_is_told_where_but_never_with_what_was_sent(
    client: httpx.AsyncClient, agent: dict[str, str], body: str
) -> None:
    headers = agent | {"If-Match": '"0.None"', "Content-Type": "application/json"}
    answer = await client.put(f"/api/tickets/{TICKET}/packet", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert answer.json()["errors"][0]["where"].startswith("body")
    assert SECRET_TEXT not in answer.text


async def test_an_unexpected_error_is_told_without_text_and_logged_by_type_and_place(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.failure = KeyError(SECRET_TEXT)
    with structlog.testing.capture_logs() as lines:
        answer = await client.get(GATE, headers=agent)
    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    assert SECRET_TEXT not in answer.text
    [line] = [line for line in lines if line["event"] == "unexpected_error"]
    assert line["error_type"] == "KeyError"
    assert line["where"].startswith("support.py:")
    assert SECRET_TEXT not in str(lines)


async def test_a_refusal_is_logged_by_its_code_alone(
    client: httpx.AsyncClient, world: World, agent: dict[str, str]
) -> None:
    world.gate.failure = errors.UnreadableContent(SECRET_TEXT)
    with structlog.testing.capture_logs() as lines:
        await client.get(GATE, headers=agent)
    assert [line["code"] for line in lines] == ["unreadable-content"]
    assert SECRET_TEXT not in str(lines)


def test_every_kind_is_fixed_words() -> None:
    for kind in (*KINDS.values(), UNEXPECTED):
        assert "{" not in kind.title + kind.detail
