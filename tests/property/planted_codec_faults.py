"""Codecs with one defect each, as a careless author might write them.

Each function is named for what it does wrong; the test of planted faults puts it in the place of
`so.encode` or `so.decode`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import so_carriers as so
from so_carriers.schema.enum_names import names_of
from so_carriers.testing.comparison.documents import exact_document
from so_carriers.values.ascii_case import fold

Encode = Callable[..., bytes]
Edit = Callable[[dict[str, Any]], dict[str, Any]]

USER = so.schema_of(so.User)


def edited_body(pattern: bytes, edit: bytes | Callable[[re.Match[bytes]], bytes]) -> Encode:
    """Encoding after which something is replaced in the body."""

    def encode(value: Any, media_type: str, **options: Any) -> bytes:
        return re.sub(pattern, edit, so.encode(value, media_type, **options))

    return encode


def edited_document(edit: Edit, *, inside: bool = False) -> Encode:
    """Encoding of a document in which the outermost object was changed, or every object."""

    def encode(value: Any, media_type: str, **options: Any) -> bytes:
        document = exact_document(so.encode(value, media_type, **options))
        return so.encode(everywhere(edit, document) if inside else edit(document))

    return encode


def everywhere(edit: Edit, found: Any) -> Any:
    if isinstance(found, list):
        return [everywhere(edit, item) for item in found]
    if isinstance(found, dict):
        return edit({name: everywhere(edit, item) for name, item in found.items()})
    return found


def in_texts(change: Callable[[str], str]) -> Edit:
    """Changes the texts of an object."""
    return lambda members: {
        name: change(item) if isinstance(item, str) else item for name, item in members.items()
    }


# --- dates


def rounded(match: re.Match[bytes]) -> bytes:
    digits = int(match[1]) + (match[2] >= b"5")
    return b".%06d" % min(digits, 999_999)


drops_the_seventh_digit = edited_body(rb"(:\d\d\.\d{6})\d", rb"\1")
rounds_the_seventh_digit = edited_body(rb"(?<=:\d\d)\.(\d{6})(\d)", rounded)
drops_the_zone = edited_body(rb'(T\d\d:\d\d:\d\d[.\d]*)(?:Z|[+-]\d\d:?\d\d)"', rb'\1"')
writes_an_offset_for_z = edited_body(rb'(T\d\d:\d\d:\d\d[.\d]*)Z"', rb'\1+00:00"')
trims_a_written_fraction = edited_body(rb'(T\d\d:\d\d:\d\d\.[0-9]*?)0+(?=["Z+-])', rb"\1")


# --- members


def is_declared(name: str) -> bool:
    return fold(name) in USER.by_folded_name


def known_only(members: dict[str, Any]) -> dict[str, Any]:
    return {name: item for name, item in members.items() if is_declared(name)}


INNER = {"Role": so.Role, "UserGroup": so.UserGroup, "Person": so.Person, "TableRight": so.TableRight}


def without_nested_unknown(members: dict[str, Any]) -> dict[str, Any]:
    def known(name: str, found: Any) -> Any:
        if name not in INNER or not isinstance(found, dict):
            return found
        declared = so.schema_of(INNER[name]).by_folded_name
        return {each: item for each, item in found.items() if fold(each) in declared}

    return {name: known(name, item) for name, item in members.items()}


def with_null_for_absent(members: dict[str, Any]) -> dict[str, Any]:
    there = {fold(name) for name in members}
    return members | {member.name: None for member in USER.members if fold(member.name) not in there}


def without_null(members: dict[str, Any]) -> dict[str, Any]:
    return {name: item for name, item in members.items() if item is not None}


def with_name_and_tooltip_swapped(members: dict[str, Any]) -> dict[str, Any]:
    if {"Name", "Tooltip"} <= members.keys():
        return {**members, "Name": members["Tooltip"], "Tooltip": members["Name"]}
    return members


def with_declared_names(members: dict[str, Any]) -> dict[str, Any]:
    names = USER.by_folded_name
    return {names[fold(name)].name if is_declared(name) else name: item for name, item in members.items()}


def without_unknown_type(members: dict[str, Any]) -> dict[str, Any]:
    kind = members.get("Type")
    is_unknown = isinstance(kind, str) and names_of(so.UserType).read(kind) is None
    return {name: item for name, item in members.items() if name != "Type" or not is_unknown}


def with_canonical_mask(members: dict[str, Any]) -> dict[str, Any]:
    def canonical(item: Any) -> Any:
        rights = names_of(so.ETableRight).read(item) if isinstance(item, str) else None
        return item if rights is None else json.loads(so.encode(rights))

    return {name: canonical(item) if fold(name) == "mask" else item for name, item in members.items()}


def with_declared_order(members: dict[str, Any]) -> dict[str, Any]:
    places = [member.name for member in USER.members]
    return dict(sorted(members.items(), key=lambda item: places.index(item[0]) if item[0] in places else 99))


drops_unknown_members = edited_document(known_only)
drops_nested_unknown_members = edited_document(without_nested_unknown)
writes_null_for_absent = edited_document(with_null_for_absent)
leaves_null_out = edited_document(without_null)
swaps_two_texts = edited_document(with_name_and_tooltip_swapped)
sorts_members = edited_document(lambda members: dict(sorted(members.items())))
writes_the_declared_order = edited_document(with_declared_order)
writes_declared_names = edited_document(with_declared_names)
drops_an_unknown_enum_name = edited_document(without_unknown_type)
writes_flags_canonically = edited_document(with_canonical_mask)
writes_an_empty_list_for_null = edited_document(
    lambda members: {
        name: [] if name == "Credentials" and not item else item for name, item in members.items()
    }
)
writes_null_for_an_empty_list = edited_document(
    lambda members: {name: None if item == [] else item for name, item in members.items()}
)


# --- texts and numbers

forgets_to_escape_quotes = edited_body(rb'\\"', b'"')
strips_texts = edited_document(in_texts(str.strip), inside=True)
loses_characters_beyond_the_bmp = edited_document(
    in_texts(lambda text: "".join(character for character in text if character <= "\uffff")), inside=True
)
writes_empty_text_for_null = edited_document(
    lambda members: {name: "" if name == "Name" and item is None else item for name, item in members.items()}
)


def shortens_numbers(value: Any, media_type: str, **options: Any) -> bytes:
    """1.10 becomes 1.1, and 1e400 infinity."""
    document = json.loads(so.encode(value, media_type, **options), parse_int=so.NumberToken)
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()


def takes_long_numbers_for_floats(value: Any, media_type: str, **options: Any) -> bytes:
    """12345678901 becomes 12345678901.0, and of thirty digits sixteen are left."""

    def read(token: str) -> so.NumberToken:
        is_long = len(token) > len("2147483647")
        return so.NumberToken(str(float(token)).replace("inf", "1e999") if is_long else token)

    body = so.encode(value, media_type, **options)
    return so.encode(json.loads(body, parse_int=read, parse_float=so.NumberToken))


def written_as_boolean(match: re.Match[bytes]) -> bytes:
    return b"true" if match[0] == b"1" else b"false"


takes_one_for_true = edited_body(rb"(?<=[:\[,])[01](?=[,\]}])", written_as_boolean)


def changes_what_it_writes(value: Any, media_type: str, **options: Any) -> bytes:
    """The body is right, and the value no more what it was."""
    body = so.encode(value, media_type, **options)
    if value.credentials:
        value.credentials.pop()
    return body


# --- reading


def keeps_the_first_of_repeated_names(body: bytes, asked: Any, media_type: str) -> Any:
    def first_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return dict(pairs[::-1])

    document = json.loads(
        body, parse_int=so.NumberToken, parse_float=so.NumberToken, object_pairs_hook=first_of
    )
    return so.decode(so.encode(in_order(document, exact_document(body))), asked, media_type)


def in_order(found: Any, model: Any) -> Any:
    """The same with the members of each object as the model has them."""
    if isinstance(found, dict) and isinstance(model, dict) and found.keys() == model.keys():
        return {name: in_order(found[name], item) for name, item in model.items()}
    if isinstance(found, list) and isinstance(model, list):
        return [in_order(*both) for both in zip(found, model, strict=False)]
    return found


def reads_absent_as_default(body: bytes, asked: Any, media_type: str) -> Any:
    user = so.decode(body, asked, media_type)
    user.name = user.name  # assigning makes present
    return user


def reads_dates_as_datetimes_do(body: bytes, asked: Any, media_type: str) -> Any:
    user = so.decode(body, asked, media_type)
    for name in ("lastlogin", "lastlogout"):
        if getattr(user, name).nanosecond:
            setattr(user, name, getattr(user, name).replace(nanosecond=0))
    return user


# --- XML

forgets_to_escape_ampersands = edited_body(b"&amp;", b"&")
forgets_to_escape_less_than = edited_body(b"&lt;", b"<")
loses_white_space_only_texts = edited_body(rb">(?:\s|&#13;|&#10;|&#9;)+</", b"></")
writes_carriage_returns_plainly = edited_body(b"&#13;", b"\r")
leaves_nil_elements_out = edited_body(rb'<(\w+) xsi:nil="true"(?: [^>]*)?/>', b"")
writes_empty_elements_for_nil = edited_body(rb' xsi:nil="true"', b"")
drops_the_types_of_unknown_members = edited_body(rb' json:type="\w+"', b"")


# --- forms

forgets_to_escape_plus = edited_body(b"%2B", b"+")
forgets_to_separate = edited_body(b"%26", b"&")
loses_empty_texts = edited_body(rb"(?:^|(?<=&))[^&=]+=(?:&|$)", b"")


def loses_in_silence(value: Any, media_type: str, **options: Any) -> bytes:
    return so.encode(value, media_type, **{**options, "allow_loss": True})


def names_another_place(value: Any, media_type: str, **options: Any) -> bytes:
    """What is lost is named one member too far out."""
    try:
        return so.encode(value, media_type, **options)
    except so.LossyEncoding as loss:
        raise so.LossyEncoding(loss.format, [("$.UserName", what) for _, what in loss.losses]) from loss
