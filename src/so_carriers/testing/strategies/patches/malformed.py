"""What is no JSON Patch, in whatever way: documents and texts that must be refused as bodies."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from so_carriers.settings import Dialect

_NO_JSON = [
    b"", b" ", b"[", b"]", b"[{]", b"[,]", b"[{}", b"[] []", b"[]]", b"\xff", b'["\xc3"]', b"\xef\xbb\xbf[",
    b'[{"op":"test","path":"","value":1},]',
    b'[{"op":"test","path":"","value":NaN}]',
    b'[{"op":"test","path":"","value":01}]',
    b"[{'op':'test','path':'','value':1}]",
    b'[{"op":"test","path":"/\\ud800","value":1}]',
    b'[{"op":"test","path":"","value":"\n"}]',
    b'[{"op":"test","path":"","value":1}',
]  # fmt: skip
"""Bodies that are no JSON (RFC 8259), or none that UTF-8 can write."""

_NO_PATCHES: list[Any] = [
    {}, [{}], [[]], [None], [1], ["remove"], None, 1, True, "", "[]", {"op": "remove", "path": "/a"}
]  # fmt: skip
"""Documents that are no arrays of objects."""

_NO_POINTERS: list[Any] = ["/~", "/~2", "/a~", "/~~1", None, 1, True, ["a"], {}]
_NO_NAMES: list[Any] = ["", "append", "Add", "REMOVE", " test", "merge", None, 1, True, ["add"], {}]


@cache
def malformed_texts() -> st.SearchStrategy[bytes]:
    """Bodies that are no JSON."""
    return st.sampled_from(_NO_JSON)


@cache
def malformed_patches(dialect: Dialect) -> st.SearchStrategy[Any]:
    """Documents that are JSON and no patch."""
    operations = st.sampled_from(malformed_operations(dialect)).map(lambda operation: [operation])
    return operations | st.sampled_from(_NO_PATCHES)


def malformed_operations(dialect: Dialect) -> list[dict[str, Any]]:
    """Objects that are no operations (RFC 6902, section 4)."""
    right = {"op": "add", "path": "/a", "value": 1}
    pointers = [*_NO_POINTERS, *(["a", "a/b", "#/a", " /a"] if dialect is Dialect.RFC else [])]
    return [
        *[{name: item for name, item in right.items() if name != left_out} for left_out in right],
        *[{**right, "op": name, "value": 1} for name in _NO_NAMES],
        *[{**right, "path": pointer} for pointer in pointers],
        {"op": "remove", "path": ""},
        {"op": "replace", "path": "/a"},
        {"op": "test", "path": "/a", "VALUE": 1},
        {"Op": "add", "path": "/a", "value": 1},
        *[{"op": name, **rest} for name in ("copy", "move") for rest in _wrong_sources(pointers)],
        {"op": "move", "from": "", "path": "/a"},
        {"op": "move", "from": "/a", "path": "/a/b"},
        {"op": "move", "from": "/a/0", "path": "/a/0/b/c"},
    ]


def _wrong_sources(pointers: list[Any]) -> list[dict[str, Any]]:
    return [{"path": "/a"}, {"from": "/a"}, *[{"from": pointer, "path": "/a"} for pointer in pointers]]
