"""Passwords as argon2id hashes (RFC 9106); argon2-cffi enters here and nowhere else."""

from __future__ import annotations


def hash_password(password: str) -> str:
    """The argon2id hash of a password, with its parameters and salt, to be stored.

    Raises InvalidValue (400) for one of no characters or of more than 1,024 bytes; the error
    does not show it. It takes tens of milliseconds of a processor, and waits while others do.
    """
    raise NotImplementedError


def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether this is the password; where there is no hash (no such user) it takes the same work to say no."""
    raise NotImplementedError


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than are used now, and is to be made anew."""
    raise NotImplementedError
