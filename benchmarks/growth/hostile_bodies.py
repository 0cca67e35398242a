"""Bodies that are refused, or that no server sends, made so that each part might cost more than the last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import so_carriers as so
from benchmarks.growth.case import Case
from benchmarks.growth.codecs import FORM, JSON, LIMITS, XML
from benchmarks.growth.fit import Work
from benchmarks.line import SUBJECT

REFUSED_SIZES = (1_000, 10_000, 100_000, 1_000_000)
READ_SIZES = (1, 10, 100, 1_000, 8_000)


def hostile_body_cases() -> list[Case]:
    """Nesting beyond the limit, one name over and over, many attributes, many spellings of one member."""
    return [
        *(
            _case(f"{title}, refused", axis, REFUSED_SIZES, partial(prepared_refusal, body, media_type))
            for title, axis, body, media_type in _REFUSED
        ),
        *(
            _case(title, axis, READ_SIZES, partial(prepared_reading, body, media_type))
            for title, axis, body, media_type in _READ
        ),
    ]


def _case(title: str, axis: str, sizes: Sequence[int], prepare: Callable[[int], Work]) -> Case:
    return Case(name=f"hostile, {title}", axis=axis, sizes=sizes, contenders={SUBJECT: prepare})


def prepared_refusal(body: Callable[[int], bytes], media_type: str, size: int) -> Work:
    """The reading of a body that goes over a limit."""
    made = body(size)

    def refused() -> None:
        try:
            so.decode(made, so.User, media_type)
        except so.LimitExceeded:
            return
        raise AssertionError("it was read")

    refused()
    return refused


def prepared_reading(body: Callable[[int], bytes], media_type: str, size: int) -> Work:
    """The reading of a body that is as good as any other."""
    work = partial(so.decode, body(size), so.User, media_type, limits=LIMITS)
    work()
    return work


def arrays(size: int) -> bytes:
    """Arrays in each other."""
    return b'{"x":' + b"[" * size + b"]" * size + b"}"


def open_objects(size: int) -> bytes:
    """Objects in each other that do not end."""
    return b'{"x":' * size


def elements(size: int) -> bytes:
    """Elements in each other."""
    return b"<User>" + b"<x>" * size + b"</x>" * size + b"</User>"


def brackets(size: int) -> bytes:
    """A name of a form that leads deeper and deeper."""
    return b"x" + b"[x]" * size + b"=1"


def one_name(size: int) -> bytes:
    """The same name over and over."""
    return b'{"x":1' + b',"x":1' * (size - 1) + b"}"


def spellings(size: int) -> bytes:
    """One member in as many mixtures of upper and lower case; there are 8,192 of this one."""
    names = {_spelling("licenseowners", number) for number in range(1, size + 1)}
    return b"{" + b",".join(b'"%b":null' % name.encode() for name in sorted(names)) + b"}"


def _spelling(name: str, number: int) -> str:
    return "".join(letter.upper() if number >> place & 1 else letter for place, letter in enumerate(name))


def attributes(size: int) -> bytes:
    """Attributes of one element."""
    written = b"".join(b' a%d=""' % number for number in range(size))
    return b"<User><Name%b>A</Name></User>" % written


def namespaces(size: int) -> bytes:
    """Declarations of namespaces in one element."""
    written = b"".join(b' xmlns:p%d="urn:%d"' % (number, number) for number in range(size))
    return b"<User%b><Name>A</Name></User>" % written


def comments(size: int) -> bytes:
    """A text with comments in it."""
    return b"<User><Name>" + b"A<!---->" * size + b"</Name></User>"


def entities(size: int) -> bytes:
    """A text of character references."""
    return b"<User><Name>" + b"&#65;" * size + b"</Name></User>"


_REFUSED = (
    ("JSON, arrays in each other", "levels", arrays, JSON),
    ("JSON, objects in each other without an end", "levels", open_objects, JSON),
    ("XML, elements in each other", "levels", elements, XML),
    ("form, brackets in a name", "levels", brackets, FORM),
)
_READ = (
    ("JSON, one name n times", "members", one_name, JSON),
    ("JSON, n spellings of one member", "members", spellings, JSON),
    ("XML, n attributes of one element", "attributes", attributes, XML),
    ("XML, n namespaces of one element", "attributes", namespaces, XML),
    ("XML, n comments in one text", "comments", comments, XML),
    ("XML, n character references in one text", "characters", entities, XML),
)
