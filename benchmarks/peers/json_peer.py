"""What a JSON library is asked to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonPeer:
    """A JSON library set up for one type: bytes to values and back, as its user would call it.

    A floor makes no values of the type, only dictionaries, lists and scalars.
    """

    name: str
    decode: Callable[[bytes], Any]
    encode: Callable[[Any], bytes]
    is_floor: bool = False
