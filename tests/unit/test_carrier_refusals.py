"""What cannot be a carrier is refused when the class is made, with class, field and reason."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import typing
from typing import Annotated, Any, Literal

import pytest

import so_carriers as so


@so.carrier
class Track:
    """A carrier to derive from."""

    title: str = so.member("Title")
    seconds: int = so.member("Seconds", default=0)


class Prices(dict[str, int]):
    """A dictionary of a class of its own."""


def anything(*_arguments: object) -> None:
    """A method that takes whatever it is given."""


def class_of(annotations: dict[str, object], **attributes: object) -> type[Any]:
    """An undecorated class of these fields."""
    return type("Invoice", (), {"__annotations__": annotations, **attributes})


def class_with(annotation: object, name: Any = "Amount", **options: Any) -> type[Any]:
    """An undecorated class of one field, `amount`."""
    return class_of({"amount": annotation}, amount=so.member(name, **options))


def refusal_of(cls: type[Any]) -> str:
    with pytest.raises(so.InvalidDefinition) as refused:
        so.carrier(cls)
    assert isinstance(refused.value, TypeError)
    return str(refused.value)


UNSUPPORTED: dict[str, object] = {
    "object": object,
    "bytes": bytes,
    "set[int]": set[int],
    "float": float,
    "complex": complex,
    "int | str": int | str,
    "tuple": tuple,
    "tuple[int, ...]": tuple[int, ...],
    "datetime": datetime.datetime,
    "date": datetime.date,
    "list": list,
    "dict": dict,
    "typing.List": typing.List,  # noqa: UP006  # the old names are still in use
    "typing.Dict": typing.Dict,  # noqa: UP006  # as above
    "dict[int, ...]": dict[int, str],
    "Any": Any,
    "None": None,
    "Literal": Literal["a"],
    "float ": list[dict[str, float | None]],
    "bytes ": Annotated[bytes, "mark"],
    "InitVar[int]": dataclasses.InitVar[int],
}


@pytest.mark.parametrize("shown", UNSUPPORTED)
def test_a_type_that_is_not_on_the_wire_is_refused_with_class_field_and_type(shown: str) -> None:
    refusal = refusal_of(class_with(UNSUPPORTED[shown]))
    assert refusal.startswith("Invoice.amount: ")
    assert shown.strip() in refusal


@pytest.mark.parametrize("base", [enum.Enum, enum.IntEnum, enum.IntFlag, enum.Flag, so.WireEnum, so.WireFlag])
def test_an_enum_without_members_is_refused(base: type[enum.Enum]) -> None:
    refusal = refusal_of(class_with(base))
    assert refusal.startswith(f"Invoice.amount: {base.__name__} ")
    assert "no members" in refusal


@pytest.mark.parametrize("annotation", ["so.Datetime", "int |", "list[int"])
def test_an_annotation_that_cannot_be_read_is_refused_with_class_and_field(annotation: str) -> None:
    assert "Invoice.amount" in refusal_of(class_with(annotation))


def test_a_class_that_is_never_declared_is_refused_on_first_use_with_class_and_field() -> None:
    cls = so.carrier(class_with("Nowhere | None", default=None))
    with pytest.raises(so.InvalidDefinition, match=r"Invoice\.amount.*Nowhere"):
        so.decode(b"{}", cls)


@pytest.mark.parametrize("name", ["Total", "TOTAL", "total"])
@pytest.mark.parametrize("later", [None, "ALaterClass | None"])
def test_two_members_of_one_name_in_any_case_are_refused(name: str, later: str | None) -> None:
    annotations = {"first": "int", "second": "int"} | ({"third": later} if later else {})
    members = {"first": so.member("Total"), "second": so.member(name), "third": so.member("Other")}
    refusal = refusal_of(class_of({**annotations}, **{key: members[key] for key in annotations}))
    assert refusal.startswith("Invoice.second: ")
    assert f'"{name}"' in refusal
    assert '"Total"' in refusal


def test_a_name_that_a_base_has_in_another_case_is_refused() -> None:
    cls = type("Cover", (Track,), {"__annotations__": {"name": str}, "name": so.member("TITLE")})
    assert refusal_of(cls).startswith("Cover.name: ")


def test_only_ascii_letters_are_one_name_in_two_cases() -> None:
    names = {"a": "K", "b": "\N{KELVIN SIGN}", "c": "É", "d": "é"}
    cls = so.carrier(
        class_of(dict.fromkeys(names, int), **{key: so.member(name) for key, name in names.items()})
    )
    body = '{"k":1,"\N{KELVIN SIGN}":2,"é":3}'.encode()
    read = so.decode(body, cls)
    assert (read.a, read.b, read.c, read.d) == (1, 2, 0, 3)
    assert so.encode(read) == body


NO_DEFAULT = object()


@pytest.mark.parametrize("default", [NO_DEFAULT, 0, dataclasses.field(default=0), anything])
@pytest.mark.parametrize("later", [{}, {"b": "ALaterClass | None"}])
def test_a_field_without_member_is_refused(default: object, later: dict[str, object]) -> None:
    values = {} if default is NO_DEFAULT else {"a": default}
    refusal = refusal_of(class_of({"a": int} | later, **values, **{key: so.member("B") for key in later}))
    assert refusal.startswith("Invoice.a: ")
    assert "member(" in refusal


@pytest.mark.parametrize("name", ["", 3, None, b"Amount", ["Amount"], "\ud800"])
def test_a_wire_name_that_is_no_text_is_refused(name: Any) -> None:
    refusal = refusal_of(class_with(int, name))
    assert refusal.startswith("Invoice.amount: ")
    assert "wire name" in refusal


def test_member_without_a_name_is_a_type_error() -> None:
    with pytest.raises(TypeError):
        so.member()  # type: ignore[call-arg]  # what is tested


def test_a_member_without_an_annotation_is_refused() -> None:
    assert "amount" in refusal_of(class_of({}, amount=so.member("Amount")))


@pytest.mark.parametrize("default", [[], {}, set(), Prices(), so.Role()])
def test_a_default_that_can_change_is_refused(default: object) -> None:
    refusal = refusal_of(class_with(list[int], default=default))
    assert refusal.startswith("Invoice")
    assert "amount" in refusal
    assert "default_factory" in refusal


def test_a_default_beside_a_factory_is_refused() -> None:
    with pytest.raises(so.InvalidDefinition):
        so.member("Amount", default=0, default_factory=int)


RESERVED = ["__init__", "__new__", "__post_init__", "__setattr__", "__delattr__"]


@pytest.mark.parametrize("name", [*RESERVED, "__slots__"])
def test_what_the_library_defines_itself_is_refused(name: str) -> None:
    value = () if name == "__slots__" else anything
    refusal = refusal_of(class_of({}, **{name: value}))
    assert refusal.startswith("Invoice")
    assert name in refusal


@pytest.mark.parametrize("name", ["__new__", "__post_init__", "__setattr__"])
def test_what_the_library_defines_itself_is_refused_in_a_base_class_too(name: str) -> None:
    mixin = type("Mixin", (), {name: anything, "__slots__": ()})
    assert name in refusal_of(type("Invoice", (mixin,), {}))


def test_a_field_of_the_name_of_the_hidden_slot_is_refused() -> None:
    assert "_wire_state" in refusal_of(class_of({"_wire_state": int}, _wire_state=so.member("State")))


def test_an_attribute_in_the_place_of_an_inherited_member_is_refused() -> None:
    assert "seconds" in refusal_of(type("Cover", (Track,), {"seconds": 3}))


def test_a_carrier_that_requires_one_of_itself_is_refused_with_class_and_field() -> None:
    refusal = refusal_of(class_with("Invoice"))
    assert "itself" in refusal
    assert "Invoice.amount" in refusal


def test_two_carriers_that_require_each_other_are_refused_on_first_use() -> None:
    @so.carrier
    class Egg:
        hen: Hen = so.member("Hen")

    @so.carrier
    class Hen:
        egg: Egg = so.member("Egg")

    with pytest.raises(so.InvalidDefinition, match="itself"):
        so.decode(b"{}", Egg)


@pytest.mark.parametrize(
    ("annotation", "options"),
    [
        ("Invoice | None", {}),
        ("list[Invoice]", {}),
        ("dict[str, Invoice]", {}),
        ("Invoice", {"default_factory": lambda: None}),
    ],
)
def test_a_carrier_may_hold_its_kind_where_it_need_not(annotation: str, options: dict[str, Any]) -> None:
    cls = so.carrier(class_with(annotation, **options))
    assert so.encode(so.decode(b"{}", cls)) == b"{}"


def test_an_undecorated_subclass_can_neither_be_made_nor_read() -> None:
    class Bootleg(Track):
        pass

    with pytest.raises(so.InvalidDefinition, match=r"Bootleg.*@carrier"):
        Bootleg(title="x")
    with pytest.raises(so.InvalidDefinition, match="Bootleg"):
        so.decode(b"{}", Bootleg)
    with pytest.raises(so.InvalidDefinition, match=r"Bootleg.*@carrier"):
        so.schema_of(Bootleg)
    assert "Bootleg" in refusal_of(class_with(Bootleg))


def test_an_undecorated_subclass_is_not_made_by_an_init_of_its_own_either() -> None:
    class Bootleg(Track):
        def __init__(self, label: str) -> None:
            self.label = label

    with pytest.raises(so.InvalidDefinition, match=r"Bootleg.*@carrier"):
        Bootleg("x")


def test_a_carrier_whose_init_fails_a_second_time_is_still_one() -> None:
    track = Track(title="x")
    with pytest.raises(TypeError):
        track.__init__(bad=1)  # type: ignore[misc]  # the mistake that is tried
    assert so.encode(track) == b'{"Title":"x","Seconds":0}'


@pytest.mark.parametrize(
    "asked", [float, "Track", list, dict, None, [int], {}, 3, set[int], int | str, object, Any, list["Track"]]
)
def test_a_type_that_is_not_on_the_wire_can_be_asked_of_neither_direction(asked: Any) -> None:
    with pytest.raises(so.InvalidDefinition, match="is not a type that a carrier can have"):
        so.decode(b"[]", asked)
    if asked is not None:
        with pytest.raises(so.InvalidDefinition, match="is not a type that a carrier can have"):
            so.encode([], type=asked)
