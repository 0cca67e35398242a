"""expat with no handlers: every byte read, nothing made of it; the floor below all that stands on it."""

from __future__ import annotations

from pyexpat import ParserCreate

EXPAT = "expat, no handlers (floor)"


def read(body: bytes) -> None:
    """Reads a document to its end; a parser reads one only.

    Raises `pyexpat.ExpatError` for what is not well formed.
    """
    ParserCreate().Parse(body, True)
