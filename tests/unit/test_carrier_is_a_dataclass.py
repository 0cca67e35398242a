"""Whatever works on a dataclass works on a carrier, and keeps what only a carrier knows."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import typing
import weakref
from collections.abc import Callable, Hashable
from typing import Any
from unittest import mock

import pytest

import so_carriers as so
from so_carriers.schema.types import is_carrier


@so.carrier
class Author:
    name: str = so.member("Name", default="", key=True)
    books: list[Book] = so.member("Books", default_factory=list)


@so.carrier
class Book:
    title: str = so.member("Title")
    pages: int = so.member("Pages", default=0)
    author: Author | None = so.member("Author", default=None)
    prices: dict[str, int] = so.member("Prices", default_factory=dict)
    printed: so.DateTime | None = so.member("Printed", default=None)
    pin: str | None = so.member("Pin", default=None, secret=True)


@so.carrier
class Atlas(Book):
    maps: int = so.member("Maps")


@so.carrier
class Partner:
    name: str = so.member("Name", default="")
    partner: Partner | None = so.member("Partner", default=None)


ODD = (
    b'{"shelf":1.10,"pages":"3","Title":null,"Author":{"Books":[{"title":"b","X":{"Y":[1e400]}}],"Z":{}},'
    b'"Prices":{"b":3.0,"a":"4"},"Printed":"2024-05-06"}'
)
"""A body with something of everything that a wire state keeps."""


def pickler(protocol: int) -> Callable[[Any], Any]:
    return lambda value: pickle.loads(pickle.dumps(value, protocol))


REPLACERS: dict[str, Callable[..., Any]] = {"dataclasses.replace": dataclasses.replace}
if "replace" in vars(copy):  # new in Python 3.13
    REPLACERS["copy.replace"] = vars(copy)["replace"]
DEEP_COPIERS: dict[str, Callable[[Any], Any]] = {
    "deepcopy": copy.deepcopy,
    **{f"pickle {protocol}": pickler(protocol) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)},
}
COPIERS = {"copy": copy.copy, **DEEP_COPIERS, **REPLACERS}

CARRIERS = [name for name in so.__all__ if is_carrier(getattr(so, name))]


def made() -> Book:
    return Book(title="Emma", pages=3, author=Author(name="Jane"), prices={"eur": 9}, pin="swordfish")


@pytest.mark.parametrize("name", CARRIERS)
def test_every_carrier_is_a_dataclass_with_slots_and_keyword_only_arguments(name: str) -> None:
    cls: type[Any] = getattr(so, name)
    made = cls()
    names = [field.name for field in dataclasses.fields(cls)]
    slots = [slot for base in reversed(cls.__mro__) for slot in vars(base).get("__slots__", ())]
    assert dataclasses.is_dataclass(made)
    assert all(field.kw_only for field in dataclasses.fields(cls))
    assert [slot for slot in slots if slot != "_wire_state"] == names
    assert not hasattr(made, "__dict__")


@pytest.mark.parametrize("name", CARRIERS)
@pytest.mark.parametrize("copied", COPIERS.values(), ids=COPIERS)
def test_every_carrier_survives_each_way_of_copying(name: str, copied: Callable[[Any], Any]) -> None:
    cls = getattr(so, name)
    for carrier in (cls(), so.decode(b'{"X":1}', cls)):
        twin = copied(carrier)
        assert twin is not carrier
        assert type(twin) is cls
        assert so.identical(twin, carrier)


def test_slots_list_the_fields_that_the_class_itself_adds() -> None:
    assert vars(Author)["__slots__"] == ("name", "books")
    assert vars(Atlas)["__slots__"] == ("maps",)
    with pytest.raises(TypeError, match="weak reference"):
        weakref.ref(made())


@pytest.mark.parametrize("attribute", ["page", "Pages", "__dict__", "_state", "", "a b"])
def test_an_attribute_that_is_no_member_cannot_be_assigned(attribute: str) -> None:
    for book in (made(), so.decode(ODD, Book)):
        with pytest.raises(AttributeError):
            setattr(book, attribute, 1)
        assert not hasattr(book, attribute)


def test_a_member_cannot_be_deleted_and_the_error_tells_what_to_do() -> None:
    book = made()
    with pytest.raises(AttributeError, match=r"set_absent\(.*'pages'"):
        del book.pages
    assert book.pages == 3


@pytest.mark.parametrize(
    ("cls", "arguments", "missing"),
    [
        (Book, {}, ["title"]),
        (Book, {"pages": 1}, ["title"]),
        (Atlas, {"maps": 1}, ["title"]),
        (Atlas, {}, ["title", "maps"]),
    ],
)
def test_arguments_without_a_default_are_required_and_named(
    cls: type[Any], arguments: dict[str, Any], missing: list[str]
) -> None:
    with pytest.raises(TypeError, match="missing") as error:
        cls(**arguments)
    assert [name for name in ("title", "pages", "maps") if f"'{name}'" in str(error.value)] == missing


def test_positional_and_unknown_arguments_are_refused() -> None:
    with pytest.raises(TypeError):
        Author("Jane")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # what is tested
    with pytest.raises(TypeError, match="Name"):
        Author(Name="Jane")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]  # what is tested


def test_the_signature_shows_every_member_by_keyword_with_its_default() -> None:
    parameters = dict(inspect.signature(Atlas).parameters)
    hidden = parameters.pop("_wire_state")
    assert hidden.default is None
    assert [*parameters] == ["title", "pages", "author", "prices", "printed", "pin", "maps"]
    assert {parameter.kind for parameter in parameters.values()} == {inspect.Parameter.KEYWORD_ONLY}
    assert parameters["title"].default is inspect.Parameter.empty
    assert (parameters["pages"].default, parameters["pin"].default) == (0, None)


def test_type_hints_are_those_that_were_written() -> None:
    hints = typing.get_type_hints(Atlas)
    assert hints["title"] is str
    assert hints["maps"] is int
    assert hints["author"] == Author | None
    assert typing.get_type_hints(Author)["books"] == list[Book]


@pytest.mark.parametrize("replace", REPLACERS.values(), ids=REPLACERS)
def test_replace_changes_what_is_named_and_nothing_else(replace: Callable[..., Any]) -> None:
    book = made()
    other = replace(book, pages=4, pin=None)
    assert (other.pages, other.pin, book.pages, book.pin) == (4, None, 3, "swordfish")
    assert other.author is book.author
    assert so.encode(replace(so.decode(ODD, Book), pages=4)) == ODD.replace(b'"3"', b"4")
    with pytest.raises(TypeError):
        replace(book, page=4)


@pytest.mark.parametrize("copied", COPIERS.values(), ids=COPIERS)
def test_what_the_wire_said_survives_each_way_of_copying(copied: Callable[[Any], Any]) -> None:
    book = so.decode(ODD, Book)
    assert so.encode(book) == ODD
    twin = copied(book)
    assert so.identical(twin, book)
    assert so.encode(twin) == ODD


@pytest.mark.parametrize("cls", [Book, Atlas])
def test_asdict_gives_plain_dictionaries_by_attribute_all_the_way_down(cls: type[Book]) -> None:
    read = dataclasses.asdict(so.decode(ODD, cls))
    inner = {"title": "b", "pages": 0, "author": None, "prices": {}, "printed": None, "pin": None}
    assert read.pop("author") == {"name": "", "books": [inner]}
    assert read.pop("maps", 0) == 0
    printed = so.DateTime(2024, 5, 6)
    assert read == {"title": "", "pages": 3, "prices": {"b": 3, "a": 4}, "printed": printed, "pin": None}


def test_astuple_gives_the_values_in_declared_order() -> None:
    assert dataclasses.astuple(made()) == ("Emma", 3, ("Jane", []), {"eur": 9}, None, "swordfish")


def test_a_copy_shares_its_values_and_a_deep_copy_does_not() -> None:
    book = made()
    assert copy.copy(book).prices is book.prices
    twin = copy.deepcopy(book)
    assert twin == book
    assert twin.prices is not book.prices
    assert twin.author is not book.author


@pytest.mark.parametrize("copied", DEEP_COPIERS.values(), ids=DEEP_COPIERS)
def test_a_structure_that_contains_itself_can_be_copied(copied: Callable[[Any], Any]) -> None:
    author = Author(name="Jane")
    author.books.append(Book(title="Emma", author=author))
    twin = copied(author)
    assert twin.books[0].author is twin
    assert (twin.name, twin.books[0].title) == ("Jane", "Emma")


@pytest.mark.parametrize("copied", DEEP_COPIERS.values(), ids=DEEP_COPIERS)
def test_two_carriers_that_hold_each_other_can_be_copied(copied: Callable[[Any], Any]) -> None:
    first, second = Partner(name="a"), Partner(name="b")
    first.partner, second.partner = second, first
    twin = copied(first)
    assert twin.partner.partner is twin
    assert (twin.name, twin.partner.name) == ("a", "b")


@pytest.mark.parametrize("copied", DEEP_COPIERS.values(), ids=DEEP_COPIERS)
def test_a_carrier_that_stands_twice_is_one_carrier_in_the_copy_too(copied: Callable[[Any], Any]) -> None:
    author = Author(name="Jane")
    first, second = copied([Book(title="a", author=author), Book(title="b", author=author)])
    assert first.author is second.author


def test_match_statements_take_carriers_apart_by_attribute() -> None:
    match made():
        case Book(title=title, author=Author(name=name), pages=3 | 4):
            assert (title, name) == ("Emma", "Jane")
        case _:
            pytest.fail("no case fits")
    assert Book.__match_args__ == ()


def test_the_repr_reads_like_the_call_that_makes_it_and_hides_secrets() -> None:
    assert repr(made()) == (
        "Book(title='Emma', pages=3, author=Author(name='Jane', books=[]), prices={'eur': 9}, printed=None)"
    )
    assert "swordfish" not in f"{made()!r} {made()} {[made()]} {Author(books=[made()])}"
    assert repr(so.decode(b"{}", Author)) == "Author(name='', books=[])"


def test_the_repr_of_a_structure_that_contains_itself_ends() -> None:
    author = Author(name="Jane")
    author.books.append(Book(title="Emma", author=author))
    assert repr(author).startswith("Author(name='Jane', books=[Book(title='Emma', pages=0, author=...")


def test_carriers_are_equal_when_their_attributes_and_unknown_members_are() -> None:
    assert made() == made()
    assert made() != dataclasses.replace(made(), pages=4)
    assert so.decode(b'{"title":"a","Pages":"1"}', Book) == Book(title="a", pages=1)
    assert so.decode(b'{"X":1,"Y":2}', Author) == so.decode(b'{"Y":2,"X":1}', Author)
    assert so.decode(b'{"X":1}', Author) != so.decode(b'{"X":2}', Author)
    assert so.decode(b'{"X":1}', Author) != Author()


def test_carriers_of_different_classes_are_never_equal() -> None:
    class Empty:
        pass

    one, other = so.carrier(Empty), so.carrier(Empty)
    assert one() == one() != other()
    base, derived = Book(title="a"), Atlas(title="a", maps=0)
    assert base != derived
    assert derived != base
    others: list[object] = [dataclasses.asdict(Author()), Author, None, 0]
    assert Author() not in others
    assert Author() == mock.ANY


def test_carriers_have_no_order() -> None:
    with pytest.raises(TypeError):
        _ = Author() < Author()  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue]  # as tested


def test_carriers_have_no_hash() -> None:
    assert not isinstance(made(), Hashable)
    for carrier in (made(), so.decode(ODD, Book)):
        with pytest.raises(TypeError, match="unhashable"):
            hash(carrier)
