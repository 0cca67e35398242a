"""Which engine serves: the native one where it was built, else the reference engine."""

from __future__ import annotations

import importlib.util
import os
import warnings
from typing import Any, Literal

from so_carriers.errors import EngineMissing, excerpt

_VARIABLE = "SO_CARRIERS_ENGINE"
_EXTENSION = "so_carriers.engines.native._native"


def engine() -> Literal["native", "python"]:
    """The engine that turns bytes into carriers and back: the native one, or the reference engine in Python.

    The environment variable SO_CARRIERS_ENGINE, `native` or `python`, chooses one; it is read once.
    Raises EngineMissing where it says `native` and that was not built, and for any other name.
    """
    return "python" if native_engine() is None else "native"


def native_engine() -> Any:
    """The module of the native engine where it serves, else None; raises as `engine` does."""
    return (chosen or choose())[0]


chosen: list[Any] = []
"""What `native_engine` gives, once `choose` was called: codecs look here, as a call takes longer."""


def choose() -> list[Any]:
    """Chooses the engine once and for all; gives `chosen`."""
    chosen[:] = [_asked_for()]
    return chosen


def _asked_for() -> Any:
    """The module of the native engine, or None for the reference engine."""
    asked = os.environ.get(_VARIABLE, "")
    if asked not in {"", "native", "python"}:
        raise EngineMissing(f"{_VARIABLE}: expected native or python, found {excerpt(asked)}")
    if asked == "python":
        return None
    try:
        from so_carriers.engines.native import engine as native  # noqa: PLC0415  # it may not be there
    except ImportError as error:
        _do_without(error, is_asked_for=asked == "native")
        return None
    return native


def _do_without(error: ImportError, *, is_asked_for: bool) -> None:
    """Raises where the native engine is asked for by name, warns where it is broken; else all is well."""
    is_built = importlib.util.find_spec(_EXTENSION) is not None
    if is_asked_for and is_built:
        raise EngineMissing(
            f"{_VARIABLE} is native, but the native engine cannot be loaded: {error}"
        ) from error
    if is_asked_for:
        # The error says no more than that the file is not there.
        raise EngineMissing(
            f"{_VARIABLE} is native, but the native engine was not built: install the library where a C"
            " compiler is, or unset the variable"
        ) from None
    if is_built:
        warnings.warn(
            f"the native engine cannot be loaded, so the reference engine serves: {error}",
            RuntimeWarning,
            stacklevel=3,
        )


def engine_counts() -> dict[str, int]:
    """How many bodies the native engine served, and how many it declined, by reason.

    `served` counts the bodies that it read or wrote, every other key is a reason why the reference
    engine was asked instead (`other spelling`, `repeated name` ...), which gives the same result and
    takes longer. Counted in this process, for all threads; empty where the reference engine serves.
    """
    native = native_engine()
    return {} if native is None else dict(native.counts())
