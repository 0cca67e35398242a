"""Small changes to bodies: to their bytes and to their tokens."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeAlias

from tests.engines.dictionary import INTERESTING_BYTES
from tests.engines.seeds import SMALL, Seed
from tests.engines.tokens import GRAMMARS, Grammar

_SINGLE = [bytes([byte]) for byte in INTERESTING_BYTES]
_LONGEST = 200_000
"""What repeating may lead to."""

ChangeBytes: TypeAlias = Callable[[random.Random, bytes, bytes], bytes]
"""Changes a body; the second one is another to take from."""


def _flip(random: random.Random, body: bytes, _other: bytes) -> bytes:
    at = int(random.random() * len(body))
    return body[:at] + bytes([body[at] ^ 1 << random.getrandbits(3)]) + body[at + 1 :]


def _set(random: random.Random, body: bytes, _other: bytes) -> bytes:
    at = int(random.random() * len(body))
    return body[:at] + random.choice(_SINGLE) + body[at + 1 :]


def _insert(random: random.Random, body: bytes, _other: bytes) -> bytes:
    at = int(random.random() * (len(body) + 1))
    return body[:at] + random.choice(_SINGLE) + body[at:]


def _delete(random: random.Random, body: bytes, _other: bytes) -> bytes:
    at = int(random.random() * len(body))
    return body[:at] + body[at + 1 + (random.getrandbits(2) if random.random() < 0.3 else 0) :]


def _cut(random: random.Random, body: bytes, _other: bytes) -> bytes:
    return body[: int(random.random() * len(body))]


def _splice(random: random.Random, body: bytes, other: bytes) -> bytes:
    return body[: int(random.random() * len(body))] + other[int(random.random() * len(other)) :]


def _repeat(random: random.Random, body: bytes, _other: bytes) -> bytes:
    start = int(random.random() * len(body))
    piece = body[start : start + 1 + int(random.random() * 20)]
    times = random.choice((1, 1, 2, 8, 70, 300))
    return body[:start] + piece * times + body[start:]


_BYTE_CHANGES: Sequence[ChangeBytes] = (_flip, _set, _insert, _delete, _delete, _cut, _splice, _repeat)


def _change_tokens(random: random.Random, tokens: list[bytes], other: Seed, grammar: Grammar) -> None:
    """Changes one token, or one run of tokens."""
    way = int(random.random() * 10)
    size = len(tokens)
    at, second = int(random.random() * size), int(random.random() * size)
    if way == 0:
        tokens[at], tokens[second] = tokens[second], tokens[at]
    elif way == 1:
        tokens.insert(second, tokens[at])
    elif way == 2:
        del tokens[at]
    elif way in {3, 4}:
        tokens[at] = grammar.like(random, tokens[at])
    elif way == 5:
        tokens.insert(at, grammar.any(random))
    elif way == 6:
        tokens[at] = grammar.respelled(random, tokens[at] or b" ")
    elif way == 7:
        tokens[second:second] = tokens[at : at + 1 + int(random.random() * 12)]
    elif way == 8:
        tokens.insert(random.choice((0, 1, -1, size)), grammar.any(random))
    else:
        start = int(random.random() * len(other.tokens))
        tokens[at : at + 1] = other.tokens[start : start + 1 + int(random.random() * 12)]


class Mutator:
    """Takes one of the seeds and changes it; all follows from the random numbers that it is given."""

    def __init__(self, seeds: Sequence[Seed]) -> None:
        self._small = [seed for seed in seeds if len(seed.body) <= SMALL]
        self._large = [seed for seed in seeds if len(seed.body) > SMALL] or self._small

    def mutated(self, random: random.Random) -> Seed:
        """A seed with one change or some, now and then with none."""
        seed = self._one(random)
        grammar = GRAMMARS[seed.format]
        body = seed.body
        if seed.tokens and random.random() < 0.6:
            tokens = seed.tokens.copy()
            for _ in range(_few(random)):
                _change_tokens(random, tokens, self._one(random), grammar)
                tokens = tokens or [b" "]
            body = b"".join(tokens)
        if body is seed.body or random.random() < 0.2:
            for _ in range(_few(random) - (random.random() < 0.1)):
                body = random.choice(_BYTE_CHANGES)(random, body or b" ", self._one(random).body or b" ")
        return Seed(seed.format, seed.asked, body[:_LONGEST])

    def _one(self, random: random.Random) -> Seed:
        return random.choice(self._large if random.random() < 0.02 else self._small)


def _few(random: random.Random) -> int:
    number = random.random()
    return 1 if number < 0.6 else 2 if number < 0.8 else 3 if number < 0.95 else 6
