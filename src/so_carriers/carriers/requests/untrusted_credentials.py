"""Requests about names and secrets for other systems, such as `imap` and `smtp`."""

from __future__ import annotations

from so_carriers.carriers.credentials import UntrustedCredentials
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class GetUntrustedCredentialsRequest:
    """The body of POST Agents/User/GetUntrustedCredentials, which reads those of the current user."""

    type: str | None = member("Type", default=None)


@carrier
class GetUntrustedCredentialsForAssociateRequest:
    """The body of POST Agents/User/GetUntrustedCredentialsForAssociate, which reads those of a user."""

    associate_id: int32 = member("AssociateId", default=0)
    type: str | None = member("Type", default=None)


@carrier
class RemoveUntrustedCredentialsRequest:
    """The body of POST Agents/User/RemoveUntrustedCredentials, which removes one of the current user."""

    type: str | None = member("Type", default=None)
    public_value: str | None = member("PublicValue", default=None)


@carrier
class RemoveUntrustedCredentialsForAssociateRequest:
    """The body of POST Agents/User/RemoveUntrustedCredentialsForAssociate, which removes one of a user."""

    associate_id: int32 = member("AssociateId", default=0)
    type: str | None = member("Type", default=None)
    public_value: str | None = member("PublicValue", default=None)


@carrier
class SaveUntrustedCredentialsRequest:
    """The body of POST Agents/User/SaveUntrustedCredentials, which saves one of the current user."""

    type: str | None = member("Type", default=None)
    credentials: UntrustedCredentials | None = member("Credentials", default=None)


@carrier
class SaveUntrustedCredentialsForAssociateRequest:
    """The body of POST Agents/User/SaveUntrustedCredentialsForAssociate, which saves one of a user."""

    associate_id: int32 = member("AssociateId", default=0)
    type: str | None = member("Type", default=None)
    credentials: UntrustedCredentials | None = member("Credentials", default=None)
