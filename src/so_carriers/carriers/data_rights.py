"""What a role may do with data, by table and by its relation to the data's owner."""

from __future__ import annotations

from so_carriers.carriers.field_properties import FieldProperties
from so_carriers.carriers.table_right import TableRight
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.enums import WireEnum
from so_carriers.values.integers import int32


class RoleRelationToOwner(WireEnum):
    """How the current user stands to the owner of a piece of data."""

    MY_OWN = 0, "MyOwn"
    PRIMARY_GROUP = 1, "PrimaryGroup"
    OTHER_GROUPS = 2, "OtherGroups"
    OTHER_ASSOCIATES = 3, "OtherAssociates"
    EXTERNAL_USER = 4, "ExternalUser"
    ANONYMOUS = 5, "Anonymous"
    MY_COMPANY = 6, "MyCompany"
    SAME_PROJECT = 7, "SameProject"
    CUSTOM_OBJECTS = 10, "CustomObjects"


@carrier
class RelationToOwner:
    """The head of one column of the data rights matrix."""

    id: int32 = member("Id", default=0, key=True)
    value: str | None = member("Value", default=None)
    tooltip: str | None = member("Tooltip", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class EntityName:
    """The head of one row of the data rights matrix: a table."""

    table_name: str | None = member("TableName", default=None)
    table_description: str | None = member("TableDescription", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class DataRight:
    """One cell of the data rights matrix; its value is `C`, `CR`, `CRU` or `CRUD`."""

    value: str | None = member("Value", default=None)
    description: str | None = member("Description", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class DataRights:
    """The data rights matrix of a role: `rights[row][column]`, with the heads of both."""

    columns_info: list[RelationToOwner | None] | None = member("ColumnsInfo", default=None)
    rows_info: list[EntityName | None] | None = member("RowsInfo", default=None)
    rights: list[list[DataRight | None] | None] | None = member("Rights", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)
