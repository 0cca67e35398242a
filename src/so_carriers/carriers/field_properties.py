"""What the reader of a carrier may do with each of its fields."""

from __future__ import annotations

from so_carriers.schema.carrier import carrier
from so_carriers.schema.declared import announce
from so_carriers.schema.member import member
from so_carriers.values.enums import WireFlag
from so_carriers.values.integers import int32


class EFieldRight(WireFlag, composites={3: "Update"}, composite_bits=0b11):
    """Rights to one field, as flags, with hints for the form that shows it.

    Servers before `Nullable` wrote its bit as `Unused4`; documents of 2021 call `Update` by
    the name `FULL`. Both old names are read, never written.
    """

    NONE = 0, "None"
    READ = 1, "Read"
    WRITE = 2, "Write"
    UPDATE = 3, "Update"
    FULL = 3, "FULL"
    UNUSED1 = 4, "Unused1"
    UNUSED2 = 8, "Unused2"
    UNUSED3 = 16, "Unused3"
    NULLABLE = 32, "Nullable"
    UNUSED4 = 32, "Unused4"
    UI_HINT_MANDATORY = 64, "UIHintMandatory"
    UI_HINT_READ_ONLY = 128, "UIHintReadOnly"
    UI_HINTS = 192, "UIHints"
    UNDEFINED_VALUE256 = 256, "UndefinedValue256"


@carrier
class FieldRight:
    """The rights of the current user to one field, and why they are what they are."""

    mask: EFieldRight | str = member("Mask", default=EFieldRight.NONE)
    reason: str | None = member("Reason", default=None)


@carrier
class FieldProperty:
    """Right, type and length of one field; the type is free text, such as `System.Int32` or `LongText`."""

    field_right: FieldRight | None = member("FieldRight", default=None)
    field_type: str | None = member("FieldType", default=None)
    field_length: int32 = member("FieldLength", default=0)


class FieldProperties(dict[str, FieldProperty | None]):
    """The properties of a carrier's fields, by field name.

    Names are the server's own and may hold dots and colons: `Address.Zipcode`,
    `CustomFields.SuperOffice:1`.
    """

    __slots__ = ()


announce(FieldProperties)
