"""A stream of JSON split into bodies: one body, the items of an array, or one body after another.

    {...}              one body
    [{...}, {...}]     its items
    {...}              JSON lines; bodies that take several lines each stand so, too
    {...}

Only brackets and strings are looked at, so that a body which is no JSON inside is handed on
like any other, and the ones after it are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from so_carriers.engines.python.records import (
    BinaryStream,
    BrokenStream,
    Collector,
    Record,
    Records,
    Window,
    end_of_run,
)
from so_carriers.settings import Limits

_QUOTE, _COMMA, _CLOSE_ARRAY = b'",]'
_OPEN_ARRAY, _OPEN_OBJECT = b"[{"
_CLOSING = {_OPEN_ARRAY: b"]", _OPEN_OBJECT: b"}"}

_SPACES = b" \t\r\n"
_SPACE = re.compile(rb"[ \t\r\n]*+")
_SCALAR = re.compile(rb'[^ \t\r\n,\[\]{}"]*+')
_REST_OF_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
# Most strings end at the next quote; where a backslash stands before that, it takes a closer look.
_STRING = rb'"(?:[^"]*+(?<!\\)"|[^"\\]*+(?:\\.[^"\\]*+)*+")'
_NESTED_AT_ONCE = 8


def json_records(
    stream: BinaryStream, limits: Limits, *, charset: str | None = None, lines: bool = False
) -> Records:
    """The bodies of a stream of JSON; with `lines` each line is one, whatever stands in it.

    Raises BrokenStream for a charset that is not read, and for bytes that are not of it.
    """
    window = Window(stream, charset)
    if lines:
        return Records(True, _lines(window, limits))
    if _next(window) == _OPEN_ARRAY:
        return Records(True, _items(window, limits))
    return _one_or_more(window, limits)


def _next(window: Window) -> int | None:
    """The next byte that is no white space, which is not taken; None at the end."""
    while True:
        if window.start < len(window.data) and window.data[window.start] not in _SPACES:
            return window.data[window.start]
        window.take(end_of_run(_SPACE, window.data, window.start))
        if window.start == len(window.data) and not window.more():
            return None


def _one_or_more(window: Window, limits: Limits) -> Records:
    """Bodies one after another; there is one unless another begins in a later line."""
    if _next(window) is None:
        return Records(False, iter([Record(window.line, b"")]))
    begin = window.line
    first = _value_in_lines(window, limits)
    in_one_line = window.line == begin
    if _next(window) is None:
        return Records(False, iter([first]))
    rest = _lines if in_one_line else _values
    return Records(True, chain([first], rest(window, limits)))


def _lines(window: Window, limits: Limits) -> Iterator[Record]:
    while _next(window) is not None:
        collector = Collector(window.line, limits)
        _take_line(window, collector)
        yield collector.record()


def _values(window: Window, limits: Limits) -> Iterator[Record]:
    while _next(window) is not None:
        yield _value_in_lines(window, limits)


def _value_in_lines(window: Window, limits: Limits) -> Record:
    """A value with what stands behind it in the line in which it ends, which is for its decoder to judge."""
    collector = Collector(window.line, limits)
    _take_value(window, collector)
    _take_line(window, collector)
    return collector.record()


def _items(window: Window, limits: Limits) -> Iterator[Record]:
    """The items of an array; the window is before its bracket."""
    begin = window.line
    window.take(window.start + 1)
    found = _next(window)
    while found != _CLOSE_ARRAY:
        if found is None:
            raise BrokenStream(window.line, f"the array that begins in line {begin} does not end")
        yield _item(window, limits)
        found = _after_item(window)
    window.take(window.start + 1)
    if _next(window) is not None:
        raise BrokenStream(window.line, "expected nothing after the array")


def _after_item(window: Window) -> int | None:
    """What stands behind an item and its comma."""
    found = _next(window)
    if found == _COMMA:
        window.take(window.start + 1)
        found = _next(window)
        if found == _CLOSE_ARRAY:
            raise BrokenStream(window.line, "expected a record after the comma, found the end of the array")
    elif found not in (_CLOSE_ARRAY, None):
        raise BrokenStream(window.line, "expected a comma after the record")
    return found


def _item(window: Window, limits: Limits) -> Record:
    begin, start = window.line, window.start
    if window.data[start] in b",]}":
        raise BrokenStream(begin, "expected a record")
    whole = _whole(window.data[start]).match(window.data, start)
    if whole is not None and whole.end() - start <= limits.body:
        return Record(begin, window.take(whole.end()))
    collector = Collector(begin, limits)
    if not _take_value(window, collector):
        raise BrokenStream(begin, "the record that begins here does not end")
    return collector.record()


def _take_value(window: Window, collector: Collector) -> bool:
    """Takes the value that begins here, if any does; False where the stream ends within it."""
    if window.data[window.start] not in b'{["':
        _take_scalar(window, collector)
        return True
    end = _End(window.data[window.start])
    at = window.start + 1
    while True:
        at = end.seek(window.data, at)
        collector.add(window.take(at))
        if end.found:
            return True
        if not window.more():
            return False
        at = window.start


def _take_scalar(window: Window, collector: Collector) -> None:
    while True:
        collector.add(window.take(end_of_run(_SCALAR, window.data, window.start)))
        if window.start < len(window.data) or not window.more():
            return


def _take_line(window: Window, collector: Collector) -> None:
    """Takes what is left of the line, without the break at its end."""
    while (end := window.data.find(b"\n", window.start)) < 0:
        collector.add(window.take(len(window.data)))
        if not window.more():
            return
    collector.add(window.take(end))


class _End:
    """Where an array, an object or a string ends.

    Only brackets of its own kind are counted. In JSON the others have to close between
    them; in what is no JSON this finds the likelier end.
    """

    def __init__(self, first: int) -> None:
        self.found = False
        self._in_string = first == _QUOTE
        self._opening = first
        self._depth = 0 if self._in_string else 1
        self._nested_at_once = 0

    def seek(self, data: bytes, at: int) -> int:
        """Goes on from there to the end, or as far as the data goes; gives the place that it came to."""
        while at < len(data) and not self.found:
            end = self._end_of_string(data, at) if self._in_string else self._end_of_run(data, at)
            if end == at:  # a backslash whose other half is still to come
                break
            at = end
        return at

    def _end_of_string(self, data: bytes, at: int) -> int:
        at = end_of_run(_REST_OF_STRING, data, at)
        if at < len(data) and data[at] == _QUOTE:
            self._in_string = False
            self.found = not self._depth
            return at + 1
        return at

    def _end_of_run(self, data: bytes, at: int) -> int:
        at = end_of_run(_inside(self._opening, self._nested_at_once), data, at)
        if at == len(data):
            return at
        if data[at] == _QUOTE:
            self._in_string = True
        elif data[at] == self._opening:
            # This pair was too much for the pattern, so that the ones within it may be, too.
            self._depth += 1
            self._nested_at_once = 0
        else:
            self._depth -= 1
            self._nested_at_once = _NESTED_AT_ONCE
            self.found = not self._depth
        return at + 1


@cache
def _inside(opening: int, nested: int) -> re.Pattern[bytes]:
    """What stands within brackets of one kind: whole strings, and whole pairs with so many within each other.

    A pair in which more are nested, or which is not all there, is not a part of it.
    """
    return re.compile(_inside_pattern(opening, nested), re.DOTALL)


@cache
def _whole(opening: int) -> re.Pattern[bytes]:
    """A pair of brackets that is all there and in which others do not nest too deeply."""
    if opening not in _CLOSING:
        return re.compile(rb"(?!)")
    inside = _inside_pattern(opening, _NESTED_AT_ONCE)
    return re.compile(re.escape(bytes([opening])) + inside + re.escape(_CLOSING[opening]), re.DOTALL)


def _inside_pattern(opening: int, nested: int) -> bytes:
    begin, end = re.escape(bytes([opening])), re.escape(_CLOSING[opening])
    other = rb'[^"' + begin + end + rb"]*+"
    flat = other + rb"(?:" + _STRING + other + rb")*+"
    pattern = flat
    for _ in range(nested):
        pattern = flat + rb"(?:" + begin + pattern + end + flat + rb")*+"
    return pattern
