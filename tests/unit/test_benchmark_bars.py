"""Each engine has the bars of its column, on the documented body and on larger ones."""

from __future__ import annotations

import importlib.util
import itertools

import pytest

import so_carriers as so

PEERS = ("django", "json_merge_patch", "jsonpatch", "mimeparse", "msgspec", "pydantic", "webob", "xsdata")

pytestmark = [
    pytest.mark.skipif(
        any(importlib.util.find_spec(name) is None for name in PEERS), reason="extra bench is not installed"
    ),
    # What webob imports is deprecated in Python 3.11 and gone in 3.13.
    pytest.mark.filterwarnings("ignore:'cgi' is deprecated:DeprecationWarning"),
]

RESPONSE = "CreateDefaultUser response"
LARGER = ("User with rights and field properties", "largest captured User")

STRUCT = ("msgspec Struct",)
PYDANTIC = ("pydantic",)
LXML = ("lxml.etree, tree (floor)",)
XSDATA = ("xsdata", "xsdata on lxml", "xsdata, null left out")
JSONPATCH = ("jsonpatch",)
MERGE_PATCH = ("json-merge-patch on a deep copy",)

Column = dict[str, tuple[float, tuple[str, ...]]]

NATIVE: Column = {
    "JSON decode": (0.80, STRUCT),
    "JSON encode": (0.65, STRUCT),
    "JSON decode, one unknown member at depth 3": (0.85, STRUCT),
    "JSON decode, camelCase names": (0.85, ("msgspec Struct, camelCase classes",)),
    "JSON decode, 200 Users in one array": (0.80, STRUCT),
    "XML decode": (0.35, LXML),
    "XML encode": (0.20, LXML),
    "JSON Patch apply": (0.08, JSONPATCH),
    "JSON Patch diff": (0.05, JSONPATCH),
    "merge patch apply": (0.08, MERGE_PATCH),
}
PYTHON: Column = {
    "JSON decode": (0.95, PYDANTIC),
    "JSON encode": (0.80, ("pydantic", "pydantic, unset left out")),
    "JSON decode, one unknown member at depth 3": (1.1, PYDANTIC),
    "JSON decode, camelCase names": (1.1, ("pydantic, camelCase classes",)),
    "JSON decode, 200 Users in one array": (0.95, PYDANTIC),
    "XML decode": (0.10, XSDATA),
    "XML encode": (0.02, XSDATA),
    "JSON Patch apply": (0.10, JSONPATCH),
    "JSON Patch diff": (0.06, JSONPATCH),
    "merge patch apply": (0.10, MERGE_PATCH),
}
ACCEPT = ("werkzeug", "webob", "python-mimeparse", "Django REST framework")
SAME: Column = {
    "form decode, CreateExternalUser request": (0.6, ("urllib.parse",)),
    "form encode, CreateExternalUser request": (0.3, ("urllib.parse",)),
    **{
        f"select_encoder, header not seen before: {kind}": (0.8, ACCEPT)
        for kind in ("browser", "axios", ".NET", "*/*", "q-values")
    },
    "select_encoder, header seen before: browser": (0.2, ("orjson.dumps of the dict",)),
    "import": (1.0, ("msgspec",)),
}
COLUMNS = {"native": NATIVE, "python": PYTHON}


@pytest.mark.parametrize("engine", COLUMNS)
def test_the_bars_are_those_of_the_design_for_the_engine_that_serves(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks.payloads import captured_user  # noqa: PLC0415  # it needs the extra
    from benchmarks.running import FAMILIES  # noqa: PLC0415  # it needs the extra

    monkeypatch.setattr(so, "engine", lambda: engine)
    lines = [line for family in FAMILIES for line in family()]
    found = {line.name: (line.at_most, line.references) for line in lines if line.at_most is not None}
    bodies = (RESPONSE, *(LARGER if captured_user() else LARGER[:1]))
    everywhere = {
        f"{work}, {body}": bar
        for (work, bar), body in itertools.product(COLUMNS[engine].items(), bodies)
        if "," not in work
    }
    once = {name: bar for name, bar in COLUMNS[engine].items() if "," in name}
    assert found == everywhere | once | SAME
    for line in lines:
        assert {*line.references} <= {contender.name for contender in line.contenders}, line.name


def test_bars_alone_leave_out_lines_without_them_and_whom_they_do_not_name() -> None:
    from benchmarks.running import chosen_lines  # noqa: PLC0415  # it needs the extra

    (line,) = (line for _, line in chosen_lines("import", bars_alone=True))
    assert [contender.name for contender in line.contenders] == ["python alone", "so_carriers", "msgspec"]
    with pytest.raises(SystemExit, match="no line's name holds 'steps of the whole path'"):
        chosen_lines("steps of the whole path", bars_alone=True)
