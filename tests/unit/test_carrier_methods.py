"""A carrier remains the class that was written: its methods, properties, bases and what they refer to."""

from __future__ import annotations

import abc
import functools
from collections.abc import Callable
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import so_carriers as so

T = TypeVar("T")
C = TypeVar("C", bound=type)


@so.carrier
class Track:
    """A piece of music."""

    title: str = so.member("Title", default="?")
    seconds: so.int32 = so.member("Seconds", default=0)

    longest: ClassVar[int] = 3_600

    @property
    def minutes(self) -> int:
        return self.seconds // 60

    @minutes.setter
    def minutes(self, minutes: int) -> None:
        self.seconds = minutes * 60

    @property
    def is_long(self) -> bool:
        return self.seconds > 600

    def is_longer_than(self, other: Track) -> bool:
        return self.seconds > other.seconds

    def describe(self) -> str:
        return f"{type(self).__name__} {self.title}"

    @classmethod
    def named(cls, title: str) -> Track:
        return cls(title=title)

    @staticmethod
    def unit() -> str:
        return "s"


def test_the_class_keeps_its_name_and_text() -> None:
    assert (Track.__name__, Track.__qualname__, Track.__module__) == ("Track", "Track", __name__)
    assert Track.__doc__ == "A piece of music."


def test_methods_properties_and_class_variables_work_and_are_no_members() -> None:
    track = Track.named("x")
    track.minutes = 2
    assert (track.seconds, Track.longest, Track.unit(), track.describe()) == (120, 3_600, "s", "Track x")
    assert track.is_longer_than(Track())
    assert so.encode(track) == b'{"Title":"x","Seconds":120}'


def test_a_property_makes_what_it_assigns_present() -> None:
    track = so.decode(b"{}", Track)
    track.minutes = 2
    assert so.encode(track) == b'{"Seconds":120}'


def shouting(method: Callable[[Any], str]) -> Callable[[Any], str]:
    @functools.wraps(method)
    def shout(self: Any) -> str:
        return method(self).upper()

    return shout


def test_whatever_a_subclass_replaces_can_still_be_called_by_super() -> None:
    @so.carrier
    class Loud(Track):
        @property
        def is_long(self) -> bool:
            return not super().is_long

        def describe(self) -> str:
            return super().describe() + "!"

        @classmethod
        def named(cls, title: str) -> Track:
            return super().named(title + "!")

    loud = Loud.named("x")
    assert type(loud) is Loud
    assert (loud.describe(), loud.is_long) == ("Loud x!!", True)


def test_super_can_be_called_in_a_method_that_is_decorated() -> None:
    @so.carrier
    class Loud(Track):
        @shouting
        def describe(self) -> str:
            return super().describe()

    assert Loud(title="x").describe() == "LOUD X"


def test_a_method_may_refer_to_its_class_and_to_what_is_assigned_later() -> None:
    @so.carrier
    class Cover(Track):
        def describe(self) -> str:
            return f"{__class__.__name__} {original.title}"  # type: ignore[name-defined]  # the class's own cell

    original = Track(title="first")
    assert Cover().describe() == "Cover first"


def test_a_carrier_may_derive_from_abstract_generic_and_plain_classes() -> None:
    class Sized(abc.ABC):
        __slots__ = ()

        @abc.abstractmethod
        def area(self) -> int: ...

    class Coloured:
        def colour(self) -> str:
            return "red"

    @so.carrier
    class Tile(Coloured, Sized, Generic[T]):
        width: int = so.member("Width", default=2)

        def area(self) -> int:
            return self.width**2

    tile = so.decode(b'{"Width":3}', Tile)
    assert (tile.area(), tile.colour(), isinstance(tile, Sized)) == (9, "red", True)
    assert so.encode(tile) == b'{"Width":3}'
    assert Tile[int](width=4).area() == 16


class Named(Protocol):
    """What has a name."""

    name: str

    def greet(self) -> str:
        """Says hello."""
        return f"Hello {self.name}"


def test_a_carrier_may_declare_that_it_follows_a_protocol() -> None:
    @so.carrier
    class Person(Named):
        name: str = so.member("Name", default="")

    assert so.decode(b'{"Name":"x"}', Person).greet() == "Hello x"


def test_a_class_decorator_above_may_keep_the_carrier() -> None:
    kept: list[type] = []

    def keeping(cls: C) -> C:
        kept.append(cls)
        return cls

    @keeping
    @so.carrier
    class Leaf:
        size: int = so.member("Size", default=0)

    assert kept == [Leaf]
    assert type(so.decode(b"{}", Leaf)) is kept[0]


class Priced(Generic[T]):
    """A base beside the dictionary."""


class Prices(Priced[int], dict[str, so.int32]):
    """A dictionary with another base before it."""


def test_a_dictionary_class_may_have_other_bases() -> None:
    @so.carrier
    class Shop:
        prices: Prices = so.member("Prices", default_factory=Prices)

    shop = so.decode(b'{"Prices":{"tea":"3"}}', Shop)
    assert (type(shop.prices), shop.prices) == (Prices, {"tea": 3})
    assert so.encode(shop) == b'{"Prices":{"tea":"3"}}'
