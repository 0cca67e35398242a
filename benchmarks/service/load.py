"""A client that costs little: it sends requests that are ready, and looks for the end of answers alone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from benchmarks.service.requests import Job

_HOST = "127.0.0.1"


class WrongAnswer(Exception):
    """A server answered something else than what it was asked for."""


async def answer(job: Job, port: int, token: str) -> bytes:
    """The body of one answer; raises WrongAnswer where that is not right."""
    reader, writer = await asyncio.open_connection(_HOST, port)
    try:
        status, body = await _exchange(reader, writer, next(job.requests(token)))
    finally:
        writer.close()
        await writer.wait_closed()
    if status != 200 or not job.is_right(body):
        raise WrongAnswer(f"{job.name}: status {status}, {body[:200]!r}")
    return body


async def requests_per_second(job: Job, port: int, token: str, *, seconds: float, connections: int) -> float:
    """How many requests are answered in a second, by so many connections that each wait for their answer."""
    requests = job.requests(token)
    begun = time.perf_counter()
    counts = await asyncio.gather(
        *(_keep_asking(requests, job, port, begun + seconds) for _ in range(connections))
    )
    return sum(counts) / (time.perf_counter() - begun)


async def _keep_asking(requests: Iterator[bytes], job: Job, port: int, until: float) -> int:
    reader, writer = await asyncio.open_connection(_HOST, port)
    answered = 0
    try:
        while time.perf_counter() < until:
            status, body = await _exchange(reader, writer, next(requests))
            if status != 200:
                raise WrongAnswer(f"{job.name}: status {status}, {body[:200]!r}")
            answered += 1
    finally:
        writer.close()
        await writer.wait_closed()
    return answered


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> tuple[int, bytes]:
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next(int(line[15:]) for line in lines if line.startswith(b"content-length:"))
    return int(lines[0].split(b" ")[1]), await reader.readexactly(length)
