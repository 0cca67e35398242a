"""The memory that decoding takes, each time in a process of its own."""

from __future__ import annotations

import gc
import multiprocessing
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.growth.codecs import MakeCodec
from benchmarks.memory.resident import forget_peak, peak_bytes, resident_bytes


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes above what the process had before it decoded: at the most, and while the carriers live."""

    peak: int
    kept: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no figure, in words."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What some runs found of one codec; `note` says why there are no more of them, if there are not."""

    carriers: int
    runs: Sequence[Memory]
    note: str = ""

    @property
    def peak_per_carrier(self) -> float | None:
        """The median over the runs, in bytes; None without any."""
        return statistics.median(run.peak for run in self.runs) / self.carriers if self.runs else None

    @property
    def kept_per_carrier(self) -> float | None:
        """The median over the runs, in bytes; None without any."""
        return statistics.median(run.kept for run in self.runs) / self.carriers if self.runs else None


def measure(
    make: MakeCodec, body: Path, small_body: Path, *, carriers: int, runs: int, patience: float
) -> Measured:
    """Decodes the body of a file so many times, each time in a new process with so many seconds."""
    found: list[Memory] = []
    for _ in range(runs):
        memory = _in_a_process(make, body, small_body, patience)
        if isinstance(memory, Failure):
            return Measured(carriers=carriers, runs=found, note=memory.text)
        found.append(memory)
    return Measured(carriers=carriers, runs=found)


def _in_a_process(make: MakeCodec, body: Path, small_body: Path, patience: float) -> Memory | Failure:
    spawning = multiprocessing.get_context("spawn")
    receiver, sender = spawning.Pipe(duplex=False)
    process = spawning.Process(target=_send_memory, args=(make, body, small_body, sender), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(patience):
            return Failure(f"over {patience:g} s")
        found = receiver.recv()
        return found if isinstance(found, Memory | Failure) else Failure(f"no memory but {found!r}")
    except EOFError:
        return Failure("the process ended")
    finally:
        process.kill()
        process.join()
        receiver.close()


def _send_memory(make: MakeCodec, body: Path, small_body: Path, sender: Connection[object, object]) -> None:
    try:
        sender.send(_memory_of_decoding(make, body.read_bytes(), small_body.read_bytes()))
    except Exception as error:  # noqa: BLE001  # whatever is raised is a finding
        sender.send(Failure(f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"))


def _memory_of_decoding(make: MakeCodec, body: bytes, small_body: bytes) -> Memory:
    """The body itself is there before and does not count, nor does what the first decoding makes."""
    codec = make()
    codec.decode(small_body)
    gc.collect()
    forget_peak()
    before = resident_bytes()
    value = codec.decode(body)
    gc.collect()
    kept = resident_bytes() - before
    peak = peak_bytes() - before
    del value
    return Memory(peak, kept)
