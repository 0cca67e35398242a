"""What a carrier remembers of its body: presence, unknown members, order and spellings."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest

import so_carriers as so
from so_carriers.schema.wire_state import Spelling, WireState


class Level(so.WireEnum):
    LOW = 0, "Low"
    HIGH = 5, "High"


class Access(so.WireFlag):
    NONE = 0, "None"
    READ = 1, "Read"
    WRITE = 2, "Write"
    ALL = 3, "All"


@so.carrier
class Leaf:
    size: int = so.member("Size", default=0)
    name: str | None = so.member("Name", default=None)


@so.carrier
class Tree:
    height: int = so.member("Height", default=7)
    tall: bool = so.member("Tall", default=False)
    label: str | None = so.member("Label", default="none")
    planted: so.DateTime = so.member("Planted", default=so.DateTime(1, 1, 1))
    level: Level | str = so.member("Level", default=Level.LOW)
    access: Access | str = so.member("Access", default=Access.NONE)
    leaf: Leaf | None = so.member("Leaf", default=None)
    leaves: list[Leaf | None] | None = so.member("Leaves", default=None)
    counts: dict[str, int] | None = so.member("Counts", default=None)
    rings: list[int] = so.member("Rings", default_factory=list)


NAMES = {
    "height": "Height", "tall": "Tall", "label": "Label", "planted": "Planted", "level": "Level",
    "access": "Access", "leaf": "Leaf", "leaves": "Leaves", "counts": "Counts", "rings": "Rings",
}  # fmt: skip
NOT_NULL = ["height", "tall", "planted", "level", "access", "rings"]
OTHER_VALUES: dict[str, Any] = {
    "height": 8, "tall": True, "label": None, "planted": so.DateTime(2024, 5, 6), "level": Level.HIGH,
    "access": Access.READ, "leaf": Leaf(), "leaves": [], "counts": {}, "rings": [1],
}  # fmt: skip


def read(body: str) -> Tree:
    return so.decode(body, Tree)


def written(value: object) -> str:
    return so.encode(value).decode()


def pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))


@pytest.mark.parametrize("name", ["Leaf", "Leaves", "Counts"])
def test_absent_null_and_empty_are_different_things(name: str) -> None:
    empty = "[]" if name == "Leaves" else "{}"
    bodies = ["{}", f'{{"{name}":null}}', f'{{"{name}":{empty}}}']
    trees = [read(body) for body in bodies]
    assert [written(tree) for tree in trees] == bodies
    assert [so.is_absent(tree, name.lower()) for tree in trees] == [True, False, False]
    values = [getattr(tree, name.lower()) for tree in trees]
    assert values[:2] == [None, None]
    assert values[2] is not None


@pytest.mark.parametrize("attribute", NOT_NULL)
def test_null_against_the_type_reads_as_the_default_and_is_written_back(attribute: str) -> None:
    body = f'{{"{NAMES[attribute]}":null}}'
    tree = read(body)
    assert getattr(tree, attribute) == getattr(Tree(), attribute)
    assert not so.is_absent(tree, attribute)
    assert written(tree) == body


@pytest.mark.parametrize("attribute", NAMES)
@pytest.mark.parametrize("value", ["null", None])
def test_assigning_makes_a_member_present_even_when_it_is_the_default(
    attribute: str, value: str | None
) -> None:
    tree = read("{}" if value is None else f'{{"{NAMES[attribute]}":{value}}}')
    values: dict[str, Any] = {attribute: getattr(tree, attribute)}
    setattr(tree, attribute, values[attribute])
    assert not so.is_absent(tree, attribute)
    alone = Tree(**values)
    for other in NAMES.keys() - {attribute}:
        so.set_absent(alone, other)
    assert written(tree) == written(alone)
    assert so.identical(tree, alone)


def test_a_carrier_made_in_python_writes_every_member() -> None:
    assert written(Tree()) == (
        '{"Height":7,"Tall":false,"Label":"none","Planted":"0001-01-01T00:00:00","Level":"Low",'
        '"Access":"None","Leaf":null,"Leaves":null,"Counts":null,"Rings":[]}'
    )
    assert not any(so.is_absent(Tree(), attribute) for attribute in NAMES)


@pytest.mark.parametrize("attribute", NAMES)
def test_set_absent_leaves_a_member_out_and_resets_its_attribute(attribute: str) -> None:
    for tree in (Tree(**OTHER_VALUES), read(f'{{"{NAMES[attribute]}":null}}'), read("{}")):
        for _ in range(2):
            so.set_absent(tree, attribute)
            assert so.is_absent(tree, attribute)
            assert getattr(tree, attribute) == getattr(Tree(), attribute)
            assert f'"{NAMES[attribute]}":' not in written(tree)


def test_set_absent_makes_a_default_anew() -> None:
    one, other = Tree(), Tree()
    so.set_absent(one, "rings")
    so.set_absent(other, "rings")
    assert one.rings is not other.rings


@pytest.mark.parametrize("attribute", ["Height", "nothing", "_wire_state", ""])
@pytest.mark.parametrize("ask", [so.is_absent, so.set_absent])
def test_only_attributes_can_be_asked_for(ask: Callable[[Any, str], Any], attribute: str) -> None:
    with pytest.raises(AttributeError, match="Tree"):
        ask(Tree(), attribute)
    with pytest.raises(so.InvalidDefinition, match="dict"):
        ask({}, "height")


def test_unknown_members_are_read_and_written_back() -> None:
    body = '{"X":{"Y":[1,true,null,"é",1.10,1e400,123456789012345678901234567890]},"Height":1,"":[]}'
    unknown = so.unknown_members(read(body))
    assert [*unknown] == ["X", ""]
    assert str(unknown["X"]) == ("{'Y': [1, True, None, 'é', 1.10, 1e400, 123456789012345678901234567890]}")
    assert written(read(body)) == body
    assert dict(so.unknown_members(Tree())) == {}
    with pytest.raises(so.InvalidDefinition):
        so.unknown_members([])


def test_unknown_members_are_read_only_and_a_copy() -> None:
    tree = read('{"X":{"Y":[1]}}')
    unknown: Any = so.unknown_members(tree)
    with pytest.raises(TypeError):
        unknown["X"] = 1
    with pytest.raises(TypeError):
        del unknown["X"]
    unknown["X"]["Y"].append(2)
    assert written(tree) == '{"X":{"Y":[1]}}'
    assert so.unknown_members(tree) == {"X": {"Y": [1]}}


def test_a_new_member_stands_in_its_declared_place_where_the_body_had_the_declared_order() -> None:
    tree = read('{"Height":1,"Leaf":null,"X":1}')
    tree.rings = []
    tree.tall = True
    assert written(tree) == '{"Height":1,"Tall":true,"Leaf":null,"Rings":[],"X":1}'


def test_new_members_follow_in_declared_order_where_the_body_had_its_own() -> None:
    tree = read('{"X":1,"Leaf":null,"Height":1}')
    tree.rings = []
    tree.tall = True
    assert written(tree) == '{"X":1,"Leaf":null,"Height":1,"Tall":true,"Rings":[]}'
    so.set_absent(tree, "leaf")
    assert written(tree) == '{"X":1,"Height":1,"Tall":true,"Rings":[]}'


def test_the_spelling_of_a_name_stays_whatever_is_assigned() -> None:
    tree = read('{"HEIGHT":1,"tall":true,"Label":null,"leaf":{"size":1}}')
    tree.height = 2
    tree.tall = False
    tree.leaf = Leaf()
    assert written(tree) == '{"HEIGHT":2,"tall":false,"Label":null,"leaf":{"Size":0,"Name":null}}'


def test_of_two_spellings_of_a_name_the_exact_one_counts_and_the_other_is_unknown() -> None:
    tree = read('{"Height":1,"height":2,"leaf":{},"LEAF":null}')
    assert (tree.height, tree.leaf) == (1, None)
    tree.height = 3
    assert dict(so.unknown_members(tree)) == {"height": 2, "leaf": {}}
    assert written(tree) == '{"Height":3,"height":2,"leaf":{},"LEAF":null}'


SPELLINGS: list[tuple[str, str, Any, str]] = [
    ("height", '"3"', 3, "8"),
    ("height", "3.00", 3, "8"),
    ("height", "3e0", 3, "8"),
    ("tall", '"FALSE"', False, "true"),
    ("level", '"hIGH"', Level.HIGH, '"Low"'),
    ("level", "5", Level.HIGH, '"Low"'),
    ("level", '"5"', Level.HIGH, '"Low"'),
    ("access", '"All"', Access.ALL, '"Read"'),
    ("access", '"write read"', Access.ALL, '"Read"'),
    ("access", "3", Access.ALL, '"Read"'),
    ("planted", '"2020-01-01T13:00:00+0100"', so.DateTime.fromisoformat("2020-01-01T13:00:00+01:00"), ""),
    ("planted", '"2020-01-01"', so.DateTime(2020, 1, 1), ""),
]


@pytest.mark.parametrize(("attribute", "token", "value", "other"), SPELLINGS)
def test_a_spelling_stays_while_the_attribute_holds_the_value(
    attribute: str, token: str, value: object, other: str
) -> None:
    body = f'{{"{NAMES[attribute]}":{token}}}'
    tree = read(body)
    assert getattr(tree, attribute) == value
    assert written(tree) == body
    setattr(tree, attribute, value)
    assert written(tree) == body
    changed = Level.LOW if attribute == "level" else OTHER_VALUES[attribute]
    setattr(tree, attribute, changed)
    assert written(tree) == f'{{"{NAMES[attribute]}":{other or written(changed)}}}'


@pytest.mark.parametrize(
    ("body", "attribute", "equal"),
    [
        ('{"Height":"1"}', "height", True),
        ('{"Height":1.0}', "height", 1.0),
        ('{"Tall":"true"}', "tall", 1),
        ('{"Level":5}', "level", 5),
    ],
)
def test_a_spelling_does_not_cover_an_equal_value_of_another_type(
    body: str, attribute: str, equal: object
) -> None:
    tree = read(body)
    assert getattr(tree, attribute) == equal
    setattr(tree, attribute, equal)
    with pytest.raises(so.EncodeError):
        so.encode(tree)


@pytest.mark.parametrize("equal", ["2020-01-01T12:00:00Z", "2020-01-01T13:00:00.0+01:00"])
def test_a_spelling_does_not_cover_an_equal_date_of_another_text(equal: str) -> None:
    tree = read('{"Planted":"2020-01-01T13:00:00+0100"}')
    assert tree.planted == so.DateTime.fromisoformat(equal)
    tree.planted = so.DateTime.fromisoformat(equal)
    assert written(tree) == f'{{"Planted":"{equal}"}}'


def test_spellings_inside_lists_and_dictionaries_stay_item_by_item() -> None:
    body = '{"Leaves":[{"size":"1"},null],"Counts":{"b":"2","a":3.0},"Rings":["4",5,6.0]}'
    tree = read(body)
    assert written(tree) == body
    assert tree.counts is not None
    tree.counts["b"] = 7
    tree.rings[0] = 8
    tree.rings.append(9)
    assert written(tree) == body.replace('"2"', "7").replace('"4"', "8").replace("6.0", "6.0,9")
    tree.rings, tree.counts = [4], {"a": 3}
    assert written(tree) == '{"Leaves":[{"size":"1"},null],"Counts":{"a":3.0},"Rings":["4"]}'


RICH = (
    '{"x":{"y":1.0},"rings":["1",2],"Height":"3","Tall":null,"LEAF":{"name":"a","Z":1},"Level":"Odd",'
    '"Planted":"2020-01-01T13:00:00+0100","Counts":{"b":1.0,"a":2}}'
)


@pytest.mark.parametrize(
    "other",
    [
        RICH.replace('"x":{"y":1.0},', "") + "",
        RICH.replace("1.0}", "1.00}"),
        RICH.replace('"x":{"y":1.0},"rings":["1",2]', '"rings":["1",2],"x":{"y":1.0}'),
        RICH.replace("rings", "Rings"),
        RICH.replace('["1"', "[1"),
        RICH.replace('"3"', "3"),
        RICH.replace('"3"', "3.0"),
        RICH.replace("null", "false"),
        RICH.replace('"Tall":null,', ""),
        RICH.replace('"Z":1', '"Z":true'),
        RICH.replace('"Z":1', '"Z":1.0'),
        RICH.replace("Odd", "odd"),
        RICH.replace("+0100", "+01:00"),
        RICH.replace("13:00:00+0100", "12:00:00Z"),
        RICH.replace('"b":1.0,"a":2', '"a":2,"b":1.0'),
        RICH.replace('"Counts"', '"Label":"none","Counts"'),
    ],
)
def test_identical_tells_every_difference_that_would_be_written(other: str) -> None:
    assert other != RICH
    assert so.identical(read(RICH), read(RICH))
    assert not so.identical(read(RICH), read(other))
    assert not so.identical(read(other), read(RICH))
    assert so.identical([read(RICH)], [read(RICH)])
    assert not so.identical({"a": read(RICH)}, {"a": read(other)})


def test_equality_sees_values_and_unknown_members_alone() -> None:
    one = read('{"X":1,"Height":"1","Planted":"2020-01-01T12:00:00Z","Counts":{"a":1,"b":2}}')
    other = read(
        '{"counts":{"b":2.0,"a":1},"planted":"2020-01-01T13:00:00+01:00","height":1,"X":1,"Tall":null}'
    )
    assert one == other
    assert not so.identical(one, other)
    other.height = 2
    assert one != other


def test_identical_values_are_of_one_type_and_one_text() -> None:
    noon, one_oclock = map(so.DateTime.fromisoformat, ("2020-01-01T12:00:00Z", "2020-01-01T13:00:00+01:00"))
    pairs: list[tuple[Any, Any]] = [(1, True), (1, 1.0), (0.0, -0.0), (noon, one_oclock), (Level.HIGH, 5)]
    pairs += [(so.NumberToken("1.0"), so.NumberToken("1.00")), ([], None), ({}, None), (Leaf(), None)]
    pairs += [({"a": 1, "b": 2}, {"b": 2, "a": 1}), ([1], [1, 2]), ([1], (1,)), (Leaf(), Tree())]
    for one, other in pairs:
        assert so.identical(one, copy.deepcopy(one))
        assert not so.identical(one, other)
        assert not so.identical(other, one)
    assert so.identical(float("nan"), float("nan"))


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, pickled, dataclasses.replace])
def test_copies_are_identical_and_do_not_change_each_other(copied: Callable[[Tree], Tree]) -> None:
    tree = read(RICH)
    twin = copied(tree)
    assert so.identical(twin, tree)
    assert written(copied(read("{}"))) == "{}"
    twin.tall = True
    so.set_absent(twin, "level")
    assert written(tree) == RICH
    tree.label = None
    assert written(twin) == RICH.replace("null", "true").replace('"Level":"Odd",', "")


@pytest.mark.parametrize("body", ["{}", '{"Height":null,"Tall":null,"Rings":null}'])
@pytest.mark.parametrize("attribute", NAMES)
def test_replace_makes_present_what_is_given_another_value_than_its_default(
    attribute: str, body: str
) -> None:
    tree = read(body)
    default = getattr(read(body), attribute)
    changed = OTHER_VALUES[attribute]
    assert written(dataclasses.replace(tree, **{attribute: default})) == body
    assert f'"{NAMES[attribute]}":' in written(dataclasses.replace(tree, **{attribute: changed}))
    assert written(tree) == body


def test_there_is_no_state_where_there_is_nothing_to_keep() -> None:
    canonical = so.decode(so.encode(Tree(**OTHER_VALUES)), Tree)
    for tree in (Tree(), canonical, dataclasses.replace(Tree(), height=1), copy.deepcopy(canonical)):
        assert tree._wire_state is None  # type: ignore[attr-defined]  # the hidden slot is what is tested
        assert pickled(tree)._wire_state is None


def test_there_is_no_state_any_more_once_every_member_was_assigned() -> None:
    tree: Any = read('{"Height":null}')
    for attribute in NAMES:
        assert tree._wire_state is not None
        setattr(tree, attribute, OTHER_VALUES[attribute])
    assert tree._wire_state is None
    assert so.identical(tree, Tree(**OTHER_VALUES))


def test_a_state_cannot_be_changed_but_gives_changed_ones() -> None:
    state = WireState(absent=frozenset({"a", "b"}), spellings={"c": Spelling(1, "1")})
    with pytest.raises(dataclasses.FrozenInstanceError):
        state.absent = frozenset()  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]  # as tested
    assert state.without("c") is state
    assert state.without("a") == dataclasses.replace(state, absent=frozenset({"b"}))
    assert WireState(null=frozenset({"a"})).without("a") is None
    assert bool(state)
    assert not WireState()
    assert pickled(state) == copy.deepcopy(state) == state
