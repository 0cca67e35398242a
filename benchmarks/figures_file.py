"""Figures in a file of JSON, and out of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.figures import CloserLook, ContenderFigures, Figures, Kind, LineFigures
from benchmarks.spread import Spread
from benchmarks.verdicts import Verdict

STORED = Path(__file__).with_name("figures.json")
"""The figures that docs/benchmarks.md is made of."""

_DIGITS = 4
"""That count, of each figure; no run tells more of them."""


def write_figures(figures: Figures, file: Path) -> None:
    """Writes figures, a line of text for each contender."""
    file.write_text(_text(_document(figures)), encoding="utf-8")


def read_figures(file: Path) -> Figures:
    """The figures that a file holds.

    Raises OSError where there is no such file, ValueError where it holds something else.
    """
    document = json.loads(file.read_bytes())
    try:
        lines = [_line(line) for line in document.pop("lines")]
        return Figures(heading=document.pop("heading"), lines=lines, parts=document)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{file.name} holds no figures of python -m benchmarks") from error


def _text(document: dict[str, Any]) -> str:
    lines, parts = (
        document.pop("lines"),
        {name: document.pop(name) for name in [*document] if name != "heading"},
    )
    head = json.dumps(document, indent=1, ensure_ascii=False).removesuffix("\n}")
    body = ",\n".join(map(_line_text, lines))
    rest = "".join(f",\n {json.dumps(name)}: {_part_text(part)}" for name, part in parts.items())
    return f'{head},\n "lines": [\n{body}\n ]{rest}\n}}\n'


def _part_text(part: Mapping[str, Any]) -> str:
    """What another command found, a line of text for each item of its lists."""
    return (
        "{"
        + ",".join(f"\n  {json.dumps(name)}: {_value_text(value)}" for name, value in part.items())
        + "\n }"
    )


def _value_text(value: Any) -> str:
    value = _all_rounded(value)
    if not isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return "[\n" + ",\n".join(f"   {_dense(item)}" for item in value) + "\n  ]"


def _all_rounded(value: Any) -> Any:
    match value:
        case float():
            return _rounded(value)
        case list():
            return [_all_rounded(item) for item in value]
        case dict():
            return {name: _all_rounded(item) for name, item in value.items()}
    return value


def _line_text(line: dict[str, Any]) -> str:
    contenders = line.pop("contenders")
    head = _dense(line)
    body = ",\n".join(f"   {_dense(each)}" for each in contenders)
    return f'  {head[:-1]},"contenders":[\n{body}\n  ]}}'


def _dense(value: Any) -> str:
    """A line of text without blanks that say nothing."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _document(figures: Figures) -> dict[str, Any]:
    return {
        "heading": dict(figures.heading),
        **figures.parts,
        "lines": [_line_document(line) for line in figures.lines],
    }


def _line_document(line: LineFigures) -> dict[str, Any]:
    closer = line.closer
    return {
        "name": line.name,
        "remark": line.remark,
        "at_most": line.at_most,
        "reference": line.reference,
        "verdict": line.verdict,
        "closer": closer and {"processes": closer.processes, "ratio": _spread_document(closer.ratio)},
        "contenders": [_contender_document(each) for each in line.contenders],
    }


def _contender_document(contender: ContenderFigures) -> dict[str, Any]:
    return {
        "name": contender.name,
        "kind": contender.kind,
        "loses": list(contender.loses),
        "seconds": contender.seconds and _interval_document(contender.seconds),
        "least": contender.least and _rounded(contender.least),
        "ratio": contender.ratio and _spread_document(contender.ratio),
        "to_subject": contender.to_subject and _three(contender.to_subject),
    }


def _spread_document(spread: Spread) -> dict[str, Any]:
    return {**_interval_document(spread), "quartiles": [_rounded(spread.lower), _rounded(spread.upper)]}


def _interval_document(spread: Spread) -> dict[str, Any]:
    """What is needed of times, whose quartiles nothing asks for."""
    return {"median": _rounded(spread.median), "interval": [_rounded(spread.low), _rounded(spread.high)]}


def _three(spread: Spread) -> list[float]:
    """The median and the interval, shorter, since every contender has it."""
    return [_rounded(each) for each in (spread.median, spread.low, spread.high)]


def _rounded(number: float) -> float:
    return float(f"{number:.{_DIGITS}g}")


def _line(document: dict[str, Any]) -> LineFigures:
    said, closer = document["verdict"], document["closer"]
    return LineFigures(
        name=document["name"],
        remark=document["remark"],
        at_most=document["at_most"],
        reference=document["reference"],
        verdict=None if said is None else Verdict(said),
        closer=closer and CloserLook(processes=closer["processes"], ratio=_spread(closer["ratio"])),
        contenders=tuple(map(_contender, document["contenders"])),
    )


def _contender(document: dict[str, Any]) -> ContenderFigures:
    seconds, ratio = document["seconds"], document["ratio"]
    to_subject = document.get("to_subject")
    return ContenderFigures(
        name=document["name"],
        kind=Kind(document["kind"]),
        loses=tuple(document["loses"]),
        seconds=seconds and _spread(seconds),
        least=document["least"],
        ratio=ratio and _spread(ratio),
        to_subject=to_subject and Spread(*to_subject, *to_subject[1:]),
    )


def _spread(document: dict[str, Any]) -> Spread:
    interval = document["interval"]
    return Spread(document["median"], *document.get("quartiles", interval), *interval)
