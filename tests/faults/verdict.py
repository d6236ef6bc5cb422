"""What must hold after the storm, read from both sandboxes, the database and the logs."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, select
from sqlalchemy.engine import make_url

from app.demo.disk import read_apart
from app.demo.private import Leak, find_leaks, flatten
from app.demo.story import plain_adf
from app.policy.loading import load_directory
from app.store.tables import deliveries, effects, lanes, metadata
from tests.e2e.support import Pair
from tests.faults.balancer import Answer
from tests.faults.ground import Ground
from tests.faults.people import CUSTOMER_SECRETS, ENGINEER_SECRETS, REDACTED_WORD, Said

UNSETTLED = ("waiting", "parked", "held")


@dataclass
class Verdict:
    """Each list names what broke a promise; `lost_at_vendor` broke none: nobody had accepted it."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    lost_at_vendor: int = 0
    accepted: int = 0
    effects: int = 0
    copies: int = 0

    @property
    def broken(self) -> dict[str, list[str]]:
        """What must be empty."""
        named = {
            "lost": self.lost, "doubled": self.doubled, "stale": self.stale,
            "disordered": self.disordered, "leaks": self.leaks, "unsettled": self.unsettled,
            "forgotten": self.forgotten,
        }  # fmt: skip
        return {name: found for name, found in named.items() if found}


VERDICTS: list[Verdict] = []
"""All that were given since it was emptied, for whoever prints what a scenario came to."""


@dataclass(frozen=True)
class Told:
    """What Airlock has accepted about one comment: how many different events, and whether all."""

    events: int
    deleted: bool


def judge(
    ground: Ground, said: Sequence[Said], logs: bytes, *, reconciled: bool = False
) -> Verdict:
    """Look at everything. With `reconciled`, what the vendor lost must have been found too."""
    verdict = Verdict()
    told = told_by_comment(ground)
    for one in said:
        known = told.get((one.system, one.comment), Told(0, deleted=False))
        _judge_comment(verdict, ground, one, known, reconciled)
    _judge_priorities(verdict, ground, {one.pair for one in said}, reconciled)
    _judge_store(verdict, ground)
    verdict.leaks = [f"{leak.place}: {leak.secret} as {leak.form}" for leak in leaks(ground, logs)]
    VERDICTS.append(verdict)
    return verdict


def told_by_comment(ground: Ground) -> dict[tuple[str, str], Told]:
    """What was accepted, by system and comment; duplicates count once."""
    found: dict[tuple[str, str], dict[str, Answer]] = defaultdict(dict)
    for balancer in ground.balancers:
        for answer in balancer.accepted():
            if answer.comment is not None and answer.is_about_comment:
                found[answer.system, answer.comment][answer.identity] = answer
    return {
        key: Told(len(events), any(one.event == "comment_deleted" for one in events.values()))
        for key, events in found.items()
    }


def copies_of(ground: Ground, one: Said) -> list[str]:
    """The texts on the other side that hold this comment's token."""
    if one.system == "zendesk":
        issue = ground.jira.state.jira.find_issue(one.pair.issue)
        texts = [plain_adf(comment.body) for comment in issue.comments]
    else:
        ticket = ground.zendesk.state.desk.tickets[one.pair.ticket]
        texts = [comment.body for comment in ticket.comments]
    return [text for text in texts if one.token in text]


def _judge_comment(
    verdict: Verdict, ground: Ground, one: Said, told: Told, reconciled: bool
) -> None:
    copies = copies_of(ground, one)
    name = f"{one.system} comment {one.comment} ({one.token})"
    verdict.copies += len(copies)
    verdict.lost_at_vendor += one.events - told.events
    complete = reconciled or told.events == one.events
    if len(copies) > 1:
        verdict.doubled.append(f"{name}: {len(copies)} copies")
    elif one.removed and copies and (reconciled or told.deleted):
        verdict.stale.append(f"{name}: deleted, its copy stands")
    elif not one.removed and not copies and (reconciled or told.events):
        verdict.lost.append(f"{name}: accepted, no copy")
    elif copies and complete and not one.removed and not is_current(one, copies[0]):
        verdict.stale.append(f"{name}: the copy is not its last version")


def _judge_priorities(verdict: Verdict, ground: Ground, pairs: set[Pair], reconciled: bool) -> None:
    """Jira shows the ticket's last priority, where every change of it was accepted."""
    jira = ground.jira.state.jira
    values = load_directory(ground.settings.policy_dir).mapping.priority.values
    for pair in pairs:
        ticket = ground.zendesk.state.desk.tickets[pair.ticket]
        shown = jira.priorities[jira.find_issue(pair.issue).values["priority"]].name
        complete = reconciled or _all_accepted(ground, "priority_changed", str(pair.ticket))
        if ticket.priority and complete and shown != values[ticket.priority]:
            verdict.stale.append(f"issue {pair.issue}: its priority is not the ticket's")


def _all_accepted(ground: Ground, event: str, subject: str) -> bool:
    mine = [
        one
        for one in ground.balancers[0].answers
        if one.event.endswith(event) and one.subject == subject
    ]
    accepted = {one.identity for one in mine if one.is_accepted}
    return {one.identity for one in mine} == accepted


def is_current(one: Said, copy: str) -> bool:
    """Whether the copy is of the comment's last version."""
    return one.version in copy and (not one.cleaned or REDACTED_WORD not in copy)


# ---- the database --------------------------------------------------------------------------------


def _judge_store(verdict: Verdict, ground: Ground) -> None:
    engine = create_engine(engine_url(ground.settings.database_url))
    try:
        with engine.connect() as connection:
            _judge_rows(verdict, ground, connection)
    finally:
        engine.dispose()


def claims(url: str) -> list[tuple[str, str]]:
    """The lanes that somebody has claimed, and which worker that is."""
    engine = create_engine(engine_url(url))
    with engine.connect() as connection:
        rows = connection.execute(select(lanes).where(lanes.c.worker.is_not(None)))
        found = [(row.name, row.worker) for row in rows]
    engine.dispose()
    return found


def engine_url(url: str) -> Any:
    """The URL with the driver that is installed."""
    parsed = make_url(url)
    is_postgres = parsed.get_backend_name() == "postgresql"
    return parsed.set(drivername="postgresql+psycopg") if is_postgres else parsed


def _judge_rows(verdict: Verdict, ground: Ground, connection: Connection) -> None:
    rows = {row.id: row for row in connection.execute(select(deliveries))}
    held = connection.execute(select(lanes).where(lanes.c.worker.is_not(None)))
    verdict.unsettled = [f"lane {row.name} is claimed" for row in held]
    verdict.unsettled += [
        f"delivery {row.id} in {row.lane}: {row.state} {row.reason_code}"
        for row in rows.values()
        if row.state in UNSETTLED
    ]
    promised = {
        one.delivery
        for balancer in ground.balancers
        for one in balancer.accepted()
        if one.delivery is not None
    }
    verdict.accepted = len(promised)
    verdict.forgotten = sorted(promised - rows.keys())
    applied = list(connection.execute(select(effects).where(effects.c.state == "applied")))
    verdict.effects = len(applied)
    verdict.disordered = list(_disorder(rows, applied))


def _disorder(rows: dict[str, Any], applied: Iterable[Any]) -> Iterator[str]:
    """Copies of one lane that were posted in another order than their deliveries stand in it."""
    posted: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for effect in applied:
        delivery = rows.get(effect.delivery_id)
        if delivery is not None and (effect.remote_id or "").isdigit():
            key = (delivery.lane, effect.target)
            posted[key].append((delivery.position, int(effect.remote_id)))
    for (lane, target), places in posted.items():
        for (early, first), (late, second) in pairwise(sorted(places)):
            if first > second and early < late:
                yield f"{lane} → {target}: {early} came after {late}"


# ---- secrets -------------------------------------------------------------------------------------


def leaks(ground: Ground, logs: bytes) -> list[Leak]:
    """Every planted value that stands where it must not."""
    both = (*CUSTOMER_SECRETS, *ENGINEER_SECRETS)
    jira, zendesk = ground.jira.state.jira, ground.zendesk.state.desk
    return [
        *find_leaks("Jira", flatten(list(jira.issues.values())), CUSTOMER_SECRETS),
        *find_leaks("Zendesk", flatten(list(zendesk.tickets.values())), ENGINEER_SECRETS),
        *find_leaks("logs", logs, both),
        *find_leaks("database", _database(ground.settings.database_url), both),
    ]


def _database(url: str) -> bytes:
    """All that lies on the disk of an SQLite database, all rows of another."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        path = Path(parsed.database or "")
        return b"\n".join(read_apart(one) for one in sorted(path.parent.glob(f"{path.name}*")))
    engine = create_engine(engine_url(url))
    with engine.connect() as connection:
        rows = [
            [str(value) for value in row]
            for table in metadata.tables.values()
            for row in connection.execute(select(table))
        ]
    engine.dispose()
    return json.dumps(rows, ensure_ascii=False).encode()


def outcomes(ground: Ground) -> Counter[str]:
    """How often each answer was given to a webhook."""
    return Counter(
        f"{one.system} {one.outcome}" for balancer in ground.balancers for one in balancer.answers
    )
