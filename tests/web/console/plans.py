"""Whether a statement, by its engine's own plan, reads a whole table that may be large."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from app.store.tables import metadata

LARGE = frozenset(
    [
        "audit",
        "audit_chain",
        "copies",
        "copy_sources",
        "deliveries",
        "effects",
        "escalation_clocks",
        "facts",
        "file_copies",
        "gates",
        "history_escalations",
        "history_missed",
        "history_tries",
        "known_issue_traces",
        "known_issues",
        "lanes",
        "links",
        "packets",
        "policy_drafts",
        "policy_versions",
        "prevention_actions",
        "reviews",
        "runbooks",
        "shadows",
        "ticket_traits",
        "vault_contexts",
        "vault_customers",
        "vault_pairs",
        "vault_pseudonyms",
        "waivers",
    ]
)
"""Tables that grow with pairs, deliveries or years."""
SMALL = frozenset(
    [
        "budgets",
        "console_sessions",
        "history_days",
        "history_lines",
        "outages",
        "pods",
        "policy_files",
        "policy_verdicts",
        "refused_tokens",
        "runs",
        "service_keys",
        "sign_outs",
        "tallies",
        "vault_masters",
    ]
)
"""Tables of a row a day or a vendor, or of what is forgotten within hours."""
NARROW = frozenset(
    [
        "ix_deliveries_cause",
        "ix_deliveries_lane_stuck",
        "ix_deliveries_lane_tried",
        "ix_deliveries_tried",
        "ix_effects_begun",
        "ix_escalation_clocks_due",
        "ix_escalation_clocks_open",
        "ix_escalation_clocks_severity",
        "ix_lanes_blocked",
        "ix_lanes_waiting",
        "ix_policy_drafts_open",
        "ix_prevention_actions_driver",
    ]
)
"""Partial indexes of what is not settled: read whole, they are short."""

_STEP = re.compile(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")
_ALIAS = re.compile(r"\b(\w+) AS (\w+)")
_COMPARED = re.compile(r"(\w+)\)*(?:::\w+)? [=<>]+ ")
_UNORDERED = frozenset({"Sort", "Incremental Sort", "Aggregate", "Hash", "WindowAgg"})


@dataclass
class Heard:
    """Every statement that was sent, once, with the values of its first time."""

    statements: dict[str, Any] = field(default_factory=dict)

    def hear(
        self, connection: Connection, cursor: object, statement: str, values: Any, *_: object
    ) -> None:
        self.statements.setdefault(statement, values)


@contextmanager
def listening() -> Iterator[Heard]:
    """Hear what is sent to any database in the block."""
    heard = Heard()
    event.listen(Engine, "before_cursor_execute", heard.hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", heard.hear)


def scans(url: str, statements: dict[str, Any]) -> dict[str, list[str]]:
    """What each statement reads whole of large tables; statements that read none are left out."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    read = _postgresql if engine.dialect.name == "postgresql" else _sqlite
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            # In a small table a scan is cheaper than any index that there may be.
            connection.exec_driver_sql("SET enable_seqscan = off")
        found = {
            statement: list(read(connection, statement, values))
            for statement, values in statements.items()
            if statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "WITH"))
        }
    engine.dispose()
    return {" ".join(statement.split()): steps for statement, steps in found.items() if steps}


def _sqlite(connection: Connection, statement: str, values: Any) -> Iterator[str]:
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
    steps = [row[3] for row in rows]
    names = {alias: table for table, alias in _ALIAS.findall(statement)}
    ordered = not any("TEMP B-TREE" in step for step in steps)
    for step in steps:
        scan = _STEP.match(step)
        table = names.get(scan[1], scan[1]) if scan else ""
        if scan and table in LARGE and scan[2] not in NARROW:
            if not (ordered and _is_head(statement, table)):
                yield step
        elif "(ANY(" in step:
            yield step  # goes through an index whose first column is not asked for


def _is_head(statement: str, table: str) -> bool:
    """Whether only the first rows of the table in some order are asked for, whatever they hold."""
    return bool(re.search(rf"FROM {table}\s+ORDER BY [^()]*\sLIMIT", statement))


def _postgresql(connection: Connection, statement: str, values: Any) -> Iterator[str]:
    explained = f"EXPLAIN (FORMAT JSON) {statement}"
    found = connection.exec_driver_sql(explained, values).scalar_one()
    plan = json.loads(found) if isinstance(found, str) else found
    yield from _steps(plan[0]["Plan"], limited=False)


def _steps(node: dict[str, Any], *, limited: bool) -> Iterator[str]:
    kind, index = node["Node Type"], node.get("Index Name", "")
    if _is_whole(node) and index not in NARROW and not (limited and _may_choose(node)):
        yield f"{kind} {node.get('Relation Name', '')} {index}"
    within = (limited or kind == "Limit") and kind not in _UNORDERED
    for child in node.get("Plans", ()):
        yield from _steps(child, limited=within)


def _may_choose(node: dict[str, Any]) -> bool:
    """Whether rows left out have an index by which they could be: of a value that most rows have
    the planner rather takes the first in order."""
    of_table = metadata.tables[node["Relation Name"]].indexes
    led = {index.columns[0].name for index in of_table}
    compared = set(_COMPARED.findall(node.get("Filter", "")))
    return "Filter" not in node or (bool(compared) and compared <= led)


def _is_whole(node: dict[str, Any]) -> bool:
    kind = node["Node Type"]
    if kind == "Bitmap Index Scan":
        return "Index Cond" not in node
    if node.get("Relation Name") not in LARGE:
        return False
    return kind == "Seq Scan" or (kind.startswith("Index") and "Index Cond" not in node)
