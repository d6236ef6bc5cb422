"""Top drivers and prevention actions."""

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from app.errors import InputRefused, StaleWrite
from app.ports_prevention import PAGE
from app.records_prevention import ActionState, DriverKind, PreventionAction
from app.services.prevention_views import LARGEST, MAX_LINE, MAX_TEXT, ActionDraft
from app.web.console import prevention_words as words
from app.web.console.forms import Form as Sent
from app.web.console.forms import read_form
from app.web.console.visits import ConsoleVisit, Operating, Seeing

router = APIRouter(prefix="/console/prevention", include_in_schema=False)

After = Annotated[int | None, Query(ge=1, le=LARGEST)]
Number = Annotated[int, Path(ge=1, le=LARGEST)]
Key = Annotated[str, Query(max_length=MAX_LINE)]


@router.get("")
async def get_prevention(
    visit: Seeing, state: ActionState = ActionState.OPEN, after: After = None
) -> Response:
    """What drives escalations, and what is done about it."""
    loop = visit.parts.prevention
    actions = await loop.actions.page(state, after)
    more = actions[-1].action.number if len(actions) == PAGE else None
    drivers = await loop.drivers.of_this_week() if after is None else {}
    due = await loop.runbooks.due_for(visit.person)
    return visit.page(
        "console/prevention.html", drivers=drivers, actions=actions, state=state, more=more,
        words=words, due=due, after=after,
    )  # fmt: skip


@router.get("/new")
async def get_new(
    visit: Operating, kind: DriverKind = DriverKind.ROOT_CAUSE, key: Key = ""
) -> Response:
    """The form of a new action, for a driver that was chosen."""
    owner = await _owner_of(visit, key) if kind is DriverKind.COMPONENT else ""
    values = {
        "driver_kind": kind.value,
        "driver_key": key,
        "owner": owner or visit.person.name,
    }
    return _form(visit, Sent(values, None))


@router.post("/new")
async def post_new(request: Request, visit: Operating) -> Response:
    """Open it in this week."""
    sent = await read_form(request, ActionDraft)
    if sent.given is None:
        return _form(visit, sent, status=422)
    added = await visit.parts.prevention.actions.open(sent.given, by=visit.person.id)
    return visit.go(f"/console/prevention/{added.number}")


@router.get("/{number}")
async def get_action(visit: Seeing, number: Number) -> Response:
    """One action, with the forms that change it."""
    action = await visit.parts.prevention.actions.get(number)
    return _form(visit, Sent(_values(action), None), action)


@router.post("/{number}")
async def post_action(request: Request, visit: Operating, number: Number) -> Response:
    """Change it; where someone else did so meanwhile, the text is kept and both are told."""
    actions = visit.parts.prevention.actions
    sent = await read_form(request, ActionDraft)
    if sent.given is None:
        return _form(visit, sent, await actions.get(number), status=422)
    try:
        await actions.change(number, sent.given, by=visit.person.id)
    except (StaleWrite, InputRefused) as error:
        return _form(visit, sent, await actions.get(number), notice=str(error), status=409)
    return visit.go(f"/console/prevention/{number}")


@router.post("/{number}/settle")
async def post_settle(
    visit: Operating,
    number: Number,
    version: Annotated[int, Form(ge=1)],
    state: Annotated[ActionState, Form()],
    reason: Annotated[str, Form(max_length=MAX_TEXT)] = "",
) -> Response:
    """It is done, or dropped with a reason."""
    actions = visit.parts.prevention.actions
    try:
        await actions.settle(number, version, state, reason=reason, by=visit.person.id)
    except (StaleWrite, InputRefused) as error:
        action = await actions.get(number)
        return _form(visit, Sent(_values(action), None), action, notice=str(error), status=409)
    return visit.go("/console/prevention")


async def _owner_of(visit: ConsoleVisit, component: str) -> str:
    """Who owns the pod of the component; empty where no pod has it."""
    pods = await visit.parts.prevention.runbooks.pods()
    holds = (pod for pod in pods if component.casefold() in map(str.casefold, pod.components))
    return next((pod.owner for pod in holds), "")


def _form(
    visit: ConsoleVisit,
    sent: Sent[ActionDraft],
    action: PreventionAction | None = None,
    *,
    notice: str = "",
    status: int = 200,
) -> Response:
    return visit.page(
        "console/prevention_action.html", status, sent=sent, action=action, notice=notice,
        words=words,
    )  # fmt: skip


def _values(action: PreventionAction) -> dict[str, str]:
    return {
        "version": str(action.version),
        "driver_kind": action.driver.kind.value,
        "driver_key": action.driver.key,
        "kind": action.kind.value,
        "owner": action.owner,
        "root_cause": action.root_cause,
        "due": action.due.isoformat(),
    }
