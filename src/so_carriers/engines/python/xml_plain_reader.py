"""Plain XML to documents without a tree, by a function compiled for each carrier class.

Plain is what our own encoder writes without extensions: declared names in declared order,
no white space between elements, no attribute but `xsi:nil`. The functions match it
literally, so that what they take is well-formed; at the first thing that is otherwise they
raise `NotPlain`, and lxml reads the whole. Reading the tree that lxml makes takes twice as
long as making it, and five times as long as this.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from so_carriers.engines.python.compiled import CompiledFunction, compile_function, compiled_function
from so_carriers.engines.python.xml_names import NIL, SCHEMA_INSTANCE
from so_carriers.engines.python.xml_plain import NotPlain, must_count
from so_carriers.engines.python.xml_plain_reader_source import PlainReaderSource
from so_carriers.engines.python.xml_scalars import scalar_node
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.types import ValueType
from so_carriers.settings import Limits

_SCHEMA = "http://www.w3.org/2001/XMLSchema"
_XSI, _XSD = f' xmlns:xsi="{SCHEMA_INSTANCE}"', f' xmlns:xsd="{_SCHEMA}"'
_DECLARES_NIL = {"": False, _XSD: False, _XSI: True, _XSI + _XSD: True, _XSD + _XSI: True}
_BEGINNING = re.compile(
    r"""(?:<\?xml version="1\.0"(?: encoding="[Uu][Tt][Ff]-8")?(?: standalone="(?:yes|no)")?\?>)?"""
    r"""[ \t\n]*<([A-Za-z_][A-Za-z0-9_]*+)([^<>&]*+)>"""
)
# A carriage return would have to be read as a line feed. U+FFFE and U+FFFF begin with EF BF in UTF-8.
_USUAL = bytes({9, 10, *range(32, 256)})
_REFERENCES = {"amp": "&", "apos": "'", "gt": ">", "lt": "<", "quot": '"', "#13": "\r", "#xD": "\r"}


def plain_document(text: str, declared: ValueType, limits: Limits) -> Any:
    """The document of plain XML; raises NotPlain for any other."""
    beginning = _BEGINNING.match(text)
    if beginning is None or len(text) > limits.text or must_count(limits):
        raise NotPlain
    root, declarations = beginning.groups()
    declares_nil = _DECLARES_NIL.get(declarations)
    if declares_nil is None or (not declares_nil and NIL in text):
        raise NotPlain
    if _has_odd_characters(text):
        raise NotPlain
    document, end = _root_reader(declared)(text, beginning.end(), limits.depth, "&" in text)
    if not text.startswith(f"</{root}>", end) or text[end + len(root) + 3 :].strip(" \t\n"):
        raise NotPlain
    return document


def _has_odd_characters(text: str) -> bool:
    """Whether there are characters that XML does not have, or that are read as others."""
    try:
        octets = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return True
    return bool(octets.translate(None, _USUAL)) or b"\xef\xbf" in octets


def _unescaped(text: str) -> str:
    """The text with its references replaced; raises NotPlain for rare ones."""
    first, *others = text.split("&")
    pieces = [first]
    for other in others:
        name, semicolon, rest = other.partition(";")
        if not semicolon or name not in _REFERENCES:
            raise NotPlain
        pieces += _REFERENCES[name], rest
    return "".join(pieces)


@lru_cache(256)
def _root_reader(declared: ValueType) -> Callable[[str, int, int, bool], tuple[Any, int]]:
    names = _names()
    source = PlainReaderSource(names, _bind)
    return compile_function("read", "\n".join(source.root_lines(declared)), names, "xml reader of a root")


def _carrier_reader(carrier: type[Any]) -> CompiledFunction:
    """The function that reads the content of such a carrier's element."""
    return compiled_function(carrier.__carrier_schema__, _compile_carrier_reader)


def _compile_carrier_reader(schema: CarrierSchema) -> Callable[..., Any]:
    names = _names()
    source = PlainReaderSource(names, _bind)
    return compile_function("read", "\n".join(source.lines(schema)), names, f"xml reader of {schema.name}")


def _names() -> dict[str, Any]:
    return {"NotPlain": NotPlain, "scalar_node": scalar_node, "unescaped": _unescaped}


def _bind(names: dict[str, Any], carrier: type[Any], name: str) -> None:
    _carrier_reader(carrier).bind(names, name)
