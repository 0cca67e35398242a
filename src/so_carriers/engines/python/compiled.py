"""Functions that are compiled for a carrier class when they are first called.

A carrier that is never met costs nothing, and carriers may contain each other.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from so_carriers.schema.carrier_schema import CarrierSchema

Compile = Callable[[CarrierSchema], Callable[..., Any]]


# One for all, as compiling a carrier binds those that it contains, itself maybe among them.
_COMPILING = threading.RLock()


class CompiledFunction:
    """A function for the carriers of one class; `call` compiles it once, whichever thread comes first."""

    def __init__(self, schema: CarrierSchema, compile_for: Compile) -> None:
        self._schema = schema
        self._compile_for = compile_for
        self._users: list[tuple[dict[str, Any], str]] = []
        self._compiled: Callable[..., Any] | None = None
        self.call: Callable[..., Any] = self._compile_and_call

    def bind(self, names: dict[str, Any], name: str) -> None:
        """Puts the function among the global names of compiled code, now as it is and later compiled."""
        with _COMPILING:
            self._users.append((names, name))
            names[name] = self.call

    def _compile_and_call(self, *arguments: Any) -> Any:
        with _COMPILING:
            if self._compiled is None:
                self._schema.check()
                self._compiled = self.call = self._compile_for(self._schema)
                for names, name in self._users:
                    names[name] = self.call
        return self._compiled(*arguments)


def compiled_function(schema: CarrierSchema, compile_for: Compile) -> CompiledFunction:
    """The one such function of a carrier class; `compile_for` is also its key."""
    known: CompiledFunction | None = schema.compiled.get(compile_for)
    if known is not None:
        return known
    # setdefault is atomic: of two threads that come here at once both get the same one.
    function: CompiledFunction = schema.compiled.setdefault(
        compile_for, CompiledFunction(schema, compile_for)
    )
    return function


def compile_function(name: str, lines: str, names: dict[str, Any], title: str) -> Callable[..., Any]:
    """The function `name` of some source code that sees these global names; `title` is for tracebacks."""
    exec(compile(lines, f"<{title}>", "exec"), names)
    function: Callable[..., Any] = names[name]
    return function
