"""The service's own database: what was accepted, sent, decided and kept private.

`open_store` is the door. Services see it through `app.ports` alone.
"""

from app.store.opening import open_store

__all__ = ["open_store"]
