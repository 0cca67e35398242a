"""Groups of users."""

from __future__ import annotations

from so_carriers.carriers.field_properties import FieldProperties
from so_carriers.carriers.table_right import TableRight
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class UserGroup:
    """A group of users; each user has one main group and may be in others."""

    value: str | None = member("Value", default=None)
    tooltip: str | None = member("Tooltip", default=None)
    id: int32 = member("Id", default=0, key=True)
    # 16 bits wide on the server, although the JSON documents say int32.
    rank: int32 = member("Rank", default=0)
    deleted: bool = member("Deleted", default=False)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)
