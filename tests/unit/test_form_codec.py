"""Reading forms: what names and values mean, what is refused, charsets and roots."""

from __future__ import annotations

import json
from typing import Any

import pytest

import so_carriers as so
from so_carriers.codecs.form import FormCodec

FORM = "application/x-www-form-urlencoded"


@so.carrier
class Item:
    id: so.int32 = so.member("Id", default=0)
    name: str | None = so.member("Name", default=None)
    is_on: bool = so.member("IsOn", default=False)
    day: so.DateTime = so.member("Day", default=so.DateTime(1, 1, 1))
    kind: so.UserType | str = so.member("Kind", default=so.UserType.UNKNOWN)
    rights: so.ETableRight | str | None = so.member("Rights", default=None)
    inner: Item | None = so.member("Inner", default=None)
    items: list[Item | None] | None = so.member("Items", default=None)
    ids: list[so.int32] | None = so.member("Ids", default=None)
    texts: list[str] | None = so.member("Texts", default=None)
    grid: list[list[so.int32]] | None = so.member("Grid", default=None)
    by_key: dict[str, str | None] | None = so.member("ByKey", default=None)
    items_by_key: dict[str, Item] | None = so.member("ItemsByKey", default=None)


def in_json(body: str | bytes, asked: Any = Item, media_type: str = FORM, **options: Any) -> Any:
    """The JSON of what a form holds."""
    return json.loads(so.encode(so.decode(body, asked, media_type, **options), type=asked))


READ: dict[str, tuple[str, Any]] = {
    "text": ("Name=a+b%2Cc", {"Name": "a b,c"}),
    "empty text": ("Name=", {"Name": ""}),
    "a name alone": ("Name", {"Name": ""}),
    "integer": ("Id=-7", {"Id": -7}),
    "boolean": ("IsOn=true", {"IsOn": True}),
    "date": ("Day=2024-09-04T12%3A01%3A28.5Z", {"Day": "2024-09-04T12:01:28.5Z"}),
    "enum": ("Kind=SystemAssociate", {"Kind": "SystemAssociate"}),
    "flags": ("Rights=Select%2C+Update", {"Rights": "Select, Update"}),
    "no name but one": ("IsOn=false", {"IsOn": False}),
    "any order": ("IsOn=true&Name=a&Id=1", {"IsOn": True, "Name": "a", "Id": 1}),
    # Spellings that are read in JSON's texts are read here, and kept.
    "zeros before a number": ("Id=007", {"Id": "007"}),
    "minus zero": ("Id=-0", {"Id": "-0"}),
    "boolean in capitals": ("IsOn=TRUE", {"IsOn": "TRUE"}),
    "enum in another case": ("Kind=systemassociate", {"Kind": "systemassociate"}),
    "number of an enum": ("Kind=2", {"Kind": "2"}),
    "unknown enum": ("Kind=Hologram", {"Kind": "Hologram"}),
    "flags by blanks": ("Rights=Select+update", {"Rights": "Select update"}),
    "date alone": ("Day=2024-09-04", {"Day": "2024-09-04"}),
    # Names.
    "camel case": ("isOn=true&NAME=a", {"isOn": True, "NAME": "a"}),
    "the exact name first": ("id=x&Id=2", {"id": "x", "Id": 2}),
    "dots": ("Inner.Inner.Name=a&Inner.Name=b", {"Inner": {"Inner": {"Name": "a"}, "Name": "b"}}),
    "brackets": ("Inner[Inner][Name]=a&Inner[Name]=b", {"Inner": {"Inner": {"Name": "a"}, "Name": "b"}}),
    "both": ("Inner[Inner].Name=a&Inner.Inner[Id]=1", {"Inner": {"Inner": {"Name": "a", "Id": 1}}}),
    "escaped brackets": ("Inner%5BName%5D=a", {"Inner": {"Name": "a"}}),
    "members far from each other": (
        "Inner.Name=a&Name=b&Inner.Id=1",
        {"Inner": {"Name": "a", "Id": 1}, "Name": "b"},
    ),
    # Lists.
    "items": ("Items[0].Id=1&Items[1].Id=2", {"Items": [{"Id": 1}, {"Id": 2}]}),
    "items in any order": (
        "Items[1].Id=2&Items[0].Id=1&Items[1].Name=a",
        {"Items": [{"Id": 1}, {"Id": 2, "Name": "a"}]},
    ),
    "ten items": ("&".join(f"Ids[{i}]={i}" for i in reversed(range(11))), {"Ids": [*range(11)]}),
    "scalars by index": ("Ids[0]=1&Ids[1]=2", {"Ids": [1, 2]}),
    "scalars by brackets": ("Ids[]=1&Ids[]=2", {"Ids": [1, 2]}),
    "scalars by repeating": ("Ids=1&Name=a&Ids=2", {"Ids": [1, 2], "Name": "a"}),
    "one scalar": ("Ids=1", {"Ids": [1]}),
    "empty texts": ("Texts=&Texts=", {"Texts": ["", ""]}),
    "lists of lists": ("Grid[0][0]=1&Grid[0][1]=2&Grid[1][0]=3", {"Grid": [[1, 2], [3]]}),
    "lists of lists by brackets": ("Grid[0][]=1&Grid[0][]=2&Grid[1]=3", {"Grid": [[1, 2], [3]]}),
    # Dictionaries.
    "entries": (
        "ByKey[0].Key=SuperOffice:1&ByKey[0].Value=[I:3]&ByKey[1].Key=a.b[c]&ByKey[1].Value=",
        {"ByKey": {"SuperOffice:1": "[I:3]", "a.b[c]": ""}},
    ),
    "entries in any case and order": (
        "byKey[1][value]=b&byKey[0].value=a&byKey[1][KEY]=y&byKey[0].key=x",
        {"byKey": {"x": "a", "y": "b"}},
    ),
    "an empty key": ("ByKey[0].Key=&ByKey[0].Value=a", {"ByKey": {"": "a"}}),
    "keys in brackets": (
        "ByKey[SuperOffice:1]=a&ByKey[Address.Zipcode]=b&ByKey[007]=c",
        {"ByKey": {"SuperOffice:1": "a", "Address.Zipcode": "b", "007": "c"}},
    ),
    "carriers by key": (
        "ItemsByKey[0].Key=a&ItemsByKey[0].Value.Id=1&ItemsByKey[0].Value.Inner.Id=2",
        {"ItemsByKey": {"a": {"Id": 1, "Inner": {"Id": 2}}}},
    ),
    "carriers by key in brackets": ("ItemsByKey[a.b].Id=1", {"ItemsByKey": {"a.b": {"Id": 1}}}),
    # Unknown names.
    "unknown text": ("X=1&Y=true&Z=", {"X": "1", "Y": "true", "Z": ""}),
    "unknown object": ("X.a=1&X[b].c=2", {"X": {"a": "1", "b": {"c": "2"}}}),
    "unknown array": ("X[1]=b&X[0]=a", {"X": ["a", "b"]}),
    "unknown array of objects": ("X[0].a=1&X[1].a=2", {"X": [{"a": "1"}, {"a": "2"}]}),
    "unknown array by brackets": ("X[]=a", {"X": ["a"]}),
    "unknown array by repeating": ("X=a&X=b", {"X": ["a", "b"]}),
    "an index below a dot": ("X.0=a", {"X": {"0": "a"}}),
    "unknown members of members": ("Inner.X[0]=a&Inner[y z]=b", {"Inner": {"X": ["a"], "y z": "b"}}),
    "an index as the name of a member": ("Inner[0]=a", {"Inner": {"0": "a"}}),
    "dots in brackets": ("Inner[a.b]=c", {"Inner": {"a.b": "c"}}),
    "the empty name": ("=a&Inner.=b", {"": "a", "Inner": {"": "b"}}),
    "a letter that looks like one of ours": ("\u212aind=a", {"\u212aind": "a"}),
}


@pytest.mark.parametrize(("body", "expected"), READ.values(), ids=READ)
def test_a_form_is_read_as_the_same_as_json(body: str, expected: Any) -> None:
    found = so.decode(body, Item, FORM)
    same = so.decode(json.dumps(expected), Item)
    assert so.identical(found, same)
    assert so.identical(so.decode(body.encode(), Item, FORM), same)
    for dialect in so.Dialect:
        assert so.identical(so.decode(body, Item | None, FORM, dialect=dialect), same)


REFUSED: dict[str, tuple[str, str, str]] = {
    "no integer": ("Id=x", "$.Id", 'an integer from -2147483648 to 2147483647, found text "x"'),
    "fraction": ("Id=3.0", "$.Id", 'an integer from -2147483648 to 2147483647, found text "3.0"'),
    "too large": (
        "Id=2147483648",
        "$.Id",
        "an integer from -2147483648 to 2147483647, found integer 2147483648",
    ),
    "blank before a number": ("Id=+3", "$.Id", 'an integer from -2147483648 to 2147483647, found text " 3"'),
    "no boolean": ("IsOn=1", "$.IsOn", 'true or false, found text "1"'),
    "no date": ("Day=today", "$.Day", 'a date and time (YYYY-MM-DDTHH:MM:SS), found text "today"'),
    "empty integer": ("Id=", "$.Id", "an integer from -2147483648 to 2147483647, found an empty value"),
    "empty boolean": ("IsOn", "$.IsOn", "true or false, found an empty value"),
    "empty date": ("Day=", "$.Day", "a date and time (YYYY-MM-DDTHH:MM:SS), found an empty value"),
    "empty enum": ("Kind=", "$.Kind", "a name of UserType, found an empty value"),
    "empty flags": ("Rights=", "$.Rights", "a name of ETableRight, found an empty value"),
    "empty item": (
        "Ids=1&Ids=",
        "$.Ids[1]",
        "an integer from -2147483648 to 2147483647, found an empty value",
    ),
    "empty carrier": ("Inner=", "$.Inner", "members (name.member=value), found an empty value"),
    "empty list": ("Items=", "$.Items", "items (name[0]=value), found an empty value"),
    "empty dictionary": (
        "ByKey=",
        "$.ByKey",
        "entries (name[0].Key=key and name[0].Value=value), found an empty value",
    ),
    "empty member of a member": (
        "Items[0].Inner.Id=",
        "$.Items[0].Inner.Id",
        "an integer from -2147483648 to 2147483647, found an empty value",
    ),
    "text for a carrier": ("Inner=a", "$.Inner", 'members (name.member=value), found text "a"'),
    "text for items": ("Items=a&Items=b", "$.Items", "one value, found 2 of the same name"),
    "text for an item": ("Items[0]=a", "$.Items[0]", 'members (name.member=value), found text "a"'),
    "members of a scalar": ("Id.a=1", "$.Id", "an integer from -2147483648 to 2147483647, found an object"),
    "items of a scalar": ("IsOn[0]=true", "$.IsOn", "true or false, found an array"),
    "repeated name": ("Id=1&Name=a&Id=1", "$.Id", "one value, found 2 of the same name"),
    "repeated name in brackets": (
        "Inner.Id=1&Inner[Id]=2",
        "$.Inner.Id",
        "one value, found 2 of the same name",
    ),
    "repeated index": ("Items[0].Id=1&Items[0].Id=2", "$.Items[0].Id", "one value, found 2 of the same name"),
    "repeated key": (
        "ByKey[0].Key=a&ByKey[0].Value=1&ByKey[1].Key=a&ByKey[1].Value=2",
        "$.ByKey.a",
        "each key once, found it twice",
    ),
    "repeated key in brackets": ("ByKey[a]=1&ByKey[a]=2", "$.ByKey.a", "one value, found 2 of the same name"),
    "one member in two ways": ("Inner[0]=a&Inner.0=b", '$.Inner["0"]', "one value, found 2 of the same name"),
    "value and members": ("Inner=a&Inner.Id=1", "$.Inner", "either a value or names below it, found both"),
    "members and value": ("X.a=1&X=b", "$.X", "either a value or names below it, found both"),
    "hole at the start": ("Ids[1]=1", "$.Ids", "the index 0 next, found 1"),
    "hole": ("Ids[0]=1&Ids[2]=1", "$.Ids", "the index 1 next, found 2"),
    "hole among entries": ("ByKey[1].Key=a&ByKey[1].Value=b", "$.ByKey", "the index 0 next, found 1"),
    "hole among what is unknown": ("X[0]=a&X[2]=b", "$.X", "the index 1 next, found 2"),
    "names for items": ("Items.Id=1", "$.Items", "indices such as [0], found names"),
    "names beside items": ("Ids[0]=1&Ids[x]=1", "$.Ids", "indices such as [0], found names beside them"),
    "zeros before an index": ("Ids[00]=1", "$.Ids", "indices such as [0], found names"),
    "names beside entries": (
        "ByKey[0].Key=a&ByKey[0].Value=b&ByKey[x]=c",
        "$.ByKey",
        "indices such as [0], found names beside them",
    ),
    "names beside what is unknown": ("X[0]=a&X.b=c", "$.X", "indices such as [0], found names beside them"),
    "two ways for a list": ("Ids=1&Ids[0]=2", "$.Ids", "either a value or names below it, found both"),
    "brackets and indices": (
        "Ids[]=1&Ids[0]=2",
        "$.Ids",
        "an index in each name, or [] at the end of each, found [] in one",
    ),
    "brackets inside": (
        "Items[].Id=1",
        "$.Items",
        "an index in each name, or [] at the end of each, found [] in one",
    ),
    "brackets on a carrier": ("Inner[]=a", "$.Inner", "a name in the brackets, found none"),
    "no key": ("ByKey[0].Value=a", "$.ByKey[0]", "a Key and a Value, found no Key"),
    "no value": ("ByKey[0].Key=a", "$.ByKey[0]", "a Key and a Value, found no Value"),
    "neither": ("ByKey[0]=a", "$.ByKey[0]", "a Key and a Value, found no Key"),
    "more than key and value": (
        "ByKey[0].Key=a&ByKey[0].Value=b&ByKey[0].Other=c",
        "$.ByKey[0]",
        "a Key and a Value, found more",
    ),
    "two keys": ("ByKey[0].Key=a&ByKey[0].Key=b&ByKey[0].Value=c", "$.ByKey[0].Key", "one text, found more"),
    "names below a key": ("ByKey[0].Key.a=b&ByKey[0].Value=c", "$.ByKey[0].Key", "one text, found more"),
    "two values": (
        "ByKey[0].Key=a&ByKey[0].Value=b&ByKey[0].Value=c",
        "$.ByKey.a",
        "one value, found 2 of the same name",
    ),
    "wrong value by key": (
        "ItemsByKey[0].Key=a.b&ItemsByKey[0].Value.Id=x",
        '$.ItemsByKey["a.b"].Id',
        'an integer from -2147483648 to 2147483647, found text "x"',
    ),
    "value that is no text": (
        "Inner.Name=%ff",
        "$.Inner.Name",
        "text in utf-8, found bytes that it does not have",
    ),
    "item that is no text": ("X=a&X=%C3", "$.X[1]", "text in utf-8, found bytes that it does not have"),
    "key that is no text": (
        "ByKey[0].Key=%C3&ByKey[0].Value=a",
        "$.ByKey[0].Key",
        "text in utf-8, found bytes that it does not have",
    ),
    "malformed name": (
        "Name=a&Inner[Name=b",
        "$.Inner",
        "names such as a.b, a[b] and a[0], found a stray bracket in the name of pair 2",
    ),
    "malformed unknown name": (
        "[a]=b",
        "$",
        "names such as a.b, a[b] and a[0], found a bracket at the start in the name of pair 1",
    ),
    "nothing": ("", "$", "a form (name=value), found an empty body"),
    "no pair": ("&&", "$", "a form (name=value), found no name"),
}


@pytest.mark.parametrize(("body", "path", "problem"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_in_a_form_is_refused_by_its_name(body: str, path: str, problem: str) -> None:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(body, Item, FORM)
    assert caught.value.path == path
    assert str(caught.value) == f"{path}: expected {problem}"
    assert caught.value.status == 400
    assert caught.value.__context__ is None


@pytest.mark.parametrize("body", ["Id=007", "IsOn=TRUE", "Kind=2", "Kind=Hologram", "Day=2024-09-04"])
def test_strict_takes_no_spelling_but_the_canonical_one(body: str) -> None:
    so.decode(body, Item, FORM)
    with pytest.raises(so.DecodeError):
        so.decode(body, Item, FORM, strict=True)


@pytest.mark.parametrize(
    "body", ["Id=7", "IsOn=true", "Kind=SystemAssociate", "Day=2024-09-04T00%3A00%3A00", "X=y"]
)
def test_strict_takes_the_canonical_one(body: str) -> None:
    assert so.identical(so.decode(body, Item, FORM, strict=True), so.decode(body, Item, FORM))


@pytest.mark.parametrize(
    ("asked", "body", "value"),
    [
        (dict[str, str], "a=b&c.d[0]=e&[=&=f", {"a": "b", "c.d[0]": "e", "[": "", "": "f"}),
        (dict[str, str | None], "a=", {"a": ""}),
        (dict[str, so.Int32], "a=1&A=2", {"a": 1, "A": 2}),
        (dict[str, bool], "a=TRUE", {"a": True}),
        (dict[str, so.UserType | str], "a=Unknown", {"a": so.UserType.UNKNOWN}),
        (so.CustomFields, "SuperOffice:1=[I:3]", so.CustomFields({"SuperOffice:1": "[I:3]"})),
        (dict[str, str] | None, "a=b", {"a": "b"}),
    ],
)
def test_the_names_of_a_dictionary_are_its_keys(asked: Any, body: str, value: Any) -> None:
    found = so.decode(body, asked, FORM)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("asked", "body", "path"),
    [
        (dict[str, so.Int32], "a=1&b=", "$.b"),
        (dict[str, so.Int32], "a=1&a=1", "$.a"),
        (dict[str, str], "a.b=1&a.b=1", '$["a.b"]'),
        (dict[str, str], "a=%ff", "$.a"),
        (dict[str, str], "", "$"),
    ],
)
def test_the_entries_of_a_dictionary_are_refused_by_their_keys(asked: Any, body: str, path: str) -> None:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(body, asked, FORM)
    assert caught.value.path == path


@pytest.mark.parametrize(
    "asked",
    [
        str,
        so.Int32,
        bool,
        so.DateTime,
        list[Item],
        list[str],
        dict[str, Item],
        dict[str, list[str]],
        so.UserType | str,
    ],
)
def test_nothing_but_carriers_and_dictionaries_of_scalars_is_a_form(asked: Any) -> None:
    for body in ("a=b", ""):
        with pytest.raises(so.DecodeError) as caught:
            so.decode(body, asked, FORM)
        assert str(caught.value) == (
            "$: expected a carrier, or a dictionary of scalars, which are all that a form can be"
        )


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (b"Name=%C3%A5", None),
        (b"Name=\xc3\xa5", "UTF-8"),
        (b"Name=%E5", "iso-8859-1"),
        (b"Name=\xe5", "Latin1"),
        (b"Name=%e5", "windows-1252"),
        # A form in these has no bytes to escape: its escapes are those of UTF-8 (Encoding Standard).
        ("Name=å".encode("utf-16"), "utf-16"),
        ("Name=%C3%A5".encode("utf-16-le"), "utf-16le"),
        ("Name=%C3%A5".encode("utf-32-be"), "utf-32be"),
        ("Name=å", "iso-8859-1"),
        ("Name=%C3%A5", "utf-16"),
    ],
)
def test_charsets_are_those_of_the_bytes_behind_the_escapes(body: bytes | str, charset: str | None) -> None:
    media_type = FORM if charset is None else f"{FORM}; charset={charset}"
    assert in_json(body, media_type=media_type) == {"Name": "å"}


@pytest.mark.parametrize(
    ("body", "charset", "path"),
    [
        (b"Name=%E5", "us-ascii", "$.Name"),
        (b"Name=\xe5", "us-ascii", "$.Name"),
        (b"Name=%81", "windows-1252", "$.Name"),
        (b"Name=", "utf-16", "$"),
        (b"\x00\xd8=\x00", "utf-16le", "$"),
        ("Name=\ud800", "utf-8", "$"),
        ("Name=%ED%A0%80", "utf-8", "$.Name"),
    ],
)
def test_what_a_charset_does_not_have_is_refused(body: bytes | str, charset: str, path: str) -> None:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(body, Item, f"{FORM}; charset={charset}")
    assert caught.value.path == path
    assert caught.value.__context__ is None


@pytest.mark.parametrize("charset", ["utf-7", "punycode", "unicode_escape", "x"])
def test_other_charsets_are_not_supported(charset: str) -> None:
    with pytest.raises(so.UnsupportedMediaType):
        so.decode(b"Name=a", Item, f"{FORM}; charset={charset}")
    with pytest.raises(so.UnsupportedMediaType):
        FormCodec().decode(
            b"Name=a",
            so.schema_of(Item),  # type: ignore[arg-type]  # never looked at
            charset=charset,
            dialect=so.Dialect.RFC,
            limits=so.Limits(),
            strict=False,
        )


def test_a_form_is_read_on_every_request_and_never_offered() -> None:
    negotiator = so.default_negotiator()
    assert negotiator.select_decoder(FORM).name == "form"
    with pytest.raises(so.NotAcceptable) as caught:
        negotiator.select_encoder(FORM)
    assert FORM not in caught.value.offered
