"""What must hold for a case: a check for each way of putting the library to the test.

A good body is read, comes back, and says the same in every format. Of a damaged one there is
a value or one of our errors, fit for a log. Whatever else is raised is a failure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import so_carriers as so
from so_carriers.schema.types import is_carrier
from so_carriers.testing import laws
from so_carriers.testing.fuzzing.cases import FORM, JSON, JSON_PATCH, XML, Case, Target
from so_carriers.testing.fuzzing.failures import Observed

Check: TypeAlias = Callable[[Case], None]

GOOD, REMADE, DAMAGED = "good body", "made in Python", "damaged body"
DIFFERENCE, PATCH, DAMAGED_PATCH = "difference", "patch", "damaged patch"
ACCEPT, CONTENT_TYPE = "Accept", "Content-Type"
SENT = "request"
"""What is sent to a server has no check of its own: the answer counts."""

_LONGEST_ERROR = 600
_PATCHES: tuple[Any, Any] = (so.JsonPatch, so.MergePatch)


def check(case: Case) -> None:
    """Puts the library to the check that the case is for; raises whatever is wrong.

    KeyError is for a case that names no check of its target.
    """
    CHECKS[case.target, case.check](case)


def check_good_json(case: Case) -> None:
    """A JSON body comes back as its compact form, and in XML as what it was."""
    laws.assert_body_comes_back(_body(case), case.cls, case.media_type)
    _comes_back(so.decode(_body(case), case.cls, case.media_type), XML)


def check_good_xml(case: Case) -> None:
    """What an XML document says comes back, in XML and in JSON."""
    _comes_back(so.decode(_body(case), case.cls, case.media_type), XML)


def check_good_form(case: Case) -> None:
    """What a form says comes back, as a form, in JSON and in XML."""
    _comes_back(so.decode(_body(case), case.cls, FORM), FORM, XML)


def check_remade(case: Case) -> None:
    """A carrier whose attributes were set in Python, and say all that there is, comes back."""
    _comes_back(remade(so.decode(_body(case), case.cls, case.media_type)), XML, FORM)


def check_damaged(case: Case) -> None:
    """Of any bytes there is a value that can be written, or one error of ours."""
    for strict in (False, True):
        value, error = _attempt(so.decode, _body(case), case.cls, case.media_type, strict=strict)
        if error is None:
            _comes_back(value, case.media_type)


def check_difference(case: Case) -> None:
    """The patches from one carrier to another lead from the one to the other."""
    old, new = so.decode(case.base or b"", case.cls), so.decode(_body(case), case.cls)
    laws.assert_patch_law(old, new)


def check_patch(case: Case) -> None:
    """A patch is applied as a whole, or refused by us; what it was applied to stays as it was."""
    value = so.decode(case.base or b"", case.cls)
    before = so.encode(value)
    kind = _PATCHES[case.media_type != JSON_PATCH]
    for dialect in so.Dialect:
        patch, error = _attempt(kind.decode, _body(case), dialect=dialect)
        if error is not None:
            continue
        again = kind.decode(patch.encode(dialect=dialect), dialect=dialect)
        if again != patch:
            raise Observed("patch read again", f"expected {patch!r}\nfound {again!r}")
        result, error = _attempt(patch.apply, value, dialect=dialect)
        if error is None and result is not None:
            _comes_back(result)
        if so.encode(value) != before:
            raise Observed("patched value changed", f"expected {before!r}\nfound {so.encode(value)!r}")


def check_accept(case: Case) -> None:
    """An Accept header gets what RFC 9110 says, or 406, and the choice can be explained."""
    negotiator = so.default_negotiator()
    offers = [row.media_type for row in negotiator.explain(None).rows]
    for dialect in so.Dialect:
        laws.assert_negotiates(case.header, offers, dialect=dialect)
        explained = str(so.default_negotiator(dialect).explain(case.header))
        choice, error = _attempt(so.default_negotiator(dialect).select_encoder, case.header)
        if error is None and choice.media_type not in explained:
            raise Observed("explanation", f"{choice.media_type} is not in\n{explained}")


def check_content_type(case: Case) -> None:
    """A Content-Type names a codec or is refused by us, and so is a body in it."""
    for method in ("POST", "PATCH"):
        for dialect in so.Dialect:
            _attempt(so.default_negotiator(dialect).select_decoder, case.header, method)
    _attempt(so.decode, b"{}", so.Role, case.header or "")


CHECKS: Mapping[tuple[Target, str], Check] = MappingProxyType(
    {
        (Target.JSON, GOOD): check_good_json,
        (Target.JSON, REMADE): check_remade,
        (Target.JSON, DAMAGED): check_damaged,
        (Target.XML, GOOD): check_good_xml,
        (Target.XML, REMADE): check_remade,
        (Target.XML, DAMAGED): check_damaged,
        (Target.FORM, GOOD): check_good_form,
        (Target.FORM, REMADE): check_remade,
        (Target.FORM, DAMAGED): check_damaged,
        (Target.PATCH, DIFFERENCE): check_difference,
        (Target.PATCH, PATCH): check_patch,
        (Target.PATCH, DAMAGED_PATCH): check_patch,
        (Target.NEGOTIATE, ACCEPT): check_accept,
        (Target.NEGOTIATE, CONTENT_TYPE): check_content_type,
    }
)
"""The checks of each target, by the names that files of failures have for them."""


def remade(value: Any) -> Any:
    """The same value as if it were made in Python: nothing is kept beside its attributes."""
    cls: Any = type(value)
    if is_carrier(cls):
        members = so.schema_of(cls).members
        return cls(**{member.attribute: remade(getattr(value, member.attribute)) for member in members})
    if isinstance(value, dict):
        return cls({key: remade(item) for key, item in value.items()})
    return [*map(remade, value)] if isinstance(value, list) else value


def _comes_back(value: Any, *media_types: str) -> None:
    """Raises unless the value comes back from JSON, and from those formats as far as they can say it."""
    laws.assert_round_trips(value, JSON, allow_refusal=False)
    for media_type in media_types:
        laws.assert_round_trips(value, media_type)
    laws.assert_formats_agree(value)


def _attempt(
    call: Callable[..., Any], *arguments: Any, **options: Any
) -> tuple[Any, so.SoCarriersError | None]:
    """What a call gives, or the error of ours that it raises, which must be fit for a log."""
    try:
        return call(*arguments, **options), None
    except so.SoCarriersError as error:
        _require_fit_for_a_log(error)
        return None, error


def _require_fit_for_a_log(error: so.SoCarriersError) -> None:
    text = str(error)
    if len(text) > _LONGEST_ERROR or not text.isprintable():
        shown = f"{text[:_LONGEST_ERROR]!r}, {len(text)} characters"
        raise Observed(f"{type(error).__name__} unfit for a log", shown)


def _body(case: Case) -> bytes:
    return case.body or b""
