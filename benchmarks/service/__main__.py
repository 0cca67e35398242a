"""Requests per second of the server beside a FastAPI application that does the same work on the same store.

    python -m benchmarks.service --seconds 2 --rounds 7

Each runs in a process of its own on loopback; a client in this one asks both in turn, round by round, after
it has checked what they answer. The ratio is the median of those of the rounds.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.service.load import answer, requests_per_second
from benchmarks.service.requests import Job, jobs
from benchmarks.service.serving import Served, serving


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.service",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--seconds", type=float, default=2, help="of each server in each round")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--only", default="", help="the jobs whose name holds this, in any case")
    options = parser.parse_args(arguments)
    chosen = [job for job in jobs() if options.only.lower() in job.name.lower()]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours, peer = (stack.enter_context(serving(module, folder)) for module in ("ours", "peer"))
        print(f"{'':26} {'so_carriers':>12} {'FastAPI':>12} {'ratio':>7}")
        for job in chosen:
            print(_row(job, *asyncio.run(_measure(job, ours, peer, options))))


async def _measure(
    job: Job, ours: Served, peer: Served, options: argparse.Namespace
) -> tuple[list[float], list[float]]:
    """Requests per second of both, a number for each round."""
    rates: tuple[list[float], list[float]] = ([], [])
    for served in (ours, peer):
        await answer(job, served.port, served.token)
    for _ in range(options.rounds):
        for served, found in zip((ours, peer), rates, strict=True):
            found.append(
                await requests_per_second(
                    job,
                    served.port,
                    served.token,
                    seconds=options.seconds,
                    connections=options.connections,
                )
            )
    return rates


def _row(job: Job, ours: list[float], peer: list[float]) -> str:
    ratio = statistics.median(own / other for own, other in zip(ours, peer, strict=True))
    return f"{job.name:26} {statistics.median(ours):10,.0f}/s {statistics.median(peer):10,.0f}/s {ratio:7.2f}"


if __name__ == "__main__":
    main()
