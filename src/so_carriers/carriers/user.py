"""Users in full, with licences, role, groups, person and credentials."""

from __future__ import annotations

from so_carriers.carriers.associates import UserType
from so_carriers.carriers.commands import CustomCommand
from so_carriers.carriers.credentials import Credential
from so_carriers.carriers.custom_fields import CustomFields
from so_carriers.carriers.field_properties import FieldProperties
from so_carriers.carriers.licenses import LicenseOwner
from so_carriers.carriers.lists import MDOListItem
from so_carriers.carriers.person import Person
from so_carriers.carriers.roles import Role
from so_carriers.carriers.table_right import TableRight
from so_carriers.carriers.user_groups import UserGroup
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.date_time import NO_DATE, DateTime
from so_carriers.values.integers import int32


@carrier
class User:
    """A user, as POST Agents/User/CreateDefaultUser and its kin answer and SaveUser takes it."""

    associate_id: int32 = member("AssociateId", default=0, key=True)
    name: str | None = member("Name", default=None)
    # 16 bits wide on the server, although the JSON documents say int32.
    rank: int32 = member("Rank", default=0)
    tooltip: str | None = member("Tooltip", default=None)
    license_owners: list[LicenseOwner | None] | None = member("LicenseOwners", default=None)
    role: Role | None = member("Role", default=None)
    user_group: UserGroup | None = member("UserGroup", default=None)
    other_groups: list[UserGroup | None] | None = member("OtherGroups", default=None)
    person: Person | None = member("Person", default=None)
    deleted: bool = member("Deleted", default=False)
    lastlogin: DateTime = member("Lastlogin", default=NO_DATE)
    lastlogout: DateTime = member("Lastlogout", default=NO_DATE)
    ej_user_id: int32 = member("EjUserId", default=0)
    # Signature under requests (tickets) of SuperOffice Service, not of an HTTP request.
    request_signature: str | None = member("RequestSignature", default=None)
    type: UserType | str = member("Type", default=UserType.UNKNOWN)
    is_person_retired: bool = member("IsPersonRetired", default=False)
    is_on_travel: bool = member("IsOnTravel", default=False)
    credentials: list[Credential | None] | None = member("Credentials", default=None)
    user_name: str | None = member("UserName", default=None)
    ticket_categories: list[MDOListItem | None] | None = member("TicketCategories", default=None)
    nick_name: str | None = member("NickName", default=None)
    waiting_for_approval: bool = member("WaitingForApproval", default=False)
    # Deprecated by NetServer in favour of CustomFields, which holds these and the user-defined fields.
    extra_fields: dict[str, str | None] | None = member("ExtraFields", default=None)
    custom_fields: CustomFields | None = member("CustomFields", default=None)
    post_save_commands: list[CustomCommand | None] | None = member("PostSaveCommands", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class UserWithLinks(User):
    """A user as the REST endpoints /api/v1/User answer it: with the addresses of related resources.

    The names of links may hold dots, such as `Archive.Sales`.
    """

    links: dict[str, str | None] | None = member("_Links", default=None)


@carrier
class ResolvedUser:
    """The user that ResolveUserFromInfo found or made, and whether it made the person too."""

    user: User | None = member("User", default=None)
    person_created: bool = member("PersonCreated", default=False)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)
