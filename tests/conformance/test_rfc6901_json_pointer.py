"""What RFC 6901 asks of JSON Pointer, a row for each rule and each of its examples."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

import so_carriers as so
from so_carriers.testing import texts

# Section 5: the document, its pointers and what they lead to.
EXAMPLE: dict[str, Any] = json.loads(r"""
    {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4,
     "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8}
""")
SECTION_5: list[tuple[str, Any]] = [
    ("", EXAMPLE),
    ("/foo", ["bar", "baz"]),
    ("/foo/0", "bar"),
    ("/", 0),
    ("/a~1b", 1),
    ("/c%d", 2),
    ("/e^f", 3),
    ("/g|h", 4),
    ("/i\\j", 5),
    ('/k"l', 6),
    ("/ ", 7),
    ("/m~0n", 8),
]
# Section 6 has the same as fragments of a URI, in the same order.
SECTION_6 = [
    "#",
    "#/foo",
    "#/foo/0",
    "#/",
    "#/a~1b",
    "#/c%25d",
    "#/e%5Ef",
    "#/g%7Ch",
    "#/i%5Cj",
    "#/k%22l",
    "#/%20",
    "#/m~0n",
]
NON_BMP = "\U0001f511"


@so.carrier
class Shelf:
    id: so.int32 = so.member("Id", default=0, key=True)
    slashed: str | None = so.member("a/b", default=None)
    tilde: str | None = so.member("~", default=None)
    digits: str | None = so.member("0", default=None)
    label: str | None = so.member("Label", default=None)
    inner: Shelf | None = so.member("Inner", default=None)
    items: list[Shelf | None] | None = so.member("Items", default=None)
    by_key: dict[str, str | None] | None = so.member("ByKey", default=None)


def problem(text: str, value: Any, dialect: so.Dialect = so.Dialect.RFC) -> so.PatchConflict:
    """The error of a pointer that leads nowhere."""
    with pytest.raises(so.PatchConflict) as caught:
        so.JsonPointer.parse(text, dialect=dialect).resolve(value, dialect=dialect)
    return caught.value


@pytest.mark.parametrize(("text", "expected"), SECTION_5)
def test_each_example_of_section_5_resolves(text: str, expected: Any) -> None:
    assert so.JsonPointer.parse(text).resolve(EXAMPLE) == expected


def test_the_empty_pointer_gives_the_document_itself() -> None:
    assert so.JsonPointer.parse("").resolve(EXAMPLE) is EXAMPLE
    assert so.JsonPointer().resolve(7) == 7
    assert so.JsonPointer().resolve(None) is None


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", ()),
        ("/", ("",)),
        ("//", ("", "")),
        ("///a", ("", "", "a")),
        ("/a/", ("a", "")),
        ("/a//b", ("a", "", "b")),
        ("/~0", ("~",)),
        ("/~1", ("/",)),
        ("/~01", ("~1",)),  # section 4: ~1 is replaced before ~0, so that this is no slash
        ("/~10", ("/0",)),
        ("/~00", ("~0",)),
        ("/~11", ("/1",)),
        ("/~001", ("~01",)),
        ("/~0~1", ("~/",)),
        ("/~1~0", ("/~",)),
        ("/~0~0~1~1", ("~~//",)),
        ("/%25", ("%25",)),  # section 6 alone knows percent signs
        ("/%", ("%",)),
        ('/"', ('"',)),
        ("/\\", ("\\",)),
        ("/\\u0061", ("\\u0061",)),  # section 5: JSON's escapes are read before the pointer is
        ("/#", ("#",)),
        ("/.", (".",)),
        ("/..", ("..",)),
        ("/a.b:c", ("a.b:c",)),
        ("/\x00\x1f", ("\x00\x1f",)),  # section 3: unescaped is any character but / and ~
        ("/\x7f\x80", ("\x7f\x80",)),
        ("/ä", ("ä",)),
        ("/a\u0308", ("a\u0308",)),  # section 4: compared by code points, without normalization
        (f"/{NON_BMP}", (NON_BMP,)),
        ("/\uffff\U0010ffff", ("\uffff\U0010ffff",)),
        ("/-", ("-",)),
        ("/007", ("007",)),
    ],
)
def test_the_grammar_of_section_3_is_read_and_written_back(text: str, tokens: tuple[str, ...]) -> None:
    pointer = so.JsonPointer.parse(text)
    assert pointer.tokens == tokens
    assert str(pointer) == text
    assert str(so.JsonPointer(tokens)) == text
    assert so.JsonPointer.parse(text) == pointer
    assert hash(so.JsonPointer.parse(text)) == hash(pointer)


@pytest.mark.parametrize(
    "text",
    [
        "a", "0", "-", " ", " /a", "a/b", "#", "#/a", "%2Fa", "\\/a", "./a", "~", "~1a", "\ufeff/a",
        "/~", "/a~", "/~2", "/~a", "/~~", "/~~0", "/~~1", "/~0~", "/~/a", "/a/~", "/~ 0", "/~-1",
        "/~\u0661", "/~\uff11",
    ],
)  # fmt: skip
def test_what_the_grammar_of_section_3_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(so.SoCarriersError) as caught:
        so.JsonPointer.parse(text)
    assert type(caught.value).__name__ == "InvalidValue"
    assert caught.value.status == 400
    assert isinstance(caught.value, ValueError)


@given(st.lists(texts()))
def test_any_tokens_survive_text_and_fragment(tokens: list[str]) -> None:
    pointer = so.JsonPointer(tuple(tokens))
    assert so.JsonPointer.parse(str(pointer)) == pointer
    assert so.JsonPointer.from_uri_fragment(pointer.uri_fragment) == pointer
    assert pointer.uri_fragment.isascii()


@given(st.text(st.sampled_from('/~01-a%"\\ #ä\U0001f511')))
def test_a_text_is_refused_or_written_back_as_it_was(text: str) -> None:
    try:
        pointer = so.JsonPointer.parse(text)
    except ValueError:
        assert not text.startswith("/") or "~" in text
    else:
        assert str(pointer) == text


KEYS = [
    "",
    "/",
    "~",
    "%",
    '"',
    "\\",
    "~0",
    "~1",
    "~01",
    "//",
    "a/b",
    "-",
    "0",
    "01",
    "+1",
    NON_BMP,
    "\x00",
    "ä",
    "a\u0308",
]


@pytest.mark.parametrize("key", KEYS)
def test_any_name_of_an_object_is_found_and_by_its_own_pointer_alone(key: str) -> None:
    document = {each: index for index, each in enumerate(KEYS)}
    pointer = so.JsonPointer((key,))
    assert pointer.resolve(document) == KEYS.index(key)
    assert so.JsonPointer.parse(str(pointer)).resolve(document) == KEYS.index(key)
    del document[key]
    assert problem(str(pointer), document).pointer == str(pointer)


@pytest.mark.parametrize("key", KEYS)
def test_unknown_members_and_keys_of_dictionaries_have_any_name(key: str) -> None:
    if key not in ("~", "a/b", "0"):  # which Shelf declares
        shelf = so.decode(json.dumps({key: {key: [True]}}), Shelf)
        assert so.JsonPointer((key, key, "0")).resolve(shelf) is True
        assert so.JsonPointer((key,)).resolve(shelf) == {key: [True]}
    shelf = Shelf(by_key={key: "here"})
    assert so.JsonPointer(("ByKey", key)).resolve(shelf) == "here"


# Section 4: array indices.


@pytest.mark.parametrize(("token", "item"), [("0", "a"), ("1", "b"), ("9", "j"), ("10", "k"), ("11", "l")])
def test_an_index_is_zero_or_digits_that_begin_with_another(token: str, item: str) -> None:
    assert so.JsonPointer((token,)).resolve([*"abcdefghijkl"]) == item


NO_INDICES = [
    "", "00", "01", "001", "-1", "-0", "+0", "+1", "1.0", "0.", "1e0", "0e0", "1E0", " 1", "1 ", "1\n", "\t1",
    "0x1", "1_0", "0b1", "1,", "a", "one", "~", "/", "*", "length", "null", "true",
    "\u0661", "\u0660", "\uff10", "\uff11",
    "\u0967", "\u00b9", "\u2081", "\u2460", "1\u0660", "\U0001d7ce", "1\x00", "\ufeff1", "1\u200b", "0\u0301",
]  # fmt: skip


@pytest.mark.parametrize("token", NO_INDICES)
def test_what_is_no_index_leads_nowhere_in_an_array(token: str) -> None:
    error = problem(str(so.JsonPointer((token,))), [*"abcdefghijkl"])
    assert error.status == 409
    assert error.index is None
    carriers = [Shelf(id=1), Shelf(id=2)]
    assert problem(str(so.JsonPointer((token, "Id"))), carriers).status == 409


@pytest.mark.parametrize("token", NO_INDICES)
def test_what_is_no_index_is_a_name_in_an_object(token: str) -> None:
    assert so.JsonPointer((token,)).resolve({token: 1}) == 1
    # In any dialect an index has ASCII digits only.
    assert so.JsonPointer((token,)).resolve({token: 1}, dialect=so.Dialect.NETSERVER) == 1


@pytest.mark.parametrize(
    "token", ["12", "100", "9" * 18, "9" * 19, "9" * 5000, "18446744073709551616", "4294967296", "-", "-2"]
)
def test_an_index_beyond_the_end_leads_nowhere(token: str) -> None:
    error = problem(f"/{token}", [*"abcdefghijkl"])
    assert len(str(error)) <= 400
    assert problem(f"/{token}", []).status == 409


def test_the_place_after_the_last_item_is_one_that_does_not_exist() -> None:
    assert problem("/-", [1]).pointer == "/-"
    assert problem("/foo/-", EXAMPLE).pointer == "/foo/-"
    assert problem("/-/a", [{"a": 1}]).pointer == "/-/a"
    assert so.JsonPointer.parse("/-").resolve({"-": 1}) == 1


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("/a", {}),
        ("/a", {"A": 1}),
        ("/a", {"a ": 1}),
        ("/ä", {"a\u0308": 1}),
        ("/a\u0308", {"ä": 1}),
        ("/a/b", {"a": {}}),
        ("/a/b", {"a": None}),
        ("/a/b", {"a": 1}),
        ("/a/b", {"a": 1.5}),
        ("/a/b", {"a": True}),
        ("/a/0", {"a": "text"}),
        ("/a/length", {"a": "text"}),
        ("/a/", {"a": "text"}),
        ("/a/", {"a": None}),
        ("/a/", {"a": {}}),
        ("/a/", {"a": []}),
        ("/0", {}),
        ("/", {}),
        ("/", []),
        ("/", None),
        ("/", "text"),
        ("/0", 7),
        ("/a", []),
        ("/0", []),
        ("/0/0", [[]]),
        ("//", {"": 1}),
        ("/a~1b", {"a": {"b": 1}}),
        ("/a/b", {"a/b": 1}),
        ("/~01", {"/": 1}),
        ("/keys", {}),
        ("/__class__", {}),
        ("/append", []),
    ],
)
def test_what_is_not_there_is_an_error_with_the_pointer(text: str, document: Any) -> None:
    error = problem(text, document)
    assert type(error) is so.PatchConflict
    assert (error.status, error.pointer, error.index, error.operation) == (409, text, None, None)
    assert error.__context__ is None
    assert error.__cause__ is None


@pytest.mark.parametrize("found", [None, False, 0, 0.0, "", [], {}])
def test_what_is_empty_is_there(found: Any) -> None:
    assert so.JsonPointer.parse("/a").resolve({"a": found}) is found
    assert so.JsonPointer.parse("/0").resolve([found]) is found


# Section 6: fragments of a URI.


@pytest.mark.parametrize(
    ("text", "fragment"), [(text, fragment) for (text, _), fragment in zip(SECTION_5, SECTION_6, strict=True)]
)
def test_each_example_of_section_6_is_read_and_written(text: str, fragment: str) -> None:
    pointer = so.JsonPointer.parse(text)
    assert pointer.uri_fragment == fragment
    assert so.JsonPointer.from_uri_fragment(fragment) == pointer
    assert so.JsonPointer.from_uri_fragment(fragment.removeprefix("#")) == pointer
    assert so.JsonPointer.from_uri_fragment(fragment).resolve(EXAMPLE) == pointer.resolve(EXAMPLE)


@pytest.mark.parametrize(
    ("fragment", "tokens"),
    [
        ("#/%61", ("a",)),
        ("#%2Fa", ("a",)),  # RFC 3986, section 2.1: decoded first, so that this is the slash
        ("#%2fa%2Fb", ("a", "b")),
        ("#/a%7E1b", ("a/b",)),
        ("#/m%7e0n", ("m~n",)),
        ("#/c%2525d", ("c%25d",)),  # decoded once
        ("#/%C3%A4", ("ä",)),
        ("#/%c3%a4", ("ä",)),
        ("#/%F0%9F%94%91", (NON_BMP,)),
        ("#/ä", ("ä",)),  # section 6: an IRI would have it
        ("#/a+b", ("a+b",)),  # a plus is no blank outside of forms
        ("#/%23", ("#",)),
        ("#/a?b", ("a?b",)),
        ("#/%00", ("\x00",)),
        ("#/%EF%BB%BF", ("\ufeff",)),
        ("", ()),
        ("/", ("",)),
    ],
)
def test_a_fragment_is_decoded_from_percent_signs_and_utf_8(fragment: str, tokens: tuple[str, ...]) -> None:
    assert so.JsonPointer.from_uri_fragment(fragment).tokens == tokens


@pytest.mark.parametrize(
    "fragment",
    ["#a", "##/a", "a", "#/~", "#/%7E", "#/%7E2", "#/%FF", "#/%C3", "#/%ED%A0%80", "#/%C0%AF", "#%20/a"],
)
def test_a_fragment_that_is_no_pointer_in_utf_8_is_refused(fragment: str) -> None:
    with pytest.raises(ValueError, match="JSON Pointer") as caught:
        so.JsonPointer.from_uri_fragment(fragment)
    assert isinstance(caught.value, so.SoCarriersError)
    assert caught.value.status == 400


@pytest.mark.parametrize("fragment", ["#/%", "#/%4", "#/%zz", "#/a%", "#/%%25"])
def test_a_percent_sign_without_two_hexadecimal_digits_is_refused(fragment: str) -> None:
    """RFC 3986, section 2.1: nothing else is percent-encoded."""
    with pytest.raises(ValueError, match="percent sign") as caught:
        so.JsonPointer.from_uri_fragment(fragment)
    assert isinstance(caught.value, so.SoCarriersError)


def test_a_fragment_holds_what_rfc_3986_lets_stand_in_one() -> None:
    allowed = "-._~!$&'()*+,;=:@/?"
    assert so.JsonPointer(("-._!$&'()*+,;=:@?",)).uri_fragment == "#/-._!$&'()*+,;=:@?"
    written = so.JsonPointer(tuple(map(chr, range(256)))).uri_fragment
    unescaped = {c for c in written.removeprefix("#").replace("%", "") if not c.isalnum()}
    assert unescaped <= {*allowed}


# On carriers.


def test_members_items_and_keys_of_carriers_are_found_by_wire_name() -> None:
    user = so.User(
        name="Ann",
        role=so.Role(id=3, value="User level 0"),
        license_owners=[so.LicenseOwner(name="SUPEROFFICE")],
        custom_fields=so.CustomFields({"SuperOffice:1": "[I:3]", "x.y/z~": "dots", "": "none"}),
        field_properties=so.FieldProperties(
            {"Address.Zipcode": so.FieldProperty(field_length=7), "no": None}
        ),
        extra_fields={"0": "zero", "-": "minus"},
    )
    for text, expected in [
        ("", user),
        ("/Name", "Ann"),
        ("/Role", user.role),
        ("/Role/Value", "User level 0"),
        ("/LicenseOwners/0/Name", "SUPEROFFICE"),
        ("/CustomFields/SuperOffice:1", "[I:3]"),
        ("/CustomFields/x.y~1z~0", "dots"),
        ("/CustomFields/", "none"),
        ("/FieldProperties/Address.Zipcode/FieldLength", 7),
        ("/FieldProperties/no", None),
        ("/ExtraFields/0", "zero"),
        ("/ExtraFields/-", "minus"),
        ("/Tooltip", None),
    ]:
        found = so.JsonPointer.parse(text).resolve(user)
        assert found is expected or found == expected
    assert so.JsonPointer.parse("/Role").resolve(user) is user.role


@pytest.mark.parametrize(
    "text",
    [
        "/name", "/NAME", "/Name/", "/Name/0", "/role", "/Role/Id/x", "/license_owners", "/license_owners/0",
        "/_wire_state", "/__class__", "/__dict__",
        "/CustomFields/superoffice:1", "/CustomFields/SuperOffice:2",
        "/FieldProperties/Address", "/FieldProperties/Address/Zipcode", "/FieldProperties/no/FieldLength",
        "/LicenseOwners/1", "/LicenseOwners/-", "/LicenseOwners/00", "/LicenseOwners/Name",
        "/LicenseOwners/\u0660",
        "/Tooltip/0", "/Person/PersonId", "/", "/0", "/-",
    ],
)  # fmt: skip
def test_what_a_carrier_does_not_have_leads_nowhere(text: str) -> None:
    user = so.User(
        name="Ann",
        role=so.Role(id=3),
        license_owners=[so.LicenseOwner(name="A")],
        custom_fields=so.CustomFields({"SuperOffice:1": "[I:3]"}),
        field_properties=so.FieldProperties({"Address.Zipcode": so.FieldProperty(), "no": None}),
    )
    assert problem(text, user).pointer == text


def test_an_absent_member_is_not_there_and_a_null_one_is() -> None:
    user = so.decode(b'{"Name":null,"Rank":null,"Role":null,"Person":{}}', so.User)
    assert so.JsonPointer.parse("/Name").resolve(user) is None
    assert so.JsonPointer.parse("/Rank").resolve(user) is None  # against its type, as $select has it
    assert user.rank == 0
    assert so.JsonPointer.parse("/Role").resolve(user) is None
    assert "null" in str(problem("/Role/Id", user))
    assert problem("/Tooltip", user).pointer == "/Tooltip"
    assert problem("/AssociateId", user).pointer == "/AssociateId"
    assert problem("/Person/PersonId", user).pointer == "/Person/PersonId"
    user.tooltip = None  # assigning makes it present
    assert so.JsonPointer.parse("/Tooltip").resolve(user) is None
    so.set_absent(user, "name")
    assert problem("/Name", user).pointer == "/Name"


def test_wire_names_with_slashes_and_tildes_are_escaped() -> None:
    shelf = Shelf(slashed="s", tilde="t", digits="d", items=[Shelf(id=1), None])
    for text, expected in [
        ("/a~1b", "s"),
        ("/~0", "t"),
        ("/0", "d"),
        ("/Items/0/Id", 1),
        ("/Items/1", None),
    ]:
        assert so.JsonPointer.parse(text).resolve(shelf) == expected
    assert problem("/a/b", shelf).pointer == "/a/b"
    assert problem("/Items/1/Id", shelf).pointer == "/Items/1/Id"


def test_unknown_members_are_documents_with_their_tokens() -> None:
    shelf = so.decode(b'{"Id":1,"Own":{"a/b":[1.10,{"~":null}],"":{"":7}}}', Shelf)
    assert str(so.JsonPointer.parse("/Own/a~1b/0").resolve(shelf)) == "1.10"
    assert so.JsonPointer.parse("/Own/a~1b/1/~0").resolve(shelf) is None
    assert so.JsonPointer.parse("/Own//").resolve(shelf) == 7
    assert problem("/own", shelf).pointer == "/own"
    assert problem("/Own/a~1b/2", shelf).pointer == "/Own/a~1b/2"


def test_a_member_is_found_by_the_name_that_its_body_gave_it() -> None:
    shelf = so.decode(b'{"id":5,"Label":"x"}', Shelf)
    assert so.JsonPointer.parse("/id").resolve(shelf) == 5
    assert so.JsonPointer.parse("/Id").resolve(shelf) == 5
    assert problem("/ID", shelf).pointer == "/ID"
    assert problem("/label", shelf).pointer == "/label"


def test_lists_and_dictionaries_of_carriers_are_documents() -> None:
    roles = [so.Role(id=1), so.Role(id=2, value="two")]
    assert so.JsonPointer.parse("/1/Value").resolve(roles) == "two"
    by_name = {"a/b": so.Role(id=7), "0": so.Role(id=8)}
    assert so.JsonPointer.parse("/a~1b/Id").resolve(by_name) == 7
    assert so.JsonPointer.parse("/0/Id").resolve(by_name) == 8
    assert problem("/1/value", roles).pointer == "/1/value"
    assert so.JsonPointer.parse("/x/0/Id").resolve({"x": [so.Role(id=9)]}) == 9


# What there is to build with.


def test_a_child_is_reached_by_names_and_indices_as_they_are() -> None:
    pointer = so.JsonPointer.parse("/a").child("b/c", 0, "~")
    assert pointer.tokens == ("a", "b/c", "0", "~")
    assert str(pointer) == "/a/b~1c/0/~0"
    assert so.JsonPointer().child() == so.JsonPointer.parse("")


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("/a/b", "/a", True),
        ("/a", "", True),
        ("/", "", True),
        ("/a/", "/a", True),
        ("/a", "/a", False),
        ("", "", False),
        ("/ab", "/a", False),
        ("/a~1b", "/a", False),
        ("/a", "/a/b", False),
        ("/b/a", "/a", False),
    ],
)
def test_within_is_told_by_whole_tokens(inner: str, outer: str, expected: bool) -> None:
    assert so.JsonPointer.parse(inner).is_within(so.JsonPointer.parse(outer)) is expected


def test_the_netserver_dialect_reads_a_pointer_without_its_first_slash() -> None:
    dialect = so.Dialect.NETSERVER
    assert so.JsonPointer.parse("department", dialect=dialect) == so.JsonPointer.parse("/department")
    assert so.JsonPointer.parse("users/0/a~1b", dialect=dialect).tokens == ("users", "0", "a/b")
    assert so.JsonPointer.parse("", dialect=dialect).tokens == ()
    assert so.JsonPointer.parse("/", dialect=dialect).tokens == ("",)
    with pytest.raises(ValueError, match="~0 for ~"):
        so.JsonPointer.parse("a~2", dialect=dialect)
