"""Peers that read and write forms; apart from the others, since they import a whole framework."""

from __future__ import annotations

from benchmarks.growth.codecs import Codec
from benchmarks.peers.form_peers import form_peers


def form_codec(root: type, name: str) -> Codec:
    """The peer of this name for forms."""
    peer = next(peer for peer in form_peers(root) if peer.name == name)
    if peer.encode is None:
        raise LookupError(f"{name} writes no forms")
    return Codec(peer.decode, peer.encode)
