"""The fields that a Jira has, asked once, and the values that a request must name in its way."""

from collections.abc import Mapping, Sequence

from app.effects import AccountRef, FieldValue, GateToken
from app.errors import WriteRefused
from connectors.jira import reading
from connectors.jira.dialect import Dialect
from connectors.jira.fields import FieldCatalog, Kind, known_kind, read_catalog
from connectors.jira.transport import Transport


class SiteFields:
    """One instance a client. Every method raises leaves of VendorError."""

    def __init__(self, jira: Transport, dialect: Dialect) -> None:
        self._jira = jira
        self._dialect = dialect
        self._catalog: FieldCatalog | None = None

    async def catalog(self, *, anew: bool = False) -> FieldCatalog:
        """All fields; one read, then remembered unless asked `anew`."""
        if self._catalog is None or anew:
            route = self._dialect.path("/field")
            content = await self._jira.read(route, doing="read the list of fields")
            self._catalog = read_catalog(reading.objects(content, "fields"))
        return self._catalog

    async def named_users(self, values: Mapping[str, FieldValue]) -> Mapping[str, FieldValue]:
        """A Data Center takes a user by login alone; what we know of one is the key."""
        if self._dialect.user != "name":
            return values
        return {
            name: await self._by_login(value) if isinstance(value, AccountRef) else value
            for name, value in values.items()
        }

    async def _by_login(self, account: AccountRef) -> AccountRef:
        route, query = self._dialect.path("/user"), {"key": account.id}
        content = await self._jira.read(route, query, doing="read a user's login")
        return AccountRef(reading.text(reading.an_object(content, "user"), "name", "a user"))

    async def wiki(self, names: Sequence[str]) -> set[str]:
        """Those of the fields whose strings are wiki text."""
        if not self._dialect.has_wiki_fields or not names:
            return set()
        kinds = (await self.catalog()).kinds
        return {name for name in names if kinds.get(name) is Kind.RICH}

    async def kinds(self, values: Mapping[str, FieldValue]) -> dict[str, Kind]:
        """The fields' kinds; Jira is asked only for those that not every site has.

        Raises WriteRefused that names every field that Jira does not have.
        """
        kinds = {name: known_kind(name) or _kind_of_value(value) for name, value in values.items()}
        unknown = [name for name, kind in kinds.items() if kind is None]
        catalog = await self.catalog() if unknown else None
        if catalog is not None and not catalog.kinds.keys() >= set(unknown):
            catalog = await self.catalog(anew=True)
        found = {name: catalog.kinds.get(name) for name in unknown} if catalog is not None else {}
        return _all_known({**kinds, **found})


def _kind_of_value(value: FieldValue) -> Kind | None:
    """The gate's token is a line, so that the gate's writes need no list of fields."""
    return Kind.LINE if isinstance(value, GateToken) else None


def _all_known(kinds: Mapping[str, Kind | None]) -> dict[str, Kind]:
    missing = tuple(name for name, kind in kinds.items() if kind is None)
    if missing:
        raise WriteRefused(
            f"Jira has no such field: {', '.join(missing)}. Run the setup or correct the policy.",
            status=400,
            fields=missing,
        )
    return {name: kind for name, kind in kinds.items() if kind is not None}
