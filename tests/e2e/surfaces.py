"""Everything that the service leaves behind besides the two artifacts, to be searched as a whole.

Logs, metrics, readiness, dead letters, audit rows and the database files: none of them may hold a
word of a ticket or an issue. Each end-to-end world is searched when it is closed.
"""

import json

from app.demo.checks import database_files
from app.demo.disk import read_apart
from app.demo.private import Leak, Secret, find_leaks
from tests.e2e.support import REQUESTER, Town

PEOPLE = (
    Secret("requester", "Maria Delgado"),
    Secret("requester's surname", "Delgado"),
    Secret("requester's e-mail", REQUESTER),
)
"""Who asks in every end-to-end test."""

PLANTED = (
    Secret("name", "Oluwaseun Vandersteen"),
    Secret("surname", "Vandersteen"),
    Secret("e-mail", "o.vandersteen@quayside-mills.example"),
    Secret("phone", "+44 20 7946 0733"),
    Secret("card", "4539 1488 0343 6467"),
    Secret("iban", "GB33 BUKB 2020 1555 5555 55"),
    Secret("password", "Kestrel!7719-drift"),
    Secret("host", "ledger-db-17.prod.internal"),
    Secret("function", "reconcileLedgerShards"),
    Secret("remark", "hopelessly muddled"),
)
"""Planted by `test_private_text` in texts, fields, files, bodies and answers."""


async def service_surfaces(town: Town) -> dict[str, bytes]:
    """What an operator could read, by place."""
    metrics = await town.http.get("/metrics")
    ready = await town.http.get("/health/ready")
    letters = [letter.model_dump(mode="json") for letter in await town.stuck()]
    rows = [row.model_dump(mode="json") for row in await town.audit()]
    files = {path.name: read_apart(path) for path in database_files(town.world)}
    return {
        "log": town.world.logs.getvalue().encode(),
        "metrics": metrics.content,
        "readiness": ready.content,
        "dead letters": json.dumps(letters, ensure_ascii=False).encode(),
        "audit": json.dumps(rows, ensure_ascii=False).encode(),
        **{f"database file {name}": content for name, content in files.items()},
    }


async def search_surfaces(town: Town) -> list[Leak]:
    """Every planted value found, plain or encoded."""
    return [
        leak
        for place, content in (await service_surfaces(town)).items()
        for leak in find_leaks(place, content, (*PEOPLE, *PLANTED))
    ]
