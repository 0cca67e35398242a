"""What RFC 6902 asks of JSON Patch, a row for each rule and each of its examples.

The id of a row begins with the section. Documents and patches are JSON texts, so that a
row can say what Python's values cannot: members twice, `1.0`, `1e0`.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

import so_carriers as so

JSON_PATCH = "application/json-patch+json"
HUNDRED_DIGITS = "1234567890" * 10


@so.carrier
class Line:
    id: so.int32 = so.member("Id", default=0, key=True)
    text: str | None = so.member("Text", default=None)


@so.carrier
class Invoice:
    number: so.int32 = so.member("Number", default=0)
    paid: so.DateTime | None = so.member("Paid", default=None)
    due: so.DateTime = so.member("Due", default=so.DateTime(1, 1, 1))
    is_open: bool = so.member("IsOpen", default=False)
    kind: so.UserType | str = so.member("Kind", default=so.UserType.UNKNOWN)
    lines: list[Line | None] | None = so.member("Lines", default=None)
    marks: list[so.int32] | None = so.member("Marks", default=None)
    grid: list[list[so.int32]] | None = so.member("Grid", default=None)
    tags: dict[str, str | None] | None = so.member("Tags", default=None)
    counts: dict[str, so.int32] | None = so.member("Counts", default=None)
    by_line: dict[str, Line | None] | None = so.member("ByLine", default=None)
    previous: Invoice | None = so.member("Previous", default=None)


def rule(name: str, *values: object) -> object:
    """A row of a table, with the section and the rule as its id."""
    return pytest.param(*values, id=name)


def canonical(value: Any) -> str:
    """A document without regard to the order of members; 1, 1.0 and true are three."""
    return json.dumps(value, sort_keys=True)


def canonical_body(body: bytes | str) -> str:
    """The same of a JSON text."""
    return canonical(json.loads(body))


def failed(patch: so.JsonPatch, value: Any, kind: type[so.SoCarriersError]) -> Any:
    """The error of a patch that cannot be applied; its target is as it was."""
    before = copy.deepcopy(value)
    with pytest.raises(so.SoCarriersError) as caught:
        patch.apply(value)
    assert type(caught.value) is kind, str(caught.value)
    assert (
        so.identical(value, before)
        if hasattr(value, "_wire_state")
        else canonical_of(value) == canonical_of(before)
    )
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    return caught.value


def canonical_of(value: Any) -> str:
    """The document of a plain value, or of lists and dictionaries of carriers."""
    return canonical_body(so.JsonPatch([{"op": "test", "path": "", "value": value}]).encode())


# What succeeds: document, patch, result.

APPENDIX_A = [
    rule("A.1 adding a member", '{"foo":"bar"}', '[{"op":"add","path":"/baz","value":"qux"}]',
         '{"baz":"qux","foo":"bar"}'),
    rule("A.2 adding an item", '{"foo":["bar","baz"]}', '[{"op":"add","path":"/foo/1","value":"qux"}]',
         '{"foo":["bar","qux","baz"]}'),
    rule("A.3 removing a member", '{"baz":"qux","foo":"bar"}', '[{"op":"remove","path":"/baz"}]',
         '{"foo":"bar"}'),
    rule("A.4 removing an item", '{"foo":["bar","qux","baz"]}', '[{"op":"remove","path":"/foo/1"}]',
         '{"foo":["bar","baz"]}'),
    rule("A.5 replacing", '{"baz":"qux","foo":"bar"}', '[{"op":"replace","path":"/baz","value":"boo"}]',
         '{"baz":"boo","foo":"bar"}'),
    rule("A.6 moving a value", '{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}',
         '[{"op":"move","from":"/foo/waldo","path":"/qux/thud"}]',
         '{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}'),
    rule("A.7 moving an item", '{"foo":["all","grass","cows","eat"]}',
         '[{"op":"move","from":"/foo/1","path":"/foo/3"}]', '{"foo":["all","cows","eat","grass"]}'),
    rule("A.8 testing", '{"baz":"qux","foo":["a",2,"c"]}',
         '[{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}]',
         '{"baz":"qux","foo":["a",2,"c"]}'),
    rule("A.10 adding a nested object", '{"foo":"bar"}',
         '[{"op":"add","path":"/child","value":{"grandchild":{}}}]',
         '{"foo":"bar","child":{"grandchild":{}}}'),
    rule("A.11 unrecognized elements", '{"foo":"bar"}',
         '[{"op":"add","path":"/baz","value":"qux","xyz":123}]', '{"foo":"bar","baz":"qux"}'),
    rule("A.14 escaped tilde", '{"/":9,"~1":10}', '[{"op":"test","path":"/~01","value":10}]',
         '{"/":9,"~1":10}'),
    rule("A.16 adding an array", '{"foo":["bar"]}', '[{"op":"add","path":"/foo/-","value":["abc","def"]}]',
         '{"foo":["bar",["abc","def"]]}'),
]  # fmt: skip

SECTION_3 = [
    rule("3 no operations", '{"a":1}', "[]", '{"a":1}'),
    rule("3 in order of appearance", "{}",
         '[{"op":"add","path":"/a","value":1},{"op":"add","path":"/b","value":2},{"op":"remove",'
         '"path":"/a"}]',
         '{"b":2}'),
    rule("3 each applies to the result of the last", "{}",
         '[{"op":"add","path":"/a","value":{}},{"op":"add","path":"/a/b","value":[]},'
         '{"op":"add","path":"/a/b/-","value":7},{"op":"test","path":"/a/b/0","value":7}]',
         '{"a":{"b":[7]}}'),
    rule("3 example", '{"a":{"b":{"c":"foo"}}}',
         '[{"op":"test","path":"/a/b/c","value":"foo"},{"op":"remove","path":"/a/b/c"},'
         '{"op":"add","path":"/a/b/c","value":["foo","bar"]},{"op":"replace","path":"/a/b/c","value":42},'
         '{"op":"move","from":"/a/b/c","path":"/a/b/d"},{"op":"copy","from":"/a/b/d","path":"/a/b/e"}]',
         '{"a":{"b":{"d":42,"e":42}}}'),
    rule("3 white space", '{"a":1}', ' \t\r\n[ { "op" : "remove" , "path" : "/a" } ]\n', "{}"),
]  # fmt: skip

SECTION_4 = [
    rule("4 order of members 1", "{}", '[{"op":"add","path":"/a","value":1}]', '{"a":1}'),
    rule("4 order of members 2", "{}", '[{"path":"/a","op":"add","value":1}]', '{"a":1}'),
    rule("4 order of members 3", "{}", '[{"value":1,"path":"/a","op":"add"}]', '{"a":1}'),
    rule("4 others are ignored", '{"a":1,"b":2}',
         '[{"op":"remove","path":"/a","value":1,"from":"/b","Op":"add","PATH":7,"":null,"x":{"op":"add"}}]',
         '{"b":2}'),
    rule("4 from is ignored where it has no meaning", "{}",
         '[{"op":"add","from":7,"path":"/a","value":1},{"op":"test","from":"~","path":"/a","value":1}]',
         '{"a":1}'),
    rule("4 value is ignored where it has no meaning", '{"a":1}',
         '[{"op":"copy","from":"/a","path":"/b","value":7},{"op":"move","from":"/a","path":"/c","value":7},'
         '{"op":"remove","path":"/b","value":7}]', '{"c":1}'),
    rule("4 escapes in JSON are read first", '{"a":1}', r'[{"\u006fp":"remove","path":"\u002fa"}]', "{}"),
    # RFC 8259, section 4, and A.13: what software does is unpredictable; here the last one counts.
    rule("A.13 the last op counts", '{"baz":1}', '[{"op":"add","path":"/baz","value":"qux","op":"remove"}]',
         "{}"),
    rule("A.13 the last value counts", "{}", '[{"op":"add","path":"/a","value":1,"value":2}]', '{"a":2}'),
    rule("A.13 the last path counts", "{}", '[{"op":"add","path":7,"value":1,"path":"/b"}]', '{"b":1}'),
    rule("A.13 the last from counts", '{"a":1}', '[{"op":"move","from":null,"from":"/a","path":"/b"}]',
         '{"b":1}'),
]  # fmt: skip

SECTION_4_1 = [
    rule("4.1 an index inserts before", "[1,2]", '[{"op":"add","path":"/0","value":0}]', "[0,1,2]"),
    rule("4.1 in between", "[1,3]", '[{"op":"add","path":"/1","value":2}]', "[1,2,3]"),
    rule("4.1 at the length", "[1,2]", '[{"op":"add","path":"/2","value":3}]', "[1,2,3]"),
    rule("4.1 at the length of nothing", "[]", '[{"op":"add","path":"/0","value":1}]', "[1]"),
    rule("4.1 - appends", "[1,2]", '[{"op":"add","path":"/-","value":3}]', "[1,2,3]"),
    rule("4.1 - appends to nothing", "[]", '[{"op":"add","path":"/-","value":1}]', "[1]"),
    rule("4.1 - twice", "[]", '[{"op":"add","path":"/-","value":1},{"op":"add","path":"/-","value":2}]',
         "[1,2]"),
    rule("4.1 an array in an array", "[[1],[2]]", '[{"op":"add","path":"/1/-","value":[3]}]',
         "[[1],[2,[3]]]"),
    rule("4.1 a member that is not there", "{}", '[{"op":"add","path":"/a","value":1}]', '{"a":1}'),
    rule("4.1 a member that is there is replaced", '{"a":{"b":1}}',
         '[{"op":"add","path":"/a","value":{"c":2}}]',
         '{"a":{"c":2}}'),
    rule("4.1 null is a value", "{}", '[{"op":"add","path":"/a","value":null}]', '{"a":null}'),
    rule("4.1 null is an item", "[1]", '[{"op":"add","path":"/0","value":null}]', "[null,1]"),
    rule("4.1 in the place of null", '{"a":null}', '[{"op":"add","path":"/a","value":1}]', '{"a":1}'),
    rule("4.1 false", '{"a":true}', '[{"op":"add","path":"/a","value":false}]', '{"a":false}'),
    rule("4.1 empty containers", '{"a":1}',
         '[{"op":"add","path":"/a","value":[]},{"op":"add","path":"/b","value":{}},{"op":"add","path":"/c",'
         '"value":""}]',
         '{"a":[],"b":{},"c":""}'),
    rule("4.1 the whole document", '{"a":1}', '[{"op":"add","path":"","value":[1]}]', "[1]"),
    rule("4.1 the whole document by text", '{"a":1}', '[{"op":"add","path":"","value":"x"}]', '"x"'),
    rule("4.1 the whole document by null", '{"a":1}', '[{"op":"add","path":"","value":null}]', "null"),
    rule("4.1 the whole of a scalar", "1", '[{"op":"add","path":"","value":{"a":1}}]', '{"a":1}'),
    rule("4.1 the whole of null", "null", '[{"op":"add","path":"","value":false}]', "false"),
    rule("4.1 then inside of the new whole", "[]",
         '[{"op":"add","path":"","value":{"a":[]}},{"op":"add","path":"/a/-","value":1}]', '{"a":[1]}'),
    rule("4.1 the empty name", "{}", '[{"op":"add","path":"/","value":1}]', '{"":1}'),
    rule("4.1 an empty name in an empty name", '{"":{}}', '[{"op":"add","path":"//","value":1}]',
         '{"":{"":1}}'),
    rule("4.1 digits name members of objects", "{}",
         '[{"op":"add","path":"/0","value":1},{"op":"add","path":"/01","value":2},{"op":"add","path":"/-",'
         '"value":3}]',
         '{"0":1,"01":2,"-":3}'),
    rule("4.1 an object in an array", '[{"a":1}]', '[{"op":"add","path":"/0/b","value":2}]',
         '[{"a":1,"b":2}]'),
    rule("4.1 names with escapes", "{}",
         '[{"op":"add","path":"/a~1b","value":1},{"op":"add","path":"/~0","value":2},{"op":"add",'
         '"path":"/~01","value":3}]',
         '{"a/b":1,"~":2,"~1":3}'),
    rule("4.1 case counts", '{"a":1}', '[{"op":"add","path":"/A","value":2}]', '{"a":1,"A":2}'),
    rule("4.1 names of methods are names", "{}",
         '[{"op":"add","path":"/__proto__","value":1},{"op":"add","path":"/keys","value":2}]',
         '{"__proto__":1,"keys":2}'),
]  # fmt: skip

SECTION_4_2_AND_4_3 = [
    rule("4.2 items move to the left", "[0,1,2,3]",
         '[{"op":"remove","path":"/1"},{"op":"remove","path":"/1"}]', "[0,3]"),
    rule("4.2 the last item", "[1]", '[{"op":"remove","path":"/0"}]', "[]"),
    rule("4.2 null is there", '{"a":null}', '[{"op":"remove","path":"/a"}]', "{}"),
    rule("4.2 an item that is null", "[null,1]", '[{"op":"remove","path":"/0"}]', "[1]"),
    rule("4.2 deep inside", '{"a":[{"b":{"c":1,"d":2}}]}', '[{"op":"remove","path":"/a/0/b/c"}]',
         '{"a":[{"b":{"d":2}}]}'),
    rule("4.2 the empty name", '{"":1,"a":2}', '[{"op":"remove","path":"/"}]', '{"a":2}'),
    rule("4.3 a member", '{"a":1}', '[{"op":"replace","path":"/a","value":{"b":2}}]', '{"a":{"b":2}}'),
    rule("4.3 an item", "[1,2,3]", '[{"op":"replace","path":"/1","value":[9]}]', "[1,[9],3]"),
    rule("4.3 by null", '{"a":1}', '[{"op":"replace","path":"/a","value":null}]', '{"a":null}'),
    rule("4.3 null by something", '{"a":null}', '[{"op":"replace","path":"/a","value":"x"}]', '{"a":"x"}'),
    rule("4.3 by the same", '{"a":1}', '[{"op":"replace","path":"/a","value":1}]', '{"a":1}'),
    rule("4.3 the number is the new one", '{"a":1}', '[{"op":"replace","path":"/a","value":1.0}]',
         '{"a":1.0}'),
    rule("4.3 the whole document", '{"a":1}', '[{"op":"replace","path":"","value":{"b":2}}]', '{"b":2}'),
    rule("4.3 the whole by a scalar", '{"a":1}', '[{"op":"replace","path":"","value":7}]', "7"),
    rule("4.3 the whole of null", "null", '[{"op":"replace","path":"","value":{}}]', "{}"),
    rule("4.3 the same as remove and add 1", "[1,2]",
         '[{"op":"remove","path":"/0"},{"op":"add","path":"/0","value":9}]', "[9,2]"),
    rule("4.3 the same as remove and add 2", "[1,2]", '[{"op":"replace","path":"/0","value":9}]', "[9,2]"),
]  # fmt: skip

SECTION_4_4_AND_4_5 = [
    rule("4.4 a member to another name", '{"a":1}', '[{"op":"move","from":"/a","path":"/b"}]', '{"b":1}'),
    rule("4.4 in the place of a member", '{"a":1,"b":2}', '[{"op":"move","from":"/a","path":"/b"}]',
         '{"b":1}'),
    rule("4.4 null moves", '{"a":null}', '[{"op":"move","from":"/a","path":"/b"}]', '{"b":null}'),
    rule("4.4 to the same place", '{"a":{"b":1}}', '[{"op":"move","from":"/a","path":"/a"}]',
         '{"a":{"b":1}}'),
    rule("4.4 an item to the same place", "[1,2]", '[{"op":"move","from":"/1","path":"/1"}]', "[1,2]"),
    rule("4.4 the whole to itself", '{"a":1}', '[{"op":"move","from":"","path":""}]', '{"a":1}'),
    rule("4.4 what counts is the array without it", "[1,2,3]", '[{"op":"move","from":"/0","path":"/2"}]',
         "[2,3,1]"),
    rule("4.4 to the front", "[1,2,3]", '[{"op":"move","from":"/2","path":"/0"}]', "[3,1,2]"),
    rule("4.4 to the end", "[1,2,3]", '[{"op":"move","from":"/0","path":"/-"}]', "[2,3,1]"),
    rule("4.4 from an array to an object", '{"a":[1,2]}', '[{"op":"move","from":"/a/0","path":"/b"}]',
         '{"a":[2],"b":1}'),
    rule("4.4 from an object to an array", '{"a":[1],"b":2}', '[{"op":"move","from":"/b","path":"/a/0"}]',
         '{"a":[2,1]}'),
    rule("4.4 between arrays", "[[1,2],[3]]", '[{"op":"move","from":"/0/1","path":"/1/-"}]', "[[1],[3,2]]"),
    rule("4.4 what follows comes nearer", '[{"a":1},{"b":2}]', '[{"op":"move","from":"/0","path":"/-"}]',
         '[{"b":2},{"a":1}]'),
    rule("4.4 into what came nearer", '[1,[{"b":2}]]', '[{"op":"move","from":"/1/0","path":"/1/-"}]',
         '[1,[{"b":2}]]'),
    rule("4.4 out of its parent, in the parent's place", '{"a":{"b":{"c":1}}}',
         '[{"op":"move","from":"/a/b","path":"/a"}]',
         '{"a":{"c":1}}'),
    rule("4.4 in the place of the whole", '{"a":{"b":1}}', '[{"op":"move","from":"/a","path":""}]',
         '{"b":1}'),
    rule("4.4 a name that begins with it is not inside", '{"a":1}',
         '[{"op":"move","from":"/a","path":"/ab"}]', '{"ab":1}'),
    rule("4.4 names by case", '{"a":1}', '[{"op":"move","from":"/a","path":"/A"}]', '{"A":1}'),
    rule("4.4 there and back", '{"a":[1,2]}',
         '[{"op":"move","from":"/a","path":"/b"},{"op":"move","from":"/b","path":"/a"}]', '{"a":[1,2]}'),
    rule("4.5 a member", '{"a":{"x":1}}', '[{"op":"copy","from":"/a","path":"/b"}]',
         '{"a":{"x":1},"b":{"x":1}}'),
    rule("4.5 a copy is one of its own", '{"a":{"x":[1]}}',
         '[{"op":"copy","from":"/a","path":"/b"},{"op":"add","path":"/b/x/-","value":2},{"op":"add",'
         '"path":"/a/y","value":3}]',
         '{"a":{"x":[1],"y":3},"b":{"x":[1,2]}}'),
    rule("4.5 null is copied", '{"a":null}', '[{"op":"copy","from":"/a","path":"/b"}]',
         '{"a":null,"b":null}'),
    rule("4.5 inserts in an array", "[1,2]", '[{"op":"copy","from":"/1","path":"/0"}]', "[2,1,2]"),
    rule("4.5 to the same place in an array", "[1,2]", '[{"op":"copy","from":"/0","path":"/0"}]', "[1,1,2]"),
    rule("4.5 to the same place in an object", '{"a":1}', '[{"op":"copy","from":"/a","path":"/a"}]',
         '{"a":1}'),
    rule("4.5 to the end", "[1,2]", '[{"op":"copy","from":"/0","path":"/-"}]', "[1,2,1]"),
    rule("4.5 into itself", '{"a":{"b":1}}', '[{"op":"copy","from":"/a","path":"/a/c"}]',
         '{"a":{"b":1,"c":{"b":1}}}'),
    rule("4.5 an array into itself", '{"a":[1]}', '[{"op":"copy","from":"/a","path":"/a/-"}]',
         '{"a":[1,[1]]}'),
    rule("4.5 the whole into itself", '{"a":1}', '[{"op":"copy","from":"","path":"/b"}]',
         '{"a":1,"b":{"a":1}}'),
    rule("4.5 in the place of the whole", '{"a":{"b":1}}', '[{"op":"copy","from":"/a","path":""}]',
         '{"b":1}'),
    rule("4.5 the whole in its own place", '{"a":1}', '[{"op":"copy","from":"","path":""}]', '{"a":1}'),
    rule("4.5 in the place of its parent", '{"a":{"b":{"c":1}}}', '[{"op":"copy","from":"/a/b","path":"/a"}]',
         '{"a":{"c":1}}'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("document", "patch", "expected"),
    [*APPENDIX_A, *SECTION_3, *SECTION_4, *SECTION_4_1, *SECTION_4_2_AND_4_3, *SECTION_4_4_AND_4_5],
)
def test_a_patch_changes_a_plain_document(document: str, patch: str, expected: str) -> None:
    target = json.loads(document)
    decoded = so.JsonPatch.decode(patch)
    result = decoded.apply(target)
    assert canonical(result) == canonical_body(expected)
    assert canonical(target) == canonical_body(document)
    # The same patch from Python, from bytes, and written again.
    assert canonical(so.JsonPatch(json.loads(patch)).apply(target)) == canonical(result)
    assert so.JsonPatch.decode(patch.encode()) == decoded
    assert so.JsonPatch.decode(decoded.encode()) == decoded
    assert canonical(so.JsonPatch.decode(decoded.encode()).apply(target)) == canonical(result)
    # The difference says the same in its own words.
    assert canonical(so.JsonPatch.diff(target, result).apply(target)) == canonical(result)
    assert canonical(so.JsonPatch.diff(target, result, test=True).apply(target)) == canonical(result)


# Section 4.6: what is equal.

EQUAL = [
    rule("4.6 texts", '"a"', '"a"'),
    rule("4.6 texts with escapes", '"\\u0061\\/"', '"a/"'),
    rule("4.6 texts beyond the BMP", '"\\ud83d\\udd11"', '"\U0001f511"'),
    rule("4.6 the empty text", '""', '""'),
    rule("4.6 numbers", "1", "1"),
    rule("4.6 numbers 1.0", "1", "1.0"),
    rule("4.6 numbers 1e0", "1", "1e0"),
    rule("4.6 numbers 10e-1", "1", "10e-1"),
    rule("4.6 numbers 0.1e1", "1", "0.1e1"),
    rule("4.6 numbers 100", "100", "1E+2"),
    rule("4.6 numbers zero", "0", "-0.0"),
    rule("4.6 numbers zero exponent", "0", "0e99"),
    rule("4.6 numbers minus zero", "0", "-0"),
    rule("4.6 numbers fraction", "0.10", "0.1"),
    rule("4.6 numbers fraction exponent", "1.5", "15e-1"),
    rule("4.6 numbers negative", "-1.50", "-15e-1"),
    rule("4.6 numbers 100 digits", HUNDRED_DIGITS, HUNDRED_DIGITS),
    rule("4.6 numbers 100 digits and a fraction", HUNDRED_DIGITS, f"{HUNDRED_DIGITS}.000"),
    rule("4.6 numbers 100 digits and an exponent", HUNDRED_DIGITS, f"{HUNDRED_DIGITS[:-1]}e1"),
    rule("4.6 numbers beyond floats", "1e400", "10e399"),
    rule("4.6 numbers below floats", "1e-400", "0.1e-399"),
    rule("4.6 numbers beyond 2**53", "9007199254740993", "9007199254740993.0"),
    rule("4.6 true", "true", "true"),
    rule("4.6 false", "false", "false"),
    rule("4.6 null", "null", "null"),
    rule("4.6 empty arrays", "[]", "[ ]"),
    rule("4.6 arrays", "[1,[2,[3]]]", "[1.0,[2,[30e-1]]]"),
    rule("4.6 empty objects", "{}", "{ }"),
    rule("4.6 objects in any order", '{"a":1,"b":{"c":2,"d":3}}', '{"b":{"d":3,"c":2},"a":1}'),
    rule("4.6 objects in arrays", '[{"a":1,"b":2}]', '[{"b":2,"a":1}]'),
    rule("4.6 nulls inside", '{"a":null,"b":[null]}', '{"b":[null],"a":null}'),
    rule("4.6 white space inside", '{"a":[1,2]}', '{ "a" : [ 1 , 2 ] }'),
    rule("4.6 the last of two members", '{"a":1}', '{"a":2,"a":1}'),
]

DIFFERENT = [
    rule("4.6 another text", '"a"', '"b"'),
    rule("4.6 case counts", '"a"', '"A"'),
    rule("4.6 texts are not normalized", '"ä"', '"a\u0308"'),
    rule("4.6 white space in texts counts", '"a"', '"a "'),
    rule("4.6 text is no number", '"1"', "1"),
    rule("4.6 number is no text", "1", '"1"'),
    rule("4.6 text is no literal", '"true"', "true"),
    rule("4.6 text is not null", '"null"', "null"),
    rule("4.6 empty text is not null", '""', "null"),
    rule("4.6 text is no array of it", '"a"', '["a"]'),
    rule("4.6 1 is not true", "1", "true"),
    rule("4.6 true is not 1", "true", "1"),
    rule("4.6 true is not 1.0", "true", "1.0"),
    rule("4.6 0 is not false", "0", "false"),
    rule("4.6 false is not 0", "false", "0"),
    rule("4.6 0 is not null", "0", "null"),
    rule("4.6 null is not 0", "null", "0"),
    rule("4.6 null is not false", "null", "false"),
    rule("4.6 false is not null", "false", "null"),
    rule("4.6 false is not true", "false", "true"),
    rule("4.6 null is no empty object", "null", "{}"),
    rule("4.6 null is no empty array", "null", "[]"),
    rule("4.6 empty array is not null", "[]", "null"),
    rule("4.6 empty array is no empty object", "[]", "{}"),
    rule("4.6 empty object is no empty array", "{}", "[]"),
    rule("4.6 empty object is not false", "{}", "false"),
    rule("4.6 minus", "1", "-1"),
    rule("4.6 numbers close by", "1", "1.0000000000000000000000000001"),
    rule("4.6 exact beyond 2**53", "9007199254740993", "9007199254740992"),
    rule("4.6 exact beyond 2**53, as a fraction", "9007199254740993", "9007199254740992.0"),
    rule("4.6 exact in 100 digits", HUNDRED_DIGITS, f"{HUNDRED_DIGITS[:-1]}1"),
    rule("4.6 exact in the fraction", "0.1", "0.1000000000000000055511151231257827021181583404541015625"),
    rule("4.6 beyond floats is not infinity", "1e400", "1e401"),
    rule("4.6 below floats is not zero", "1e-400", "0"),
    rule("4.6 order of items", "[1,2]", "[2,1]"),
    rule("4.6 an item more", "[1]", "[1,1]"),
    rule("4.6 an item less", "[1,2]", "[1]"),
    rule("4.6 true among items", "[1]", "[true]"),
    rule("4.6 a member more", '{"a":1}', '{"a":1,"b":2}'),
    rule("4.6 a member less", '{"a":1,"b":2}', '{"a":1}'),
    rule("4.6 another name", '{"a":1}', '{"b":1}'),
    rule("4.6 name in another case", '{"a":1}', '{"A":1}'),
    rule("4.6 null is not absent", '{"a":null}', "{}"),
    rule("4.6 absent is not null", "{}", '{"a":null}'),
    rule("4.6 another value deep inside", '{"a":[{"b":1}]}', '{"a":[{"b":true}]}'),
]


def places(there: str) -> list[tuple[Any, str]]:
    """A document in which a value stands as the whole, a member, an item, or in an unknown member."""
    unknown = so.decode(f'{{"Name":"Ann","Own":{{"x":[{there}]}}}}', so.User)
    nothing: dict[str, Any] = {}
    (document,) = so.JsonPatch.decode(f'[{{"op":"add","path":"/x","value":{there}}}]').apply(nothing).values()
    return [(document, ""), ({"a": document}, "/a"), ([0, document], "/1"), (unknown, "/Own/x/0")]


@pytest.mark.parametrize(("there", "expected"), EQUAL)
def test_what_is_equal_passes_wherever_it_stands(there: str, expected: str) -> None:
    for one, other in [(there, expected), (expected, there)]:
        for target, path in places(one):
            patch = so.JsonPatch.decode(f'[{{"op":"test","path":"{path}","value":{other}}}]')
            assert patch.apply(target) is target


@pytest.mark.parametrize(("there", "expected"), DIFFERENT)
def test_what_is_different_fails_wherever_it_stands(there: str, expected: str) -> None:
    for target, path in places(there):
        patch = so.JsonPatch.decode(f'[{{"op":"test","path":"{path}","value":{expected}}}]')
        error = failed(patch, target, so.PatchTestFailed)
        assert (error.status, error.index, error.operation, error.pointer) == (409, 0, "test", path)


# What fails: document, patch, kind of error, index, pointer, path.

CONFLICTS = [
    rule("A.12 no parent", '{"foo":"bar"}', '[{"op":"add","path":"/baz/bat","value":"qux"}]', 0, "/baz/bat",
         "$"),
    rule("A.13 the last op, which removes nothing", '{"foo":"bar"}',
         '[{"op":"add","path":"/baz","value":"qux","op":"remove"}]', 0, "/baz", "$"),
    rule("4.1 no parent, deeper", '{"a":{}}', '[{"op":"add","path":"/a/b/c","value":1}]', 0, "/a/b/c", "$.a"),
    rule("4.1 index beyond the length", "[1]", '[{"op":"add","path":"/2","value":1}]', 0, "/2", "$"),
    rule("4.1 index beyond nothing", '{"a":[]}', '[{"op":"add","path":"/a/1","value":1}]', 0, "/a/1", "$.a"),
    rule("4.1 leading zero", '{"a":[1,2]}', '[{"op":"add","path":"/a/01","value":1}]', 0, "/a/01", "$.a"),
    rule("4.1 two zeros", "[1]", '[{"op":"add","path":"/00","value":1}]', 0, "/00", "$"),
    rule("4.1 negative index", "[1]", '[{"op":"add","path":"/-1","value":1}]', 0, "/-1", "$"),
    rule("4.1 index with a plus", "[1]", '[{"op":"add","path":"/+1","value":1}]', 0, "/+1", "$"),
    rule("4.1 index as a number", "[1,2]", '[{"op":"add","path":"/1e0","value":1}]', 0, "/1e0", "$"),
    rule("4.1 index as a fraction", "[1,2]", '[{"op":"add","path":"/1.0","value":1}]', 0, "/1.0", "$"),
    rule("4.1 index with a blank", "[1,2]", '[{"op":"add","path":"/ 1","value":1}]', 0, "/ 1", "$"),
    rule("4.1 index of other digits", "[1,2]", '[{"op":"add","path":"/\u0661","value":1}]', 0, "/\u0661",
         "$"),
    rule("4.1 index of wide digits", "[1,2]", '[{"op":"add","path":"/\uff11","value":1}]', 0, "/\uff11", "$"),
    rule("4.1 no index at all", "[1]", '[{"op":"add","path":"/","value":1}]', 0, "/", "$"),
    rule("4.1 a name in an array", '{"a":[]}', '[{"op":"add","path":"/a/b","value":1}]', 0, "/a/b", "$.a"),
    rule("4.1 in a text", '{"a":"bc"}', '[{"op":"add","path":"/a/0","value":1}]', 0, "/a/0", "$.a"),
    rule("4.1 in a number", '{"a":1}', '[{"op":"add","path":"/a/b","value":1}]', 0, "/a/b", "$.a"),
    rule("4.1 in null", '{"a":null}', '[{"op":"add","path":"/a/b","value":1}]', 0, "/a/b", "$.a"),
    rule("4.1 in false", '{"a":false}', '[{"op":"add","path":"/a/-","value":1}]', 0, "/a/-", "$.a"),
    rule("4.1 in a scalar as the whole", '"x"', '[{"op":"add","path":"/a","value":1}]', 0, "/a", "$"),
    rule("4.1 in null as the whole", "null", '[{"op":"add","path":"/a","value":1}]', 0, "/a", "$"),
    rule("4.1 through -", "[[1]]", '[{"op":"add","path":"/-/0","value":1}]', 0, "/-/0", "$"),
    rule("4.1 path with a slash at the end", '{"a":[1]}', '[{"op":"add","path":"/a/0/","value":1}]', 0,
         "/a/0/", "$.a[0]"),
    rule("4.1 unescaped slash", '{"a/b":{}}', '[{"op":"add","path":"/a/b/c","value":1}]', 0, "/a/b/c", "$"),
    rule("4.2 no such member", '{"a":1}', '[{"op":"remove","path":"/b"}]', 0, "/b", "$"),
    rule("4.2 another case", '{"a":1}', '[{"op":"remove","path":"/A"}]', 0, "/A", "$"),
    rule("4.2 no such member inside", '{"a":{"b":1}}', '[{"op":"remove","path":"/a/c"}]', 0, "/a/c", "$.a"),
    rule("4.2 index at the length", "[1]", '[{"op":"remove","path":"/1"}]', 0, "/1", "$"),
    rule("4.2 from nothing", "[]", '[{"op":"remove","path":"/0"}]', 0, "/0", "$"),
    rule("4.2 -", "[1]", '[{"op":"remove","path":"/-"}]', 0, "/-", "$"),
    rule("4.2 - of nothing", "[]", '[{"op":"remove","path":"/-"}]', 0, "/-", "$"),
    rule("4.2 leading zero", "[1,2]", '[{"op":"remove","path":"/01"}]', 0, "/01", "$"),
    rule("4.2 number as an index", "[1,2]", '[{"op":"remove","path":"/1e0"}]', 0, "/1e0", "$"),
    rule("4.2 twice", '{"a":1}', '[{"op":"remove","path":"/a"},{"op":"remove","path":"/a"}]', 1, "/a", "$"),
    rule("4.2 through a scalar", '{"a":{"b":1}}', '[{"op":"remove","path":"/a/b/c/d"}]', 0, "/a/b/c/d",
         "$.a.b"),
    rule("4.2 odd names in the path", '{"a b":{"c.d":[1]}}', '[{"op":"remove","path":"/a b/c.d/1"}]', 0,
         "/a b/c.d/1",
         '$["a b"]["c.d"]'),
    rule("4.3 no such member", '{"a":1}', '[{"op":"replace","path":"/b","value":1}]', 0, "/b", "$"),
    rule("4.3 index at the length", "[1]", '[{"op":"replace","path":"/1","value":1}]', 0, "/1", "$"),
    rule("4.3 -", "[1]", '[{"op":"replace","path":"/-","value":1}]', 0, "/-", "$"),
    rule("4.3 leading zero", "[1,2]", '[{"op":"replace","path":"/00","value":1}]', 0, "/00", "$"),
    rule("4.3 no parent", "{}", '[{"op":"replace","path":"/a/b","value":1}]', 0, "/a/b", "$"),
    rule("4.4 no such source", '{"a":1}', '[{"op":"move","from":"/b","path":"/c"}]', 0, "/b", "$"),
    rule("4.4 no such source, to itself", '{"a":1}', '[{"op":"move","from":"/b","path":"/b"}]', 0, "/b", "$"),
    rule("4.4 from -", "[1]", '[{"op":"move","from":"/-","path":"/0"}]', 0, "/-", "$"),
    rule("4.4 from the length", "[1]", '[{"op":"move","from":"/1","path":"/0"}]', 0, "/1", "$"),
    rule("4.4 from a leading zero", "[1,2]", '[{"op":"move","from":"/01","path":"/0"}]', 0, "/01", "$"),
    rule("4.4 source inside a scalar", '{"a":"x"}', '[{"op":"move","from":"/a/0","path":"/b"}]', 0, "/a/0",
         "$.a"),
    rule("4.4 no parent for it", '{"a":1}', '[{"op":"move","from":"/a","path":"/b/c"}]', 0, "/b/c", "$"),
    rule("4.4 beyond the array without it", "[1,2]", '[{"op":"move","from":"/0","path":"/2"}]', 0, "/2", "$"),
    rule("4.4 into what came nearer", '[1,{"a":2}]', '[{"op":"move","from":"/0","path":"/1/b"}]', 0, "/1/b",
         "$"),
    rule("4.5 no such source", '{"a":1}', '[{"op":"copy","from":"/b","path":"/c"}]', 0, "/b", "$"),
    rule("4.5 no such source, to itself", '{"a":1}', '[{"op":"copy","from":"/b","path":"/b"}]', 0, "/b", "$"),
    rule("4.5 from -", "[1]", '[{"op":"copy","from":"/-","path":"/0"}]', 0, "/-", "$"),
    rule("4.5 no parent for it", '{"a":1}', '[{"op":"copy","from":"/a","path":"/b/c"}]', 0, "/b/c", "$"),
    rule("4.5 beyond the length", "[1]", '[{"op":"copy","from":"/0","path":"/2"}]', 0, "/2", "$"),
    rule("4.5 neither is there", "{}", '[{"op":"copy","from":"/a/b","path":"/c/d"}]', 0, "/a/b", "$"),
    rule("5 the last of many", '{"a":[1]}',
         '[{"op":"add","path":"/a/-","value":2},{"op":"add","path":"/b","value":3},{"op":"remove",'
         '"path":"/c"}]', 2, "/c", "$"),
    rule("5 what an operation took away is gone", '{"a":{"b":1}}',
         '[{"op":"move","from":"/a","path":"/c"},{"op":"add","path":"/a/b","value":2}]', 1, "/a/b", "$"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "patch", "index", "pointer", "path"), CONFLICTS)
def test_what_does_not_fit_is_a_conflict(
    document: str, patch: str, index: int, pointer: str, path: str
) -> None:
    target = json.loads(document)
    error = failed(so.JsonPatch.decode(patch), target, so.PatchConflict)
    assert (error.status, error.index, error.pointer, error.path) == (409, index, pointer, path)
    assert error.operation == json.loads(patch)[index]["op"]
    assert canonical(target) == canonical_body(document)


FAILED_TESTS = [
    rule("A.9", '{"baz":"qux"}', '[{"op":"test","path":"/baz","value":"bar"}]', 0, "/baz", "$.baz"),
    rule("A.15", '{"/":9,"~1":10}', '[{"op":"test","path":"/~01","value":"10"}]', 0, "/~01", '$["~1"]'),
    rule("4.6 no such member", "{}", '[{"op":"test","path":"/a","value":null}]', 0, "/a", "$"),
    rule("4.6 no such item", "[1]", '[{"op":"test","path":"/1","value":1}]', 0, "/1", "$"),
    rule("4.6 -", "[1]", '[{"op":"test","path":"/-","value":1}]', 0, "/-", "$"),
    rule("4.6 leading zero", "[1,2]", '[{"op":"test","path":"/01","value":2}]', 0, "/01", "$"),
    rule("4.6 number as an index", "[1,2]", '[{"op":"test","path":"/1e0","value":2}]', 0, "/1e0", "$"),
    rule("4.6 through a scalar", '{"a":1}', '[{"op":"test","path":"/a/b","value":1}]', 0, "/a/b", "$.a"),
    rule("4.6 through null", '{"a":null}', '[{"op":"test","path":"/a/b","value":null}]', 0, "/a/b", "$.a"),
    rule("4.6 the whole", '{"a":1}', '[{"op":"test","path":"","value":{}}]', 0, "", "$"),
    rule("5 example", '{"a":{"b":{"c":"foo"}}}',
         '[{"op":"replace","path":"/a/b/c","value":42},{"op":"test","path":"/a/b/c","value":"C"}]', 1,
         "/a/b/c", "$.a.b.c"),
    rule("5 after many changes", "[1,2,3]",
         '[{"op":"remove","path":"/0"},{"op":"add","path":"/-","value":{}},{"op":"add","path":"/2/a",'
         '"value":[]},'
         '{"op":"copy","from":"/2","path":"/2/a/0"},{"op":"test","path":"/2/a/0/a","value":[1]}]', 4,
         "/2/a/0/a", "$[2].a[0].a"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "patch", "index", "pointer", "path"), FAILED_TESTS)
def test_a_test_that_fails_says_where(document: str, patch: str, index: int, pointer: str, path: str) -> None:
    target = json.loads(document)
    error = failed(so.JsonPatch.decode(patch), target, so.PatchTestFailed)
    assert (error.status, error.index, error.operation) == (409, index, "test")
    assert (error.pointer, error.path) == (pointer, path)
    assert isinstance(error, so.PatchConflict)
    assert canonical(target) == canonical_body(document)


INVALID = [
    rule("3 nothing", "", "$", None, None),
    rule("3 white space", "  ", "$", None, None),
    rule("3 no JSON", "[{]", "$", None, None),
    rule("3 two documents", "[][]", "$", None, None),
    rule("3 an object", '{"op":"remove","path":"/a"}', "$", None, None),
    rule("3 null", "null", "$", None, None),
    rule("3 a text", '"[]"', "$", None, None),
    rule("3 a number", "7", "$", None, None),
    rule("3 an item that is a text", '["remove"]', "$[0]", 0, None),
    rule("3 an item that is an array", '[["op","remove"]]', "$[0]", 0, None),
    rule("3 an item that is null", '[{"op":"test","path":"","value":1},null]', "$[1]", 1, None),
    rule("3 a patch in a patch", '[[{"op":"remove","path":"/a"}]]', "$[0]", 0, None),
    rule("4 an empty operation", "[{}]", "$[0]", 0, None),
    rule("4 no op", '[{"path":"/a","value":1}]', "$[0]", 0, "/a"),
    rule("4 op in another case", '[{"Op":"remove","path":"/a"}]', "$[0]", 0, "/a"),
    rule("4 op is null", '[{"op":null,"path":"/a"}]', "$[0].op", 0, "/a"),
    rule("4 op is a number", '[{"op":1,"path":"/a"}]', "$[0].op", 0, "/a"),
    rule("4 op is an array", '[{"op":["add"],"path":"/a","value":1}]', "$[0].op", 0, "/a"),
    rule("4 unknown op", '[{"op":"spam","path":"/a","value":1}]', "$[0].op", 0, "/a"),
    rule("4 empty op", '[{"op":"","path":"/a","value":1}]', "$[0].op", 0, "/a"),
    rule("4 op with capitals", '[{"op":"Add","path":"/a","value":1}]', "$[0].op", 0, "/a"),
    rule("4 op with a blank", '[{"op":"add ","path":"/a","value":1}]', "$[0].op", 0, "/a"),
    rule("4 an older draft's op", '[{"add":"/a","value":1}]', "$[0]", 0, None),
    rule("4 the last op is unknown", '[{"op":"add","path":"/a","value":1,"op":"spam"}]', "$[0].op", 0, "/a"),
    rule("4 no path", '[{"op":"add","value":1}]', "$[0]", 0, None),
    rule("4 path is null", '[{"op":"add","path":null,"value":1}]', "$[0].path", 0, None),
    rule("4 path is a number", '[{"op":"remove","path":0}]', "$[0].path", 0, None),
    rule("4 path is an array", '[{"op":"remove","path":["a"]}]', "$[0].path", 0, None),
    rule("4 path is true", '[{"op":"remove","path":true}]', "$[0].path", 0, None),
    rule("4 path without a slash", '[{"op":"remove","path":"a/b"}]', "$[0].path", 0, "a/b"),
    rule("4 path as a fragment", '[{"op":"remove","path":"#/a"}]', "$[0].path", 0, "#/a"),
    rule("4 path with a stray tilde", '[{"op":"remove","path":"/a~2"}]', "$[0].path", 0, "/a~2"),
    rule("4 path with a tilde at the end", '[{"op":"remove","path":"/a~"}]', "$[0].path", 0, "/a~"),
    rule("4.1 no value", '[{"op":"add","path":"/a"}]', "$[0]", 0, "/a"),
    rule("4.1 value in another case", '[{"op":"add","path":"/a","Value":1}]', "$[0]", 0, "/a"),
    rule("4.2 the whole", '[{"op":"remove","path":""}]', "$[0].path", 0, ""),
    rule("4.3 no value", '[{"op":"replace","path":"/a"}]', "$[0]", 0, "/a"),
    rule("4.4 no from", '[{"op":"move","path":"/a"}]', "$[0]", 0, "/a"),
    rule("4.4 from is null", '[{"op":"move","from":null,"path":"/a"}]', "$[0].from", 0, "/a"),
    rule("4.4 from is a number", '[{"op":"move","from":0,"path":"/a"}]', "$[0].from", 0, "/a"),
    rule("4.4 from without a slash", '[{"op":"move","from":"b","path":"/a"}]', "$[0].from", 0, "/a"),
    rule("4.4 into its own child", '[{"op":"move","from":"/a","path":"/a/b"}]', "$[0].from", 0, "/a/b"),
    rule("4.4 into its own grandchild", '[{"op":"move","from":"/a/0","path":"/a/0/b/c"}]', "$[0].from", 0,
         "/a/0/b/c"),
    rule("4.4 the whole into itself", '[{"op":"move","from":"","path":"/a"}]', "$[0].from", 0, "/a"),
    rule("4.4 into its own empty name", '[{"op":"move","from":"/a","path":"/a/"}]', "$[0].from", 0, "/a/"),
    rule("4.5 no from", '[{"op":"copy","path":"/a"}]', "$[0]", 0, "/a"),
    rule("4.5 from with a stray tilde", '[{"op":"copy","from":"/~","path":"/a"}]', "$[0].from", 0, "/a"),
    rule("4.6 no value", '[{"op":"test","path":"/a"}]', "$[0]", 0, "/a"),
    rule("5 a later one", '[{"op":"add","path":"/a","value":1},{"op":"add","path":"/b"}]', "$[1]", 1, "/b"),
]  # fmt: skip


@pytest.mark.parametrize(("patch", "path", "index", "pointer"), INVALID)
def test_what_is_no_patch_is_refused_when_it_is_read(
    patch: str, path: str, index: int | None, pointer: str | None
) -> None:
    with pytest.raises(so.InvalidPatch) as caught:
        so.JsonPatch.decode(patch)
    error = caught.value
    assert (error.status, error.path, error.index, error.pointer) == (400, path, index, pointer)
    assert isinstance(error, so.DecodeError)
    assert error.__context__ is None
    with pytest.raises(so.InvalidPatch):
        so.decode(patch, so.User, JSON_PATCH, base=so.User(name="Ann"))
    if index is not None:
        with pytest.raises(so.InvalidPatch) as made:
            so.JsonPatch(json.loads(patch))
        assert (made.value.path, made.value.index, made.value.pointer) == (path, index, pointer)


# On carriers: class, body, patch, result.

ROLE, USER = so.Role, so.User
CARRIERS = [
    rule("4.1 replaces", USER, '{"Name":"Ann","Rank":3}', '[{"op":"add","path":"/Name","value":"Bo"}]',
         '{"Name":"Bo","Rank":3}'),
    rule("4.1 an absent member", USER, '{"Name":"Ann"}', '[{"op":"add","path":"/Rank","value":7}]',
         '{"Name":"Ann","Rank":7}'),
    rule("4.1 an absent member by its default", USER, "{}",
         '[{"op":"add","path":"/Rank","value":0},{"op":"add","path":"/Name","value":null}]',
         '{"Name":null,"Rank":0}'),
    rule("4.1 null against the type", USER, '{"Rank":3}', '[{"op":"add","path":"/Rank","value":null}]',
         '{"Rank":null}'),
    rule("4.1 a null carrier", USER, '{"Role":null}', '[{"op":"add","path":"/Role","value":{"Id":3}}]',
         '{"Role":{"Id":3}}'),
    rule("4.1 a carrier is not merged", USER, '{"Role":{"Id":1,"Value":"x"}}',
         '[{"op":"add","path":"/Role","value":{"Id":3}}]', '{"Role":{"Id":3}}'),
    rule("4.1 an unknown member", USER, '{"Name":"Ann"}', '[{"op":"add","path":"/Own","value":{"a":[1.10]}}]',
         '{"Name":"Ann","Own":{"a":[1.10]}}'),
    rule("4.1 in an unknown member", USER, '{"Own":{"a":[]}}',
         '[{"op":"add","path":"/Own/a/-","value":true}]',
         '{"Own":{"a":[true]}}'),
    rule("4.1 an unknown member is replaced", USER, '{"Own":[1]}',
         '[{"op":"add","path":"/Own","value":null}]', '{"Own":null}'),
    rule("4.1 before an item", USER, '{"Credentials":[{"DisplayValue":"b"}]}',
         '[{"op":"add","path":"/Credentials/0","value":{"DisplayValue":"a"}}]',
         '{"Credentials":[{"DisplayValue":"a"},{"DisplayValue":"b"}]}'),
    rule("4.1 at the length", USER, '{"OtherGroups":[{"Id":1}]}',
         '[{"op":"add","path":"/OtherGroups/1","value":null}]',
         '{"OtherGroups":[{"Id":1},null]}'),
    rule("4.1 -", USER, '{"OtherGroups":[]}', '[{"op":"add","path":"/OtherGroups/-","value":{"Id":2}}]',
         '{"OtherGroups":[{"Id":2}]}'),
    rule("4.1 an item's member", USER, '{"OtherGroups":[{},{"Id":2}]}',
         '[{"op":"add","path":"/OtherGroups/0/Id","value":1}]',
         '{"OtherGroups":[{"Id":1},{"Id":2}]}'),
    rule("4.1 a key", USER, '{"CustomFields":{"x_a":"[I:1]"}}',
         '[{"op":"add","path":"/CustomFields/SuperOffice:1","value":"[I:2]"},{"op":"add",'
         '"path":"/CustomFields/a~1b~0","value":null}]',
         '{"CustomFields":{"x_a":"[I:1]","SuperOffice:1":"[I:2]","a/b~":null}}'),
    rule("4.1 a key that is there", USER, '{"ExtraFields":{"0":"a"}}',
         '[{"op":"add","path":"/ExtraFields/0","value":"b"}]',
         '{"ExtraFields":{"0":"b"}}'),
    rule("4.1 a key with dots and its carrier", ROLE, '{"FieldProperties":{}}',
         '[{"op":"add","path":"/FieldProperties/Address.Zipcode","value":{"FieldLength":5}}]',
         '{"FieldProperties":{"Address.Zipcode":{"FieldLength":5}}}'),
    rule("4.1 in a carrier under a key", ROLE, '{"FieldProperties":{"a.b":{"FieldRight":{}}}}',
         '[{"op":"add","path":"/FieldProperties/a.b/FieldRight/Mask","value":"Read, Write"}]',
         '{"FieldProperties":{"a.b":{"FieldRight":{"Mask":"Read, Write"}}}}'),
    rule("4.1 the whole", ROLE, '{"Id":1}', '[{"op":"add","path":"","value":{"Value":"x"}}]',
         '{"Value":"x"}'),
    rule("4.1 spellings are kept", USER, '{"Rank":1}', '[{"op":"add","path":"/Rank","value":"3"}]',
         '{"Rank":"3"}'),
    rule("4.1 a date keeps its spelling", USER, "{}",
         '[{"op":"add","path":"/Lastlogin","value":"2020-01-02T03:04:05.10Z"}]',
         '{"Lastlogin":"2020-01-02T03:04:05.10Z"}'),
    rule("4.1 an enum", USER, "{}", '[{"op":"add","path":"/Type","value":"InternalAssociate"}]',
         '{"Type":"InternalAssociate"}'),
    rule("4.1 an enum of another version", USER, "{}", '[{"op":"add","path":"/Type","value":"Robot"}]',
         '{"Type":"Robot"}'),
    rule("4.1 numbers of an array", Invoice, '{"Marks":[1,3]}', '[{"op":"add","path":"/Marks/1","value":2}]',
         '{"Marks":[1,2,3]}'),
    rule("4.1 arrays of arrays", Invoice, '{"Grid":[[1],[]]}',
         '[{"op":"add","path":"/Grid/1/-","value":2},{"op":"add","path":"/Grid/-","value":[3]}]',
         '{"Grid":[[1],[2],[3]]}'),
    rule("4.1 carriers in themselves", Invoice, '{"Previous":{"Previous":{"Number":1}}}',
         '[{"op":"add","path":"/Previous/Previous/Previous","value":{"Number":0}}]',
         '{"Previous":{"Previous":{"Number":1,"Previous":{"Number":0}}}}'),
    rule("4.1 keys of numbers", Invoice, '{"Counts":{}}', '[{"op":"add","path":"/Counts/a.b","value":1}]',
         '{"Counts":{"a.b":1}}'),
    rule("4.1 another case is another name", USER, '{"Name":"Ann"}',
         '[{"op":"add","path":"/name","value":"bo"}]',
         '{"Name":"Ann","name":"bo"}'),
    rule("4.2 a declared member becomes absent", USER, '{"Name":"Ann","Rank":3}',
         '[{"op":"remove","path":"/Rank"}]', '{"Name":"Ann"}'),
    rule("4.2 a null member", USER, '{"Name":null,"Rank":null}',
         '[{"op":"remove","path":"/Name"},{"op":"remove","path":"/Rank"}]', "{}"),
    rule("4.2 a whole carrier", USER, '{"Role":{"Id":1}}', '[{"op":"remove","path":"/Role"}]', "{}"),
    rule("4.2 an unknown member", USER, '{"Name":"Ann","Own":1,"Mine":2}', '[{"op":"remove","path":"/Own"}]',
         '{"Name":"Ann","Mine":2}'),
    rule("4.2 in an unknown member", USER, '{"Own":{"a":[1,2]}}', '[{"op":"remove","path":"/Own/a/0"}]',
         '{"Own":{"a":[2]}}'),
    rule("4.2 an item", USER, '{"OtherGroups":[{"Id":1},null,{"Id":3}]}',
         '[{"op":"remove","path":"/OtherGroups/1"}]',
         '{"OtherGroups":[{"Id":1},{"Id":3}]}'),
    rule("4.2 an item's spelling goes too", Invoice, '{"Marks":["1",2,"3",4e0]}',
         '[{"op":"remove","path":"/Marks/0"}]',
         '{"Marks":[2,"3",4e0]}'),
    rule("4.2 a key", USER, '{"CustomFields":{"a":"1","b":null}}',
         '[{"op":"remove","path":"/CustomFields/a"},{"op":"remove","path":"/CustomFields/b"}]',
         '{"CustomFields":{}}'),
    rule("4.2 a member by the name in the body", USER, '{"name":"Ann","Rank":1}',
         '[{"op":"remove","path":"/name"}]', '{"Rank":1}'),
    rule("4.3 a member", USER, '{"Role":{"Id":1,"Value":"x"}}',
         '[{"op":"replace","path":"/Role/Value","value":null}]',
         '{"Role":{"Id":1,"Value":null}}'),
    rule("4.3 a null member", USER, '{"Name":null}', '[{"op":"replace","path":"/Name","value":"x"}]',
         '{"Name":"x"}'),
    rule("4.3 an item", USER, '{"OtherGroups":[{"Id":1},{"Id":2}]}',
         '[{"op":"replace","path":"/OtherGroups/1","value":{"Id":9}}]',
         '{"OtherGroups":[{"Id":1},{"Id":9}]}'),
    rule("4.3 an item's spelling goes too", Invoice, '{"Marks":["1","2"]}',
         '[{"op":"replace","path":"/Marks/0","value":1}]',
         '{"Marks":[1,"2"]}'),
    rule("4.3 a key", USER, '{"ExtraFields":{"a":"1"}}',
         '[{"op":"replace","path":"/ExtraFields/a","value":null}]',
         '{"ExtraFields":{"a":null}}'),
    rule("4.3 the whole", USER, '{"Name":"Ann","Own":1}',
         '[{"op":"replace","path":"","value":{"Rank":2,"Mine":null}}]',
         '{"Rank":2,"Mine":null}'),
    rule("4.4 to a member of one type", USER, '{"Name":"Ann"}',
         '[{"op":"move","from":"/Name","path":"/NickName"}]',
         '{"NickName":"Ann"}'),
    rule("4.4 to another type that can say it", USER, '{"Name":"7"}',
         '[{"op":"move","from":"/Name","path":"/Rank"}]', '{"Rank":"7"}'),
    rule("4.4 items change places", USER, '{"OtherGroups":[{"Id":1},{"Id":2},{"Id":3}]}',
         '[{"op":"move","from":"/OtherGroups/0","path":"/OtherGroups/-"}]',
         '{"OtherGroups":[{"Id":2},{"Id":3},{"Id":1}]}'),
    rule("4.4 items move with their spelling", Invoice, '{"Marks":["1",2,3.0]}',
         '[{"op":"move","from":"/Marks/0","path":"/Marks/2"}]',
         '{"Marks":[2,3.0,"1"]}'),
    rule("4.4 from a list to a member", USER, '{"OtherGroups":[{"Id":1}],"UserGroup":null}',
         '[{"op":"move","from":"/OtherGroups/0","path":"/UserGroup"}]',
         '{"OtherGroups":[],"UserGroup":{"Id":1}}'),
    rule("4.4 a declared member to an unknown one", USER, '{"Role":{"Id":1}}',
         '[{"op":"move","from":"/Role","path":"/Own"}]',
         '{"Own":{"Id":1}}'),
    rule("4.4 an unknown member to a declared one", USER, '{"Own":{"Id":1,"x":[1.50]}}',
         '[{"op":"move","from":"/Own","path":"/Role"}]',
         '{"Role":{"Id":1,"x":[1.50]}}'),
    rule("4.4 null to where the type has none", USER, '{"Name":null}',
         '[{"op":"move","from":"/Name","path":"/Rank"}]', '{"Rank":null}'),
    rule("4.4 keys", USER, '{"CustomFields":{"a":"1"},"ExtraFields":{}}',
         '[{"op":"move","from":"/CustomFields/a","path":"/ExtraFields/SuperOffice:1"}]',
         '{"CustomFields":{},"ExtraFields":{"SuperOffice:1":"1"}}'),
    rule("4.4 to the same place", USER, '{"Rank":"3"}', '[{"op":"move","from":"/Rank","path":"/Rank"}]',
         '{"Rank":"3"}'),
    rule("4.4 out of its parent, in the parent's place", Invoice,
         '{"Previous":{"Number":1,"Previous":{"Number":2}}}',
         '[{"op":"move","from":"/Previous/Previous","path":"/Previous"}]', '{"Previous":{"Number":2}}'),
    rule("4.4 in the place of the whole", Invoice, '{"Number":1,"Previous":{"Number":2}}',
         '[{"op":"move","from":"/Previous","path":""}]',
         '{"Number":2}'),
    rule("4.5 a carrier", USER, '{"OtherGroups":[{"Id":1,"Own":[]}]}',
         '[{"op":"copy","from":"/OtherGroups/0","path":"/UserGroup"},{"op":"add","path":"/UserGroup/Own/-",'
         '"value":1}]',
         '{"OtherGroups":[{"Id":1,"Own":[]}],"UserGroup":{"Id":1,"Own":[1]}}'),
    rule("4.5 a copy is one of its own", USER, '{"OtherGroups":[{"Id":1}]}',
         '[{"op":"copy","from":"/OtherGroups/0","path":"/OtherGroups/-"},{"op":"replace",'
         '"path":"/OtherGroups/1/Id","value":2}]',
         '{"OtherGroups":[{"Id":1},{"Id":2}]}'),
    rule("4.5 into itself", Invoice, '{"Number":1}', '[{"op":"copy","from":"","path":"/Previous"}]',
         '{"Number":1,"Previous":{"Number":1}}'),
    rule("4.5 a text as a number, in its spelling", USER, '{"Name":"7"}',
         '[{"op":"copy","from":"/Name","path":"/Rank"}]',
         '{"Name":"7","Rank":"7"}'),
    rule("4.5 with the spelling", USER, '{"Rank":3.0}', '[{"op":"copy","from":"/Rank","path":"/EjUserId"}]',
         '{"Rank":3.0,"EjUserId":3.0}'),
    rule("4.5 null", USER, '{"Role":null}', '[{"op":"copy","from":"/Role","path":"/Person"}]',
         '{"Role":null,"Person":null}'),
    rule("3 others are ignored", USER, '{"Name":"Ann"}',
         '[{"op":"remove","path":"/Name","value":7,"from":"/x","Path":""}]', "{}"),
    rule("A.13 the last counts", USER, '{"Name":"Ann"}',
         '[{"op":"add","path":"/Rank","value":"x","path":"/Name","value":"Bo"}]', '{"Name":"Bo"}'),
    rule("3 each applies to the result of the last", USER, "{}",
         '[{"op":"add","path":"/Person","value":{}},{"op":"add","path":"/Person/Firstname","value":"A"},'
         '{"op":"copy","from":"/Person/Firstname","path":"/Name"},{"op":"test","path":"/Name","value":"A"},'
         '{"op":"remove","path":"/Person"}]', '{"Name":"A"}'),
    rule("lists of carriers", list[so.Role], '[{"Id":1},{"Id":2}]',
         '[{"op":"move","from":"/1","path":"/0"},{"op":"add","path":"/-","value":{"Id":3}},{"op":"replace",'
         '"path":"/1/Id","value":9},'
         '{"op":"test","path":"/0/Id","value":2}]', '[{"Id":2},{"Id":9},{"Id":3}]'),
    rule("an empty list of carriers", list[so.Role], "[]", '[{"op":"add","path":"/-","value":{"Id":"3"}}]',
         '[{"Id":"3"}]'),
    rule("dictionaries of carriers", dict[str, so.Role], '{"a.b":{"Id":1},"c/d":{"Id":2}}',
         '[{"op":"move","from":"/c~1d","path":"/~0"},{"op":"remove","path":"/a.b"},{"op":"add",'
         '"path":"/~0/Value","value":"x"}]',
         '{"~":{"Id":2,"Value":"x"}}'),
    rule("custom fields as the whole", so.CustomFields, '{"SuperOffice:1":"[I:1]"}',
         '[{"op":"add","path":"/SuperOffice:2","value":"[I:2]"},{"op":"remove","path":"/SuperOffice:1"}]',
         '{"SuperOffice:2":"[I:2]"}'),
    rule("field properties as the whole", so.FieldProperties, '{"a.b":{"FieldLength":1}}',
         '[{"op":"replace","path":"/a.b/FieldLength","value":2},{"op":"add","path":"/x:y","value":{}}]',
         '{"a.b":{"FieldLength":2},"x:y":{}}'),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "patch", "expected"), CARRIERS)
def test_a_patch_changes_carriers_as_it_changes_their_documents(
    kind: Any, body: str, patch: str, expected: str
) -> None:
    value = so.decode(body, kind)
    decoded = so.JsonPatch.decode(patch)
    result = decoded.apply(value, type=kind)
    assert type(result) is type(value)
    encoded = so.encode(result, type=kind)
    assert canonical_body(encoded) == canonical_body(expected)
    assert so.encode(value, type=kind) == body.encode()
    # As the plain document is changed, and as decoding the result would have it.
    assert canonical(decoded.apply(json.loads(body))) == canonical_body(expected)
    again = so.decode(encoded, kind)
    assert so.identical(result, again) if hasattr(result, "_wire_state") else result == again
    # By way of the media type.
    by_base = so.decode(patch, kind, JSON_PATCH, base=value)
    assert so.encode(by_base, type=kind) == encoded
    # The difference says the same in its own words.
    there = so.JsonPatch.diff(value, result, type=kind).apply(value, type=kind)
    assert canonical_body(so.encode(there, type=kind)) == canonical_body(encoded)
    assert so.encode(so.JsonPatch.diff(value, result, type=kind).apply(value, type=kind), type=kind)


CARRIER_CONFLICTS = [
    rule("4.1 in an absent carrier", USER, "{}", '[{"op":"add","path":"/Role/Id","value":1}]', 0, "/Role/Id",
         "$"),
    rule("4.1 in a null carrier", USER, '{"Role":null}', '[{"op":"add","path":"/Role/Id","value":1}]', 0,
         "/Role/Id", "$.Role"),
    rule("4.1 in a null list", USER, '{"OtherGroups":null}',
         '[{"op":"add","path":"/OtherGroups/-","value":{}}]', 0,
         "/OtherGroups/-", "$.OtherGroups"),
    rule("4.1 in a null dictionary", USER, '{"CustomFields":null}',
         '[{"op":"add","path":"/CustomFields/a","value":"b"}]', 0,
         "/CustomFields/a", "$.CustomFields"),
    rule("4.1 in a number", USER, '{"Rank":1}', '[{"op":"add","path":"/Rank/a","value":1}]', 0, "/Rank/a",
         "$.Rank"),
    rule("4.1 in a date", USER, '{"Lastlogin":"2020-01-01T00:00:00"}',
         '[{"op":"add","path":"/Lastlogin/year","value":1}]', 0,
         "/Lastlogin/year", "$.Lastlogin"),
    rule("4.1 leading zero", USER, '{"OtherGroups":[{},{}]}',
         '[{"op":"add","path":"/OtherGroups/01","value":{}}]', 0,
         "/OtherGroups/01", "$.OtherGroups"),
    rule("4.1 beyond the length", USER, '{"OtherGroups":[{}]}',
         '[{"op":"add","path":"/OtherGroups/2","value":{}}]', 0,
         "/OtherGroups/2", "$.OtherGroups"),
    rule("4.2 absent", USER, "{}", '[{"op":"remove","path":"/Name"}]', 0, "/Name", "$"),
    rule("4.2 twice", USER, '{"Name":"x"}', '[{"op":"remove","path":"/Name"},{"op":"remove","path":"/Name"}]',
         1, "/Name", "$"),
    rule("4.2 another case", USER, '{"Name":"x"}', '[{"op":"remove","path":"/name"}]', 0, "/name", "$"),
    rule("4.2 an attribute is no name", USER, '{"EjUserId":1}', '[{"op":"remove","path":"/ej_user_id"}]', 0,
         "/ej_user_id", "$"),
    rule("4.2 -", USER, '{"OtherGroups":[{}]}', '[{"op":"remove","path":"/OtherGroups/-"}]', 0,
         "/OtherGroups/-", "$.OtherGroups"),
    rule("4.2 no such key", USER, '{"CustomFields":{"a":"b"}}', '[{"op":"remove","path":"/CustomFields/A"}]',
         0,
         "/CustomFields/A", "$.CustomFields"),
    rule("4.3 absent", USER, '{"Name":"x"}', '[{"op":"replace","path":"/Rank","value":1}]', 0, "/Rank", "$"),
    rule("4.3 unknown", USER, '{"Name":"x"}', '[{"op":"replace","path":"/Own","value":1}]', 0, "/Own", "$"),
    rule("4.4 absent", USER, '{"Name":"x"}', '[{"op":"move","from":"/Tooltip","path":"/Name"}]', 0,
         "/Tooltip", "$"),
    rule("4.4 no parent for it", USER, '{"Name":"x"}', '[{"op":"move","from":"/Name","path":"/Role/Value"}]',
         0, "/Role/Value", "$"),
    rule("4.5 absent", USER, '{"Name":"x"}', '[{"op":"copy","from":"/Tooltip","path":"/Name"}]', 0,
         "/Tooltip", "$"),
    rule("deep inside", USER, '{"Person":{"Emails":[{}]}}',
         '[{"op":"remove","path":"/Person/Emails/0/Value"}]', 0,
         "/Person/Emails/0/Value", "$.Person.Emails[0]"),
    rule("a list of carriers", list[so.Role], '[{"Id":1}]', '[{"op":"remove","path":"/0/Value"}]', 0,
         "/0/Value", "$[0]"),
    rule("a dictionary of carriers", dict[str, so.Role], '{"a":{"Id":1}}',
         '[{"op":"add","path":"/b/Id","value":1}]', 0, "/b/Id", "$"),
    rule("keys with dots in the path", so.FieldProperties, '{"a.b":null}',
         '[{"op":"add","path":"/a.b/FieldLength","value":1}]', 0,
         "/a.b/FieldLength", '$["a.b"]'),
    rule("5 the last of many", USER, '{"Name":"x","OtherGroups":[{"Id":1}],"Own":{"a":[]}}',
         '[{"op":"add","path":"/Own/a/-","value":1},{"op":"remove","path":"/OtherGroups/0"},{"op":"add",'
         '"path":"/Name","value":"y"},'
         '{"op":"remove","path":"/OtherGroups/0"}]', 3, "/OtherGroups/0", "$.OtherGroups"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "patch", "index", "pointer", "path"), CARRIER_CONFLICTS)
def test_what_does_not_fit_a_carrier_is_a_conflict(  # noqa: PLR0917 -- the columns of the table
    kind: Any, body: str, patch: str, index: int, pointer: str, path: str
) -> None:
    value = so.decode(body, kind)
    error = failed(so.JsonPatch.decode(patch), value, so.PatchConflict)
    assert (error.status, error.index, error.pointer, error.path) == (409, index, pointer, path)
    assert error.operation == json.loads(patch)[index]["op"]
    assert so.encode(value, type=kind) == body.encode()


WRONG_VALUES = [
    rule("text", USER, '{"op":"add","path":"/Name","value":3}', "$[0].value"),
    rule("text, by true", USER, '{"op":"replace","path":"/Name","value":true}', "$[0].value"),
    rule("text, by an object", USER, '{"op":"add","path":"/Tooltip","value":{}}', "$[0].value"),
    rule("integer", USER, '{"op":"add","path":"/Rank","value":"x"}', "$[0].value"),
    rule("integer, by a fraction", USER, '{"op":"add","path":"/Rank","value":1.5}', "$[0].value"),
    rule("integer, too large", USER, '{"op":"add","path":"/Rank","value":2147483648}', "$[0].value"),
    rule("integer, by true", USER, '{"op":"add","path":"/Rank","value":true}', "$[0].value"),
    rule("integer, by an array", USER, '{"op":"add","path":"/Rank","value":[1]}', "$[0].value"),
    rule("truth", USER, '{"op":"add","path":"/Deleted","value":1}', "$[0].value"),
    rule("truth, by a text", USER, '{"op":"add","path":"/Deleted","value":"yes"}', "$[0].value"),
    rule("date", USER, '{"op":"add","path":"/Lastlogin","value":"2020-13-01T00:00:00"}', "$[0].value"),
    rule("date, by a number", USER, '{"op":"add","path":"/Lastlogin","value":0}', "$[0].value"),
    rule("enum, by true", USER, '{"op":"add","path":"/Type","value":true}', "$[0].value"),
    rule("carrier, by a text", USER, '{"op":"add","path":"/Role","value":"x"}', "$[0].value"),
    rule("carrier, by an array", USER, '{"op":"add","path":"/Role","value":[]}', "$[0].value"),
    rule("carrier, inside", USER, '{"op":"add","path":"/Role","value":{"Id":"x"}}', "$[0].value.Id"),
    rule("list, by an object", USER, '{"op":"add","path":"/OtherGroups","value":{}}', "$[0].value"),
    rule("list, inside", USER, '{"op":"add","path":"/OtherGroups","value":[{},{"Id":[]}]}',
         "$[0].value[1].Id"),
    rule("item", USER, '{"op":"add","path":"/OtherGroups/-","value":7}', "$[0].value"),
    rule("dictionary, by an array", USER, '{"op":"add","path":"/CustomFields","value":[]}', "$[0].value"),
    rule("key", USER, '{"op":"add","path":"/CustomFields/a","value":7}', "$[0].value"),
    rule("key, inside", USER, '{"op":"add","path":"/CustomFields","value":{"a.b":7}}', '$[0].value["a.b"]'),
    rule("the whole, by null", USER, '{"op":"replace","path":"","value":null}', "$[0].value"),
    rule("the whole, by an array", USER, '{"op":"add","path":"","value":[]}', "$[0].value"),
    rule("the whole, inside", USER, '{"op":"add","path":"","value":{"Role":{"Id":true}}}',
         "$[0].value.Role.Id"),
    rule("a name that becomes the member's", USER, '{"op":"add","path":"/RANK","value":"x"}', "$[0].value"),
    rule("move", USER, '{"op":"move","from":"/Name","path":"/Rank"}', "$[0].from"),
    rule("copy", USER, '{"op":"copy","from":"/OtherGroups","path":"/Role"}', "$[0].from"),
    rule("copy, inside", USER, '{"op":"copy","from":"/Own","path":"/Role"}', "$[0].from"),
    rule("copy, in the place of the whole", USER, '{"op":"copy","from":"/Name","path":""}', "$[0].from"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "operation", "path"), WRONG_VALUES)
def test_a_value_that_its_place_cannot_hold_is_an_invalid_patch(kind: Any, operation: str, path: str) -> None:
    user = so.decode('{"Name":"Ann","OtherGroups":[],"CustomFields":{"a":"b"},"Own":{"Id":[]}}', kind)
    for before in (0, 2):
        tests = '{"op":"test","path":"/Name","value":"Ann"},' * before
        error = failed(so.JsonPatch.decode(f"[{tests}{operation}]"), user, so.InvalidPatch)
        assert (error.status, error.index, error.pointer) == (400, before, json.loads(operation)["path"])
        assert error.path == path.replace("$[0]", f"$[{before}]")


CARRIER_TESTS = [
    rule("a text", USER, '{"Name":"Ann"}', "/Name", '"Ann"', True),
    rule("null", USER, '{"Name":null}', "/Name", "null", True),
    rule("null is not absent", USER, "{}", "/Name", "null", False),
    rule("a default is not absent", USER, "{}", "/Rank", "0", False),
    rule("null against the type is null", USER, '{"Rank":null}', "/Rank", "null", True),
    rule("null against the type is not the default", USER, '{"Rank":null}', "/Rank", "0", False),
    rule("a number", USER, '{"Rank":3}', "/Rank", "3.0", True),
    rule("a number in another spelling", USER, '{"Rank":3.00}', "/Rank", "3", True),
    rule("a number that is written as a text", USER, '{"Rank":"3"}', "/Rank", '"3"', True),
    rule("a number that is written as a text is no number", USER, '{"Rank":"3"}', "/Rank", "3", False),
    rule("a number is no text", USER, '{"Rank":3}', "/Rank", '"3"', False),
    rule("one is not true", USER, '{"Rank":1}', "/Rank", "true", False),
    rule("true", USER, '{"Deleted":true}', "/Deleted", "true", True),
    rule("true is not one", USER, '{"Deleted":true}', "/Deleted", "1", False),
    rule("false is not zero", USER, '{"Deleted":false}', "/Deleted", "0", False),
    rule("a date as it is written", USER, '{"Lastlogin":"2020-01-02T03:04:05Z"}', "/Lastlogin",
         '"2020-01-02T03:04:05Z"', True),
    rule("a date in another spelling is another text", USER, '{"Lastlogin":"2020-01-02T03:04:05.0Z"}',
         "/Lastlogin",
         '"2020-01-02T03:04:05Z"', False),
    rule("an enum as it is written", USER, '{"Type":"InternalAssociate"}', "/Type", '"InternalAssociate"',
         True),
    rule("an enum in another case", USER, '{"Type":"internalassociate"}', "/Type", '"InternalAssociate"',
         False),
    rule("a carrier in any order", USER, '{"Role":{"Id":1,"Value":"x"}}', "/Role", '{"Value":"x","Id":1.0}',
         True),
    rule("a carrier with absent members is not one with nulls", USER, '{"Role":{"Id":1}}', "/Role",
         '{"Id":1,"Value":null}', False),
    rule("a carrier with unknown members", USER, '{"Role":{"Id":1,"x":[1]}}', "/Role", '{"x":[1],"Id":1}',
         True),
    rule("a carrier without its unknown members", USER, '{"Role":{"Id":1,"x":[1]}}', "/Role", '{"Id":1}',
         False),
    rule("an empty carrier is not null", USER, '{"Role":{}}', "/Role", "null", False),
    rule("an empty carrier", USER, '{"Role":{}}', "/Role", "{}", True),
    rule("a list", USER, '{"OtherGroups":[{"Id":1},null]}', "/OtherGroups", '[{"Id":1},null]', True),
    rule("a list in another order", USER, '{"OtherGroups":[{"Id":1},null]}', "/OtherGroups",
         '[null,{"Id":1}]', False),
    rule("an empty list is not null", USER, '{"OtherGroups":[]}', "/OtherGroups", "null", False),
    rule("a dictionary in any order", USER, '{"CustomFields":{"a":"1","b":null}}', "/CustomFields",
         '{"b":null,"a":"1"}', True),
    rule("a dictionary without a key", USER, '{"CustomFields":{"a":"1","b":null}}', "/CustomFields",
         '{"a":"1"}', False),
    rule("the whole", USER, '{"Name":"Ann","Rank":3}', "", '{"Rank":3,"Name":"Ann"}', True),
    rule("the whole and more", USER, '{"Name":"Ann"}', "", '{"Name":"Ann","Rank":0}', False),
    rule("names by case", USER, '{"name":"Ann"}', "", '{"name":"Ann"}', True),
    rule("names in the whole by the body's case", USER, '{"name":"Ann"}', "", '{"Name":"Ann"}', False),
    rule("spellings in lists", Invoice, '{"Marks":["1",2]}', "/Marks", '["1",2]', True),
    rule("spellings in lists, one by one", Invoice, '{"Marks":[1,"2"]}', "/Marks/1", '"2"', True),
    rule("spellings in lists of lists", Invoice, '{"Grid":[[1],["2"]]}', "/Grid/1/0", '"2"', True),
    rule("spellings in dictionaries", Invoice, '{"Counts":{"a":"1"}}', "/Counts/a", "1", False),
    rule("a list of carriers", list[so.Role], '[{"Id":1}]', "", '[{"Id":1}]', True),
    rule("a dictionary of carriers", dict[str, so.Role], '{"a":{"Id":1}}', "/a", '{"Id":1}', True),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "path", "value", "passes"), CARRIER_TESTS)
def test_a_test_compares_what_encoding_would_write(
    kind: Any, body: str, path: str, value: str, passes: bool
) -> None:
    target = so.decode(body, kind)
    patch = so.JsonPatch.decode(f'[{{"op":"test","path":"{path}","value":{value}}}]')
    if passes:
        assert patch.apply(target) is target
    else:
        error = failed(patch, target, so.PatchTestFailed)
        assert (error.status, error.index, error.operation, error.pointer) == (409, 0, "test", path)


# Section 5: all or nothing.


@pytest.mark.parametrize(
    "last",
    [
        '{"op":"test","path":"/Name","value":"Ann"}',
        '{"op":"remove","path":"/Nothing"}',
        '{"op":"add","path":"/Rank","value":"x"}',
        '{"op":"move","from":"/Role","path":"/Rank"}',
        '{"op":"copy","from":"/OtherGroups","path":"/Person/x/y"}',
    ],
)
def test_an_error_in_the_last_operation_leaves_everything_as_it_was(last: str) -> None:
    body = (
        b'{"name":"Ann","Rank":"3","OtherGroups":[{"Id":1,"Own":[1.10]},null],"Role":{"Id":1.0},'
        b'"Own":{"a":[{"b":1}]},"CustomFields":{"a":"b"},"FieldProperties":{"x.y":{"FieldLength":1}},'
        b'"Person":{"Emails":[{"Value":"v"}]}}'
    )
    user = so.decode(body, so.User)
    before = copy.deepcopy(user)
    operations = (
        '{"op":"add","path":"/Name","value":"Bo"},{"op":"remove","path":"/OtherGroups/1"},'
        '{"op":"add","path":"/OtherGroups/0/Own/0","value":{}},{"op":"remove","path":"/OtherGroups/0/Id"},'
        '{"op":"add","path":"/Own/a/0/c","value":7},{"op":"copy","from":"/Own","path":"/Own/a/0/d"},'
        '{"op":"move","from":"/CustomFields/a","path":"/CustomFields/c"},{"op":"add","path":"/name",'
        '"value":"Cy"},'
        '{"op":"replace","path":"/FieldProperties/x.y/FieldLength","value":"2"},{"op":"replace",'
        '"path":"/Role/Id","value":2},'
        '{"op":"add","path":"/Person/Emails/-","value":{"Value":"w"}},{"op":"add","path":"/Rank",'
        '"value":null},'
    )
    patch = so.JsonPatch.decode(f"[{operations}{last}]")
    with pytest.raises((so.PatchConflict, so.InvalidPatch)) as caught:
        patch.apply(user)
    assert getattr(caught.value, "index", None) == 12
    assert so.identical(user, before)
    assert so.encode(user) == body
    # Without it, all of them are done, and the target is still as it was.
    so.JsonPatch(patch.operations[:-1]).apply(user)
    assert so.identical(user, before)
    assert so.encode(user) == body


def test_what_is_not_touched_is_shared_and_nothing_changes_where_nothing_is_done() -> None:
    user = so.decode('{"Role":{"Id":1},"Person":{"Firstname":"A"}}', so.User)
    result = so.JsonPatch([{"op": "replace", "path": "/Role/Id", "value": 2}]).apply(user)
    assert result is not user
    assert result.person is user.person
    assert result.role is not user.role
    assert so.JsonPatch([]).apply(user) is user
    assert so.JsonPatch([{"op": "test", "path": "/Role/Id", "value": 1}]).apply(user) is user


def test_the_values_of_a_patch_are_never_those_of_its_results() -> None:
    value: dict[str, Any] = {"a": [1]}
    patch = so.JsonPatch([{"op": "add", "path": "/x", "value": value}])
    value["a"].append(2)
    nothing: dict[str, Any] = {}
    one = patch.apply(nothing)
    one["x"]["a"].append(3)
    other = patch.apply(so.User())
    assert patch.apply(nothing) == {"x": {"a": [1]}}
    assert so.unknown_members(other)["x"] == {"a": [1]}
    patch.to_list()[0]["value"]["a"].append(4)
    assert patch.to_list() == [{"op": "add", "path": "/x", "value": {"a": [1]}}]


def test_a_patch_is_written_as_the_rfc_has_it() -> None:
    operations: list[dict[str, Any]] = [
        {"op": "add", "path": "/a", "value": None},
        {"op": "remove", "path": "/a~1b"},
        {"op": "replace", "path": "", "value": so.Role(id=1)},
        {"op": "move", "from": "/a", "path": "/b"},
        {"op": "copy", "from": "", "path": "/b"},
        {"op": "test", "path": "/ä", "value": 1.5},
    ]
    body = so.JsonPatch(operations).encode()
    assert json.loads(body) == [
        *operations[:2],
        {**operations[2], "value": json.loads(so.encode(so.Role(id=1)))},
        *operations[3:],
    ]
    assert so.JsonPatch.decode(body).encode() == body
    assert so.JsonPatch().encode() == b"[]"


def test_numbers_in_a_patch_are_what_was_written() -> None:
    body = f'[{{"op":"add","path":"/x","value":[1.10,1e400,-0.0,{HUNDRED_DIGITS},0.{HUNDRED_DIGITS}]}}]'
    patch = so.JsonPatch.decode(body)
    assert patch.encode() == body.encode()
    user = patch.apply(so.decode("{}", so.User))
    assert so.encode(user) == f'{{"x":[1.10,1e400,-0.0,{HUNDRED_DIGITS},0.{HUNDRED_DIGITS}]}}'.encode()
