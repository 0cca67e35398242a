"""Objects are likely to have the names of the one before them; whether they do or not, the same is read."""

from __future__ import annotations

import json

from hypothesis import given, strategies as st

import so_carriers as so
from so_carriers.schema.types import declared_type
from so_carriers.settings import DEFAULT_LIMITS
from tests.engines.formats import JSON, needs_native, reason_of

pytestmark = needs_native

_NAMES = ["Value", "Tooltip", "Id", "TableRight"]
_UNKNOWN = ["Values", "Val", "x", "\N{LATIN SMALL LETTER O WITH STROKE}", 'a"b']


def spelled(name: str) -> st.SearchStrategy[str]:
    """A declared name in one of a few cases, so that many objects have the same."""
    return st.sampled_from([name, name[:1].lower() + name[1:], name.upper()])


@st.composite
def objects(draw: st.DrawFn) -> str:
    """The JSON of a Role: some of its members and unknown ones, in any order, in several spellings."""
    declared = draw(st.lists(st.sampled_from(_NAMES), unique=True))
    names = [draw(spelled(name)) for name in declared] + draw(
        st.lists(st.sampled_from(_UNKNOWN), unique=True)
    )
    if draw(st.booleans()):
        names = draw(st.permutations(names))
    colon = draw(st.sampled_from([":", ":", " : "]))
    value = {"id": "1", "tableright": '{"mask":"FULL"}'}
    escape = draw(st.booleans())
    members = (
        f"{json.dumps(name, ensure_ascii=escape)}{colon}{value.get(name.lower(), 'null')}" for name in names
    )
    return "{" + ",".join(members) + "}"


@given(st.lists(st.sampled_from(range(4)), max_size=12), st.lists(objects(), min_size=4, max_size=4))
def test_objects_are_read_alike_whatever_stood_before_them(order: list[int], kinds: list[str]) -> None:
    body = f"[{','.join(kinds[each] for each in order)}]".encode()
    declared = declared_type(list[so.Role])
    given_ = JSON.read_natively(body, declared, DEFAULT_LIMITS, False)
    if reason_of(given_) is None:
        assert so.identical(given_, JSON.read(body, declared, DEFAULT_LIMITS, False))
        assert JSON.write_natively(given_, declared, DEFAULT_LIMITS) == JSON.write(
            given_, declared, DEFAULT_LIMITS
        )
    else:
        assert reason_of(given_) == "repeated name"
