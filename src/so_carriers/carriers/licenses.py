"""Licences for modules, and who of the users holds them."""

from __future__ import annotations

from so_carriers.carriers.associates import UserType
from so_carriers.carriers.field_properties import FieldProperties
from so_carriers.carriers.table_right import TableRight
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.enums import WireEnum
from so_carriers.values.integers import int32


class LicenseType(WireEnum):
    """What a module licence is issued for."""

    UNKNOWN = 0, "Unknown"
    SITE_LICENSE = 1, "SiteLicense"
    SATELLITE_LICENSE = 2, "SatelliteLicense"
    USER_LICENSE = 3, "UserLicense"


@carrier
class ModuleLicenseLink:
    """A module licence as one user sees it: how many there are, and whether the user has one."""

    unrestricted: bool = member("Unrestricted", default=False)
    total: int32 = member("Total", default=0)
    tooltip: str | None = member("Tooltip", default=None)
    can_assign: bool = member("CanAssign", default=False)
    free: int32 = member("Free", default=0)
    in_use: int32 = member("InUse", default=0)
    is_hidden: bool = member("IsHidden", default=False)
    assigned: bool = member("Assigned", default=False)
    module_license_id: int32 = member("ModuleLicenseId", default=0, key=True)
    name: str | None = member("Name", default=None)
    description: str | None = member("Description", default=None)
    prerequisite_module_name: str | None = member("PrerequisiteModuleName", default=None)
    sort_order: int32 = member("SortOrder", default=0)
    extra_flags: int32 = member("ExtraFlags", default=0)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class LicenseOwner:
    """One owner of licences, with its restricted and unrestricted module licences."""

    name: str | None = member("Name", default=None)
    description: str | None = member("Description", default=None)
    restricted_module_licenses: list[ModuleLicenseLink | None] | None = member(
        "RestrictedModuleLicenses", default=None
    )
    unrestricted_module_licenses: list[ModuleLicenseLink | None] | None = member(
        "UnrestrictedModuleLicenses", default=None
    )
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class ModuleLicense:
    """A module licence as the License agent gives it; a User holds ModuleLicenseLink instead."""

    owner_name: str | None = member("OwnerName", default=None)
    module_name: str | None = member("ModuleName", default=None)
    module_description: str | None = member("ModuleDescription", default=None)
    module_tooltip: str | None = member("ModuleTooltip", default=None)
    module_version: str | None = member("ModuleVersion", default=None)
    license_type: LicenseType | str = member("LicenseType", default=LicenseType.UNKNOWN)
    unrestricted: bool = member("Unrestricted", default=False)
    allowed_user_type: UserType | str = member("AllowedUserType", default=UserType.UNKNOWN)
    number_of_licenses: int32 = member("NumberOfLicenses", default=0)
    extra_flags: int32 = member("ExtraFlags", default=0)
    extra_info: str | None = member("ExtraInfo", default=None)
    sort_order: int32 = member("SortOrder", default=0)
    is_hidden: bool = member("IsHidden", default=False)
    prerequisite_module_name: str | None = member("PrerequisiteModuleName", default=None)
    signature: str | None = member("Signature", default=None)
