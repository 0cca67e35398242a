"""Native engines with one fault each, which the fuzzer has to find.

A fault changes what the real one is given, or what it gives.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from so_carriers.schema.types import ValueType, is_carrier
from so_carriers.schema.wire_state import WireState
from so_carriers.settings import Limits
from tests.engines.formats import Format, reason_of

Fault: TypeAlias = Callable[[Format], Format]
"""Makes the faulty form of a format."""


def _given(change: Callable[[bytes], bytes]) -> Fault:
    """Reads another body than the one that it is given."""

    def faulty(form: Format) -> Format:
        def read(body: bytes, declared: ValueType, limits: Limits, strict: bool) -> Any:  # a Read
            return form.read_natively(change(body), declared, limits, strict)

        return replace(form, read_natively=read)

    return faulty


def _substituted(pattern: bytes, replacement: bytes) -> Fault:
    compiled = re.compile(pattern, re.DOTALL)
    return _given(lambda body: compiled.sub(replacement, body))


def _writing(change: Callable[[bytes], bytes]) -> Fault:
    """Writes another text than it should."""

    def faulty(form: Format) -> Format:
        def write(value: Any, declared: ValueType | None, limits: Limits) -> Any:
            written = form.write_natively(value, declared, limits)
            return change(written) if type(written) is bytes else written

        return replace(form, write_natively=write)

    return faulty


def _keeping(change: Callable[[WireState], WireState | None]) -> Fault:
    """Keeps another state of the outermost carrier than it should."""

    def faulty(form: Format) -> Format:
        def read(body: bytes, declared: ValueType, limits: Limits, strict: bool) -> Any:  # a Read
            value = form.read_natively(body, declared, limits, strict)
            if is_carrier(type(value)) and value._wire_state is not None:
                object.__setattr__(value, "_wire_state", change(value._wire_state))
            return value

        return replace(form, read_natively=read)

    return faulty


def _under(change: Callable[[Limits, bool], tuple[Limits, bool]]) -> Fault:
    """Reads by other rules than it is told."""

    def faulty(form: Format) -> Format:
        def read(body: bytes, declared: ValueType, limits: Limits, strict: bool) -> Any:  # a Read
            return form.read_natively(body, declared, *change(limits, strict))

        return replace(form, read_natively=read)

    return faulty


def _serving_what_is_declined(reason: str, served: Any) -> Fault:
    def faulty(form: Format) -> Format:
        def write(value: Any, declared: ValueType | None, limits: Limits) -> Any:
            written = form.write_natively(value, declared, limits)
            return served if reason_of(written) == reason else written

        return replace(form, write_natively=write)

    return faulty


def _raising(reason: str, error: Exception) -> Fault:
    def faulty(form: Format) -> Format:
        def read(body: bytes, declared: ValueType, limits: Limits, strict: bool) -> Any:  # a Read
            value = form.read_natively(body, declared, limits, strict)
            if reason_of(value) == reason:
                raise error
            return value

        return replace(form, read_natively=read)

    return faulty


def dying_of(form: Format, piece: bytes) -> Format:
    """One that the interpreter dies of where a body has this in it."""

    def read(body: bytes, declared: ValueType, limits: Limits, strict: bool) -> Any:  # a Read
        if piece in body:
            os.kill(os.getpid(), signal.SIGKILL)
        return form.read_natively(body, declared, limits, strict)

    return replace(form, read_natively=read)


_COMMON: dict[str, Fault] = {
    "drops an unknown member": _keeping(lambda state: state.changed(unknown={})),
    "forgets the order": _keeping(lambda state: state.changed(order=None)),
    "forgets the names": _keeping(lambda state: state.changed(names={})),
    "forgets nulls": _keeping(lambda state: state.changed(null=frozenset())),
    "forgets what is absent": _keeping(lambda state: state.changed(absent=frozenset())),
    "forgets spellings": _keeping(lambda state: state.changed(spellings={})),
    "reads bytes that are no UTF-8": _given(lambda body: body.decode(errors="ignore").encode()),
    "reads the wrong last digit": _substituted(rb"(\.\d{6})[1-8]", rb"\g<1>9"),
    "reads another zone": _substituted(rb"T(\d\d:\d\d:\d\d)\+01:00", rb"T\1+02:00"),
    "reads over what follows": _substituted(rb"(?<=[>}\]])[&,;:x\x00-\x08'/]+\s*$", b""),
    "reads one container too many": _under(
        lambda limits, strict: (replace(limits, depth=min(200, limits.depth + 1)), strict)
    ),
    "reads one member too many": _under(
        lambda limits, strict: (replace(limits, members=limits.members + 1), strict)
    ),
    "is never strict": _under(lambda limits, _strict: (limits, False)),
    "raises where it should decline": _raising("not Unicode", UnicodeError("raised")),
    "writes something where it should decline": _serving_what_is_declined("other type", b"null"),
    "writes nothing where it should decline": _serving_what_is_declined("needs Python", None),
    "writes one byte less": _writing(lambda text: text[:-1] if len(text) > 900 else text),
}

FAULTS: dict[str, dict[str, Fault]] = {
    "json": _COMMON
    | {
        "reads a comma before a bracket": _substituted(rb",([}\]])", rb"\1"),
        "reads leading zeros": _substituted(rb":0+(\d)", rb":\1"),
        "reads control characters": _substituted(rb"[\x00-\x1f]", b" "),
        "reads half a surrogate pair": _substituted(rb"\\ud800", b""),
        "reads a literal in other letters": _substituted(rb"True|NULL", b"null"),
        "reads an integer with a fraction": _substituted(rb":(-?\d+)\.0\b", rb":\1"),
        "reads two names as one": _substituted(rb'"name"', b'"Name"'),
        "writes the longer escape": _writing(lambda text: text.replace(b"\\n", b"\\u000a")),
        "writes escapes in capitals": _writing(lambda text: text.replace(b"\\u001f", b"\\u001F")),
    },
    "xml": _COMMON
    | {
        "reads entities that are not declared": _substituted(rb"&nbsp;", b"&#160;"),
        "reads characters that XML has not": _substituted(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b""),
        "reads references to characters that XML has not": _substituted(rb"&#x?0;", b""),
        "reads two hyphens in a comment": _substituted(rb"<!--.*?-->", b""),
        "reads attributes without quotes": _substituted(rb" a=b", b""),
        "reads another namespace as its own": _substituted(
            rb"urn:other", b"http://www.w3.org/2001/XMLSchema-instance"
        ),
        "keeps carriage returns": _substituted(rb"\r\n?", b"&#13;"),
        "writes an escape less": _writing(lambda text: text.replace(b"&gt;", b">")),
        "writes null as it likes": _writing(lambda text: text.replace(b' xsi:nil="true"', b' xsi:nil="1"')),
    },
}
