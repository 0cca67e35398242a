"""What `xml_bodies` promises: every body is read and kept, everything that is told of occurs, all shrinks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings, strategies as st
from hypothesis.errors import InvalidArgument

import so_carriers as so
from so_carriers.testing import laws, xml_bodies, xml_texts
from tests.property.declared_carriers import CARRIERS, Part, Whole, a_few_examples, for_every_carrier

XML = "application/xml"
JSON = "application/json"

PLAIN: dict[str, Any] = {
    "unknown": False,
    "nulls": False,
    "spellings": False,
    "white_space": False,
    "namespaces": False,
    "comments": False,
    "references": False,
    "declarations": False,
    "extensions": False,
}


def is_read_and_kept(body: bytes, asked: Any) -> None:
    value = so.decode(body, asked, XML)
    laws.assert_round_trips(value, XML, type=asked, allow_refusal=False)
    laws.assert_formats_agree(value, media_types=(JSON, XML), type=asked)


@for_every_carrier
@a_few_examples
@given(data=st.data())
def test_every_body_of_a_carrier_is_read_and_kept(cls: Any, data: st.DataObject) -> None:
    is_read_and_kept(data.draw(xml_bodies(cls)), cls)


ROOTS: list[Any] = [
    *(so.Int32, int, bool, str, so.DateTime, so.UserType | str, so.ETableRight | str),
    *(int | None, so.User | None, list[int], list[list[str | None]], list[so.Role | None] | None),
    *(dict[str, str], dict[str, so.DateTime | None], dict[str, dict[str, list[bool]]], dict[str, Part]),
    *(so.CustomFields, so.FieldProperties),
]


@settings(max_examples=2 * settings().max_examples)
@given(st.sampled_from(ROOTS), st.data())
def test_every_body_of_another_root_is_read_and_kept(asked: Any, data: st.DataObject) -> None:
    is_read_and_kept(data.draw(xml_bodies(asked)), asked)


@given(st.data(), st.sampled_from(CARRIERS), st.dictionaries(st.sampled_from([*PLAIN]), st.booleans()))
def test_every_body_is_read_and_kept_whatever_the_options(
    data: st.DataObject, cls: Any, options: dict[str, Any]
) -> None:
    is_read_and_kept(data.draw(xml_bodies(cls, **options)), cls)


@given(st.data(), st.sampled_from([cls for cls in CARRIERS if cls is not Whole]))
def test_without_all_that_is_odd_bodies_are_those_that_encoding_writes(data: st.DataObject, cls: Any) -> None:
    body = data.draw(xml_bodies(cls, **PLAIN))
    written = so.encode(so.decode(body, cls, XML), XML)
    shorter = re.sub(rb"<([^<>/]+)></\1>", rb"<\1/>", written)
    assert shorter.replace(b"&#13;", b"&#xD;") == body


def text_of(body: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16", "utf-32", "latin-1"):
        try:
            text = body.decode(encoding)
        except UnicodeError:
            continue
        if "<" in text and "\0" not in text:
            return text
    return body.replace(b"\0", b"").decode("latin-1")


CLASSES: list[Any] = [so.UserWithLinks, so.Role, so.ResolveUserFromInfoRequest]


LATIN_TEXTS = st.sampled_from(["", "a", "\xe9"])
SPECIAL_TEXTS = xml_texts() | st.sampled_from(["'a' & \"b\"", "'\xe9'", '"a\r\n', "'", '"'])


@cache
def bodies(examples: int, **options: Any) -> tuple[bytes, ...]:
    """So many bodies of each of a few classes."""
    found: list[bytes] = []

    @settings(max_examples=examples, database=None, phases=[Phase.generate], derandomize=True)
    @given(st.data())
    def collect(data: st.DataObject) -> None:
        found.extend(data.draw(xml_bodies(cls, **options)) for cls in CLASSES)

    collect()
    return (*found,)


def matches(pattern: str) -> Callable[[bytes], bool]:
    expression = re.compile(pattern)
    return lambda body: expression.search(text_of(body)) is not None


def has_two_names(body: bytes) -> bool:
    named = re.finditer(r"<(?:\w+:)?(\w+)[^>]* \w+:name *= *.(\w+)", text_of(body))
    return any(match[1] != match[2] and match[1].lower() == match[2].lower() for match in named)


FEATURES: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    "null under xsi": ("", matches(r'xsi:nil="true"')),
    "null under another prefix": ("namespaces", matches(r"\b[ip]:nil *= *.true")),
    "null as 1": ("spellings", matches("nil *= *['\"]1")),
    "nil that is false": ("spellings", matches("nil *= *['\"]false")),
    "entries as NetServer writes them": ("", matches("<StringKeyValuePair|<FieldPropertyDictionaryKey")),
    "entries as DataContractSerializer does": ("spellings", matches("KeyValueOfstring")),
    "an entry without a value": ("spellings", matches(r"Key>\s*</(\w+:)?(\w+KeyValuePair|KeyValueOf\w+)>")),
    "a default namespace": ("namespaces", matches(r'xmlns="')),
    "prefixed members": ("namespaces", matches("<m:Id|<m:Name")),
    "prefixed items": ("namespaces", matches("<(a|n|d2p1):")),
    "a namespace declared late": ("namespaces", matches("<[^!?].*<[^!?>]* xmlns:")),
    "xsi:type": ("namespaces", matches(r":type *= *['\"][A-Z]")),
    "an attribute of somebody else's": ("namespaces", matches("o:nil")),
    "an unknown member": ("unknown", matches(r"<(\w+:)?(X|Extra)[ />]")),
    "a name that no element can bear": ("extensions", matches("Member[^>]* (json|x|so_1):name")),
    "a name beside the declared one": ("extensions", has_two_names),
    "a token": ("extensions", matches(r"(json|x|so_1):token")),
    "an unknown number": ("extensions", matches("(json|x|so_1):type *= *.number")),
    "an unknown boolean": ("extensions", matches("(json|x|so_1):type *= *.boolean")),
    "an unknown array": ("extensions", matches("(json|x|so_1):type *= *.array")),
    "an unknown object": ("extensions", matches("(json|x|so_1):type *= *.object")),
    "camelCase": ("spellings", matches("<(m:)?[a-z]+[A-Z][A-Za-z]*[ />]")),
    "upper case": ("spellings", matches("<(m:)?[A-Z]{2,}[ />]")),
    "a foreign root": ("spellings", matches(r"^(<!--.*?-->|<\?.*?\?>|\s)*<(m:)?(item|Value)[ />]")),
    "CDATA": ("references", matches(r"<!\[CDATA\[")),
    "decimal references": ("references", matches(r">[^<]*&#\d\d+;")),
    "hexadecimal references": ("references", matches("&#x[0-9A-F]+;&#")),
    "entities": ("references", matches(">[^<]*(&quot;|&apos;)")),
    "a comment": ("comments", matches("<!-- <Id>")),
    "a comment before the root": ("comments", matches(r"^\s*<!--")),
    "a processing instruction": ("comments", matches(r"<\?page")),
    "a processing instruction at the end": ("comments", matches(r"<\?pi\?>$")),
    "indentation": ("white_space", matches("\n  <|\n\t<|\r  <|\r\t<")),
    "carriage returns": ("white_space", matches("\r")),
    "white space around a value": ("white_space", matches(r"> \t[\r\n]+\w")),
    "blanks in tags": ("white_space", matches("</?[^>!?]+ />|</[^>]+ >")),
    "apostrophes around attributes": ("spellings", matches(r":\w+ *= *'")),
    "an empty element of two tags": ("spellings", matches(r"<(\w+)></\1>")),
    "a declaration": ("declarations", matches(r"^<\?xml")),
    "a byte-order mark": ("declarations", lambda body: body.startswith(b"\xef\xbb\xbf")),
    "UTF-16": ("declarations", lambda body: body.startswith((b"\xff\xfe<\0", b"\xfe\xff\0<"))),
    "UTF-16 without a mark": ("declarations", lambda body: body.startswith((b"<\0", b"\0<"))),
    "UTF-32": ("declarations", lambda body: body.startswith(b"\xff\xfe\0\0")),
    "a declared charset beyond ASCII": (
        "declarations",
        lambda body: b"iso-8859-1" in body[:60] and not body.isascii(),
    ),
}


@pytest.mark.parametrize("feature", FEATURES)
def test_everything_that_is_told_of_occurs(feature: str) -> None:
    _, has = FEATURES[feature]
    assert any(map(has, [*bodies(300, texts=SPECIAL_TEXTS), *bodies(300, texts=LATIN_TEXTS)]))


OPTIONS = sorted({option for option, _ in FEATURES.values() if option})


@pytest.mark.parametrize("option", OPTIONS)
def test_what_an_option_leaves_out_does_not_occur(option: str) -> None:
    safe_texts = st.sampled_from(["", "a", "b"])
    without = bodies(100, **{option: False}, texts=safe_texts)
    for feature, (needed, has) in FEATURES.items():
        if needed == option:
            assert not any(map(has, without)), feature


SMALLEST: list[tuple[Any, Callable[[bytes], bool], bytes]] = [
    (so.User, lambda _: True, b"<User/>"),
    (list[so.User], lambda _: True, b"<ArrayOfUser/>"),
    (so.Int32, lambda _: True, b"<int>0</int>"),
    (dict[str, str], lambda _: True, b"<StringDictionary/>"),
    (so.User, lambda body: b"<EjUserId>" in body, b"<User><EjUserId>0</EjUserId></User>"),
]


@pytest.mark.parametrize(("asked", "has", "smallest"), SMALLEST)
def test_bodies_shrink_to_the_smallest_that_can_be_read(
    asked: Any, has: Callable[[bytes], bool], smallest: bytes
) -> None:
    thorough = settings(max_examples=2_000, database=None, derandomize=True)
    assert find(xml_bodies(asked), has, settings=thorough) == smallest


@given(st.data(), st.integers(0, 6), st.integers(0, 4))
def test_bodies_go_no_deeper_and_hold_no_more_items_than_they_are_told(
    data: st.DataObject, depth: int, items: int
) -> None:
    body = data.draw(xml_bodies(Whole, depth=depth, items=items))
    # Empty containers may stand in the deepest that hold something.
    whole = so.decode(body, Whole, XML, limits=so.Limits(depth=depth + 1))
    assert max(map(len, lists_of(whole)), default=0) <= items


def lists_of(whole: Whole) -> Iterator[Any]:
    yield from (whole.days, whole.kinds, whole.grid, whole.flags, whole.parts)
    if whole.inner is not None:
        yield from lists_of(whole.inner)


@given(st.data())
def test_texts_are_those_that_are_given_but_for_what_xml_lacks(data: st.DataObject) -> None:
    texts = st.sampled_from(["one\0", "\x0btwo", "\uffffthree"])
    words = so.decode(data.draw(xml_bodies(list[str], texts=texts)), list[str], XML)
    assert {*words} <= {"one", "two", "three"}


def test_what_cannot_be_a_type_or_an_option_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="float is not a type"):
        xml_bodies(list[float])
    with pytest.raises(InvalidArgument, match="comments must be True or False"):
        xml_bodies(so.User, comments="no")  # type: ignore[arg-type]  # the mistake is the point
    with pytest.raises(InvalidArgument, match="depth must be a number"):
        xml_bodies(so.User, depth=-1)
