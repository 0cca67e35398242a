"""Where something else is faster, found in the figures, and when that is the better choice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.figures import ContenderFigures, Figures, Kind
from benchmarks.line import SUBJECT
from benchmarks.report import figure

WHEN: Mapping[str, str] = {
    "orjson, dict": "dictionaries are enough: you read a few members by name, or hand a body on, and nobody "
    "needs types, defaults or errors with a path",
    "msgspec Struct": "you own both ends or the schema stands still: no unknown members to keep, "
    "microseconds are enough for dates, and absent and null mean the same to you",
    "msgspec dataclass": "you have dataclasses already, may change their attributes to the names in the "
    "body, and can do without what is lost",
    "pydantic": "what you want is validation by rules of your own, with all errors of a body at once, in an "
    "application that stands on pydantic anyway",
    "mashumaro": "you have dataclasses of your own, and what is lost does not matter to you",
    "cattrs": "classes and the rules of their conversion must stay apart, and differ from place to place",
    "xsdata": "you have an XML Schema that is not of this API: it generates the classes and knows all of XML",
    "pydantic-xml": "your models are pydantic models already, and XML is a side door to them",
    "xmltodict": "a script looks once into a document, and every value may be a text",
    "lxml.etree": "you look for a few elements with XPath, or transform documents",
    "expat": "you count or search elements while they stream by",
    "urllib.parse": "pairs of texts are enough",
    "werkzeug": "you are in a werkzeug or Flask application: what it parses is at hand already",
    "Django QueryDict": "you are in Django: the form is at hand as `request.POST`",
    "jsonpatch": "what is patched are dictionaries, and the patch library must have no other dependency",
    "orjson + jsonpatch": "the body is patched and sent on, and no type of any member has to hold afterwards",
    "json-merge-patch": "what is patched are plain dictionaries that nobody else holds, so that they may be "
    "changed in place",
    "werkzeug +": "you put a service together from parts of your choice, none of which knows the others",
    "python-mimeparse +": "you put a service together from parts, and want the smallest one for headers",
    "webob": "you are in a WebOb or Pyramid application: `request.accept` is at hand already",
    "python-mimeparse": "you need one function and no more",
    "Django REST framework": "you are in Django REST framework, whose views, parsers and renderers expect "
    "its own negotiation",
    "msgspec": "a command starts so often that its imports count, and Structs are enough",
    "orjson": "a command starts so often that its imports count, and dictionaries are enough",
}
"""When to take something else, by how the names of its contenders begin."""

READ_NOTHING = "names in another case"
"""What those lose whose classes do not know the names in the body: they skip it, which is quick."""

CLEARLY = 0.9
"""The share of the library's time from which on a single series of times tells who is faster."""

_OURS = {Kind.SUBJECT, Kind.PART, Kind.BASELINE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Faster:
    """A contender of a line that takes less time than the library, beyond their intervals."""

    who: str
    line: str
    share: float
    loses: tuple[str, ...]


def who_is(name: str) -> str:
    """The longest name in `WHEN` that a contender's begins with; the contender's own where there is none."""
    return max((key for key in WHEN if name.startswith(key)), key=len, default=name)


def faster(figures: Figures) -> dict[str, list[Faster]]:
    """By who it is: where each is faster."""
    found: dict[str, list[Faster]] = {}
    for each in _faster(figures):
        found.setdefault(each.who, []).append(each)
    return found


def _faster(figures: Figures) -> Iterator[Faster]:
    for line in figures.lines:
        subject = line.contender(SUBJECT)
        for contender in line.contenders:
            share = _share(contender, subject)
            if share is not None and not any(what.startswith(READ_NOTHING) for what in contender.loses):
                yield Faster(who=who_is(contender.name), line=line.name, share=share, loses=contender.loses)


def _share(contender: ContenderFigures, subject: ContenderFigures | None) -> float | None:
    """The contender's part of the library's time; None where it is not faster for sure."""
    own = contender.seconds
    if own is None or subject is None or subject.seconds is None or contender.kind in _OURS:
        return None
    return own.median / subject.seconds.median if own.high < subject.seconds.low else None


def advice(figures: Figures) -> Iterator[str]:
    """A row of a table for each that is faster somewhere: where, how much, at what price, when to take it."""
    for who, found in faster(figures).items():
        yield f"| {_shown(who)} | {_shares(found)} | {_price(found)} | {WHEN.get(who, '')} |"


def never_faster(figures: Figures) -> Iterator[str]:
    """An item for each that is measured and faster nowhere, and when it is the better choice all the same."""
    ahead = faster(figures)
    names = dict.fromkeys(
        who_is(contender.name)
        for line in figures.lines
        for contender in line.contenders
        if contender.kind not in _OURS
    )
    for who in names:
        if who not in ahead and who in WHEN:
            yield f"- **{_shown(who)}**: {WHEN[who]}."


def _shown(who: str) -> str:
    """The name, and that something follows where it is but the beginning."""
    return f"{who} ..." if who.endswith("+") else who


def faster_at_the_largest(figures: Figures) -> Iterator[str]:
    """An item for each that is faster at the largest size that both reached of some work of growth."""
    found: dict[str, list[str]] = {}
    for case in figures.parts.get("growth", {}).get("cases", ()):
        for name, size, share in _shares_at_the_largest(case):
            found.setdefault(name, []).append(f"{case['name']} ({size:,} {case['axis']}): {figure(share)}")
    for name, works in found.items():
        yield f"- {name}: {'; '.join(works)}"


def _shares_at_the_largest(case: Mapping[str, Any]) -> Iterator[tuple[str, int, float]]:
    own = case["contenders"].get(SUBJECT, {}).get("seconds", {})
    for name, found in case["contenders"].items():
        common = [int(size) for size in found["seconds"] if size in own]
        # Who drops what grows has nothing to do.
        if name == SUBJECT or not common or name.endswith("(floor)") or found.get("loses"):
            continue
        size = max(common)
        share = found["seconds"][str(size)] / own[str(size)]
        if share < CLEARLY:
            yield name, size, share


def _shares(found: Sequence[Faster]) -> str:
    """The operations, each with the least and the greatest share of the library's time."""
    by_work: dict[str, list[float]] = {}
    for each in found:
        by_work.setdefault(each.line.partition(",")[0], []).append(each.share)
    return "; ".join(f"{work}: {_range(shares)}" for work, shares in by_work.items())


def _range(shares: Iterable[float]) -> str:
    ordered = sorted(shares)
    least, most = figure(ordered[0]), figure(ordered[-1])
    return least if least == most else f"{least} to {most}"


def _price(found: Sequence[Faster]) -> str:
    """What is lost, without how often, which depends on the body."""
    lost = dict.fromkeys(re.sub(r": [\d,]+$", "", what) for each in found for what in each.loses)
    return "; ".join(lost) or "nothing that these lines look at"
