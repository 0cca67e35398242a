"""Bodies and values of any size that work could grow with the square of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import so_carriers as so

JSON, XML = "application/json", "application/xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthCase:
    """What is read, or with `value` written, at a size, whether the limits let that through or not."""

    name: str
    media_type: str
    size: int
    type: Any = so.Role
    body: Callable[[int], bytes] | None = None
    value: Callable[[int], Any] | None = None

    def prepared(self, size: int) -> Callable[[], object]:
        """The call that is to be looked at; what it needs is made before."""
        if self.body is not None:
            octets = self.body(size)
            return lambda: so.decode(octets, self.type, self.media_type)
        assert self.value is not None
        value = self.value(size)
        return lambda: so.encode(value, self.media_type, type=self.type)


def outcome(call: Callable[[], object]) -> object:
    """What a call gives: a result or an error of ours, which is a result, too."""
    try:
        return call()
    except so.SoCarriersError as error:
        return error


def _reads(
    media_type: str, name: str, size: int, body: Callable[[int], bytes], asked: Any = so.Role
) -> GrowthCase:
    return GrowthCase(name=f"read {name}", media_type=media_type, size=size, type=asked, body=body)


def _writes(media_type: str, name: str, size: int, value: Callable[[int], Any], asked: Any) -> GrowthCase:
    return GrowthCase(name=f"write {name}", media_type=media_type, size=size, type=asked, value=value)


def _numbered(pattern: bytes, count: int, join: bytes = b"") -> bytes:
    return join.join(pattern % ((number,) * pattern.count(b"%d")) for number in range(count))


def _nested(count: int) -> Any:
    value: Any = []
    for _ in range(count):
        value = [value]
    return value


_READ_JSON = [
    _reads(JSON, "deep arrays", 100_000, lambda n: b"[" * n + b"]" * n, list[str]),
    _reads(
        JSON, "deep arrays of an unknown member", 100_000, lambda n: b'{"x":' + b"[" * n + b"]" * n + b"}"
    ),
    _reads(JSON, "deep objects", 100_000, lambda n: b'{"a":' * n + b"1" + b"}" * n),
    _reads(JSON, "open brackets", 1_000_000, lambda n: b'{"x":' + b"[" * n),
    _reads(JSON, "a long text", 15_000_000, lambda n: b'"' + b"a" * n + b'"', str),
    _reads(JSON, "a long text of escapes", 2_500_000, lambda n: b'"' + b"\\u00e6" * n + b'"', str),
    _reads(JSON, "a long text of two bytes each", 7_000_000, lambda n: b'"' + b"\xc3\xa6" * n + b'"', str),
    _reads(JSON, "a long name", 5_000_000, lambda n: b'{"' + b"a" * n + b'":1}'),
    _reads(JSON, "a text without an end", 15_000_000, lambda n: b'{"Value":"' + b"a" * n),
    _reads(
        JSON,
        "a long date",
        5_000_000,
        lambda n: b'{"Lastlogin":"2024-01-01T00:00:00.' + b"0" * n + b'"}',
        so.User,
    ),
    _reads(JSON, "long flags", 500_000, lambda n: b'{"Mask":"' + b"Select " * n + b'"}', so.TableRight),
    _reads(JSON, "a long integer", 1_000_000, lambda n: b'{"Id":' + b"1" * n + b"}"),
    _reads(JSON, "a long unknown integer", 1_000_000, lambda n: b'{"x":' + b"1" * n + b"}"),
    _reads(JSON, "a long fraction", 1_000_000, lambda n: b'{"x":0.' + b"1" * n + b"}"),
    _reads(JSON, "many unknown members", 90_000, lambda n: b"{" + _numbered(b'"x%d":%d', n, b",") + b"}"),
    _reads(JSON, "many unknown values", 1_000_000, lambda n: b'{"x":[' + b"1.5," * n + b"1]}"),
    _reads(JSON, "too many members", 1_000_000, lambda n: b"{" + _numbered(b'"%d":1', n, b",") + b"}"),
    _reads(JSON, "one name again and again", 90_000, lambda n: b"{" + b'"id":1,' * n + b'"Id":2}'),
    _reads(JSON, "many items", 1_000_000, lambda n: b"[" + b"1," * n + b"1]", list[so.Int32]),
    _reads(JSON, "many lists", 1_000_000, lambda n: b"[" + b"[]," * n + b"[]]", list[list[so.Int32]]),
    _reads(JSON, "many carriers", 100_000, lambda n: b"[" + b'{"Id":1},' * n + b"{}]", list[so.Role]),
    _reads(
        JSON,
        "many shapes",
        50_000,
        lambda n: b"[" + _numbered(b'{"x%d":1,"Id":2}', n, b",") + b"]",
        list[so.Role],
    ),
    _reads(
        JSON, "many entries", 90_000, lambda n: b"{" + _numbered(b'"%d":"a"', n, b",") + b"}", dict[str, str]
    ),
    _reads(JSON, "blanks", 15_000_000, lambda n: b" " * n + b"{}"),
]
_READ_XML = [
    _reads(XML, "deep elements", 100_000, lambda n: b"<a>" * n + b"</a>" * n),
    _reads(XML, "deep lists", 100_000, lambda n: b"<a><b>" * n, list[str]),
    _reads(XML, "a long text", 9_900_000, lambda n: b"<string>" + b"a" * n + b"</string>", str),
    _reads(XML, "a text that is too long", 15_000_000, lambda n: b"<string>" + b"a" * n + b"</string>", str),
    _reads(
        XML, "a long text of references", 2_000_000, lambda n: b"<string>" + b"&#230;" * n + b"</string>", str
    ),
    _reads(
        XML, "a long text of entities", 2_500_000, lambda n: b"<string>" + b"&amp;" * n + b"</string>", str
    ),
    _reads(XML, "line ends", 7_000_000, lambda n: b"<string>" + b"\r\n" * n + b"</string>", str),
    _reads(XML, "sections", 1_000_000, lambda n: b"<string>" + b"<![CDATA[]]>" * n + b"</string>", str),
    _reads(XML, "comments", 1_000_000, lambda n: b"<Role>" + b"<!---->" * n + b"</Role>"),
    _reads(XML, "instructions", 1_000_000, lambda n: b"<?a?>" * n + b"<Role/>"),
    _reads(XML, "a long name", 5_000_000, lambda n: b"<Role><" + b"a" * n + b"/></Role>"),
    _reads(XML, "many attributes", 400_000, lambda n: b"<Role" + _numbered(b' a%d="b"', n) + b"/>"),
    _reads(XML, "many namespaces", 400_000, lambda n: b"<Role" + _numbered(b' xmlns:a%d="u%d"', n) + b"/>"),
    _reads(
        XML,
        "namespaces within each other",
        100,
        lambda n: _numbered(b'<a%d xmlns:a%d="u%d">', n) + b"</a>" * n,
    ),
    _reads(XML, "a long attribute", 5_000_000, lambda n: b'<Role a="' + b"b" * n + b'"/>'),
    _reads(XML, "an attribute of references", 1_000_000, lambda n: b'<Role a="' + b"&#230;" * n + b'"/>'),
    _reads(
        XML, "many unknown members", 90_000, lambda n: b"<Role>" + _numbered(b"<x%d>1</x%d>", n) + b"</Role>"
    ),
    _reads(XML, "one name again and again", 90_000, lambda n: b"<Role>" + b"<Id>1</Id>" * n + b"</Role>"),
    _reads(XML, "many items", 1_000_000, lambda n: b"<a>" + b"<int>1</int>" * n + b"</a>", list[so.Int32]),
    _reads(XML, "many empty items", 1_000_000, lambda n: b"<a>" + b"<b/>" * n + b"</a>", list[str]),
    _reads(
        XML, "many carriers", 100_000, lambda n: b"<a>" + b"<b><Id>1</Id></b>" * n + b"</a>", list[so.Role]
    ),
    _reads(XML, "blanks", 15_000_000, lambda n: b"<Role>" + b" " * n + b"</Role>"),
]


def _written(media_type: str) -> list[GrowthCase]:
    return [
        _writes(media_type, "deep lists", 5_000, lambda n: so.Role(value=_nested(n)), so.Role),
        _writes(media_type, "a long text", 5_000_000, lambda n: "a" * n, str),
        _writes(media_type, "a long text with escapes", 2_000_000, lambda n: 'a"<\n' * (n // 4), str),
        _writes(media_type, "a long text of other scripts", 4_000_000, lambda n: "æ" * n, str),
        _writes(media_type, "many items", 1_000_000, lambda n: [1] * n, list[so.Int32]),
        _writes(media_type, "many carriers", 100_000, lambda n: [so.Role(id=1)] * n, list[so.Role]),
        _writes(
            media_type,
            "many entries",
            90_000,
            lambda n: dict.fromkeys(map(str, range(n)), "a"),
            dict[str, str],
        ),
    ]


CASES = [*_READ_JSON, *_READ_XML, *_written(JSON), *_written(XML)]
