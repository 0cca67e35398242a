"""The short way for simple forms, by functions compiled for each carrier class.

A class has one where all its members are texts, integers and booleans. The short way is
for forms that name all members once, in order and by their own names, with every value in
its canonical spelling, and for carriers that are written so; it gives None for all others,
and for those in which anything is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from so_carriers.engines.python.compiled import CompiledFunction, compile_function, compiled_function
from so_carriers.engines.python.form_pairs import escaped, unescaped
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.member import Member
from so_carriers.schema.types import BooleanType, IntegerType, TextType, ValueType

_SIMPLE_NAME = re.compile(r"[A-Za-z0-9_]+")


def reader_of(schema: CarrierSchema) -> CompiledFunction:
    """The function that reads a simple form in UTF-8, `(body, limits)`, as a carrier, or gives None."""
    return schema.compiled.get(_compile_reader) or compiled_function(schema, _compile_reader)


def writer_of(schema: CarrierSchema) -> CompiledFunction:
    """The function that writes such a carrier, `(carrier, limits)`, as a simple form, or gives None."""
    return schema.compiled.get(_compile_writer) or compiled_function(schema, _compile_writer)


def _compile_reader(schema: CarrierSchema) -> Callable[..., Any]:
    if not _is_simple(schema):
        return _decline
    pattern = "&".join(f"{member.name}={_pattern(member.type)}" for member in schema.members)
    names: dict[str, Any] = {
        "Blank": schema.blank,
        "Carrier": schema.carrier,
        "match": re.compile(pattern).fullmatch,
        "new": object.__new__,
        "unescaped": unescaped,
    }
    source = "\n".join(_reader_lines(schema))
    return compile_function("read", source, names, f"form reader of {schema.name}")


def _compile_writer(schema: CarrierSchema) -> Callable[..., Any]:
    if not _is_simple(schema):
        return _decline
    source = "\n".join(_writer_lines(schema))
    return compile_function("write", source, {"escaped": escaped}, f"form writer of {schema.name}")


def _decline(*_arguments: Any) -> None:
    return None


def _is_simple(schema: CarrierSchema) -> bool:
    return bool(schema.members) and all(
        isinstance(member.type, (BooleanType, IntegerType, TextType)) and _SIMPLE_NAME.fullmatch(member.name)
        for member in schema.members
    )


def _pattern(declared: ValueType) -> str:
    if isinstance(declared, IntegerType):
        # As many digits as are in range whatever they are; the general way judges the others.
        digits = min(len(str(declared.highest)), len(str(-declared.lowest))) - 1
        return f"(0|-?[1-9][0-9]{{0,{digits - 1}}})"
    return "(true|false)" if isinstance(declared, BooleanType) else "([^&]*)"


def _reader_lines(schema: CarrierSchema) -> Iterator[str]:
    members = schema.members
    values = "".join(f"v{i}, " for i in range(len(members)))
    yield "def read(body, limits):"
    yield from _limit_lines(members)
    yield "    try:"
    yield "        found = match(body.decode())"
    yield "    except UnicodeDecodeError:"
    yield "        return None"
    yield "    if found is None:"
    yield "        return None"
    yield f"    {values}= found.groups()"
    yield "    carrier = new(Blank)"
    for i, member in enumerate(members):
        value = f"v{i}"
        if isinstance(member.type, IntegerType):
            value = f"int(v{i})"
        elif isinstance(member.type, BooleanType):
            value = f"v{i} == 'true'"
        else:
            yield f"    if '%' in v{i} or '+' in v{i}:"
            yield f"        v{i} = unescaped(v{i})"
            yield f"        if v{i} is None:"
            yield "            return None"
        yield f"    carrier.{member.attribute} = {value}"
    yield "    carrier._wire_state = None"
    yield "    carrier.__class__ = Carrier"
    yield "    return carrier"


def _writer_lines(schema: CarrierSchema) -> Iterator[str]:
    members = schema.members
    yield "def write(carrier, limits):"
    yield "    if carrier._wire_state is not None:"
    yield "        return None"
    yield from _limit_lines(members)
    yield "    try:"
    for i, member in enumerate(members):
        yield f"        v{i} = carrier.{member.attribute}"
        if isinstance(member.type, BooleanType):
            yield f"        if v{i} is True:"
            yield f"            v{i} = 'true'"
            yield f"        elif v{i} is False:"
            yield f"            v{i} = 'false'"
            yield "        else:"
        elif isinstance(member.type, IntegerType):
            yield f"        if v{i}.__class__ is not int or not {_range(member.type, f'v{i}')}:"
        else:
            yield f"        if v{i}.__class__ is str:"
            yield f"            if not (v{i}.isalnum() and v{i}.isascii()):"
            yield f"                v{i} = escaped(v{i})"
            yield "        else:"
        yield "            return None"
    body = "&".join(f"{member.name}={{v{i}}}" for i, member in enumerate(members))
    yield f"        body = f'{body}'.encode('ascii')"
    yield "        return body if len(body) <= limits.body else None"
    yield "    except UnicodeEncodeError:"
    yield "        return None"


def _limit_lines(members: Sequence[Member]) -> Iterator[str]:
    yield f"    if limits.pairs < {len(members)} or limits.members < {len(members)}:"
    yield "        return None"


def _range(declared: IntegerType, value: str) -> str:
    return f"{declared.lowest} <= {value} <= {declared.highest}"
