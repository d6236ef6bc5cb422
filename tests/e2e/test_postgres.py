"""The demo's story, played by a service whose database is PostgreSQL."""

from pathlib import Path

import psycopg
from psycopg import sql

from app.demo import checks, script
from app.demo.story import open_story, play
from app.demo.world import choose_ports, open_world
from tests.e2e.support import POLICIES


async def test_the_story_ends_as_well_on_postgresql_and_its_tables_keep_no_private_word(
    postgres_url: str, tmp_path: Path
) -> None:
    world = open_world(tmp_path, POLICIES, choose_ports(None), database_url=postgres_url)
    async with world as played, open_story(played, lambda _: None) as story:
        await play(story)
        assert checks.check_story(story) == []
        counts = await played.service.store.read(lambda tx: tx.deliveries.counts())
    assert (counts["waiting"], counts["parked"], counts["held"]) == (0, 0, 0)
    assert counts["done"] > 10
    kept = dump(postgres_url)
    private = (*script.FIRST_CUSTOMER, *script.SECOND_CUSTOMER)
    assert [one.name for one in private if one.value in kept] == []


def dump(url: str) -> str:
    """All rows of all tables as text; bytes as PostgreSQL writes them."""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with psycopg.connect(url) as connection:
        names = [row[0] for row in connection.execute(tables).fetchall()]
        rows = [
            row
            for name in names
            for row in connection.execute(
                sql.SQL("SELECT t::text FROM {} AS t").format(sql.Identifier(name))
            ).fetchall()
        ]
    assert len(rows) > 50
    return "\n".join(row[0] for row in rows)
