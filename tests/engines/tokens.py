"""Bodies cut into the tokens of their format, and what tokens are respelled as."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.types import is_carrier
from tests.engines.asked_types import NAMES, asked_type
from tests.engines.dictionary import DATES, NAMES_OF_ENUMS, NUMBERS, ODD_NAMES, TEXTS
from tests.engines.markup_pieces import ATTRIBUTE_VALUES, JSON_TOKENS, REFERENCES, XML_TOKENS

_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+|\s+|"', re.DOTALL)
_XML = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|</?[^\s<>/=\"']+|/?>"
    rb"|[^\s<>=\"'&;]+=(?:\"[^\"]*\"|'[^']*')|&[^;\s<]*;|\s+|[^\s<>&]+|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """How bodies of one format are cut, and what is put into them."""

    pattern: re.Pattern[bytes]
    markup: tuple[bytes, ...]
    dictionary: tuple[bytes, ...]
    """What could stand there, and the markup."""
    respelled: Callable[[random.Random, bytes], bytes]
    by_first: dict[bytes, tuple[bytes, ...]]
    """The part of the dictionary that begins with the same byte, if that says what a token is."""

    def tokens(self, body: bytes) -> list[bytes]:
        """The tokens, which joined are the body again."""
        return self.pattern.findall(body)

    def any(self, random: random.Random) -> bytes:
        """A piece of the dictionary, often markup."""
        return random.choice(self.markup if random.random() < 0.5 else self.dictionary)

    def like(self, random: random.Random, token: bytes) -> bytes:
        """A piece of the dictionary, mostly one of the same kind."""
        kind = self.by_first.get(b" " if b'="' in token else token[:1])
        return self.any(random) if kind is None or random.random() < 0.3 else random.choice(kind)


def _member_names() -> list[str]:
    asked = [asked_type(name) for name in NAMES]
    schemas = [schema_of(cls) for cls in asked if is_carrier(cls)]
    return sorted({member.name for schema in schemas for member in schema.members})


def _in_other_case(random: random.Random, token: bytes) -> bytes:
    return random.choice((token.upper(), token.lower(), token.swapcase(), token.title()))


def _respelled_json(random: random.Random, token: bytes) -> bytes:
    """A string in other letters or with an escape in it; of anything else a string."""
    if token[:1] != b'"':
        return b'"%s"' % token
    at = random.randrange(len(token))
    way = random.randrange(6)
    if way < 2:
        return _in_other_case(random, token)
    if way == 2:
        return token[:at] + b"\\u%04x" % token[at] + token[at + 1 :]
    if way == 3:
        return token[1:-1]
    if way == 4:
        return token[:at] + random.choice(JSON_TOKENS) + token[at:]
    return b'"%s%s' % (token[1:2].swapcase(), token[2:])


def _respelled_xml(random: random.Random, token: bytes) -> bytes:
    """A token in other letters, with a reference, a prefix or another value, in a CDATA section."""
    name, equals, _ = token.partition(b"=")
    if equals and random.random() < 0.7:
        return b'%s="%s"' % (name, random.choice(ATTRIBUTE_VALUES))
    at = random.randrange(len(token))
    way = random.randrange(7)
    if way < 2:
        return _in_other_case(random, token)
    if way == 6:
        return token[:at] + random.choice(REFERENCES) + token[at:]
    if way == 2:
        return token[:at] + random.choice((b"&#%d;", b"&#x%x;")) % token[at] + token[at + 1 :]
    if way == 3:
        return b"<![CDATA[%s]]>" % token
    if way == 4:
        return token[:at] + random.choice(XML_TOKENS) + token[at:]
    return token[:1] + b"x:" + token[1:]


def _json_dictionary() -> tuple[bytes, ...]:
    strings = [*_member_names(), *ODD_NAMES, *DATES, *NAMES_OF_ENUMS, *NUMBERS, *TEXTS]
    return (*JSON_TOKENS, *(n.encode() for n in NUMBERS), *(f'"{text}"'.encode() for text in strings))


def _xml_dictionary() -> tuple[bytes, ...]:
    names = [*_member_names(), *ODD_NAMES]
    texts = [*DATES, *NAMES_OF_ENUMS, *NUMBERS, *TEXTS]
    tags = [form % name.encode() for name in names for form in (b"<%s>", b"</%s>", b"<%s/>")]
    return (*XML_TOKENS, *tags, *(text.encode() for text in texts))


def _grammar(
    pattern: re.Pattern[bytes],
    markup: tuple[bytes, ...],
    dictionary: tuple[bytes, ...],
    respelled: Callable[[random.Random, bytes], bytes],
    telling: tuple[bytes, ...],
) -> Grammar:
    kinds = {first: tuple(piece for piece in dictionary if piece[:1] == first) for first in telling}
    others = tuple(piece for piece in dictionary if piece[:1] not in kinds)
    telltale = {b"%c" % byte: others for byte in b"0123456789-tfnTFNabcdeghijklmopqrsuvwxyzABC"}
    return Grammar(pattern, markup, dictionary, respelled, telltale | kinds)


GRAMMARS = {
    "json": _grammar(_JSON, JSON_TOKENS, _json_dictionary(), _respelled_json, (b'"',)),
    "xml": _grammar(_XML, XML_TOKENS, _xml_dictionary(), _respelled_xml, (b"<", b" ")),
}
