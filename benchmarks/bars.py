"""The bars, one column of them for each engine: the only place that asks which engine serves.

What is not here is the same for both, and stands with its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import so_carriers as so
from benchmarks.peers.lxml_trees import LXML
from benchmarks.peers.msgspec_models import STRUCT
from benchmarks.peers.patch_peers import JSONPATCH, MERGE_PATCH, ON_A_COPY
from benchmarks.peers.pydantic_models import PYDANTIC, PYDANTIC_UNSET
from benchmarks.peers.xsdata_models import XSDATA, XSDATA_ON_LXML, XSDATA_WITHOUT_NULL


@dataclass(frozen=True, slots=True)
class Bar:
    """The share of the time of the fastest of these that the library may take; None where any will do."""

    at_most: float | None
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """The bars of one engine; `of` says which in words.

    `json_decode_tolerant` is for bodies with a member that no schema declares, and for names in
    another case: there the references are set up for these names.
    """

    of: str
    json_decode: Bar
    json_decode_tolerant: Bar
    json_decode_many: Bar
    json_encode: Bar
    xml_decode: Bar
    xml_encode: Bar
    json_patch_apply: Bar
    json_patch_diff: Bar
    merge_patch_apply: Bar


_XSDATA = (XSDATA, XSDATA_ON_LXML, XSDATA_WITHOUT_NULL)
_COPYING = (ON_A_COPY.format(MERGE_PATCH),)

NATIVE = Bars(
    of="the native engine",
    json_decode=Bar(0.80, (STRUCT,)),
    json_decode_tolerant=Bar(0.85, (STRUCT,)),
    json_decode_many=Bar(0.80, (STRUCT,)),
    json_encode=Bar(0.65, (STRUCT,)),
    xml_decode=Bar(0.35, (LXML,)),
    xml_encode=Bar(0.20, (LXML,)),
    json_patch_apply=Bar(0.08, (JSONPATCH,)),
    json_patch_diff=Bar(0.05, (JSONPATCH,)),
    merge_patch_apply=Bar(0.08, _COPYING),
)
REFERENCE = Bars(
    of="the reference engine",
    json_decode=Bar(0.95, (PYDANTIC,)),
    json_decode_tolerant=Bar(1.1, (PYDANTIC,)),
    json_decode_many=Bar(0.95, (PYDANTIC,)),
    json_encode=Bar(0.80, (PYDANTIC, PYDANTIC_UNSET)),
    xml_decode=Bar(0.10, _XSDATA),
    xml_encode=Bar(0.02, _XSDATA),
    json_patch_apply=Bar(0.10, (JSONPATCH,)),
    json_patch_diff=Bar(0.06, (JSONPATCH,)),
    merge_patch_apply=Bar(0.10, _COPYING),
)
_COLUMNS: Mapping[str, Bars] = {"native": NATIVE, "python": REFERENCE}


def bars() -> Bars:
    """Those of the engine that serves."""
    return _COLUMNS[so.engine()]
