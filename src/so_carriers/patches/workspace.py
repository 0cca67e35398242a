"""What is known while a value is looked at or changed: the rules, what may be changed in place, the cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from so_carriers.errors import LimitExceeded
from so_carriers.settings import DEFAULT_LIMITS, Dialect, Limits
from so_carriers.values.ascii_case import fold


class Workspace:
    """The rules for one value, and what is nobody else's.

    `own` holds by id the containers that were made in here, which may be changed in place.
    """

    __slots__ = ("_copied", "_folded", "dialect", "limits", "opened", "own")

    def __init__(self, dialect: Dialect = Dialect.RFC, limits: Limits = DEFAULT_LIMITS) -> None:
        self.dialect = dialect
        self.limits = limits
        self.own: dict[int, Any] = {}
        self.opened: dict[int, Any] = {}
        """The carriers whose kept spellings are open to changes, by id."""
        self._copied = 0
        self._folded: dict[int, tuple[Mapping[str, Any], dict[str, dict[str, None]]]] = {}

    def charge(self, size: int) -> None:
        """Counts bytes that were copied; raises LimitExceeded over the limit."""
        self._copied += size
        if self._copied > self.limits.copied:
            raise LimitExceeded("copied", self.limits.copied, f"the copies come to {self._copied} bytes")

    def spelled_like(self, names: Mapping[str, Any], token: str) -> str:
        """The name that is a token in another case, the first of them, or the token itself."""
        return next(iter(self.folded_names(names).get(fold(token), ())), token)

    def folded_names(self, names: Mapping[Any, Any]) -> Mapping[str, Iterable[str]]:
        """The names by what they are in lower case, worked out once, as it is noted what becomes of them."""
        _, folded = self._folded.get(id(names), (None, None))
        if folded is None:
            folded = {}
            for name in names:
                if not isinstance(name, str):
                    continue
                folded.setdefault(fold(name), {})[name] = None
            # With the names themselves, so that no other object gets their id.
            self._folded[id(names)] = names, folded
        return folded

    def note_added(self, names: Mapping[str, Any], name: str) -> None:
        """Says that a name was added."""
        if id(names) in self._folded:
            self._folded[id(names)][1].setdefault(fold(name), {})[name] = None

    def note_removed(self, names: Mapping[str, Any], name: str) -> None:
        """Says that a name was taken out."""
        if id(names) in self._folded:
            folded = self._folded[id(names)][1]
            likes = folded[fold(name)]
            del likes[name]
            if not likes:
                del folded[fold(name)]
