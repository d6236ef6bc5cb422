"""What the pages tell people to type at PostgreSQL does what they say."""

import asyncio
import os
import re
from pathlib import Path

import psycopg
from psycopg import sql

from tests.docs.pages import DOCS, blocks, commands
from tests.postgres import PostgresServer, program

PROGRAMS = Path(program("postgres")).parent
RESTORE = re.compile(r"`(pg_restore --no-owner [^`]+)`")


async def type_in(command: str, folder: Path, database: str) -> str:
    """What a shell prints for it, where PostgreSQL's programs are found."""
    path = os.pathsep.join((str(PROGRAMS), os.environ["PATH"]))
    env = {**os.environ, "PATH": path, "AIRLOCK_DATABASE_URL": database}
    process = await asyncio.create_subprocess_shell(
        command, cwd=folder, env=env,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _ = await process.communicate()
    assert process.returncode == 0, out.decode()
    return out.decode()


def test_the_role_and_its_database_are_made_as_the_page_says(postgres: PostgresServer) -> None:
    (block,) = blocks(DOCS / "database.md", "sql")
    assert block.count("…") == 1
    with psycopg.connect(postgres.url_for("postgres"), autocommit=True) as connection:
        for statement in block.replace("…", "of a test").split(";"):
            if statement.strip():
                connection.execute(sql.SQL(statement))  # type: ignore[arg-type]  # the page's own words
    with psycopg.connect(postgres.url_for("airlock", user="airlock")) as own:
        own.execute("CREATE TABLE one (id int)")
        assert own.execute("SHOW server_encoding").fetchone() == ("UTF8",)


async def test_a_backup_of_the_page_comes_back_whole(
    postgres: PostgresServer, postgres_url: str, empty_postgres_url: str, tmp_path: Path
) -> None:
    page = DOCS / "operators.md"
    with psycopg.connect(postgres_url) as connection:
        connection.execute("INSERT INTO facts (name, value) VALUES ('kept', 'yes')")
    told = ""
    for command in (one for one in commands(page) if one.startswith("pg_")):
        told = await type_in(command, tmp_path, postgres_url)
    assert "TABLE DATA public facts" in told
    (restore,) = RESTORE.findall(page.read_text("utf-8"))
    await type_in(restore, tmp_path, empty_postgres_url)
    with psycopg.connect(empty_postgres_url) as restored:
        found = restored.execute("SELECT value FROM facts WHERE name = 'kept'").fetchone()
    assert found == ("yes",)
