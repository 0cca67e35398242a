"""Requests about external users, who log on to customer pages."""

from __future__ import annotations

from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class CreateExternalUserRequest:
    """The body of POST Agents/User/CreateExternalUser, which makes a person an external user."""

    person_id: int32 = member("PersonId", default=0)
    user_name: str | None = member("UserName", default=None)
    password: str | None = member("Password", default=None, secret=True)
    role_id: int32 = member("RoleId", default=0)
    is_active: bool = member("IsActive", default=False)


@carrier
class DeleteExternalUserRequest:
    """The body of POST Agents/User/DeleteExternalUser, which deletes an external user."""

    associate_id: int32 = member("AssociateId", default=0)


@carrier
class GenerateNewPasswordForExternalUserRequest:
    """The body of POST Agents/User/GenerateNewPasswordForExternalUser.

    The endpoint makes a new password for an external user.
    """

    associate_name: str | None = member("AssociateName", default=None)


@carrier
class SetExternalUserInfoRequest:
    """The body of POST Agents/User/SetExternalUserInfo, which changes an external user."""

    associate_id: int32 = member("AssociateId", default=0)
    user_name: str | None = member("UserName", default=None)
    password: str | None = member("Password", default=None, secret=True)
    is_active: bool = member("IsActive", default=False)
    role_id: int32 = member("RoleId", default=0)
    # Names what is to change; NetServer documents no list of its values.
    external_user_info_modification: str = member("ExternalUserInfoModification", default="")
