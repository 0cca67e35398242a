"""Requests that find, make, change and end users."""

from __future__ import annotations

from so_carriers.carriers.associates import UserType
from so_carriers.carriers.commands import CommandActionResult
from so_carriers.carriers.credentials import Credential
from so_carriers.carriers.user import User
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class ChangeUserTypeRequest:
    """The body of POST Agents/User/ChangeUserType, which gives a user another type."""

    user: User | None = member("User", default=None)
    user_type: UserType | str = member("UserType", default=UserType.UNKNOWN)


@carrier
class CreateDefaultUserFromUserTypeRequest:
    """The body of POST Agents/User/CreateDefaultUserFromUserType.

    The endpoint prepares a system or anonymous user.
    """

    user_type: UserType | str = member("UserType", default=UserType.UNKNOWN)


@carrier
class CreateDefaultUserFromUserTypeAndPersonIdRequest:
    """The body of POST Agents/User/CreateDefaultUserFromUserTypeAndPersonId.

    The endpoint prepares a user of a type for a person; a system or anonymous user needs none (0).
    """

    user_type: UserType | str = member("UserType", default=UserType.UNKNOWN)
    person_id: int32 = member("PersonId", default=0)


@carrier
class CreateDefaultUserFromUserTypeAndCredentialRequest:
    """The body of POST Agents/User/CreateDefaultUserFromUserTypeAndCredential.

    The endpoint prepares a user with a credential, for a person of a contact.
    """

    user_type: UserType | str = member("UserType", default=UserType.UNKNOWN)
    contact_id: int32 = member("ContactId", default=0)
    credential_type: str | None = member("CredentialType", default=None)
    credential_value: str | None = member("CredentialValue", default=None, secret=True)
    credential_display_value: str | None = member("CredentialDisplayValue", default=None)


@carrier
class DeleteUserFromNameRequest:
    """The body of POST Agents/User/DeleteUserFromName, which deletes a user found by name."""

    user_name: str | None = member("UserName", default=None)


@carrier
class ExecuteUserCommandRequest:
    """The body of POST Agents/User/ExecuteUserCommand, which runs a custom command on a user."""

    command_name: str | None = member("CommandName", default=None)
    action_result: CommandActionResult | str = member("ActionResult", default=CommandActionResult.IMPLICIT)
    user: User | None = member("User", default=None)


@carrier
class GetUserCommandsRequest:
    """The body of POST Agents/User/GetUserCommands, which lists the custom commands for a user."""

    user: User | None = member("User", default=None)


@carrier
class GetUserFromEjUserIdRequest:
    """The body of POST Agents/User/GetUserFromEjUserId.

    The endpoint finds users by their id in SuperOffice Service.
    """

    ej_user_id: int32 = member("EjUserId", default=0)


@carrier
class GetUserFromNameRequest:
    """The body of POST Agents/User/GetUserFromName, which finds a user by name."""

    user_name: str | None = member("UserName", default=None)


@carrier
class GetUserFromPersonIdRequest:
    """The body of POST Agents/User/GetUserFromPersonId, which finds users by the id of their person."""

    person_id: int32 = member("PersonId", default=0)


@carrier
class MakeRetiredRequest:
    """The body of POST Agents/User/MakeRetired, which retires a user or takes that back."""

    associate_id: int32 = member("AssociateId", default=0)
    retired: bool = member("Retired", default=False)


@carrier
class ResolveUserFromInfoRequest:
    """The body of POST Agents/User/ResolveUserFromInfo, which finds a user by what is known, or makes one."""

    contact_id: int32 = member("ContactId", default=0)
    person_name: str | None = member("PersonName", default=None)
    phone_numbers: list[str | None] | None = member("PhoneNumbers", default=None)
    emails: list[str | None] | None = member("Emails", default=None)
    user_type: UserType | str = member("UserType", default=UserType.UNKNOWN)
    credential: Credential | None = member("Credential", default=None)


@carrier
class SaveUserFromNameRequest:
    """The body of POST Agents/User/SaveUserFromName, which saves a user found by name."""

    user_name: str | None = member("UserName", default=None)
    user: User | None = member("User", default=None)


@carrier
class ValidateUserRequest:
    """The body of POST Agents/User/ValidateUser, which checks a user before it is saved."""

    user: User | None = member("User", default=None)
