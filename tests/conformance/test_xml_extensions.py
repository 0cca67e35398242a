"""What plain XML cannot say: the attributes that keep it, exactly where they are needed, and the losses."""

from __future__ import annotations

import copy
import pickle
from typing import Any, NamedTuple

import pytest

import so_carriers as so
from so_carriers.testing.comparison.compact import compact
from tests.conformance.test_xml_rules import XSI, Item, in_json, in_xml, item

JSON = 'xmlns:json="urn:so-carriers:json"'
BOTH = f"{XSI} {JSON}"
UNKNOWN_NUMBER = "a number that no type declares"
UNKNOWN_BOOLEAN = "a boolean that no type declares"
EMPTY_OBJECT = "an empty object"
FEW_ITEMS = "an array of fewer than two items"
NAME = "its name"
SPELLING = "its spelling"


class Extended(NamedTuple):
    """A body that needs extensions, or that only looks as if it did."""

    body: str
    document: str
    """The XML with extensions."""
    losses: list[tuple[str, str]]
    """What is lost without them."""
    plain: str
    """The XML where that is allowed."""


EXTENDED: dict[str, tuple[str, str, list[tuple[str, str]], str]] = {
    # Spellings of scalars.
    "integer with a fraction": (
        '{"Id":3.0}',
        item('<Id json:token="3.0">3</Id>', JSON),
        [("$.Id", SPELLING)],
        item("<Id>3</Id>"),
    ),
    "integer with an exponent": (
        '{"Id":-3E0}',
        item('<Id json:token="-3E0">-3</Id>', JSON),
        [("$.Id", SPELLING)],
        item("<Id>-3</Id>"),
    ),
    "integer in a text": (
        '{"Id":"3"}',
        item('<Id json:token="&quot;3&quot;">3</Id>', JSON),
        [("$.Id", SPELLING)],
        item("<Id>3</Id>"),
    ),
    "integer in a text with a sign": (
        '{"Id":"-0"}',
        item('<Id json:token="&quot;-0&quot;">0</Id>', JSON),
        [("$.Id", SPELLING)],
        item("<Id>0</Id>"),
    ),
    "boolean in a text": (
        '{"IsOn":"true"}',
        item('<IsOn json:token="&quot;true&quot;">true</IsOn>', JSON),
        [("$.IsOn", SPELLING)],
        item("<IsOn>true</IsOn>"),
    ),
    "boolean in capitals": (
        '{"IsOn":"FALSE"}',
        item('<IsOn json:token="&quot;FALSE&quot;">false</IsOn>', JSON),
        [("$.IsOn", SPELLING)],
        item("<IsOn>false</IsOn>"),
    ),
    "enum by number": (
        '{"Kind":1}',
        item('<Kind json:token="1">InternalAssociate</Kind>', JSON),
        [("$.Kind", SPELLING)],
        item("<Kind>InternalAssociate</Kind>"),
    ),
    "enum by a number that is unknown": (
        '{"Kind":99}',
        item('<Kind json:token="99">99</Kind>', JSON),
        [("$.Kind", SPELLING)],
        item("<Kind>99</Kind>"),
    ),
    "flags by number": (
        '{"Rights":3}',
        item('<Rights json:token="3">Select Update</Rights>', JSON),
        [("$.Rights", SPELLING)],
        item("<Rights>Select Update</Rights>"),
    ),
    "flags between blanks": (
        '{"Rights":"Select Update"}',
        item('<Rights json:token="&quot;Select Update&quot;">Select Update</Rights>', JSON),
        [("$.Rights", SPELLING)],
        item("<Rights>Select Update</Rights>"),
    ),
    "flags without a blank": (
        '{"Rights":"Select,Update"}',
        item('<Rights json:token="&quot;Select,Update&quot;">Select Update</Rights>', JSON),
        [("$.Rights", SPELLING)],
        item("<Rights>Select Update</Rights>"),
    ),
    "flags in another order and blanks": (
        '{"Rights":" Update,  Select"}',
        item('<Rights json:token="&quot; Update,  Select&quot;">Select Update</Rights>', JSON),
        [("$.Rights", SPELLING)],
        item("<Rights>Select Update</Rights>"),
    ),
    "date with a zone without a colon": (
        '{"Day":"2024-09-04T12:00:00+0200"}',
        item('<Day json:token="&quot;2024-09-04T12:00:00+0200&quot;">2024-09-04T12:00:00+02:00</Day>', JSON),
        [("$.Day", SPELLING)],
        item("<Day>2024-09-04T12:00:00+02:00</Day>"),
    ),
    "a spelling in a list": (
        '{"Ids":[1,"2",3.0]}',
        item(
            '<Ids><int>1</int><int json:token="&quot;2&quot;">2</int><int json:token="3.0">3</int></Ids>',
            JSON,
        ),
        [("$.Ids[1]", SPELLING), ("$.Ids[2]", SPELLING)],
        item("<Ids><int>1</int><int>2</int><int>3</int></Ids>"),
    ),
    "a spelling further in": (
        '{"Items":[null,{"Inner":{"Id":1e0}}],"ItemsByKey":{"a b":{"Id":2.0}}}',
        item(
            '<Items><Item xsi:nil="true"/><Item><Inner><Id json:token="1e0">1</Id></Inner></Item></Items>'
            "<ItemsByKey><ItemDictionaryKeyValuePair><Key>a b</Key>"
            '<Value><Id json:token="2.0">2</Id></Value></ItemDictionaryKeyValuePair></ItemsByKey>',
            BOTH,
        ),
        [("$.Items[1].Inner.Id", SPELLING), ('$.ItemsByKey["a b"].Id', SPELLING)],
        item(
            '<Items><Item xsi:nil="true"/><Item><Inner><Id>1</Id></Inner></Item></Items>'
            "<ItemsByKey><ItemDictionaryKeyValuePair><Key>a b</Key>"
            "<Value><Id>2</Id></Value></ItemDictionaryKeyValuePair></ItemsByKey>",
            XSI,
        ),
    ),
    # Names.
    "a known member in another case": (
        '{"id":3,"NAME":null}',
        item('<Id json:name="id">3</Id><Name json:name="NAME" xsi:nil="true"/>', BOTH),
        [("$.Id", NAME), ("$.Name", NAME)],
        item('<Id>3</Id><Name xsi:nil="true"/>', XSI),
    ),
    "a known member in another case with a spelling": (
        '{"id":3.0}',
        item('<Id json:name="id" json:token="3.0">3</Id>', JSON),
        [("$.Id", NAME), ("$.Id", SPELLING)],
        item("<Id>3</Id>"),
    ),
    "a known member that no element can be called": (
        '{"odd name":"a"}',
        item('<Member json:name="odd name">a</Member>', JSON),
        [('$["odd name"]', NAME)],
        item("<Member>a</Member>"),
    ),
    "an unknown member that is not the exact one": (
        '{"Id":1,"id":"2"}',
        item("<Id>1</Id><id>2</id>"),
        [],
        item("<Id>1</Id><id>2</id>"),
    ),
    "unknown members beside the last of several": (
        '{"ID":"1","id":2}',
        item('<ID>1</ID><Id json:name="id">2</Id>', JSON),
        [("$.Id", NAME)],
        item("<ID>1</ID><Id>2</Id>"),
    ),
    "a dollar": (
        '{"$type":"a"}',
        item('<Member json:name="$type">a</Member>', JSON),
        [('$["$type"]', NAME)],
        item("<Member>a</Member>"),
    ),
    "no name": (
        '{"":"a"}',
        item('<Member json:name="">a</Member>', JSON),
        [('$[""]', NAME)],
        item("<Member>a</Member>"),
    ),
    "a name with blanks that attributes lose": (
        '{" a\\t\\r\\n":"a"}',
        item('<Member json:name=" a&#9;&#13;&#10;">a</Member>', JSON),
        [('$[" a\\t\\r\\n"]', NAME)],
        item("<Member>a</Member>"),
    ),
    "names of markup": (
        '{"<a b=\'c\'>&\\"":"a"}',
        item("<Member json:name=\"&lt;a b='c'&gt;&amp;&quot;\">a</Member>", JSON),
        [('$["<a b=\'c\'>&\\""]', NAME)],
        item("<Member>a</Member>"),
    ),
    "a prefix": (
        '{"a:b":"a","xsi:nil":"b"}',
        item('<Member json:name="a:b">a</Member><Member json:name="xsi:nil">b</Member>', JSON),
        [('$["a:b"]', NAME), ('$["xsi:nil"]', NAME)],
        item("<Member>a</Member><Member>b</Member>"),
    ),
    "digits and hyphens first": (
        '{"1a":"a","-a":"b",".":"c"}',
        item(
            '<Member json:name="1a">a</Member><Member json:name="-a">b</Member>'
            '<Member json:name=".">c</Member>',
            JSON,
        ),
        [('$["1a"]', NAME), ('$["-a"]', NAME), ('$["."]', NAME)],
        item("<Member>a</Member><Member>b</Member><Member>c</Member>"),
    ),
    "our own stand-in as a name": (
        '{"Member":"a","a b":"b","c d":"c"}',
        item('<Member>a</Member><Member json:name="a b">b</Member><Member json:name="c d">c</Member>', JSON),
        [('$["a b"]', NAME), ('$["c d"]', NAME)],
        item("<Member>a</Member><Member>b</Member><Member>c</Member>"),
    ),
    "names of an unknown object": (
        '{"X":{"a b":"1","c d":"2"}}',
        item('<X><Member json:name="a b">1</Member><Member json:name="c d">2</Member></X>', JSON),
        [('$.X["a b"]', NAME), ('$.X["c d"]', NAME)],
        item("<X><Member>1</Member><Member>2</Member></X>"),
    ),
    "names of Key and Value": (
        '{"X":{"Key":"1","Value":"2"}}',
        item("<X><Key>1</Key><Value>2</Value></X>"),
        [],
        item("<X><Key>1</Key><Value>2</Value></X>"),
    ),
    # Types of what is unknown.
    "numbers": (
        '{"X":3,"Y":1.10,"Z":-1e400}',
        item(
            '<X json:type="number">3</X><Y json:type="number">1.10</Y><Z json:type="number">-1e400</Z>', JSON
        ),
        [("$.X", UNKNOWN_NUMBER), ("$.Y", UNKNOWN_NUMBER), ("$.Z", UNKNOWN_NUMBER)],
        item("<X>3</X><Y>1.10</Y><Z>-1e400</Z>"),
    ),
    "booleans": (
        '{"X":true,"Y":false}',
        item('<X json:type="boolean">true</X><Y json:type="boolean">false</Y>', JSON),
        [("$.X", UNKNOWN_BOOLEAN), ("$.Y", UNKNOWN_BOOLEAN)],
        item("<X>true</X><Y>false</Y>"),
    ),
    "texts like numbers": (
        '{"X":"3","Y":"true","Z":"null"}',
        item("<X>3</X><Y>true</Y><Z>null</Z>"),
        [],
        item("<X>3</X><Y>true</Y><Z>null</Z>"),
    ),
    "empty containers": (
        '{"X":{},"Y":[]}',
        item('<X json:type="object"/><Y json:type="array"/>', JSON),
        [("$.X", EMPTY_OBJECT), ("$.Y", FEW_ITEMS)],
        item("<X/><Y/>"),
    ),
    "an array of one item": (
        '{"X":["a"]}',
        item('<X json:type="array"><item>a</item></X>', JSON),
        [("$.X", FEW_ITEMS)],
        item("<X><item>a</item></X>"),
    ),
    "arrays in arrays": (
        '{"X":[["a","b"],[["c"],null],[]]}',
        item(
            "<X><item><item>a</item><item>b</item></item>"
            '<item><item json:type="array"><item>c</item></item><item xsi:nil="true"/></item>'
            '<item json:type="array"/></X>',
            BOTH,
        ),
        [("$.X[1][0]", FEW_ITEMS), ("$.X[2]", FEW_ITEMS)],
        item(
            "<X><item><item>a</item><item>b</item></item>"
            '<item><item><item>c</item></item><item xsi:nil="true"/></item><item/></X>',
            XSI,
        ),
    ),
    "everything at once": (
        '{"$x":{"a b":[1,true,{"c":{}}]},"id":"7"}',
        item(
            '<Member json:name="$x"><Member json:name="a b"><item json:type="number">1</item>'
            '<item json:type="boolean">true</item><item><c json:type="object"/></item></Member></Member>'
            '<Id json:name="id" json:token="&quot;7&quot;">7</Id>',
            JSON,
        ),
        [
            ('$["$x"]', NAME),
            ('$["$x"]["a b"]', NAME),
            ('$["$x"]["a b"][0]', UNKNOWN_NUMBER),
            ('$["$x"]["a b"][1]', UNKNOWN_BOOLEAN),
            ('$["$x"]["a b"][2].c', EMPTY_OBJECT),
            ("$.Id", NAME),
            ("$.Id", SPELLING),
        ],
        item("<Member><Member><item>1</item><item>true</item><item><c/></item></Member></Member><Id>7</Id>"),
    ),
}

each_extension = pytest.mark.parametrize("case", [Extended(*row) for row in EXTENDED.values()], ids=EXTENDED)


@each_extension
def test_what_plain_xml_cannot_say_stands_in_attributes_and_comes_back(case: Extended) -> None:
    assert compact(case.body) == case.body.encode()
    assert in_xml(case.body, Item) == case.document
    assert in_json(case.document, Item) == case.body
    value = so.decode(case.body, Item)
    again = so.decode(case.document, Item, "text/xml")
    for twin in (again, copy.deepcopy(again), pickle.loads(pickle.dumps(again))):
        assert so.identical(twin, value)
        assert so.encode(twin, "text/xml").decode() == case.document


@each_extension
def test_without_extensions_every_loss_is_named_and_nothing_is_written(case: Extended) -> None:
    value = so.decode(case.body, Item)
    if not case.losses:
        assert so.encode(value, "text/xml", extensions=False).decode() == case.plain
        return
    with pytest.raises(so.LossyEncoding) as caught:
        so.encode(value, "text/xml", extensions=False)
    assert [*caught.value.losses] == case.losses
    assert [*caught.value.paths] == [*dict.fromkeys(path for path, _ in case.losses)]
    assert caught.value.path == case.losses[0][0]
    assert caught.value.status == 500
    assert isinstance(caught.value, so.EncodeError)
    assert len(str(caught.value)) < 400
    assert str(caught.value).isprintable()


@each_extension
def test_where_loss_is_allowed_the_plain_document_is_written_without_our_namespace(case: Extended) -> None:
    assert in_xml(case.body, Item, extensions=False, allow_loss=True) == case.plain
    assert "urn:so-carriers" not in case.plain
    assert isinstance(so.decode(case.plain, Item, "text/xml"), Item)


@each_extension
def test_allowing_loss_loses_nothing_while_extensions_may_stand(case: Extended) -> None:
    assert in_xml(case.body, Item, allow_loss=True) == case.document
    assert in_xml(case.body, Item, extensions=True) == case.document


@each_extension
def test_an_indented_document_reads_as_the_same_value(case: Extended) -> None:
    value = so.decode(case.body, Item)
    indented = so.encode(value, "text/xml", indent=True)
    assert so.identical(so.decode(indented, Item, "text/xml"), value)


FORMS = {
    "item": (list[so.Int32], '[1,"2"]'),
    "value of an entry": (dict[str, so.Int32], '{"a":1.0}'),
    "item of a list of lists": (list[list[bool]], '[["TRUE"]]'),
}


@pytest.mark.parametrize(("asked", "body"), FORMS.values(), ids=FORMS)
def test_a_root_without_carriers_keeps_no_spelling_and_needs_no_extension(asked: Any, body: str) -> None:
    assert "json:" not in in_xml(body, asked, extensions=False)


def test_an_attribute_that_was_set_anew_is_written_canonically() -> None:
    value = so.decode('{"id":3.0,"Kind":1}', Item)
    value.id, value.kind = 4, so.UserType.EXTERNAL_ASSOCIATE
    document = so.encode(value, "text/xml").decode()
    assert document == item('<Id json:name="id">4</Id><Kind>ExternalAssociate</Kind>', JSON)


EDITED = {
    # Somebody changed the text and left the token; the text counts.
    "another number": ('<Id json:token="3.0">4</Id>', '{"Id":4}'),
    "another text of a number": ('<Id json:token="&quot;3&quot;">4</Id>', '{"Id":4}'),
    "another truth": ('<IsOn json:token="&quot;TRUE&quot;">false</IsOn>', '{"IsOn":false}'),
    "another date": (
        '<Day json:token="&quot;2024-09-04&quot;">2024-09-05T00:00:00</Day>',
        '{"Day":"2024-09-05T00:00:00"}',
    ),
    "another enum": ('<Kind json:token="1">ExternalAssociate</Kind>', '{"Kind":"ExternalAssociate"}'),
    "other flags": ('<Rights json:token="3">Select</Rights>', '{"Rights":"Select"}'),
    "no JSON": ('<Id json:token="x">4</Id>', '{"Id":4}'),
    "an empty token": ('<Id json:token="">4</Id>', '{"Id":4}'),
    "JSON of another type": (
        '<Id json:token="true">1</Id><Name json:token="&quot;b&quot;">a</Name>',
        '{"Id":1,"Name":"a"}',
    ),
    "null": ('<Id json:token="null">0</Id>', '{"Id":0}'),
    "an object": ('<Id json:token="{}">0</Id>', '{"Id":0}'),
    "not a number": ('<Id json:token="NaN">0</Id>', '{"Id":0}'),
    "a fraction": ('<Id json:token="3.5">3</Id>', '{"Id":3}'),
    "a token beside nil": ('<Id json:token="3.0" xsi:nil="true"/>', '{"Id":null}'),
    "a token on a carrier": ('<Inner json:token="3.0"><Id>1</Id></Inner>', '{"Inner":{"Id":1}}'),
    "a token on a list": ('<Ids json:token="[]"><int>1</int></Ids>', '{"Ids":[1]}'),
    "a type on a known text": ('<Name json:type="number">3</Name>', '{"Name":"3"}'),
    "a type on a known list": ('<Ids json:type="object"><int>1</int></Ids>', '{"Ids":[1]}'),
    "a type on a known carrier": ('<Inner json:type="array"/>', '{"Inner":{}}'),
    "a name that is the element's": ('<Id json:name="Id">1</Id>', '{"Id":1}'),
    "a name without a prefix": ('<Id name="Name" type="object" token="4.0">1</Id>', '{"Id":1}'),
    "an attribute of ours that we do not know": ('<Id json:other="4">1</Id>', '{"Id":1}'),
    "another prefix": ('<Id xmlns:j="urn:so-carriers:json" j:token="1.0">1</Id>', '{"Id":1.0}'),
    "our prefix for another namespace": ('<Id xmlns:json="urn:other" json:token="1.0">1</Id>', '{"Id":1}'),
    "a token among white space": ('<Id json:token="3.0"> 3 </Id>', '{"Id":3.0}'),
    "a type that says what it looks like": (
        '<X json:type="object"><a>1</a></X><Y json:type="array"><a>1</a><b>2</b></Y>',
        '{"X":{"a":"1"},"Y":["1","2"]}',
    ),
    "an object whose members are alike": (
        '<X json:type="object"><a>1</a><a>2</a></X>',
        '{"X":{"a":["1","2"]}}',
    ),
    "a number among white space": ('<X json:type="number"> 3 </X>', '{"X":3}'),
    "nil beside a type": ('<X json:type="number" xsi:nil="true"/>', '{"X":null}'),
    "a type string": ('<X json:type="string">3</X>', '{"X":"3"}'),
}


@pytest.mark.parametrize(("content", "body"), EDITED.values(), ids=EDITED)
def test_an_attribute_counts_only_while_it_agrees_with_its_element(content: str, body: str) -> None:
    document = item(content, BOTH)
    assert in_json(document, Item) == body
    value = so.decode(document, Item, "application/xml")
    assert so.identical(so.decode(so.encode(value, "text/xml"), Item, "text/xml"), value)


CONTRADICTIONS = {
    "a number that is none": '<X json:type="number">x</X>',
    "an empty number": '<X json:type="number"></X>',
    "a number that JSON does not have": '<X json:type="number">+1</X>',
    "a number that is not a number": '<X json:type="number">NaN</X>',
    "infinity": '<X json:type="number">Infinity</X>',
    "two numbers": '<X json:type="number">1 2</X>',
    "a number in other digits": '<X json:type="number">\u0663</X>',
    "a number with elements": '<X json:type="number"><a/></X>',
    "a boolean that is none": '<X json:type="boolean">1</X>',
    "an empty boolean": '<X json:type="boolean"/>',
    "an array of text": '<X json:type="array">a</X>',
    "an object of text": '<X json:type="object">a</X>',
    "a string with elements": '<X json:type="string"><a/></X>',
    "a type that we do not know": '<X json:type="float">1.5</X>',
}


@pytest.mark.parametrize("content", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_type_that_an_unknown_element_does_not_have_is_refused(content: str) -> None:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(item(content, BOTH), Item, "text/xml")
    assert caught.value.path == "/Item/X"


FORBIDDEN = ["\x00", "\x08", "\x0b", "\x0c", "\x0e", "\x1f", "\ufffe", "\uffff"]


@pytest.mark.parametrize("character", FORBIDDEN, ids=lambda character: f"U+{ord(character):04X}")
@pytest.mark.parametrize(
    ("make", "path"),
    [
        (lambda c: Item(name=c), "$.Name"),
        (lambda c: Item(inner=Item(texts=[None, f"a{c}"])), "$.Inner.Texts[1]"),
        (lambda c: [Item(by_key={"k": f"{c}a"})], "$[0].ByKey.k"),
        (lambda c: Item(kind=f"a{c}"), "$.Kind"),
        (lambda c: so.decode(so.encode({"X": {"a": ["", c]}}), Item), "$.X.a[1]"),
        (lambda c: c, "$"),
    ],
    ids=["member", "item", "entry", "enum", "unknown", "root"],
)
@pytest.mark.parametrize("options", [{}, {"extensions": False, "allow_loss": True}, {"indent": True}])
def test_a_character_that_xml_does_not_have_cannot_be_encoded(
    character: str, make: Any, path: str, options: dict[str, Any]
) -> None:
    with pytest.raises(so.EncodeError) as caught:
        so.encode(make(character), "text/xml", **options)
    assert caught.value.path == path
    assert str(caught.value).isprintable()
    assert not isinstance(caught.value, so.LossyEncoding)


@pytest.mark.parametrize("character", FORBIDDEN, ids=lambda character: f"U+{ord(character):04X}")
def test_nor_can_it_in_names_and_keys(character: str) -> None:
    for value in (
        {character: "a"},
        so.decode(so.encode({character: "a"}), Item),
        Item(by_key={character: None}),
    ):
        with pytest.raises(so.EncodeError) as caught:
            so.encode(value, "text/xml")
        assert str(caught.value).isprintable()


def test_nor_can_it_in_a_spelling() -> None:
    value = so.decode('{"Rights":"Select,\\u0001"}', Item)
    with pytest.raises(so.EncodeError) as caught:
        so.encode(value, "text/xml")
    assert caught.value.path == "$.Rights"


@pytest.mark.parametrize(
    "character",
    [
        "\t",
        "\n",
        "\r",
        "\x7f",
        "\x80",
        "\x85",
        "\x9f",
        "\u2028",
        "\ud7ff",
        "\ue000",
        "\ufdd0",
        "\ufffd",
        "\U00010000",
        "\U0001ffff",
        "\U0010ffff",
    ],
)
def test_every_other_character_comes_back_wherever_it_stands(character: str) -> None:
    text = f"{character}a{character}{character}"
    value = so.decode(
        so.encode({text: text, "ByKey": {text: text}, "Kind": f"b{text}b", "X": [text, {text: 1}]}), Item
    )
    for twin in (
        so.decode(so.encode(value, "text/xml"), Item, "text/xml"),
        so.decode(so.encode(value, "text/xml", indent=True), Item, "text/xml"),
    ):
        assert so.identical(twin, value)


SECRET = "fish-48151623"


def test_a_secret_shows_in_no_error_of_writing() -> None:
    for value in (
        Item(secret=f"{SECRET}\x00"),
        so.Credential(value=f"\ufffe{SECRET}"),
        so.UntrustedCredentials(secret_value=f"{SECRET}\x01"),
    ):
        with pytest.raises(so.EncodeError) as caught:
            so.encode(value, "text/xml")
        assert SECRET not in f"{caught.value!s} {caught.value!r} {vars(caught.value)}"
        assert caught.value.path != "$"


SECRET_CONTENTS = [
    f"<Secret><a>{SECRET}</a></Secret>",
    f"<Secret>{SECRET}<a/></Secret>",
    f"<Secret><{SECRET}/></Secret>",
    f"<Secret>a<{SECRET}>b</{SECRET}></Secret>",
    f'<Secret json:type="number">{SECRET}<a/></Secret>',
    f'<Secret xsi:nil="true">{SECRET}</Secret>',
    f'<Secret xsi:nil="{SECRET}">{SECRET}</Secret>',
    f'<secret json:name="Secret"><a json:name="{SECRET}"/></secret>',
    f"<Secret>{SECRET}",
    f"<Secret>{SECRET}</Sekret>",
    f"<Secret>{SECRET}&{SECRET};</Secret>",
    f"<Secret>{SECRET}\x01</Secret>",
    f"<Secret {SECRET}={SECRET}>{SECRET}</Secret>",
]


@pytest.mark.parametrize("content", SECRET_CONTENTS)
def test_a_secret_shows_in_no_error_of_reading(content: str) -> None:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(item(content, BOTH), Item, "text/xml")
    error = caught.value
    assert SECRET not in f"{error!s} {error!r} {error.path} {error.steps} {vars(error)}"
    assert error.__cause__ is None
    assert error.__context__ is None or SECRET not in f"{error.__context__!r}"


@so.carrier
class Vault:
    """Secrets of every type that can hold some."""

    tokens: dict[str, str] = so.member("Tokens", default_factory=dict, secret=True)
    numbers: list[so.int32] = so.member("Numbers", default_factory=list, secret=True)
    role: so.Role | None = so.member("Role", default=None, secret=True)


@pytest.mark.parametrize(
    "content",
    [
        f"<Tokens>{SECRET}</Tokens>",
        f"<Tokens><{SECRET}/></Tokens>",
        f"<Tokens><a><Key>{SECRET}</Key><Value><b/></Value></a></Tokens>",
        f"<Tokens><a><Key><{SECRET}/></Key></a></Tokens>",
        f"<Numbers><int>{SECRET}</int></Numbers>",
        f"<Numbers><{SECRET}><b/></{SECRET}></Numbers>",
        f"<Role>{SECRET}<Id>3</Id></Role>",
        f"<Role><Id>{SECRET}</Id></Role>",
        f"<Role><{SECRET}>a<b/></{SECRET}></Role>",
        f'<Role><X json:type="{SECRET}"/></Role>',
        f'<Role><X json:type="number">{SECRET}</X></Role>',
    ],
)
def test_a_secret_container_shows_nothing_of_what_is_in_it(content: str) -> None:
    with pytest.raises(so.DecodeError) as caught:
        so.decode(f"<Vault {BOTH}>{content}</Vault>", Vault, "text/xml")
    error = caught.value
    assert SECRET not in f"{error!s} {error!r} {error.path} {error.steps} {vars(error)}"
    assert error.path == f"/Vault/{content[1:].partition('>')[0]}"


@pytest.mark.parametrize(
    "body",
    [
        f'{{"Tokens":{{"{SECRET}":"\\u0000"}}}}',
        f'{{"Tokens":{{"{SECRET}\\u0000":"a"}}}}',
        f'{{"Role":{{"{SECRET}":"\\ufffe"}}}}',
        f'{{"Role":{{"Value":"{SECRET}\\u0001"}}}}',
    ],
)
def test_nor_does_one_that_cannot_be_written(body: str) -> None:
    with pytest.raises(so.EncodeError) as caught:
        so.encode(so.decode(body, Vault), "text/xml")
    error = caught.value
    assert SECRET not in f"{error!s} {error!r} {error.path} {vars(error)}"
    assert error.path in ("$.Tokens", "$.Role")


def test_nor_does_one_that_would_lose_something() -> None:
    value = so.decode(f'{{"Role":{{"id":3,"{SECRET}":1,"a {SECRET}":{{}}}},"Numbers":[1,2.0]}}', Vault)
    with pytest.raises(so.LossyEncoding) as caught:
        so.encode(value, "text/xml", extensions=False)
    error = caught.value
    assert SECRET not in f"{error!s} {error!r} {error.path} {error.losses} {vars(error)}"
    assert set(error.paths) == {"$.Role", "$.Numbers"}
