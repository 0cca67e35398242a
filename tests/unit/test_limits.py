"""The limits on one body: at a limit it passes, one more is LimitExceeded, reading and writing alike."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

import so_carriers as so
from tests.wire_types import type_of

GOLDEN = Path(__file__).parents[1] / "golden"
BODIES = [("", entry) for entry in json.loads((GOLDEN / "index.json").read_bytes())] + [
    ("derived", entry) for entry in json.loads((GOLDEN / "derived" / "index.json").read_bytes())
]


@so.carrier
class Node:
    child: Node | None = so.member("Child", default=None)
    number: int = so.member("Number", default=0)


@so.carrier
class Tree:
    children: list[Tree | None] = so.member("Children", default_factory=list)
    by_name: dict[str, Tree] = so.member("ByName", default_factory=dict)
    grid: list[list[Tree]] = so.member("Grid", default_factory=list)
    text: str | None = so.member("Text", default=None)


@so.carrier
class Plain:
    text: str = so.member("Text", default="")
    numbers: list[int] = so.member("Numbers", default_factory=list)
    texts: dict[str, str] = so.member("Texts", default_factory=dict)


def exceeded(limit: str, allowed: int, call: Any, *arguments: Any, **options: Any) -> None:
    with pytest.raises(so.LimitExceeded) as caught:
        call(*arguments, **options)
    assert (caught.value.limit, caught.value.allowed) == (limit, allowed)
    assert caught.value.status == 413
    assert len(str(caught.value)) < 400


# Type, start, what is repeated and how that ends, end; and whether null may stand innermost.
NESTS: list[tuple[Any, str, str, str, str, bool]] = [
    (list[Plain], '[{"X":', "[", "]", "}]", True),
    (Plain, '{"X":', '{"":', "}", "}", True),
    (Plain, '{"Text":"a","X":[1,"]}",', '[0,{"a":null,"b":', "},1.10]", "]}", True),
    (Node, '{"Child":', '{"Child":', "}", "}", True),
    (Node, '{"Child":', '{"Child":', ',"Number":1}', "}", True),
    (Node, '{"child":', '{"cHILD":', "}", "}", True),
    (so.MDOListItem, '{"Id":1,"ChildItems":[', '{"ChildItems":[', "]}", "]}", True),
    (list[so.MDOListItem], '[{"ChildItems":[', '{"Name":"[{\\"","ChildItems":[null,', "]}", "]}]", True),
    (list[so.MDOListItem], '[{"ChildItems":[', '{"Id":2,"ChildItems":[{},{"Id":3},', "]}", "]}]", True),
    (Tree, '{"Children":[', '{"Children":[', "]}", "]}", True),
    (Tree, '{"ByName":{"a":', '{"ByName":{"}}":', "}}", "}}", False),
    (Tree, '{"Grid":[[', '{"Grid":[[],[', "]]}", "]]}", False),
    (dict[str, dict[str, Tree]], '{"a":{"b":', '{"ByName":{"c":', "}}", "}}", False),
    (so.User, '{"FieldProperties":{"a":{"FieldRight":{"X":', "[", "]", "}}}}", True),
]


def nested(nest: tuple[Any, str, str, str, str, bool], depth: int, innermost: str) -> str | None:
    """A body of exactly this depth, or None where whole repetitions do not reach it."""
    _, start, opening, closing, end, may_be_null = nest
    if innermost == "null" and not may_be_null:
        return None
    for times in range(depth + 1):
        body = start + opening * times + innermost + closing * times + end
        if len(body) >= 2 * depth and depth_of(body) == depth:
            return body
    return None


def depth_of(text: str) -> int:
    """How deep the containers of a JSON text, or of its beginning, nest."""
    deepest = depth = 0
    in_string = escaped = False
    for character in text:
        if in_string:
            in_string, escaped = (character != '"' or escaped), character == "\\" and not escaped
        elif character == '"':
            in_string = True
        elif character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


@pytest.mark.parametrize("nest", NESTS, ids=lambda nest: nest[1] + nest[2])
@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 128, 199, 200])
@pytest.mark.parametrize("innermost", ["{}", "null"])
def test_depth_is_exact_for_every_limit_reading_and_writing(nest: Any, limit: int, innermost: str) -> None:
    limits, deeper = so.Limits(depth=limit), so.Limits(depth=min(limit + 1, 200))
    within, beyond = nested(nest, limit, innermost), nested(nest, limit + 1, innermost)
    if within is not None:
        value = so.decode(within, nest[0], limits=limits)
        assert so.encode(value, limits=limits).decode() == within
        assert so.encode(value, limits=limits, type=nest[0]).decode() == within
    if beyond is not None:
        exceeded("depth", limit, so.decode, beyond, nest[0], limits=limits)
    if beyond is not None and limit < 200:
        value = so.decode(beyond, nest[0], limits=deeper)
        exceeded("depth", limit, so.encode, value, limits=limits)
        exceeded("depth", limit, so.encode, value, limits=limits, type=nest[0])


@pytest.mark.parametrize(
    ("folder", "entry"), BODIES, ids=lambda part: part["file"] if isinstance(part, dict) else ""
)
def test_a_golden_body_passes_at_its_own_depth_and_not_at_one_less(
    folder: str, entry: dict[str, Any]
) -> None:
    body = (GOLDEN / folder / entry["file"]).read_text(encoding="utf-8")
    asked = type_of(entry["type"])
    value = so.decode(body, asked)
    depth = depth_of(so.encode(value).decode())
    if depth > 0:
        enough = so.Limits(depth=depth)
        assert so.encode(value, limits=enough) == so.encode(value)
        # Of repeated names a deeper value may have gone.
        assert so.identical(so.decode(body, asked, limits=so.Limits(depth=depth_of(body))), value)
    if depth > 1:
        too_low = so.Limits(depth=depth - 1)
        exceeded("depth", depth - 1, so.decode, body, asked, limits=too_low)
        exceeded("depth", depth - 1, so.encode, value, limits=too_low)


@pytest.mark.parametrize(
    "text", ["[" * 500, "{" * 500, '\\"[' * 500, "\\\\[{" * 500, '"[' * 500 + "\\", '\\"' * 500 + "[" * 500]
)
def test_brackets_inside_strings_and_names_do_not_count(text: str) -> None:
    limits = so.Limits(depth=3)
    for part in (text, text[::-1]):
        string = json.dumps(part)
        unknown = f"{json.dumps('name ' + part)}:[{string},[{string}]]"
        body = f'{{"Text":{string},{unknown},"Numbers":[],"Texts":{{{string}:""}}}}'
        value = so.decode(body, Plain, limits=limits)
        assert value.text == part
        assert so.encode(value, limits=limits).decode() == body


@pytest.mark.parametrize("wide", ["[],", "{},", "[[]],", '[{"a":[]}],', '"[",', '"\\"]",[],'])
def test_how_many_containers_stand_beside_each_other_does_not_count(wide: str) -> None:
    body = f'{{"X":[{wide * 2000}0]}}'
    limits = so.Limits(depth=5)
    assert so.encode(so.decode(body, Plain, limits=limits), limits=limits).decode() == body


DEEP = 100_000
DEEP_BODIES = {
    "arrays": "[" * DEEP + "]" * DEEP,
    "objects": '{"a":' * DEEP + "1" + "}" * DEEP,
    "open arrays": "[" * DEEP,
    "open objects": '{"a":' * DEEP,
    "blanks between": "[ \n" * DEEP,
    "items between": "[1," * DEEP,
    "strings between": '["]",' * DEEP,
    "pairs between": "[[],{}," * DEEP,
    "kinds mixed up": "[" * DEEP + "}" * DEEP,
    "unknown member": '{"X":' + "[" * DEEP + "]" * DEEP + "}",
    "list tree": '{"Children":[' * DEEP + "]}" * DEEP,
    "member of text": '{"Text":' + "[" * DEEP + "]" * DEEP + "}",
    "after a number that needs care": '{"X":1e400,"Y":' + "[" * DEEP + "]" * DEEP + "}",
    "cut in a string": "[" * DEEP + '"',
}


@pytest.mark.parametrize("body", DEEP_BODIES.values(), ids=DEEP_BODIES)
@pytest.mark.parametrize("depth", [1, 128, 200])
def test_a_very_deep_body_is_refused_in_little_memory(body: str, depth: int) -> None:
    octets, limits = body.encode(), so.Limits(depth=depth)
    for asked in (Tree, list[Tree], dict[str, str], str):
        exceeded("depth", depth, so.decode, octets, asked, limits=limits)
    tracemalloc.start()
    try:
        exceeded("depth", depth, so.decode, octets, Tree, limits=limits)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # What a flat body of that size takes as well: a piece of memory for each value in it.
    assert peak < 64 * len(octets) + 1_000_000


@pytest.mark.parametrize("depth", [1, 128, 200])
@pytest.mark.parametrize("height", [300, 1000, 2000])
def test_towers_beside_each_other_are_refused_wherever_the_json_reader_stops(depth: int, height: int) -> None:
    tower = "[" * height + "]" * height
    body = f'{{"X":[{",".join([tower] * 100)}]}}'
    exceeded("depth", depth, so.decode, body, Tree, limits=so.Limits(depth=depth))


@pytest.mark.parametrize(
    "body", ["[" * 50, '{"X":' * 50, "[" * 50 + "}" * 50, "]" * 500, "}{" * 500, "[]" * 500]
)
def test_a_malformed_body_that_is_not_too_deep_is_a_decode_error(body: str) -> None:
    with pytest.raises(so.DecodeError):
        so.decode(body, Plain)


def test_values_that_contain_themselves_are_too_deep_to_write() -> None:
    ring: list[Any] = []
    ring.append(ring)
    circle: dict[str, Any] = {}
    circle["a"] = [circle]
    node = Node()
    node.child = Node(child=node)
    tree = Tree()
    tree.children = [tree, tree]
    stateful = so.decode('{"grid":[[{}]],"X":1}', Tree)
    stateful.grid[0][0] = stateful
    item = so.MDOListItem(name="a")
    item.child_items = [item]
    for value in (ring, circle, node, [tree], stateful, item, {"a": item}):
        exceeded("depth", 128, so.encode, value)
    exceeded("depth", 128, so.encode, node, type=Node)


def inside_lists(value: Any, lists: int) -> Any:
    for _ in range(lists):
        value = [value]
    return value


@pytest.mark.parametrize("lists", [0, 1, 5, 6, 7, 8])
def test_depth_is_counted_for_every_carrier_of_a_root_without_a_type(lists: int) -> None:
    limits = so.Limits(depth=9)
    part, twin = so.FieldProperty(field_right=so.FieldRight()), so.FieldProperty(field_right=so.FieldRight())
    for value in ([part, inside_lists(twin, lists)], {"a": part, "b": inside_lists(twin, lists)}):
        if 1 + lists + 2 <= 9:
            assert depth_of(so.encode(value, limits=limits).decode()) == 1 + lists + 2
        else:
            exceeded("depth", 9, so.encode, value, limits=limits)


@so.carrier
class Longer(Plain):
    plains: list[Plain] = so.member("Plains", default_factory=list)


@pytest.mark.parametrize("levels", [1, 3, 4, 5, 30, 63, 64, 100, 300])
@pytest.mark.parametrize("depth", [9, 128])
def test_depth_is_counted_where_a_derived_carrier_stands_in_itself(levels: int, depth: int) -> None:
    value = Longer()
    for _ in range(levels):
        value = Longer(plains=[value])
    limits, containers = so.Limits(depth=depth), 2 * levels + 2
    for root, around in ((value, 0), ([value], 1)):
        if around + containers <= depth:
            assert depth_of(so.encode(root, limits=limits).decode()) == around + containers
        else:
            exceeded("depth", depth, so.encode, root, limits=limits)


def test_lists_of_a_program_that_nest_very_deep_are_too_deep_to_write() -> None:
    deep: list[Any] = []
    for _ in range(DEEP):
        deep = [deep]
    exceeded("depth", 128, so.encode, deep)
    while deep:  # so that it is not taken apart recursively
        deep = deep.pop()


@pytest.mark.parametrize("size", [2, 10, 100, 1000])
def test_a_body_may_have_as_many_bytes_as_the_limit_says_and_no_more(size: int) -> None:
    body = b'"' + b"a" * (size - 2) + b'"'
    limits = so.Limits(body=size)
    value = so.decode(body, str, limits=limits)
    assert so.encode(value, limits=limits) == body
    exceeded("body", size, so.decode, body + b" ", str, limits=limits)
    exceeded("body", size, so.encode, value + "a", limits=limits)
    exceeded("body", size, so.encode, [value], limits=limits)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-32", "utf-16-be", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("character", ["a", "é"])
def test_the_limit_counts_the_bytes_that_came_whatever_their_charset(charset: str, character: str) -> None:
    body = f'"{character * 50}"'.encode(charset)
    content_type = f"application/json; charset={charset}"
    assert so.decode(body, str, content_type, limits=so.Limits(body=len(body))) == character * 50
    exceeded("body", len(body) - 1, so.decode, body, str, content_type, limits=so.Limits(body=len(body) - 1))
    exceeded(
        "body",
        len(body) - 1,
        so.decode,
        bytearray(body),
        str,
        content_type,
        limits=so.Limits(body=len(body) - 1),
    )


def test_the_limit_counts_the_characters_of_text() -> None:
    assert so.decode('"é😀"', str, limits=so.Limits(body=4)) == "é😀"
    exceeded("body", 3, so.decode, '"é😀"', str, limits=so.Limits(body=3))


def test_sixteen_mebibytes_are_the_limit_by_default() -> None:
    body = b'"' + b"a" * (16 * 1024 * 1024 - 2) + b'"'
    assert so.encode(so.decode(body, str)) == body
    exceeded("body", 16 * 1024 * 1024, so.decode, body + b" ", str)


def members(count: int, value: str = "0") -> str:
    return "{" + ",".join(f'"k{i}":{value}' for i in range(count)) + "}"


PLACES = ["@", '{"X":@}', '{"X":[1.5,[{"a":@}]],"Text":"::::"}', '{"Y":1e400,"X":@}', '{"X":[@,@]}']


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", ["0", "null", '":"', "1e400"])
@pytest.mark.parametrize("limit", [3, 4, 10, 1000])
def test_an_object_may_have_as_many_members_as_the_limit_says_and_no_more(
    place: str, value: str, limit: int
) -> None:
    limits = so.Limits(members=limit)
    within, beyond = (place.replace("@", members(count, value)) for count in (limit, limit + 1))
    read = so.decode(within, Plain, limits=limits)
    assert so.encode(read, limits=limits).decode() == within
    exceeded("members", limit, so.decode, beyond, Plain, limits=limits)
    exceeded("members", limit, so.encode, so.decode(beyond, Plain), limits=limits)


@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_a_dictionary_may_have_as_many_keys_as_the_limit_says_and_no_more(limit: int) -> None:
    limits = so.Limits(members=limit)
    for asked, value in (
        (dict[str, int], "0"),
        (dict[str, str], '""'),
        (so.CustomFields, '"[I:1]"'),
        (dict[str, Plain], "{}"),
    ):
        body = members(limit, value)
        assert so.encode(so.decode(body, asked, limits=limits), limits=limits).decode() == body
        beyond = members(limit + 1, value)
        exceeded("members", limit, so.decode, beyond, asked, limits=limits)
        exceeded("members", limit, so.encode, so.decode(beyond, asked), limits=limits)


def test_members_of_different_objects_are_not_added_up() -> None:
    body = f"[{','.join([members(3)] * 50)}]"
    limits = so.Limits(members=3)
    assert so.encode(so.decode(body, list[Plain], limits=limits), limits=limits).decode() == body


def test_a_hundred_thousand_members_are_the_limit_by_default() -> None:
    assert len(so.unknown_members(so.decode(members(100_000), Plain))) == 100_000
    exceeded("members", 100_000, so.decode, members(100_001), Plain)
    exceeded("members", 100_000, so.encode, dict.fromkeys(map(str, range(100_001)), 0))
    exceeded("members", 100_000, so.encode, Plain(texts=dict.fromkeys(map(str, range(100_001)), "")))


def test_values_as_deep_as_may_be_are_compared_written_and_read_in_every_format() -> None:
    limits = so.Limits(depth=200)
    item = so.MDOListItem(id=1)
    for number in range(99):
        item = so.MDOListItem(id=number, child_items=[item])
    for media_type in ("application/json", "application/xml"):
        twin = so.decode(
            so.encode(item, media_type, limits=limits), so.MDOListItem, media_type, limits=limits
        )
        assert so.identical(twin, item)
        # One more is too deep, and says so.
        with pytest.raises(so.LimitExceeded):
            so.encode(so.MDOListItem(child_items=[item]), media_type, limits=limits)
    nested = '{"X":' * 199 + "{}" + "}" * 199
    value = so.decode(nested, so.Role, limits=limits)
    again = so.decode(so.encode(value, "application/xml", limits=limits), so.Role, "text/xml", limits=limits)
    assert so.identical(again, value)
    assert so.encode(again, limits=limits).decode() == nested
