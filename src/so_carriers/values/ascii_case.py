"""Comparing names without regard to ASCII case.

Only A to Z are folded: `str.lower` would let the Kelvin sign pass for a k.
"""

from __future__ import annotations

import string

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def fold(name: str) -> str:
    """The name with A to Z in lower case and everything else as it is."""
    return name.translate(_LOWER)
