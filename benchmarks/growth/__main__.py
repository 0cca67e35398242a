"""`python -m benchmarks.growth`: how times grow with sizes, and the power that they grow with.

Each row is one work at several sizes, in processor time. The power says how: 1 is twice
the time for twice the size, 2 four times. It is fitted to what sizes add to the least time,
where that is the greater part; `last` is that over the last tenfold. `!` marks what is notable.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.line import SUBJECT

try:
    from benchmarks.growth.case import Case
    from benchmarks.growth.cases import all_cases
    from benchmarks.growth.fit import Series, measure_within
    from benchmarks.growth.report import case_document, table
    from benchmarks.heading import heading
    from benchmarks.report import heading_text
except ModuleNotFoundError as missing:
    raise SystemExit(f"there is no {missing.name}: pip install -e '.[bench]'") from missing


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line."""
    options = _parser().parse_args(arguments)
    chosen = _chosen(options.only)
    conditions = {name: text for name, text in heading(1).items() if name != "rounds"}
    print(heading_text(conditions))
    documents = []
    for case in chosen:
        found = _measured(case, options)
        loses = {name: _losses(case, name) for name in found}
        print(f"\n{table(case, found, loses)}", flush=True)
        documents.append(case_document(case, found, loses))
    if options.json is not None:
        document = {"heading": conditions, "limits": _limits(options), "cases": documents}
        options.json.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return 0


def _losses(case: Case, name: str) -> tuple[str, ...]:
    try:
        return case.losses(name)
    except Exception as error:  # noqa: BLE001  # whatever a contender raises is a finding about it
        return (f"all: {type(error).__name__}",)


def _limits(options: argparse.Namespace) -> str:
    """What was left out, in words."""
    sizes = "" if options.largest is None else f"sizes above {options.largest:,}; "
    return f"{sizes}what takes longer than {options.patience:g} s"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--only", metavar="SUBSTRING", default="", help="the cases whose name holds this")
    parser.add_argument("--largest", type=int, metavar="N", help="the largest size (all)")
    parser.add_argument(
        "--patience", type=float, default=20.0, metavar="SECONDS", help="for one size of one row (20)"
    )
    parser.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="contenders of a case measured at once (1)"
    )
    parser.add_argument("--alone", action="store_true", help="without the others beside this library")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to this file too")
    return parser


def _chosen(only: str) -> list[Case]:
    found = all_cases()
    chosen = [case for case in found if only.lower() in case.name.lower()]
    if not chosen:
        names = [case.name for case in found]
        raise SystemExit("\n".join([f"no case's name holds {only!r}; there are:", *names]))
    return chosen


def _measured(case: Case, options: argparse.Namespace) -> dict[str, Series]:
    sizes = [size for size in case.sizes if options.largest is None or size <= options.largest]
    names = [SUBJECT] if options.alone else [*case.contenders]
    with ThreadPoolExecutor(options.jobs) as threads:
        series = threads.map(
            lambda name: measure_within(case.contenders[name], sizes, options.patience), names
        )
        return dict(zip(names, series, strict=True))


if __name__ == "__main__":
    sys.exit(main())
