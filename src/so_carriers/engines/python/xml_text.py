"""Texts as XML writes them, and the characters that it has."""

from __future__ import annotations

import re

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What is no character of XML 1.0 (production 2), not even as a reference."""

SPECIAL = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What cannot stand in a text as it is; a carriage return would be read as a line feed (section 2.11)."""


def escaped_text(text: str) -> str:
    """The text as the content of an element; it must have no forbidden character."""
    # Ten times as fast as str.translate.
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def escaped_attribute(text: str) -> str:
    """The text as the value of an attribute between double quotes; it must have no forbidden character."""
    # Blanks other than the space would be read as spaces (section 3.3.3).
    return escaped_text(text).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")
