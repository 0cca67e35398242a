"""Requests about passwords."""

from __future__ import annotations

from so_carriers.carriers.associates import UserType
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class CanChangePasswordRequest:
    """The body of POST Agents/User/CanChangePassword.

    The endpoint asks whether the current user may change the password of a user.
    """

    associate_id: int32 = member("AssociateId", default=0)


@carrier
class ChangeOwnPasswordRequest:
    """The body of POST Agents/User/ChangeOwnPassword, which changes the password of the current user."""

    old_password: str | None = member("OldPassword", default=None, secret=True)
    new_password: str | None = member("NewPassword", default=None, secret=True)


@carrier
class ChangePasswordRequest:
    """The body of POST Agents/User/ChangePassword, which changes the password of a user."""

    associate_id: int32 = member("AssociateId", default=0)
    old_password: str | None = member("OldPassword", default=None, secret=True)
    new_password: str | None = member("NewPassword", default=None, secret=True)


@carrier
class ChangePasswordFromNameRequest:
    """The body of POST Agents/User/ChangePasswordFromName.

    The endpoint changes the password of a user found by name.
    """

    associate_name: str | None = member("AssociateName", default=None)
    old_password: str | None = member("OldPassword", default=None, secret=True)
    new_password: str | None = member("NewPassword", default=None, secret=True)


@carrier
class GetSupportedChangePasswordTypesRequest:
    """The body of POST Agents/User/GetSupportedChangePasswordTypes.

    The endpoint lists the ways in which a user can change the password.
    """

    associate_id: int32 = member("AssociateId", default=0)


@carrier
class IsPasswordValidRequest:
    """The body of POST Agents/User/IsPasswordValid, which checks a password."""

    associate_id: int32 = member("AssociateId", default=0)
    type: UserType | str = member("Type", default=UserType.UNKNOWN)
    person_id: int32 = member("PersonId", default=0)
    password: str | None = member("Password", default=None, secret=True)


@carrier
class IsPasswordValidWithReasonRequest:
    """The body of POST Agents/User/IsPasswordValidWithReason.

    The endpoint checks a password and gives the reason.
    """

    associate_id: int32 = member("AssociateId", default=0)
    type: UserType | str = member("Type", default=UserType.UNKNOWN)
    person_id: int32 = member("PersonId", default=0)
    password: str | None = member("Password", default=None, secret=True)


@carrier
class SendChangePasswordEMailRequest:
    """The body of POST Agents/User/SendChangePasswordEMail.

    The endpoint sends a user a mail for changing the password.
    """

    associate_id: int32 = member("AssociateId", default=0)


@carrier
class SetGeneratedPasswordRequest:
    """The body of POST Agents/User/SetGeneratedPassword, which gives a user a generated password."""

    associate_id: int32 = member("AssociateId", default=0)


@carrier
class SetGeneratedPasswordFromNameRequest:
    """The body of POST Agents/User/SetGeneratedPasswordFromName.

    The endpoint gives a user found by name a generated password.
    """

    associate_name: str | None = member("AssociateName", default=None)


@carrier
class SetPasswordRequest:
    """The body of POST Agents/User/SetPassword, which sets the password of a user."""

    associate_id: int32 = member("AssociateId", default=0)
    password: str | None = member("Password", default=None, secret=True)


@carrier
class SetPasswordFromNameRequest:
    """The body of POST Agents/User/SetPasswordFromName, which sets the password of a user found by name."""

    associate_name: str | None = member("AssociateName", default=None)
    password: str | None = member("Password", default=None, secret=True)
