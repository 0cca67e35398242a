"""Documents as JSON texts in any order and escaping, with white space between their tokens."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from so_carriers.testing.strategies.json_tokens import array, members, spaced, string_token


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How a document is written: the way of its strings (see `string_token`), and its white space."""

    way: int = 0
    blanks: Sequence[str] = ("",)

    def body(self, document: Any) -> bytes:
        """A document as a body in UTF-8."""
        return spaced(self.token(document), self.blanks).encode()

    def token(self, document: Any) -> str:
        """A document as JSON, with the marks of where white space may stand."""
        if isinstance(document, dict):
            return members(
                (string_token(name, self.way), self.token(item)) for name, item in document.items()
            )
        if isinstance(document, list):
            return array(map(self.token, document))
        if isinstance(document, str):
            return string_token(document, self.way)
        if document is None or isinstance(document, bool):
            return json.dumps(document)
        # Wider than 64 bits maybe, which bodies of other types do not have.
        return repr(document)
