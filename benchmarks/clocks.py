"""Clocks that count the time that a processor spends on the work.

What else runs on the machine then takes part in the figures by its share of the caches
alone; on an idle machine they agree with the clock on the wall. Windows counts too
coarsely, or not at all, and there it is the clock on the wall.
"""

from __future__ import annotations

import sys
import time

if sys.platform == "win32":
    KIND = "time on the wall"

    def own_seconds() -> float:
        """The seconds since any fixed moment."""
        return time.perf_counter()

    def children_seconds() -> float:
        """The seconds since any fixed moment."""
        return time.perf_counter()

else:
    import resource

    KIND = "processor time"

    def own_seconds() -> float:
        """The seconds of this process so far."""
        return time.process_time()

    def children_seconds() -> float:
        """The seconds of the processes that this one started and that have ended."""
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime
