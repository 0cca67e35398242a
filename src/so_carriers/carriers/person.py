"""Persons, in the light form that other carriers hold."""

from __future__ import annotations

from so_carriers.carriers.field_properties import FieldProperties
from so_carriers.carriers.table_right import TableRight
from so_carriers.schema.carrier import carrier
from so_carriers.schema.member import member
from so_carriers.values.integers import int32


@carrier
class Person:
    """A person of a company in light form, such as the one behind a User."""

    position: str | None = member("Position", default=None)
    person_id: int32 = member("PersonId", default=0, key=True)
    mrmrs: str | None = member("Mrmrs", default=None)
    firstname: str | None = member("Firstname", default=None)
    lastname: str | None = member("Lastname", default=None)
    middle_name: str | None = member("MiddleName", default=None)
    title: str | None = member("Title", default=None)
    description: str | None = member("Description", default=None)
    email: str | None = member("Email", default=None)
    full_name: str | None = member("FullName", default=None)
    direct_phone: str | None = member("DirectPhone", default=None)
    formal_name: str | None = member("FormalName", default=None)
    country_id: int32 = member("CountryId", default=0)
    contact_id: int32 = member("ContactId", default=0)
    contact_name: str | None = member("ContactName", default=None)
    # 1 means retired; a number here, while User.is_person_retired is a truth value.
    retired: int32 = member("Retired", default=0)
    rank: int32 = member("Rank", default=0)
    active_interests: int32 = member("ActiveInterests", default=0)
    contact_department: str | None = member("ContactDepartment", default=None)
    contact_country_id: int32 = member("ContactCountryId", default=0)
    contact_org_nr: str | None = member("ContactOrgNr", default=None)
    fax_phone: str | None = member("FaxPhone", default=None)
    mobile_phone: str | None = member("MobilePhone", default=None)
    contact_phone: str | None = member("ContactPhone", default=None)
    associate_name: str | None = member("AssociateName", default=None)
    associate_id: int32 = member("AssociateId", default=0)
    use_person_address: bool = member("UsePersonAddress", default=False)
    contact_fax: str | None = member("ContactFax", default=None)
    kanafname: str | None = member("Kanafname", default=None)
    kanalname: str | None = member("Kanalname", default=None)
    post1: str | None = member("Post1", default=None)
    post2: str | None = member("Post2", default=None)
    post3: str | None = member("Post3", default=None)
    email_name: str | None = member("EmailName", default=None)
    contact_full_name: str | None = member("ContactFullName", default=None)
    active_erp_links: int32 = member("ActiveErpLinks", default=0)
    ticket_priority_id: int32 = member("TicketPriorityId", default=0)
    support_language_id: int32 = member("SupportLanguageId", default=0)
    support_associate_id: int32 = member("SupportAssociateId", default=0)
    category_name: str | None = member("CategoryName", default=None)
    person_number: str | None = member("PersonNumber", default=None)
    table_right: TableRight | None = member("TableRight", default=None)
    field_properties: FieldProperties | None = member("FieldProperties", default=None)
