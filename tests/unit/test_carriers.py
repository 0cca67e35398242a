"""Every carrier, enum and request against the table of tests/golden/schema.json."""

from __future__ import annotations

import dataclasses
import importlib
import json
import pkgutil
import re
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

import so_carriers
from so_carriers import carriers as package
from so_carriers.carriers.custom_fields import CustomFields
from so_carriers.carriers.field_properties import FieldProperties, FieldProperty
from so_carriers.carriers.user import User, UserWithLinks
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.types import (
    BooleanType,
    CarrierType,
    DateTimeType,
    DictionaryType,
    EnumType,
    IntegerType,
    ListType,
    TextType,
    ValueType,
    is_carrier,
)
from so_carriers.values.date_time import NO_DATE
from so_carriers.values.enums import WireEnum, WireFlag
from so_carriers.values.integers import Int32

SCHEMA = json.loads((Path(__file__).parents[1] / "golden" / "schema.json").read_text(encoding="utf-8"))
CARRIERS = SCHEMA["carriers"] | SCHEMA["requests"]

SECRET_NAMES = {
    "Password",
    "OldPassword",
    "NewPassword",
    "AccessToken",
    "RefreshToken",
    "AppToken",
    "SecretValue",
    "CredentialValue",
}
KEYS = {
    "User": "AssociateId",
    "UserWithLinks": "AssociateId",
    "Associate": "AssociateId",
    "Role": "Id",
    "UserGroup": "Id",
    "MDOListItem": "Id",
    "SelectableMDOListItem": "Id",
    "RelationToOwner": "Id",
    "TicketCategory": "Id",
    "ModuleLicenseLink": "ModuleLicenseId",
    "Person": "PersonId",
    "RoleEntity": "RoleId",
    "UserInfo": "UserInfoId",
    "ServiceAuth": "ServiceAuthId",
}


def named(name: str) -> Any:
    return getattr(so_carriers, name)


def described(value: ValueType) -> str:
    """A type in the words of the table; `?` stands after what may be null."""
    return _described(value) + "?" * value.nullable


def _described(value: ValueType) -> str:
    match value:
        case IntegerType(lowest=Int32.LOWEST, highest=Int32.HIGHEST):
            return "int32"
        case BooleanType():
            return "bool"
        case TextType():
            return "string"
        case DateTimeType():
            return "date-time"
        case EnumType(names=names):
            return f"{'flags' if names.is_flags else 'enum'}<{names.enum_class.__name__}>"
        case CarrierType(carrier=carrier):
            return str(carrier.__name__)
        case ListType(item=item):
            return f"array<{described(item)}>"
        case DictionaryType(value=of, factory=factory):
            return f"{factory.__name__}<string,{described(of)}>"
        case _:
            return repr(value)


def expected_type(kind: str, member: str, nullable: bool) -> str:
    """How the type of a member of the table must be described."""
    head, _, inner = kind.partition("<")
    inner = inner.removesuffix(">")
    if head == "enum" and inner not in SCHEMA["enums"]:
        kind = "string"
    if head == "array":
        kind = f"array<{expected_type(inner, '', inner != 'int32')}>"
    if head == "dict":
        factory = member if member in SCHEMA["dictionaries"] else "dict"
        kind = f"{factory}<{inner}?>"
    return kind + "?" * nullable


def default(kind: str, nullable: bool) -> Any:
    """The default that a member of this type in the table must have."""
    if nullable:
        return None
    head, _, inner = kind.partition("<")
    if head in ("enum", "flags"):
        enum = inner.removesuffix(">")
        return named(enum)(0) if enum in SCHEMA["enums"] else ""
    return {"int32": 0, "bool": False, "date-time": NO_DATE}[kind]


def snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name.removeprefix("_")).lower()


def test_as_many_as_documented() -> None:
    assert len(SCHEMA["carriers"]) == 36
    assert len(SCHEMA["dictionaries"]) == 2
    assert len(SCHEMA["enums"]) == 11
    assert len(SCHEMA["requests"]) == 76


def test_no_others_than_documented() -> None:
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    declared = [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and value.__module__ == module.__name__
    ]
    expected = [*CARRIERS, *SCHEMA["dictionaries"], *SCHEMA["enums"]]
    assert sorted(cls.__name__ for cls in declared) == sorted(expected)


@pytest.mark.parametrize("name", CARRIERS)
def test_names_and_types_of_members(name: str) -> None:
    schema = schema_of(named(name))
    assert schema.name == name
    assert [(member.name, described(member.type)) for member in schema.members] == [
        (wire_name, expected_type(kind, wire_name, nullable)) for wire_name, kind, nullable in CARRIERS[name]
    ]


@pytest.mark.parametrize("name", CARRIERS)
def test_attributes_are_the_names_in_snake_case(name: str) -> None:
    assert [member.attribute for member in schema_of(named(name)).members] == [
        snake_case(wire_name) for wire_name, _, _ in CARRIERS[name]
    ]


@pytest.mark.parametrize("name", CARRIERS)
def test_every_member_has_a_default(name: str) -> None:
    carrier = named(name)()
    members = schema_of(named(name)).members
    for member, (wire_name, kind, nullable) in zip(members, CARRIERS[name], strict=True):
        value, expected = getattr(carrier, member.attribute), default(kind, nullable)
        assert value == expected, wire_name
        assert type(value) is type(expected), wire_name


@pytest.mark.parametrize("name", CARRIERS)
def test_secret_members(name: str) -> None:
    secret = {member.name for member in schema_of(named(name)).members if member.secret}
    expected = {wire_name for wire_name, _, _ in CARRIERS[name]} & SECRET_NAMES
    if name == "Credential":
        expected.add("Value")
    assert secret == expected


@pytest.mark.parametrize("name", CARRIERS)
def test_key_members(name: str) -> None:
    keys = [member.name for member in schema_of(named(name)).members if member.key]
    assert keys == ([KEYS[name]] if name in KEYS else [])


@pytest.mark.parametrize("name", CARRIERS)
def test_carriers_are_dataclasses_with_slots(name: str) -> None:
    carrier = named(name)
    assert is_carrier(carrier)
    assert all(field.kw_only for field in dataclasses.fields(carrier))
    assert not hasattr(carrier(), "__dict__")


@pytest.mark.parametrize("name", SCHEMA["requests"])
def test_requests_name_their_endpoint(name: str) -> None:
    endpoint = name.removesuffix("Request")
    assert named(name).__doc__.startswith(f"The body of POST Agents/User/{endpoint}")


@pytest.mark.parametrize("name", SCHEMA["enums"])
def test_enums_have_the_documented_names_and_numbers(name: str) -> None:
    enum = named(name)
    assert issubclass(enum, WireFlag if name in ("ETableRight", "EFieldRight") else WireEnum)
    assert enum.wire_values == SCHEMA["enums"][name]


@pytest.mark.parametrize("name", SCHEMA["enums"])
def test_members_of_enums_are_called_as_on_the_wire(name: str) -> None:
    members = named(name).__members__
    assert {snake_case(wire_name).upper(): number for wire_name, number in SCHEMA["enums"][name].items()} == {
        python_name: int(member) for python_name, member in members.items()
    }


@pytest.mark.parametrize(
    ("attribute", "wire_name"),
    [
        ("tooltip", "Tooltip"),
        ("lastlogin", "Lastlogin"),
        ("lastlogout", "Lastlogout"),
        ("ej_user_id", "EjUserId"),
        ("is_person_retired", "IsPersonRetired"),
        ("request_signature", "RequestSignature"),
        ("links", "_Links"),
    ],
)
def test_traps_of_user(attribute: str, wire_name: str) -> None:
    assert schema_of(UserWithLinks).by_attribute[attribute].name == wire_name


@pytest.mark.parametrize(
    ("carrier", "attribute", "wire_name"),
    [
        ("MDOListItem", "tool_tip", "ToolTip"),
        ("SelectableMDOListItem", "tool_tip", "ToolTip"),
        ("CustomCommand", "tool_tip", "ToolTip"),
        ("Role", "tooltip", "Tooltip"),
        ("Person", "mrmrs", "Mrmrs"),
        ("Person", "kanafname", "Kanafname"),
        ("Person", "post1", "Post1"),
        ("Person", "contact_org_nr", "ContactOrgNr"),
    ],
)
def test_traps_of_other_carriers(carrier: str, attribute: str, wire_name: str) -> None:
    assert schema_of(named(carrier)).by_attribute[attribute].name == wire_name


def test_a_user_with_links_is_a_user() -> None:
    user = UserWithLinks(associate_id=7, links={"Self.Simple": "https://crm.example.com/7"})
    assert isinstance(user, User)
    assert [field.name for field in dataclasses.fields(user)][-1] == "links"


@pytest.mark.parametrize(
    ("flags", "mask", "text"),
    [
        ("ETableRight", 0, "None"),
        ("ETableRight", 3, "Select, Update"),
        ("ETableRight", 5, "RI"),
        ("ETableRight", 7, "URI"),
        ("ETableRight", 11, "Select, Update, Delete"),
        ("ETableRight", 15, "Select, Update, Insert, Delete"),
        ("ETableRight", 16, "Filtering"),
        ("ETableRight", 37, "RI, RestrictedUpdate"),
        ("ETableRight", 39, "URI, RestrictedUpdate"),
        ("ETableRight", 1024, "1024"),
        ("EFieldRight", 0, "None"),
        ("EFieldRight", 1, "Read"),
        ("EFieldRight", 3, "Update"),
        ("EFieldRight", 32, "Nullable"),
        ("EFieldRight", 35, "Update, Nullable"),
        ("EFieldRight", 67, "Update, UIHintMandatory"),
        ("EFieldRight", 192, "UIHintMandatory, UIHintReadOnly"),
        ("EFieldRight", 512, "512"),
    ],
)
def test_canonical_texts_of_flags(flags: str, mask: int, text: str) -> None:
    assert named(flags)(mask).wire_name == text


@pytest.mark.parametrize(
    ("flags", "name", "other_name"),
    [
        ("ETableRight", "R", "SELECT"),
        ("ETableRight", "F", "FILTERING"),
        ("EFieldRight", "FULL", "UPDATE"),
        ("EFieldRight", "UNUSED4", "NULLABLE"),
    ],
)
def test_second_names_of_flags(flags: str, name: str, other_name: str) -> None:
    assert named(flags)[name] is named(flags)[other_name]


def test_annotations_are_those_that_checkers_see() -> None:
    hints = get_type_hints(User)
    assert set(get_args(hints["type"])) == {so_carriers.UserType, str}
    assert CustomFields in get_args(hints["custom_fields"])
    assert FieldProperties in get_args(hints["field_properties"])


@pytest.mark.parametrize("name", CARRIERS)
def test_secret_values_are_not_shown(name: str) -> None:
    carrier = named(name)()
    for member in schema_of(named(name)).members:
        if member.secret:
            setattr(carrier, member.attribute, "swordfish")
    assert "swordfish" not in repr(carrier)


def test_dictionaries_are_mappings() -> None:
    properties = FieldProperties({"Address.Zipcode": FieldProperty(field_length=16), "fieldName": None})
    assert properties["Address.Zipcode"] == FieldProperty(field_length=16)
    assert [*properties] == ["Address.Zipcode", "fieldName"]
    assert not hasattr(properties, "__dict__")
