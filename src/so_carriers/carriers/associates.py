"""Users in short form, as other carriers refer to them."""

from __future__ import annotations

from so_carriers.carriers.custom_fields import CustomFields
from so_carriers.carriers.field_properties import FieldProperties
from so_carriers.carriers.table_right import TableRight
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.enums import WireEnum
from so_carriers.values.integers import int32


class UserType(WireEnum):
    """What kind of user an associate is."""

    UNKNOWN = 0, "Unknown"
    INTERNAL_ASSOCIATE = 1, "InternalAssociate"
    RESOURCE_ASSOCIATE = 2, "ResourceAssociate"
    EXTERNAL_ASSOCIATE = 3, "ExternalAssociate"
    ANONYMOUS_ASSOCIATE = 4, "AnonymousAssociate"
    SYSTEM_ASSOCIATE = 5, "SystemAssociate"


@carrier
class Associate:
    """A user in short form, such as the creator of a role."""

    associate_id: int32 = member("AssociateId", default=0, key=True)
    name: str | None = member("Name", default=None)
    person_id: int32 = member("PersonId", default=0)
    rank: int32 = member("Rank", default=0)
    tooltip: str | None = member("Tooltip", default=None)
    type: UserType | str = member("Type", default=UserType.UNKNOWN)
    group_idx: int32 = member("GroupIdx", default=0)
    full_name: str | None = member("FullName", default=None)
    formal_name: str | None = member("FormalName", default=None)
    deleted: bool = member("Deleted", default=False)
    ej_user_id: int32 = member("EjUserId", default=0)
    user_name: str | None = member("UserName", default=None)
    extra_fields: dict[str, str | None] | None = member("ExtraFields", default=None)
    custom_fields: CustomFields | None = member("CustomFields", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class UserInfo:
    """What a list of users shows of one: names, role, main group and granted licences."""

    deleted: bool = member("Deleted", default=False)
    user_info_id: int32 = member("UserInfoId", default=0, key=True)
    user_name: str | None = member("UserName", default=None)
    person_id: int32 = member("PersonId", default=0)
    rank: int32 = member("Rank", default=0)
    tooltip: str | None = member("Tooltip", default=None)
    user_group_id: int32 = member("UserGroupId", default=0)
    ej_user_id: int32 = member("EjUserId", default=0)
    user_type: UserType | str = member("UserType", default=UserType.UNKNOWN)
    granted_licenses: list[str | None] | None = member("GrantedLicenses", default=None)
    can_logon: bool = member("CanLogon", default=False)
    role_name: str | None = member("RoleName", default=None)
    role_tooltip: str | None = member("RoleTooltip", default=None)
    user_group_name: str | None = member("UserGroupName", default=None)
    user_group_tooltip: str | None = member("UserGroupTooltip", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)
