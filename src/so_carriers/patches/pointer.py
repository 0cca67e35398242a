"""JSON Pointer (RFC 6901): the path to one value of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from so_carriers.errors import InvalidValue, PatchConflict, excerpt
from so_carriers.patches.containers import node_at
from so_carriers.patches.roots import root_of
from so_carriers.patches.workspace import Workspace
from so_carriers.settings import Dialect

# RFC 6901, section 3: a tilde stands only before 0 and 1.
_STRAY_TILDE = re.compile(r"~(?![01])")
# RFC 3986, section 2.1.
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# RFC 3986, section 3.5, beside letters, digits, "-", ".", "_" and "~".
_FRAGMENT_CHARACTERS = "/!$&'()*+,;=:@?"


@dataclass(frozen=True, slots=True, repr=False)
class JsonPointer:
    """The path from the root of a document to one value in it.

    `tokens` are names and indices as they are, unescaped; the pointer without any means the
    whole document. `str()` gives the pointer's text (`/Roles/0/a~1b`).
    """

    tokens: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str, *, dialect: Dialect = Dialect.RFC) -> JsonPointer:
        """Reads a pointer's text; in the NETSERVER dialect the first slash may be missing.

        Raises InvalidValue for a text that is no JSON Pointer (RFC 6901, section 3).
        """
        if not isinstance(text, str):
            raise InvalidValue(f"expected the text of a JSON Pointer, found {excerpt(text)}")
        if not text:
            return _WHOLE
        if text[0] != "/":
            if dialect is Dialect.RFC:
                raise InvalidValue(
                    f"expected a JSON Pointer, which begins with a slash, found {excerpt(text)}"
                )
            text = f"/{text}"
        tokens = text[1:].split("/")
        if "~" in text:
            if _STRAY_TILDE.search(text):
                raise InvalidValue(f"expected ~0 for ~ and ~1 for / in a JSON Pointer, found {excerpt(text)}")
            # In this order: ~01 is ~1, and no slash (RFC 6901, section 4).
            tokens = [token.replace("~1", "/").replace("~0", "~") for token in tokens]
        return cls(tuple(tokens))

    @classmethod
    def from_uri_fragment(cls, fragment: str) -> JsonPointer:
        """Reads the fragment of a URI, with or without its `#` (RFC 6901, section 6).

        Raises InvalidValue for one that is no JSON Pointer in UTF-8.
        """
        if _STRAY_PERCENT.search(fragment):
            what = f"two hexadecimal digits behind each percent sign, found {excerpt(fragment)}"
            raise InvalidValue(f"expected a JSON Pointer with {what}")
        try:
            text = unquote_to_bytes(fragment.removeprefix("#")).decode()
        except UnicodeError:
            failure = InvalidValue("expected a JSON Pointer in UTF-8 behind the percent signs")
        else:
            return cls.parse(text)
        raise failure

    @property
    def uri_fragment(self) -> str:
        """The pointer as the fragment of a URI, `#` included (RFC 6901, section 6).

        Raises InvalidValue for one that UTF-8 cannot write.
        """
        try:
            return "#" + quote(str(self), safe=_FRAGMENT_CHARACTERS)
        except UnicodeEncodeError:
            failure = InvalidValue("expected a JSON Pointer that UTF-8 can write, found a lone surrogate")
        raise failure

    def child(self, *tokens: str | int) -> JsonPointer:
        """The pointer to what is within this one's value, by names and indices."""
        return JsonPointer((*map(str, self.tokens), *map(str, tokens)))

    def is_within(self, other: JsonPointer) -> bool:
        """Whether this pointer leads through the other one's value to something inside it."""
        return len(self.tokens) > len(other.tokens) and self.tokens[: len(other.tokens)] == other.tokens

    def resolve(self, value: Any, *, dialect: Dialect = Dialect.RFC) -> Any:
        """What stands at this place of a carrier, of a list or dictionary of carriers, or of a document.

        Raises PatchConflict where nothing does: an absent member is not there, whatever its
        attribute reads.
        """
        try:
            return node_at(root_of(value, None), (*map(str, self.tokens),), Workspace(dialect)).value
        except PatchConflict as conflict:
            failure = PatchConflict(conflict.problem, pointer=str(self))
        raise failure

    def __str__(self) -> str:
        return pointer_text(self.tokens)

    def __repr__(self) -> str:
        return f"JsonPointer({str(self)!r})"


_WHOLE = JsonPointer()


def pointer_text(tokens: Iterable[str]) -> str:
    """The text of a pointer with these tokens."""
    return "".join([f"/{token.replace('~', '~0').replace('/', '~1')}" for token in tokens])
