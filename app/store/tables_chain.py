"""The chain over the audit, and the service's own keys by which it and other digests are made."""

from sqlalchemy import BigInteger, LargeBinary, UniqueConstraint
from sqlmodel import Field

from app.store.tables import Row, metadata


class ChainRow(Row, table=True):
    """One link: `digest` is keyed, over the link before and the entry. Only ever added to.

    Position 0 is the chain's beginning and stands for no entry.
    """

    __tablename__ = "audit_chain"
    __table_args__ = (UniqueConstraint("entry_id", name="uq_audit_chain_entry"),)

    position: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    entry_id: int = Field(sa_type=BigInteger)
    key_id: str
    digest: bytes = Field(sa_type=LargeBinary)


class ServiceKeyRow(Row, table=True):
    """A key that must outlive the secret key, wrapped by the master key. `number` orders them."""

    __tablename__ = "service_keys"

    name: str = Field(primary_key=True)
    number: int
    master_id: str = Field(foreign_key="vault_masters.key_id")
    wrapped: bytes = Field(sa_type=LargeBinary)


chain = metadata.tables["audit_chain"]
service_keys = metadata.tables["service_keys"]
