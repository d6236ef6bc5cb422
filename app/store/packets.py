"""Escalation packets and waivers; what support wrote in them is sealed by the vault's keys."""

from datetime import datetime

from sqlalchemy import insert, select

from app.errors import StaleWrite
from app.gate.packet import Packet, Waiver
from app.records import StoredPacket
from app.store.keyring import Keyring
from app.store.scope import Scope
from app.store.seal import Key
from app.store.statements import Record, upsert
from app.store.tables import packets, waivers


class SqlPackets:
    """The port `Packets`. After the customer was erased a ticket has no packet and no waiver."""

    def __init__(self, scope: Scope) -> None:
        self._connection = scope.connection
        self._keyring = Keyring(scope)

    def get(self, ticket_id: int) -> StoredPacket | None:
        """The packet with its version; None when there is none, or it was erased."""
        row = self._row(ticket_id)
        key = self._keyring.find(_pair(ticket_id))
        if row is None or row.sealed is None or key is None:
            return None
        private = key.open(row.sealed, "packets", row.pair)
        return StoredPacket(
            packet=Packet.model_validate_json(private),
            version=row.version,
            saved_at=row.saved_at,
            saved_by=row.saved_by,
        )

    def save(
        self,
        ticket_id: int,
        packet: Packet,
        *,
        customer: str,
        expected: int | None,
        by: str,
        now: datetime,
    ) -> StoredPacket:
        """Store the next version. Raises StaleWrite when `expected` is not the stored one.

        Versions go on counting after an erasure, so that an old ETag never fits again.
        """
        stored = self.get(ticket_id)
        if (stored.version if stored is not None else None) != expected:
            raise StaleWrite(
                f"The packet of ticket {ticket_id} was saved by someone else meanwhile."
            )
        row = self._row(ticket_id)
        version = row.version + 1 if row is not None else 1
        self._write(ticket_id, packet, customer, version, by, now)
        return StoredPacket(packet=packet, version=version, saved_at=now, saved_by=by)

    def waivers(self, ticket_id: int) -> tuple[Waiver, ...]:
        """The ticket's waivers in the order they were given, ended ones too."""
        key = self._keyring.find(_pair(ticket_id))
        if key is None:
            return ()
        rows = self._connection.execute(
            select(waivers).where(waivers.c.ticket_id == ticket_id).order_by(waivers.c.id)
        )
        return tuple(_open_waiver(key, row) for row in rows)

    def add_waiver(self, ticket_id: int, waiver: Waiver, *, customer: str) -> None:
        """Keep a waiver; its reason is sealed."""
        pair = _pair(ticket_id)
        key = self._keyring.obtain(pair, customer)
        values = {
            "ticket_id": ticket_id,
            "pair": pair,
            "item": waiver.item,
            "by": waiver.by,
            "until": waiver.until,
            "sealed": key.seal(waiver.reason.encode(), "waivers", pair, waiver.item),
        }
        self._connection.execute(insert(waivers).values(values))

    def _row(self, ticket_id: int) -> Record | None:
        statement = select(packets).where(packets.c.ticket_id == ticket_id)
        return self._connection.execute(statement).first()

    def _write(
        self, ticket_id: int, packet: Packet, customer: str, version: int, by: str, now: datetime
    ) -> None:
        pair = _pair(ticket_id)
        key = self._keyring.obtain(pair, customer)
        values = {
            "pair": pair,
            "version": version,
            "sealed": key.seal(packet.model_dump_json().encode(), "packets", pair),
            "saved_at": now,
            "saved_by": by,
        }
        upsert(self._connection, packets, {"ticket_id": ticket_id}, values)


def _pair(ticket_id: int) -> str:
    return f"ticket:{ticket_id}"


def _open_waiver(key: Key, row: Record) -> Waiver:
    reason = key.open(row.sealed, "waivers", row.pair, row.item).decode()
    return Waiver(item=row.item, reason=reason, by=row.by, until=row.until)
