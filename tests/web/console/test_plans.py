"""No page of the console reads a whole table that may be large, on either engine.

Pages and their filters are found in the application itself (`benchmarks.console_visit`), over a
small database of a large one's shape; the engine's own plans tell what is read.
"""

from pathlib import Path

import pytest

from app.store.tables import metadata
from benchmarks.big_tables import Size
from benchmarks.console_visit import every_page, make_large, open_console
from tests.web.console.plans import LARGE, NARROW, SMALL, listening, scans

SIZE = Size(pairs=400, deliveries=4000)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without anything in it yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'airlock.db'}"
    return str(request.getfixturevalue("postgres_url"))


async def test_no_page_reads_a_whole_large_table(url: str) -> None:
    await make_large(url, SIZE)
    opened = []
    async with open_console(url) as console:
        with listening() as heard:
            async for address, _ in every_page(console, url):
                opened.append(address)
    assert len(opened) > 50
    told = scans(url, heard.statements)
    assert not told, "\n".join(f"{steps}: {asked}" for asked, steps in told.items())
    asked = {
        "SELECT count(*) FROM deliveries WHERE attempts > 3": (),
        "SELECT id FROM links WHERE cause = 'moved' ORDER BY id LIMIT 5": (),
        "SELECT id FROM links WHERE cause IS NOT NULL ORDER BY id LIMIT 5": (),
        "SELECT other.id FROM audit AS other WHERE detail = 'x'": (),
    }
    assert scans(url, asked).keys() == asked.keys(), "a scan must be noticed"


def test_every_table_is_known_as_large_or_small() -> None:
    assert not LARGE & SMALL
    assert metadata.tables.keys() == LARGE | SMALL


def test_an_index_that_may_be_read_whole_is_a_partial_one() -> None:
    every = [index for table in metadata.tables.values() for index in table.indexes]
    partial = {one.name for one in every if one.dialect_options["sqlite"]["where"] is not None}
    assert partial >= NARROW
