"""Imports, each in an interpreter of its own, above an interpreter that imports nothing."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from itertools import repeat

from benchmarks.clocks import children_seconds
from benchmarks.line import SUBJECT, Contender, Line

_NOTHING = "python alone"


def import_lines() -> list[Line]:
    """What `import` alone costs, and what it costs until bodies can be decoded: some packages load lazily."""
    return [
        _line(
            "import",
            {
                SUBJECT: "import so_carriers",
                "msgspec": "import msgspec",
                "pydantic": "import pydantic",
                "orjson": "import orjson",
            },
            at_most=1.0,
        ),
        _line(
            "import, and touch what declares and decodes",
            {
                SUBJECT: "import so_carriers; so_carriers.decode, so_carriers.User",
                "msgspec": "import msgspec; msgspec.Struct, msgspec.json.Decoder",
                "pydantic": "import pydantic; pydantic.BaseModel, pydantic.TypeAdapter",
                "orjson": "import orjson; orjson.loads",
            },
        ),
    ]


def _line(name: str, programs: dict[str, str], at_most: float | None = None) -> Line:
    return Line(
        name=name,
        remark=f"above {_NOTHING}, each in an interpreter of its own",
        contenders=tuple(_contender(*item) for item in ({_NOTHING: "pass"} | programs).items()),
        references=("msgspec",),
        at_most=at_most,
        baseline=_NOTHING,
    )


def _contender(name: str, program: str) -> Contender:
    def check() -> tuple[str, ...]:
        _run(program)
        return ()

    return Contender(
        name=name, call=_run, arguments=partial(repeat, program), check=check, clock=children_seconds
    )


def _run(program: str) -> None:
    # -P, since the folder that the benchmarks run from would be searched first.
    subprocess.run([sys.executable, "-P", "-c", program], check=True, capture_output=True)  # noqa: S603  # the programs above
