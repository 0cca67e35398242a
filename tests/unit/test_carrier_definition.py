"""What may be a carrier, and how its members are declared. What is refused: test_carrier_refusals."""

from __future__ import annotations

import enum
import sys
import types
from typing import Any

import pytest

import so_carriers as so


@so.carrier
class Track:
    """A piece of music; it names itself, and a class that stands further down."""

    title: str = so.member("Title", key=True)
    seconds: so.int32 = so.member("Seconds", default=0)
    album: Album | None = so.member("Album", default=None)
    remixes: list[Track] = so.member("Remixes", default_factory=list)

    @classmethod
    def untitled(cls) -> Track:
        return cls(title="?")


@so.carrier
class Album:
    """A list of pieces."""

    opener: Track = so.member("Opener", default_factory=Track.untitled)
    tracks: list[Track | None] | None = so.member("Tracks", default=None)
    notes: dict[str, str | None] = so.member("Notes", default_factory=dict)


@so.carrier(name="Stream")
class LiveTrack(Track):
    """A piece that is being played."""

    since: so.DateTime = so.member("Since", default=so.DateTime(1, 1, 1))
    seconds: so.int32 = so.member("Length", default=1)


class Prices(dict[str, so.int32 | None]):
    """A dictionary of a class of its own."""


def carrier_with(annotation: object) -> type[Any]:
    """A carrier with one member, `amount`."""
    members = {"__annotations__": {"amount": annotation}, "amount": so.member("Amount")}
    return so.carrier(type("Invoice", (), members))


def written_again(body: bytes, cls: type[Any]) -> bytes:
    return so.encode(so.decode(body, cls))


def test_a_carrier_of_ones_own_is_read_and_written_at_once() -> None:
    body = '{"Title":"Gnossienne Nº 1","Seconds":185,"Album":{"Opener":{"Title":""}},"Remixes":[]}'.encode()
    track = so.decode(body, Track)
    assert track.album is not None
    assert (track.title, track.seconds, track.album.opener.title) == ("Gnossienne Nº 1", 185, "")
    assert so.encode(track) == body
    assert so.encode(Track(title="x")) == b'{"Title":"x","Seconds":0,"Album":null,"Remixes":[]}'


def test_a_decorated_subclass_has_the_members_of_both_and_may_declare_one_anew() -> None:
    live = LiveTrack(title="x")
    assert isinstance(live, Track)
    assert so.encode(live) == (
        b'{"Title":"x","Length":1,"Album":null,"Remixes":[],"Since":"0001-01-01T00:00:00"}'
    )
    assert so.decode(b'{"length":7,"Seconds":8}', LiveTrack).seconds == 7
    assert so.encode(Track(title="x")).startswith(b'{"Title":"x","Seconds":0')


def test_the_name_on_the_wire_is_that_of_the_class_or_the_one_given() -> None:
    assert so.schema_of(Track).name == "Track"
    assert so.schema_of(LiveTrack).name == "Stream"


def test_carriers_with_no_and_with_one_member_are_read_and_written() -> None:
    nothing: type[Any] = so.carrier(type("Nothing", (), {}))
    one = carrier_with(int)
    assert so.encode(nothing()) == b"{}"
    assert nothing() == nothing()
    assert written_again(b'{"X":[1]}', nothing) == b'{"X":[1]}'
    assert so.encode(one(amount=3)) == b'{"Amount":3}'
    assert one(amount=3) == one(amount=3) != one(amount=4)


def test_carriers_inside_a_function_may_name_themselves_and_earlier_ones() -> None:
    @so.carrier
    class Leaf:
        size: int = so.member("Size")

    @so.carrier
    class Branch:
        leaf: Leaf = so.member("Leaf")
        branches: list[Branch] | None = so.member("Branches", default=None)

    body = b'{"Leaf":{"Size":1},"Branches":[{"Leaf":{"Size":2},"Branches":null}]}'
    assert isinstance(so.decode(body, Branch).leaf, Leaf)
    assert written_again(body, Branch) == body


def test_carriers_inside_a_function_may_name_later_ones() -> None:
    @so.carrier
    class Branch:
        leaf: Leaf | None = so.member("Leaf", default=None)

    @so.carrier
    class Leaf:
        size: int = so.member("Size", default=0)

    assert isinstance(so.decode(b'{"Leaf":{}}', Branch).leaf, Leaf)


def test_carriers_inside_a_function_may_name_each_other_and_require_one_way() -> None:
    @so.carrier
    class Owner:
        car: Car | None = so.member("Car", default=None)

    @so.carrier
    class Car:
        owner: Owner = so.member("Owner")

    assert so.decode(b"{}", Car).owner.car is None
    assert written_again(b'{"Car":{"Owner":{}}}', Owner) == b'{"Car":{"Owner":{}}}'


TWO_CARRIERS = """
from __future__ import annotations

import so_carriers as so

@so.carrier
class Owner:
    car: Car | None = so.member("Car", default=None)

@so.carrier
class Car:
    owner: Owner = so.member("Owner")
"""


def test_carriers_of_a_module_may_name_each_other_and_require_one_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = types.ModuleType("garage")
    monkeypatch.setitem(sys.modules, "garage", module)
    exec(TWO_CARRIERS, vars(module))
    assert so.decode(b"{}", module.Car).owner.car is None
    assert written_again(b'{"Car":{"Owner":{}}}', module.Owner) == b'{"Car":{"Owner":{}}}'


def test_two_classes_of_one_name_are_told_apart() -> None:
    def item() -> type[Any]:
        @so.carrier
        class Item:
            pass

        return Item

    first, second = item(), item()
    members = {"a": so.member("A"), "b": so.member("B")}
    pair: type[Any] = so.carrier(type("Pair", (), {"__annotations__": {"a": first, "b": second}, **members}))
    read = so.decode(b'{"A":{},"B":{}}', pair)
    assert [type(read.a), type(read.b)] == [first, second]


def test_a_member_reads_its_default_while_it_is_absent() -> None:
    @so.carrier
    class Queue:
        length: int = so.member("Length", default=7)
        items: list[int] = so.member("Items", default_factory=lambda: [1])

    one, other = so.decode(b"{}", Queue), so.decode(b"{}", Queue)
    assert (one.length, one.items) == (7, [1])
    assert one.items is not other.items
    assert (Queue().length, Queue().items) == (7, [1])
    assert Queue().items is not Queue().items


class Suit(enum.Enum):
    SPADES = "spades"
    HEARTS = "hearts"


class Text(enum.StrEnum):
    X = "ex"


class Size(enum.IntEnum):
    LARGE = 2
    NONE = 0


class Mood(so.WireEnum):
    GLAD = 1, "Glad"
    NEUTRAL = 0, "Neutral"


class Door(so.WireFlag):
    SHUT = 0, "Shut"
    OPEN = 1, "Open"
    LOCKED = 2, "Locked"


class Plain(enum.Flag):
    A = 1
    B = 2


class Bits(enum.IntFlag):
    A = 1
    B = 2


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (str, ""),
        (int, 0),
        (so.Int32, 0),
        (so.int32 | None, None),
        (bool, False),
        (so.DateTime, so.DateTime(1, 1, 1)),
        (list[str], []),
        (dict[str, int], {}),
        (Prices, Prices()),
        (Mood, Mood.NEUTRAL),
        (Size, Size.NONE),
        (Suit, Suit.SPADES),
        (Text, Text.X),
        (Door, Door.SHUT),
        (Plain, Plain(0)),
        (str | None, None),
        (Track | None, None),
        (Mood | str | None, None),
    ],
)
@pytest.mark.parametrize("body", [b"{}", b'{"Amount":null}'])
def test_without_a_default_an_absent_or_null_member_reads_as_null_or_its_types_zero(
    annotation: object, value: object, body: bytes
) -> None:
    cls = carrier_with(annotation)
    amount = so.decode(body, cls).amount
    assert (amount, type(amount)) == (value, type(value))
    assert written_again(body, cls) == body


def test_an_absent_carrier_that_cannot_be_null_reads_as_one_whose_members_are_all_absent() -> None:
    for body in (b"{}", b'{"Amount":null}'):
        cls = carrier_with(Track)
        track = so.decode(body, cls).amount
        assert (track.title, track.seconds) == ("", 0)
        assert so.encode(track) == b"{}"
        assert written_again(body, cls) == body


@pytest.mark.parametrize(
    ("cls", "member", "text", "number"),
    [
        (Mood, Mood.GLAD, "Glad", 1),
        (Door, Door.OPEN | Door.LOCKED, "Open, Locked", 3),
        (Suit, Suit.HEARTS, "hearts", None),
        (Text, Text.X, "ex", None),
        (Size, Size.LARGE, "LARGE", 2),
        (Bits, Bits.A | Bits.B, "A, B", 3),
        (Plain, Plain.A | Plain.B, "A, B", 3),
    ],
)
def test_enums_of_every_kind_are_read_by_name_in_any_case_and_by_number(
    cls: type[enum.Enum], member: enum.Enum, text: str, number: int | None
) -> None:
    made = carrier_with(cls)
    assert so.encode(made(amount=member)) == f'{{"Amount":"{text}"}}'.encode()
    for token in (f'"{text}"', f'"{text.swapcase()}"', *([str(number), f'"{number}"'] if number else [])):
        body = f'{{"Amount":{token}}}'.encode()
        assert so.decode(body, made).amount is member
        assert written_again(body, made) == body


def test_a_dictionary_class_of_ones_own_keeps_its_class() -> None:
    cls = carrier_with(Prices)
    read = so.decode(b'{"Amount":{"a":1,"b":null}}', cls)
    assert type(read.amount) is Prices
    assert so.encode(read) == b'{"Amount":{"a":1,"b":null}}'
