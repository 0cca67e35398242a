"""The benchmark of the server: both servers answer rightly, and what is told has a ratio for each job."""

from __future__ import annotations

import re

import pytest

import tests.benchmark_peers  # noqa: F401  # before the benchmarks import peers
from benchmarks.service.__main__ import main
from benchmarks.service.requests import jobs


def test_each_job_is_answered_by_both_servers(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--seconds", "0.1", "--rounds", "1", "--connections", "2"])
    heading, *rows = capsys.readouterr().out.splitlines()
    assert heading.split() == ["so_carriers", "FastAPI", "ratio"]
    assert [row[:26].strip() for row in rows] == [job.name for job in jobs()]
    assert all(re.search(r"/s +[0-9,]+/s +[0-9]+\.[0-9]{2}$", row) for row in rows)
