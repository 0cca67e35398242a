"""What `so-carriers demo` prints of patches: a few changes of a documented body, and what says them."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from so_carriers.carriers.user import User
from so_carriers.cli.demonstration import BODIES, first_difference, in_words, seconds_of
from so_carriers.codecs.codec import Patch
from so_carriers.messages import decode, encode
from so_carriers.patches.json_patch import JsonPatch
from so_carriers.patches.merge_patch import MergePatch
from so_carriers.schema.presence import set_absent

_BODY = next(body for body in BODIES if body.type is User)
_KINDS: tuple[tuple[str, type[Patch], str], ...] = (
    ("JSON Patch", JsonPatch, "application/json-patch+json"),
    ("Merge Patch", MergePatch, "application/merge-patch+json"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What became of a change that travelled as a patch: the patch, its seconds, and the outcome."""

    patch: Patch
    size: int
    diff_seconds: float
    apply_seconds: float
    difference: str

    @property
    def outcome(self) -> str:
        """The outcome, with markup."""
        return f"[red]{escape(self.difference)}[/]" if self.difference else "[green]identical[/]"


def show(console: Console) -> bool:
    """Prints a few changes as a patch of each kind; False where one does not give the changed body."""
    old = decode(_BODY.read(), User)
    new = changed(old)
    whole = len(encode(new))
    console.print(f"A few members of the {_BODY.name} changed, as patches", style="bold", highlight=False)
    table = Table(
        "Patch", "Bytes", "Of the body", "Diff", "Apply", "Result", box=box.SIMPLE, padding=(0, 1, 0, 0)
    )
    differs = False
    for name, kind, media_type in _KINDS:
        exchange = there_and_back(old, new, kind, media_type)
        differs = differs or bool(exchange.difference)
        for line in (name, *_lines(exchange.patch)):
            console.print(line, highlight=False, markup=False)
        times = in_words(exchange.diff_seconds), in_words(exchange.apply_seconds)
        share = f"{exchange.size / whole:.0%} of {whole}"
        table.add_row(name, str(exchange.size), share, *times, exchange.outcome)
    console.print(table)
    return not differs


def changed(user: User) -> User:
    """The user with some members changed and one taken away; what was given stays as it is."""
    other = copy.deepcopy(user)
    other.rank = 159
    other.user_name = "kari.moe"
    other.extra_fields = {**(user.extra_fields or {}), "ExtraFields3": "new"}
    set_absent(other, "request_signature")
    return other


def there_and_back(old: User, new: User, kind: type[Patch], media_type: str) -> Exchange:
    """What becomes of a change that is written as a patch, read again and applied to what was there."""
    sent = encode(new, media_type, base=old)
    patched = decode(sent, User, media_type, base=old)
    return Exchange(
        patch=decode(sent, kind, media_type),
        size=len(sent),
        diff_seconds=seconds_of(lambda: encode(new, media_type, base=old)),
        apply_seconds=seconds_of(lambda: decode(sent, User, media_type, base=old)),
        difference=first_difference(encode(new), encode(patched)),
    )


def _lines(patch: Patch) -> Iterator[str]:
    """The patch document, an operation or a member a line."""
    if isinstance(patch, JsonPatch):
        parts, before, after = [_compact(operation) for operation in patch.to_list()], "[", "]"
    else:
        members = patch.document.items()
        parts, before, after = [f"{_compact(name)}:{_compact(item)}" for name, item in members], "{", "}"
    for number, part in enumerate(parts, 1):
        yield f"  {before if number == 1 else ' '}{part}{after if number == len(parts) else ','}"


def _compact(document: Any) -> str:
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)
