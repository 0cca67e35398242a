"""What `--carrier` says: `User`, in any case, or `array<User>`."""

from __future__ import annotations

import re
from typing import Any

from so_carriers.cli.carrier_tables import carrier_called, no_such_carrier
from so_carriers.cli.conversion.errors import WrongUsage

_ARRAY = re.compile(r"array<(.*?)\??>", re.IGNORECASE)


def carrier_said(said: str) -> tuple[type[Any], bool]:
    """The carrier of that notation, and whether an array of it was asked for.

    Raises WrongUsage for a name that no carrier has.
    """
    array = _ARRAY.fullmatch(said)
    name = array[1] if array else said
    carrier = carrier_called(name)
    if carrier is None:
        raise WrongUsage(f"{no_such_carrier(name)} (so-carriers carriers lists them)")
    return carrier, array is not None
