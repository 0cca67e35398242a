"""How Hypothesis shows a carrier: as Python that makes it, without what it holds by default.

    User(rank=3, role=Role(tooltip=''))
    decode('{"rank":3,"X":null}', User)

A carrier that holds more than its attributes say is shown as its body. Whoever loads a strategy of
carriers has all carriers shown so.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

from hypothesis.vendor.pretty import RepresentationPrinter, for_type_by_name

from so_carriers.errors import SoCarriersError
from so_carriers.messages import encode
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.declared import tell_of_classes
from so_carriers.schema.identity import same_value
from so_carriers.schema.member import Member
from so_carriers.schema.types import is_carrier

_SECRET = "<secret>"


def register_printers() -> None:
    """Has Hypothesis show all carriers, and the dictionaries of a class, those declared later too."""
    tell_of_classes(_register_printer)


def _register_printer(declared: type[Any]) -> None:
    for_type_by_name(declared.__module__, declared.__name__, _print)


def _print(value: Any, printer: RepresentationPrinter, cycle: bool) -> None:
    """Prints a carrier or such a dictionary; values of secret members are left out, as in a repr."""
    name = type(value).__qualname__
    if cycle:
        printer.text(f"{name}(...)")
    elif isinstance(value, dict):
        with printer.group(4, f"{name}(", ")"):
            printer.pretty(dict(value))
    elif not is_carrier(type(value)):  # another class of the same name
        printer.text(repr(value))
    elif (body := _body_of(value)) is not None:
        printer.text(f"decode({body!r}, {name})")
    else:
        _print_call(value, name, printer)


def _print_call(carrier: Any, name: str, printer: RepresentationPrinter) -> None:
    with printer.group(4, f"{name}(", ")"):
        for number, (member, value) in enumerate(_told(carrier)):
            if number:
                printer.text(",")
            printer.breakable(" " if number else "")
            printer.text(f"{member.attribute}=")
            if member.secret or isinstance(value, enum.Enum):
                printer.text(_SECRET if member.secret else _enum_text(value))
            else:
                printer.pretty(value)


def _told(carrier: Any) -> Iterator[tuple[Member, Any]]:
    """The members that hold something else than when they are not named."""
    for member in schema_of(type(carrier)).members:
        value = getattr(carrier, member.attribute)
        if member.is_required or not same_value(value, member.absent_value()):
            yield member, value


def _enum_text(member: enum.Enum) -> str:
    named = type(member).__members__.get(member.name or "")
    name = type(member).__qualname__
    return f"{name}.{member.name}" if named is member else f"{name}({member.value!r})"


def _body_of(carrier: Any) -> str | None:
    """The body of a carrier that holds more than its attributes say; None where it is not to be shown."""
    if carrier._wire_state is None or _holds_secrets(carrier):
        return None
    try:
        return encode(carrier).decode()
    except SoCarriersError:
        return None


def _holds_secrets(value: Any) -> bool:
    if isinstance(value, (list, dict)):
        return any(map(_holds_secrets, value.values() if isinstance(value, dict) else value))
    if not is_carrier(type(value)):
        return False
    return any(
        member.secret or _holds_secrets(getattr(value, member.attribute)) for member, _ in _told(value)
    )
