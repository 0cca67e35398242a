"""Bodies with a fault or three: what a broken peer, a cut line or an attacker sends."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

_INSERTED = (
    b",",
    b'"',
    b"[",
    b"}",
    b"null",
    b"-",
    b"\\",
    b"\\ud800",
    b"1e400",
    b"\xff",
    b"\x00",
    b"\xef\xbb\xbf",
    b"<",
    b"]]>",
    b"&amp",
    b"<!DOCTYPE a>",
    b"%",
    b"&",
    b"=",
)
"""Pieces of JSON, XML and forms, and bytes that no text has, for any of the formats."""

_LONGEST = 4
"""How many bytes an edit takes away or doubles at most, but for the end that is cut off."""


def damaged(bodies: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    """Bodies of a strategy with one to three edits: bytes lost, doubled, flipped or put in, the end cut off.

    A damaged body differs from the one that was drawn, and may still be one that can be read. Shrinks
    to one edit of one byte. Raises InvalidArgument for what is no strategy.
    """
    if not isinstance(bodies, st.SearchStrategy):
        raise InvalidArgument(f"bodies must be a strategy such as json_bodies(User), found {bodies!r}")
    return _damaged(bodies)


def _named_damaged(draw: st.DrawFn, bodies: st.SearchStrategy[bytes]) -> bytes:
    body = damage = draw(bodies)
    for edit in draw(st.lists(st.sampled_from(_EDITS), min_size=1, max_size=3)):
        damage = edit(draw, damage)
    # Edits may undo each other, and there is nothing to lose in an empty body.
    return damage if damage != body else body + b","


_named_damaged.__name__ = "damaged"  # as Hypothesis shows the strategy
_damaged = st.composite(_named_damaged)


def _without(draw: st.DrawFn, body: bytes) -> bytes:
    start, end = _piece(draw, body)
    return body[:start] + body[end:]


def _with_doubled(draw: st.DrawFn, body: bytes) -> bytes:
    start, end = _piece(draw, body)
    return body[:end] + body[start:]


def _with_flipped(draw: st.DrawFn, body: bytes) -> bytes:
    start, _ = _piece(draw, body)
    flipped = bytes([byte ^ 1 << draw(st.integers(0, 7)) for byte in body[start : start + 1]])
    return body[:start] + flipped + body[start + 1 :]


def _with_inserted(draw: st.DrawFn, body: bytes) -> bytes:
    at = draw(st.integers(0, len(body)))
    return body[:at] + draw(st.sampled_from(_INSERTED)) + body[at:]


def _cut_off(draw: st.DrawFn, body: bytes) -> bytes:
    return body[: len(body) - draw(st.integers(1, max(1, len(body))))]


_EDITS: tuple[Callable[[st.DrawFn, bytes], bytes], ...] = (
    _without,
    _with_doubled,
    _with_flipped,
    _with_inserted,
    _cut_off,
)


def _piece(draw: st.DrawFn, body: bytes) -> tuple[int, int]:
    start = draw(st.integers(0, max(0, len(body) - 1)))
    return start, start + draw(st.integers(1, _LONGEST))
