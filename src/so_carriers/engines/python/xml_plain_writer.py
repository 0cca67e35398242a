"""Plain values to XML, by a function compiled for each carrier class.

Plain is what needs no attribute but `xsi:nil` and has no error: scalars in canonical
spelling, members under their declared names. For all else `NotPlain` is raised, and the
general writer does the whole again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from so_carriers.engines.python.compiled import CompiledFunction, compile_function, compiled_function
from so_carriers.engines.python.documents import members_of, unfilled_document_of
from so_carriers.engines.python.json_values import Writing, write_member
from so_carriers.engines.python.xml_names import KEY, NIL, VALUE, entry_name, is_element_name, value_name
from so_carriers.engines.python.xml_plain import NotPlain, must_count
from so_carriers.engines.python.xml_plain_writer_source import PlainWriterSource
from so_carriers.engines.python.xml_scalars import written_scalar
from so_carriers.engines.python.xml_text import FORBIDDEN, SPECIAL, escaped_text
from so_carriers.errors import InvalidValue
from so_carriers.schema.carrier_schema import CarrierSchema
from so_carriers.schema.types import CarrierType, DictionaryType, EnumType, ListType, TextType, ValueType
from so_carriers.settings import Limits
from so_carriers.values.date_time import DateTime

_MOST_KEPT = 256
_LONGEST_KEPT = 200


def plain_xml(value: Any, declared: ValueType | None, limits: Limits) -> str:
    """The XML of a plain value without the declarations of namespaces; raises NotPlain for any other.

    Raises EncodeError with the path of what is not of its type.
    """
    if declared is None or must_count(limits):
        raise NotPlain
    writing = Writing(limits, None)
    root = unfilled_document_of(value, declared, writing)
    text = _root_writer(declared)(root, writing)
    if writing.is_deep or len(text) > limits.text:
        raise NotPlain
    return text


@lru_cache(256)
def _root_writer(declared: ValueType) -> Write:
    return _element_writer(value_name(declared), declared)


Write = Callable[[Any, Writing], str]
"""From a node of a document, in which carriers may have been left, to an element."""


def _element_writer(name: str, declared: ValueType) -> Write:
    """What writes the nodes of a type as elements of one name."""
    nil, empty = f"<{name}{NIL}/>", f"<{name}/>"
    write_content = _CONTENT_WRITERS.get(type(declared), _scalar_writer)(declared)

    def write(node: Any, writing: Writing) -> str:
        if node is None:
            return nil
        content = write_content(node, writing)
        return f"<{name}>{content}</{name}>" if content or node == "" else empty

    return write


def _carrier_writer(declared: CarrierType) -> Write:
    write_some = _members_writer(declared.carrier.__carrier_schema__)

    def write(node: Any, writing: Writing) -> str:
        if node.__class__ is dict:
            return write_some(node, writing)
        writing.left -= 1
        if writing.left < 0:
            raise NotPlain
        text: str = carrier_writer(node.__class__).call(node, writing)
        return text

    return write


def _members_writer(schema: CarrierSchema) -> Write:
    """What writes members some of which are absent, or which stand in an order of their own."""
    writers: dict[str, Write] = {}

    def write(node: dict[str, Any], writing: Writing) -> str:
        if not writers:
            # Not before, as carriers may contain each other.
            writers.update(_writers_by_name(schema))
        try:
            return "".join([writers[name](value, writing) for name, value in node.items()])
        except KeyError:
            raise NotPlain from None

    return write


def _writers_by_name(schema: CarrierSchema) -> dict[str, Write]:
    return {
        member.name: _element_writer(member.name, member.type)
        for member in schema.members
        if is_element_name(member.name)
    }


def _list_writer(declared: ListType) -> Write:
    write_item = _element_writer(value_name(declared.item), declared.item)
    return lambda node, writing: "".join([write_item(item, writing) for item in node])


def _dictionary_writer(declared: DictionaryType) -> Write:
    entry = entry_name(declared.value)
    write_key, write_value = _element_writer(KEY, TextType()), _element_writer(VALUE, declared.value)

    def write(node: Any, writing: Writing) -> str:
        if len(node) > writing.limits.members or not all(key.__class__ is str for key in node):
            raise NotPlain
        return "".join(
            [
                f"<{entry}>{write_key(key, writing)}{write_value(value, writing)}</{entry}>"
                for key, value in node.items()
            ]
        )

    return write


def _text_writer(_declared: TextType) -> Write:
    return lambda node, _writing: _escaped(node)


def _scalar_writer(declared: ValueType) -> Write:
    kept: dict[Any, str] = {}

    def write(node: Any, _writing: Writing) -> str:
        content = kept.get(node)
        if content is None:
            text, token = written_scalar(declared, node)
            if token is not None:
                raise NotPlain
            content = _escaped(text)
            # Names of enums come again and again. What is kept is bounded: they are the peer's.
            if isinstance(declared, EnumType) and len(kept) < _MOST_KEPT and len(text) <= _LONGEST_KEPT:
                kept[node] = content
        return content

    return write


def _escaped(text: str) -> str:
    if SPECIAL.search(text) is None:
        return text
    if FORBIDDEN.search(text):
        raise NotPlain
    return escaped_text(text)


_CONTENT_WRITERS: dict[type[ValueType], Callable[[Any], Write]] = {
    CarrierType: _carrier_writer,
    DictionaryType: _dictionary_writer,
    ListType: _list_writer,
    TextType: _text_writer,
}


def carrier_writer(carrier: type[Any]) -> CompiledFunction:
    """The function that writes the members of such a carrier."""
    return compiled_function(carrier.__carrier_schema__, _compile_carrier_writer)


def _compile_carrier_writer(schema: CarrierSchema) -> Callable[..., Any]:
    write_some = _members_writer(schema)

    def write_odd(carrier: Any, writing: Writing) -> str:
        """Writes a carrier with a wire state, or with a value that is not canonical."""
        writing.left += 1
        members = members_of(carrier, writing)
        if writing.is_deep:
            raise NotPlain
        return write_some(members, writing)

    if not all(is_element_name(member.name) for member in schema.members):
        return write_odd
    names: dict[str, Any] = {
        "ALL_ABSENT": schema.all_absent_state,
        "DateTime": DateTime,
        "InvalidValue": InvalidValue,
        "NotPlain": NotPlain,
        "escaped": _escaped,
        "write_member": write_member,
        "write_odd": write_odd,
    }
    source = PlainWriterSource(schema, names, lambda carrier, name: carrier_writer(carrier).bind(names, name))
    for i, member in source.by_document:
        names[f"W{i}"] = _element_writer(member.name, member.type)
    return compile_function("write", "\n".join(source.lines()), names, f"xml writer of {schema.name}")
