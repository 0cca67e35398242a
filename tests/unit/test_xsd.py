"""The XSD of the carriers: what it takes and refuses, and that it takes what we write without extensions."""

from __future__ import annotations

import enum
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree

import so_carriers as so
from so_carriers.cli.carrier_tables import all_carriers
from so_carriers.schema.types import is_carrier
from so_carriers.schema_documents.xsd import xsd
from so_carriers.testing import carriers
from tests.wire_types import type_of

GOLDEN = Path(__file__).parents[1] / "golden"
BODIES: list[tuple[Path, str]] = [
    (folder / entry["file"], entry["type"])
    for folder in (GOLDEN, GOLDEN / "derived")
    for entry in json.loads((folder / "index.json").read_bytes())
]
CARRIERS = list(all_carriers().values())
XS = "{http://www.w3.org/2001/XMLSchema}"
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

EXAMPLES = max(3, settings().max_examples // 10)

for_every_carrier = pytest.mark.parametrize("cls", CARRIERS, ids=lambda cls: cls.__name__)


def compiled(document: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.fromstring(document))


TREE = etree.fromstring(xsd(CARRIERS))
SCHEMA = etree.XMLSchema(TREE)
TYPES = {named.get("name"): named for named in TREE if named.tag != f"{XS}element"}
ROOTS = {element.get("name"): element for element in TREE.findall(f"{XS}element")}


def remarks(body: str | bytes, schema: etree.XMLSchema = SCHEMA) -> list[str]:
    """What the schema has against a document; nothing where it is valid."""
    schema.validate(etree.fromstring(body))
    return str(schema.error_log).splitlines()


def children(type_name: str) -> dict[str, str]:
    """The elements that a type holds, each with the name of its type."""
    return {found.get("name", ""): found.get("type", "") for found in TYPES[type_name].iter(f"{XS}element")}


@for_every_carrier
def test_every_carrier_has_an_element_for_itself_and_for_its_list(cls: type[Any]) -> None:
    name = so.schema_of(cls).name
    for document in (f"<{name}/>", f"<ArrayOf{name}><{name}/></ArrayOf{name}>"):
        assert remarks(document) == []


@for_every_carrier
def test_every_member_may_be_null_and_may_be_missing_in_any_order(cls: type[Any]) -> None:
    schema = so.schema_of(cls)
    names = [member.name for member in schema.members]
    for chosen in (names, names[::-1], names[::2], names[1::2]):
        members = "".join(f'<{name} xsi:nil="true"/>' for name in chosen)
        assert remarks(f"<{schema.name} {XSI}>{members}</{schema.name}>") == []


def test_the_xsd_is_text_without_a_declaration_and_says_what_carriers_are() -> None:
    document = xsd([so.User])
    assert document.startswith("<xs:schema ")
    assert document.endswith("</xs:schema>\n")
    assert "A user, as POST Agents/User/CreateDefaultUser and its kin answer" in document


def test_the_xsd_of_one_carrier_holds_what_it_reaches_and_no_more() -> None:
    schema = compiled(xsd([so.TableRight]))
    assert remarks("<TableRight><Mask>Select</Mask></TableRight>", schema) == []
    assert remarks("<User/>", schema) != []


ACCEPTED = [
    "<int>851</int>",
    "<int>9223372036854775807</int>",
    "<boolean>true</boolean>",
    "<string>  two  blanks &#13; kept </string>",
    "<dateTime>2024-09-04T12:01:28.5878372+02:00</dateTime>",
    "<UserType>InternalAssociate</UserType>",
    f'<User {XSI} xsi:nil="true"/>',
    f'<anyType {XSI} xsi:nil="true"/>',
    "<ArrayOfanyType/>",
    "<ArrayOfint><int>1</int><int>9223372036854775807</int></ArrayOfint>",
    f'<ArrayOfstring {XSI}><string></string><string xsi:nil="true"/></ArrayOfstring>',
    f'<ArrayOfUser {XSI}><User/><User xsi:nil="true"/></ArrayOfUser>',
    "<StringDictionary/>",
    (
        "<IntDictionary><IntDictionaryKeyValuePair><Key>a</Key><Value>1</Value></IntDictionaryKeyValuePair>"
        "</IntDictionary>"
    ),
    (
        f"<User {XSI}><ExtraFields><StringKeyValuePair><Key>x_name</Key>"
        '<Value xsi:nil="true"/></StringKeyValuePair></ExtraFields></User>'
    ),
    (
        "<User><CustomFields><StringKeyValuePair><Key>SuperOffice:1</Key>"
        "<Value>[I:3]</Value></StringKeyValuePair></CustomFields></User>"
    ),
    f'<User {XSI}><AssociateId xsi:nil="true"/><Deleted xsi:nil="1"/><Lastlogin xsi:nil="true"/></User>',
    "<User><LicenseOwners/><Credentials></Credentials><Name></Name></User>",
    "<User><Rank>-2147483648</Rank><AssociateId>2147483647</AssociateId></User>",
    "<User>\n  <Rank>3</Rank>\n  <Name>A</Name>\n  <AssociateId>5</AssociateId>\n</User>",
    "<User><Type>AKindOfNextYear</Type></User>",
    "<User><Type></Type></User>",
    "<TableRight><Mask>Select Update</Mask></TableRight>",
    "<TableRight><Mask></Mask></TableRight>",
    "<TableRight><Mask>FULL</Mask></TableRight>",
    "<TableRight><Mask>Select ARightOfNextYear 4096</Mask></TableRight>",
    (
        "<FieldPropertyDictionary><FieldPropertyDictionaryKeyValuePair><Key>Address.Zipcode</Key><Value>"
        "<FieldRight><Mask>Update UIHintMandatory</Mask></FieldRight></Value>"
        "</FieldPropertyDictionaryKeyValuePair></FieldPropertyDictionary>"
    ),
    (
        "<MDOListItem><ChildItems><MDOListItem><ChildItems><MDOListItem><Id>3</Id></MDOListItem></ChildItems>"
        "</MDOListItem></ChildItems></MDOListItem>"
    ),
    "<DataRights><Rights><ArrayOfDataRight><DataRight/></ArrayOfDataRight><ArrayOfDataRight/></Rights></DataRights>",
    *(
        f"<User><Lastlogin>{text}</Lastlogin></User>"
        for text in (
            "0001-01-01T00:00:00",
            "0001-01-01T01:00:00+01:00",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59.9999999-14:00",
            "2024-09-04T12:01:28.50Z",
        )
    ),
]

REFUSED = [
    "<Stranger/>",
    "<User><Stranger>1</Stranger></User>",
    "<User>text</User>",
    "<User><Rank>3</Rank><Rank>3</Rank></User>",
    "<User><Rank>three</Rank></User>",
    "<User><Rank>3.0</Rank></User>",
    "<User><Rank></Rank></User>",
    "<User><Rank>2147483648</Rank></User>",
    "<User><Rank><int>3</int></Rank></User>",
    "<User><rank>3</rank></User>",
    "<User><Deleted>yes</Deleted></User>",
    "<User><Lastlogin>2024-09-04</Lastlogin></User>",
    "<User><Lastlogin>2024-02-30T00:00:00</Lastlogin></User>",
    "<User><Lastlogin>2024-09-04T12:01:28+14:01</Lastlogin></User>",
    "<User><Lastlogin>2024-09-04T12:01:28-0500</Lastlogin></User>",
    "<User><Credentials><LicenseOwner/></Credentials></User>",
    "<User><Role>text</Role></User>",
    f'<User {XSI}><Role xsi:nil="true"><Id>3</Id></Role></User>',
    '<User xmlns="http://www.superoffice.net/ws/crm/NetServer/Services88"/>',
    '<User xmlns:json="urn:so-carriers:json"><Rank json:token="3.0">3</Rank></User>',
    "<int>three</int>",
    "<ArrayOfUser><Role/></ArrayOfUser>",
    "<StringDictionary><StringKeyValuePair><Value>v</Value></StringKeyValuePair></StringDictionary>",
    "<StringDictionary><StringKeyValuePair><Key>k</Key></StringKeyValuePair></StringDictionary>",
    "<DataRights><Rights><DataRight/></Rights></DataRights>",
]


@pytest.mark.parametrize("document", ACCEPTED)
def test_a_document_as_it_is_written_is_valid(document: str) -> None:
    assert remarks(document) == []


@pytest.mark.parametrize("document", REFUSED)
def test_a_document_of_another_kind_is_not_valid(document: str) -> None:
    assert remarks(document) != []


# What NetServer's WSDL declares: carrier, member, the items of its list.
LISTS_OF_THE_WSDL = [
    ("User", "LicenseOwners", "LicenseOwner"),
    ("User", "OtherGroups", "UserGroup"),
    ("User", "Credentials", "Credential"),
    ("User", "TicketCategories", "MDOListItem"),
    ("User", "PostSaveCommands", "CustomCommand"),
    ("MDOListItem", "ChildItems", "MDOListItem"),
    ("LicenseOwner", "RestrictedModuleLicenses", "ModuleLicenseLink"),
]


@pytest.mark.parametrize(("carrier", "member", "item"), LISTS_OF_THE_WSDL)
def test_lists_are_wrapped_and_their_items_named_as_in_the_wsdl(carrier: str, member: str, item: str) -> None:
    assert children(children(carrier)[member]) == {item: item}


def test_lists_and_dictionaries_of_their_own_have_the_names_of_the_wsdl() -> None:
    assert {"ArrayOfUser", "ArrayOfSelectableMDOListItem", "ArrayOfstring", "ArrayOfint"} <= ROOTS.keys()
    assert children("ArrayOfstring") == {"string": "xs:string"}
    assert children("ArrayOfint") == {"int": "xs:int"}
    assert children("StringDictionary") == {
        "StringKeyValuePair": "",
        "Key": "xs:string",
        "Value": "xs:string",
    }
    assert children("FieldPropertyDictionary") == {
        "FieldPropertyDictionaryKeyValuePair": "",
        "Key": "xs:string",
        "Value": "FieldProperty",
    }
    assert children("User")["FieldProperties"] == "FieldPropertyDictionary"
    assert children("User")["CustomFields"] == children("User")["ExtraFields"] == "StringDictionary"


def test_names_of_enums_stand_in_the_xsd_aliases_too() -> None:
    names = [known.get("value") for known in TYPES["EFieldRight"].iter(f"{XS}enumeration")]
    assert names == list(so.EFieldRight.wire_values)
    assert "FULL" in names
    assert TYPES["EFieldRight"].find(f"{XS}list") is not None
    assert TYPES["UserType"].find(f"{XS}list") is None


class OddEnum(enum.Enum):
    TAB = "a\tb"
    AMPERSAND = '&<"'
    UNSPEAKABLE = "\x00"


@so.carrier
class Odd:
    """An odd carrier & its <members>\x01. And more."""

    wide: int = so.member("Wide", default=2**31)
    grid: list[list[int]] = so.member("Grid", default_factory=lambda: [[2**31], []])
    narrow: list[so.int32] = so.member("Narrow", default_factory=lambda: [1])
    odd: OddEnum | str = so.member("Odd", default=OddEnum.TAB)
    tables: dict[str, dict[str, bool | None]] = so.member(
        "Tables", default_factory=lambda: {"a": {"b": None}}
    )


def test_a_carrier_of_ones_own_has_an_xsd_of_what_is_written_of_it() -> None:
    document = xsd([Odd])
    schema = compiled(document)
    assert remarks(so.encode(Odd(), "text/xml", extensions=False), schema) == []
    assert remarks("<Odd><Narrow><int>2147483648</int></Narrow></Odd>", schema) != []
    assert remarks("<Odd><Tables>1</Tables></Odd>", schema) != []
    assert "An odd carrier &amp; its &lt;members&gt;\ufffd.<" in document
    names = [known.get("value") for known in etree.fromstring(document).iter(f"{XS}enumeration")]
    assert names == ["a\tb", '&<"']


def test_a_member_whose_name_no_element_can_have_is_left_out_and_named() -> None:
    @so.carrier
    class Typed:
        """Has a type."""

        name: str = so.member("Name")
        type: str = so.member("$type--\x02")

    document = xsd([Typed])
    assert remarks("<Typed><Name/></Typed>", compiled(document)) == []
    assert r"Left out, as no element can have their name: '$type--\x02'.<" in document


def test_types_other_than_carriers_are_declared_where_they_are_asked_for() -> None:
    schema = compiled(xsd([dict[str, so.TableRight | None], list[list[so.UserType]]]))
    entry = "<TableRightDictionaryKeyValuePair><Key>k</Key><Value/></TableRightDictionaryKeyValuePair>"
    assert remarks(f"<TableRightDictionary>{entry}</TableRightDictionary>", schema) == []
    assert remarks("<ArrayOfArrayOfUserType><ArrayOfUserType/></ArrayOfArrayOfUserType>", schema) == []


def called(name: str) -> type[Any]:
    @so.carrier(name=name)
    class Other:
        pass

    return Other


@pytest.mark.parametrize(
    ("types", "first"),
    [
        ([so.TableRight, called("TableRight")], r"so_carriers\.carriers\.table_right\.TableRight"),
        ([so.UserType, called("UserType")], r"so_carriers\.carriers\.associates\.UserType"),
        ([list[bool], called("ArrayOfboolean")], "a list of the BooleanType"),
        ([dict[str, str], called("StringDictionary")], "a dictionary of the TextType"),
    ],
)
def test_two_types_of_one_name_are_refused(types: list[Any], first: str) -> None:
    with pytest.raises(so.InvalidDefinition, match=rf"^{first} and .*Other are both called "):
        xsd(types)


@pytest.mark.parametrize("odd", [called("odd name"), enum.Enum("odd name", ["A"])])
def test_a_name_that_no_element_can_have_is_refused(odd: type[Any]) -> None:
    with pytest.raises(so.InvalidDefinition, match=r'"odd name" is no name of an XML element'):
        xsd([odd])


SCALARS = [3, 2**40, True, "", so.DateTime(1, 1, 1), so.UserType.UNKNOWN, so.ETableRight(3), None]
CONTAINERS: list[Any] = [[], {}, [[3]], [so.User(), None], ["a", None], {"a": None}, so.CustomFields(a="b")]
CONTAINERS += [[value] for value in SCALARS] + [{"a": value} for value in SCALARS[:5]]


@pytest.mark.parametrize("value", [*SCALARS, *CONTAINERS], ids=str)
def test_every_root_that_is_written_is_declared(value: Any) -> None:
    document = xsd([so.User, list[list[int]]])
    assert remarks(so.encode(value, "text/xml", extensions=False), compiled(document)) == []


def holds_unknown_members(value: Any) -> bool:
    if is_carrier(type(value)):
        attributes = so.schema_of(type(value)).values(value)
        return bool(so.unknown_members(value)) or any(map(holds_unknown_members, attributes))
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(holds_unknown_members, inner))


def remarks_on_what_is_written(value: Any, *, indent: bool = False) -> list[str] | None:
    """What the schema has against the XML of a value; None where it is not one that it describes."""
    if holds_unknown_members(value):
        return None
    try:
        body = so.encode(value, "application/xml", extensions=False, indent=indent)
    except so.EncodeError:  # a loss, or a character that XML does not have
        return None
    return remarks(body)


@pytest.mark.parametrize("indent", [False, True])
def test_what_is_written_of_the_golden_bodies_without_extensions_is_valid(indent: bool) -> None:
    values = [so.decode(file.read_bytes(), type_of(notation)) for file, notation in BODIES]
    found = [remarks_on_what_is_written(value, indent=indent) for value in values]
    assert [broken for broken in found if broken] == []
    assert found.count([]) > 200


@for_every_carrier
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_what_is_written_of_a_carrier_without_extensions_is_valid(cls: Any, data: st.DataObject) -> None:
    value = data.draw(carriers(cls))
    assert not remarks_on_what_is_written([value, None])
