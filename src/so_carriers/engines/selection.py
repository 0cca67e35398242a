"""Which engine serves."""

from __future__ import annotations

from typing import Literal


def engine() -> Literal["native", "python"]:
    """The engine that turns bytes into carriers: the reference engine, in Python."""
    return "python"
