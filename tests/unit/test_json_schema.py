"""The JSON Schema of the carriers: what it takes and refuses, and that it takes what we write canonically."""

from __future__ import annotations

import enum
import functools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from jsonschema import Draft202012Validator

import so_carriers as so
from so_carriers.cli.carrier_tables import all_carriers
from so_carriers.schema.types import is_carrier
from so_carriers.schema_documents.json_schema import json_schema, json_schema_of_all
from so_carriers.testing import carriers
from tests.wire_types import type_of

GOLDEN = Path(__file__).parents[1] / "golden"
BODIES: list[tuple[Path, str]] = [
    (folder / entry["file"], entry["type"])
    for folder in (GOLDEN, GOLDEN / "derived")
    for entry in json.loads((folder / "index.json").read_bytes())
]
CARRIERS = list(all_carriers().values())
EXAMPLES = max(3, settings().max_examples // 10)

for_every_carrier = pytest.mark.parametrize("cls", CARRIERS, ids=lambda cls: cls.__name__)


@functools.cache
def validator(root: Any) -> Draft202012Validator:
    return Draft202012Validator(json_schema(root))


def remarks(document: Any, root: Any) -> list[str]:
    """What the schema of `root` has against a JSON document; nothing where it is valid."""
    return [f"{error.json_path}: {error.message}" for error in validator(root).iter_errors(document)]


def made_anew(value: Any) -> Any:
    """The same value as Python makes it: every member there and spelled canonically, no unknown one."""
    if is_carrier(type(value)):
        members = so.schema_of(type(value)).by_attribute
        return type(value)(**{attribute: made_anew(getattr(value, attribute)) for attribute in members})
    if isinstance(value, dict):
        return type(value)({key: made_anew(item) for key, item in value.items()})
    return [made_anew(item) for item in value] if isinstance(value, list) else value


def canonical(body: bytes, root: Any) -> bytes:
    """The body itself where strict reading takes it, else that of the value made anew."""
    try:
        so.decode(body, root, strict=True)
    except so.DecodeError:
        return so.encode(made_anew(so.decode(body, root)), type=root)
    return body


def test_the_schema_of_all_carriers_has_a_definition_of_each() -> None:
    schema = json_schema_of_all(CARRIERS)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {so.schema_of(cls).name for cls in CARRIERS} <= schema["$defs"].keys()
    assert {"FieldProperties", "CustomFields", "UserType", "DateTime"} <= schema["$defs"].keys()


def test_the_schema_of_a_carrier_refers_to_its_definition_among_those_that_it_reaches() -> None:
    schema = json_schema(so.TableRight)
    assert schema["$ref"] == "#/$defs/TableRight"
    assert [*schema["$defs"]] == ["TableRight", "ETableRight"]


@pytest.mark.parametrize(
    "root", [so.TableRight, list[so.int32 | None], so.DateTime | None, dict[str, str], bool]
)
def test_a_schema_is_one_by_the_schema_of_schemas(root: Any) -> None:
    Draft202012Validator.check_schema(json_schema(root))


@for_every_carrier
def test_every_member_is_described_and_may_be_null_or_missing(cls: type[Any]) -> None:
    schema = so.schema_of(cls)
    names = [member.name for member in schema.members]
    assert [*json_schema(cls)["$defs"][schema.name]["properties"]] == names
    assert remarks(dict.fromkeys(names), cls) == remarks({}, cls) == []


def test_definitions_are_titled_and_described_in_a_sentence() -> None:
    definitions = json_schema(so.User)["$defs"]
    assert definitions["User"]["title"] == "User"
    assert definitions["User"]["description"].startswith("A user, as POST Agents/User/CreateDefaultUser")
    assert (
        definitions["FieldProperties"]["description"]
        == "The properties of a carrier's fields, by field name."
    )


ACCEPTED: list[tuple[Any, Any]] = [
    (so.Int32, 2**31 - 1),
    (int, -(2**63)),
    (so.User | None, None),
    (list[so.User | None], [{}, None]),
    (list[so.int32] | None, None),
    (dict[str, so.int32], {"a": 3}),
    (so.CustomFields, {"SuperOffice:1": "[I:3]", "x_name": None}),
    (so.User, {"Rank": 3, "$type": {"a": [1.5]}}),
    (so.User, {"Type": "InternalAssociate"}),
    (so.User, {"Type": "AKindOfNextYear"}),
    (so.TableRight, {"Mask": "Select, Update"}),
    (so.TableRight, {"Mask": "4097"}),
    (so.User, {"FieldProperties": {"Address.Zipcode": {"FieldRight": {"Mask": "FULL"}}, "Name": None}}),
    (so.MDOListItem, {"ChildItems": [{"ChildItems": [{"Id": 3}, None]}]}),
    (so.DateTime, "0001-01-01T00:00:00"),
    (so.DateTime, "0010-01-01T00:00:00"),
    (so.DateTime, "0100-01-01T00:00:00"),
    (so.DateTime, "2000-02-29T00:00:00"),
    (so.DateTime, "9999-12-31T23:59:59.9999999-14:00"),
    (so.DateTime, "2024-09-04T12:01:28.50Z"),
    (so.DateTime, "2024-09-04T12:01:28+00:00"),
]

REFUSED: list[tuple[Any, Any, str]] = [
    (so.User, None, "$"),
    (so.User, [], "$"),
    (so.Int32, 2**31, "$"),
    (so.Int32, None, "$"),
    (int, 2**63, "$"),
    (list[so.int32], [None], "$[0]"),
    (list[so.User], {}, "$"),
    (dict[str, so.int32], {"a": "3"}, "$.a"),
    (so.User, {"Rank": "3"}, "$.Rank"),
    (so.User, {"Rank": 3.5}, "$.Rank"),
    (so.User, {"Rank": -(2**31) - 1}, "$.Rank"),
    (so.User, {"Deleted": 1}, "$.Deleted"),
    (so.User, {"Name": 3}, "$.Name"),
    (so.User, {"Type": 3}, "$.Type"),
    (so.User, {"Role": "text"}, "$.Role"),
    (so.User, {"Role": {"Id": True}}, "$.Role"),
    (so.User, {"Credentials": {}}, "$.Credentials"),
    (so.User, {"ExtraFields": {"x_name": 3}}, "$.ExtraFields.x_name"),
    (so.TableRight, {"Mask": ["Select"]}, "$.Mask"),
    *(
        (so.DateTime, text, "$")
        for text in (
            "",
            "2024-09-04",
            "2024-13-04T00:00:00",
            "2024-09-32T00:00:00",
            "2024-09-04T24:00:00",
            "2024-09-04T12:01",
            "2024-09-04T12:01:28.12345678",
            "2024-09-04T12:01:28+14:01",
            "2024-09-04T12:01:28+0200",
            "2024-09-04 12:01:28",
            "0000-01-01T00:00:00",
        )
    ),
]


@pytest.mark.parametrize(("root", "document"), ACCEPTED)
def test_a_document_as_it_is_written_is_valid(root: Any, document: Any) -> None:
    assert remarks(document, root) == []


@pytest.mark.parametrize(("root", "document", "path"), REFUSED)
def test_a_document_of_another_kind_is_not_valid(root: Any, document: Any, path: str) -> None:
    assert [remark.partition(": ")[0] for remark in remarks(document, root)] == [path]


class OddFlag(enum.Flag):
    A = 1
    B = 2


class OddName(enum.Enum):
    PATTERN = "a.b|(c)"


@so.carrier(name="odd/na~me %41")
class Odd:
    flags: OddFlag | str = so.member("Flags", default=OddFlag.A | OddFlag.B)
    name: OddName | str = so.member("Name", default=OddName.PATTERN)
    number: so.int32 = so.member('odd "name"', default=3)
    inner: Odd | None = so.member("Inner", default=None)


def test_a_carrier_of_ones_own_with_any_name_has_a_schema() -> None:
    definitions = json_schema(Odd)["$defs"]
    assert definitions["odd/na~me %41"]["title"] == "odd/na~me %41"
    assert "description" not in definitions["odd/na~me %41"]
    assert remarks(json.loads(so.encode(Odd(inner=Odd()))), Odd) == []
    assert remarks({"Inner": {'odd "name"': "3"}}, Odd) != []


@pytest.mark.parametrize(
    ("enum_class", "accepted", "refused"),
    [
        (so.EFieldRight, ["None", "Read, UIHintMandatory", "FULL"], ["", "Read,Write", "Read, ", "read"]),
        (OddFlag, ["A, B"], ["C"]),
        (so.UserType, ["Unknown"], ["unknown"]),
        (OddName, ["a.b|(c)"], ["a.b", "axb|(c)"]),
    ],
)
def test_the_names_of_an_enum_are_told_apart_from_other_texts(
    enum_class: type[enum.Enum], accepted: list[str], refused: list[str]
) -> None:
    definition = json_schema(enum_class)["$defs"][enum_class.__name__]
    known, other = (Draft202012Validator(option) for option in definition["anyOf"])
    assert [text for text in [*accepted, *refused] if known.is_valid(text)] == accepted
    assert all(map(other.is_valid, refused))


def test_two_definitions_of_one_name_are_refused() -> None:
    @so.carrier(name="DateTime")
    class Moment:
        time: so.DateTime = so.member("Time")

    with pytest.raises(so.InvalidDefinition, match=r"Moment and the DateTimeType are both called DateTime"):
        json_schema(Moment)


@pytest.mark.parametrize(
    ("file", "notation"), BODIES, ids=[str(file.relative_to(GOLDEN)) for file, _ in BODIES]
)
def test_a_golden_body_in_its_canonical_spelling_is_valid(file: Path, notation: str) -> None:
    root = type_of(notation)
    assert remarks(json.loads(canonical(file.read_bytes(), root)), root) == []


@for_every_carrier
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_what_is_written_of_a_carrier_in_its_canonical_spelling_is_valid(
    cls: Any, data: st.DataObject
) -> None:
    body = so.encode(data.draw(carriers(cls)))
    assert remarks(json.loads(canonical(body, cls)), cls) == []
