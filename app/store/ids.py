"""Ids that sort by the time at which they were made."""

import secrets
import threading
from datetime import datetime

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
_RANDOM_BITS = 80
_LATEST = 2**48 - 1


class IdMaker:
    """Makes ids in the form of a ULID: 48 bits of milliseconds, then 80 bits of chance.

    26 characters of Crockford's base 32. Ids of one maker and one millisecond sort in the order in
    which they were made; between makers, and when the clock goes back, only the time sorts them.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._moment = -1
        self._chance = 0

    def make(self, now: datetime) -> str:
        """A new id for the aware time `now`."""
        moment = min(max(int(now.timestamp() * 1000), 0), _LATEST)
        with self._lock:
            same = moment == self._moment
            self._chance = self._chance + 1 if same else secrets.randbits(_RANDOM_BITS - 1)
            self._moment = moment
            return _encode(moment << _RANDOM_BITS | self._chance)


def _encode(number: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))
