"""Who is told of each class that is declared for the wire: carriers, and dictionaries of their own.

Tools that keep a table by class (strategies of a test library, say) ask here. It imports nothing of
the library, so that asking costs nothing before the first class is declared.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

_listeners: list[Callable[[type[Any]], None]] = []
_declared: weakref.WeakSet[type[Any]] = weakref.WeakSet()


def tell_of_classes(listener: Callable[[type[Any]], None]) -> None:
    """Calls `listener` with every class that is declared so far, and with each that will be."""
    _listeners.append(listener)
    for declared in list(_declared):
        listener(declared)


def announce(declared: type[Any]) -> None:
    """Tells all listeners of a class that has just been declared."""
    _declared.add(declared)
    for listener in _listeners:
        listener(declared)
