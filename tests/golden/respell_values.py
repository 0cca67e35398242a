"""Other ways to write values: numbers, booleans, enums, flags, dates.

Each function changes a document in place.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from tests.golden.document import Document
from tests.golden.tokens import Number


def _change(document: Document, head: str, change: Callable[[Any], Any]) -> None:
    for slot in document.slots(head):
        if slot.value is not None:
            slot.put(change(slot.value))


def integer_fractions(document: Document) -> None:
    _change(document, "int32", lambda n: Number(n + document.pick([".0", ".00", ".0000000000"])))


def integer_exponents(document: Document) -> None:
    def respell(number: Number) -> Number:
        sign, digits = number[: number.startswith("-")], number.lstrip("-")
        small = f"{sign}0.{digits}e{len(digits)}"
        tenth = f"{number}0e-1" if digits != "0" else "0.0e-1"
        return Number(document.pick([f"{number}e0", f"{number}E+00", f"{number}.0e0", tenth, small]))

    _change(document, "int32", respell)


def integer_texts(document: Document) -> None:
    _change(document, "int32", lambda number: number[:])


def boolean_texts(document: Document) -> None:
    spellings = {True: ("true", "TRUE", "True", "tRuE"), False: ("false", "FALSE", "False", "fAlSe")}
    _change(document, "bool", lambda value: document.pick(spellings[value]))


def _change_names(document: Document, head: str, change: Callable[[str, dict[str, int]], Any]) -> None:
    for slot in document.slots(head):
        names = slot.enum()
        if slot.value is not None and names:
            slot.put(change(slot.value, names))


def _any_case(document: Document, head: str) -> None:
    cases = (str.lower, str.upper, str.swapcase)
    _change_names(document, head, lambda text, _: document.pick(cases)(text))


def enum_case(document: Document) -> None:
    _any_case(document, "enum")


def enum_numbers(document: Document) -> None:
    _change_names(document, "enum", lambda text, names: Number(names[text]))


def enum_number_texts(document: Document) -> None:
    _change_names(document, "enum", lambda text, names: str(names[text]))


def enum_unknown(document: Document) -> None:
    texts = ("HologramAssociate", "x-future", "Ünknown", "Unknown 2")
    _change_names(document, "enum", lambda *_: document.pick(texts))


def flag_case(document: Document) -> None:
    _any_case(document, "flags")


def flag_blanks(document: Document) -> None:
    _change_names(document, "flags", lambda text, _: text.replace(", ", " "))


def flag_commas(document: Document) -> None:
    _change_names(document, "flags", lambda text, _: ",".join(reversed(text.split(", "))))


def _flags(document: Document, table: Iterable[Any], field: Iterable[Any]) -> None:
    pools = {"flags<ETableRight>": itertools.cycle(table), "flags<EFieldRight>": itertools.cycle(field)}
    for slot in document.slots("flags"):
        slot.put(next(pools[slot.kind]))


def flag_composites(document: Document) -> None:
    _flags(
        document,
        [
            "UR",
            "RI",
            "URI",
            "UDR",
            "FULL",
            "RF",
            "FI",
            "URU",
            "WRITE",
            "UDR, Filtering",
            "FULL, RF",
            "WRITE Delete",
        ],
        ["Update", "UIHints", "Update, UIHints", "Update UIHintMandatory", "UIHints, Nullable"],
    )


def flag_aliases(document: Document) -> None:
    _flags(
        document,
        ["R", "F", "R, Update", "F, R", "R F Delete"],
        ["FULL", "Unused4", "Nullable", "FULL, Nullable", "Unused4 Read"],
    )


_MASK_NUMBERS = ("0", "1", "3", "5", "7", "11", "15", "35", "37", "64", "128", "192", "1024", "1025")


def flag_numbers(document: Document) -> None:
    numbers = [Number(number) for number in _MASK_NUMBERS]
    _flags(document, numbers, numbers)


def flag_number_texts(document: Document) -> None:
    _flags(document, _MASK_NUMBERS, _MASK_NUMBERS)


def flag_unknown(document: Document) -> None:
    texts = ("Teleport", "Select, Teleport", "Update Teleport", "Read,Teleport")
    _flags(document, texts, texts)


# Dates.

_MOMENTS = ("2024-09-04T12:01:28", "1999-12-31T23:59:59", "2020-02-29T00:00:00")
_FRACTIONS = ("", ".5", ".58", ".587", ".5878", ".58783", ".587837", ".5878372")
_NO_ZONE = ("",)
_Z = ("Z",)
_OFFSETS = ("+01:00", "+02:00", "-05:00", "+05:30", "-09:30", "+14:00", "-14:00")
_PLAIN_OFFSETS = ("+0100", "-0500", "+0530", "-0930", "+1400", "-1400")
_ZERO_OFFSETS = ("+00:00", "-00:00", "Z", "+0000", "-0000", "")
_ENDS = ("0001-01-01T00:00:00", "9999-12-31T23:59:59.9999999", "0001-01-01T00:00:00.0000001")


def _dates(
    moments: Iterable[str], fractions: Iterable[str], zones: Iterable[str]
) -> Callable[[Document], None]:
    texts = ["".join(parts) for parts in itertools.product(moments, fractions, zones)]

    def change(document: Document) -> None:
        spellings = itertools.cycle(texts)
        _change(document, "date-time", lambda _: next(spellings))

    return change


DATES = {
    "dates-no-zone": _dates(_MOMENTS, _FRACTIONS, _NO_ZONE),
    "dates-z": _dates(_MOMENTS, _FRACTIONS, _Z),
    "dates-offset": _dates(_MOMENTS, _FRACTIONS, _OFFSETS),
    "dates-offset-plain": _dates(_MOMENTS, _FRACTIONS, _PLAIN_OFFSETS),
    "dates-zero-offset": _dates(_MOMENTS, _FRACTIONS, _ZERO_OFFSETS),
    "dates-trailing-zeros": _dates(
        _MOMENTS, (".0", ".50", ".5000000", ".0000000", ".1234560"), ("", "Z", "+02:00")
    ),
    "dates-alone": _dates(("2024-09-04", "0001-01-01", "9999-12-31", "2020-02-29"), _NO_ZONE, _NO_ZONE),
    "dates-first-and-last": _dates(
        _ENDS, _NO_ZONE, (*_NO_ZONE, *_Z, *_OFFSETS, *_PLAIN_OFFSETS, *_ZERO_OFFSETS)
    ),
}


def minus_zero(document: Document) -> None:
    _change(document, "int32", lambda number: Number("-0") if document.every(2) else number)
    zeros = [Number("-0"), Number("-0.0"), Number("-0e0"), Number("0")]
    for members, _ in document.carriers():
        members.append(["Zeros", zeros])


REFUSED_DATES = {
    "dates-offset-plain",
    "dates-zero-offset",
    "dates-trailing-zeros",
    "dates-alone",
    "dates-first-and-last",
}
"""What strict reading refuses of these, since .NET would write it in another way."""
