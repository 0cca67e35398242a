"""Where an XML element ends, found by counting tags."""

from __future__ import annotations

import re
from functools import cache

from so_carriers.engines.python.records import end_of_run

COMMENT = b"<!--"
INSTRUCTION = b"<?"
_CHARACTER_DATA = b"<![CDATA["

ENDS = {COMMENT: b"-->", INSTRUCTION: b"?>", _CHARACTER_DATA: b"]]>"}
"""What begins something in which no tag stands, and what ends it."""

LONGEST_MARKER = len(_CHARACTER_DATA)

_IN_TAG = b">"
_IN_CONTENT = b""
_SLASH, _LESS, _GREATER = b"/<>"

_IN_QUOTES = rb"""(?:"[^"]*+"|'[^']*+')"""
_REST_OF_TAG = re.compile(rb"""[^<>"']*+(?:""" + _IN_QUOTES + rb"""[^<>"']*+)*+""")
_START_TAG = rb"""<[^!?/<>"'][^<>"']*+(?:""" + _IN_QUOTES + rb"""[^<>"']*+)*+"""
_END_TAG = rb"""</[^<>"']*+>"""
_OTHER = rb"<!--(?:[^-]++|-(?!->))*+-->|<\?(?:[^?]++|\?(?!>))*+\?>|<!\[CDATA\[(?:[^\]]++|\](?!\]>))*+\]\]>"
_NESTED_AT_ONCE = 8


class Element:
    """Finds the end of an element, from behind the `<` of its start tag on."""

    def __init__(self) -> None:
        self.found = False
        self._depth = 0
        self._nested_at_once = 0
        self._until = _IN_TAG
        """What ends the thing that the place stands in; nothing in the content of an element."""
        self._closing = False

    def seek(self, data: bytes, at: int) -> int:
        """Goes on from there to the end, or as far as the data goes; gives the place that it came to."""
        while at < len(data) and not self.found:
            if self._until == _IN_CONTENT:
                end = self._end_of_content(data, at)
            elif self._until == _IN_TAG:
                end = self._end_of_tag(data, at)
            else:
                end = self._end_of_other(data, at)
            if end == at:  # what stands there cannot be told before more has come
                break
            at = end
        return at

    def _end_of_content(self, data: bytes, at: int) -> int:
        at = end_of_run(_content(self._nested_at_once), data, at)
        for marker, end in ENDS.items():
            if data.startswith(marker, at):
                self._until = end
                return at + len(marker)
        begun = data[at : at + LONGEST_MARKER]
        if any(marker.startswith(begun) for marker in ENDS):
            return at
        self._closing = begun[1] == _SLASH
        self._until = _IN_TAG
        return at + 1 + self._closing

    def _end_of_tag(self, data: bytes, at: int) -> int:
        end = end_of_run(_REST_OF_TAG, data, at)
        is_empty = data[at:end].endswith(b"/")
        if end == len(data):
            # Whether the slash is that of an empty element is to be seen.
            return end - is_empty
        if data[end] == _GREATER:
            self._until = _IN_CONTENT
            self._depth += -1 if self._closing else not is_empty
            # An element that was too much for the pattern may hold more of that kind.
            self._nested_at_once = _NESTED_AT_ONCE if self._closing or is_empty else 0
            self.found = self._depth <= 0
        elif data[end] != _LESS:
            self._until = data[end : end + 1]
        return end + 1

    def _end_of_other(self, data: bytes, at: int) -> int:
        end = data.find(self._until, at)
        if end < 0:
            return max(at, len(data) - len(self._until) + 1)
        end += len(self._until)
        self._until = _IN_TAG if self._until in (b'"', b"'") else _IN_CONTENT
        return end


@cache
def _content(nested: int) -> re.Pattern[bytes]:
    """The content of an element: whole elements with so many within each other.

    One in which more are nested, or which is not all there, is not a part of it.
    """
    return re.compile(_content_pattern(nested))


@cache
def whole_element() -> re.Pattern[bytes]:
    """An element that is all there and in which others do not nest too deeply."""
    return re.compile(_element_pattern(_content_pattern(_NESTED_AT_ONCE)))


def _content_pattern(nested: int) -> bytes:
    # What most elements are; the general pattern takes twice as long for them.
    leaves = rb"""[^<]*+(?:<\w[^<>"'/]*+>[^<]*+""" + _END_TAG + rb"[^<]*+)*+"
    pattern = leaves
    for _ in range(nested):
        pattern = leaves + rb"(?:(?:" + _element_pattern(pattern) + rb"|" + _OTHER + rb")" + leaves + rb")*+"
    return pattern


def _element_pattern(content: bytes) -> bytes:
    return _START_TAG + rb"(?:(?<=/)>|(?<!/)>" + content + _END_TAG + rb")"
