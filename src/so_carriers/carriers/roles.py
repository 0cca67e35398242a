"""Roles, which decide what a user may do."""

from __future__ import annotations

from so_carriers.carriers.associates import Associate
from so_carriers.carriers.data_rights import DataRights
from so_carriers.carriers.field_properties import FieldProperties
from so_carriers.carriers.table_right import TableRight
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.date_time import NO_DATE, DateTime
from so_carriers.values.enums import WireEnum
from so_carriers.values.integers import int32


class RoleType(WireEnum):
    """What kind of user a role is for."""

    EMPLOYEE = 0, "Employee"
    EXTERNAL_USER = 1, "ExternalUser"
    ANONYMOUS = 2, "Anonymous"
    SYSTEM = 3, "System"


@carrier
class Role:
    """A role in short form, as a User refers to it."""

    id: int32 = member("Id", default=0, key=True)
    value: str | None = member("Value", default=None)
    tooltip: str | None = member("Tooltip", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class RoleEntity:
    """A role in full, with its data rights and the dates (UTC) of its making and last change."""

    role_id: int32 = member("RoleId", default=0, key=True)
    name: str | None = member("Name", default=None)
    tooltip: str | None = member("Tooltip", default=None)
    role_type: RoleType | str = member("RoleType", default=RoleType.EMPLOYEE)
    # 1 means deleted; this is a number here and a truth value in User and UserGroup.
    deleted: int32 = member("Deleted", default=0)
    rank: int32 = member("Rank", default=0)
    created: DateTime = member("Created", default=NO_DATE)
    use_categories: int32 = member("UseCategories", default=0)
    created_by: Associate | None = member("CreatedBy", default=None)
    updated: DateTime = member("Updated", default=NO_DATE)
    updated_by: Associate | None = member("UpdatedBy", default=None)
    data_rights: DataRights | None = member("DataRights", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)
