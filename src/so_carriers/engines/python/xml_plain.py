"""Plain XML, which compiled code reads and writes without a tree.

It is what the encoder writes where no extension is needed: declared names in the spelling
and, to be read so, in the order of their declaration, scalars in canonical spelling, no
white space between elements, no attribute but `xsi:nil`.
"""

from __future__ import annotations

from so_carriers.settings import Limits

_MANY_MEMBERS = 1000
"""More than a carrier declares."""


class NotPlain(Exception):
    """Something was met that compiled code does not do; the general code does the whole then."""


def must_count(limits: Limits) -> bool:
    """Whether so few members are allowed that those of carriers have to be counted too."""
    return limits.members < _MANY_MEMBERS
