"""Requests about user names and nick names."""

from __future__ import annotations

from so_carriers.carriers.associates import UserType
from so_carriers.carriers.user import User
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class GetDefaultAssociateUserNameRequest:
    """The body of POST Agents/User/GetDefaultAssociateUserName, which suggests a name for a user."""

    user: User | None = member("User", default=None)


@carrier
class GetValidUserNameRequest:
    """The body of POST Agents/User/GetValidUserName, which makes a name valid for a user."""

    associate_id: int32 = member("AssociateId", default=0)
    type: UserType | str = member("Type", default=UserType.UNKNOWN)
    person_id: int32 = member("PersonId", default=0)
    user_name: str | None = member("UserName", default=None)


@carrier
class GetValidUserNameForNewUserRequest:
    """The body of POST Agents/User/GetValidUserNameForNewUser.

    The endpoint makes a valid name for a user that is not saved yet.
    """

    user: User | None = member("User", default=None)


@carrier
class IsNickNameUniqueRequest:
    """The body of POST Agents/User/IsNickNameUnique, which checks whether a nick name is free."""

    associate_id: int32 = member("AssociateId", default=0)
    nick_name: str | None = member("NickName", default=None)


@carrier
class IsUserNameValidRequest:
    """The body of POST Agents/User/IsUserNameValid, which checks a user name."""

    associate_id: int32 = member("AssociateId", default=0)
    type: UserType | str = member("Type", default=UserType.UNKNOWN)
    person_id: int32 = member("PersonId", default=0)
    user_name: str | None = member("UserName", default=None)


@carrier
class IsUserNameValidWithReasonRequest:
    """The body of POST Agents/User/IsUserNameValidWithReason.

    The endpoint checks a user name and gives the reason.
    """

    associate_id: int32 = member("AssociateId", default=0)
    type: UserType | str = member("Type", default=UserType.UNKNOWN)
    person_id: int32 = member("PersonId", default=0)
    user_name: str | None = member("UserName", default=None)
