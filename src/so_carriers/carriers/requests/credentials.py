"""Requests about what users prove their identity with."""

from __future__ import annotations

from so_carriers.carriers.associates import UserType
from so_carriers.carriers.credentials import Credential
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class DeleteCredentialRequest:
    """The body of POST Agents/User/DeleteCredential, which takes a credential from a user."""

    user_id: int32 = member("UserId", default=0)
    credential_type: str | None = member("CredentialType", default=None)


@carrier
class FindCredentialsGroupsRequest:
    """The body of POST Agents/User/FindCredentialsGroups, which finds groups at a provider of identities."""

    type: str | None = member("Type", default=None)
    search_string: str | None = member("SearchString", default=None)


@carrier
class FindCredentialUsersRequest:
    """The body of POST Agents/User/FindCredentialUsers, which finds users at a provider of identities."""

    type: str | None = member("Type", default=None)
    search_string: str | None = member("SearchString", default=None)


@carrier
class GetCredentialTypesForUserTypeRequest:
    """The body of POST Agents/User/GetCredentialTypesForUserType.

    The endpoint lists the credential types for a type of user.
    """

    user_type: UserType | str = member("UserType", default=UserType.UNKNOWN)


@carrier
class GetCredentialUsersInGroupRequest:
    """The body of POST Agents/User/GetCredentialUsersInGroup.

    The endpoint lists the users of a group at a provider of identities.
    """

    type: str | None = member("Type", default=None)
    group_name: str | None = member("GroupName", default=None)


@carrier
class SaveCredentialRequest:
    """The body of POST Agents/User/SaveCredential.

    The endpoint gives a user a credential, or replaces the one of its type.
    """

    user_id: int32 = member("UserId", default=0)
    credential: Credential | None = member("Credential", default=None)
