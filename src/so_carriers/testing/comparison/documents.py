"""Plain documents of bodies, as the laws compare them."""

from __future__ import annotations

import json
from typing import Any

import so_carriers as so


def exact_document(body: bytes | str) -> Any:
    """The document of a body, every number a token."""
    return json.loads(body, parse_int=so.NumberToken, parse_float=so.NumberToken)
