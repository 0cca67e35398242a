"""A stream of XML split into bodies: the children of an `ArrayOf...` root, or the one document.

Only tags of a record's own name are counted, so that one which is not well-formed inside is
handed on like any other, and the ones after it are found. What is cut out is a document of
its own: it has the namespaces of the root. A document with a DOCTYPE is refused; all text is
brought into UTF-8 before it is looked at, so that no other encoding hides one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from so_carriers.charsets import python_codec
from so_carriers.engines.python.records import (
    BinaryStream,
    BrokenStream,
    Collector,
    Record,
    Records,
    Window,
    end_of_run,
)
from so_carriers.engines.python.xml_elements import (
    COMMENT,
    ENDS,
    INSTRUCTION,
    LONGEST_MARKER,
    Element,
)
from so_carriers.settings import Limits

_ARRAY = b"ArrayOf"

_LONGEST_DECLARATION = 1024
_DECLARED = re.compile(rb"""<\?xml[ \t\r\n][^>]*?encoding[ \t\r\n]*=[ \t\r\n]*["']([^"'>]*)["']""")
# XML 1.0, appendix F.1: what the first bytes say where there is no mark.
_FIRST_BYTES = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)

_SPACE = re.compile(rb"[ \t\r\n]*+")
_NAME = rb"""[^ \t\r\n<>/='"]++"""
_ATTRIBUTE = _NAME + rb"""[ \t\r\n]*+=[ \t\r\n]*+(?:"[^"<]*+"|'[^'<]*+')"""
_START_TAG = re.compile(rb"<(" + _NAME + rb")((?:[ \t\r\n]++" + _ATTRIBUTE + rb")*+)[ \t\r\n]*+(/?)>")
_BEGINNING = re.compile(rb"<(" + _NAME + rb")[ \t\r\n/>]")
_END_TAG = re.compile(rb"</(" + _NAME + rb")[ \t\r\n]*+>")
_TAG = re.compile(rb"""</?[^<>"']*+(?:(?:"[^"]*+"|'[^']*+')[^<>"']*+)*+>""")
_find_attributes = re.compile(_ATTRIBUTE).findall
_is_nil = re.compile(rb"""[^:=]+:nil[ \t\r\n]*+=[ \t\r\n]*+.[ \t\r\n]*+(?:true|1)[ \t\r\n]*+.""").fullmatch

_START, _END, _TEXT, _DECLARATION, _NOTHING = range(5)


def xml_records(
    stream: BinaryStream, limits: Limits, *, charset: str | None = None, many: bool = False
) -> Records:
    """The bodies of a stream of XML; with `many` the root is that of an array, whatever it is called.

    A byte-order mark says the charset, else the one that is given, else the document
    itself (RFC 7303, section 3). Raises BrokenStream for a DOCTYPE, for a charset that is
    not read, and for bytes that are not of it.
    """
    window = Window(stream, charset)
    _obey_declaration(window)
    document = Collector(window.line, limits)
    found = _next(window, document)
    if found == _DECLARATION:
        raise BrokenStream(window.line, "expected a document without a DOCTYPE")
    if found != _START:
        return _document(window, document)
    line, tag = window.line, _take_tag(window, limits)
    root = _START_TAG.fullmatch(tag)
    if root is None or not (many or root[1].rpartition(b":")[2].startswith(_ARRAY)) or _is_null(tag):
        document.add(tag)
        return _document(window, document)
    return Records(True, _children(window, limits, root, line))


def _obey_declaration(window: Window) -> None:
    """Decodes the stream as its first bytes say, where neither a mark nor the caller did."""
    if window.charset is not None:
        return
    window.has(_LONGEST_DECLARATION)
    for first, charset in _FIRST_BYTES:
        if window.data.startswith(first):
            window.decode_as(charset)
            return
    declared = _DECLARED.match(window.data)
    if declared is not None:
        charset = declared[1].decode("ascii", "replace")
        if (python_codec(charset) or "").startswith(("utf-16", "utf-32")):
            raise BrokenStream(window.line, f"the document says {charset}, which it is not")
        window.decode_as(charset)


def _next(window: Window, keep: Collector) -> int:
    """What stands next, after white space, comments and processing instructions, which are taken."""
    while True:
        keep.add(window.take(end_of_run(_SPACE, window.data, window.start)))
        if not window.has(LONGEST_MARKER) and window.start == len(window.data):
            return _NOTHING
        found = _markup(window)
        if found in ENDS:
            _take_other(window, keep, found)
        elif not window.data[window.start : window.start + 1].isspace():
            return _KINDS[found]


def _markup(window: Window) -> bytes:
    """The characters that tell what begins here; none where text does."""
    data, at = window.data, window.start
    return next((mark for mark in _KINDS if data.startswith(mark, at)), b"")


# The longer ones first.
_KINDS = {COMMENT: _TEXT, INSTRUCTION: _TEXT, b"<!": _DECLARATION, b"</": _END, b"<": _START, b"": _TEXT}


def _take_other(window: Window, keep: Collector, marker: bytes) -> None:
    """Takes a comment or a processing instruction."""
    begin, end = window.line, ENDS[marker]
    keep.add(window.take(window.start + len(marker)))
    while (at := window.data.find(end, window.start)) < 0:
        keep.add(window.take(max(window.start, len(window.data) - len(end) + 1)))
        if not window.more():
            raise BrokenStream(begin, "the comment or processing instruction that begins here does not end")
    keep.add(window.take(at + len(end)))


def _take_tag(window: Window, limits: Limits) -> bytes:
    while (tag := _TAG.match(window.data, window.start)) is None:
        if len(window.data) - window.start > limits.body or not window.more():
            raise BrokenStream(window.line, "the tag that begins here does not end")
    return window.take(tag.end())


def _is_null(tag: bytes) -> bool:
    return any(map(_is_nil, _find_attributes(tag)))


def _document(window: Window, document: Collector) -> Records:
    """The one body, of which a part was taken."""
    document.add(window.take(len(window.data)))
    while window.more():
        document.add(window.take(len(window.data)))
    return Records(False, iter([document.record()]))


def _children(window: Window, limits: Limits, root: re.Match[bytes], line: int) -> Iterator[Record]:
    namespaces = tuple(each for each in _find_attributes(root[2]) if _declares(each))
    if not root[3]:
        while (found := _next(window, Collector(0, limits))) == _START:
            yield _child(window, limits, namespaces)
        _check_end(window, limits, root[1], line, found)
    if _next(window, Collector(0, limits)) != _NOTHING:
        raise BrokenStream(window.line, "expected nothing after the document")


def _check_end(window: Window, limits: Limits, name: bytes, line: int, found: int) -> None:
    if found == _NOTHING:
        raise BrokenStream(window.line, f"the array that begins in line {line} does not end")
    if found != _END:
        raise BrokenStream(window.line, "expected a record, found text")
    here, end = window.line, _END_TAG.fullmatch(_take_tag(window, limits))
    if end is None or end[1] != name:
        raise BrokenStream(here, "expected a record or the end of the array, found another end tag")


def _child(window: Window, limits: Limits, namespaces: tuple[bytes, ...]) -> Record:
    begin = window.line
    collector = Collector(begin, limits)
    element = Element(_name(window, limits), limits.body)
    at = window.start
    while True:
        at = element.seek(window.data, at)
        collector.add(window.take(at))
        if element.found:
            break
        if not window.more():
            raise BrokenStream(begin, "the record that begins here does not end")
        at = window.start
    record = collector.record()
    return record._replace(body=_with_namespaces(record.body, namespaces))


def _name(window: Window, limits: Limits) -> bytes:
    """The name of the element that begins here."""
    while (begun := _BEGINNING.match(window.data, window.start)) is None:
        if len(window.data) - window.start > limits.body or not window.more():
            raise BrokenStream(window.line, "the record that begins here does not end")
    return begun[1]


def _with_namespaces(body: bytes, namespaces: tuple[bytes, ...]) -> bytes:
    """The record with those declarations of the root that it does not make anew."""
    tag = _START_TAG.match(body) if namespaces else None
    if tag is None:
        return body
    return _completed(tag[0], tag.end(1), namespaces) + body[tag.end() :]


@lru_cache(256)
def _completed(tag: bytes, after_name: int, namespaces: tuple[bytes, ...]) -> bytes:
    own = {_attribute_name(each) for each in _find_attributes(tag, after_name)}
    added = [each for each in namespaces if _attribute_name(each) not in own]
    return b" ".join([tag[:after_name], *added]) + tag[after_name:]


def _attribute_name(attribute: bytes) -> bytes:
    return attribute.partition(b"=")[0].rstrip()


def _declares(attribute: bytes) -> bool:
    """Whether this is the declaration of a namespace."""
    return _attribute_name(attribute).partition(b":")[0] == b"xmlns"
