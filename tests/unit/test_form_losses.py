"""Writing forms: what a form says of a value, and what it cannot say."""

from __future__ import annotations

import json
from typing import Any

import pytest

import so_carriers as so

FORM = "application/x-www-form-urlencoded"


@so.carrier
class Item:
    id: so.int32 = so.member("Id", default=0)
    name: str | None = so.member("Name", default=None)
    is_on: bool = so.member("IsOn", default=False)
    day: so.DateTime = so.member("Day", default=so.DateTime(1, 1, 1))
    kind: so.UserType | str = so.member("Kind", default=so.UserType.UNKNOWN)
    inner: Item | None = so.member("Inner", default=None)
    items: list[Item | None] | None = so.member("Items", default=None)
    ids: list[so.int32 | None] | None = so.member("Ids", default=None)
    grid: list[list[so.int32]] | None = so.member("Grid", default=None)
    by_key: dict[str, str | None] | None = so.member("ByKey", default=None)
    items_by_key: dict[str, Item] | None = so.member("ItemsByKey", default=None)
    dotted: str | None = so.member("a.b", default=None)
    secret: dict[str, so.int32 | None] | None = so.member("Secret", default=None, secret=True)


def unescaped(body: bytes) -> str:
    return body.decode().replace("%5B", "[").replace("%5D", "]").replace("%3A", ":")


SAID: dict[str, tuple[Any, str]] = {
    "scalars": (
        {"Id": 3, "Name": "a b", "IsOn": True, "Day": "2024-09-04T12:01:28.5Z", "Kind": "SystemAssociate"},
        "Id=3&Name=a+b&IsOn=true&Day=2024-09-04T12:01:28.5Z&Kind=SystemAssociate",
    ),
    "empty text": ({"Name": ""}, "Name="),
    "another order": ({"IsOn": False, "Id": -1}, "IsOn=false&Id=-1"),
    "another case": ({"isOn": True, "ID": 1}, "isOn=true&ID=1"),
    "the exact name beside another": ({"id": "x", "Id": 1}, "id=x&Id=1"),
    "carrier": ({"Inner": {"Inner": {"Id": 1}, "Name": "a"}}, "Inner.Inner.Id=1&Inner.Name=a"),
    "carriers": ({"Items": [{"Id": 1}, {"Items": [{"Id": 2}]}]}, "Items[0].Id=1&Items[1].Items[0].Id=2"),
    "list": ({"Ids": [1, 2]}, "Ids[0]=1&Ids[1]=2"),
    "lists": ({"Grid": [[1, 2], [3]]}, "Grid[0][0]=1&Grid[0][1]=2&Grid[1][0]=3"),
    "dictionary": (
        {"ByKey": {"SuperOffice:1": "[I:3]", "": ""}},
        "ByKey[0].Key=SuperOffice:1&ByKey[0].Value=[I:3]&ByKey[1].Key=&ByKey[1].Value=",
    ),
    "carriers by key": (
        {"ItemsByKey": {"a.b": {"Id": 1, "Name": "x"}}},
        "ItemsByKey[0].Key=a.b&ItemsByKey[0].Value.Id=1&ItemsByKey[0].Value.Name=x",
    ),
    "spellings that texts have in JSON": (
        {"Id": "03", "IsOn": "TRUE", "Kind": "2"},
        "Id=03&IsOn=TRUE&Kind=2",
    ),
    "unknown texts": ({"X": "1", "$type": "a b", "": "c"}, "X=1&%24type=a+b&=c"),
    "unknown object": ({"X": {"a": {"b": "c"}, "0": "d"}}, "X.a.b=c&X.0=d"),
    "unknown array": ({"X": ["a", ["b"], {"c": "d"}]}, "X[0]=a&X[1][0]=b&X[2].c=d"),
}


@pytest.mark.parametrize(("document", "form"), SAID.values(), ids=SAID)
def test_what_a_form_can_say_is_written_without_loss(document: Any, form: str) -> None:
    item = so.decode(json.dumps(document), Item)
    body = so.encode(item, FORM)
    assert unescaped(body) == form
    assert body == so.encode(item, FORM, type=Item, allow_loss=True, extensions=False, indent=True)
    assert so.identical(so.decode(body, Item, FORM), item)


NULL = "null"
EMPTY_LIST = "an empty list"
EMPTY = "an empty object"
NUMBER = "a number that no type declares"
BOOLEAN = "true or false that no type declares"
SPELLING = "a spelling that only JSON has"
NAME = "a name with a dot or a bracket"

LOST: dict[str, tuple[str, list[tuple[str, str]], str]] = {
    "null": ('{"Name":null,"Id":1}', [("$.Name", NULL)], "Id=1"),
    "null against its type": ('{"Id":null,"Name":"a"}', [("$.Id", NULL)], "Name=a"),
    "empty carrier": ('{"Inner":{},"Id":1}', [("$.Inner", EMPTY)], "Id=1"),
    "empty list": ('{"Ids":[],"Id":1}', [("$.Ids", EMPTY_LIST)], "Id=1"),
    "empty dictionary": ('{"ByKey":{},"Id":1}', [("$.ByKey", EMPTY)], "Id=1"),
    "null items": ('{"Ids":[null,1,null,2]}', [("$.Ids[0]", NULL), ("$.Ids[2]", NULL)], "Ids[0]=1&Ids[1]=2"),
    "empty items": (
        '{"Items":[{},{"Id":1},null,{"Id":2,"Name":null}]}',
        [("$.Items[0]", EMPTY), ("$.Items[2]", NULL), ("$.Items[3].Name", NULL)],
        "Items[0].Id=1&Items[1].Id=2",
    ),
    "empty lists in lists": ('{"Grid":[[],[1]]}', [("$.Grid[0]", EMPTY_LIST)], "Grid[0][0]=1"),
    "null by key": (
        '{"ByKey":{"a.b":null,"c":"d"}}',
        [('$.ByKey["a.b"]', NULL)],
        "ByKey[0].Key=c&ByKey[0].Value=d",
    ),
    "empty carrier by key": (
        '{"ItemsByKey":{"a":{},"b":{"Id":1}}}',
        [("$.ItemsByKey.a", EMPTY)],
        "ItemsByKey[0].Key=b&ItemsByKey[0].Value.Id=1",
    ),
    "all that there is": ('{"Inner":{"Inner":{"Name":null}}}', [("$.Inner.Inner.Name", NULL)], ""),
    "no member": ("{}", [("$", EMPTY)], ""),
    "fraction of zero": ('{"Id":3.0}', [("$.Id", SPELLING)], "Id=3"),
    "exponent": ('{"Ids":[3e0]}', [("$.Ids[0]", SPELLING)], "Ids[0]=3"),
    "digits in a text": ('{"Id":"3"}', [("$.Id", SPELLING)], "Id=3"),
    "boolean in a text": ('{"IsOn":"true"}', [("$.IsOn", SPELLING)], "IsOn=true"),
    "number of an enum": ('{"Kind":1}', [("$.Kind", SPELLING)], "Kind=InternalAssociate"),
    "number of no enum": ('{"Kind":77}', [("$.Kind", SPELLING)], "Kind=77"),
    "empty enum": ('{"Kind":"","Id":1}', [("$.Kind", "an empty name")], "Id=1"),
    "unknown numbers": (
        '{"X":1,"Y":1.10,"Z":[1e400]}',
        [("$.X", NUMBER), ("$.Y", NUMBER), ("$.Z[0]", NUMBER)],
        "X=1&Y=1.10&Z[0]=1e400",
    ),
    "unknown booleans": (
        '{"X":true,"Y":{"a":false}}',
        [("$.X", BOOLEAN), ("$.Y.a", BOOLEAN)],
        "X=true&Y.a=false",
    ),
    "unknown null": ('{"X":null,"Y":[null,"a"]}', [("$.X", NULL), ("$.Y[0]", NULL)], "Y[0]=a"),
    "unknown empty": ('{"X":{},"Y":[],"Z":"a"}', [("$.X", EMPTY), ("$.Y", EMPTY_LIST)], "Z=a"),
    "unknown names": (
        '{"x.y":"a","x[":{"b":"c"},"X":{"]":"d","e":"f"}}',
        [('$["x.y"]', NAME), ('$["x["]', NAME), ('$.X["]"]', NAME)],
        "X.e=f",
    ),
    "declared name": ('{"a.b":"c","Id":1}', [('$["a.b"]', NAME)], "Id=1"),
    "list of the empty name": ('{"":["a"],"Id":1}', [('$[""]', "a list of the empty name")], "Id=1"),
    "name that would be a member's": (
        '{"name":"a","Name":null,"Id":1,"NAME":{"x":"y"}}',
        [
            ("$.Name", NULL),
            ("$.name", "a name that would be read as Name"),
            ("$.NAME", "a name that would be read as Name"),
        ],
        "Id=1",
    ),
    "inside of a secret": (
        '{"Secret":{"my":null,"word":"1"},"Id":1}',
        [("$.Secret", NULL), ("$.Secret", SPELLING)],
        "Secret[0].Key=word&Secret[0].Value=1&Id=1",
    ),
}


@pytest.mark.parametrize(("document", "losses", "form"), LOST.values(), ids=LOST)
def test_what_a_form_cannot_say_is_named_with_all_paths(
    document: str, losses: list[tuple[str, str]], form: str
) -> None:
    item = so.decode(document, Item)
    with pytest.raises(so.LossyEncoding) as caught:
        so.encode(item, FORM)
    assert caught.value.losses == tuple(losses)
    assert caught.value.paths == tuple(dict.fromkeys(path for path, _ in losses))
    assert caught.value.path == losses[0][0]
    assert caught.value.status == 500
    assert unescaped(so.encode(item, FORM, allow_loss=True)) == form


def test_a_new_carrier_names_every_member_that_is_null() -> None:
    with pytest.raises(so.LossyEncoding) as caught:
        so.encode(so.CreateExternalUserRequest(person_id=1, user_name="a"), FORM)
    assert caught.value.losses == (("$.Password", "null"),)
    nulls = [name for name, value in json.loads(so.encode(so.User())).items() if value is None]
    with pytest.raises(so.LossyEncoding) as caught:
        so.encode(so.User(), FORM)
    assert caught.value.paths == tuple(f"$.{name}" for name in nulls)


def test_many_losses_make_a_short_message() -> None:
    item = so.decode(json.dumps({f"{'x' * 90}{i}": i for i in range(5_000)}), Item)
    with pytest.raises(so.LossyEncoding) as caught:
        so.encode(item, FORM)
    assert len(caught.value.losses) == 5_000
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("value", "asked", "form"),
    [
        ({"a.b[c]": "d e", "": ""}, None, "a.b[c]=d+e&="),
        ({"a": 1, "b": 2}, dict[str, so.Int32], "a=1&b=2"),
        ({"a": True}, None, "a=true"),
        ({"a": so.UserType.SYSTEM_ASSOCIATE}, None, "a=SystemAssociate"),
        ({"a": so.DateTime(2024, 9, 4)}, None, "a=2024-09-04T00:00:00"),
        (so.CustomFields({"SuperOffice:1": "x"}), so.CustomFields, "SuperOffice:1=x"),
    ],
)
def test_a_dictionary_of_scalars_is_written_by_its_keys(value: Any, asked: Any, form: str) -> None:
    body = so.encode(value, FORM, type=asked)
    assert unescaped(body) == form
    if asked is not None:
        assert so.decode(body, asked, FORM) == value


@pytest.mark.parametrize(
    ("value", "asked", "losses"),
    [
        ({}, None, (("$", EMPTY),)),
        ({"a": None, "b": "c"}, None, (("$.a", NULL),)),
        ({"": None}, None, (('$[""]', NULL),)),
        (None, Item | None, (("$", NULL),)),
        ({"a": ""}, dict[str, so.UserType | str], (("$.a", "an empty name"),)),
    ],
)
def test_the_losses_of_a_root_are_named(value: Any, asked: Any, losses: Any) -> None:
    with pytest.raises(so.LossyEncoding) as caught:
        so.encode(value, FORM, type=asked)
    assert caught.value.losses == losses
    assert so.encode(value, FORM, type=asked, allow_loss=True) in (b"", b"b=c")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (None, "NoneType"),
        ([], "list"),
        ([Item()], "list"),
        ({"a": Item()}, "dict"),
        ({"a": ["b"]}, "dict"),
        ({"a": 1.5}, "dict"),
        ("a", "str"),
        (3, "int"),
        (object(), "object"),
    ],
)
def test_nothing_but_carriers_and_dictionaries_of_scalars_is_written(value: Any, found: str) -> None:
    for allow_loss in (False, True):
        with pytest.raises(so.EncodeError) as caught:
            so.encode(value, FORM, allow_loss=allow_loss)
        assert not isinstance(caught.value, so.LossyEncoding)
        assert str(caught.value) == (
            "$: expected a carrier, or a dictionary of scalars, which are all that a form can be, "
            f"found a value of type {found}"
        )


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (Item(id="x"), "$.Id"),  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        (Item(name="\ud800"), "$.Name"),
        (Item(inner=Item(name="a\udfff")), "$.Inner.Name"),
        (Item(by_key={"\ud800": "a"}), "$.ByKey"),
        (Item(by_key={"a": "\ud800"}), "$.ByKey.a"),
        (Item(by_key={1: "a"}), '$.ByKey["1"]'),  # type: ignore[dict-item]  # pyright: ignore[reportArgumentType]
        ({"a": 1, "b": "c"}, "$.b"),
        ({"\ud800": "a"}, "$"),
        ({"a": "\ud800"}, "$.a"),
    ],
)
def test_what_no_format_can_write_is_refused_even_where_loss_is_allowed(value: Any, path: str) -> None:
    for allow_loss in (False, True):
        with pytest.raises(so.EncodeError) as caught:
            so.encode(value, FORM, allow_loss=allow_loss)
        assert not isinstance(caught.value, so.LossyEncoding)
        assert caught.value.path == path
        assert caught.value.__context__ is None


def test_the_simplest_carriers_are_written_as_all_others_are() -> None:
    request = so.CreateExternalUserRequest(person_id=926, user_name="Hagenes, \u00e5 & 1+1", password="")
    body = b"PersonId=926&UserName=Hagenes%2C+%C3%A5+%26+1%2B1&Password=&RoleId=0&IsActive=false"
    assert so.encode(request, FORM) == body
    assert so.identical(so.decode(body, so.CreateExternalUserRequest, FORM), request)
    request.user_name = "\ud800"
    with pytest.raises(so.EncodeError) as caught:
        so.encode(request, FORM)
    assert caught.value.path == "$.UserName"


def test_a_carrier_of_a_derived_class_is_written_as_the_class_that_was_asked_for() -> None:
    @so.carrier
    class Derived(Item):
        more: str = so.member("More", default="x")

    derived = so.decode('{"Id":1,"More":"y"}', Derived)
    assert so.encode(derived, FORM, type=Item) == so.encode(derived, FORM) == b"Id=1&More=y"
    assert so.unknown_members(so.decode(b"Id=1&More=y", Item, FORM)) == {"More": "y"}
