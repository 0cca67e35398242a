"""Items of NetServer's lists (MDO lists), from which users choose."""

from __future__ import annotations

from so_carriers.carriers.field_properties import FieldProperties
from so_carriers.carriers.table_right import TableRight
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.date_time import NO_DATE, DateTime
from so_carriers.values.integers import int32


@carrier
class MDOListItem:
    """An item of a list, with the items below it where the list is a tree."""

    id: int32 = member("Id", default=0, key=True)
    name: str | None = member("Name", default=None)
    tool_tip: str | None = member("ToolTip", default=None)
    deleted: bool = member("Deleted", default=False)
    rank: int32 = member("Rank", default=0)
    type: str | None = member("Type", default=None)
    child_items: list[MDOListItem | None] | None = member("ChildItems", default=None)
    icon_hint: str | None = member("IconHint", default=None)
    color_block: int32 = member("ColorBlock", default=0)
    extra_info: str | None = member("ExtraInfo", default=None)
    style_hint: str | None = member("StyleHint", default=None)
    full_name: str | None = member("FullName", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class SelectableMDOListItem:
    """An item of a list that can be ticked, and when that last changed."""

    id: int32 = member("Id", default=0, key=True)
    name: str | None = member("Name", default=None)
    tool_tip: str | None = member("ToolTip", default=None)
    deleted: bool = member("Deleted", default=False)
    rank: int32 = member("Rank", default=0)
    type: str | None = member("Type", default=None)
    color_block: int32 = member("ColorBlock", default=0)
    icon_hint: str | None = member("IconHint", default=None)
    selected: bool = member("Selected", default=False)
    last_changed: DateTime = member("LastChanged", default=NO_DATE)
    child_items: list[SelectableMDOListItem | None] | None = member("ChildItems", default=None)
    extra_info: str | None = member("ExtraInfo", default=None)
    style_hint: str | None = member("StyleHint", default=None)
    hidden: bool = member("Hidden", default=False)
    full_name: str | None = member("FullName", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class TicketCategory:
    """A category of requests in short form; the categories of a User are MDOListItem instead."""

    id: int32 = member("Id", default=0, key=True)
    value: str | None = member("Value", default=None)
    tooltip: str | None = member("Tooltip", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)
