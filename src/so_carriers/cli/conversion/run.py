"""One conversion from beginning to end."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from so_carriers.cli.conversion.converter import Converted, Plan
from so_carriers.cli.conversion.errors import SOME_REJECTED, Failure, WrongUsage
from so_carriers.cli.conversion.formats import (
    Format,
    guess_by_content,
    guess_by_name,
    input_format,
    output_format,
)
from so_carriers.cli.conversion.framing import Framing, framing_of
from so_carriers.cli.conversion.progress import Meter, counted
from so_carriers.cli.conversion.reading import STANDARD, Batches, Input, records_of
from so_carriers.cli.conversion.rejected import Rejects
from so_carriers.cli.conversion.workers import convert_all
from so_carriers.cli.conversion.writing import Target, open_target
from so_carriers.engines.python.records import BrokenStream
from so_carriers.settings import Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the command line asks for."""

    source: str
    target: str
    carrier: type[Any]
    is_array: bool
    source_format: str | None
    target_format: str | None
    select: str
    extensions: bool
    allow_loss: bool
    strict: bool
    indent: bool
    workers: int
    limits: Limits


def convert(order: Order, console: Console) -> int:
    """Carries out the order and gives the exit code; raises ConversionError where that is no good.

    What people are to know goes to the console.
    """
    with ExitStack() as stack:
        source = stack.enter_context(Input(order.source))
        source_format = _source_format(order, source, console)
        target_format = _target_format(order, console)
        found = records_of(source, source_format, order.limits, is_array=order.is_array)
        framing = framing_of(target_format, order.carrier, many=found.many, indent=order.indent)
        plan = _plan(order, source_format, target_format, framing, many=found.many)
        rejects = Rejects(order.source, order.target)
        target = open_target(order.target)
        stack.callback(target.discard)
        stack.callback(rejects.discard)
        meter = Meter(console, source.size)
        stack.callback(meter.stop)
        batches = Batches(found.records)
        output = Output(target, framing)
        results = stack.enter_context(closing(convert_all(batches, plan, order.workers)))
        for converted in results:
            rejects.add(converted.rejected)
            output.add(converted)
            meter.advance(converted.bodies + len(converted.rejected), source.taken)
        meter.stop()
        failure = _finish(output, rejects, source, batches.broken)
        if rejects.count:
            console.print(rejects.summary(), style="yellow")
        if failure:
            raise Failure(failure)
        console.print(meter.summary(source.taken, target.written))
        return SOME_REJECTED if rejects.count else 0


def _finish(output: Output, rejects: Rejects, source: Input, broken: BrokenStream | None) -> str:
    """Makes the output stand, unless there is nothing to stand; gives what went wrong, if anything did."""
    if not output.count and (rejects.count or broken):
        rejects.finish()
        return "nothing was written" + (f"; {source.name}, {broken}" if broken else "")
    output.finish()
    rejects.finish()
    output.target.finish()
    return f"{source.name}, {broken}; {counted(output.count)} before that written" if broken else ""


class Output:
    """The records that were converted, framed as the format has it."""

    def __init__(self, target: Target, framing: Framing) -> None:
        self.count = 0
        self.target = target
        self._framing = framing

    def add(self, converted: Converted) -> None:
        """Writes more of them."""
        if converted.bodies:
            self.target.write(self._framing.between if self.count else self._framing.before)
            self.target.write(converted.text)
            self.count += converted.bodies

    def finish(self) -> None:
        """Writes the end."""
        self.target.write(self._framing.after if self.count else self._framing.empty)


def _target_format(order: Order, console: Console) -> Format:
    said = order.target_format
    if said is None:
        said = guess_by_name(order.target)
        if said is None:
            raise WrongUsage(f"say with --to what to write{_where(order.target)}")
        _say(console, f"{order.target} is written as {said}, by its name")
    return output_format(said)


def _source_format(order: Order, source: Input, console: Console) -> Format:
    said = order.source_format
    if said is None:
        said, how = guess_by_name(order.source), "by its name"
        if said is None:
            said, how = guess_by_content(source.first), "by its first bytes"
        if said is None:
            raise WrongUsage(f"say with --from what {source.name} holds; its first bytes do not tell")
        _say(console, f"{source.name} is read as {said}, {how}")
    return input_format(said)


def _where(path: str) -> str:
    return " to standard output" if path == STANDARD else f": the name {path} does not tell"


def _say(console: Console, text: str) -> None:
    console.print(text, style="dim")


def _plan(order: Order, source: Format, target: Format, framing: Framing, *, many: bool) -> Plan:
    return Plan(
        carrier=order.carrier,
        is_array=order.is_array and not many,
        # In an array null has its place, and in the output it keeps it.
        allows_null=many,
        reads=source.record_media_type,
        writes=target.media_type,
        select=order.select,
        strict=order.strict,
        extensions=order.extensions,
        allow_loss=order.allow_loss,
        indent=order.indent,
        limits=order.limits,
        separator=framing.between,
        margin=framing.margin,
    )
