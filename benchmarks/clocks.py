"""Clocks that count the seconds that a processor spends on the work, where the platform has them.

What else runs on the machine then costs nothing but its share of the caches; on an idle
machine they agree with the clock on the wall, which is what other platforms get.
"""

from __future__ import annotations

import time

try:
    import resource
except ModuleNotFoundError:  # Windows
    resource = None  # type: ignore[assignment]

_OWN_IS_FINE = time.get_clock_info("process_time").resolution <= 1e-6

own_seconds = time.process_time if _OWN_IS_FINE else time.perf_counter
"""The seconds of this process."""


def children_seconds() -> float:
    """The seconds of the processes that this one has started and seen end."""
    if resource is None:
        return time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def clock_names() -> str:
    """What the clocks count, for the heading."""
    own = "processor time" if _OWN_IS_FINE else "time on the wall"
    children = "time on the wall" if resource is None else "processor time"
    return f"{own}; imports: {children}"
