"""Passwords as argon2id hashes (RFC 9106); argon2-cffi enters here and nowhere else."""

from __future__ import annotations

import hmac
import secrets
import threading
import unicodedata
from collections import OrderedDict
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from so_carriers.errors import InvalidValue

LONGEST_PASSWORD: Final = 1024
"""The bytes of a password in UTF-8; more would only make the server work."""

MOST_AT_ONCE: Final = 4
"""How many are hashed at once: each takes 64 MiB, and who guesses is not to exhaust the machine."""

_AT_ONCE = threading.BoundedSemaphore(MOST_AT_ONCE)

_HASHER = PasswordHasher()

_HASH_OF_NOBODY = (
    f"$argon2id$v=19$m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}"
    f"${'A' * 22}${'A' * 43}"
)
"""A hash of the form of all others that no password is known to have."""


def hash_password(password: str) -> str:
    """The argon2id hash of a password, with its parameters and salt, to be stored.

    Raises InvalidValue (400) for one of no characters or of more than 1,024 bytes; the error
    does not show it. It takes tens of milliseconds of a processor, and waits while others do.
    """
    prepared = _prepared(password)
    if prepared is None:
        raise InvalidValue(
            f"expected a password of 1 to {LONGEST_PASSWORD:,} bytes in UTF-8; "
            "this one is empty, longer, or has what is no character"
        )
    with _AT_ONCE:
        return _HASHER.hash(prepared)


def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether this is the password; where there is no hash (no such user) the work is the same."""
    prepared = _prepared(password)
    if prepared is None:
        return False
    with _AT_ONCE:
        try:
            _HASHER.verify(_HASH_OF_NOBODY if password_hash is None else password_hash, prepared)
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than are used now, and is to be made anew."""
    return _HASHER.check_needs_rehash(password_hash)


class ProvedPasswords:
    """Remembers which passwords were proved lately: with Basic a client sends its own with every request.

    A password is kept as an HMAC with the stored hash that it matched, under a key of this
    process, so that it counts no more once another one is set, and is told to nobody.
    """

    def __init__(self, most: int = 1_000) -> None:
        self._most = most
        self._key = secrets.token_bytes()
        self._proofs: OrderedDict[bytes, None] = OrderedDict()
        self._turn = threading.Lock()

    def matches(self, password_hash: str | None, password: str) -> bool:
        """As `password_matches`, without its work where the same pair matched before."""
        if password_hash is None:
            return password_matches(None, password)
        if self.is_proved(password_hash, password):
            return True
        if not password_matches(password_hash, password):
            return False
        with self._turn:
            self._proofs[self._proof(password_hash, password)] = None
            if len(self._proofs) > self._most:
                self._proofs.popitem(last=False)
        return True

    def is_proved(self, password_hash: str, password: str) -> bool:
        """Whether the same pair matched before; it takes next to no work."""
        proof = self._proof(password_hash, password)
        with self._turn:
            if proof not in self._proofs:
                return False
            self._proofs.move_to_end(proof)
            return True

    def _proof(self, password_hash: str, password: str) -> bytes:
        # A hash has no NUL, so that no other pair gives the same text.
        pair = f"{password_hash}\0{password}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, pair, "sha256")


def _prepared(password: str) -> bytes | None:
    """The bytes that are hashed; None for what is no password. Composition does not count (RFC 8265, 4.2)."""
    if len(password) > LONGEST_PASSWORD:
        return None
    try:
        prepared = unicodedata.normalize("NFC", password).encode()
    except UnicodeEncodeError:  # a lone surrogate
        return None
    return prepared if 0 < len(prepared) <= LONGEST_PASSWORD else None
