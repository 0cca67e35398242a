"""User-defined and extra fields in one dictionary, read and written by type."""

from __future__ import annotations

import builtins
import datetime
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeVar

from so_carriers import encoded_values
from so_carriers.errors import InvalidValue, excerpt, format_path
from so_carriers.schema.declared import announce
from so_carriers.values.date_time import DateTime

T = TypeVar("T")

_TRUTH = {"0": False, "1": True, "false": False, "true": True}


class CustomFields(dict[str, str | None]):
    """The custom fields of a carrier: a dictionary of texts that hold NetServer's encoded values.

    A user-defined field is called `SuperOffice:1`, an extra field `x_name`; beside them
    stand `SuperOffice:1:DisplayText`, `:DisplayTooltip` and `:org` (the value that the
    server had). Reading by type (`fields.int("SuperOffice:1")`) leaves the text as it came;
    it gives None where the field is absent or null, takes a bare value (`3`) for an encoded
    one (`[I:3]`), and raises InvalidValue, which names the field, for a text that is not of
    that type. Setting by type writes the encoded text, and null for None.
    """

    __slots__ = ()

    def text(self, key: str) -> str | None:
        """The text as it stands; texts are not encoded."""
        return self.get(key)

    def int(self, key: str) -> builtins.int | None:
        """The integer of `[I:3]`, 32 bits wide."""
        return self._read(key, encoded_values.decode_int)

    def bool(self, key: str) -> builtins.bool | None:
        """The truth value of `[I:1]` or `[I:0]`; `True` and `False` are read too."""
        return self._read(key, _decode_bool)

    def float(self, key: str) -> builtins.float | None:
        """The number of `[F:4.43]`."""
        return self._read(key, encoded_values.decode_double)

    def money(self, key: str) -> Decimal | None:
        """The amount of `[M:123.45]`."""
        return self._read(key, encoded_values.decode_money)

    def date(self, key: str) -> datetime.date | None:
        """The date of `[D:05/31/1999 00:00:00.0000000]`, month first; `[D:01/01/0001]` is "no date"."""
        return self._read(key, encoded_values.decode_date)

    def date_time(self, key: str) -> DateTime | None:
        """The moment of `[DT:05/31/1999 14:53:18.0000000]`, without a zone."""
        return self._read(key, encoded_values.decode_date_time)

    def time(self, key: str) -> datetime.time | None:
        """The time of day of `[T:14:52]`."""
        return self._read(key, encoded_values.decode_time)

    def time_span(self, key: str) -> datetime.timedelta | None:
        """The span of `[TS:500]`, in seconds."""
        return self._read(key, encoded_values.decode_time_span)

    def int_array(self, key: str) -> list[builtins.int] | None:
        """The integers of `[A:3,4,5]`."""
        return self._read(key, encoded_values.decode_int_array)

    def binary(self, key: str) -> bytes | None:
        """The bytes of `[B:AAEC]`."""
        return self._read(key, encoded_values.decode_binary)

    def set_text(self, key: str, value: str | None) -> None:
        """Writes the text as it is."""
        self[key] = value

    def set_int(self, key: str, value: builtins.int | None) -> None:
        """Writes 3 as `[I:3]`."""
        self._write(key, value, encoded_values.encode_int)

    def set_bool(self, key: str, value: builtins.bool | None) -> None:
        """Writes True as `[I:1]` and False as `[I:0]`."""
        self._write(key, value, encoded_values.encode_int)

    def set_float(self, key: str, value: builtins.float | None) -> None:
        """Writes 4.43 as `[F:4.43]`."""
        self._write(key, value, encoded_values.encode_double)

    def set_money(self, key: str, value: Decimal | None) -> None:
        """Writes Decimal("123.45") as `[M:123.45]`."""
        self._write(key, value, encoded_values.encode_money)

    def set_date(self, key: str, value: datetime.date | None) -> None:
        """Writes date(1999, 5, 31) as `[D:05/31/1999 00:00:00.0000000]`."""
        self._write(key, value, encoded_values.encode_date)

    def set_date_time(self, key: str, value: datetime.datetime | None) -> None:
        """Writes a moment, which must have no zone, as `[DT:05/31/1999 14:53:18.0000000]`."""
        self._write(key, value, encoded_values.encode_date_time)

    def set_time(self, key: str, value: datetime.time | None) -> None:
        """Writes time(14, 52) as `[T:14:52]`."""
        self._write(key, value, encoded_values.encode_time)

    def set_time_span(self, key: str, value: datetime.timedelta | None) -> None:
        """Writes a span of whole seconds as `[TS:500]`."""
        self._write(key, value, encoded_values.encode_time_span)

    def set_int_array(self, key: str, value: Iterable[builtins.int] | None) -> None:
        """Writes [3, 4, 5] as `[A:3,4,5]`."""
        self._write(key, value, encoded_values.encode_int_array)

    def set_binary(self, key: str, value: bytes | None) -> None:
        r"""Writes b"\x00\x01\x02" as `[B:AAEC]`."""
        self._write(key, value, encoded_values.encode_binary)

    def _read(self, key: str, decode: Callable[[str], T]) -> T | None:
        text = self.get(key)
        if text is None:
            return None
        try:
            return decode(text)
        except InvalidValue as reason:
            raise _refusal(key, reason) from reason

    def _write(self, key: str, value: T | None, encode: Callable[[T], str]) -> None:
        try:
            self[key] = None if value is None else encode(value)
        except InvalidValue as reason:
            raise _refusal(key, reason) from reason


announce(CustomFields)


def _refusal(key: str, reason: InvalidValue) -> InvalidValue:
    return InvalidValue(f"CustomFields{format_path([key]).removeprefix('$')}: {reason}")


def _decode_bool(text: str) -> builtins.bool:
    bare = text[3:-1] if text.startswith("[I:") and text.endswith("]") else text.lower()
    if bare not in _TRUTH:
        raise InvalidValue(f"expected a truth value such as [I:1], found {excerpt(text)}")
    return _TRUTH[bare]
