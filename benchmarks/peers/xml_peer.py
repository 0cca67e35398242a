"""What an XML library is asked to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlPeer:
    """An XML library set up for one class: documents to values and back, as its user would call it.

    `lacks` tells what a decoded value lacks of the same body in JSON, in words, beyond what
    encoding it again shows. A floor makes no values of the class.
    """

    name: str
    decode: Callable[[bytes], Any]
    encode: Callable[[Any], bytes]
    lacks: Callable[[Any, bytes], tuple[str, ...]] | None = None
    is_floor: bool = False
