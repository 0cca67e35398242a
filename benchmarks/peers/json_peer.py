"""What a JSON library is asked to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonPeer:
    """A JSON library set up for one type: bytes to values and back, as its user would call it.

    A floor makes no values of the type, only dictionaries, lists and scalars. `keeping` writes
    what was read with the least losses, where `encode` loses more: it tells what decoding keeps.
    """

    name: str
    decode: Callable[[bytes], Any]
    encode: Callable[[Any], bytes]
    is_floor: bool = False
    keeping: Callable[[Any], bytes] | None = None

    def written_back(self, body: bytes) -> bytes:
        """What becomes of a body that is decoded, and encoded with the least losses."""
        encode = self.keeping or self.encode
        return encode(self.decode(body))
