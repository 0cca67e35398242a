"""Patches applied and made, to carriers and to plain documents.

Where a line says no more than `apply`, each call applies a patch of its own that was made
beforehand, on all sides: nothing worked out for one call helps the next. Lines that say `make and
apply` time the making of the patch from its operations too, as a server does with each request;
lines that say `made once` apply one patch to many values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import repeat
from typing import Any

import so_carriers as so
from benchmarks import payloads
from benchmarks.bars import Bar, bars
from benchmarks.line import SUBJECT, Contender, Line
from benchmarks.losses import losses, types_lost
from benchmarks.patch_bodies import Change, json_patch_change, merge_patch_change
from benchmarks.peers.declarations import published_names
from benchmarks.peers.patch_peers import (
    MERGE_PATCH,
    Apply,
    PatchPeer,
    json_patch_peers,
    merge_patch_peers,
)

_CARRIER = so.User
_NAMES = published_names(_CARRIER)
_ORJSON = "orjson + {}"
_PROBES: Mapping[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "what differs in type alone (1, true)": ({"A": 1}, {"A": True}),
    "null (as a value: removed, untold)": ({"A": 1}, {"A": None}),
}
"""Two documents, and what a peer loses whose patch does not make the second of the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A kind of patch, who knows it, and what shares of the peers' times the library may take."""

    name: str
    change: Callable[[bytes], Change]
    ours: PatchPeer
    peers: tuple[PatchPeer, ...]
    applying: Bar
    differing: Bar


def patch_lines() -> list[Line]:
    """Patches on carriers, the same on plain documents, and a body patched from bytes to bytes."""
    title, created = "CreateDefaultUser response", payloads.created_user()
    return [
        *_on_carriers(title, created),
        *_on_dictionaries(title, created),
        _through_bytes(title, _json_patch().change(created)),
        *_larger_bodies(),
    ]


def _larger_bodies() -> list[Line]:
    bodies = {"User with rights and field properties": payloads.user_with_rights()}
    captured = payloads.captured_user()
    if captured is not None:
        bodies["largest captured User"] = captured
    return [line for title, body in bodies.items() for line in _on_carriers(title, body)]


def _json_patch() -> _Kind:
    ours = PatchPeer(
        name=SUBJECT,
        applier=lambda operations: so.JsonPatch(operations).apply,
        diff=so.JsonPatch.diff,
        document=so.JsonPatch.to_list,
    )
    return _Kind(
        name="JSON Patch",
        change=json_patch_change,
        ours=ours,
        peers=json_patch_peers(),
        applying=bars().json_patch_apply,
        differing=bars().json_patch_diff,
    )


def _merge_patch() -> _Kind:
    ours = PatchPeer(
        name=SUBJECT,
        applier=lambda document: so.MergePatch(document).apply,
        diff=so.MergePatch.diff,
        document=lambda patch: patch.document,
    )
    return _Kind(
        name="merge patch",
        change=merge_patch_change,
        ours=ours,
        peers=merge_patch_peers(),
        applying=bars().merge_patch_apply,
        differing=Bar(None, (MERGE_PATCH,)),
    )


def _on_carriers(title: str, body: bytes) -> list[Line]:
    """What is timed on our side are carriers; dictionaries have no types, which is found out and told."""
    return [line for kind in (_json_patch(), _merge_patch()) for line in _typed_lines(kind, title, body)]


def _typed_lines(kind: _Kind, title: str, body: bytes) -> list[Line]:
    change, peers = kind.change(body), (_of_carriers(kind.ours), *kind.peers)
    appliers = [_applier(peer, change, typed=True) for peer in peers]
    makers = [_maker(peer, change) for peer in peers]
    prepared = [_applier(peer, change, typed=True, made_once=True) for peer in peers]
    applied = replace(kind.applying, at_most=None)
    return [
        _line(f"{kind.name} apply, {title}", change, appliers, kind.applying),
        _line(f"{kind.name} make and apply, {title}", change, makers, applied),
        _line(f"{kind.name} made once, apply, {title}", change, prepared, applied),
        _line(f"{kind.name} diff, {title}", change, _differs(peers, change), kind.differing),
    ]


def _on_dictionaries(title: str, body: bytes) -> list[Line]:
    return [line for kind in (_json_patch(), _merge_patch()) for line in _plain_lines(kind, title, body)]


def _plain_lines(kind: _Kind, title: str, body: bytes) -> list[Line]:
    change, peers = kind.change(body), (kind.ours, *kind.peers)
    appliers = [_applier(peer, change, typed=False) for peer in peers]
    applied, differed = (replace(bar, at_most=None) for bar in (kind.applying, kind.differing))
    return [
        _line(f"{kind.name} apply to dictionaries, {title}", change, appliers, applied),
        _line(f"{kind.name} diff of dictionaries, {title}", change, _differs(peers, change), differed),
    ]


def _of_carriers(ours: PatchPeer) -> PatchPeer:
    return replace(ours, decode=partial(so.decode, type=_CARRIER), encode=so.encode)


def _through_bytes(title: str, change: Change) -> Line:
    """A body decoded, patched and encoded; what is decoded is nobody else's, and may be changed."""
    kind = _json_patch()
    others = [replace(peer, name=_ORJSON.format(peer.name)) for peer in kind.peers]
    patchers = [_bytes_patcher(peer, change) for peer in (_of_carriers(kind.ours), *others)]
    fastest = Bar(None, tuple(peer.name for peer in others))
    return _line(f"JSON Patch from bytes to bytes, {title}", change, patchers, fastest)


def _line(name: str, change: Change, contenders: Iterable[Contender], bar: Bar) -> Line:
    return Line(
        name=name,
        remark=f"{len(change.patch)} changes, {len(change.old):,} bytes",
        contenders=tuple(contenders),
        references=bar.references,
        at_most=bar.at_most,
    )


def _applier(peer: PatchPeer, change: Change, *, typed: bool, made_once: bool = False) -> Contender:
    """Applies a patch of its own in each call, or one and the same."""

    def arguments(calls: int) -> Iterable[tuple[Apply, Any]]:
        if made_once:
            return zip(repeat(peer.applier(change.patch)), _values(peer, change, calls), strict=False)
        return [(peer.applier(change.patch), value) for value in _values(peer, change, calls)]

    def call(patch_and_value: tuple[Apply, Any]) -> Any:
        apply, value = patch_and_value
        return apply(value)

    check = partial(_apply_losses, peer, change, peer.applier(change.patch), typed=typed)
    return Contender(name=peer.name, call=call, arguments=arguments, check=check)


def _maker(peer: PatchPeer, change: Change) -> Contender:
    """Makes the patch and applies it."""
    apply = _making(peer, change)
    arguments = partial(_values, peer, change)
    check = partial(_apply_losses, peer, change, apply, typed=True)
    return Contender(name=peer.name, call=apply, arguments=arguments, check=check)


def _values(peer: PatchPeer, change: Change, calls: int) -> Iterable[Any]:
    if peer.changes_input:
        return [peer.decode(change.old) for _ in range(calls)]
    return repeat(peer.decode(change.old), calls)


def _apply_losses(peer: PatchPeer, change: Change, apply: Apply, *, typed: bool) -> tuple[str, ...]:
    value = peer.decode(change.old)
    lost = losses(change.new, peer.encode(apply(value)), _NAMES)
    changed = () if peer.encode(value) == change.old else ("what it was given (changes it)",)
    return *lost, *changed, *(_types_lost(peer, change) if typed else ())


def _making(peer: PatchPeer, change: Change) -> Apply:
    """What makes the patch anew for each value."""
    applier, patch = peer.applier, change.patch

    def apply(value: Any) -> Any:
        return applier(patch)(value)

    return apply


def _types_lost(peer: PatchPeer, change: Change) -> tuple[str, ...]:
    return types_lost(lambda: peer.applier(change.wrong)(peer.decode(change.old)))


def _differs(peers: Iterable[PatchPeer], change: Change) -> list[Contender]:
    return [_differ(peer, peer.diff, change) for peer in peers if peer.diff is not None]


def _differ(peer: PatchPeer, diff: Callable[[Any, Any], Any], change: Change) -> Contender:
    def call(values: tuple[Any, Any]) -> Any:
        return diff(*values)

    def patched(old: Any, new: Any) -> Any:
        return peer.applier(peer.document(diff(old, new)))(old)

    def check() -> tuple[str, ...]:
        made = patched(peer.decode(change.old), peer.decode(change.new))
        lost = [what for what, probe in _PROBES.items() if _is_lost(patched, *probe)]
        return *losses(change.new, peer.encode(made), _NAMES), *lost

    def arguments(calls: int) -> Iterable[Any]:
        return repeat((peer.decode(change.old), peer.decode(change.new)), calls)

    return Contender(name=peer.name, call=call, arguments=arguments, check=check)


def _is_lost(patched: Callable[[Any, Any], Any], old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether the patch between two documents makes something else, without being refused."""
    try:
        return repr(patched(old, new)) != repr(new)
    except so.LossyEncoding:
        return False


def _bytes_patcher(peer: PatchPeer, change: Change) -> Contender:
    apply = _making(peer, change)

    def call(body: bytes) -> bytes:
        return peer.encode(apply(peer.decode(body)))

    def check() -> tuple[str, ...]:
        return *losses(change.new, call(change.old), _NAMES), *_types_lost(peer, change)

    return Contender(name=peer.name, call=call, arguments=partial(repeat, change.old), check=check)
