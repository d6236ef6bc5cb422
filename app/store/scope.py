"""What the repositories of one transaction share."""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from app.store.ids import IdMaker
from app.store.seal import MasterKey


@dataclass(slots=True)
class Signals:
    """What became of a transaction that others must hear of once it is committed.

    `work`: a delivery was added or a lane was freed. `erased`: a key was deleted, and its bytes
    must leave the journal too.
    """

    work: bool = False
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    connection: Connection
    ids: IdMaker
    master: MasterKey
    signals: Signals = field(default_factory=Signals)
