"""The memory of this process that is resident, as Linux counts it (proc(5)).

It is read from /proc, since the largest use that getrusage(2) tells is handed on from
the process that started this one.
"""

from __future__ import annotations

import re
from pathlib import Path

_PROCESS = Path("/proc/self")

IS_COUNTED = (_PROCESS / "clear_refs").exists()
"""Whether this system counts it."""


def resident_bytes() -> int:
    """What is resident now."""
    return _bytes_of("VmRSS")


def peak_bytes() -> int:
    """The most that was resident since the process began, or since `forget_peak`."""
    return _bytes_of("VmHWM")


def forget_peak() -> None:
    """Counts the peak anew, from what is resident now."""
    (_PROCESS / "clear_refs").write_text("5")


def _bytes_of(name: str) -> int:
    status = (_PROCESS / "status").read_text()
    found = re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    if found is None:
        raise LookupError(f"{name} is not counted here")
    return int(found[1]) * 1024
