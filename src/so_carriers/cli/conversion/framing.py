"""What stands around and between the records of an output."""

from __future__ import annotations

from typing import NamedTuple

from so_carriers.cli.conversion.errors import WrongUsage
from so_carriers.cli.conversion.formats import JSON_LINES, Format
from so_carriers.engines.python.xml_names import value_name
from so_carriers.schema.types import CarrierType, ListType


class Framing(NamedTuple):
    """The bytes around the records; `margin` begins each line of a record but the first."""

    before: bytes = b""
    between: bytes = b""
    after: bytes = b""
    empty: bytes = b""
    """The whole of an output without records."""
    margin: bytes = b""


def framing_of(target: Format, carrier: type, *, many: bool, indent: bool) -> Framing:
    """The framing of one body, or of many; raises WrongUsage where the format has no place for them."""
    if target.name == JSON_LINES:
        if indent:
            raise WrongUsage("JSON lines cannot be indented: each record is one line; --to json can be")
        return Framing(between=b"\n", after=b"\n")
    if not many:
        return Framing(after=b"\n" if indent else b"")
    if target.name == "xml":
        return _elements(value_name(ListType(CarrierType(carrier))).encode(), indent=indent)
    if target.name != "json":
        raise WrongUsage(f"{target.media_type} holds one body, and there are many; take --to json-lines")
    if indent:
        return Framing(b"[\n  ", b",\n  ", b"\n]\n", b"[]\n", b"\n  ")
    return Framing(b"[", b",", b"]", b"[]")


def _elements(root: bytes, *, indent: bool) -> Framing:
    begin, end = b"<" + root + b">", b"</" + root + b">"
    # Records are not moved to the right: lines within their texts would be, too.
    line = b"\n" if indent else b""
    return Framing(begin + line, line, line + end + line, begin + end + line)
