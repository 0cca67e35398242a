"""What a merge patch calls members: in the RFCs' dialect a name in another case is another name."""

from __future__ import annotations

from typing import Any

from so_carriers.errors import PatchConflict
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.patches.pointer import pointer_text
from so_carriers.schema.carrier import Carrier
from so_carriers.schema.carrier_schema import schema_of
from so_carriers.schema.member import Member
from so_carriers.schema.wire_state import WireState
from so_carriers.values.ascii_case import fold


def require_spelled_names(patch: MergePatch, value: Any) -> None:
    """Raises PatchConflict for a name that differs from that of a member in case alone.

    RFC 7396 would add it beside the member, which stayed as it was: hardly what was meant.
    """
    waiting: list[tuple[Any, Any, tuple[str, ...]]] = [(patch.document, value, ())]
    for document, there, place in waiting:  # it grows while it is read
        if not isinstance(document, dict):
            continue
        for name, item in document.items():
            inner = (*place, name)
            if isinstance(there, Carrier):
                waiting.append((item, _value_in(there, name, inner), inner))
            elif isinstance(there, dict):
                waiting.append((item, there.get(name), inner))


def _value_in(carrier: Any, name: str, place: tuple[str, ...]) -> Any:
    """What the member of that name holds; None where there is none, which takes a name in any case."""
    schema = schema_of(type(carrier))
    member = schema.by_name.get(name) or schema.by_folded_name.get(fold(name))
    state: WireState | None = carrier._wire_state
    if member is None or (state is not None and name in state.unknown):
        return None
    if name != member.name and not _is_read_as(member, name, state):
        raise PatchConflict(f"there is {member.name}, and no {name}", pointer=pointer_text(place))
    return getattr(carrier, member.attribute)


def _is_read_as(member: Member, name: str, state: WireState | None) -> bool:
    """Whether the member came by that name, or is absent: then it comes by any."""
    if state is None:
        return False
    return state.names.get(member.attribute) == name or member.attribute in state.absent
