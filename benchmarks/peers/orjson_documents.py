"""orjson on plain dictionaries: no types at all, the floor below everything that stands on it."""

from __future__ import annotations

import orjson

from benchmarks.peers.json_peer import JsonPeer

ORJSON = "orjson, dict (floor)"


def orjson_peer() -> JsonPeer:
    """Dictionaries, lists and scalars."""
    return JsonPeer(name=ORJSON, decode=orjson.loads, encode=orjson.dumps, is_floor=True)
