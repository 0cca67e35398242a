"""Processes that run a campaign, and what becomes of the case that one dies of."""

from __future__ import annotations

import faulthandler
import itertools
import mmap
import multiprocessing
import struct
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from tests.engines.campaign import Campaign, Failure, Report

_BATCH = 2_000
"""After so many executions a process reports, and has shown that it does not hang."""

_SECONDS = 120
"""How long a batch may take; it takes a second."""

_MOST_KINDS = 50


class _Worker:
    """A process that runs every so-many-th execution from a first one on."""

    def __init__(self, campaign: Campaign, numbers: range) -> None:
        self.numbers = numbers
        self.place = mmap.mmap(-1, 8)
        self.reports, sent = multiprocessing.Pipe(duplex=False)
        # Forked, so that the seeds are there at once; the starting process has one thread.
        context = multiprocessing.get_context("fork")
        self.process: BaseProcess = context.Process(
            target=_work, args=(campaign, numbers, self.place, sent), daemon=True
        )
        self.process.start()
        sent.close()

    @property
    def number(self) -> int:
        """The execution that was begun last."""
        number: int = struct.unpack("q", self.place[:8])[0]
        return number


def _work(campaign: Campaign, numbers: range, place: mmap.mmap, reports: Connection) -> None:
    left = iter(numbers)
    while batch := [*itertools.islice(left, _BATCH)]:
        faulthandler.dump_traceback_later(_SECONDS, exit=True)
        reports.send(campaign.run(campaign.case(number) for number in _noted(batch, place)))
    faulthandler.cancel_dump_traceback_later()
    reports.send(None)


def _noted(numbers: list[int], place: mmap.mmap) -> Iterator[int]:
    for number in numbers:
        place[:8] = struct.pack("q", number)
        yield number


def run_in_processes(
    campaign: Campaign, executions: int, processes: int, told: Callable[[Report], None]
) -> Report:
    """Runs all executions; a process that dies or hangs leaves a failure, and another goes on behind it.

    `told` is given what was found so far, now and then.
    """
    report = Report()
    workers = [_Worker(campaign, range(first, executions, processes)) for first in range(processes)]
    while workers:
        ready = wait([worker.reports for worker in workers])
        for worker in [worker for worker in workers if worker.reports in ready]:
            found, is_over = _received(campaign, worker)
            report.add(found)
            if is_over:
                workers.remove(worker)
            if is_over and found.failures:
                rest = range(worker.number + processes, executions, processes)
                workers.append(_Worker(campaign, rest))
        told(report)
        if len(report.failures) > _MOST_KINDS:
            break
    for worker in workers:
        worker.process.kill()
    return report


def _received(campaign: Campaign, worker: _Worker) -> tuple[Report, bool]:
    """What a worker reports, and whether it is over; the death of one is a failure."""
    try:
        found: Report | None = worker.reports.recv()
    except EOFError:
        worker.process.join()
        return _death(campaign, worker), True
    if found is not None:
        return found, False
    worker.process.join()
    return Report(), True


def _death(campaign: Campaign, worker: _Worker) -> Report:
    code = worker.process.exitcode
    kind = f"a process ended with {code}" if code != 1 else "a process ended with 1: raised, or took too long"
    report = Report()
    report.tally["deaths"] += 1
    report.failures[kind] = Failure(campaign.case(worker.number), kind, f"execution {worker.number}")
    return report
