"""Where an XML element ends, found by counting the tags of its own name.

No other tags are looked at, so that one that is not well-formed inside ends where it
should, and what follows is found.
"""

from __future__ import annotations

import re
from functools import lru_cache

COMMENT = b"<!--"
INSTRUCTION = b"<?"
_CHARACTER_DATA = b"<![CDATA["

ENDS = {COMMENT: b"-->", INSTRUCTION: b"?>", _CHARACTER_DATA: b"]]>"}
"""What begins something in which no tag stands, and what ends it."""

LONGEST_MARKER = len(_CHARACTER_DATA)

_AFTER_NAME = (b">", b"/", b" ", b"\t", b"\n", b"\r")
_REST_OF_TAG = rb"""(?:[ \t\r\n/][^<>"']*+(?:(?:"[^"]*+"|'[^']*+')[^<>"']*+)*+)?+>"""


class Element:
    """Finds the end of an element of that name, from the `<` of its start tag on.

    A start tag of more than `longest_tag` bytes counts as one that has an end tag, whatever
    it is.
    """

    def __init__(self, name: bytes, longest_tag: int) -> None:
        self.found = False
        self._marks = _marks(name)
        self._start = _start_tag(name)
        self._end = b"</" + name + b">"
        self._not_plain = [b"<!", b"<?", *(b"<" + name + after for after in _AFTER_NAME)]
        self._longest_mark = max(len(name) + len(b"</ "), LONGEST_MARKER)
        self._longest_tag = longest_tag
        self._depth = 0
        self._until = b""
        """What ends the comment, instruction or character data that the place stands in, if it does."""

    def seek(self, data: bytes, at: int) -> int:
        """Goes on from there to the end, or as far as the data goes; gives the place that it came to."""
        if not self._depth:
            end = self._plain_end(data, at)
            if end >= 0:
                self.found = True
                return end
        while not self.found:
            if self._until:
                end = data.find(self._until, at)
                if end < 0:
                    return max(at, len(data) - len(self._until) + 1)
                at = end + len(self._until)
                self._until = b""
            mark = self._marks.search(data, at)
            if mark is None:
                return max(at, len(data) - self._longest_mark)
            if mark.lastgroup == "begun" and len(data) - mark.start() <= self._longest_tag:
                # The rest of the tag is yet to come.
                return mark.start()
            self._count(mark)
            at = mark.end()
        return at

    def _plain_end(self, data: bytes, at: int) -> int:
        """Where an element ends in which nothing hides tags and none is of its own name; -1 for any other.

        That is most of them, and ten times as fast.
        """
        start = self._start.match(data, at)
        if start is None or start[0].endswith(b"/>"):
            return -1
        end = data.find(self._end, start.end())
        if any(data.find(mark, start.end(), end) >= 0 for mark in self._not_plain):
            return -1
        return end if end < 0 else end + len(self._end)

    def _count(self, mark: re.Match[bytes]) -> None:
        match mark.lastgroup:
            case "other":
                self._until = ENDS[mark[0]]
            case "end":
                self._depth -= 1
            case _:
                self._depth += not mark[0].endswith(b"/>")
        self.found = self._depth <= 0 and not self._until


@lru_cache(64)
def _start_tag(name: bytes) -> re.Pattern[bytes]:
    return re.compile(b"<" + re.escape(name) + _REST_OF_TAG)


@lru_cache(64)
def _marks(name: bytes) -> re.Pattern[bytes]:
    """What is to be found: tags of that name, the beginning of one, and what may hide tags."""
    own, others = re.escape(name), b"|".join(map(re.escape, ENDS))
    return re.compile(
        rb"(?P<end></" + own + rb"[ \t\r\n]*+>)"
        rb"|(?P<start>" + _start_tag(name).pattern + rb")"
        rb"|(?P<begun><" + own + rb"(?=[ \t\r\n/>]|\Z))"
        rb"|(?P<other>" + others + rb")"
    )
