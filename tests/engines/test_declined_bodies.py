"""Which bodies the native engine declines: none of those that it is made for, all that are over a limit."""

from __future__ import annotations

from pathlib import Path

import pytest

import so_carriers as so
from so_carriers.schema.types import declared_type
from so_carriers.settings import DEFAULT_LIMITS
from tests.engines.formats import JSON, XML, native, needs_native, reason_of
from tests.golden import derive
from tests.golden.document import HERE
from tests.golden.test_golden import DERIVED, GOLDEN
from tests.wire_types import type_of

pytestmark = needs_native

ODD_SPELLINGS = {
    "booleans-text": {"other type"},
    "compact-minus-zero": {"other spelling"},
    "dates-alone": {"other spelling"},
    "dates-first-and-last": {"other spelling"},
    "dates-offset-plain": {"other spelling"},
    "dates-zero-offset": {"other spelling"},
    "enums-number": {"other type"},
    "flags-number": {"other type"},
    "integers-exponent": {"other spelling"},
    "integers-fraction": {"other spelling"},
    "integers-text": {"other type"},
    "names-exact-wins": {"other type"},
    "names-last-wins": {"other type"},
    "names-repeated": {"other type"},
    "shapes/ids_as_text": {"other type"},
    "together": {"other type"},
    "unknown-places": {"repeated name"},
    "unknown-repeated": {"repeated name"},
}
"""Why bodies of which something is spelled in a way that no server writes may be declined, and no others."""

BODIES = [
    pytest.param(folder / entry[key], entry["type"], id=f"{folder.name}/{entry[key]}")
    for folder, entries in ((HERE, GOLDEN), (derive.DERIVED, DERIVED))
    for entry in entries
    for key in ("file", "compact")
    if key in entry
]


def promise_of(path: Path) -> str:
    """What a golden body shows, by its file."""
    name = path.relative_to(HERE).as_posix().removesuffix(".json").removesuffix(".compact")
    return path.name.split(".")[0] if path.parent == derive.DERIVED else name


@pytest.mark.parametrize(("path", "kind"), BODIES)
def test_golden_bodies_are_declined_only_for_odd_spellings(path: Path, kind: str) -> None:
    declared = declared_type(type_of(kind))
    found = reason_of(JSON.read_natively(path.read_bytes(), declared, DEFAULT_LIMITS, False))
    assert found is None or found in ODD_SPELLINGS.get(promise_of(path), set())


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"Name": null}',
        b'{\n  "Rank" : 1 ,\r\n\t"Name" : "x"\n}',
        b'{"rank":1,"name":"x","userGroup":{"id":2}}',
        b'{"RANK":1,"nAmE":"x"}',
        b'{"Rank":null,"LicenseOwners":null,"Person":null,"ExtraFields":null}',
        b'{"Name":"\\u00e5\\ud83d\\ude00\\n\\/","\\u004eickName":"\xc3\xa5"}',
        b'{"x":[1,-0,1e400,12345678901234567890123,0.1000],"Person":{"y":{"z":[{}]}}}',
        b'{"TableRight":{"Mask":"FULL"}}',
        b'{"TableRight":{"Mask":"Delete, Select"}}',
        b'{"TableRight":{"Mask":"RSU, Insert"}}',
        b'{"Lastlogin":"2024-09-04T12:01:28.5878372+02:00","Lastlogout":"2000-05-29T12:01:28Z"}',
        b'{"Lastlogin":"2024-09-04\\u005412:01:28"}',
        b"\xef\xbb\xbf{}",
    ],
)
def test_json_that_servers_and_clients_write_is_not_declined(body: bytes) -> None:
    declared = declared_type(so.User)
    value = JSON.read_natively(body, declared, DEFAULT_LIMITS, False)
    assert reason_of(value) is None
    assert reason_of(JSON.write_natively(value, declared, DEFAULT_LIMITS)) is None


XSI = b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
EXTENDED = b' xmlns:json="urn:so-carriers:json"'


@pytest.mark.parametrize(
    "body",
    [
        b"<User/>",
        (
            b'<?xml version="1.0" encoding="utf-8" standalone=\'yes\' ?>\r\n'
            b"<!-- a -->\n<User></User><!-- b -->\n"
        ),
        b"<User" + XSI + b">\n  <Name xsi:nil='true'/>\n  <Rank>1</Rank>\n</User>",
        (
            b'<u:User xmlns:u="http://www.superoffice.net/ws/crm/NetServer/Services88" xmlns="">'
            b"<u:Name>x</u:Name></u:User>"
        ),
        b"<User><rank>1</rank><NAME>x</NAME></User>",
        b"<User" + XSI + b'><Rank xsi:nil="1"></Rank><Person xsi:nil="true" xsi:type="p"/></User>',
        b"<User><Name>&#xe5;&amp;&#13;&lt;\r\n\xf0\x9f\x98\x80</Name></User>",
        b"<User" + EXTENDED + b'><x json:type="number">1e400</x><y><a>1</a><a>2</a></y>'
        b'<Member json:name="a &quot;\\b">c</Member><z json:type="object"/></User>',
        b"<User" + EXTENDED + b"><TableRight><Mask json:token='\"FULL\"'>Select Update Insert Delete"
        b" Foreign_key_filtering Restricted_update Encrypted</Mask></TableRight></User>",
        b"<User><TableRight><Mask>Select Delete</Mask></TableRight></User>",
        b"<User><\xc3\x98vrig>x</\xc3\x98vrig><LicenseOwners><item/><LicenseOwner/></LicenseOwners></User>",
        b"<User><ExtraFields><e><Key>k</Key><Value>v</Value></e></ExtraFields></User>",
        b"\xef\xbb\xbf<User/>",
    ],
)
def test_xml_that_servers_and_clients_write_is_not_declined(body: bytes) -> None:
    declared = declared_type(so.User)
    value = XML.read_natively(body, declared, DEFAULT_LIMITS, False)
    assert reason_of(value) is None
    assert reason_of(XML.write_natively(value, declared, DEFAULT_LIMITS)) is None


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b'<!DOCTYPE User [<!ENTITY a "b">]><User/>', "other markup"),
        (b"<User><Name><![CDATA[x]]></Name></User>", "other markup"),
        (b"<User><?pi?></User>", "other markup"),
        (b'<?xml version="1.0" encoding="iso-8859-1"?><User/>', "other markup"),
        (b'<?xml version="1.1"?><User/>', "other markup"),
        (b'<User xmlns:a="not a URI"/>', "other markup"),
        (b"<User xsi:nil='true'/>", "malformed"),
        (b"<a:User/>", "malformed"),
        (b"<User><Name>a]]>b</Name></User>", "malformed"),
        (b"<User><Name>&nbsp;</Name></User>", "malformed"),
        (b"<User><Name>&#0;</Name></User>", "malformed"),
        (b"<User><Name>\xef\xbf\xbf</Name></User>", "malformed"),
        (b"<User><Name>\xc0\x80</Name></User>", "not Unicode"),
        (b"<User><!-- -- --></User>", "malformed"),
        (b"<User a='1' a='2'/>", "other markup"),
        (b"<User a=1/>", "malformed"),
        (b"<User><Name>x</name></User>", "malformed"),
        (b"<User/><User/>", "malformed"),
        (b"<User>x</User>", "other type"),
        (b"<User><Rank> 1 </Rank></User>", "other spelling"),
        (b"<User><Rank>4294967296</Rank></User>", "out of range"),
        (b"<User><Name>a</Name><Name>b</Name></User>", "repeated name"),
    ],
)
def test_what_is_odd_or_no_xml_is_declined(body: bytes, why: str) -> None:
    assert reason_of(XML.read_natively(body, declared_type(so.User), DEFAULT_LIMITS, False)) == why


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (so.Limits(depth=1), "depth"),
        (so.Limits(members=1), "members"),
        (so.Limits(text=3), "out of range"),
    ],
)
def test_what_is_over_a_limit_is_declined(limits: so.Limits, why: str) -> None:
    body = b"<User><Name>long</Name><Rank>1</Rank><Person><Email/></Person></User>"
    declared = declared_type(so.User)
    value = XML.read_natively(body, declared, DEFAULT_LIMITS, False)
    assert reason_of(XML.read_natively(body, declared, limits, False)) == why
    assert reason_of(XML.write_natively(value, declared, limits)) == why


def test_what_needs_an_extension_is_declined_where_there_may_be_none() -> None:
    value = so.decode(b'{"x":1}', so.User)
    given = native.encode_xml(value, declared_type(so.User), DEFAULT_LIMITS, extensions=False)
    assert reason_of(given) == "other markup"
    with pytest.raises(so.LossyEncoding):
        so.encode(value, "application/xml", extensions=False)
