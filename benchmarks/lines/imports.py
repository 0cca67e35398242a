"""Imports and first bodies, each in an interpreter of its own, above an interpreter that imports nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from itertools import repeat

import so_carriers as so
from benchmarks import payloads
from benchmarks.clocks import children_seconds
from benchmarks.cold_modules import module_folder
from benchmarks.line import SUBJECT, Contender, Line
from benchmarks.losses import losses
from benchmarks.peers.declarations import published_names

_NOTHING = "python alone"
_CARRIER = so.User
_FLOORS = {"orjson"}


def import_lines() -> list[Line]:
    """What `import` costs, what comes until bodies can be decoded, and until the first one is.

    Some packages load lazily, and classes are made into decoders when they are first needed.
    """
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
        *_cold_lines(payloads.created_user()),
    ]


_DECODED: Mapping[str, tuple[str, str]] = {
    SUBJECT: ("import so_carriers as so", "so.decode({body}, so.User)"),
    "msgspec": ("import msgspec_classes as own", "own.decode({body})"),
    "pydantic": ("import pydantic_classes as own", "own.decode({body})"),
    "orjson": ("import orjson", "orjson.loads({body})"),
}
_ENCODED: Mapping[str, str] = {
    SUBJECT: "so.encode({value})",
    "msgspec": "own.encode({value})",
    "pydantic": "own.encode({value})",
    "orjson": "orjson.dumps({value})",
}
"""What decodes a body after an import, and encodes the value of an expression."""


def _cold_lines(body: bytes) -> list[Line]:
    """The classes of peers are declared in modules, as their users have them."""
    decoding, encoding = {}, {}
    for name, (imported, expression) in _DECODED.items():
        value = expression.format(body=repr(body))
        decoding[name] = f"{imported}; {value}"
        encoding[name] = f"{imported}; found = {_ENCODED[name].format(value=value)}"
    checks = {name: partial(_lost, program, body) for name, program in encoding.items()}
    return [
        _line("cold process to the first User decoded", decoding, checks=checks),
        _line("cold process to the first User decoded and encoded", encoding, checks=checks),
    ]


def _line(
    name: str,
    programs: Mapping[str, str],
    at_most: float | None = None,
    checks: Mapping[str, Callable[[], tuple[str, ...]]] | None = None,
) -> Line:
    return Line(
        name=name,
        remark=f"above {_NOTHING}, each in an interpreter of its own",
        contenders=tuple(
            _contender(each, program, (checks or {}).get(each))
            for each, program in ({_NOTHING: "pass"} | dict(programs)).items()
        ),
        references=("msgspec",),
        at_most=at_most,
        baseline=_NOTHING,
    )


def _contender(name: str, program: str, check: Callable[[], tuple[str, ...]] | None) -> Contender:
    def runs() -> tuple[str, ...]:
        _run(program)
        return ()

    return Contender(
        name=name,
        call=_run,
        arguments=partial(repeat, program),
        check=check or runs,
        clock=children_seconds,
        is_floor=name in _FLOORS,
    )


def _lost(program: str, body: bytes) -> tuple[str, ...]:
    """What is lost of the body by decoding and encoding it."""
    written = _run(f"{program}; import sys; sys.stdout.buffer.write(found)")
    return losses(body, written, published_names(_CARRIER))


def _run(program: str) -> bytes:
    # -P, since the folder that the benchmarks run from would be searched first.
    ran = subprocess.run(  # noqa: S603  # the programs above
        [sys.executable, "-P", "-c", program], check=True, capture_output=True, env=_environment()
    )
    return ran.stdout


def _environment() -> dict[str, str]:
    """As it is, but that peers' classes are found, and that all that is imported gets compiled once.

    The compiled modules lie in a folder of their own; the run that checks a program writes them.
    """
    folder = module_folder(_CARRIER)
    found = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    path = os.pathsep.join(filter(None, [found.get("PYTHONPATH"), str(folder)]))
    return found | {"PYTHONPATH": path, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
