"""Bodies that between them reach all of the native engine: served, declined and refused ones, by name."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import so_carriers as so
from so_carriers.settings import DEFAULT_LIMITS
from so_carriers.testing import samples
from tests.engines.asked_types import value_type
from tests.engines.formats import FORMATS, JSON


class Body(NamedTuple):
    """A body and the name of its type."""

    asked: str
    octets: bytes


_BROAD = (
    b'{"Leaf":{"Id":5,"Names":["a","","\\u00e9"]},"Kind":"InternalAssociate","Rights":"Select Update",'
    b'"Number":123456789012345678,"Small":null,"Flag":true,"Maybe":false,'
    b'"Day":"2024-09-04T12:01:28.5878372+05:45",'
    b'"Days":["2024-09-04T12:01:28","2024-02-29T00:00:00.1Z",null],"Kinds":["ExternalAssociate","Somebody"],'
    b'"Grid":[[1,2,null],[],null],"Flags":{"a":true,"b":false},"Leaves":{"p":{"Id":1,"Names":[]},"q":null},'
    b'"Tables":{"t":{"u":7,"v":-7}},"RightsOf":{"a":"update,select","b":null,"c":"Nobody"},"T\xc3\xa4xt":"text",'
    b'"Inner":{"Inner":{"Flag":null,"Day":null}},"Others":[{},null]}'
)
_RESPELLED = (
    b'\xef\xbb\xbf { "AssociateId" : 7, "NAME" : "\\ud83d\\ude00\xc3\xa6", "Rank": null, "un\\u006bnown": '
    b'{"a": [1.10, 1e400, 123456789012345678901234567890, true, null, "t\\n", {}], "b": {"c": []}}, '
    b'"lastlogin": "2024-09-04T12:01:28.5878372-09:30", "tableright": {"Mask": "update, select, 99"}, '
    b'"Type": "internalassociate", "Role": {}, "x": 1, "y": "\xe5\x90\x8d", "Deleted": true } '
)
_JSON: dict[str, Body] = {
    "broad": Body("Broad", _BROAD),
    "respelled": Body("User", _RESPELLED),
    "many names": Body("Role", b"{%s}" % b",".join(b'"member %d":%d' % (n, n) for n in range(150))),
    "flags": Body(
        "array<ETableRight>", b'["Select","Update Select","RI","Nobody","Select Unused1",null,"FULL"]'
    ),
    "numbers": Body("array<int32>", b"[0,1,-1,2147483647,-2147483648]"),
    "texts": Body(
        "dict<string,string>", b'{"a":"b","\\n":"\\"\\\\","\xc3\xa9":null,"":"%s"}' % (b"x" * 2_000)
    ),
    "roles": Body("dict<string,Role>", b'{"a":{"Id":1},"b":null,"c":{"Id":2,"z":[]}}'),
    "dates": Body(
        "array<date-time>", b'["2024-09-04T12:01:28+00:00","0001-01-01T00:00:00","2024-09-04T12:01:28.5Z"]'
    ),
    "deep": Body("Role", b'{"x":%s%s}' % (b"[" * 120, b"]" * 120)),
    "filled by Python": Body("array<Filled>", b'[{"Names":["a"],"Entries":{}},{"Names":[]}]'),
    "custom fields": Body("CustomFields", b'{"SuperOffice:1":"[I:5]","x":null}'),
    "truncated": Body("Broad", _BROAD[:-20]),
    "what follows": Body("Broad", _BROAD + b"]"),
    "no UTF-8": Body("Broad", _BROAD.replace(b"text", b"te\xffxt")),
    "no UTF-8 in a name": Body("Role", b'{"Id":1,"a\xff":2}'),
    "another type": Body("User", b'{"Name":"a","LicenseOwners":[{"Name":[]}]}'),
    "another spelling": Body("User", b'{"Name":"a","AssociateId":"5","Deleted":"TRUE"}'),
    "out of range": Body("Broad", _BROAD.replace(b'"Id":5', b'"Id":99999999999999999999')),
    "a name twice": Body("Role", b'{"Id":1,"Value":"a","id":2}'),
    "an unknown name twice": Body("Role", b'{"x":{"y":1,"y":2}}'),
    "too deep": Body("Role", b'{"x":%s' % (b'{"x":[' * 100)),
    "too many": Body("dict<string,string>", b"{%s}" % b",".join(b'"%d":null' % n for n in range(200))),
    "nothing": Body("User", b""),
}

_PLAIN_XML = (
    b'<?xml version="1.0" encoding="utf-8"?>\r\n<!-- a -->'
    b'<User xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="urn:a" b="c">'
    b" <AssociateId>7</AssociateId><Name>a&amp;b&#233;&#x1F600;</Name>"
    b'<Tooltip xsi:nil="true"/><Rank xsi:nil="1"></Rank>'
    b'<x:Unknown xmlns:x="urn:x"><a>1</a><a>2</a></x:Unknown>'
    b"<LicenseOwners><LicenseOwner><Name>\r\n</Name></LicenseOwner></LicenseOwners>"
    b"<TableRight><Mask>update select</Mask></TableRight><Type>InternalAssociate</Type></User>"
)
_XML: dict[str, Body] = {
    "by hand": Body("User", _PLAIN_XML),
    "by hand, with odd markup": Body(
        "User", _PLAIN_XML.replace(b"b&#233;", b"<![CDATA[<c>]]><?pi?><!--c-->")
    ),
    "truncated": Body("User", _PLAIN_XML[:-9]),
    "what follows": Body("User", _PLAIN_XML + b"<a/>"),
    "no UTF-8": Body("User", _PLAIN_XML.replace(b"&amp;", b"\xff")),
    "another end": Body("Role", b"<Role><Id>1</id></Role>"),
    "an entity": Body("Role", b"<Role><Value>&nbsp;</Value></Role>"),
    "a reference to no character": Body("Role", b"<Role><Value>&#xFFFF;</Value></Role>"),
    "a document type": Body("Role", b"<!DOCTYPE Role><Role/>"),
    "an unknown prefix": Body("Role", b"<Role><a:Id>1</a:Id></Role>"),
    "an attribute twice": Body("Role", b'<Role a="b" a="b"/>'),
    "another type": Body("User", b"<User><AssociateId>seven</AssociateId></User>"),
    "a name twice": Body("Role", b"<Role><Id>1</Id><Value>a</Value><Id>2</Id></Role>"),
    "too deep": Body("Role", b"<Role>" + b"<x>" * 300),
    "nothing": Body("Role", b""),
}


@cache
def bodies_of(name: str) -> dict[str, Body]:
    """The bodies of a format."""
    form = FORMATS[name]
    made = {"user": Body("User", form.write(samples.user(3), value_type("User"), DEFAULT_LIMITS))}
    made["users"] = Body(
        "array<User>", form.write(samples.users(2), value_type("array<User>"), DEFAULT_LIMITS)
    )
    if form is JSON:
        return made | _JSON
    written = {
        key: form.write(value_of(body), value_type(body.asked), DEFAULT_LIMITS) for key, body in _readable()
    }
    return made | {key: Body(_JSON[key].asked, octets) for key, octets in written.items()} | _XML


def value_of(body: Body, name: str = "json") -> Any:
    """The value of a body that can be read."""
    return FORMATS[name].read(body.octets, value_type(body.asked), DEFAULT_LIMITS, False)


def _readable() -> list[tuple[str, Body]]:
    return [(key, body) for key, body in _JSON.items() if _is_readable(body)]


def _is_readable(body: Body, name: str = "json") -> bool:
    try:
        value_of(body, name)
    except so.SoCarriersError:
        return False
    return True


@cache
def readable_bodies_of(name: str) -> dict[str, Body]:
    """Those of a format that a value can be read from."""
    return {key: body for key, body in bodies_of(name).items() if _is_readable(body, name)}


def unwritable_values() -> dict[str, tuple[str, Any]]:
    """Values that are not written, or not by the native engine, with their types' names."""
    endless: list[Any] = []
    endless.append(endless)
    odd: Any = "\ud800"
    return {
        "half a surrogate pair": ("Role", so.Role(value="a" * 2_000 + odd)),
        "a control character": ("Role", so.Role(value="\x00" * 2_000)),
        "another type": ("User", so.User(role=so.Role(), name=endless)),  # type: ignore[arg-type]  # as is to be seen
        "out of range": ("Role", so.Role(id=2**31)),
        "a tuple": ("array<int32>", (1, 2)),
        "endless": ("array<string>", endless),
        "an unfilled carrier": ("Role", object.__new__(so.Role)),
        "an unknown flag": ("ETableRight", so.ETableRight(2**20)),
        "no text": ("string", odd),
    }
