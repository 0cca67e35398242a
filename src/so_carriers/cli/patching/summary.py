"""What a patch does, as a table for people."""

from __future__ import annotations

from itertools import islice

from rich import box
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from so_carriers.cli.patching.changes import Change, Effect
from so_carriers.cli.patching.secrecy import Place, text_of
from so_carriers.codecs.codec import Patch
from so_carriers.patches.json_patch import JsonPatch

MOST_CHANGES = 200
"""As many as a table shows."""

_STYLES = {
    "add": "green",
    "remove": "red",
    "replace": "yellow",
    "move": "cyan",
    "copy": "cyan",
    "test": "dim",
}
_SHORTEST_VALUE = 20
_OTHER_COLUMNS = 36


def show(console: Console, effect: Effect, patch: Patch, size: int) -> None:
    """Prints a row for each of the first changes, what kind of patch says them, and its size in bytes."""
    if not effect.count:
        console.print("nothing differs", style="green")
        return
    console.print(_table(effect, max(_SHORTEST_VALUE, (console.width - _OTHER_COLUMNS) // 2)))
    if effect.count > MOST_CHANGES:
        console.print(f"and {effect.count - MOST_CHANGES:,} more")
    if isinstance(patch, JsonPatch):
        console.print(f"JSON Patch: {_counted(len(patch), 'operation')}, {_counted(size, 'byte')}")
    else:
        console.print(f"Merge patch: {_counted(effect.count, 'change')}, {_counted(size, 'byte')}")


def _table(effect: Effect, longest: int) -> Table:
    table = Table(
        "",
        Column("Where", overflow="fold"),
        Column("Before", no_wrap=True),
        Column("After", no_wrap=True),
        box=box.SIMPLE,
        padding=(0, 1, 0, 0),
    )
    for change in islice(effect.changes, MOST_CHANGES):
        table.add_row(
            Text(change.name, _STYLES[change.name]),
            _where(change),
            _value(change.old, longest, "" if change.name == "test" else "red"),
            _value(change.new, longest, "green"),
        )
    return table


def _counted(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"


def _where(change: Change) -> Text:
    source = "" if change.source is None else f"\nfrom {change.source.where}"
    return Text(f"{change.where}{source}")


def _value(place: Place | None, longest: int, style: str) -> Text:
    return Text("" if place is None else text_of(place, longest), style)
