"""What `so-carriers carriers` prints."""

from __future__ import annotations

import dataclasses
import difflib
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

import so_carriers
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.member import Member
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
from so_carriers.schema_documents.described_types import first_sentence
from so_carriers.values.ascii_case import fold


def all_carriers() -> dict[str, type[Any]]:
    """Every carrier of the library by name, requests last."""
    found = {name: getattr(so_carriers, name) for name in so_carriers.__all__ if name[0].isupper()}
    named = {name: value for name, value in found.items() if is_carrier(value)}
    return dict(sorted(named.items(), key=lambda item: (item[0].endswith("Request"), item[0])))


def carrier_called(name: str) -> type[Any] | None:
    """The carrier of that name, in any case; None where there is none."""
    folded = fold(name)
    return next((carrier for known, carrier in all_carriers().items() if fold(known) == folded), None)


def no_such_carrier(name: str) -> str:
    """What to say of a name that is no carrier's: that, and which are close."""
    folded = {fold(known): known for known in all_carriers()}
    close = difflib.get_close_matches(fold(name), folded, n=3)
    hint = f"; did you mean {', '.join(folded[match] for match in close)}?" if close else ""
    return f"There is no carrier {name!r}{hint}"


def show_all(console: Console) -> None:
    """Prints a line for each carrier."""
    table = Table("Carrier", "Members", "What it is")
    named = all_carriers()
    for name, carrier in named.items():
        table.add_row(name, str(len(schema_of(carrier).members)), escape(first_sentence(carrier)))
    console.print(table)
    console.print(
        f"{len(named)} carriers; so-carriers carriers NAME shows the members of one", highlight=False
    )


def show_one(console: Console, name: str) -> bool:
    """Prints the members of the carrier of that name, in any case; False where there is none."""
    carrier = carrier_called(name)
    if carrier is None:
        console.print(escape(no_such_carrier(name)), highlight=False)
        return False
    schema = schema_of(carrier)
    console.print(f"[bold]{schema.name}[/]: {escape(first_sentence(carrier))}", highlight=False)
    table = Table(
        Column("Attribute", no_wrap=True),
        Column("Name on the wire", no_wrap=True),
        Column("Type", overflow="fold"),
        Column("Default", overflow="fold"),
        "",
        box=box.SIMPLE,
        padding=(0, 1, 0, 0),
    )
    for member in schema.members:
        table.add_row(
            member.attribute, member.name, escape(describe(member.type)), _default(member), _remarks(member)
        )
    console.print(table)
    return True


def describe(declared: ValueType) -> str:
    """A type as NetServer's documents write it, such as `array<Role>`; `?` says that null is allowed."""
    return _name(declared) + ("?" if declared.nullable else "")


def _name(declared: ValueType) -> str:
    match declared:
        case IntegerType():
            return declared.name
        case EnumType():
            return f"{'flags' if declared.names.is_flags else 'enum'}<{declared.names.enum_class.__name__}>"
        case CarrierType():
            return declared.carrier.__name__
        case ListType():
            return f"array<{describe(declared.item)}>"
        case DictionaryType():
            return f"dict<string,{describe(declared.value)}>"
    return _PLAIN_NAMES[type(declared)]


_PLAIN_NAMES: dict[type[ValueType], str] = {
    BooleanType: "bool",
    TextType: "string",
    DateTimeType: "date-time",
}


def _default(member: Member) -> str:
    if member.default is dataclasses.MISSING and member.default_factory is dataclasses.MISSING:
        return "required"
    return escape(str(member.absent_value()))


def _remarks(member: Member) -> str:
    return ", ".join(word for word, holds in (("key", member.key), ("secret", member.secret)) if holds)
