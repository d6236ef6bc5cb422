"""The ids of the gate's own fields in Jira, of which no value may be taken for empty by mistake."""

from app.errors import WriteRefused
from app.ports import IssueTracker, UnitOfWork

_FACT = "gate:field:"


class GateFieldIds:
    """A field is known by its name in the policy; the id that it had last is kept in the store.

    So a gate is still shut once the field was renamed, or another field took the same name.
    """

    def __init__(self, store: UnitOfWork, tracker: IssueTracker) -> None:
        self._store = store
        self._tracker = tracker
        self._kept: dict[str, str] = {}

    async def of(self, name: str) -> str:
        """The field's id. Raises WriteRefused while no field, or several, go by a name never seen.

        What such a field holds is not known, so that nothing may be decided as if it were empty.
        """
        found = (await self._tracker.field_ids()).get(name)
        if found is None:
            return await self._remembered(name)
        if self._kept.get(name) != found:
            await self._store.write(lambda tx: tx.facts.set(_FACT + name, found))
            self._kept[name] = found
        return found

    async def _remembered(self, name: str) -> str:
        kept = await self._store.read(lambda tx: tx.facts.get(_FACT + name))
        kept = kept or (await self._tracker.field_ids(anew=True)).get(name)
        if kept is None:
            raise WriteRefused(no_such_field(name), status=400, fields=(name,))
        return kept


def no_such_field(name: str) -> str:
    """What a person reads of it, and what to do."""
    return (
        f"Jira has no field named `{name}`, or several: the gate cannot be read there. Run "
        "`airlock setup jira`, or rename the other fields of that name."
    )
