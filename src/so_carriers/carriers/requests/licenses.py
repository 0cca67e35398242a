"""Requests about licences and the companies that own the installation."""

from __future__ import annotations

from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class AddOwnerContactRequest:
    """The body of POST Agents/User/AddOwnerContact, which adds a contact to the installation's owners."""

    contact_id: int32 = member("ContactId", default=0)


@carrier
class RemoveLicensesRequest:
    """The body of POST Agents/User/RemoveLicenses, which takes all licences from a user."""

    associate_id: int32 = member("AssociateId", default=0)


@carrier
class RemoveOwnerContactRequest:
    """The body of POST Agents/User/RemoveOwnerContact.

    The endpoint removes a contact from the installation's owners.
    """

    contact_id: int32 = member("ContactId", default=0)
