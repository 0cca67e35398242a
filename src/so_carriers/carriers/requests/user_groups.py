"""Requests about groups of users."""

from __future__ import annotations

from so_carriers.carriers.user_groups import UserGroup
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class DeleteUserGroupRequest:
    """The body of POST Agents/User/DeleteUserGroup, which deletes a group and moves its users to another."""

    user_group_to_delete: int32 = member("UserGroupToDelete", default=0)
    user_group_to_move_to: int32 = member("UserGroupToMoveTo", default=0)


@carrier
class GetAllUserGroupsRequest:
    """The body of POST Agents/User/GetAllUserGroups, which lists the groups."""

    include_deleted: bool = member("IncludeDeleted", default=False)


@carrier
class SaveUserGroupRequest:
    """The body of POST Agents/User/SaveUserGroup, which saves a group."""

    user_group: UserGroup | None = member("UserGroup", default=None)
