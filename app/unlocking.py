"""The service's keys: from the secret keys of the settings and, where they are kept, the vault."""

from app.clock import SystemClock
from app.erasure_log import ErasureLog
from app.errors import SettingsError
from app.keys import Purpose, ServiceKeys, derive_key
from app.ports import Transaction, UnitOfWork
from app.services.erasure import Erasure
from app.settings import Settings

Secrets = tuple[bytes, ...]
"""The secret key, then those that are still read while it is being replaced."""


def secrets_of(settings: Settings) -> Secrets:
    """All secret keys. Raises SettingsError when none is set."""
    if settings.secret_key is None:
        raise SettingsError("AIRLOCK_SECRET_KEY: must be set")
    given = (settings.secret_key, *settings.previous_secret_keys)
    return tuple(one.get_secret_value().encode() for one in given)


def vault_keys(secrets: Secrets) -> tuple[bytes, ...]:
    """What the store is opened with."""
    return tuple(derive_key(secret, Purpose.VAULT) for secret in secrets)


async def unlock(store: UnitOfWork, secrets: Secrets) -> ServiceKeys:
    """All keys; those by which kept digests are made come from the vault. Raises StoreError."""
    return await store.write(lambda tx: _unlock(tx, secrets))


def _unlock(tx: Transaction, secrets: Secrets) -> ServiceKeys:
    return ServiceKeys(
        gate=derive_key(secrets[0], Purpose.GATE),
        sessions=tuple(derive_key(secret, Purpose.SESSION) for secret in secrets),
        digest=_kept(tx, secrets, Purpose.DIGEST),
        trait=_kept(tx, secrets, Purpose.TRAIT),
    )


def _kept(tx: Transaction, secrets: Secrets, purpose: Purpose) -> bytes:
    """The key that was derived when the vault was new: what was kept by it is found again."""
    derived = (derive_key(secret, purpose) for secret in secrets)
    candidates = dict(zip(tx.masters.names(), derived, strict=True))
    return tx.masters.service_key(purpose.value, candidates)


async def erase_again(store: UnitOfWork, settings: Settings) -> tuple[str, ...]:
    """Erase what a restored backup brought back; the customers. Raises SettingsError, StoreError.

    Without a list of erasures nothing is known, and nothing is done.
    """
    if settings.erasure_log is None:
        return ()
    keys = ErasureLog(settings.erasure_log).keys()
    return await Erasure(store, SystemClock()).replay(keys, "airlock")
