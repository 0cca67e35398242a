"""The laws of formats: what is written comes back, or its loss is named."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import so_carriers as so
from so_carriers.testing.comparison.asked_types import asked_type
from so_carriers.testing.comparison.broken_laws import body_excerpt, broken, cut
from so_carriers.testing.comparison.compact import compact
from so_carriers.testing.comparison.differences import Difference, first_difference
from so_carriers.testing.comparison.losses import first_unsaid
from so_carriers.testing.comparison.patch_forms import exact_document

JSON = "application/json"
FORMATS = (JSON, "application/xml", "application/x-www-form-urlencoded")

Encode = Callable[..., Any]
Decode = Callable[..., Any]

_JSON_ENDINGS = ("/json", "/merge-patch+json")
_LONGEST_REASON = 300


def assert_round_trips(
    value: Any,
    media_type: str = JSON,
    *,
    type: Any = None,
    encode: Encode = so.encode,
    decode: Decode = so.decode,
    limits: so.Limits | None = None,
    allow_refusal: bool = True,
) -> None:
    """Asserts that a value comes back from a format as it was, or that the format refuses it with reason.

    What is read from the body that is written is identical to the value (`so_carriers.identical`)
    and equal to it, writing that gives the same bytes, and the value itself is left as it was.
    Where encoding raises LossyEncoding, what is written with `allow_loss=True` is put to the
    test: in a form everything comes back but what stands at the paths that were named. An
    EncodeError names the path of what cannot be written. With `allow_refusal=False` neither may be.

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
        trip.check_refusal(value, refusal, allow_refusal)
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
    trip = _Trip(media_type, type, type, encode, decode, limits)
    value = trip.decode(body)
    if not media_type.partition(";")[0].strip().lower().endswith(_JSON_ENDINGS):
        assert_round_trips(value, media_type, type=type, encode=encode, decode=decode, limits=limits)
        return
    expected, written = compact(body), trip.encode(value)
    if expected != written:
        difference = _difference_of_bodies(expected, written, type)
        shown = body_excerpt(body, difference, value)
        raise broken(
            "a body that is read and written again is not its compact form",
            difference,
            sides="expected/written",
            body=shown,
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
    value with LossyEncoding or EncodeError is left out, as forms do with null; what it would
    lose is a matter for `assert_round_trips`.

    Takes and raises what `assert_round_trips` does.
    """
    asked = asked_type(value) if type is None else type
    first, *others = [_Trip(each, type, asked, encode, decode, limits) for each in media_types]
    start = first.written(value)
    if start is None:
        return
    for other in others:
        body = other.written(first.decode(start))
        if body is None:
            continue
        found = other.read(body, value)
        way = f"{first.media_type} -> {other.media_type} -> {first.media_type}"
        difference = first_difference(value, found)
        if difference is not None:
            shown = body_excerpt(body, difference, value)
            raise broken(
                f"{way} is not the identity", difference, sides="went in/came back", body_between=shown
            )
        end = first.encode(found)
        if end != start:
            difference = first_difference(start, end)
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
        """The body, or None where the format refuses the value."""
        try:
            return self.encode(value)
        except so.EncodeError:
            return None

    def read(self, body: Any, value: Any) -> Any:
        """The value of a body that was written for `value`."""
        try:
            return self.decode(body)
        except so.SoCarriersError as error:
            raise broken(
                f"what was written as {self.media_type} cannot be read",
                error=cut(str(error), _LONGEST_REASON),
                body=body_excerpt(body, None, value),
            ) from error

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
            difference = _difference_of_bodies(body, body_again, self.asked)
            raise broken(
                f"what came back from {self.media_type} is written otherwise",
                difference,
                sides="written first/written again",
            )

    def check_refusal(self, value: Any, refusal: so.EncodeError, allow_refusal: bool) -> None:
        reason = cut(str(refusal), _LONGEST_REASON)
        paths = refusal.paths if isinstance(refusal, so.LossyEncoding) else (refusal.path,)
        if not allow_refusal:
            raise broken(f"{self.media_type} refuses the value", error=reason) from refusal
        if not paths or not all(path.startswith("$") for path in paths):
            raise broken(f"{self.media_type} refuses the value and does not say where", error=reason)
        if isinstance(refusal, so.LossyEncoding):
            body = self.encode(value, allow_loss=True)
            found = self.read(body, value) if body else None
            difference = first_unsaid(value, found, refusal, self.asked)
            if difference is not None:
                raise broken(
                    f"{self.media_type} loses what it does not name, or keeps what it says it loses",
                    difference,
                    sides="left to be said/came back",
                    named_losses=cut(", ".join(paths), _LONGEST_REASON),
                    body=body_excerpt(body, difference, value),
                )


def _difference_of_bodies(one: Any, other: Any, type: Any) -> Difference | None:
    """Where two bodies differ: a member of their JSON, or a byte."""
    try:
        found = first_difference(exact_document(one), exact_document(other), type=type)
    except (ValueError, TypeError, so.SoCarriersError):
        found = None
    return found or first_difference(one, other)
