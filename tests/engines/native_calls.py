"""Calls to the extension itself, which between them reach all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeAlias

from so_carriers.engines.native import engine as native
from so_carriers.settings import DEFAULT_LIMITS
from tests.engines.asked_types import value_type
from tests.engines.bodies import Body, bodies_of, readable_bodies_of, unwritable_values, value_of

Call: TypeAlias = Callable[[], Any]

_SAME_AS_OTHERS = {"users", "too many"}
"""Larger bodies that reach nothing else."""


def calls_of(name: str) -> Iterator[tuple[str, Call, tuple[Any, ...]]]:
    """The calls of a format by name, each with the objects that it is given."""
    read, write = getattr(native, f"decode_{name}"), getattr(native, f"encode_{name}")
    options = (True,) if name == "xml" else ()  # extensions, which JSON has none of
    for key, body in _without_larger_ones(bodies_of(name)).items():
        given = (body.octets, value_type(body.asked), DEFAULT_LIMITS, False)
        yield f"read {key}", partial(read, *given), given
    readable = _without_larger_ones(readable_bodies_of(name)).items()
    values = {key: (body.asked, value_of(body, name)) for key, body in readable}
    for key, (asked, value) in {**values, **unwritable_values()}.items():
        given = (value, value_type(asked), DEFAULT_LIMITS, *options)
        yield f"write {key}", partial(write, *given), given
    user = value_of(bodies_of(name)["user"], name)
    for key, untyped in (("user", user), ("users", [user])):
        yield f"write {key} without a type", partial(write, untyped, None, DEFAULT_LIMITS, *options), (user,)


def _without_larger_ones(bodies: dict[str, Body]) -> dict[str, Body]:
    return {key: body for key, body in bodies.items() if key not in _SAME_AS_OTHERS}
