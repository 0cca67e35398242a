"""Readers of XML and forms with one defect each, and writers by which formats come to disagree."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Callable
from typing import Any

import so_carriers as so
from so_carriers.testing.comparison.documents import exact_document
from so_carriers.values.ascii_case import fold

XML = "application/xml"


def edited_before(pattern: bytes, edit: bytes) -> Callable[..., Any]:
    """Decoding of a body in which something was replaced."""
    return lambda body, asked, media_type: so.decode(re.sub(pattern, edit, body), asked, media_type)


def edited_after(edit: Callable[[Any], Any], media_type: str) -> Callable[..., Any]:
    """Decoding of a value that is changed then, if it was read from this format."""

    def decode(body: bytes, asked: Any, read_from: str) -> Any:
        value = so.decode(body, asked, read_from)
        return edit(value) if read_from == media_type else value

    return decode


def without_unknown(user: so.User) -> so.User:
    """The same without the members that the class does not declare."""
    unknown = so.unknown_members(user)
    return so.decode(so.encode({name: item for name, item in written(user) if name not in unknown}), so.User)


def written(user: so.User) -> list[tuple[str, Any]]:
    """What is written of a user, as JSON has it."""
    return [*exact_document(so.encode(user)).items()]


# --- reading XML


def with_stripped_texts(user: so.User) -> so.User:
    for attribute in ("name", "tooltip", "request_signature", "user_name", "nick_name"):
        text = getattr(user, attribute)
        if text is not None and text != text.strip():
            setattr(user, attribute, text.strip())
    return user


takes_nil_for_empty = edited_before(rb' xsi:nil="true"', b"")
takes_empty_texts_for_null = edited_before(
    rb"<(Name|Tooltip|EjUserId)(?:/>|></\1>)",
    rb'<\1 xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>',
)
strips_the_texts_it_reads = edited_after(with_stripped_texts, XML)
reads_declared_members_only = edited_after(without_unknown, XML)


# --- reading forms

leaves_plus_as_it_is = edited_before(rb"\+", b"%2B")
leaves_out_empty_texts = edited_before(rb"(?:^|(?<=&))[^&=]+=(?:&|$)", b"")


def unescapes_twice(body: bytes, asked: Any, media_type: str) -> Any:
    """What is escaped in a value is read as if the value were a body."""
    pairs = urllib.parse.parse_qsl(body.decode(), keep_blank_values=True)
    twice = [(name, urllib.parse.unquote_plus(value)) for name, value in pairs]
    return so.decode(urllib.parse.urlencode(twice), asked, media_type)


# --- writing in one format otherwise than in others


def edited_in_xml(edit: Callable[[Any], Any]) -> Callable[..., bytes]:
    """Encoding that changes what it writes, in XML alone."""
    return lambda value, media_type, **options: so.encode(
        edit(value) if media_type == XML else value, media_type, **options
    )


def in_declared_order(user: so.User) -> so.User:
    """The same, its members in their order and the unknown ones after them."""
    places = {fold(member.name): at for at, member in enumerate(so.schema_of(so.User).members)}
    ordered = sorted(written(user), key=lambda each: places.get(fold(each[0]), len(places)))
    return so.decode(so.encode(dict(ordered)), so.User)


def without_null(user: so.User) -> so.User:
    """The same, what is null left out."""
    kept = {name: item for name, item in written(user) if item is not None}
    return so.decode(so.encode(kept), so.User)


writes_xml_without_unknown_members = edited_in_xml(without_unknown)
writes_xml_without_null = edited_in_xml(without_null)
writes_xml_in_the_declared_order = edited_in_xml(in_declared_order)


def refuses_null_in_json(value: Any, media_type: str, **options: Any) -> bytes:
    """As a careless writer does that takes a missing value for a mistake."""
    if media_type == "application/json" and None in dict(written(value)).values():
        raise so.EncodeError("a value", "null")
    return so.encode(value, media_type, **options)


def refuses_everything_in_xml(value: Any, media_type: str, **options: Any) -> bytes:
    """A format that refuses whatever it is given agrees with all others."""
    if media_type == XML:
        raise so.EncodeError("a value that is easier to write")
    return so.encode(value, media_type, **options)
