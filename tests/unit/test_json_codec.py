"""Decoding JSON: roots of every type, names in every spelling, and code that is compiled on first use."""

from __future__ import annotations

import enum
import json
import threading
from collections.abc import Callable
from typing import Any

import pytest

import so_carriers as so
from so_carriers import DateTime, UserType
from so_carriers.engines.python.compiled import compiled_function
from so_carriers.testing.comparison.compact import compact


@so.carrier
class Item:
    id: so.int32 = so.member("Id", default=0)
    kind: str | None = so.member("Kind", default=None)
    is_so: bool = so.member("IsSo", default=False)


ROOTS: list[tuple[Any, str, Any]] = [
    (Item, '{"Id":3,"Kind":"x","IsSo":true}', Item(id=3, kind="x", is_so=True)),
    (Item | None, "null", None),
    (list[Item], "[]", []),
    (list[Item], '[{"Id":3,"Kind":null,"IsSo":false}]', [Item(id=3)]),
    (list[Item | None], "[null]", [None]),
    (list[Item] | None, "null", None),
    (list[list[so.Int32]], "[[1],[],[2,3]]", [[1], [], [2, 3]]),
    (dict[str, Item], "{}", {}),
    (dict[str, str | None], '{"a":null,"":"x","a.b":""}', {"a": None, "": "x", "a.b": ""}),
    (dict[str, list[bool]], '{"a":[true]}', {"a": [True]}),
    (so.FieldProperties, "{}", so.FieldProperties()),
    (so.CustomFields, '{"SuperOffice:1":"[I:3]"}', so.CustomFields({"SuperOffice:1": "[I:3]"})),
    (so.Int32, "851", 851),
    (int, "-9223372036854775808", -(2**63)),
    (int | None, "null", None),
    (bool, "true", True),
    (str, '""', ""),
    (str | None, '"null"', "null"),
    (DateTime, '"2024-09-04T12:01:28.5878372Z"', DateTime.fromisoformat("2024-09-04T12:01:28.5878372Z")),
    (UserType, '"Unknown"', UserType.UNKNOWN),
    (UserType | str, '"Hologram"', "Hologram"),
    (UserType | str | None, "null", None),
]


@pytest.mark.parametrize(("asked", "body", "value"), ROOTS)
def test_carriers_lists_dictionaries_scalars_and_null_are_roots(asked: Any, body: str, value: Any) -> None:
    found = so.decode(body.encode(), asked)
    assert found == value
    assert type(found) is type(value)
    assert so.identical(found, value)
    assert so.encode(found) == so.encode(found, type=asked) == body.encode()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Item, "an object"),
        (list[Item], "an array"),
        (dict[str, Item], "an object"),
        (so.CustomFields, "an object"),
        (so.Int32, "an integer from -2147483648 to 2147483647"),
        (bool, "true or false"),
        (str, "a text"),
        (DateTime, "a date and time (YYYY-MM-DDTHH:MM:SS)"),
        (UserType | str, "a name of UserType"),
    ],
)
def test_null_as_a_root_is_refused_where_the_type_allows_none(asked: Any, expected: str) -> None:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(b"null", asked)
    assert (caught.value.path, caught.value.expected, caught.value.found) == ("$", expected, "null")


@pytest.mark.parametrize(
    "body", [b"", b" ", b"\r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", "", "\ufeff", " "]
)
@pytest.mark.parametrize("asked", [Item, Item | None, list[Item], str, so.Int32])
def test_an_empty_body_is_refused_whatever_the_type(body: bytes | str, asked: Any) -> None:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(body, asked)
    assert caught.value.path == "$"
    assert caught.value.found == "an empty body"


@pytest.mark.parametrize(
    "asked", [[int], {}, 3, "Item", None, float, object, list, dict, list[float], dict[int, str]]
)
def test_what_is_no_type_to_read_is_refused_as_a_definition(asked: Any) -> None:
    with pytest.raises(so.InvalidDefinition):
        so.decode(b"null", asked)


@pytest.mark.parametrize(
    ("body", "id_", "unknown"),
    [
        ('{"Id":1,"Kind":null,"Id":2}', 2, {}),
        (r'{"Id":1,"Kind":null,"\u0049d":2}', 2, {}),
        ('{"id":1,"Id":2,"ID":3}', 2, {"id": 1, "ID": 3}),
        ('{"Id":2,"id":1,"ID":3}', 2, {"id": 1, "ID": 3}),
        ('{"id":1,"ID":3,"iD":2}', 2, {"id": 1, "ID": 3}),
        ('{"id":1,"ID":2,"id":3}', 2, {"id": 3}),
        ('{"id":"no number","Id":2}', 2, {"id": "no number"}),
        ('{"X":1,"X":{"a":1,"a":[2]}}', 0, {"X": {"a": [2]}}),
        ('{"x":1,"X":2}', 0, {"x": 1, "X": 2}),
        ('{"is_so":1,"id ":2,"":3}', 0, {"is_so": 1, "id ": 2, "": 3}),
        (
            '{"\u212aind":"K","Is\u017fo":true,"\u0131d":7,"\u0130d":8}',
            0,
            {"\u212aind": "K", "Is\u017fo": True, "\u0131d": 7, "\u0130d": 8},
        ),
        ('{"ID":5,"\u212aIND":"x","kIND":"y"}', 5, {"\u212aIND": "x"}),
    ],
)
def test_the_exact_name_is_the_member_else_the_last_in_another_ascii_case(
    body: str, id_: int, unknown: dict[str, Any]
) -> None:
    item = so.decode(body, Item)
    assert item.id == id_
    assert so.unknown_members(item) == unknown
    assert so.encode(item) == compact(body)


@pytest.mark.parametrize(
    "body", ['{"Id":1,"id":2,"X":3}', '{"id":1,"ID":2,"X":3}', '{"iD":1,"X":3,"id":2,"Id":1}']
)
def test_a_member_that_is_set_absent_is_left_out_in_every_spelling(body: str) -> None:
    item = so.decode(body, Item)
    so.set_absent(item, "id")
    assert so.encode(item) == b'{"X":3}'
    assert so.identical(so.decode(so.encode(item), Item), item)


@so.carrier
class Numbers:
    numbers: list[so.int32] = so.member("Numbers", default_factory=list)


def test_a_spelling_inside_the_only_member_of_a_carrier_is_kept() -> None:
    body = b'[{"Numbers":["3"]},{"Numbers":[3]},{"Numbers":[3.0]},{"Numbers":["3"]}]'
    assert so.encode(so.decode(body, list[Numbers])) == body


@so.carrier
class Nothing:
    """A carrier without members: all that comes is unknown."""


@pytest.mark.parametrize("body", ["{}", '{"X":1.10,"":[{}]}'])
def test_a_carrier_without_members_keeps_everything_as_unknown(body: str) -> None:
    nothing = so.decode(body, Nothing)
    assert len(so.unknown_members(nothing)) == len(json.loads(body))
    assert so.encode(nothing) == so.encode(nothing, type=Nothing) == body.encode()
    assert so.encode([Nothing()]) == b"[{}]"


Switches = enum.Flag("Switches", "A B C D E F G H I J K L M N")


@so.carrier
class Panel:
    switches: Switches | str = so.member("Switches", default=Switches(0))


def test_sums_of_standard_flags_are_equal_however_many_were_read() -> None:
    body = json.dumps([{"Switches": number} for number in range(3_000)], separators=(",", ":"))
    panels, again = (so.decode(body, list[Panel]) for _ in range(2))
    assert panels == again
    assert so.identical(panels, again)
    assert so.encode(panels) == body.encode()
    assert panels[-1].switches == Switches(2_999)


@so.carrier
class Odd:
    """Defaults that no body can say."""

    number: so.int32 = so.member("Number", default=None)
    text: str = so.member("Text", default=7)
    numbers: list[so.int32] = so.member("Numbers", default=())
    part: Item = so.member("Part", default=None)


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        '{"Number":1}',
        '{"Number":null,"Text":null,"Numbers":null,"Part":null}',
        '{"Text":null,"Part":null}',
        '{"X":1,"Numbers":[1]}',
    ],
)
def test_an_absent_member_whose_default_cannot_be_written_is_left_out(body: str) -> None:
    odd = so.decode(body, Odd)
    assert so.encode(odd) == body.encode()
    assert so.encode([odd]) == f"[{body}]".encode()


def test_a_default_that_cannot_be_written_is_refused_where_it_is_present() -> None:
    with pytest.raises(so.EncodeError) as caught:
        so.encode(Odd())
    assert caught.value.path == "$.Number"


def test_a_function_that_was_handed_out_before_it_was_compiled_compiles_nothing_twice() -> None:
    made: list[object] = []

    def compile_for(schema: so.CarrierSchema) -> Callable[[int], int]:
        made.append(schema)
        return lambda number: number + 1

    function = compiled_function(so.schema_of(Item), compile_for)
    early, names = function.call, dict[str, Any]()
    function.bind(names, "bound")
    assert [early(1), early(1), function.call(1), names["bound"](1)] == [2, 2, 2, 2]
    assert made == [so.schema_of(Item)]


def test_a_class_is_compiled_once_whichever_of_many_threads_comes_first() -> None:
    @so.carrier
    class Fresh:
        item: Item | None = so.member("Item", default=None)
        twins: list[Fresh] = so.member("Twins", default_factory=list)

    body = b'{"Item":{"Id":1,"Kind":null,"IsSo":false},"Twins":[{"Item":null,"Twins":[]}]}'
    start = threading.Barrier(16)
    written: list[bytes] = []

    def work() -> None:
        start.wait()
        written.append(so.encode(so.decode(body, Fresh)))

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert written == [body] * 16
