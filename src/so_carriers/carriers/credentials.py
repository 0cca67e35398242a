"""What users prove their identity with, and the users that a provider of identities knows."""

from __future__ import annotations

from so_carriers.carriers.field_properties import FieldProperties
from so_carriers.carriers.table_right import TableRight
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.date_time import NO_DATE, DateTime
from so_carriers.values.enums import WireEnum


class CredentialControlType(WireEnum):
    """How a form shows the value of a credential."""

    STATIC = 0, "Static"
    EDIT = 1, "Edit"
    PASSWORD = 2, "Password"
    LINK = 3, "Link"
    HIDDEN = 4, "Hidden"


@carrier
class CredentialType:
    """A way to prove an identity that the installation offers, such as a password or Active Directory."""

    display_type: str | None = member("DisplayType", default=None)
    type: str | None = member("Type", default=None)
    description: str | None = member("Description", default=None)
    value_control: CredentialControlType | str = member("ValueControl", default=CredentialControlType.STATIC)
    can_create_person: bool = member("CanCreatePerson", default=False)
    is_user_name_supported: bool = member("IsUserNameSupported", default=False)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class Credential:
    """What one user proves the identity with: the value is a password or an id at the provider."""

    type: CredentialType | None = member("Type", default=None)
    value: str | None = member("Value", default=None, secret=True)
    display_value: str | None = member("DisplayValue", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class CredentialUser:
    """A user that a provider of identities knows, with the texts of the columns that a list shows."""

    value: str | None = member("Value", default=None)
    display_value: str | None = member("DisplayValue", default=None)
    columns: list[str | None] | None = member("Columns", default=None)
    can_create_person: bool = member("CanCreatePerson", default=False)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class CredentialsGroup:
    """A group of users at a provider of identities."""

    name: str | None = member("Name", default=None)
    display_name: str | None = member("DisplayName", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class CredentialsGroupUsers:
    """A list of users at a provider of identities, with the headings of its columns."""

    headings: list[str | None] | None = member("Headings", default=None)
    users: list[CredentialUser | None] | None = member("Users", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)


@carrier
class UntrustedCredentials:
    """A name and a secret for another system, such as a mail server, and how long they hold."""

    valid_from: DateTime = member("ValidFrom", default=NO_DATE)
    valid_to: DateTime = member("ValidTo", default=NO_DATE)
    comment: str | None = member("Comment", default=None)
    secret_value: str | None = member("SecretValue", default=None, secret=True)
    public_value: str | None = member("PublicValue", default=None)
    is_active: bool = member("IsActive", default=False)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)
