"""Bodies that are made to hurt: refused or read in bounded time and memory, with errors fit for a log."""

from __future__ import annotations

import copy
import gc
import json
import traceback
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

import so_carriers as so
from so_carriers.engines.python.json_shapes import Shapes
from so_carriers.testing.comparison.compact import compact
from tests.hostile.bounded_work import within

MEGABYTE = 1_000_000


@so.carrier
class Item:
    id: so.int32 = so.member("Id", default=0)
    name: str | None = so.member("Name", default=None)
    inner: Item | None = so.member("Inner", default=None)
    items: list[Item] | None = so.member("Items", default=None)


def colliding_names(count: int) -> list[str]:
    """Names alike in all but a few characters, as those are who look for collisions of hashes."""
    return [f"{'Aa' * (i & 15)}{'BB' * (i >> 4 & 15)}{i:x}" for i in range(count)]


MANY_MEMBERS = {
    "unknown": {f"k{i}": i for i in range(99_000)},
    "alike": dict.fromkeys(colliding_names(50_000), 0),
    "in every case": {
        "".join(c.upper() if i >> j & 1 else c for j, c in enumerate("items" * 3)): None
        for i in range(32_000)
    },
    "numbers that need care": {f"k{i}": so.NumberToken("1.10") for i in range(50_000)},
    "empty names and names of blanks": {" " * i: None for i in range(1_000)},
}


@pytest.mark.parametrize("members", MANY_MEMBERS.values(), ids=MANY_MEMBERS)
def test_objects_of_very_many_members_take_time_in_proportion(members: dict[str, Any]) -> None:
    body = so.encode({"X": members}).partition(b":")[2][:-1]
    with within(5):
        item = so.decode(body, Item)
        assert so.encode(item) == body
        assert so.identical(copy.copy(item), item)
    assert len(so.unknown_members(item)) == len(members)


def test_every_spelling_of_one_member_at_once_gives_the_last_and_keeps_the_others() -> None:
    spellings = ["".join(c.upper() if i >> j & 1 else c for j, c in enumerate("inner")) for i in range(32)]
    spellings.remove("Inner")
    body = "{" + ",".join(f'"{name}":{{}}' for name in spellings) + "}"
    item = so.decode(body, Item)
    assert [*so.unknown_members(item)] == spellings[:-1]
    assert so.encode(item) == body.encode()


def test_a_name_that_is_repeated_a_million_times_counts_once() -> None:
    body = b"{" + b'"Id":1,' * 1_000_000 + b'"Id":2}'
    with within(5):
        assert so.encode(so.decode(body, Item)) == b'{"Id":2}'


TEN_MEGABYTES = 10 * MEGABYTE
LONG_TOKENS = {
    "text": f'{{"Name":"{"x" * TEN_MEGABYTES}"}}',
    "escaped text": '{"Name":"' + "\\u0041" * (TEN_MEGABYTES // 6) + '"}',
    "quotes": '{"Name":"' + '\\"' * (TEN_MEGABYTES // 2) + '"}',
    "brackets": '{"Name":"' + "[{" * (TEN_MEGABYTES // 2) + '","X":[[]]}',
    "name": f'{{"{"x" * TEN_MEGABYTES}":1}}',
    "unknown integer": f'{{"X":{"7" * TEN_MEGABYTES}}}',
    "unknown fraction": f'{{"X":0.{"7" * TEN_MEGABYTES}}}',
    "integer with a fraction of zeros": f'{{"Id":3.{"0" * TEN_MEGABYTES}}}',
    "white space": '{"X":[' + " \n\t\r" * (TEN_MEGABYTES // 4) + "]}",
    "unknown empty arrays": '{"X":[' + "[]," * (MEGABYTE // 3) + "0]}",
    "unknown fractions": '{"X":[' + "1.5," * (MEGABYTE // 4) + "0]}",
}


@pytest.mark.parametrize("body", LONG_TOKENS.values(), ids=LONG_TOKENS)
def test_one_very_long_part_is_read_and_written_in_proportion(body: str) -> None:
    octets = body.encode()
    with within(5):
        written = so.encode(so.decode(octets, Item))
    assert written == compact(octets)


LONG_MISTAKES = {
    "digits in a text": f'{{"Id":"{"9" * TEN_MEGABYTES}"}}',
    "integer": f'{{"Id":{"9" * TEN_MEGABYTES}}}',
    "fraction": f'{{"Id":0.{"9" * TEN_MEGABYTES}}}',
    "exponent": f'{{"Id":1e{"9" * TEN_MEGABYTES}}}',
    "negative exponent": f'{{"Id":1e-{"9" * TEN_MEGABYTES}}}',
    "text": f'{{"Inner":"{"x" * TEN_MEGABYTES}"}}',
    "controls": '{"Inner":"' + "\\u0000\\n" * (TEN_MEGABYTES // 8) + '"}',
    "open string": '{"Name":"' + "x" * TEN_MEGABYTES,
    "open string of quotes": '{"Name":"' + '\\"' * (TEN_MEGABYTES // 2),
    "backslashes": '{"Name":"' + "\\" * TEN_MEGABYTES,
    "quotes": '"' * TEN_MEGABYTES,
    "colons": '{"Id"' + ":" * TEN_MEGABYTES,
    "closing brackets": "]" * TEN_MEGABYTES,
    "brackets the wrong way": "][" * (TEN_MEGABYTES // 2),
    "words": "nul" * (TEN_MEGABYTES // 3),
    "list of mistakes": "[" + "{}," * (TEN_MEGABYTES // 10) + "1]",
}


@pytest.mark.parametrize("body", LONG_MISTAKES.values(), ids=LONG_MISTAKES)
def test_one_very_long_mistake_is_refused_at_once_in_a_short_message(body: str) -> None:
    octets = body.encode()
    with within(5), pytest.raises(so.SoCarriersError) as caught:
        so.decode(octets, Item)
    for text in (str(caught.value), repr(caught.value), repr(caught.value.path)):
        assert len(text) < 400
    shown = "".join(traceback.format_exception_only(caught.value))
    assert len(shown) < 400
    assert shown.isprintable() or shown.rstrip("\n").isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "[31m",
        "\\r\\nSet-Cookie: a=b",
        "\\u202eabc",
        "\\u0000",
        "\\u2028",
        "\\u001b]0;x\\u0007",
        '\\"}, found \\"',
    ],
)
def test_nothing_of_a_body_breaks_the_line_of_a_log(text: str) -> None:
    for body in (f'{{"Id":"{text}"}}', f'{{"Inner":{{"Id":"{text * 50}"}}}}', f'{{"Items":"{text}"}}'):
        with pytest.raises(so.DecodeError) as caught:
            so.decode(body, Item)
        assert str(caught.value).isprintable()
    with pytest.raises(so.DecodeError) as caught:
        so.decode(f'{{"{text}":{{"{text * 40}":{{"{text}":1}}}}}}', dict[str, dict[str, dict[str, bool]]])
    assert str(caught.value).isprintable()


def test_the_message_stays_short_however_long_the_path() -> None:
    levels = 100
    body = f'{{"{"n" * 90}":' * levels + "1" + "}" * levels
    asked: Any = str
    for _ in range(levels):
        asked = dict[str, asked]
    with pytest.raises(so.DecodeError) as caught:
        so.decode(body, asked)
    assert len(str(caught.value)) < 400


@pytest.mark.usefixtures("reference_engine")
def test_at_most_64_shapes_of_a_carrier_are_kept_however_many_come() -> None:
    for number in range(1_000):
        body = f'{{"Id":1,"k{number}":2,"Inner":{{"k{number}":null}}}}'
        assert so.encode(so.decode(body, Item)) == body.encode()
    kept = [len(shapes.known) for shapes in gc.get_objects() if isinstance(shapes, Shapes)]
    assert kept
    assert max(kept) <= 64


@pytest.mark.usefixtures("reference_engine")
def test_shapes_with_very_long_names_are_not_kept() -> None:
    before = {id(shapes): len(shapes.known) for shapes in gc.get_objects() if isinstance(shapes, Shapes)}
    item = so.decode(f'{{"{"x" * 5000}":1}}', Part)
    assert len(so.unknown_members(item)) == 1
    for shapes in gc.get_objects():
        if isinstance(shapes, Shapes):
            assert len(shapes.known) == before.get(id(shapes), 0)


@so.carrier
class Part:
    id: so.int32 = so.member("Id", default=0)


class Rights(so.WireFlag):
    NONE = 0, "None"
    READ = 1, "Read"
    WRITE = 2, "Write"


@so.carrier
class Right:
    mask: Rights | str = so.member("Mask", default=Rights.NONE)


COUNT = 1_100


def memory_kept_by(bodies: Iterator[str], asked: Any) -> int:
    """The bytes that stay behind after bodies were read, written and forgotten."""
    tracemalloc.start()
    try:
        for body in bodies:
            so.encode(so.decode(body, asked))
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_names_numbers_and_spellings_of_many_bodies_are_not_kept_for_ever() -> None:
    def bodies(start: int) -> Iterator[str]:
        for i in range(start, start + COUNT):
            yield f'{{"k{i}":{i}.50,"id":"{i}","Name":"n{i}","Inner":{{"Id":{i},"q{i}":["v{i}"]}}}}'

    memory_kept_by(bodies(0), Item)
    assert memory_kept_by(bodies(COUNT), Item) < MEGABYTE // 5


@pytest.mark.parametrize("form", ["1{}", '"2{}"', '"Read, 3{}"', '"4{} Write"'])
def test_flags_that_bodies_name_are_not_kept_for_ever(form: str) -> None:
    def bodies(start: int) -> Iterator[str]:
        for i in range(start, start + COUNT):
            yield f'{{"Mask":{form.format(f"{4 * i:06}")}}}'

    memory_kept_by(bodies(0), Right)
    assert memory_kept_by(bodies(COUNT), Right) < MEGABYTE // 5


@pytest.mark.parametrize("member", ["Lastlogin", "Type"])
def test_dates_and_names_that_bodies_bring_are_not_kept_for_ever(member: str) -> None:
    def bodies(start: int) -> Iterator[str]:
        for i in range(start, start + COUNT):
            value = f"2024-09-04T12:01:28.{i:07}" if member == "Lastlogin" else f"Hologram{i}"
            yield f'{{"{member}":"{value}"}}'

    memory_kept_by(bodies(0), so.User)
    assert memory_kept_by(bodies(COUNT), so.User) < MEGABYTE // 5


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-32"])
def test_a_large_body_in_another_charset_is_read_in_proportion(charset: str) -> None:
    text = json.dumps({"Name": "å" * (3 * MEGABYTE)}, ensure_ascii=False)
    with within(5):
        item = so.decode(text.encode(charset), Item, f"application/json; charset={charset}")
    assert item.name is not None
    assert len(item.name) == 3 * MEGABYTE


def test_many_carriers_of_different_shapes_take_time_in_proportion() -> None:
    body = "[" + ",".join(f'{{"k{i}":1,"Id":{i}}}' for i in range(20_000)) + "]"
    with within(10):
        assert so.encode(so.decode(body, list[Item])).decode() == body
