"""What RFC 7396 asks of JSON Merge Patch, a row for each rule and each of its examples."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

import so_carriers as so
from so_carriers.testing import json_documents

MERGE_PATCH = "application/merge-patch+json"


@so.carrier
class Part:
    id: so.int32 = so.member("Id", default=0, key=True)
    name: str | None = so.member("Name", default=None)
    codes: list[so.int32] | None = so.member("Codes", default=None)


@so.carrier
class Machine:
    number: so.int32 = so.member("Number", default=0)
    built: so.DateTime = so.member("Built", default=so.DateTime(1, 1, 1))
    runs: bool = so.member("Runs", default=False)
    main: Part | None = so.member("Main", default=None)
    parts: list[Part | None] | None = so.member("Parts", default=None)
    by_place: dict[str, Part | None] | None = so.member("ByPlace", default=None)
    labels: dict[str, str | None] | None = so.member("Labels", default=None)
    spare: Machine | None = so.member("Spare", default=None)
    pin: str | None = so.member("Pin", default=None, secret=True)


def rule(name: str, *values: object) -> object:
    """A row of a table, with the rule as its id."""
    return pytest.param(*values, id=name)


def canonical(value: Any) -> str:
    """A document without regard to the order of members; 1, 1.0 and true are three."""
    return json.dumps(value, sort_keys=True)


def canonical_body(body: bytes | str) -> str:
    """The same of a JSON text."""
    return canonical(json.loads(body))


APPENDIX_A = [
    rule("A 1", '{"a":"b"}', '{"a":"c"}', '{"a":"c"}'),
    rule("A 2", '{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'),
    rule("A 3", '{"a":"b"}', '{"a":null}', "{}"),
    rule("A 4", '{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'),
    rule("A 5", '{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'),
    rule("A 6", '{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'),
    rule("A 7", '{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'),
    rule("A 8", '{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'),
    rule("A 9", '["a","b"]', '["c","d"]', '["c","d"]'),
    rule("A 10", '{"a":"b"}', '["c"]', '["c"]'),
    rule("A 11", '{"a":"foo"}', "null", "null"),
    rule("A 12", '{"a":"foo"}', '"bar"', '"bar"'),
    rule("A 13", '{"e":null}', '{"a":1}', '{"e":null,"a":1}'),
    rule("A 14", "[1,2]", '{"a":"b","c":null}', '{"a":"b"}'),
    rule("A 15", "{}", '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'),
]

SECTION_1 = rule(
    "1 example",
    '{"a":"b","c":{"d":"e","f":"g"}}',
    '{"a":"z","c":{"f":null}}',
    '{"a":"z","c":{"d":"e"}}',
)

SECTION_3 = rule(
    "3 example",
    '{"title":"Goodbye!","author":{"givenName":"John","familyName":"Doe"},"tags":["example","sample"],'
    '"content":"This will be unchanged"}',
    '{"title":"Hello!","phoneNumber":"+01-123-456-7890","author":{"familyName":null},"tags":["example"]}',
    '{"title":"Hello!","author":{"givenName":"John"},"tags":["example"],"content":"This will be unchanged",'
    '"phoneNumber":"+01-123-456-7890"}',
)

SECTION_2 = [
    rule("2 an empty patch changes no object", '{"a":{"b":null}}', "{}", '{"a":{"b":null}}'),
    rule("2 an empty object makes an object of a scalar", '{"a":1}', '{"a":{}}', '{"a":{}}'),
    rule("2 an empty object makes an object of an array", '{"a":[1]}', '{"a":{}}', '{"a":{}}'),
    rule("2 an empty object makes an object of null", '{"a":null}', '{"a":{}}', '{"a":{}}'),
    rule("2 an empty object leaves an object", '{"a":{"b":1}}', '{"a":{}}', '{"a":{"b":1}}'),
    rule("2 the whole: an empty object in the place of an array", "[1]", "{}", "{}"),
    rule("2 the whole: an empty object in the place of a scalar", "7", "{}", "{}"),
    rule("2 the whole: an empty object in the place of null", "null", "{}", "{}"),
    rule("2 the whole: an object without its nulls", "null", '{"a":null,"b":{"c":null}}', '{"b":{}}'),
    rule("2 the whole: null in the place of null", "null", "null", "null"),
    rule("2 the whole: a scalar", '{"a":1}', "false", "false"),
    rule("2 the whole: zero", "[]", "0", "0"),
    rule("2 the whole: an array in the place of an object", '{"0":1}', "[]", "[]"),
    rule("2 null for what is not there", '{"a":1}', '{"b":null}', '{"a":1}'),
    rule("2 null removes null", '{"a":null,"b":1}', '{"a":null}', '{"b":1}'),
    rule("2 null for what is not there, inside what is not there", "{}", '{"a":{"b":null}}', '{"a":{}}'),
    rule("2 null inside what was a scalar", '{"a":1}', '{"a":{"b":null,"c":2}}', '{"a":{"c":2}}'),
    rule("2 null inside what was an array", '{"a":[{"b":1}]}', '{"a":{"b":null}}', '{"a":{}}'),
    rule("2 null deep inside", '{"a":{"b":{"c":1,"d":2}}}', '{"a":{"b":{"c":null}}}', '{"a":{"b":{"d":2}}}'),
    rule("2 nulls in arrays stay", '{"a":[1]}', '{"a":[null]}', '{"a":[null]}'),
    rule("2 nulls in objects in arrays stay", "{}", '{"a":[{"b":null}]}', '{"a":[{"b":null}]}'),
    rule("2 nulls in objects in arrays in new objects stay", "{}", '{"a":{"b":[{"c":null}],"d":null}}',
         '{"a":{"b":[{"c":null}]}}'),
    rule("2 the whole: nulls in arrays stay", "{}", '[null,{"a":null}]', '[null,{"a":null}]'),
    rule("2 arrays are not merged", '{"a":[{"b":1},{"c":2}]}', '{"a":[{"d":3}]}', '{"a":[{"d":3}]}'),
    rule("2 arrays become empty", '{"a":[1,2]}', '{"a":[]}', '{"a":[]}'),
    rule("2 indices are no names of items", '{"a":[1,2]}', '{"a":{"0":9}}', '{"a":{"0":9}}'),
    rule("2 false is a value", '{"a":true}', '{"a":false}', '{"a":false}'),
    rule("2 zero and empty text are values", '{"a":1,"b":"x"}', '{"a":0,"b":""}', '{"a":0,"b":""}'),
    rule("2 1 and true", '{"a":1}', '{"a":true}', '{"a":true}'),
    rule("2 true and 1", '{"a":true}', '{"a":1}', '{"a":1}'),
    rule("2 1 and 1.0", '{"a":1}', '{"a":1.0}', '{"a":1.0}'),
    rule("2 the empty name", '{"":1}', '{"":{"":2}}', '{"":{"":2}}'),
    rule("2 names are no pointers", '{"a":{"b":1}}', '{"/a/b":2,"a~1b":3,"a/b":4}',
         '{"a":{"b":1},"/a/b":2,"a~1b":3,"a/b":4}'),
    rule("2 case counts", '{"a":1}', '{"A":null,"B":2}', '{"a":1,"B":2}'),
    rule("2 an operation is an object like others", '{"op":"x"}', '{"op":"remove","path":"/op"}',
         '{"op":"remove","path":"/op"}'),
    rule("2 a JSON Patch is an array like others", '{"a":1}', '[{"op":"remove","path":"/a"}]',
         '[{"op":"remove","path":"/a"}]'),
    rule("2 the last of two members counts", '{"a":1}', '{"a":null,"a":2}', '{"a":2}'),
    rule("2 the last of two members counts, null", '{"a":1}', '{"a":2,"a":null}', "{}"),
    rule("2 white space", '{"a":1}', ' \t\r\n{ "a" : null }\n', "{}"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "patch", "expected"), [*APPENDIX_A, SECTION_1, SECTION_3, *SECTION_2])
def test_a_patch_is_merged_into_a_plain_document(document: str, patch: str, expected: str) -> None:
    target = json.loads(document)
    decoded = so.MergePatch.decode(patch)
    result = decoded.apply(target)
    assert canonical(result) == canonical_body(expected)
    assert canonical(target) == canonical_body(document)
    # The same patch from Python, from bytes, and written again.
    assert canonical(so.MergePatch(json.loads(patch)).apply(target)) == canonical(result)
    assert so.MergePatch.decode(patch.encode()) == decoded
    assert canonical_body(decoded.encode()) == canonical_body(patch)
    assert canonical(decoded.document) == canonical_body(patch)


def merged(target: Any, patch: Any) -> Any:
    """Section 2, in the RFC's own steps."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-2, 2) | st.sampled_from(["", "a", "b"])
DOCUMENTS = json_documents(scalars=SCALARS, names=st.sampled_from("abcd"), items=4, leaves=12)


def holds_null(document: Any) -> bool:
    """Whether null is a member somewhere, but for those inside arrays."""
    return isinstance(document, dict) and any(item is None or holds_null(item) for item in document.values())


@given(DOCUMENTS, DOCUMENTS)
def test_any_patch_is_merged_as_the_steps_of_section_2_do(target: Any, patch: Any) -> None:
    before = canonical(target)
    assert canonical(so.MergePatch(patch).apply(target)) == canonical(merged(target, patch))
    assert canonical(target) == before


@given(DOCUMENTS, DOCUMENTS)
def test_a_difference_is_merged_to_the_new_document_or_says_what_it_cannot(old: Any, new: Any) -> None:
    patch = so.MergePatch.diff(old, new, allow_loss=True)
    try:
        assert so.MergePatch.diff(old, new) == patch
    except so.LossyEncoding:
        assert holds_null(new)
    else:
        assert canonical(patch.apply(old)) == canonical(new)
        assert canonical(merged(old, json.loads(patch.encode()))) == canonical(new)


@pytest.mark.parametrize(
    "patch",
    [
        "",
        "  ",
        "{",
        '{"a":1',
        '{"a":1}{}',
        "{a:1}",
        "{'a':1}",
        '{"a":NaN}',
        '{"a":Infinity}',
        '{"a":01}',
        "undefined",
    ],
)
def test_what_is_no_json_is_no_patch(patch: str) -> None:
    with pytest.raises(so.InvalidPatch) as caught:
        so.MergePatch.decode(patch)
    assert (caught.value.status, caught.value.index, caught.value.path) == (400, None, "$")
    with pytest.raises(so.InvalidPatch):
        so.decode(patch, so.User, MERGE_PATCH, base=so.User())


# On carriers: class, body, patch, result.

USER = so.User
CARRIERS = [
    rule("an empty patch", USER, '{"Name":"Ann","Rank":null}', "{}", '{"Name":"Ann","Rank":null}'),
    rule("a member", USER, '{"Name":"Ann","Rank":3}', '{"Name":"Bo"}', '{"Name":"Bo","Rank":3}'),
    rule("an absent member", USER, '{"Name":"Ann"}', '{"Rank":3}', '{"Name":"Ann","Rank":3}'),
    rule("an absent member, by its default", USER, "{}", '{"Rank":0,"Deleted":false}',
         '{"Rank":0,"Deleted":false}'),
    rule("null makes a member absent", USER, '{"Name":"Ann","Rank":3}', '{"Name":null,"Rank":null}', "{}"),
    rule("null makes a null member absent", USER, '{"Name":null,"Rank":null,"Role":null}',
         '{"Name":null,"Rank":null,"Role":null}', "{}"),
    rule("null leaves an absent member absent", USER, '{"Name":"Ann"}', '{"Rank":null,"Role":null}',
         '{"Name":"Ann"}'),
    rule("null makes a carrier absent", USER, '{"Role":{"Id":1}}', '{"Role":null}', "{}"),
    rule("null makes a list absent", USER, '{"OtherGroups":[{}]}', '{"OtherGroups":null}', "{}"),
    rule("null makes a dictionary absent", USER, '{"CustomFields":{"a":"b"}}', '{"CustomFields":null}', "{}"),
    rule("a carrier is merged", USER, '{"Role":{"Id":1,"Value":"x","Tooltip":"t"}}',
         '{"Role":{"Value":"y","Tooltip":null}}',
         '{"Role":{"Id":1,"Value":"y"}}'),
    rule("a carrier is left by an empty one", USER, '{"Role":{"Id":1}}', '{"Role":{}}', '{"Role":{"Id":1}}'),
    rule("a null carrier becomes one", USER, '{"Role":null}', '{"Role":{"Id":3,"Value":null}}',
         '{"Role":{"Id":3}}'),
    rule("a null carrier becomes an empty one", USER, '{"Role":null}', '{"Role":{}}', '{"Role":{}}'),
    rule("an absent carrier becomes one", USER, "{}", '{"Role":{"Id":3,"Value":null,"x":{"y":null}}}',
         '{"Role":{"Id":3,"x":{}}}'),
    rule("carriers in absent carriers", Machine, "{}", '{"Spare":{"Spare":{"Main":{"Id":1,"Name":null}}}}',
         '{"Spare":{"Spare":{"Main":{"Id":1}}}}'),
    rule("carriers in carriers", Machine, '{"Spare":{"Number":1,"Main":{"Id":1,"Name":"x"}}}',
         '{"Spare":{"Main":{"Name":null}}}',
         '{"Spare":{"Number":1,"Main":{"Id":1}}}'),
    rule("arrays are replaced", USER, '{"OtherGroups":[{"Id":1,"Value":"x"},{"Id":2}]}',
         '{"OtherGroups":[{"Id":1}]}',
         '{"OtherGroups":[{"Id":1}]}'),
    rule("arrays become empty", USER, '{"OtherGroups":[{"Id":1}]}', '{"OtherGroups":[]}',
         '{"OtherGroups":[]}'),
    rule("null arrays become some", USER, '{"OtherGroups":null}', '{"OtherGroups":[null]}',
         '{"OtherGroups":[null]}'),
    rule("nulls in arrays of carriers stay", USER, "{}", '{"OtherGroups":[null,{"Id":1,"Value":null}]}',
         '{"OtherGroups":[null,{"Id":1,"Value":null}]}'),
    rule("arrays lose the spelling of their items", Machine, '{"Main":{"Codes":["1","2"]}}',
         '{"Main":{"Codes":[1,"2"]}}',
         '{"Main":{"Codes":[1,"2"]}}'),
    rule("an unknown member is added", USER, '{"Name":"Ann"}', '{"Own":{"a":[1.10,null],"b":null}}',
         '{"Name":"Ann","Own":{"a":[1.10,null]}}'),
    rule("an unknown member is merged", USER, '{"Own":{"a":{"b":1},"c":2}}', '{"Own":{"a":{"d":3},"c":null}}',
         '{"Own":{"a":{"b":1,"d":3}}}'),
    rule("an unknown member is replaced", USER, '{"Own":[1]}', '{"Own":{"a":null}}', '{"Own":{}}'),
    rule("an unknown member is removed", USER, '{"Own":1,"Mine":2}', '{"Own":null,"Other":null}',
         '{"Mine":2}'),
    rule("an unknown member in a carrier", USER, '{"Role":{"x":1,"y":2}}', '{"Role":{"x":null,"z":3}}',
         '{"Role":{"y":2,"z":3}}'),
    rule("keys", USER, '{"CustomFields":{"SuperOffice:1":"a","x.y/z~":"b","c":null}}',
         '{"CustomFields":{"SuperOffice:1":null,"x.y/z~":"d","":"e","none":null}}',
         '{"CustomFields":{"x.y/z~":"d","c":null,"":"e"}}'),
    rule("null keys", USER, '{"CustomFields":{"a":null}}', '{"CustomFields":{"a":null}}',
         '{"CustomFields":{}}'),
    rule("keys of a null dictionary", USER, '{"ExtraFields":null}', '{"ExtraFields":{"a":"b","c":null}}',
         '{"ExtraFields":{"a":"b"}}'),
    rule("carriers under keys", so.Role,
         '{"FieldProperties":{"a.b":{"FieldLength":1,"FieldType":"t"},"n":null}}',
         '{"FieldProperties":{"a.b":{"FieldType":null,"FieldRight":{"Mask":"Read"}},"n":{"FieldLength":2}}}',
         '{"FieldProperties":{"a.b":{"FieldLength":1,"FieldRight":{"Mask":"Read"}},"n":{"FieldLength":2}}}'),
    rule("spellings are kept", USER, '{"Rank":"3","EjUserId":1}', '{"EjUserId":"4"}',
         '{"Rank":"3","EjUserId":"4"}'),
    rule("an enum and a date", USER, '{"Type":"InternalAssociate"}',
         '{"Type":"Robot","Lastlogin":"2020-01-02T03:04:05.10Z"}',
         '{"Type":"Robot","Lastlogin":"2020-01-02T03:04:05.10Z"}'),
    rule("names as the body has them", USER, '{"name":"Ann","Rank":1}', '{"name":null}', '{"Rank":1}'),
    rule("names in another case are others", USER, '{"Name":"Ann"}', '{"name":null,"NAME":"x"}',
         '{"Name":"Ann","NAME":"x"}'),
    rule("a dictionary of carriers", dict[str, so.Role], '{"a":{"Id":1,"Value":"x"},"b":{"Id":2}}',
         '{"a":{"Value":null},"b":null,"c":{"Id":3}}', '{"a":{"Id":1},"c":{"Id":3}}'),
    rule("a list of carriers", list[so.Role], '[{"Id":1},{"Id":2}]', '[{"Id":3,"Value":null}]',
         '[{"Id":3,"Value":null}]'),
    rule("custom fields as the whole", so.CustomFields, '{"a":"1","b":"2"}', '{"a":null,"c":"3"}',
         '{"b":"2","c":"3"}'),
    rule("field properties as the whole", so.FieldProperties, '{"a.b":{"FieldLength":1}}',
         '{"a.b":{"FieldLength":2},"c":{}}',
         '{"a.b":{"FieldLength":2},"c":{}}'),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "patch", "expected"), CARRIERS)
def test_a_patch_is_merged_into_carriers_as_into_their_documents(
    kind: Any, body: str, patch: str, expected: str
) -> None:
    value = so.decode(body, kind)
    decoded = so.MergePatch.decode(patch)
    result = decoded.apply(value, type=kind)
    encoded = so.encode(result, type=kind)
    assert type(result) is type(value)
    assert canonical_body(encoded) == canonical_body(expected)
    assert so.encode(value, type=kind) == body.encode()
    assert canonical(merged(json.loads(body), json.loads(patch))) == canonical_body(expected)
    again = so.decode(encoded, kind)
    assert so.identical(result, again) if hasattr(result, "_wire_state") else result == again
    assert so.encode(so.decode(patch, kind, MERGE_PATCH, base=value), type=kind) == encoded


WRONG_VALUES = [
    rule("text", '{"Name":3}', "$.Name", "/Name"),
    rule("text, by an object", '{"Name":{"a":null}}', "$.Name", "/Name"),
    rule("integer", '{"Rank":"x"}', "$.Rank", "/Rank"),
    rule("integer, too large", '{"Rank":2147483648}', "$.Rank", "/Rank"),
    rule("integer, by an object", '{"Rank":{}}', "$.Rank", "/Rank"),
    rule("truth", '{"Deleted":1}', "$.Deleted", "/Deleted"),
    rule("date", '{"Lastlogin":"soon"}', "$.Lastlogin", "/Lastlogin"),
    rule("carrier", '{"Role":[]}', "$.Role", "/Role"),
    rule("carrier, by a text", '{"Person":"x"}', "$.Person", "/Person"),
    rule("carrier, inside", '{"Role":{"Id":true}}', "$.Role.Id", "/Role/Id"),
    rule("carrier that was null, inside", '{"Person":{"Firstname":7}}', "$.Person.Firstname",
         "/Person/Firstname"),
    rule("list, by an object", '{"OtherGroups":{"0":{}}}', "$.OtherGroups", "/OtherGroups"),
    rule("list, inside", '{"OtherGroups":[{},{"Id":[]}]}', "$.OtherGroups[1].Id", "/OtherGroups/1/Id"),
    rule("dictionary, by an array", '{"CustomFields":[]}', "$.CustomFields", "/CustomFields"),
    rule("dictionary, inside", '{"CustomFields":{"a/b.c":1}}', '$.CustomFields["a/b.c"]',
         "/CustomFields/a~1b.c"),
    rule("the whole, by null", "null", "$", ""),
    rule("the whole, by an array", "[]", "$", ""),
    rule("the whole, by a text", '"x"', "$", ""),
    rule("a name that becomes the member's", '{"RANK":"x"}', "$.RANK", "/RANK"),
    rule("a name that becomes an inner member's", '{"Role":{"VALUE":[]}}', "$.Role.VALUE", "/Role/VALUE"),
    rule("the last of many", '{"Name":"Bo","Own":{"a":1},"Role":{"Value":"y","Id":{}}}', "$.Role.Id",
         "/Role/Id"),
]  # fmt: skip


@pytest.mark.parametrize(("patch", "path", "pointer"), WRONG_VALUES)
def test_a_value_that_its_member_cannot_hold_is_refused_and_nothing_is_done(
    patch: str, path: str, pointer: str
) -> None:
    body = (
        b'{"Name":"Ann","Role":{"Id":1},"Person":null,"OtherGroups":[{"Id":1}],'
        b'"CustomFields":{"a/b.c":"d"},"Own":{}}'
    )
    user = so.decode(body, so.User)
    before = copy.deepcopy(user)
    with pytest.raises(so.InvalidPatch) as caught:
        so.MergePatch.decode(patch).apply(user)
    error = caught.value
    assert (error.status, error.path, error.pointer, error.index) == (400, path, pointer, None)
    assert error.__context__ is None
    assert so.identical(user, before)
    assert so.encode(user) == body


def test_a_secret_value_that_is_wrong_is_not_in_the_error() -> None:
    for patch in ({"Pin": 4711}, {"Spare": {"Pin": [4711]}}, {"Spare": {"Pin": {"4711": 4711}}}):
        with pytest.raises(so.InvalidPatch) as caught:
            so.MergePatch(patch).apply(Machine(spare=Machine()))
        assert "4711" not in f"{caught.value} {caught.value!r} {caught.value.args} {caught.value.pointer}"


def test_strict_refuses_what_is_not_spelled_canonically() -> None:
    assert so.MergePatch({"Number": "3"}).apply(Machine()).number == 3
    with pytest.raises(so.InvalidPatch) as caught:
        so.MergePatch({"Number": "3"}).apply(Machine(), strict=True)
    assert caught.value.path == "$.Number"


def test_what_is_not_touched_is_shared() -> None:
    machine = Machine(main=Part(id=1), spare=Machine(main=Part(id=2)), parts=[Part(id=3)])
    result = so.MergePatch({"Spare": {"Number": 5}}).apply(machine)
    assert result.main is machine.main
    assert result.parts is machine.parts
    assert result.spare is not None
    assert machine.spare is not None
    assert result.spare is not machine.spare
    assert result.spare.main is machine.spare.main
    assert machine.spare.number == 0


def test_the_values_of_a_patch_are_never_those_of_its_results() -> None:
    document: dict[str, Any] = {"a": {"b": [1]}}
    patch = so.MergePatch(document)
    document["a"]["b"].append(2)
    target: dict[str, Any] = {}
    patch.apply(target)["a"]["b"].append(3)
    patch.document["a"]["b"].append(4)
    assert patch.apply(target) == {"a": {"b": [1]}}
    unknown = so.unknown_members(patch.apply(Machine()))["a"]
    assert unknown == {"b": [1]}


# Differences: old, new, the patch.

DIFFERENCES = [
    rule("nothing", '{"Number":1}', '{"Number":1}', "{}"),
    rule("a member", '{"Number":1,"Runs":true}', '{"Number":2,"Runs":true}', '{"Number":2}'),
    rule("a member that is new", "{}", '{"Number":0}', '{"Number":0}'),
    rule("a member that is gone", '{"Number":1,"Main":null}', "{}", '{"Number":null,"Main":null}'),
    rule("another spelling", '{"Number":3}', '{"Number":"3"}', '{"Number":"3"}'),
    rule("a member of a carrier", '{"Main":{"Id":1,"Name":"x"}}', '{"Main":{"Id":1,"Name":"y"}}',
         '{"Main":{"Name":"y"}}'),
    rule("a member of a carrier that is gone", '{"Main":{"Id":1,"Name":"x"}}', '{"Main":{"Id":1}}',
         '{"Main":{"Name":null}}'),
    rule("null became a carrier", '{"Main":null}', '{"Main":{"Id":1}}', '{"Main":{"Id":1}}'),
    rule("null became an empty carrier", '{"Main":null}', '{"Main":{}}', '{"Main":{}}'),
    rule("an array", '{"Parts":[{"Id":1},{"Id":2}]}', '{"Parts":[{"Id":1}]}', '{"Parts":[{"Id":1}]}'),
    rule("an array with nulls", '{"Parts":[]}', '{"Parts":[null,{"Name":null}]}',
         '{"Parts":[null,{"Name":null}]}'),
    rule("keys", '{"Labels":{"a":"1","b":"2","c":null}}', '{"Labels":{"a":"1","b":"3","d":"4","c":null}}',
         '{"Labels":{"b":"3","d":"4"}}'),
    rule("keys that are gone", '{"Labels":{"a":"1","b":null}}', '{"Labels":{}}',
         '{"Labels":{"a":null,"b":null}}'),
    rule("unknown members", '{"x":1,"y":{"a":1,"b":[1]},"z":1}', '{"x":1.0,"y":{"a":1,"b":[2]},"w":{}}',
         '{"z":null,"x":1.0,"y":{"b":[2]},"w":{}}'),
    rule("a null that was null", '{"Main":null,"x":{"y":null}}', '{"Main":null,"x":{"y":null},"Number":1}',
         '{"Number":1}'),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), DIFFERENCES)
def test_a_difference_of_carriers_is_the_smallest_patch(old: str, new: str, expected: str) -> None:
    before, after = so.decode(old, Machine), so.decode(new, Machine)
    patch = so.MergePatch.diff(before, after)
    assert canonical_body(patch.encode()) == canonical_body(expected)
    assert canonical_body(so.encode(patch.apply(before))) == canonical_body(new)
    assert so.encode(after, MERGE_PATCH, base=before) == patch.encode()
    assert canonical_body(so.MergePatch.diff(json.loads(old), json.loads(new)).encode()) == canonical_body(
        expected
    )


LOSSES = [
    rule("a member becomes null", '{"Main":{"Id":1}}', '{"Main":null}', ["$.Main"], "{}"),
    rule("an absent member becomes null", "{}", '{"Main":null}', ["$.Main"], "{}"),
    rule("null against the type", '{"Number":1}', '{"Number":null}', ["$.Number"], "{}"),
    rule("inside a carrier", '{"Main":{"Name":"x"}}', '{"Main":{"Name":null,"Id":2}}', ["$.Main.Name"],
         '{"Main":{"Id":2}}'),
    rule("inside a new carrier", '{"Main":null}', '{"Main":{"Id":1,"Name":null}}', ["$.Main.Name"],
         '{"Main":{"Id":1}}'),
    rule("under a key", '{"Labels":{"a.b":"x"}}', '{"Labels":{"a.b":null}}', ['$.Labels["a.b"]'], "{}"),
    rule("under a new key", '{"Labels":{}}', '{"Labels":{"a":null,"b":"c"}}', ["$.Labels.a"],
         '{"Labels":{"b":"c"}}'),
    rule("in an unknown member", '{"x":1}', '{"x":{"y":{"z":null}}}', ["$.x.y.z"], '{"x":{"y":{}}}'),
    rule("all of them", '{"Number":1,"Main":{}}',
         '{"Number":null,"Main":{"Id":null,"Name":null},"Labels":null,"x":null}',
         ["$.Number", "$.Main.Id", "$.Main.Name", "$.Labels", "$.x"], "{}"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "paths", "rest"), LOSSES)
def test_a_difference_that_cannot_be_said_raises_with_all_paths(
    old: str, new: str, paths: list[str], rest: str
) -> None:
    before, after = so.decode(old, Machine), so.decode(new, Machine)
    for one, other in [(before, after), (json.loads(old), json.loads(new))]:
        with pytest.raises(so.LossyEncoding) as caught:
            so.MergePatch.diff(one, other)
        assert sorted(caught.value.paths) == sorted(paths)
        assert caught.value.path == caught.value.paths[0]
        said = so.MergePatch.diff(one, other, allow_loss=True)
        # What is left is a patch, and it says nothing that is not so.
        assert "null" not in said.encode().decode()
        assert isinstance(said.apply(one), type(one))
    assert canonical_body(so.MergePatch.diff(before, after, allow_loss=True).encode()) in {
        canonical_body(rest),
        canonical_body('{"Main":{}}') if rest == "{}" else "",
    }
    with pytest.raises(so.LossyEncoding):
        so.encode(after, MERGE_PATCH, base=before)
    assert (
        so.encode(after, MERGE_PATCH, base=before, allow_loss=True)
        == so.MergePatch.diff(before, after, allow_loss=True).encode()
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("1", "2", "2"),
        ('"x"', '"x"', '"x"'),
        ("[1]", "[1]", "[1]"),
        ("[1]", "[2]", "[2]"),
        ("[1]", "{}", "{}"),
        ("{}", "[]", "[]"),
        ('{"a":1}', "null", "null"),
        ("null", "null", "null"),
        ("null", "{}", "{}"),
        ("{}", "{}", "{}"),
        ('{"a":1}', '{"a":true}', '{"a":true}'),
        ('{"a":1}', '{"a":1.0}', '{"a":1.0}'),
        ('{"a":[1]}', '{"a":{"b":1}}', '{"a":{"b":1}}'),
        ('{"a":{"b":1}}', '{"a":[]}', '{"a":[]}'),
    ],
)
def test_a_difference_of_plain_documents_says_the_whole_where_no_object_is(
    old: str, new: str, expected: str
) -> None:
    patch = so.MergePatch.diff(json.loads(old), json.loads(new))
    assert patch.encode() == expected.encode()
    assert canonical(patch.apply(json.loads(old))) == canonical_body(new)
