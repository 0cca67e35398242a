"""From method and path to an operation; paths are found in any ASCII case, as NetServer finds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from so_carriers.errors import excerpt
from so_carriers.server.errors import MethodNotAllowed, NoSuchPath
from so_carriers.server.operations import ID, Operation
from so_carriers.values.ascii_case import fold
from so_carriers.values.integers import Int32

_is_id = re.compile(r"[0-9]{1,10}").fullmatch


@dataclass(frozen=True, slots=True)
class Resource:
    """What a path leads to: its operations by method, and the id that the path ends with, else 0."""

    operations: Mapping[str, Operation]
    associate_id: int

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that it has, HEAD where it has GET, and OPTIONS, which all have."""
        head = ("HEAD",) if "GET" in self.operations else ()
        return (*self.operations, *head, "OPTIONS")

    def operation(self, method: str) -> Operation:
        """The operation of a method; raises MethodNotAllowed."""
        found = self.operations.get("GET" if method == "HEAD" else method)
        if found is None:
            raise MethodNotAllowed(excerpt(method), self.methods)
        return found


class Routes:
    """All paths that are served."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._resources: dict[str, dict[str, Operation]] = {}
        for operation in operations:
            self._resources.setdefault(fold(operation.path), {})[operation.method] = operation

    def find(self, path: str) -> Resource:
        """What the path leads to; raises NoSuchPath."""
        folded = fold(path)
        found = self._resources.get(folded)
        if found is not None and not folded.endswith(ID):
            return Resource(found, 0)
        collection, slash, last = folded.rpartition("/")
        found = self._resources.get(f"{collection}{slash}{ID}")
        if found is None or not _is_id(last) or int(last) > Int32.HIGHEST:
            raise NoSuchPath(f"nothing is served at the path {excerpt(path)}")
        return Resource(found, int(last))
