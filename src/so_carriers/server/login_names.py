"""The names that a user logs in by, as they are compared."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Final

from so_carriers.carriers.user import User
from so_carriers.errors import printable

LONGEST_NAME: Final = 254
"""The characters of a folded name beyond which its hash is compared."""


def folded(name: str) -> str:
    """The name with all that is not told apart made equal: case, width, composition, blanks around it.

    What no column of text may hold, or is too long for an index, becomes a hash.
    """
    composed = unicodedata.normalize("NFKC", name).casefold()
    text = unicodedata.normalize("NFKC", composed).strip()
    if len(text) <= LONGEST_NAME and text.isprintable():
        return text
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def login_names(user: User) -> frozenset[str]:
    """The folded names of a user, UserName and Name; a Deleted one has none, which frees them for others."""
    if user.deleted:
        return frozenset()
    return frozenset(filter(None, (folded(name) for name in (user.user_name, user.name) if name)))


def shown(name: str | None) -> str:
    """The name for lists and logs: on one line, and not longer than that of a person."""
    return printable((name or "")[:LONGEST_NAME])
