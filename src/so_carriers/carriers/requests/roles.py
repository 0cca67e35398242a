"""Requests about roles and their functional rights."""

from __future__ import annotations

from so_carriers.carriers.roles import RoleType
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class CreateDefaultRoleEntityFromTypeRequest:
    """The body of POST Agents/User/CreateDefaultRoleEntityFromType, which prepares a role of a type."""

    type: RoleType | str = member("Type", default=RoleType.EMPLOYEE)


@carrier
class DeleteRoleRequest:
    """The body of POST Agents/User/DeleteRole, which deletes a role and gives its users another."""

    role_id_to_delete: int32 = member("RoleIdToDelete", default=0)
    replacing_role_id: int32 = member("ReplacingRoleId", default=0)


@carrier
class FindRolesWithFunctionalRightRequest:
    """The body of POST Agents/User/FindRolesWithFunctionalRight.

    The endpoint finds the roles that have a functional right.
    """

    functional_right_name: str | None = member("FunctionalRightName", default=None)


@carrier
class FindRolesWithFunctionalRightsRequest:
    """The body of POST Agents/User/FindRolesWithFunctionalRights.

    The endpoint finds the roles that have one or more of some functional rights.
    """

    functional_right_names: list[str | None] | None = member("FunctionalRightNames", default=None)


@carrier
class FindRolesWithoutFunctionalRightsRequest:
    """The body of POST Agents/User/FindRolesWithoutFunctionalRights.

    The endpoint finds the roles that have none of some functional rights.
    """

    functional_right_names: list[str | None] | None = member("FunctionalRightNames", default=None)


@carrier
class GetAllFunctionalRightsRequest:
    """The body of POST Agents/User/GetAllFunctionalRights.

    The endpoint lists the functional rights for a type of role.
    """

    role_type: RoleType | str = member("RoleType", default=RoleType.EMPLOYEE)


@carrier
class GetAllRolesRequest:
    """The body of POST Agents/User/GetAllRoles, which lists the roles of a type."""

    role_type: RoleType | str = member("RoleType", default=RoleType.EMPLOYEE)


@carrier
class GetFunctionalRightsRequest:
    """The body of POST Agents/User/GetFunctionalRights, which lists the functional rights of a role."""

    role_id: int32 = member("RoleId", default=0)


@carrier
class SetFunctionalRightsRequest:
    """The body of POST Agents/User/SetFunctionalRights, which sets all functional rights of a role."""

    role_id: int32 = member("RoleId", default=0)
    functional_right_ids: list[int32] | None = member("FunctionalRightIds", default=None)
