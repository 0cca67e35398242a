"""`so-carriers convert` as a process: workers, interruptions, full disks, long input."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from so_carriers.cli.conversion import reading, workers as workers_module
from tests.conversion_runs import BAD, compact, convert, end_at_once, names, start

RECORD = {"Name": "x" * 5000, "Person": {"Firstname": "A", "Rank": 3}, "Credentials": [{"Value": "v"}] * 5}
STATUS = Path("/proc/self/status")


def lines(count: int) -> Iterator[str]:
    for number in range(count):
        yield compact({"AssociateId": number, **RECORD}) + "\n"


def wait_for_partial(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Waits until the output has been begun under its provisional name."""
    while not list(folder.glob(".so-carriers-*.partial")):
        assert process.poll() is None, process.communicate()


@pytest.mark.parametrize("target", ["json", "jsonl", "xml"])
def test_the_output_is_the_same_for_any_number_of_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.setattr(reading, "_RECORDS_IN_BATCH", 3)
    records = [BAD if number % 7 == 5 else compact({"AssociateId": number}) for number in range(40)]
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(records))
    outputs = []
    for workers in (1, 2):
        out = tmp_path / f"{workers}.{target}"
        done = convert(source, out, "--workers", str(workers))
        assert done.exit_code == 1, done.output
        outputs.append((out.read_bytes(), Path(f"{out}.rejected").read_bytes()))
    assert outputs[0] == outputs[1]
    assert [json.loads(line)["line"] for line in outputs[0][1].splitlines()] == [6, 13, 20, 27, 34]
    if target == "jsonl":
        assert outputs[0][0].decode().splitlines() == [record for record in records if record != BAD]


def test_a_worker_that_is_ended_from_outside_ends_the_conversion_with_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers_module, "_convert", end_at_once)
    (tmp_path / "in.json").write_text("[{},{}]")
    done = convert(tmp_path / "in.json", tmp_path / "out.xml", "--workers", "2")
    assert done.exit_code == 3
    assert "a worker process ended before its work was done" in done.stderr
    assert names(tmp_path) == {"in.json"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupted_run_leaves_nothing_and_what_was_there_as_it_was(
    tmp_path: Path, number: signal.Signals, workers: str
) -> None:
    (tmp_path / "out.xml").write_text("as it was")
    order = ["-", str(tmp_path / "out.xml"), "--from", "json-lines", "--workers", workers]
    with start(*order) as process:
        assert process.stdin is not None
        process.stdin.write("".join([BAD + "\n", *lines(150)]).encode())
        process.stdin.flush()
        wait_for_partial(process, tmp_path)
        # As a terminal does, to all of them.
        os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
        _, said = process.communicate()
    assert process.returncode == 128 + number
    assert [line for line in said.decode().splitlines() if "written as" not in line] == [
        "so-carriers convert: interrupted; no file was written"
    ]
    assert names(tmp_path) == {"out.xml"}
    assert (tmp_path / "out.xml").read_text() == "as it was"


def test_a_full_disk_leaves_nothing_and_says_so(tmp_path: Path) -> None:
    def limit_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    (tmp_path / "in.jsonl").write_text("".join(lines(100)))
    order = [str(tmp_path / "in.jsonl"), str(tmp_path / "out.json")]
    with start(*order, before=limit_files) as process:
        _, said = process.communicate()
    assert process.returncode == 3
    assert said.decode().splitlines()[-1].endswith("out.json cannot be written: File too large")
    assert names(tmp_path) == {"in.jsonl"}


def test_a_reader_that_goes_away_ends_the_run_with_3_and_one_line(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("".join(lines(200)))
    with start(str(tmp_path / "in.jsonl"), "-", "--to", "json") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(10) == b'[{"Associa'
        process.stdout.close()
        said = process.stderr.read().decode().splitlines()
    assert process.returncode == 3
    assert said == [
        f"{tmp_path / 'in.jsonl'} is read as json-lines, by its name",
        "so-carriers convert: standard output cannot be written: nobody reads it any more",
    ]


def peak_memory(folder: Path, count: int, *, target: str) -> int:
    """The memory that converting so many records takes at its peak, in kB."""
    program = f"""
import atexit, pathlib
from so_carriers.cli.main import main
def note():
    status = pathlib.Path({str(STATUS)!r}).read_text()
    pathlib.Path({str(folder / "peak")!r}).write_text(status.partition("VmHWM:")[2].split()[0])
atexit.register(note)
main()
"""
    order = ["-", os.devnull, "--from", "json", "--to", target]
    with start(*order, program=program) as process:
        assert process.stdin is not None
        process.stdin.write(b"[")
        for number, line in enumerate(lines(count)):
            process.stdin.write((b"," if number else b"") + line.encode())
        process.stdin.write(b"]")
        _, said = process.communicate()
    assert process.returncode == 0, said
    assert f"{count:,} records, " in said.decode()
    return int((folder / "peak").read_text())


@pytest.mark.skipif(not STATUS.exists(), reason="the system does not tell how much memory was used")
@pytest.mark.parametrize("target", ["json-lines", "xml"])
def test_long_input_takes_no_more_memory_than_short_input(tmp_path: Path, target: str) -> None:
    some, many = (peak_memory(tmp_path, count, target=target) for count in (400, 5_000))
    assert many < some + 10_000
