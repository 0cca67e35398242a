"""The rules of XML, one by one: what is written, and what is read as the same."""

from __future__ import annotations

from typing import Any

import pytest

import so_carriers as so
from so_carriers.testing.comparison.compact import compact

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


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
    texts: list[str | None] | None = so.member("Texts", default=None)
    grid: list[list[so.int32 | None] | None] | None = so.member("Grid", default=None)
    by_key: dict[str, str | None] | None = so.member("ByKey", default=None)
    items_by_key: dict[str, Item | None] | None = so.member("ItemsByKey", default=None)
    odd: str | None = so.member("odd name", default=None)
    secret: str | None = so.member("Secret", default=None, secret=True)


def in_xml(body: str, asked: Any, **options: Any) -> str:
    """The XML of what a JSON body holds."""
    return so.encode(so.decode(body, asked), "application/xml", type=asked, **options).decode()


def in_json(document: str | bytes, asked: Any, media_type: str = "application/xml", **options: Any) -> str:
    """The JSON of what a document holds."""
    value = so.decode(document, asked, media_type, **options)
    return so.encode(value, type=asked).decode()


def item(content: str, attributes: str = "") -> str:
    return f"<Item{attributes and f' {attributes}'}>{content}</Item>"


WRITTEN: dict[str, tuple[Any, str, str]] = {
    # The root bears the name of its type.
    "no member": (Item, "{}", "<Item/>"),
    "carrier": (Item, '{"Id":3}', item("<Id>3</Id>")),
    "list": (list[Item], '[{"Id":3},{}]', "<ArrayOfItem><Item><Id>3</Id></Item><Item/></ArrayOfItem>"),
    "empty list": (list[Item], "[]", "<ArrayOfItem/>"),
    "list of lists": (
        list[list[so.Int32]],
        "[[1],[]]",
        "<ArrayOfArrayOfint><ArrayOfint><int>1</int></ArrayOfint><ArrayOfint/></ArrayOfArrayOfint>",
    ),
    "null": (Item | None, "null", f'<Item {XSI} xsi:nil="true"/>'),
    "null item": (
        list[Item | None],
        "[null,{}]",
        f'<ArrayOfItem {XSI}><Item xsi:nil="true"/><Item/></ArrayOfItem>',
    ),
    "integer": (so.Int32, "851", "<int>851</int>"),
    "negative integer": (int, "-9223372036854775808", "<int>-9223372036854775808</int>"),
    "text": (str, '" a<b>&\\"\'"', "<string> a&lt;b&gt;&amp;\"'</string>"),
    "empty text": (str, '""', "<string></string>"),
    "boolean": (bool, "true", "<boolean>true</boolean>"),
    "date": (so.DateTime, '"2024-09-04T12:01:28.5Z"', "<dateTime>2024-09-04T12:01:28.5Z</dateTime>"),
    "enum": (so.UserType | str, '"InternalAssociate"', "<UserType>InternalAssociate</UserType>"),
    "flags": (so.ETableRight | str, '"Select, Update"', "<ETableRight>Select Update</ETableRight>"),
    "dictionary": (
        dict[str, str],
        '{"a":"b"}',
        "<StringDictionary><StringKeyValuePair><Key>a</Key><Value>b</Value></StringKeyValuePair></StringDictionary>",
    ),
    "empty dictionary": (dict[str, str], "{}", "<StringDictionary/>"),
    "dictionary of our own class": (so.CustomFields, "{}", "<StringDictionary/>"),
    "field properties": (
        so.FieldProperties,
        '{"a.b":{},"c":null}',
        (
            f"<FieldPropertyDictionary {XSI}>"
            "<FieldPropertyDictionaryKeyValuePair><Key>a.b</Key><Value/></FieldPropertyDictionaryKeyValuePair>"
            '<FieldPropertyDictionaryKeyValuePair><Key>c</Key><Value xsi:nil="true"/>'
            "</FieldPropertyDictionaryKeyValuePair></FieldPropertyDictionary>"
        ),
    ),
    "dictionary of lists": (
        dict[str, list[so.Int32]],
        '{"a":[1]}',
        (
            "<ArrayOfintDictionary><ArrayOfintDictionaryKeyValuePair><Key>a</Key><Value><int>1</int></Value>"
            "</ArrayOfintDictionaryKeyValuePair></ArrayOfintDictionary>"
        ),
    ),
    # Absent, null, empty.
    "null member": (Item, '{"Name":null}', item('<Name xsi:nil="true"/>', XSI)),
    "null against its type": (
        Item,
        '{"Id":null,"Day":null}',
        item('<Id xsi:nil="true"/><Day xsi:nil="true"/>', XSI),
    ),
    "empty member": (
        Item,
        '{"Name":"","Items":[],"ByKey":{},"Inner":{}}',
        item("<Name></Name><Items/><ByKey/><Inner/>"),
    ),
    "null far inside": (
        Item,
        '{"Inner":{"Items":[null]}}',
        item('<Inner><Items><Item xsi:nil="true"/></Items></Inner>', XSI),
    ),
    # Members.
    "order of the body": (Item, '{"Name":"a","Id":3}', item("<Name>a</Name><Id>3</Id>")),
    "integers": (Item, '{"Ids":[1,-2]}', item("<Ids><int>1</int><int>-2</int></Ids>")),
    "texts": (
        Item,
        '{"Texts":["a","",null]}',
        item('<Texts><string>a</string><string></string><string xsi:nil="true"/></Texts>', XSI),
    ),
    "grid": (
        Item,
        '{"Grid":[[1,null],[],null]}',
        item(
            '<Grid><ArrayOfint><int>1</int><int xsi:nil="true"/></ArrayOfint><ArrayOfint/>'
            '<ArrayOfint xsi:nil="true"/></Grid>',
            XSI,
        ),
    ),
    "entries": (
        Item,
        '{"ByKey":{"":"a"," b ":null}}',
        item(
            "<ByKey><StringKeyValuePair><Key></Key><Value>a</Value></StringKeyValuePair>"
            '<StringKeyValuePair><Key> b </Key><Value xsi:nil="true"/></StringKeyValuePair></ByKey>',
            XSI,
        ),
    ),
    "entries of carriers": (
        Item,
        '{"ItemsByKey":{"k":{"Id":1}}}',
        item(
            "<ItemsByKey><ItemDictionaryKeyValuePair><Key>k</Key><Value><Id>1</Id></Value>"
            "</ItemDictionaryKeyValuePair></ItemsByKey>"
        ),
    ),
    "flags that JSON writes as one name": (
        Item,
        '{"Rights":"URI, RestrictedUpdate"}',
        item("<Rights>URI RestrictedUpdate</Rights>"),
    ),
    "flags of no name": (Item, '{"Rights":"256"}', item("<Rights>256</Rights>")),
    "another name of flags": (Item, '{"Rights":"FULL"}', item("<Rights>FULL</Rights>")),
    "flags in another case": (Item, '{"Rights":"select, UPDATE"}', item("<Rights>select UPDATE</Rights>")),
    "unknown flags": (Item, '{"Rights":"Select, Later"}', item("<Rights>Select Later</Rights>")),
    "unknown enum name": (Item, '{"Kind":"Hologram"}', item("<Kind>Hologram</Kind>")),
    "enum name in another case": (
        Item,
        '{"Kind":"internalassociate"}',
        item("<Kind>internalassociate</Kind>"),
    ),
    "seven digits": (
        Item,
        '{"Day":"2024-09-04T12:01:28.0000001+02:00"}',
        item("<Day>2024-09-04T12:01:28.0000001+02:00</Day>"),
    ),
    # What stands in a text.
    "blanks around": (Item, '{"Name":"  a\\tb\\n "}', item("<Name>  a\tb\n </Name>")),
    "blanks only": (Item, '{"Name":" \\n\\t"}', item("<Name> \n\t</Name>")),
    "carriage returns": (Item, '{"Name":"\\r\\n\\r"}', item("<Name>&#13;\n&#13;</Name>")),
    "end of CDATA": (Item, '{"Name":"]]>"}', item("<Name>]]&gt;</Name>")),
    "what looks like markup": (
        Item,
        '{"Name":"<!-- &amp; -->"}',
        item("<Name>&lt;!-- &amp;amp; --&gt;</Name>"),
    ),
    "characters beyond ASCII": (
        Item,
        '{"Name":"é\u2028\x85\U0001f600\ufeff\U0001fffe"}',
        item("<Name>é\u2028\x85\U0001f600\ufeff\U0001fffe</Name>"),
    ),
    "unknown members that plain XML can say": (
        Item,
        '{"X":"a","Y":null,"Z":["a",null],"O":{"a":"1","b":{"c":""}}}',
        item(
            '<X>a</X><Y xsi:nil="true"/><Z><item>a</item><item xsi:nil="true"/></Z>'
            "<O><a>1</a><b><c></c></b></O>",
            XSI,
        ),
    ),
}


@pytest.mark.parametrize(("asked", "body", "document"), WRITTEN.values(), ids=WRITTEN)
def test_a_value_is_written_so_and_read_back(asked: Any, body: str, document: str) -> None:
    assert in_xml(body, asked) == document
    assert in_xml(body, asked, extensions=False) == document
    assert in_json(document, asked) == body
    value = so.decode(body, asked)
    assert so.identical(so.decode(document.encode(), asked, "text/xml"), value)


ROOTS: dict[str, tuple[Any, str]] = {
    "[]": ([], "<ArrayOfanyType/>"),
    "None": (None, f'<anyType {XSI} xsi:nil="true"/>'),
    "[None]": ([None], f'<ArrayOfanyType {XSI}><anyType xsi:nil="true"/></ArrayOfanyType>'),
    "list of carriers": ([so.FieldRight()], f"<ArrayOfFieldRight {XSI}><FieldRight><Mask>None</Mask>"),
    "first item that is not null": ([None, so.Role()], f'<ArrayOfRole {XSI}><Role xsi:nil="true"/><Role>'),
    "first item that says its type": ([[], [3]], "<ArrayOfArrayOfint><ArrayOfint/><ArrayOfint><int>3</int>"),
    "first value that says its type": (
        {"a": {}, "b": {"c": 1}},
        "<IntDictionaryDictionary><IntDictionaryDictionaryKeyValuePair><Key>a</Key><Value/>",
    ),
    "list of integers": ([1, 2], "<ArrayOfint><int>1</int><int>2</int></ArrayOfint>"),
    "list of texts": (["a"], "<ArrayOfstring><string>a</string></ArrayOfstring>"),
    "list of booleans": ([True], "<ArrayOfboolean><boolean>true</boolean></ArrayOfboolean>"),
    "list of lists": ([[1]], "<ArrayOfArrayOfint><ArrayOfint><int>1</int></ArrayOfint></ArrayOfArrayOfint>"),
    "{}": ({}, "<StringDictionary/>"),
    "dictionary of texts": ({"a": "b"}, "<StringDictionary><StringKeyValuePair><Key>a</Key><Value>b</Value>"),
    "dictionary of null": ({"a": None}, f"<StringDictionary {XSI}><StringKeyValuePair>"),
    "dictionary of field properties": (
        {"a": None, "b": so.FieldProperty()},
        f"<FieldPropertyDictionary {XSI}><FieldPropertyDictionaryKeyValuePair>",
    ),
    "dictionary of integers": ({"a": 1}, "<IntDictionary><IntDictionaryKeyValuePair>"),
    "FieldProperties": (so.FieldProperties(), "<FieldPropertyDictionary/>"),
    "CustomFields": (so.CustomFields(), "<StringDictionary/>"),
    "integer": (851, "<int>851</int>"),
    "boolean": (True, "<boolean>true</boolean>"),
    "text": ("a", "<string>a</string>"),
    "date": (so.DateTime(2024, 9, 4), "<dateTime>2024-09-04T00:00:00</dateTime>"),
    "enum": (so.UserType.INTERNAL_ASSOCIATE, "<UserType>InternalAssociate</UserType>"),
    "flags": (so.ETableRight.SELECT | so.ETableRight.UPDATE, "<ETableRight>Select Update</ETableRight>"),
}


@pytest.mark.parametrize(("value", "start"), ROOTS.values(), ids=ROOTS)
def test_a_root_whose_type_is_not_given_is_named_by_what_it_holds(value: Any, start: str) -> None:
    assert so.encode(value, "text/xml").decode().startswith(start)


N = 'xmlns:n="http://www.w3.org/2001/XMLSchema-instance"'

READ: dict[str, tuple[Any, str, str]] = {
    # Names.
    "any root name": (Item, "<x-y.z><Id>3</Id></x-y.z>", '{"Id":3}'),
    "a root of a list by any name": (list[Item], "<a><b/><c><Id>1</Id></c></a>", '[{},{"Id":1}]'),
    "a root in a namespace": (Item, '<p:Item xmlns:p="urn:p"><p:Id>3</p:Id></p:Item>', '{"Id":3}'),
    "a default namespace": (Item, '<Item xmlns="urn:p"><Id>3</Id></Item>', '{"Id":3}'),
    "two namespaces": (
        Item,
        '<a:Item xmlns:a="urn:a" xmlns:b="urn:b"><b:Id>3</b:Id><a:Name>x</a:Name></a:Item>',
        '{"Id":3,"Name":"x"}',
    ),
    "names in any case": (
        Item,
        "<item><iD>3</iD><iNNER><NAME>x</NAME></iNNER></item>",
        '{"iD":3,"iNNER":{"NAME":"x"}}',
    ),
    "the exact name of several": (
        Item,
        "<Item><id>1</id><Id>2</Id><ID>3</ID></Item>",
        '{"id":"1","Id":2,"ID":"3"}',
    ),
    "the last name where none is exact": (Item, "<Item><id>1</id><ID>2</ID></Item>", '{"id":"1","ID":2}'),
    "the long s is no s": (Item, "<Item><Item\u017f>x</Item\u017f></Item>", '{"Item\u017f":"x"}'),
    "items by any name": (Item, "<Item><Ids><a>1</a><b>2</b></Ids></Item>", '{"Ids":[1,2]}'),
    "items of a list of lists by any name": (
        Item,
        "<Item><Grid><a><b>1</b></a><a/></Grid></Item>",
        '{"Grid":[[1],[]]}',
    ),
    "a repeated member": (Item, "<Item><Id>1</Id><Name>x</Name><Id>2</Id></Item>", '{"Id":2,"Name":"x"}'),
    "a repeated unknown member": (
        Item,
        "<Item><X>1</X><Id>1</Id><X>2</X><X/></Item>",
        '{"X":["1","2",""],"Id":1}',
    ),
    "a name that is a member's but for its namespace": (
        Item,
        '<Item xmlns:p="urn:p"><Id>1</Id><p:Id>2</p:Id></Item>',
        '{"Id":2}',
    ),
    # Attributes.
    "other attributes": (
        Item,
        '<Item a="b" xml:lang="no" xml:space="default"><Id Id="4">3</Id></Item>',
        '{"Id":3}',
    ),
    "xsi:type": (Item, f'<Item {N} n:type="Other"><Id n:type="string">3</Id></Item>', '{"Id":3}'),
    "nil under any prefix": (
        Item,
        f'<Item {N}><Name n:nil="true"/><Id n:nil="1"></Id></Item>',
        '{"Name":null,"Id":null}',
    ),
    "nil that is false": (
        Item,
        f'<Item {N}><Name n:nil="false">a</Name><Id n:nil="0">3</Id></Item>',
        '{"Name":"a","Id":3}',
    ),
    "nil of no namespace": (Item, '<Item><Name nil="true">a</Name></Item>', '{"Name":"a"}'),
    "nil of another namespace": (
        Item,
        '<Item xmlns:i="urn:i"><Name i:nil="true"></Name></Item>',
        '{"Name":""}',
    ),
    "nil and a comment": (Item, f'<Item {N}><Name n:nil="true"><!-- none --></Name></Item>', '{"Name":null}'),
    "nil that another prefix shadows": (
        Item,
        f'<Item {N}><Inner xmlns:n="urn:n"><Name n:nil="true">a</Name></Inner><Name n:nil="true"/></Item>',
        '{"Inner":{"Name":"a"},"Name":null}',
    ),
    "nil as a list, a dictionary and a carrier": (
        Item,
        f'<Item {N}><Items n:nil="true"/><ByKey n:nil="true"/><Inner n:nil="true"/></Item>',
        '{"Items":null,"ByKey":null,"Inner":null}',
    ),
    "nil items": (Item, f'<Item {N}><Items><a n:nil="true"/><b/></Items></Item>', '{"Items":[null,{}]}'),
    "nil of what is unknown": (
        Item,
        f'<Item {N}><X n:nil="true"/><Y><a n:nil="1"/></Y></Item>',
        '{"X":null,"Y":{"a":null}}',
    ),
    # White space.
    "white space between elements": (
        Item,
        "\n<Item >\r\n\t<Id\n>3</Id\t> <Items> </Items>\n</Item >\n",
        '{"Id":3,"Items":[]}',
    ),
    "white space around what is no text": (
        Item,
        item("<Id>\n 3\t</Id><IsOn> true </IsOn><Day> 2024-09-04T00:00:00 </Day><Kind>\tUnknown\n</Kind>"),
        '{"Id":3,"IsOn":true,"Day":"2024-09-04T00:00:00","Kind":"Unknown"}',
    ),
    "white space of a text": (Item, "<Item><Name>\n a \t</Name></Item>", '{"Name":"\\n a \\t"}'),
    "white space only, of a text": (Item, "<Item><Name> \n </Name></Item>", '{"Name":" \\n "}'),
    "white space only, of what is unknown": (Item, "<Item><X> \n </X></Item>", '{"X":" \\n "}'),
    "white space between unknown elements": (
        Item,
        "<Item><X> <a>1</a>\n<b> </b> </X></Item>",
        '{"X":{"a":"1","b":" "}}',
    ),
    "white space only, of a key": (dict[str, str], "<a><b><Key> </Key><Value> </Value></b></a>", '{" ":" "}'),
    "line ends of Windows": (
        Item,
        "<Item><Name>a\r\nb\rc&#13;\nd&#xD;</Name></Item>",
        '{"Name":"a\\nb\\nc\\r\\nd\\r"}',
    ),
    "flags between any blanks": (
        Item,
        "<Item><Rights>\n Select\t\tUpdate </Rights></Item>",
        '{"Rights":"Select, Update"}',
    ),
    "flags between commas": (
        Item,
        "<Item><Rights>Select, Update</Rights></Item>",
        '{"Rights":"Select, Update"}',
    ),
    "flags between commas and line feeds": (
        Item,
        "<Item><Rights>Select,\n\tUpdate</Rights></Item>",
        '{"Rights":"Select, Update"}',
    ),
    "no flags": (Item, "<Item><Rights>None</Rights></Item>", '{"Rights":"None"}'),
    # Comments, processing instructions, CDATA, references.
    "a comment in a text": (Item, "<Item><Name>a<!-- b -->c</Name></Item>", '{"Name":"ac"}'),
    "a comment at either end of a text": (
        Item,
        "<Item><Name><!-- b -->a <!----></Name></Item>",
        '{"Name":"a "}',
    ),
    "a comment in a number": (Item, "<Item><Id>4<!-- forty --><!-- two -->2</Id></Item>", '{"Id":42}'),
    "only a comment": (Item, "<Item><Name><!-- b --></Name><X><!-- b --></X></Item>", '{"Name":"","X":""}'),
    "a processing instruction in a text": (Item, "<Item><Name>a<?b c?>d<?e?></Name></Item>", '{"Name":"ad"}'),
    "comments everywhere": (
        list[Item],
        "<!--a--><?b?><a><!--c--><b><!--d--><Id>1</Id><?e?><Ids><!--f--><g>1</g><?h?></Ids></b><!--i--></a><!--j--><?k?>",
        '[{"Id":1,"Ids":[1]}]',
    ),
    "comments among what is unknown": (
        Item,
        "<Item><X><!--a--><b>1<!--c-->2</b><?d?></X></Item>",
        '{"X":{"b":"12"}}',
    ),
    "a comment that looks like markup": (
        Item,
        "<Item><!-- <Id>4</Id> ]]> & --><Id>3</Id></Item>",
        '{"Id":3}',
    ),
    "CDATA": (Item, "<Item><Name><![CDATA[<a>&amp;]]></Name></Item>", '{"Name":"<a>&amp;"}'),
    "CDATA among text": (
        Item,
        "<Item><Name> a<![CDATA[ ]]]]><![CDATA[> ]]>b</Name></Item>",
        '{"Name":" a ]]> b"}',
    ),
    "CDATA in a number": (Item, "<Item><Id>1<![CDATA[2]]>3</Id></Item>", '{"Id":123}'),
    "empty CDATA": (Item, "<Item><Name><![CDATA[]]></Name></Item>", '{"Name":""}'),
    "references": (
        Item,
        "<Item><Name>&lt;&gt;&amp;&quot;&apos;&#9;&#x1F600;&#xe9;</Name></Item>",
        '{"Name":"<>&\\"\'\\t\U0001f600é"}',
    ),
    "references in a number": (Item, "<Item><Id>&#51;&#x34;</Id></Item>", '{"Id":34}'),
    "a reference to a reference": (
        Item,
        "<Item><Name>&amp;lt;&#38;amp;</Name></Item>",
        '{"Name":"&lt;&amp;"}',
    ),
    "a greater-than sign as it is": (Item, "<Item><Name>a>b]>]]</Name></Item>", '{"Name":"a>b]>]]"}'),
    # Dictionaries.
    "entries of DataContractSerializer": (
        dict[str, str | None],
        f'<a {N}><KeyValueOfstringstring><Key>k</Key><Value n:nil="true"/></KeyValueOfstringstring></a>',
        '{"k":null}',
    ),
    "entries by any name": (
        dict[str, str],
        "<a><b><Key>1</Key><Value>2</Value></b><c><Key>3</Key><Value>4</Value></c></a>",
        '{"1":"2","3":"4"}',
    ),
    "a value before its key": (dict[str, str], "<a><b><Value>v</Value><Key>k</Key></b></a>", '{"k":"v"}'),
    "key and value in any case": (dict[str, str], "<a><b><key>k</key><VALUE>v</VALUE></b></a>", '{"k":"v"}'),
    "an entry without a value": (dict[str, str | None], "<a><b><Key>k</Key></b></a>", '{"k":null}'),
    "a repeated key": (
        dict[str, str],
        "<a><b><Key>k</Key><Value>1</Value></b><b><Key>l</Key><Value>2</Value></b><b><Key>k</Key><Value>3</Value></b></a>",
        '{"k":"3","l":"2"}',
    ),
    "an empty key": (dict[str, str], "<a><b><Key/><Value/></b></a>", '{"":""}'),
    "a dictionary of carriers": (
        dict[str, Item],
        "<a><b><Key>k</Key><Value><Id>1</Id></Value></b></a>",
        '{"k":{"Id":1}}',
    ),
    # What is unknown.
    "an unknown text": (Item, "<Item><X>3</X></Item>", '{"X":"3"}'),
    "an unknown empty element": (Item, "<Item><X/><Y></Y></Item>", '{"X":"","Y":""}'),
    "an unknown array": (Item, "<Item><X><a>1</a><a><b/></a></X></Item>", '{"X":["1",{"b":""}]}'),
    "an unknown object": (Item, "<Item><X><a>1</a><b>2</b></X></Item>", '{"X":{"a":"1","b":"2"}}'),
    "an unknown object of one member": (Item, "<Item><X><a>1</a></X></Item>", '{"X":{"a":"1"}}'),
    "an unknown object with a repeated member": (
        Item,
        "<Item><X><a>1</a><b>2</b><a>3</a></X></Item>",
        '{"X":{"a":["1","3"],"b":"2"}}',
    ),
    "an unknown array of arrays": (
        Item,
        "<Item><X><a><b>1</b><b>2</b></a><a><b>3</b><b>4</b></a></X></Item>",
        '{"X":[["1","2"],["3","4"]]}',
    ),
    "unknown names in namespaces": (
        Item,
        '<Item xmlns:p="urn:p"><p:X><p:a>1</p:a></p:X></Item>',
        '{"X":{"a":"1"}}',
    ),
    "unknown names beyond ASCII": (
        Item,
        "<Item><Ærfugl>1</Ærfugl><\U00010400/></Item>",
        '{"Ærfugl":"1","\U00010400":""}',
    ),
    # The document around it.
    "a declaration": (Item, '<?xml version="1.0"?><Item/>', "{}"),
    "a declaration with everything": (
        Item,
        "<?xml version='1.0' encoding='UTF-8' standalone='no' ?>\n<Item/>",
        "{}",
    ),
    "white space after the root": (Item, "<Item/> \n\t\r", "{}"),
    "white space before the root": (Item, " \n\t\r<Item/>", "{}"),
}


@pytest.mark.parametrize(("asked", "document", "body"), READ.values(), ids=READ)
def test_a_document_is_read_so(asked: Any, document: str, body: str) -> None:
    assert in_json(document, asked) == body
    assert in_json(document.encode(), asked, "text/xml; charset=utf-8") == body


@pytest.mark.parametrize(("asked", "document", "body"), READ.values(), ids=READ)
def test_what_is_read_is_written_in_both_formats_and_read_again(asked: Any, document: str, body: str) -> None:
    value = so.decode(document, asked, "application/xml")
    for media_type in ("application/xml", "application/json"):
        again = so.decode(so.encode(value, media_type, type=asked), asked, media_type)
        assert so.identical(again, value)
    assert compact(body) == body.encode()


REFUSED: dict[str, tuple[Any, str, str, int]] = {
    # Type, document, path, line.
    "a text for a number": (Item, "<Item>\n<Id>x</Id></Item>", "/Item/Id", 2),
    "no text for a number": (Item, "<Item><Id></Id></Item>", "/Item/Id", 1),
    "a number that is too large": (Item, "<Item><Id>2147483648</Id></Item>", "/Item/Id", 1),
    "a number with a fraction": (Item, "<Item><Id>3.5</Id></Item>", "/Item/Id", 1),
    "a number of other digits": (Item, "<Item><Id>\u0663</Id></Item>", "/Item/Id", 1),
    "a number with a blank in it": (Item, "<Item><Id>1 2</Id></Item>", "/Item/Id", 1),
    "a number beside a space that XML does not have": (Item, "<Item><Id>\u00a03</Id></Item>", "/Item/Id", 1),
    "a text for a truth value": (Item, "<Item><IsOn>yes</IsOn></Item>", "/Item/IsOn", 1),
    "a text for a date": (Item, "<Item><Day>today</Day></Item>", "/Item/Day", 1),
    "an element in a number": (Item, "<Item><Id>3<b/></Id></Item>", "/Item/Id", 1),
    "an element in a text": (Item, "<Item><Name><b>a</b></Name></Item>", "/Item/Name", 1),
    "an empty element in a text": (Item, "<Item><Name>a<b/></Name></Item>", "/Item/Name", 1),
    "a text for a carrier": (Item, "<Item><Inner>a</Inner></Item>", "/Item/Inner", 1),
    "a text for the root": (Item, "<Item>a</Item>", "/Item", 1),
    "a text for a list": (Item, "<Item>\n<Items>a</Items></Item>", "/Item/Items", 2),
    "a text for a dictionary": (Item, "<Item><ByKey>a</ByKey></Item>", "/Item/ByKey", 1),
    "a text before members": (Item, "<Item>a<Id>3</Id></Item>", "/Item", 1),
    "a text after members": (Item, "<Item><Id>3</Id>a</Item>", "/Item", 1),
    "a text between items": (Item, "<Item><Ids><int>1</int>a<int>2</int></Ids></Item>", "/Item/Ids", 1),
    "a text between entries": (dict[str, str], "<a>x<b><Key/><Value/></b></a>", "/a", 1),
    "a text in an entry": (dict[str, str], "<a><b><Key/>x<Value/></b></a>", "/a/b", 1),
    "a text among what is unknown": (Item, "<Item><X>a<b/></X></Item>", "/Item/X", 1),
    "a reference between members": (Item, "<Item>&#x20;&#65;<Id>3</Id></Item>", "/Item", 1),
    "CDATA between members": (Item, "<Item><Id>3</Id><![CDATA[a]]></Item>", "/Item", 1),
    "a space between members that XML does not have": (Item, "<Item>\u00a0<Id>3</Id></Item>", "/Item", 1),
    "an entry without a key": (dict[str, str], "<a><b><Value>v</Value></b></a>", "/a/b", 1),
    "an entry whose key is null": (
        dict[str, str],
        f'<a {N}><b><Key n:nil="1"/><Value>v</Value></b></a>',
        "/a/b/Key",
        1,
    ),
    "an entry whose key has elements": (
        dict[str, str],
        "<a><b><Key><c/></Key><Value/></b></a>",
        "/a/b/Key",
        1,
    ),
    "an entry with more than a key and a value": (
        dict[str, str],
        "<a><b><Key>k</Key><Value>v</Value><Other/></b></a>",
        "/a/b",
        1,
    ),
    "an entry with two values": (
        dict[str, str],
        "<a><b><Key>k</Key><Value>v</Value></b>\n<b><Key>l</Key><Value>v</Value><value/></b></a>",
        "/a/b[2]",
        2,
    ),
    "an entry with two keys": (dict[str, str], "<a><b><Key>k</Key><Key>l</Key></b></a>", "/a/b", 1),
    "null that is not allowed at the root": (Item, f'<Item {N} n:nil="true"/>', "/Item", 1),
    "null that is not allowed among items": (
        Item,
        f'<Item {N}><Ids><int>1</int>\n<int n:nil="true"/></Ids></Item>',
        "/Item/Ids/int[2]",
        2,
    ),
    "something in an item": (
        list[Item],
        "<ArrayOfItem>\n<Item/>\n<Item>\n<Items>\n<Item/><Item/>\n<Item><Ids><int>1</int><int>x</int></Ids></Item></Items></Item></ArrayOfItem>",
        "/ArrayOfItem/Item[2]/Items/Item[3]/Ids/int[2]",
        6,
    ),
    "something in the value of an entry": (
        dict[str, Item],
        "<a><b><Key>k</Key><Value/></b><b><Key>l</Key>\n<Value><Id>x</Id></Value></b></a>",
        "/a/b[2]/Value/Id",
        2,
    ),
    "something under a prefix": (
        Item,
        '<p:Item xmlns:p="urn:p"><p:Inner><p:Id>x</p:Id></p:Inner></p:Item>',
        "/Item/Inner/Id",
        1,
    ),
    "something in another case": (Item, "<item><inner><id>x</id></inner></item>", "/item/inner/id", 1),
}


@pytest.mark.parametrize(("asked", "document", "path", "line"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_of_its_type_is_refused_with_its_place_and_line(
    asked: Any, document: str, path: str, line: int
) -> None:
    for body in (document, document.encode(), f"<!-- general -->{document}"):
        with pytest.raises(so.DecodeError) as caught:
            so.decode(body, asked, "application/xml")
        assert (caught.value.path, caught.value.line) == (path, line)
        assert caught.value.status == 400
        assert str(caught.value).isprintable()


def test_the_path_leads_to_the_item_of_a_user() -> None:
    document = (
        "<User>\n <LicenseOwners>\n  <LicenseOwner/>\n  <LicenseOwner>\n   <Description/>\n"
        "   <Name><x/></Name>\n  </LicenseOwner>\n </LicenseOwners>\n</User>"
    )
    with pytest.raises(so.DecodeError) as caught:
        so.decode(document, so.User, "text/xml")
    assert caught.value.path == "/User/LicenseOwners/LicenseOwner[2]/Name"
    assert caught.value.line == 6
    assert "line 6" in str(caught.value)


NOT_XML = {
    "nothing": "",
    "white space": " \n",
    "a text": "SECRET",
    "JSON": '{"Name":"SECRET"}',
    "no end": "<Item><Name>SECRET",
    "no end of the root": "<Item><Name>SECRET</Name>",
    "another end": "<Item><Name>SECRET</name></Item>",
    "overlapping": "<Item><Name>SECRET</Item></Name>",
    "two roots": "<Item><Name>SECRET</Name></Item><Item/>",
    "text after the root": "<Item><Name>SECRET</Name></Item>SECRET",
    "text before the root": "SECRET<Item/>",
    "no such entity": "<Item><Name>SECRET&SECRET;</Name></Item>",
    "an entity of HTML": "<Item><Name>SECRET&nbsp;</Name></Item>",
    "an ampersand": "<Item><Name>SECRET & SECRET</Name></Item>",
    "a less-than sign": "<Item><Name>SECRET < SECRET</Name></Item>",
    "an end of CDATA": "<Item><Name>SECRET]]></Name></Item>",
    "an attribute without quotes": "<Item SECRET=SECRET/>",
    "an attribute without a value": "<Item SECRET/>",
    "an attribute twice": '<Item SECRET="1" SECRET="2"/>',
    "a namespaced attribute twice": '<Item xmlns:a="u" xmlns:b="u" a:SECRET="1" b:SECRET="2"/>',
    "attributes that touch": '<Item SECRET="1"b="2"/>',
    "a less-than sign in an attribute": '<Item a="SECRET<"/>',
    "a prefix that nothing declares": "<SECRET:Item/>",
    "a prefix of an attribute that nothing declares": '<Item SECRET:a="b"/>',
    "two colons": '<Item xmlns:a="u"><a:SECRET:c/></Item>',
    "a name that starts with a digit": "<Item><1SECRET/></Item>",
    "a name that starts with a hyphen": "<Item><-SECRET/></Item>",
    "a blank before a name": "<Item>< SECRET/></Item>",
    "a blank in an end": "<Item><Name>SECRET</ Name></Item>",
    "a comment with two hyphens": "<Item><!-- SECRET -- SECRET --></Item>",
    "an open comment": "<Item><!-- SECRET",
    "open CDATA": "<Item><Name><![CDATA[SECRET</Name></Item>",
    "an open instruction": "<Item><?SECRET </Item>",
    "an instruction called xml": "<Item><?xml SECRET?></Item>",
    "a late declaration": ' <?xml version="1.0"?><Item><Name>SECRET</Name></Item>',
    "a declaration without a version": "<?xml encoding='utf-8'?><Item><Name>SECRET</Name></Item>",
    "a null character": "<Item><Name>SECRET\x00</Name></Item>",
    "a control character": "<Item><Name>SECRET\x0b</Name></Item>",
    "a reference to a null character": "<Item><Name>SECRET&#0;</Name></Item>",
    "a reference to a control character": "<Item><Name>SECRET&#x1F;</Name></Item>",
    "a reference to a surrogate": "<Item><Name>SECRET&#xD800;</Name></Item>",
    "a reference to two surrogates": "<Item><Name>SECRET&#xD83D;&#xDE00;</Name></Item>",
    "a reference to no character": "<Item><Name>SECRET&#xFFFE;</Name></Item>",
    "a reference beyond Unicode": "<Item><Name>SECRET&#x110000;</Name></Item>",
    "a huge reference": "<Item><Name>SECRET&#99999999999999999999;</Name></Item>",
    "a reference without digits": "<Item><Name>SECRET&#;</Name></Item>",
    "a reference without an end": "<Item><Name>SECRET&#65</Name></Item>",
    "no character": "<Item><Name>SECRET\ufffe</Name></Item>",
    "no character either": "<Item><Name>SECRET\uffff</Name></Item>",
    "the prefix xmlns": "<xmlns:Item/>",
    "a prefix bound to nothing": '<a:Item xmlns:a=""><a:Name>SECRET</a:Name></a:Item>',
}


@pytest.mark.parametrize("document", NOT_XML.values(), ids=NOT_XML)
def test_what_is_not_well_formed_is_refused_and_nothing_of_it_is_quoted(document: str) -> None:
    for body in (document, document.encode()):
        kinds: list[Any] = [Item, Item | None, list[Item], str, dict[str, str]]
        for asked in kinds:
            with pytest.raises(so.DecodeError) as caught:
                so.decode(body, asked, "text/xml")
            assert (
                "SECRET" not in f"{caught.value!s} {caught.value!r} {caught.value.path} {vars(caught.value)}"
            )
            assert caught.value.__cause__ is None
            assert caught.value.__context__ is None or caught.value.__suppress_context__
            assert caught.value.path == "/"
            assert caught.value.line is None or caught.value.line >= 1


INDENTED = """\
<User xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <AssociateId>3</AssociateId>
  <Name>  Nora
 Berg </Name>
  <LicenseOwners>
    <LicenseOwner>
      <Name/>
    </LicenseOwner>
    <LicenseOwner/>
    <LicenseOwner xsi:nil="true"/>
  </LicenseOwners>
  <ExtraFields>
    <StringKeyValuePair>
      <Key>x_a</Key>
      <Value> </Value>
    </StringKeyValuePair>
  </ExtraFields>
  <Credentials/>
</User>
"""


def test_an_indented_document_has_an_element_on_each_line_and_its_texts_untouched() -> None:
    body = (
        '{"AssociateId":3,"Name":"  Nora\\n Berg ","LicenseOwners":[{"Name":""},{},null],'
        '"ExtraFields":{"x_a":" "},"Credentials":[]}'
    )
    assert in_xml(body, so.User, indent=True) == INDENTED.rstrip("\n")
    assert in_json(INDENTED, so.User) == body


@pytest.mark.parametrize(("asked", "body", "document"), WRITTEN.values(), ids=WRITTEN)
def test_an_indented_value_reads_as_the_same(asked: Any, body: str, document: str) -> None:
    assert in_json(in_xml(body, asked, indent=True), asked) == body
    assert document.startswith("<")


@pytest.mark.parametrize(("asked", "body", "document"), WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, type("Octets", (bytes,), {})])
def test_a_document_is_read_from_any_kind_of_bytes(kind: Any, asked: Any, body: str, document: str) -> None:
    assert in_json(kind(document.encode()), asked) == body


@pytest.mark.parametrize(("asked", "body", "document"), WRITTEN.values(), ids=WRITTEN)
def test_both_dialects_are_alike(asked: Any, body: str, document: str) -> None:
    for dialect in so.Dialect:
        assert in_json(document, asked, dialect=dialect) == body
        assert in_xml(body, asked, dialect=dialect) == document


LOOSE = [
    '<Id json:token="3.0">3</Id>',
    '<Id json:token="&quot;3&quot;">3</Id>',
    "<Id>03</Id>",
    "<IsOn>TRUE</IsOn>",
    "<Day>2024-09-04</Day>",
    "<Day>2024-09-04T00:00:00.50</Day>",
    "<Kind>internalassociate</Kind>",
    "<Kind>Hologram</Kind>",
    "<Kind>1</Kind>",
    "<Rights>Update Select</Rights>",
    "<Rights>FULL</Rights>",
]


@pytest.mark.parametrize("content", LOOSE)
def test_strict_reading_refuses_what_is_not_in_canonical_spelling(content: str) -> None:
    document = item(content, 'xmlns:json="urn:so-carriers:json"')
    assert isinstance(so.decode(document, Item, "text/xml"), Item)
    with pytest.raises(so.DecodeError) as caught:
        so.decode(document, Item, "text/xml", strict=True)
    assert caught.value.path == f"/Item/{content[1:].partition('>')[0].partition(' ')[0]}"


@pytest.mark.parametrize(
    "name", ["white space around what is no text", "flags between any blanks", "names in any case"]
)
def test_strict_reading_takes_what_xml_itself_leaves_open(name: str) -> None:
    asked, document, body = READ[name]
    assert in_json(document, asked, strict=True) == body


LIMITED: dict[str, tuple[so.Limits, Any, str, str]] = {
    # The limit, and a body that passes at it and exceeds it once one more is in it.
    "depth": (so.Limits(depth=3), Item, '{"Items":[{}]}', '{"Items":[{"Inner":{}}]}'),
    "depth of what is unknown": (so.Limits(depth=2), Item, '{"X":["a","b"]}', '{"X":["a",["b","c"]]}'),
    "depth of dictionaries": (so.Limits(depth=2), dict[str, Item], '{"k":{}}', '{"k":{"Ids":[]}}'),
    "members": (so.Limits(members=2), Item, '{"Id":1,"X":"2"}', '{"Id":1,"X":"2","Y":"3"}'),
    "members of what is unknown": (
        so.Limits(members=2),
        Item,
        '{"X":{"a":"1","b":"2"}}',
        '{"X":{"a":"1","b":"2","c":"3"}}',
    ),
    "entries": (so.Limits(members=2), dict[str, str], '{"a":"","b":""}', '{"a":"","b":"","c":""}'),
    "text": (so.Limits(text=3), Item, '{"Name":"abc"}', '{"Name":"abcd"}'),
    "text of what is unknown": (so.Limits(text=3), Item, '{"X":["abc","abc"]}', '{"X":["abc","abcd"]}'),
    "text of a key": (so.Limits(text=3), dict[str, str], '{"abc":"abc"}', '{"abcd":"a"}'),
    "body": (so.Limits(body=30), Item, '{"Name":"abcd"}', '{"Name":"abcde"}'),
}


@pytest.mark.parametrize(("limits", "asked", "fits", "exceeds"), LIMITED.values(), ids=LIMITED)
def test_a_limit_holds_for_reading_and_writing_alike(
    limits: so.Limits, asked: Any, fits: str, exceeds: str
) -> None:
    assert in_json(in_xml(fits, asked, limits=limits), asked, limits=limits) == fits
    document = in_xml(exceeds, asked)
    for body in (document, document.encode(), f"{document}<?a?>"):
        with pytest.raises(so.LimitExceeded):
            so.decode(body, asked, "text/xml", limits=limits)
    with pytest.raises(so.LimitExceeded):
        in_xml(exceeds, asked, limits=limits)


@so.carrier
class OddlyNamed:
    """Members whose names no element can have, of every kind of type."""

    text: str | None = so.member("a text", default=None)
    ids: list[so.int32] | None = so.member("some ids", default=None)
    role: so.Role | None = so.member("1role", default=None)
    fields: dict[str, str] | None = so.member("<fields", default=None)


@pytest.mark.parametrize("content", ["", "<int>1</int>", "<Id>3</Id>"])
@pytest.mark.parametrize("name", ["a text", "some ids", "1role", "<fields"])
def test_a_name_that_no_element_can_have_is_not_well_formed_whatever_is_declared(
    name: str, content: str
) -> None:
    for element in (f"<{name}>{content}</{name}>", f"<{name}/>"):
        with pytest.raises(so.DecodeError, match="well-formed"):
            so.decode(f"<OddlyNamed>{element}</OddlyNamed>", OddlyNamed, "text/xml")


def test_members_whose_names_no_element_can_have_come_back() -> None:
    body = '{"a text":"x","some ids":[1,2],"1role":{"Id":3},"<fields":{"a":"b"}}'
    assert in_json(in_xml(body, OddlyNamed), OddlyNamed) == body


@pytest.mark.parametrize("after", ["<Later/>", "<id>2</id>", "<Id>2</Id>"])
def test_odd_members_at_each_depth_are_read_once(after: str) -> None:
    document = "<MDOListItem/>"
    for _ in range(60):
        document = f"<MDOListItem><Id>1</Id><ChildItems>{document}</ChildItems>{after}</MDOListItem>"
    item = so.decode(document, so.MDOListItem, "text/xml")
    assert so.encode(item).count(b'"ChildItems"') == 60


def test_repeated_names_at_each_depth_of_what_is_unknown_are_read_once() -> None:
    document = "1"
    for _ in range(50):
        document = f"<a>{document}</a><b/><b/>"
    role = so.decode(f"<Role><X>{document}</X></Role>", so.Role, "text/xml")
    found: Any = so.unknown_members(role)["X"]
    assert found["b"] == ["", ""]
