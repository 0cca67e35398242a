"""Who proved an identity a moment ago: clients send the same proof with every request."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")

SECONDS: Final = 2.0
"""How long a proof counts without being looked up: as long may what another process revokes still serve."""

_MOST = 1_000
_LONGEST = 4_096


class RecentProofs(Generic[T]):
    """What was proved lately, by what; threads may share it.

    A proof is kept as an HMAC under a key of this process, so that nobody learns it from here. It
    counts while `version`, which the caller counts up with each change of what proofs depend on,
    is what it was when the proof was looked up, and for two seconds at most.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._key = secrets.token_bytes()
        self._found: OrderedDict[bytes, tuple[T, int, float]] = OrderedDict()
        self._turn = threading.Lock()

    def find(self, proof: str, version: int) -> T | None:
        """What was proved by that; None where it has to be looked up."""
        if len(proof) > _LONGEST:
            return None
        with self._turn:
            found = self._found.get(self._hidden(proof))
        if found is None:
            return None
        proved, then, until = found
        return proved if then == version and self._now() < until else None

    def keep(self, proof: str, proved: T, version: int) -> None:
        """Remembers what was proved by that; `version` is that of before it was looked up."""
        if len(proof) > _LONGEST:
            return
        with self._turn:
            hidden = self._hidden(proof)
            self._found[hidden] = proved, version, self._now() + SECONDS
            self._found.move_to_end(hidden)
            if len(self._found) > _MOST:
                self._found.popitem(last=False)

    def _hidden(self, proof: str) -> bytes:
        return hmac.digest(self._key, proof.encode("utf-8", "surrogatepass"), "sha256")
