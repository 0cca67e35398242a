"""Documents as other writers make them, each read as what the JSON beside it says.

The folder `xml_documents` holds one document of each kind that meets a decoder: of .NET's
DataContractSerializer (namespaces, `i:nil`, base members first and the others by alphabet,
`KeyValueOfstringstring`), of its XmlSerializer (no namespace, nulls left out, a prolog), of
NetServer's SOAP interface (`xsi:type` everywhere), the plain form that NetServer documents,
and of other tools. Attributes, absent and null members, unknown ones and order are what
encoding the value as JSON shows.
"""

from __future__ import annotations

import copy
import json
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import so_carriers as so
from so_carriers.testing.comparison.compact import compact
from tests.wire_types import type_of

FOLDER = Path(__file__).parent / "xml_documents"
SCHEMA = json.loads((Path(__file__).parents[1] / "golden" / "schema.json").read_bytes())


@so.carrier
class ContactEntity:
    """The carrier of the one REST document that is published, as far as it goes; Number1 is unknown."""

    contact_id: so.int32 = so.member("ContactId", default=0)
    name: str | None = so.member("Name", default=None)
    department: str | None = so.member("Department", default=None)
    org_nr: str | None = so.member("OrgNr", default=None)


TYPES: dict[str, Any] = {
    "camel_case": so.User,
    "data_contract_array": list[so.User | None],
    "data_contract_dictionary": dict[str, str | None],
    "data_contract_int": so.Int32,
    "data_contract_integers": list[so.Int32],
    "data_contract_links": so.UserWithLinks,
    "data_contract_matrix": so.DataRights,
    "data_contract_newer_server": so.Role,
    "data_contract_nothing": so.User | None,
    "data_contract_references": so.ResolvedUser,
    "data_contract_texts": list[str | None],
    "data_contract_user": so.User,
    "field_property_dictionary": so.FieldProperties,
    "foreign_prefixes": so.Role,
    "plain_contact": ContactEntity,
    "plain_request": so.CreateExternalUserRequest,
    "soap_array_of_ints": list[so.Int32],
    "soap_create_default_user": so.User,
    "string_dictionary": so.CustomFields,
    "string_dictionary_without_values": dict[str, str | None],
    "wsdl_names": so.User,
    "xml_serializer_array": list[so.SelectableMDOListItem | None],
    "xml_serializer_base_class": so.UntrustedCredentials,
    "xml_serializer_boolean": bool,
    "xml_serializer_date": so.DateTime,
    "xml_serializer_no_text": str | None,
    "xml_serializer_text": str,
    "xml_serializer_user": so.User,
}

each_document = pytest.mark.parametrize("name", TYPES)


def document(name: str) -> bytes:
    return (FOLDER / f"{name}.xml").read_bytes()


def expected_json(name: str) -> bytes:
    return compact((FOLDER / f"{name}.json").read_bytes())


def decoded(name: str) -> Any:
    return so.decode(document(name), TYPES[name], "application/xml")


def test_every_document_of_the_folder_is_listed_with_its_meaning() -> None:
    present = sorted(path.name for path in FOLDER.iterdir())
    assert present == sorted(f"{name}.{kind}" for name in TYPES for kind in ("json", "xml"))


@each_document
def test_a_document_reads_as_the_value_beside_it_in_its_order(name: str) -> None:
    assert so.encode(decoded(name), type=TYPES[name]) == expected_json(name)


@each_document
def test_a_document_reads_as_text_just_as_it_does_as_bytes(name: str) -> None:
    text = document(name).decode()
    assert so.identical(so.decode(text, TYPES[name], "text/xml"), decoded(name))
    assert so.identical(so.decode(f"\ufeff{text}", TYPES[name], "text/xml"), decoded(name))


@each_document
@pytest.mark.parametrize("media_type", ["application/json", "application/xml", "text/xml"])
def test_what_a_document_reads_as_comes_back_from_every_format(name: str, media_type: str) -> None:
    value = decoded(name)
    for twin in (value, copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        body = so.encode(twin, media_type, type=TYPES[name])
        assert so.identical(so.decode(body, TYPES[name], media_type), value)


@each_document
def test_what_a_document_reads_as_is_what_the_same_json_reads_as(name: str) -> None:
    again = so.decode(expected_json(name), TYPES[name])
    assert again == decoded(name)
    assert so.encode(again, "text/xml", type=TYPES[name]) == so.encode(
        decoded(name), "text/xml", type=TYPES[name]
    )


@each_document
@pytest.mark.parametrize(
    ("charset", "python_codec"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16le", "utf-16-le"),
        ("utf-16be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_a_document_reads_alike_in_another_charset_that_content_type_names(
    name: str, charset: str, python_codec: str
) -> None:
    body = document(name).decode().encode(python_codec)
    assert so.identical(so.decode(body, TYPES[name], f"application/xml; charset={charset}"), decoded(name))


CLAIMS: list[tuple[str, Callable[[Any], object], object]] = [
    ("camel_case", lambda user: (user.associate_id, user.name), (3, "ola")),
    ("camel_case", lambda user: [group.id for group in user.other_groups], [1, 0]),
    ("data_contract_array", lambda users: [user and user.associate_id for user in users], [1, None, 2, 0]),
    ("data_contract_array", lambda users: so.is_absent(users[0], "rank"), True),
    ("data_contract_array", lambda users: so.is_absent(users[2], "name"), False),
    ("data_contract_references", lambda resolved: resolved.person_created, True),
    ("data_contract_references", lambda resolved: resolved.user.license_owners, []),
    ("data_contract_references", lambda resolved: resolved.user.table_right, None),
    ("data_contract_matrix", lambda rights: rights.rights[0][0].value, "CR"),
    ("data_contract_newer_server", lambda role: (role.id, role.value), (4, "Clerk")),
    (
        "data_contract_newer_server",
        lambda role: dict(so.unknown_members(role)),
        {
            "Colour": "red",
            "Labels": ["a", "b"],
            "Nothing": None,
            "Owner": {"Id": "7", "Name": "Ola"},
            "Parent": None,
            "Blank": "",
        },
    ),
    (
        "data_contract_user",
        lambda user: user.table_right.mask,
        so.ETableRight.SELECT | so.ETableRight.UPDATE,
    ),
    ("data_contract_user", lambda user: type(user.custom_fields), so.CustomFields),
    ("data_contract_user", lambda user: user.custom_fields.int("SuperOffice:1"), 3),
    ("data_contract_user", lambda user: [*user.custom_fields], ["SuperOffice:1", "x_note", "x_blank"]),
    ("data_contract_user", lambda user: user.lastlogin.nanosecond, 700),
    ("data_contract_user", lambda user: user.lastlogout, so.DateTime(1, 1, 1)),
    ("data_contract_user", lambda user: user.type, so.UserType.INTERNAL_ASSOCIATE),
    ("data_contract_user", lambda user: user.credentials[0].type.is_user_name_supported, True),
    ("data_contract_user", lambda user: user.other_groups[1], None),
    ("data_contract_user", lambda user: so.is_absent(user, "ej_user_id"), True),
    ("data_contract_user", lambda user: so.is_absent(user, "role"), False),
    (
        "data_contract_user",
        lambda user: user.field_properties["Person.Firstname"].field_right.mask,
        so.EFieldRight.UPDATE | so.EFieldRight.UI_HINT_MANDATORY,
    ),
    (
        "field_property_dictionary",
        lambda properties: properties["Address.Zipcode"].field_right.mask,
        so.EFieldRight.NULLABLE | so.EFieldRight.UI_HINT_READ_ONLY,
    ),
    ("field_property_dictionary", lambda properties: properties["Empty"].field_length, 0),
    ("foreign_prefixes", so.unknown_members, {}),
    ("plain_contact", lambda contact: (contact.contact_id, contact.org_nr), (17, "")),
    ("plain_contact", lambda contact: dict(so.unknown_members(contact)), {"Number1": "1042"}),
    ("plain_request", lambda request: so.is_absent(request, "role_id"), True),
    ("soap_create_default_user", so.unknown_members, {}),
    ("soap_create_default_user", lambda user: user.other_groups[0].deleted, True),
    ("soap_create_default_user", lambda user: user.lastlogin.isoformat(), "2023-02-15T13:18:35Z"),
    ("soap_create_default_user", lambda user: so.is_absent(user, "table_right"), True),
    ("soap_create_default_user", lambda user: so.is_absent(user, "person"), False),
    ("string_dictionary", lambda fields: fields[" [0].x "], " 1 "),
    ("xml_serializer_array", lambda items: items[0].last_changed.nanosecond, 100),
    ("xml_serializer_base_class", lambda credentials: credentials.is_active, True),
    ("xml_serializer_base_class", lambda credentials: credentials.valid_to, so.DateTime(2022, 12, 31)),
    ("xml_serializer_user", lambda user: user.table_right.mask, so.ETableRight(37)),
    ("xml_serializer_user", lambda user: so.is_absent(user, "role"), True),
    ("xml_serializer_user", lambda user: user.ticket_categories[0].child_items[0].child_items, []),
]


@pytest.mark.parametrize(
    ("name", "claim", "expected"), CLAIMS, ids=[f"{name}-{i}" for i, (name, _, _) in enumerate(CLAIMS)]
)
def test_a_document_reads_as_attributes_that_python_code_would_expect(
    name: str, claim: Callable[[Any], object], expected: object
) -> None:
    found = claim(decoded(name))
    assert found == expected
    assert type(found) is type(expected) or isinstance(expected, dict)


def test_the_published_document_has_only_unknown_members_where_no_carrier_is_declared_for_it() -> None:
    @so.carrier
    class Undeclared:
        """Has no members of its own."""

    contact = so.decode(document("plain_contact"), Undeclared, "application/xml")
    assert [*so.unknown_members(contact)] == ["ContactId", "Name", "Department", "OrgNr", "Number1"]
    assert so.unknown_members(contact)["ContactId"] == "17"


ITEM_NAMES = {
    "array<array<DataRight>>": "ArrayOfDataRight",
    "array<int32>": "int",
    "array<string>": "string",
    "dict<string,string>": "StringKeyValuePair",
    "dict<string,FieldProperty>": "FieldPropertyDictionaryKeyValuePair",
}
"""What the items of a container are called in the WSDL; those of other lists bear the carrier's name."""

CONTAINERS = [
    (carrier, member, notation)
    for family in ("carriers", "requests")
    for carrier, members in SCHEMA[family].items()
    for member, notation, _ in members
    if notation.startswith(("array<", "dict<"))
]


@pytest.mark.parametrize(
    ("carrier", "member", "notation"), CONTAINERS, ids=[f"{row[0]}.{row[1]}" for row in CONTAINERS]
)
def test_items_of_every_list_and_dictionary_are_written_with_the_names_of_the_wsdl(
    carrier: str, member: str, notation: str
) -> None:
    name = ITEM_NAMES.get(notation) or notation.removeprefix("array<").removesuffix(">")
    item = {"int32>": "3", "string>": '"3"'}.get(notation.removeprefix("array<"), "{}")
    if notation.startswith("array<array<"):
        item = "[{}]"
    content = f"[{item}]" if notation.startswith("array<") else '{"3":null}'
    value = so.decode(f'{{"{member}":{content}}}', type_of(carrier))
    written = so.encode(value, "text/xml").decode()
    assert re.search(f"<{member}><{name}/?>", written)
    assert re.search(f"<(/{name}|{name}/)></{member}></{carrier}>", written)
