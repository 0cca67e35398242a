"""Realistic carriers by number, the same on every machine: what a program under test or a benchmark needs.

    user(7)        # always the same User
    users(200)     # user(0) to user(199)

Nobody in them exists. Names and texts are in several scripts, dates have seven digits and
a zone, rights are combined flags, custom fields are encoded as a server encodes them. Every
member says something or is null, as in a server's answer to a request without `$select`.

Hypothesis is not needed for them; what looks for faults is `carriers`, not these.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from so_carriers.carriers.associates import UserType
from so_carriers.carriers.commands import CommandAction, CustomCommand
from so_carriers.carriers.credentials import Credential, CredentialControlType, CredentialType
from so_carriers.carriers.custom_fields import CustomFields
from so_carriers.carriers.field_properties import EFieldRight, FieldProperties, FieldProperty, FieldRight
from so_carriers.carriers.licenses import LicenseOwner, ModuleLicenseLink
from so_carriers.carriers.lists import MDOListItem
from so_carriers.carriers.person import Person
from so_carriers.carriers.requests.external_users import CreateExternalUserRequest
from so_carriers.carriers.roles import Role
from so_carriers.carriers.table_right import ETableRight, TableRight
from so_carriers.carriers.user import User
from so_carriers.carriers.user_groups import UserGroup
from so_carriers.testing.sample_source import Source
from so_carriers.testing.sample_words import (
    CATEGORIES,
    COMPANIES,
    FIELDS,
    GROUPS,
    MODULES,
    NAMES,
    ROLES,
    TITLES,
    Name,
)
from so_carriers.values.date_time import NO_DATE, DateTime

_TABLE_RIGHTS = (
    ETableRight.SELECT | ETableRight.UPDATE | ETableRight.INSERT | ETableRight.DELETE,
    ETableRight.SELECT | ETableRight.UPDATE,
    ETableRight.SELECT,
    ETableRight.URI | ETableRight.RESTRICTED_UPDATE,
)
_FIELD_RIGHTS = (
    EFieldRight.UPDATE,
    EFieldRight.READ | EFieldRight.UI_HINT_READ_ONLY,
    EFieldRight.UPDATE | EFieldRight.UI_HINT_MANDATORY,
    EFieldRight.UPDATE | EFieldRight.NULLABLE,
)


def user(seed: int = 0) -> User:
    """The user of this number, with licences, role, groups, person, credentials and custom fields.

    Its `associate_id` is 1001 more, so that users of a list differ in it.
    """
    return _user(Source(f"user {seed}"), 1001 + seed)


def users(count: int, *, first: int = 0) -> list[User]:
    """So many users, from number `first` on."""
    return [user(seed) for seed in range(first, first + count)]


def external_user_request(seed: int = 0) -> CreateExternalUserRequest:
    """A request for POST Agents/User/CreateExternalUser; the password is an invented one."""
    source = Source(f"external user {seed}")
    name = source.one_of(NAMES)
    return CreateExternalUserRequest(
        person_id=source.integer(1, 99_999),
        user_name=f"{name.login}@example.com",
        password=f"not-a-real-secret {source.integer(0, 999)} & {name.first}",
        role_id=source.integer(1, 40),
        is_active=source.chance(0.8),
    )


def role(seed: int = 0) -> Role:
    """A role as users refer to it."""
    return _role(Source(f"role {seed}"))


def user_group(seed: int = 0) -> UserGroup:
    """A group of users."""
    return _user_group(Source(f"group {seed}"))


def _user(source: Source, number: int) -> User:
    name = source.one_of(NAMES)
    last_login, last_logout = _visit(source)
    return User(
        associate_id=number,
        name=f"{name.login[:2].upper()}{number}",
        rank=source.integer(0, 300),
        tooltip=f"{name.first} {name.last} - {source.one_of(COMPANIES)}",
        license_owners=[_license_owner(source, owner) for owner in ("SuperOffice", "Partner")],
        role=_role(source),
        user_group=_user_group(source),
        other_groups=[_user_group(source) for _ in range(source.integer(0, 3))],
        person=_person(source, name, number),
        deleted=source.chance(0.05),
        lastlogin=last_login,
        lastlogout=last_logout,
        ej_user_id=source.integer(0, 500),
        request_signature=f"-- \r\n{name.first} {name.last}\r\n<https://example.com/?a=1&b=2>",
        type=source.one_of((UserType.INTERNAL_ASSOCIATE, UserType.EXTERNAL_ASSOCIATE)),
        is_person_retired=False,
        is_on_travel=source.chance(0.1),
        credentials=[_credential(name)],
        user_name=f"{name.login}@example.com",
        ticket_categories=[_category(source, text) for text in source.some_of(CATEGORIES, 3)],
        nick_name=name.first,
        waiting_for_approval=source.chance(0.1),
        extra_fields={"x_fleet_number": str(source.integer(1, 900)), "x_note": None},
        custom_fields=_custom_fields(source),
        post_save_commands=[_command()] if source.chance(0.2) else [],
        table_right=_table_right(source),
        field_properties=_field_properties(source),
    )


def _visit(source: Source) -> tuple[DateTime, DateTime]:
    """A login and a logout; some users were never there."""
    if source.chance(0.1):
        return NO_DATE, NO_DATE
    login = source.moment()
    return login, login + datetime.timedelta(minutes=source.integer(1, 600))


def _license_owner(source: Source, name: str) -> LicenseOwner:
    return LicenseOwner(
        name=name,
        description=source.one_of(COMPANIES),
        restricted_module_licenses=[_module(source, each) for each in source.some_of(MODULES, 3)],
        unrestricted_module_licenses=[_module(source, MODULES[-1], unrestricted=True)],
        table_right=_table_right(source),
        field_properties=None,
    )


def _module(source: Source, module: tuple[str, str, str], *, unrestricted: bool = False) -> ModuleLicenseLink:
    name, description, prerequisite = module
    total = 0 if unrestricted else source.integer(5, 250)
    used = source.integer(0, total)
    return ModuleLicenseLink(
        unrestricted=unrestricted,
        total=total,
        tooltip=f"{used} / {total}",
        can_assign=used < total,
        free=total - used,
        in_use=used,
        assigned=source.chance(0.5),
        module_license_id=source.integer(1, 400),
        name=name,
        description=description,
        prerequisite_module_name=prerequisite,
        sort_order=source.integer(0, 30),
    )


def _role(source: Source) -> Role:
    return Role(
        id=source.integer(1, 40),
        value=source.one_of(ROLES),
        tooltip="",
        table_right=_table_right(source),
        field_properties=None,
    )


def _user_group(source: Source) -> UserGroup:
    return UserGroup(
        value=source.one_of(GROUPS),
        tooltip=source.one_of(("", *GROUPS)),
        id=source.integer(1, 60),
        rank=source.integer(0, 60),
        deleted=False,
        table_right=None,
        field_properties=None,
    )


def _person(source: Source, name: Name, associate_id: int) -> Person:
    full_name = f"{name.first} {name.last}"
    return Person(
        position=source.one_of(TITLES),
        person_id=source.integer(1, 99_999),
        mrmrs=source.one_of(("", "Dr.", "Ms.")),
        firstname=name.first,
        lastname=name.last,
        middle_name="",
        title=source.one_of(TITLES),
        description="",
        email=f"{name.login}@example.com",
        full_name=full_name,
        direct_phone=f"+47 00 00 {source.integer(10, 99)} {source.integer(10, 99)}",
        formal_name=full_name,
        country_id=source.one_of((578, 752, 276, 392)),
        contact_id=source.integer(1, 9_999),
        contact_name=source.one_of(COMPANIES),
        rank=1,
        contact_org_nr=f"{source.integer(100_000_000, 999_999_999)}",
        associate_name=full_name,
        associate_id=associate_id,
        kanafname="サユリ" if name.first == "小百合" else "",
        email_name=full_name,
        support_language_id=source.integer(0, 4),
        table_right=_table_right(source),
        field_properties=_field_properties(source),
    )


def _credential(name: Name) -> Credential:
    kind = CredentialType(
        display_type='NO:"Passord";US:"Password"',
        type="password",
        description="",
        value_control=CredentialControlType.PASSWORD,
        is_user_name_supported=True,
    )
    return Credential(type=kind, value="", display_value=f"{name.login}@example.com")


def _category(source: Source, text: str) -> MDOListItem:
    return MDOListItem(
        id=source.integer(1, 90),
        name=text,
        tool_tip="",
        rank=source.integer(0, 20),
        type="TicketCategory",
        child_items=[],
        icon_hint="mdo:flag",
        color_block=source.one_of((-1, 0, 16_711_680)),
        full_name=text,
    )


def _custom_fields(source: Source) -> CustomFields:
    """User-defined and extra fields, each with its display text; the first also with its old value."""
    fields = CustomFields()
    number = source.integer(0, 9_999)
    fields.set_int("SuperOffice:1", number)
    fields.set_text("SuperOffice:1:DisplayText", f"{number:,}".replace(",", "\u00a0"))
    fields.set_int("SuperOffice:1:org", number)
    fields.set_text("SuperOffice:2", source.one_of(GROUPS))
    fields.set_date("SuperOffice:3", source.moment().date())
    fields.set_bool("SuperOffice:4", source.chance(0.5))
    fields.set_money("x_quota", Decimal(source.integer(0, 10**7)) / 100)
    fields.set_int("x_fleet_number", source.integer(1, 900))
    fields.set_text("x_note", None)
    return fields


def _command() -> CustomCommand:
    return CustomCommand(
        name="Sample.ShowLog",
        display_name='NO:"Vis logg";US:"Show log"',
        description="",
        tool_tip="",
        actions=CommandAction.YES_NO,
        action_data='{"url":"https://example.com/log?id=1&all=true"}',
    )


def _table_right(source: Source) -> TableRight:
    return TableRight(mask=source.one_of(_TABLE_RIGHTS), reason="")


def _field_properties(source: Source) -> FieldProperties:
    return FieldProperties(
        {
            name: FieldProperty(
                field_right=FieldRight(mask=source.one_of(_FIELD_RIGHTS), reason=""),
                field_type=kind,
                field_length=length,
            )
            for name, kind, length in source.some_of(FIELDS, 5)
        }
    )
