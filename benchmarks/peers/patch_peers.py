"""Libraries that apply and make patches, on documents of dictionaries and lists."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any

import json_merge_patch
import jsonpatch
import orjson

JSONPATCH, IN_PLACE = "jsonpatch", "{}, in place"
MERGE_PATCH, ON_A_COPY = "json-merge-patch", "{} on a deep copy"
ON_ORJSON = "{} on a copy by orjson"

Apply = Callable[[Any], Any]
"""From a value to what a patch makes of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchPeer:
    """A library set up for one kind of patch and one kind of value.

    `applier` makes a patch of its document, and gives what applies it. `diff` makes a
    patch, of which `document` makes the document. `changes_input` tells that a value can be
    used only once.
    """

    name: str
    applier: Callable[[Any], Apply]
    diff: Callable[[Any, Any], Any] | None = None
    document: Callable[[Any], Any] = lambda patch: patch
    decode: Callable[[bytes], Any] = orjson.loads
    encode: Callable[[Any], bytes] = orjson.dumps
    changes_input: bool = False


def json_patch_peers() -> tuple[PatchPeer, ...]:
    """What jsonpatch does when nothing is said, and what it does to a value that it may change."""
    return (
        PatchPeer(
            name=JSONPATCH,
            applier=lambda operations: jsonpatch.JsonPatch(operations).apply,
            diff=jsonpatch.make_patch,
            document=attrgetter("patch"),
        ),
        PatchPeer(
            name=IN_PLACE.format(JSONPATCH),
            applier=lambda operations: partial(jsonpatch.JsonPatch(operations).apply, in_place=True),
            changes_input=True,
        ),
        PatchPeer(name=ON_ORJSON.format(JSONPATCH), applier=_in_place_on_orjson),
    )


def _in_place_on_orjson(operations: Any) -> Apply:
    patch = jsonpatch.JsonPatch(operations)
    return lambda value: patch.apply(_copy(value), in_place=True)


def _copy(value: Any) -> Any:
    """A deep copy of what JSON can say, by a shorter way than that of the standard library."""
    return orjson.loads(orjson.dumps(value))


def merge_patch_peers() -> tuple[PatchPeer, ...]:
    """What json-merge-patch does to a copy, since it changes its value, and to the value itself."""
    return (
        PatchPeer(
            name=ON_A_COPY.format(MERGE_PATCH),
            applier=lambda document: lambda value: json_merge_patch.merge(copy.deepcopy(value), document),
        ),
        PatchPeer(
            name=ON_ORJSON.format(MERGE_PATCH),
            applier=lambda document: lambda value: json_merge_patch.merge(_copy(value), document),
        ),
        PatchPeer(
            name=MERGE_PATCH,
            applier=lambda document: lambda value: json_merge_patch.merge(value, document),
            diff=json_merge_patch.create_patch,
            changes_input=True,
        ),
    )
