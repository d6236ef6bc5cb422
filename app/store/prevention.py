"""Prevention actions and pods; the port `Prevention` in SQL."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from app.errors import StaleWrite
from app.ports_prevention import PAGE
from app.records_prevention import (
    NEW,
    ActionState,
    Driver,
    DriverKind,
    Pod,
    PreventionAction,
    changed,
)
from app.store.driver_counts import count_drivers
from app.store.numbered import Numbered
from app.store.prevention_texts import SqlKnownIssues, SqlRunbooks
from app.store.scope import Scope
from app.store.statements import Record, insert_new
from app.store.tables_prevention import actions, pods


class SqlPrevention:
    """The port `Prevention`."""

    def __init__(self, scope: Scope) -> None:
        self.actions = SqlActions(scope)
        self.pods = SqlPods(scope)
        self.runbooks = SqlRunbooks(scope)
        self.known_issues = SqlKnownIssues(scope)
        self._connection = scope.connection

    def drivers(self, since: datetime, until: datetime) -> Mapping[Driver, int]:
        return count_drivers(self._connection, since, until)


class SqlActions:
    """The port `Actions`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection
        self._rows = Numbered(scope.connection, actions)

    def add(self, action: PreventionAction) -> PreventionAction:
        return changed(action, **self._rows.add(_of_action(action)))

    def get(self, number: int) -> PreventionAction | None:
        row = self._rows.get(number)
        return _to_action(row) if row is not None else None

    def save(self, action: PreventionAction) -> PreventionAction:
        version = self._rows.save(action.number, action.version, _of_action(action))
        return changed(action, version=version)

    def page(
        self, state: ActionState, after: int | None = None, limit: int = PAGE
    ) -> Sequence[PreventionAction]:
        return tuple(map(_to_action, self._rows.page(state.value, after, limit)))

    def covered(self) -> frozenset[Driver]:
        open_ = select(actions.c.driver_kind, actions.c.driver_key).where(
            actions.c.state == ActionState.OPEN.value
        )
        rows = self._connection.execute(open_.distinct())
        return frozenset(Driver(DriverKind(kind), key) for kind, key in rows)


class SqlPods:
    """The port `Pods`."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection

    def all(self) -> Sequence[Pod]:
        return tuple(map(_to_pod, self._connection.execute(select(pods).order_by(pods.c.name))))

    def get(self, name: str) -> Pod | None:
        row = self._connection.execute(select(pods).where(pods.c.name == name)).first()
        return _to_pod(row) if row is not None else None

    def save(self, pod: Pod) -> Pod:
        grown = changed(pod, version=pod.version + 1)
        if not (self._add(grown) if pod.version == NEW else self._replace(pod, grown)):
            raise StaleWrite(_CHANGED)
        return grown

    def remove(self, name: str, version: int) -> None:
        stored = delete(pods).where(pods.c.name == name, pods.c.version == version)
        if self._connection.execute(stored).rowcount == 0:
            raise StaleWrite(_CHANGED)

    def _add(self, pod: Pod) -> bool:
        return insert_new(self._connection, pods, _of_pod(pod))

    def _replace(self, pod: Pod, grown: Pod) -> bool:
        stored = update(pods).where(pods.c.name == pod.name, pods.c.version == pod.version)
        return self._connection.execute(stored.values(_of_pod(grown))).rowcount == 1


_CHANGED = "Someone else changed this pod meanwhile: look at it again, then change it."


def _of_pod(pod: Pod) -> dict[str, object]:
    return {
        **pod.model_dump(),
        "components": json.dumps(pod.components),
        "system": pod.system.value,
    }


def _to_pod(row: Record) -> Pod:
    return Pod(**{**row._asdict(), "components": tuple(json.loads(row.components))})


def _of_action(action: PreventionAction) -> dict[str, object]:
    return {
        **action.model_dump(exclude={"number", "version", "driver"}),
        "driver_kind": action.driver.kind.value,
        "driver_key": action.driver.key,
        "kind": action.kind.value,
        "state": action.state.value,
    }


def _to_action(row: Record) -> PreventionAction:
    values = row._asdict()
    driver = Driver(DriverKind(values.pop("driver_kind")), values.pop("driver_key"))
    return PreventionAction(driver=driver, **values)
