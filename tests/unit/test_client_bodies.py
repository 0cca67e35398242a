"""Bodies of answers, in pieces and within limits."""

from __future__ import annotations

import gzip

import pytest

import so_carriers as so
from so_carriers.client.bodies import BodyReader

LIMITS = so.Limits(body=1000)
GZIP = {"content-encoding": "gzip"}


def read(headers: dict[str, str], *pieces: bytes) -> bytes:
    reader = BodyReader(headers, LIMITS)
    for piece in pieces:
        reader.feed(piece)
    return reader.body()


def test_pieces_are_put_together() -> None:
    assert read({}, b"8", b"", b"51") == b"851"
    assert read({"content-encoding": "identity", "content-length": "1000"}, b"x" * 1000) == b"x" * 1000


def test_gzip_is_undone_whatever_the_pieces() -> None:
    packed = gzip.compress(b"y" * 1000)
    assert read(GZIP, packed) == b"y" * 1000
    assert read(GZIP, *(bytes([each]) for each in packed)) == b"y" * 1000
    assert read(GZIP) == b""


@pytest.mark.parametrize(
    ("headers", "piece"),
    [
        ({}, b"x" * 1001),
        ({"content-length": "1001"}, b""),
        (GZIP, gzip.compress(b"x" * 1001)),
        (GZIP, gzip.compress(b"\0" * 50_000_000)),
    ],
    ids=["long", "announced", "packed", "a bomb"],
)
def test_more_than_the_limit_is_refused(headers: dict[str, str], piece: bytes) -> None:
    with pytest.raises(so.LimitExceeded, match="body=1000"):
        read(headers, piece)


@pytest.mark.parametrize(
    ("headers", "piece"),
    [
        ({"content-encoding": "br"}, b"x"),
        ({"content-encoding": "gzip, gzip"}, b"x"),
        (GZIP, b"no gzip"),
        (GZIP, gzip.compress(b"x")[:-1]),
        (GZIP, gzip.compress(b"x") + b"more"),
    ],
)
def test_other_codings_and_broken_ones_are_refused(headers: dict[str, str], piece: bytes) -> None:
    with pytest.raises(so.UnsupportedMediaType, match="Content-Encoding is"):
        read(headers, piece)
