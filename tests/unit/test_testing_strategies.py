"""What the strategies of `so_carriers.testing` promise of each value: options, shrinking, refusals."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings, strategies as st
from hypothesis.errors import InvalidArgument

import so_carriers as so
from so_carriers.schema.types import is_carrier
from so_carriers.testing import (
    carriers,
    custom_fields,
    damaged,
    date_texts,
    datetimes,
    json_bodies,
    texts,
    xml_texts,
)
from so_carriers.testing.strategies.texts import is_xml_character

PLAIN = {"unknown": False, "nulls": False, "spellings": False}


@so.carrier
class Leaf:
    """Members of every kind, two of which are required."""

    number: so.int32 = so.member("Number", key=True)
    kind: so.UserType | str = so.member("Kind")
    rights: so.ETableRight | str = so.member("Rights", default=so.ETableRight.NONE)
    text: str | None = so.member("Text", default=None)
    day: so.DateTime | None = so.member("Day", default=None)
    words: list[str] = so.member("Words", default_factory=list)
    by_name: dict[str, str | None] = so.member("ByName", default_factory=dict)
    fields: so.CustomFields | None = so.member("Fields", default=None)
    leaves: list[Leaf | None] | None = so.member("Leaves", default=None)
    later: Later | None = so.member("Later", default=None)


@so.carrier
class Later:
    """A class that is declared after one that names it."""

    flag: bool = so.member("Flag", default=False)
    leaf: Leaf | None = so.member("Leaf", default=None)


@so.carrier
class Nothing:
    """A carrier without members."""


CLASSES = st.sampled_from([Leaf, Later, Nothing, so.User, so.Role, so.MDOListItem, so.GetAllRolesRequest])


def containers_in(value: Any) -> int:
    """How many containers that hold something stand in each other; defaults do not count."""
    if is_carrier(type(value)):
        inner = [
            held
            for member in so.schema_of(type(value)).members
            if not member.is_required and (held := getattr(value, member.attribute)) != member.absent_value()
        ]
        inner += so.unknown_members(value).values()
    elif isinstance(value, (list, dict)):
        inner = [*value.values()] if isinstance(value, dict) else value
    else:
        return 0
    return 1 + max(map(containers_in, inner), default=0) if inner else 0


def json_containers_in(value: Any) -> int:
    if not isinstance(value, (list, dict)) or not value:
        return 0
    return 1 + max(map(json_containers_in, value.values() if isinstance(value, dict) else value))


def largest_in(value: Any) -> int:
    if is_carrier(type(value)):
        inner = [*so.schema_of(type(value)).values(value), *so.unknown_members(value).values()]
        return max(map(largest_in, inner), default=0)
    if isinstance(value, (list, dict)):
        return max(len(value), *map(largest_in, value.values() if isinstance(value, dict) else value), 0)
    return 0


def texts_in(value: Any) -> Iterator[str]:
    """All texts of a value, keys and names of unknown members among them."""
    if is_carrier(type(value)):
        for inner in so.schema_of(type(value)).values(value):
            yield from texts_in(inner)
        yield from texts_in(dict(so.unknown_members(value)))
    elif isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)
    elif isinstance(value, str):
        yield value


def carriers_in(value: Any) -> Iterator[Any]:
    if is_carrier(type(value)):
        yield value
        value = list(so.schema_of(type(value)).values(value))
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from carriers_in(inner)


def with_class(strategy: Callable[..., st.SearchStrategy[Any]], **options: Any) -> st.SearchStrategy[Any]:
    return CLASSES.flatmap(lambda cls: st.tuples(st.just(cls), strategy(cls, **options)))


@given(st.data(), st.integers(0, 4))
def test_carriers_are_no_deeper_than_they_are_asked_for(data: st.DataObject, depth: int) -> None:
    cls = data.draw(CLASSES)
    assert containers_in(data.draw(carriers(cls, depth=depth))) <= depth


@given(st.data(), st.integers(0, 4))
def test_bodies_are_no_deeper_than_they_are_asked_for(data: st.DataObject, depth: int) -> None:
    body = data.draw(json_bodies(data.draw(CLASSES), depth=depth))
    assert json_containers_in(json.loads(body)) <= depth


@given(st.data(), st.integers(0, 3))
def test_lists_and_dictionaries_hold_no_more_items_than_they_are_asked_for(
    data: st.DataObject, items: int
) -> None:
    cls = data.draw(CLASSES)
    # A member that is named twice is an unknown one, of as many members as it has.
    assert largest_in(data.draw(carriers(cls, items=items, spellings=False))) <= items
    body = data.draw(json_bodies(cls, items=items, spellings=False))
    assert largest_in(so.decode(body, cls)) <= items


# With other spellings a member may be named twice: what is not the member then is an unknown one.


@given(with_class(carriers, texts=st.text("ab"), spellings=False))
def test_all_texts_of_a_carrier_come_from_the_strategy_that_was_given(pair: tuple[Any, Any]) -> None:
    assert [text for text in texts_in(pair[1]) if not set(text) <= {"a", "b"}] == []


@given(with_class(json_bodies, texts=st.text("ab"), spellings=False))
def test_all_texts_of_a_body_come_from_the_strategy_that_was_given(pair: tuple[Any, bytes]) -> None:
    value = so.decode(pair[1], pair[0])
    assert [text for text in texts_in(value) if not set(text) <= {"a", "b"}] == []


def test_texts_reach_keys_lists_and_unknown_members() -> None:
    found = carriers(Leaf, texts=st.just("b"), spellings=False)
    find(found, lambda leaf: leaf.by_name == {"b": "b"})
    find(found, lambda leaf: leaf.words == ["b"])
    find(found, lambda leaf: so.unknown_members(leaf) == {"b": "b"})
    find(found, lambda leaf: leaf.fields == {"b": "b"})


@given(with_class(carriers, unknown=False))
def test_carriers_hold_no_unknown_members_unless_they_are_asked_for(pair: tuple[Any, Any]) -> None:
    assert [carrier for carrier in carriers_in(pair[1]) if so.unknown_members(carrier)] == []


@given(with_class(carriers, nulls=False))
def test_carriers_have_all_members_unless_nulls_are_asked_for(pair: tuple[Any, Any]) -> None:
    for carrier in carriers_in(pair[1]):
        state = carrier._wire_state
        assert state is None or (not state.absent and not state.null)


@given(with_class(carriers, spellings=False))
def test_carriers_have_canonical_spellings_unless_others_are_asked_for(pair: tuple[Any, Any]) -> None:
    for carrier in carriers_in(pair[1]):
        state = carrier._wire_state
        assert state is None or (not state.names and not state.spellings and state.order is None)


@given(with_class(carriers, **PLAIN))
def test_plain_carriers_hold_what_their_attributes_say(pair: tuple[Any, Any]) -> None:
    assert all(carrier._wire_state is None for carrier in carriers_in(pair[1]))


@given(with_class(json_bodies, **PLAIN, white_space=False))
def test_plain_bodies_are_canonical(pair: tuple[Any, bytes]) -> None:
    cls, body = pair
    value = so.decode(body, cls, strict=True)
    assert so.encode(value) == body
    for carrier in carriers_in(value):
        state = carrier._wire_state
        assert state is None or not (state.unknown or state.null or state.order)


@pytest.mark.parametrize(
    "is_met",
    [
        so.unknown_members,
        lambda leaf: leaf._wire_state and leaf._wire_state.null,
        lambda leaf: leaf._wire_state and leaf._wire_state.names,
        lambda leaf: leaf._wire_state and leaf._wire_state.spellings,
        lambda leaf: leaf._wire_state and leaf._wire_state.order,
        lambda leaf: leaf._wire_state and leaf._wire_state.absent,
        lambda leaf: leaf.fields and "SuperOffice:1" in leaf.fields,
        lambda leaf: leaf.later and leaf.later.leaf,
        lambda leaf: leaf.leaves == [None],
        lambda leaf: isinstance(leaf.kind, str) and leaf.kind,
        lambda leaf: isinstance(leaf.rights, so.ETableRight) and leaf.rights.bit_count() > 1,
        lambda leaf: leaf.day and leaf.day.nanosecond,
    ],
)
def test_carriers_come_in_every_state(is_met: Callable[[Leaf], Any]) -> None:
    asked = settings(max_examples=5000, phases=[Phase.generate])
    assert is_met(find(carriers(Leaf), lambda leaf: bool(is_met(leaf)), settings=asked))


@pytest.mark.parametrize(
    "asked",
    [
        so.User,
        list[so.User],
        dict[str, so.Role | None],
        so.User | None,
        list[list[so.Int32 | None]],
        so.UserType | str,
        so.ETableRight | str,
        so.RoleType,
        str,
        int,
        bool,
        so.Int32,
        so.DateTime,
        so.CustomFields,
        so.FieldProperties,
    ],
    ids=str,
)
def test_bodies_are_made_of_every_type_that_is_read(asked: Any) -> None:
    @given(json_bodies(asked))
    def is_read(body: bytes) -> None:
        so.decode(body, asked)

    is_read()


@given(json_bodies(Leaf | None))
def test_a_root_that_may_be_null_is_null_now_and_then(body: bytes) -> None:
    so.decode(body, Leaf | None)


@given(datetimes(min_value=so.DateTime(2024, 2, 29, 12, nanosecond=700), max_value=so.DateTime(2024, 3, 1)))
def test_datetimes_stay_in_their_bounds(moment: so.DateTime) -> None:
    reading = moment.replace(tzinfo=None)
    assert so.DateTime(2024, 2, 29, 12, nanosecond=700) <= reading <= so.DateTime(2024, 3, 1)
    assert so.DateTime.fromisoformat(moment.isoformat()).is_written_like(moment)


@given(datetimes(zones=False), datetimes(zones=st.just(datetime.UTC)))
def test_datetimes_have_the_zones_that_they_are_asked_for(bare: so.DateTime, utc: so.DateTime) -> None:
    assert bare.zone_kind == "none"
    assert utc.zone_kind == "Z"


def test_datetimes_reach_every_digit_and_kind_of_zone() -> None:
    for kind in ("none", "Z", "offset"):
        found = st.tuples(st.just(kind), datetimes())
        find(found, lambda pair: pair[1].zone_kind == pair[0])
    find(datetimes(), lambda moment: moment.nanosecond == 900)
    find(datetimes(), lambda moment: str(moment.utcoffset())[:1] == "-")


@given(date_texts())
def test_date_texts_are_read(text: str) -> None:
    so.DateTime.fromisoformat(text)


@given(custom_fields())
def test_custom_fields_are_read_by_the_type_that_their_text_says(fields: so.CustomFields) -> None:
    readers = {
        "I": fields.int,
        "F": fields.float,
        "M": fields.money,
        "D": fields.date,
        "TS": fields.time_span,
    }
    for key, text in fields.items():
        marker = text[1:].partition(":")[0] if text is not None and text.startswith("[") else ""
        if key.count(":") < 2 and marker in readers and text != "[I:3]":
            assert readers[marker](key) is not None


def test_custom_fields_have_what_a_server_puts_beside_them() -> None:
    found = find(custom_fields(), lambda fields: {"x_name", "x_name:DisplayText"} <= fields.keys())
    assert "x_name:org" not in found
    find(custom_fields(), lambda fields: "SuperOffice:1:org" in fields)
    find(custom_fields(), lambda fields: None in fields.values())


@given(st.data(), st.binary(max_size=20))
def test_a_damaged_body_is_another(data: st.DataObject, body: bytes) -> None:
    assert data.draw(damaged(st.just(body))) != body


@given(xml_texts())
def test_texts_of_xml_hold_its_characters_only(text: str) -> None:
    assert all(map(is_xml_character, text))
    so.encode([text], "text/xml")


LICENSES = so.LicenseOwner()
LEAST_FIELDS = so.CustomFields({"SuperOffice:1": "[I:0]"})


@pytest.mark.parametrize(
    ("strategy", "is_met", "least"),
    [
        (carriers(so.User), lambda _: True, so.User()),
        (carriers(so.User), lambda user: user.rank, so.User(rank=1)),
        (carriers(so.User), lambda user: user.name is not None, so.User(name="")),
        (carriers(so.User), lambda user: user.name, so.User(name="0")),
        (carriers(so.User), lambda user: user.deleted, so.User(deleted=True)),
        (carriers(so.User), lambda user: user.role and user.role.tooltip, so.User(role=so.Role(tooltip="0"))),
        (carriers(so.User), lambda user: any(user.license_owners or ()), so.User(license_owners=[LICENSES])),
        (carriers(so.User), lambda user: any(user.credentials or ()), so.User(credentials=[so.Credential()])),
        (carriers(Leaf), lambda _: True, so.decode("{}", Leaf)),
        (json_bodies(so.User), lambda _: True, b"{}"),
        (json_bodies(so.User), lambda body: b'"Rank":0' in body, b'{"Rank":0}'),
        (json_bodies(so.User), lambda body: so.decode(body, so.User).role, b'{"Role":{}}'),
        (json_bodies(so.User), lambda body: b" " in body and b'"' not in body, b"{  }"),
        (json_bodies(list[so.User]), lambda _: True, b"[]"),
        (json_bodies(str), lambda _: True, b'""'),
        (json_bodies(so.Int32), lambda _: True, b"0"),
        (datetimes(), lambda _: True, so.DateTime(2000, 1, 1)),
        (datetimes(), lambda moment: moment.nanosecond, so.DateTime(2000, 1, 1, nanosecond=100)),
        (custom_fields(), lambda _: True, so.CustomFields()),
        (custom_fields(), bool, LEAST_FIELDS),
        (texts(), lambda _: True, ""),
        (texts(), bool, "0"),
        (xml_texts(), bool, "0"),
    ],
)  # fmt: skip
def test_examples_shrink_to_something_readable(
    strategy: st.SearchStrategy[Any], is_met: Callable[[Any], Any], least: Any
) -> None:
    asked = settings(max_examples=10_000, database=None)
    found = find(strategy, lambda value: bool(is_met(value)), settings=asked, random=Random(0))
    # Whether a carrier was made, or read from the body that says no more, is the same to a reader.
    assert found == least


def test_an_absent_member_shrinks_to_a_carrier_without_any() -> None:
    found = find(carriers(so.Role), lambda role: so.is_absent(role, "id"))
    assert so.encode(found) == b"{}"


def test_damage_shrinks_to_one_small_edit() -> None:
    assert find(damaged(st.just(b'{"a":1}')), lambda _: True) == b'{"a":1'


@pytest.mark.parametrize(
    ("strategy", "shown"),
    [
        (lambda: carriers(Leaf), "carriers(Leaf)"),
        (lambda: carriers(so.User, depth=2, unknown=False), "carriers(User, depth=2, unknown=False)"),
        (lambda: json_bodies(so.User), "json_bodies(User)"),
        (lambda: json_bodies(so.User, white_space=False), "json_bodies(User, white_space=False)"),
        (lambda: damaged(json_bodies(so.User)), "damaged(json_bodies(User))"),
        (datetimes, "datetimes()"),
        (lambda: datetimes(zones=False), "datetimes(zones=False)"),
        (custom_fields, "custom_fields()"),
        (texts, "texts()"),
        (xml_texts, "xml_texts()"),
    ],
)
def test_strategies_are_shown_as_they_are_called(
    strategy: Callable[[], st.SearchStrategy[Any]], shown: str
) -> None:
    assert repr(strategy()) == shown


class Derived(Later):
    """Not decorated."""


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda: carriers(int), "int is not a carrier: declare one with @carrier"),
        (lambda: carriers(Derived), "Derived is not a carrier: decorate it with @carrier"),
        (lambda: carriers(list[so.User]), r"is not a carrier class; json_bodies takes other types"),
        (lambda: carriers("User"), "'User' is not a carrier class"),  # type: ignore[arg-type]  # the mistake
        (lambda: carriers(so.User, depth=-1), "depth must be a number from 0, found -1"),
        (lambda: carriers(so.User, depth=True), "depth must be a number from 0, found True"),
        (lambda: carriers(so.User, items=1.5), "items must be a number from 0, found 1.5"),  # type: ignore[arg-type]  # the mistake
        (lambda: carriers(so.User, texts="a"), r"texts must be a strategy such as st.text\(\), found 'a'"),  # type: ignore[arg-type]  # the mistake
        (lambda: carriers(so.User, nulls=None), "nulls must be True or False, found None"),  # type: ignore[arg-type]  # the mistake
        (lambda: json_bodies(float), "float is not a type that a carrier can have: .* take str or int"),
        (lambda: json_bodies(list), "say of what"),
        (lambda: json_bodies([]), "is not a type that a carrier can have"),  # type: ignore[arg-type]  # the mistake
        (lambda: json_bodies(so.User, white_space=1), "white_space must be True or False, found 1"),  # type: ignore[arg-type]  # the mistake
        (lambda: datetimes(min_value=datetime.datetime.max, max_value=so.DateTime.min), "is after max_value"),
        (lambda: datetimes(min_value=so.DateTime(1, 1, 1, tzinfo=datetime.UTC)), "which has no zone"),
        (lambda: datetimes(max_value=datetime.date(1, 1, 1)), "max_value must be a DateTime"),  # type: ignore[arg-type]  # the mistake
        (lambda: datetimes(zones="Z"), "zones must be True, False or a strategy"),  # type: ignore[arg-type]  # the mistake
        (lambda: custom_fields(fields=-1), "fields must be a number from 0"),
        (lambda: custom_fields(texts="a"), "texts must be a strategy"),  # type: ignore[arg-type]  # the mistake
        (lambda: damaged(b"{}"), "bodies must be a strategy"),  # type: ignore[arg-type]  # the mistake
    ],
)  # fmt: skip
def test_wrong_arguments_are_refused_at_once(call: Callable[[], Any], reason: str) -> None:
    with pytest.raises(InvalidArgument, match=reason):
        call()
