"""Forms, application/x-www-form-urlencoded, as NetServer reads them in requests.

- Percent signs, pluses and separators are those of the URL Standard; written in UTF-8.
- `Person.Firstname`, `Credentials[0].Value`; dictionaries as `CustomFields[0].Key` and
  `CustomFields[0].Value`. Read too: `Person[Firstname]`, `Ids[]`, a repeated name for a list,
  `CustomFields[key]`, and names in any ASCII case. Pairs may stand in any order.
- An absent name is an absent member, an empty value empty text and an error for any other type.
- What is repeated, missing or contradictory is an error; so is a form without a name.
- Unknown names are kept as texts, objects and arrays.
- A form has no null, no empty list, dictionary or carrier, and no types: what it cannot say
  raises LossyEncoding with all paths. Only carriers and dictionaries of scalars can be forms.
- A charset that Content-Type names is that of the bytes behind percent signs; UTF-16 and
  UTF-32, which have no such bytes, are that of the body, and UTF-8 stands behind the signs
  (Encoding Standard, "get an output encoding").
- Both dialects are alike.
"""

from __future__ import annotations

from typing import Any

from so_carriers.charsets import DEFAULT_CHARSET, octets
from so_carriers.codecs.body_text import named_codec, text_of
from so_carriers.engines.python.form_decoder import decode_form
from so_carriers.engines.python.form_encoder import encode_form
from so_carriers.schema.types import ValueType
from so_carriers.settings import Dialect, Limits

MEDIA_TYPES = ("application/x-www-form-urlencoded",)

_WIDE = ("utf-16", "utf-32")
"""The charsets that ASCII is no part of."""


class FormCodec:
    """Reads and writes forms."""

    name = "form"

    def decode(
        self,
        body: bytes | str,
        declared: ValueType,
        *,
        charset: str | None = None,
        dialect: Dialect,
        limits: Limits,
        strict: bool,
    ) -> Any:
        """The value of a form; raises DecodeError or LimitExceeded."""
        limits.check_body(body)
        python_name = DEFAULT_CHARSET
        if isinstance(body, str):
            # Text has been decoded already, whatever charset it came in.
            body = octets(body)
        elif charset is not None:
            python_name = named_codec(charset)
            if python_name.startswith(_WIDE):
                body, python_name = octets(text_of(body, python_name)), DEFAULT_CHARSET
        return decode_form(body, declared, python_name, limits, strict=strict)

    def encode(
        self,
        value: Any,
        declared: ValueType | None,
        *,
        dialect: Dialect,
        limits: Limits,
        extensions: bool = True,
        allow_loss: bool = False,
        indent: bool = False,
    ) -> bytes:
        """The form of a value; raises LossyEncoding for what it cannot say, EncodeError or LimitExceeded."""
        return encode_form(value, declared, limits, allow_loss=allow_loss)
