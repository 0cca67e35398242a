"""A bound for work that must not grow with the square of its input."""

from __future__ import annotations

import faulthandler
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Ends the run, with a traceback, where work that should take these seconds takes sixty times that.

    What is looked for is work that grows with the square of the input; the time itself is not tested.
    """
    gc.collect()
    faulthandler.dump_traceback_later(60 * seconds, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
