"""What the reader of a carrier may do with the whole of it."""

from __future__ import annotations

from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.enums import WireFlag


class ETableRight(WireFlag, composites={5: "RI", 7: "URI"}, composite_bits=0b1111):
    """Rights to a table, as flags.

    NetServer writes single names joined by a comma and a blank, and two combinations
    under one name (`RI`, `URI`); the other combinations and aliases are read only.
    """

    NONE = 0, "None"
    SELECT = 1, "Select"
    UPDATE = 2, "Update"
    UR = 3, "UR"
    INSERT = 4, "Insert"
    RI = 5, "RI"
    URI = 7, "URI"
    DELETE = 8, "Delete"
    UDR = 11, "UDR"
    FULL = 15, "FULL"
    FILTERING = 16, "Filtering"
    RF = 17, "RF"
    FI = 20, "FI"
    RESTRICTED_UPDATE = 32, "RestrictedUpdate"
    URU = 34, "URU"
    WRITE = 38, "WRITE"
    UNUSED1 = 64, "Unused1"
    UNINITIALIZED = 128, "Uninitialized"
    R = 1, "R"
    F = 16, "F"


@carrier
class TableRight:
    """The rights of the current user to the carrier that holds it, and why they are what they are."""

    mask: ETableRight | str = member("Mask", default=ETableRight.NONE)
    reason: str | None = member("Reason", default=None)
