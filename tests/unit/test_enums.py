"""WireEnum and WireFlag, and the names that any enum of Python's has on the wire."""

from __future__ import annotations

import copy
import enum
import pickle
from typing import Any

import pytest

import so_carriers as so
from so_carriers.schema.enum_names import names_of

TABLE_RIGHTS: list[tuple[int, str]] = [
    (0, "None"),
    (1, "Select"),
    (2, "Update"),
    (3, "Select, Update"),
    (4, "Insert"),
    (5, "RI"),
    (6, "Update, Insert"),
    (7, "URI"),
    (8, "Delete"),
    (11, "Select, Update, Delete"),
    (15, "Select, Update, Insert, Delete"),
    (16, "Filtering"),
    (17, "Select, Filtering"),
    (20, "Insert, Filtering"),
    (32, "RestrictedUpdate"),
    (34, "Update, RestrictedUpdate"),
    (37, "RI, RestrictedUpdate"),
    (38, "Update, Insert, RestrictedUpdate"),
    (64, "Unused1"),
    (128, "Uninitialized"),
    (256, "256"),
    (257, "257"),
    (2**30, "1073741824"),
]
FIELD_RIGHTS: list[tuple[int, str]] = [
    (0, "None"),
    (1, "Read"),
    (2, "Write"),
    (3, "Update"),
    (4, "Unused1"),
    (8, "Unused2"),
    (16, "Unused3"),
    (32, "Nullable"),
    (35, "Update, Nullable"),
    (67, "Update, UIHintMandatory"),
    (160, "Nullable, UIHintReadOnly"),
    (192, "UIHintMandatory, UIHintReadOnly"),
    (256, "UndefinedValue256"),
    (512, "512"),
]
OTHER_SPELLINGS: list[tuple[type[so.WireFlag], str, int]] = [
    (so.ETableRight, "FULL", 15),
    (so.ETableRight, "R", 1),
    (so.ETableRight, "F", 16),
    (so.ETableRight, "UR", 3),
    (so.ETableRight, "UDR", 11),
    (so.ETableRight, "RF", 17),
    (so.ETableRight, "FI", 20),
    (so.ETableRight, "URU", 34),
    (so.ETableRight, "WRITE", 38),
    (so.ETableRight, "select,update", 3),
    (so.ETableRight, "Select Update Insert", 7),
    (so.ETableRight, "  Delete ,, SELECT ", 9),
    (so.ETableRight, "URI RestrictedUpdate", 39),
    (so.ETableRight, "37", 37),
    (so.ETableRight, "None, Select", 1),
    (so.EFieldRight, "FULL", 3),
    (so.EFieldRight, "Update, Unused4", 35),
    (so.EFieldRight, "Unused4, UIHintReadOnly", 160),
    (so.EFieldRight, "UIHints", 192),
]
FLAGS = [so.ETableRight, so.EFieldRight]


@pytest.mark.parametrize(("number", "text"), TABLE_RIGHTS)
def test_table_rights_are_written_as_netserver_writes_them(number: int, text: str) -> None:
    assert so.ETableRight(number).wire_name == text
    assert so.encode(so.TableRight(mask=so.ETableRight(number))).startswith(f'{{"Mask":"{text}"'.encode())
    assert names_of(so.ETableRight).read(text) == number


@pytest.mark.parametrize(("number", "text"), FIELD_RIGHTS)
def test_field_rights_are_written_as_netserver_writes_them(number: int, text: str) -> None:
    assert so.EFieldRight(number).wire_name == text
    assert names_of(so.EFieldRight).text(so.EFieldRight(number)) == text
    assert names_of(so.EFieldRight).read(text) == number


@pytest.mark.parametrize(("flags", "text", "number"), OTHER_SPELLINGS)
def test_other_spellings_of_flags_are_read_and_never_written(
    flags: type[so.WireFlag], text: str, number: int
) -> None:
    assert names_of(flags).read(text) == number
    assert flags(number).wire_name != text


@pytest.mark.parametrize("flags", FLAGS)
def test_every_sum_of_flags_is_read_from_its_own_text(flags: type[so.WireFlag]) -> None:
    names = names_of(flags)
    texts = {flags(number).wire_name: number for number in range(1_024)}
    assert len(texts) == 1_024
    for text, number in texts.items():
        read = names.read(text)
        assert (read, type(read)) == (number, flags)
        assert names.read(text.replace(", ", " ").upper()) == number
        assert names.read_number(number) == names.read(str(number)) == number


@pytest.mark.parametrize("flags", FLAGS)
@pytest.mark.parametrize(
    "text", ["", " ", ",", "Selekt", "Select, Nothing", "Read;Write", "-1", "4294967296", "1.0"]
)
def test_a_text_with_a_part_that_is_no_flag_is_not_read(flags: type[so.WireFlag], text: str) -> None:
    assert names_of(flags).read(text) is None


@pytest.mark.parametrize("number", [-1, 2**31, 2**64])
def test_a_number_that_no_mask_can_be_is_not_read(number: int) -> None:
    assert names_of(so.ETableRight).read_number(number) is None


def test_a_mask_that_is_read_is_made_of_flags() -> None:
    right = so.decode(b'{"Mask":"FULL"}', so.TableRight)
    assert right.mask == so.ETableRight.SELECT | so.ETableRight.UPDATE | so.ETableRight(12)
    assert so.encode(right) == b'{"Mask":"FULL"}'
    assert isinstance(right.mask, so.ETableRight)
    right.mask |= so.ETableRight.FILTERING
    assert so.encode(right) == b'{"Mask":"Select, Update, Insert, Delete, Filtering"}'
    right.mask &= ~so.ETableRight.SELECT
    assert so.encode(right) == b'{"Mask":"Update, Insert, Delete, Filtering"}'


def test_the_texts_of_sums_that_are_kept_are_bounded() -> None:
    class Bits(so.WireFlag):
        FIRST = 1, "First"

    @so.carrier
    class Masked:
        mask: Bits | str = so.member("Mask")

    names = names_of(Bits)
    for number in range(3_000):
        assert names.text(Bits(number)) == ("First" if number == 1 else str(number))
        assert so.decode(b'{"Mask":"%d,%d"}' % (number, number), Masked).mask == number
    long = " " * 500 + "first"
    assert so.encode(so.decode(f'{{"Mask":"{long}"}}', Masked)) == f'{{"Mask":"{long}"}}'.encode()
    assert len(names.spellings) <= 1_100
    assert len(names.texts) <= 1_100
    assert len(names.canonical) <= 1_100


def test_an_enum_says_its_wire_names_and_reads_them_in_any_case() -> None:
    names = names_of(so.UserType)
    assert so.UserType.INTERNAL_ASSOCIATE.wire_name == "InternalAssociate"
    assert so.UserType.wire_values["SystemAssociate"] == 5
    for text in ("InternalAssociate", "internalassociate", "1", "INTERNALASSOCIATE"):
        assert names.read(text) is so.UserType.INTERNAL_ASSOCIATE
    for text in ("", "Internal", "INTERNAL_ASSOCIATE", "6", "-1", " 1", "\N{FULLWIDTH DIGIT ONE}"):
        assert names.read(text) is None
    assert names.read_number(6) is None


def test_only_ascii_letters_are_read_in_any_case() -> None:
    class Odd(so.WireEnum):
        KELVIN = 1, "kelvin"
        SHARP = 2, "straße"

    assert names_of(Odd).read("KELVIN") is Odd.KELVIN
    assert names_of(Odd).read("\N{KELVIN SIGN}elvin") is None
    assert names_of(Odd).read("STRASSE") is None


def test_a_name_is_matched_exactly_before_it_is_matched_in_any_case() -> None:
    class Case(so.WireEnum):
        LOWER = 1, "a"
        UPPER = 2, "A"

    assert names_of(Case).read("a") is Case.LOWER
    assert names_of(Case).read("A") is Case.UPPER


def test_a_second_name_of_a_value_is_read_and_never_written() -> None:
    class Colour(so.WireEnum):
        GREY = 1, "Grey"
        GRAY = 1, "Gray"

    assert Colour["GRAY"] is Colour.GREY
    assert names_of(Colour).read("gray") is Colour.GREY
    assert names_of(Colour).text(Colour.GRAY) == "Grey"
    assert [member.name for member in Colour] == ["GREY"]


def test_members_are_numbers_and_travel() -> None:
    for member in (*so.UserType, so.ETableRight(37), so.EFieldRight.NONE, so.ETableRight(999)):
        assert isinstance(member, int)
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            twin = pickle.loads(pickle.dumps(member, protocol))
            assert (twin, type(twin)) == (member, type(member))
        assert copy.deepcopy(member) is member
    assert so.UserType(1) is so.UserType.INTERNAL_ASSOCIATE


def test_enums_keep_their_names_to_themselves() -> None:
    assert not so.UserType.wire_values.keys() & so.CommandAction.wire_values.keys()
    assert {*so.ETableRight.__members__}.isdisjoint({"composites", "composite_bits", "wire_values"})


class Text(enum.Enum):
    X = "ex"
    Y = "why"
    Z = "ex"  # noqa: PIE796  # an alias is what is tested


class Pairs(enum.Enum):
    A = (1, 2)
    B = 1.5


class Bits(enum.IntFlag):
    A = 1
    B = 2
    C = 8
    AB = 3


class Strict(enum.Flag):
    ZERO = 0
    A = 1


@pytest.mark.parametrize(
    ("member", "text"),
    [
        (Text.X, "ex"),
        (Text.Z, "ex"),
        (Pairs.A, "A"),
        (Pairs.B, "B"),
        (Bits.A | Bits.C, "A, C"),
        (Bits.AB, "A, B"),
        (Bits(0), "0"),
        (Bits(4), "4"),
        (Bits(5), "5"),
        (Strict.ZERO, "ZERO"),
        (Strict.A, "A"),
    ],
)
def test_enums_of_the_standard_library_are_called_by_their_texts_or_names(
    member: enum.Enum, text: str
) -> None:
    names = names_of(type(member))
    assert names.text(member) == text
    assert names.read(text) == member
    assert names.read(text.upper()) == member


def test_a_flag_that_refuses_unnamed_bits_does_not_read_them() -> None:
    assert names_of(Strict).read_number(4) is None
    assert names_of(Bits).read_number(4) == Bits(4)
    assert names_of(Bits).read("ab") == Bits.AB
    assert names_of(Text).read_number(1) is None


@pytest.mark.parametrize("cls", [so.ETableRight, Bits, Strict, so.UserType, Text, Pairs])
def test_zero_is_the_member_of_value_zero_or_else_the_first(cls: type[enum.Enum]) -> None:
    zero = names_of(cls).zero()
    assert isinstance(zero, cls)
    assert zero.value == 0 or zero is next(iter(cls))


def test_two_members_that_are_written_alike_are_refused() -> None:
    def declare() -> None:
        class Twins(so.WireEnum):
            A = 0, "Same"
            B = 1, "Same"

        names_of(Twins)

    with pytest.raises(so.InvalidDefinition, match="Same"):
        declare()


@pytest.mark.parametrize("base", [so.WireEnum, so.WireFlag])
@pytest.mark.parametrize("member", [1, (1,), (1, ""), (1, 3), (1, None), (1, "\ud800")])
def test_a_member_without_a_wire_name_is_refused(base: Any, member: object) -> None:
    with pytest.raises(so.InvalidDefinition, match=r"Odd.*wire name"):
        names_of(base("Odd", {"FIRST": member}))


@pytest.mark.parametrize("name", ["Read Only", "Read,Only"])
def test_a_name_that_cannot_be_read_again_in_a_sum_of_flags_is_refused(name: str) -> None:
    base: Any = so.WireFlag
    with pytest.raises(so.InvalidDefinition, match=r"Odd.*Read.Only"):
        names_of(base("Odd", {"READ": (1, name), "WRITE": (2, "Write")}))
