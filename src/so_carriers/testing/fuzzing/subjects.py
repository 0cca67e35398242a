"""What a campaign draws its cases from: the strategies of each target, for each carrier class."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from hypothesis import strategies as st

import so_carriers as so
from so_carriers.testing import (
    accept_headers,
    changed_copies,
    content_types,
    damaged,
    form_bodies,
    json_bodies,
    json_patch_bodies,
    merge_patch_bodies,
    xml_bodies,
)
from so_carriers.testing.fuzzing.campaign import Subject
from so_carriers.testing.fuzzing.cases import FORM, JSON, JSON_PATCH, MERGE_PATCH, XML, Case, Target
from so_carriers.testing.fuzzing.checks import (
    ACCEPT,
    CONTENT_TYPE,
    DAMAGED,
    DAMAGED_PATCH,
    DIFFERENCE,
    GOOD,
    PATCH,
    REMADE,
    SENT,
)

_SENDABLE = re.compile(r"[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?")
"""A header's value as every HTTP library sends it."""

_Cases = st.SearchStrategy[Case]
_BODIES: dict[Target, tuple[Callable[[Any], st.SearchStrategy[bytes]], str]] = {
    Target.JSON: (json_bodies, JSON),
    Target.XML: (xml_bodies, XML),
    Target.FORM: (form_bodies, FORM),
}


def subjects(target: Target, carriers: Sequence[str]) -> list[Subject]:
    """What there is to check of the library: each of those carriers, or headers."""
    if target is Target.NEGOTIATE:
        return [
            Subject(target=target, name="Accept", cases=_accept_cases),
            Subject(target=target, name="Content-Type", cases=_content_type_cases),
        ]
    cases = _patch_cases if target is Target.PATCH else partial(_body_cases, target)
    return [Subject(target=target, name=name, cases=partial(cases, name)) for name in carriers]


def requests(target: Target, carriers: Sequence[str]) -> list[Subject]:
    """What is sent to a server: bodies of those carriers, with Accept headers for NEGOTIATE."""
    cases: Callable[[str], _Cases]
    if target is Target.NEGOTIATE:
        cases = _negotiating_requests
    elif target is Target.PATCH:
        cases = _patch_requests
    else:
        cases = partial(_body_requests, target)
    return [Subject(target=target, name=name, cases=partial(cases, name)) for name in carriers]


def _body_cases(target: Target, carrier: str) -> _Cases:
    strategy, media_type = _BODIES[target]
    good = strategy(getattr(so, carrier))
    case = partial(Case, target=target, carrier=carrier, media_type=media_type)
    return st.one_of(
        good.map(lambda body: case(check=GOOD, body=body)),
        good.map(lambda body: case(check=REMADE, body=body)),
        damaged(good).map(lambda body: case(check=DAMAGED, body=body)),
    )


def _patch_cases(carrier: str) -> _Cases:
    return _bases(carrier).flatmap(partial(_cases_from_base, carrier))


def _bases(carrier: str) -> st.SearchStrategy[bytes]:
    return json_bodies(getattr(so, carrier))


def _cases_from_base(carrier: str, base: bytes) -> _Cases:
    case = partial(Case, target=Target.PATCH, carrier=carrier, base=base)
    value = so.decode(base, getattr(so, carrier))
    json_patch = partial(case, media_type=JSON_PATCH)
    merge_patch = partial(case, media_type=MERGE_PATCH)
    return st.one_of(
        _bases(carrier).map(lambda body: case(check=DIFFERENCE, body=body)),
        changed_copies(value).map(lambda changed: case(check=DIFFERENCE, body=so.encode(changed))),
        _good_and_damaged(json_patch_bodies(value), json_patch),
        _good_and_damaged(json_patch_bodies(value, valid=False), json_patch),
        _good_and_damaged(merge_patch_bodies(value), merge_patch),
    )


def _good_and_damaged(bodies: st.SearchStrategy[bytes], case: Callable[..., Case]) -> _Cases:
    return st.one_of(
        bodies.map(lambda body: case(check=PATCH, body=body)),
        damaged(bodies).map(lambda body: case(check=DAMAGED_PATCH, body=body)),
    )


def _accept_cases() -> _Cases:
    return accept_headers().map(lambda header: Case(target=Target.NEGOTIATE, check=ACCEPT, header=header))


def _content_type_cases() -> _Cases:
    return content_types().map(
        lambda header: Case(target=Target.NEGOTIATE, check=CONTENT_TYPE, header=header)
    )


# --- for a server


def _body_requests(target: Target, carrier: str) -> _Cases:
    strategy, media_type = _BODIES[target]
    good = strategy(getattr(so, carrier))
    return (good | damaged(good)).map(
        lambda body: Case(target=target, check=SENT, carrier=carrier, media_type=media_type, body=body)
    )


def _patch_requests(carrier: str) -> _Cases:
    patches = _patch_cases(carrier).filter(lambda case: case.check != DIFFERENCE)
    return patches.map(lambda case: replace(case, check=SENT))


def _negotiating_requests(carrier: str) -> _Cases:
    headers = accept_headers().filter(lambda header: _SENDABLE.fullmatch(header) is not None)
    return st.builds(
        partial(Case, target=Target.NEGOTIATE, check=SENT, carrier=carrier),
        body=_bases(carrier),
        header=headers,
    )
