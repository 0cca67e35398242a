"""The laws of formats: what is written comes back, or its loss is named."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import so_carriers as so
from so_carriers.testing.comparison.asked_types import asked_type
from so_carriers.testing.comparison.bodies import (
    body_holds_secrets,
    body_text,
    difference_of_bodies,
    essence_of,
    without_charset,
)
from so_carriers.testing.comparison.broken_laws import NOT_SHOWN, body_excerpt, broken, cut, holds_secrets
from so_carriers.testing.comparison.compact import compact
from so_carriers.testing.comparison.differences import first_difference
from so_carriers.testing.comparison.refusals import LONGEST_REASON, Refusal, is_json

JSON = "application/json"
_JSON_PATCH = "application/json-patch+json"
FORMATS = (JSON, "application/xml", "application/x-www-form-urlencoded")

Encode = Callable[..., Any]
Decode = Callable[..., Any]


def assert_round_trips(
    value: Any,
    media_type: str = JSON,
    *,
    type: Any = None,
    encode: Encode = so.encode,
    decode: Decode = so.decode,
    limits: so.Limits | None = None,
    allow_refusal: bool | None = None,
) -> None:
    """Asserts that a value comes back from a format as it was, or that the format refuses it with reason.

    What is read from the body that is written is identical to the value (`so_carriers.identical`)
    and equal to it, writing that gives the same bytes, and the value itself is left as it was.
    Where encoding raises LossyEncoding, what is written with `allow_loss=True` is put to the
    test: everything comes back but what stands at the paths that were named. An EncodeError names
    the path of what cannot be written.

    JSON may refuse only what is not of its type, or no text of UTF-8; XML also texts of characters
    that XML 1.0 does not have. With `allow_refusal=False` nothing may be refused, with True
    anything whose path is named.

    `type` is what to read the body as, for values that do not say it. `encode` and `decode` may be
    anybody's: they are called as `encode(value, media_type)` and `decode(body, type, media_type)`,
    with `type` and `limits` as keywords to `encode`, and `limits` to `decode`, only where they are
    given here. For other options use `functools.partial`.

    Raises AssertionError with the first difference, and TypeError where the type is not known.
    """
    trip = _Trip(media_type, type, asked_type(value) if type is None else type, encode, decode, limits)
    twin = copy.deepcopy(value)
    try:
        body = trip.encode(value)
    except so.EncodeError as refusal:
        trip.check_unchanged(twin, value)
        trip.refusal(value, refusal).check(allow_refusal)
        return
    trip.check_unchanged(twin, value)
    trip.check_return(value, body)


def assert_body_comes_back(
    body: bytes | str,
    type: Any,
    media_type: str = JSON,
    *,
    encode: Encode = so.encode,
    decode: Decode = so.decode,
    limits: so.Limits | None = None,
) -> None:
    """Asserts that a body that is read and written again is the same body.

    JSON is the same byte for byte in its compact form: without white space between tokens, in
    one escaping of strings, the last of repeated names in the place of the first. In other
    formats the value that was read makes the round trip of `assert_round_trips`.

    Takes and raises what `assert_round_trips` does.
    """
    trip = _Trip(without_charset(media_type), type, type, encode, decode, limits)
    is_secret = body_holds_secrets(body, type, media_type)
    value = trip.read_body(body, media_type, is_secret=is_secret)
    if not is_json(media_type) or essence_of(media_type) == _JSON_PATCH:
        assert_round_trips(value, trip.media_type, type=type, encode=encode, decode=decode, limits=limits)
        return
    text = body_text(body, media_type)
    expected, written = compact(text), trip.written(value)
    if written is not None and expected != written:
        is_secret = is_secret or holds_secrets(value)
        difference = difference_of_bodies(expected, written, type, is_secret=is_secret)
        raise broken(
            "a body that is read and written again is not its compact form",
            difference,
            sides="expected/written",
            body=NOT_SHOWN if is_secret else body_excerpt(text, difference),
        )


def assert_formats_agree(
    value: Any,
    *,
    media_types: Sequence[str] = FORMATS,
    type: Any = None,
    encode: Encode = so.encode,
    decode: Decode = so.decode,
    limits: so.Limits | None = None,
) -> None:
    """Asserts that a value is the same in all formats: JSON to XML to JSON is the identity.

    The first of `media_types` is where each way begins and ends. A format that refuses the
    value with LossyEncoding or EncodeError is left out, as forms do with null, where
    `assert_round_trips` allows it to; what begins each way then is the next one.

    Takes and raises what `assert_round_trips` does, and ValueError for fewer than two media types.
    """
    if len(media_types) < 2:
        raise ValueError("to agree takes two formats: give two media_types or more")
    asked = asked_type(value) if type is None else type
    trips = [_Trip(each, type, asked, encode, decode, limits) for each in media_types]
    bodies = [(trip, trip.written(value)) for trip in trips]
    ways = [(trip, body) for trip, body in bodies if body is not None]
    for other, _ in ways[1:]:
        _check_way(value, *ways[0], other)


def _check_way(value: Any, first: _Trip, start: Any, other: _Trip) -> None:
    """Asserts that the way from one format through another ends where it began."""
    way = f"{first.media_type} -> {other.media_type} -> {first.media_type}"
    body = other.encode(first.read(start, value))
    found = other.read(body, value)
    difference = first_difference(value, found)
    if difference is not None:
        shown = body_excerpt(body, difference, value)
        raise broken(f"{way} is not the identity", difference, sides="went in/came back", body_between=shown)
    end = first.encode(found)
    if end != start:
        difference = difference_of_bodies(start, end, first.asked, is_secret=holds_secrets(value))
        raise broken(f"{way} gives other bytes", difference, sides="before/after")


@dataclass(frozen=True, slots=True)
class _Trip:
    """One format, and who writes and reads it."""

    media_type: str
    type: Any
    """What the caller gave; None where the value says it."""
    asked: Any
    encode_with: Encode
    decode_with: Decode
    limits: so.Limits | None

    def encode(self, value: Any, **options: Any) -> Any:
        if self.type is not None:
            options["type"] = self.type
        return self.encode_with(value, self.media_type, **options, **self._limits())

    def decode(self, body: Any) -> Any:
        return self.decode_with(body, self.asked, self.media_type, **self._limits())

    def _limits(self) -> dict[str, Any]:
        return {} if self.limits is None else {"limits": self.limits}

    def written(self, value: Any) -> Any:
        """The body, or None where the format refuses the value, as it may."""
        try:
            return self.encode(value)
        except so.EncodeError as refusal:
            self.refusal(value, refusal).check(None, losses=False)
            return None

    def read(self, body: Any, value: Any) -> Any:
        """The value of a body that was written for `value`."""
        try:
            return self.decode(body)
        except so.SoCarriersError as error:
            law = f"what was written as {self.media_type} cannot be read"
            raise _unreadable(law, error, body_excerpt(body, None, value)) from error

    def read_body(self, body: Any, media_type: str, *, is_secret: bool) -> Any:
        """The value of a body that somebody else wrote, in a charset of theirs maybe."""
        try:
            return self.decode_with(body, self.asked, media_type, **self._limits())
        except so.SoCarriersError as error:
            shown = NOT_SHOWN if is_secret else body_excerpt(body, None)
            raise _unreadable(f"a body cannot be read as {media_type}", error, shown) from error

    def check_unchanged(self, twin: Any, value: Any) -> None:
        difference = first_difference(twin, value)
        if difference is not None:
            raise broken("encoding changed the value itself", difference, sides="before/after")

    def check_return(self, value: Any, body: Any) -> None:
        again = self.read(body, value)
        difference = first_difference(value, again)
        if difference is not None:
            raise broken(
                f"what came back from {self.media_type} is not identical",
                difference,
                sides="went in/came back",
                body=body_excerpt(body, difference, value),
            )
        if again != value:
            raise broken(f"what came back from {self.media_type} is identical and yet not equal (==)")
        body_again = self.encode(again)
        if body_again != body:
            is_secret = holds_secrets(value)
            difference = difference_of_bodies(body, body_again, self.asked, is_secret=is_secret)
            raise broken(
                f"what came back from {self.media_type} is written otherwise",
                difference,
                sides="written first/written again",
            )

    def refusal(self, value: Any, error: so.EncodeError) -> Refusal:
        """What there is to say of a value that was not written."""
        return Refusal(
            media_type=self.media_type,
            asked=self.asked,
            value=value,
            error=error,
            written=lambda: self.encode(value, allow_loss=True),
            read=lambda body: self.read(body, value),
        )


def _unreadable(law: str, error: so.SoCarriersError, shown: str) -> AssertionError:
    return broken(law, error=cut(str(error), LONGEST_REASON), body=shown)
