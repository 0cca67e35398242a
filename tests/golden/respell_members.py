"""Other ways to write which members there are: order, presence, names, unknown ones.

Each function changes a document in place.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

from tests.golden.document import BASE, Document, declares
from tests.golden.tokens import Members, Number

LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")

NAMES = (
    "$type",
    "a b",
    "",
    "é",
    "a.b:c",
    "__class__",
    "_wire_state",
    "__proto__",
    "associate_id",
    "AssociateId ",
    "\u0000",
    "😀",
    "0",
    '"quoted"',
    "a/b~c",
    "xsi:nil",
    "x" * 200,
)

NUMBERS = (
    "1.10",
    "1e400",
    "-0.0",
    "123456789012345678901234567890",
    "0.1e1",
    "1E5",
    "-1e-400",
    "9007199254740993",
    "18446744073709551616",
    "-9223372036854775809",
    "1.7976931348623157e309",
    "0.30000000000000004",
    "5e-324",
    "1e+2",
    "-0e0",
    "3.0",
)


def _not_read() -> Members:
    return Members([["not", Members([["read", Number("1")]])]])


# Order and presence.


def shuffle(document: Document) -> None:
    for members, _ in document.carriers():
        seed = str(document.pick(range(1000)))
        members.sort(key=lambda pair: zlib.crc32((seed + pair[0]).encode()))


def base_first(document: Document) -> None:
    for members, _ in document.carriers():
        members.sort(key=lambda pair: pair[0] not in BASE)


def drop_some(document: Document) -> None:
    for members, _ in document.carriers():
        members[:] = [pair for pair in members if not document.every(3)]


def drop_all(document: Document) -> None:
    for members, _ in document.carriers():
        if members is not document.root:
            members.clear()


def null_values(document: Document) -> None:
    for slot in document.slots("int32", "bool", "date-time", "enum", "flags"):
        if slot.is_member and not slot.nullable:
            slot.put(None)


def null_members(document: Document) -> None:
    for slot in document.slots():
        if slot.nullable and document.every(2):
            slot.put(None)


def null_items(document: Document) -> None:
    for slot in document.slots("array"):
        if slot.value is not None and slot.kind != "array<int32>":
            slot.value.insert(document.pick([0, len(slot.value)]), None)
    for dictionary in document.dictionaries():
        dictionary.append(["nothing", None])


def empty(document: Document) -> None:
    for slot in document.slots("array", "dict"):
        if document.every(2):
            slot.put([] if slot.kind.startswith("array") else Members())


# Unknown members.


def add_values(document: Document) -> None:
    values: list[Any] = [None, True, False, "", "text", "2024-09-04", Number("7"), [], Members()]
    nested = Members([["a", [Number("1"), Members([["b", None]])]], ["A", "other case"]])
    for members, _ in document.carriers():
        members.extend([f"New{index}", value] for index, value in enumerate([*values, values, nested]))


def add_everywhere(document: Document) -> None:
    for members, _ in document.carriers():
        for place in (0, len(members) // 2, len(members)):
            members.insert(place, [f"New{place}", Members([["TableRight", None]])])


def add_names(document: Document) -> None:
    for members, _ in document.carriers():
        members.extend([name, Number("1")] for name in NAMES)


def add_numbers(document: Document) -> None:
    for members, _ in document.carriers():
        members.extend([f"Number{index}", Number(token)] for index, token in enumerate(NUMBERS))
    document.carriers()[0][0].append(["Numbers", Members([["all", [Number(token) for token in NUMBERS]]])])


def add_deep(document: Document) -> None:
    array: Any = []
    tree: Any = Members()
    for _ in range(100):
        array, tree = [array], Members([["a", tree]])
    document.root.extend([["Array", array], ["Tree", tree]])


def repeat_unknown(document: Document) -> None:
    for members, _ in document.carriers():
        members.insert(0, ["Again", _not_read()])
        members.append(["Again", Members([["x", Number("1")], ["y", None], ["x", Number("2")]])])
    for dictionary in document.dictionaries():
        dictionary[:0] = [[key, None] for key in dictionary.names()]


# Names.


def _rename(document: Document, respell: Callable[[str], str]) -> None:
    for members, carrier in document.carriers():
        for pair in members:
            if declares(carrier, pair[0]):
                pair[0] = respell(pair[0])


def _camel(name: str) -> str:
    return name[:1].translate(LOWER) + name[1:]


def _upper(name: str) -> str:
    return name.translate(UPPER)


def camel_case(document: Document) -> None:
    _rename(document, _camel)


def lower_case(document: Document) -> None:
    _rename(document, lambda name: name.translate(LOWER))


def upper_case(document: Document) -> None:
    _rename(document, _upper)


def exact_among_others(document: Document) -> None:
    for members, _ in document.carriers():
        for pair in [*members[::3]]:
            place = next(index for index, other in enumerate(members) if other is pair)
            members[place : place + 1] = [
                [_camel(pair[0]), _not_read()],
                pair,
                [_upper(pair[0]), _not_read()],
            ]


def others_alone(document: Document) -> None:
    for members, _ in document.carriers():
        for pair in [*members[::3]]:
            members.append([_upper(pair[0]), pair[1]])
            pair[:] = [_camel(pair[0]), _not_read()]


def letters_outside_ascii(document: Document) -> None:
    # The long s and the Kelvin sign are s and k to str.casefold.
    _rename(document, lambda name: name.replace("s", "\u017f").replace("k", "\u212a"))


def repeat(document: Document) -> None:
    for members, _ in document.carriers():
        members[:0] = [[pair[0], _not_read()] for pair in members[::2]]


def keys_by_case(document: Document) -> None:
    for dictionary in document.dictionaries():
        keys = dictionary.names()
        others = dict.fromkeys([key.swapcase() for key in keys] + [key.lower() for key in keys])
        dictionary.extend([key, None] for key in others if key not in keys)
