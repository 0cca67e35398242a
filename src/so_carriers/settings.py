"""What a caller may set: how much input is read, and whose rules hold."""

from __future__ import annotations

import enum
from dataclasses import dataclass, fields

from so_carriers.errors import InvalidValue, LimitExceeded, excerpt

DEEPEST = 200
"""The depth that no limit may exceed; deeper input could exhaust the interpreter's stack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one body may ask of the machine; over a limit `LimitExceeded` is raised.

    `body` counts bytes (characters for `str` input), `depth` nested containers from the
    root on (at most 200), `members` the names in one object or dictionary, `text` the
    characters of one value in XML, `pairs` the names and values of a form, `operations`
    those of a JSON Patch, and `copied` the bytes, in compact JSON, of all that it copies, with
    30 more for each container; what has to be written anew to be moved or renamed counts too.
    """

    body: int = 16 * 1024 * 1024
    depth: int = 128
    members: int = 100_000
    text: int = 10_000_000
    pairs: int = 10_000
    operations: int = 10_000
    copied: int = 16 * 1024 * 1024

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if type(value) is not int or value < 1:
                raise InvalidValue(f"Limits.{field.name}: expected a positive integer, found {_shown(value)}")
        if self.depth > DEEPEST:
            raise InvalidValue(f"Limits.depth: expected at most {DEEPEST}, found {_shown(self.depth)}")

    def check_body(self, body: bytes | str) -> None:
        """Raises LimitExceeded for a body that is too long."""
        if len(body) > self.body:
            unit = "characters" if isinstance(body, str) else "bytes"
            raise LimitExceeded("body", self.body, f"the body has {len(body)} {unit}")


def _shown(value: object) -> str:
    return excerpt(value).removeprefix("integer ")


DEFAULT_LIMITS = Limits()


class Dialect(enum.Enum):
    """Whose rules hold where the RFCs and NetServer differ."""

    __hash__ = object.__hash__  # enum's own runs Python code, and dialects are keys of caches

    RFC = "rfc"
    """The RFCs' rules (the default)."""

    NETSERVER = "netserver"
    """What a NetServer does: an Accept that matches nothing gets JSON, names in any case, and so on."""
