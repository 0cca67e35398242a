"""What docs/benchmarks.md says that does not depend on the figures."""

from __future__ import annotations

from benchmarks.spread import CONFIDENCE as WITHIN
from benchmarks.verdicts import CONFIDENCE, EARLY, NEAR, STAGES

INTRODUCTION = """
# Benchmarks

How fast this library is beside what a Python user would pick instead, what the others lose on the way, and
where one of them is the better choice. This page is made of [stored figures](../benchmarks/figures.json) by
one command ([how to reproduce](#how-to-reproduce)); nothing on it is typed in by hand but the explanations.
"""

WHAT_IS_MEASURED = """
## What is measured

A **line** is one operation on one body, with several **contenders** that do it. Most bodies are the
documented response of `CreateDefaultUser` (2,551 bytes of compact JSON, 27 objects), alone, 200 times in an
array, with a member that no schema declares, with camelCase names; others are a User with rights and field
properties filled in, and the largest of the captured bodies where these are at hand.

- Classes of peers are derived from the same schema, declare every member of it, and are set up as their
  best-informed user would: converters, decoders and adapters are made beforehand, with the options that
  make them fast.
- All contenders of a line run in one process, in turn, round by round, each round starting with another
  one, so that slow phases of the machine fall on all of them. The garbage collector is on, as it is in your
  program; only before each sample young objects of the one before are collected, which is not timed.
- A **ratio** is a contender's time divided by that of the line's reference in the same round; what is shown
  is the median over all rounds, with its quartiles.
- Before anything is timed, each contender does the work once, and what comes out is compared with what went
  in. What is lost is named beside its time. A decoder that loses data is no peer of one that does not,
  however fast it is: such contenders are marked **lossy**. A **peer** loses nothing on this body; a
  **floor** does a part of the work only (orjson makes dictionaries, lxml a tree, expat nothing), so that
  one can see what stands on it.
- The reference of a line is the library that its bar was written against, whether it loses data or not:
  bars do not get easier because a rival leaves something out. This library has two engines, which give the
  same results, and bars for each of them: for the native one, JSON is measured by msgspec's Structs, with
  defaults where a body says nothing, and XML by lxml alone, which makes nothing but a tree; for the
  reference engine, in Python, by pydantic and xsdata. Where these two can be set up in several ways
  (pydantic with and without what was not set, xsdata on three parsers and writers), the reference is the
  fastest of them.
- Each call that applies a patch has a patch of its own, made beforehand on all sides, so that nothing worked
  out for one call helps the next. Lines that say `make and apply` time the making too, as a server does it
  with each request; lines that say `made once` apply one patch again and again.
- On the whole path others remember the headers that they have read, as this library does; lines with headers
  not seen before give nobody anything to remember. The shares of the steps and the rest add up to the whole.
"""

HOW_TO_READ = """
## How to read it

Times are microseconds of processor time per call, medians over the rounds, and depend on the machine.
Ratios depend on it far less: 0.50 is half the time of the reference, 2.00 is twice its time. Quartiles that
lie far apart tell that the machine was busy. In the charts, axes are logarithmic: read the numbers, not the
lengths.
"""

BARS = f"""
## Bars

A bar is the ratio that this library may reach at most. It is met only where noise leaves no doubt of it:

1. Within one process the ratio has an interval in which the true median lies with {WITHIN:.0%} confidence,
   whatever its distribution. Where the bar lies outside of it by more than {NEAR:.0%}, the verdict stands.
2. Other lines are measured again in {STAGES[0]} fresh processes, each with memory laid out anew. The figure
   is the median of theirs, with an interval of {CONFIDENCE:.0%} confidence; where that holds the bar, or
   stays less than {EARLY:.0%} below it, {STAGES[1]} processes are asked, and then {STAGES[2]}.
3. Where even that interval holds the bar, the line is too close to tell, and that counts as missed.
"""

WITHOUT_A_COMPILER = """
## Without a compiler

Where this library was installed without a C compiler, the reference engine serves, which is all in Python:
same results, other times. These are its bars, judged in the same way; all other sections tell of the engine
that [the first table](#what-it-ran-on) names, unless they say otherwise.
"""

NO_BAR_MISSED = "No bar is missed."

GROWTH = """
## Growth

How times grow with sizes: the least of three samples of each size, one contender after the other. The power
is fitted to what sizes add to the least time: 1 is twice the time for twice the size, 2 four times; `last`
is fitted in the same way to the sizes of the last tenfold alone. `flat` is what takes less than twice the
least time at every size; where neither stands, too few sizes were measured. Work that takes longer than the
patience of the run is left out, and said so. The users of arrays are
`so_carriers.testing.samples.users`.
"""

MEMORY = """
## Memory

What each carrier of an array takes of resident memory above what the process had before it decoded, at the
most and while the carriers live, the body itself not counted; 1 kB is 1,000 bytes. The bodies are the same
arrays of sample users as those of growth.
"""

ADVICE = """
## Where something else is the better choice

Each row is a contender that clearly takes less time than this library in some line: the whole interval of
its ratio to this library, taken within rounds, lies below 1. The least and the greatest share of this
library's time over these lines stand beside it, and so does what it loses there, be it nothing or much: if
that is nothing to you, it is the better choice for that work.
"""

AT_THE_LARGEST = """
At the largest sizes of [growth](#growth) these take a smaller share of this library's time (floors, and
those who drop what grows, left out):
"""

LESS_MEMORY = """
These take a smaller share of this library's [memory](#memory) for the same array:
"""

NEVER_FASTER = """
These are clearly faster in no line, and still the better choice at times:
"""

REPRODUCE = f"""
## How to reproduce

From a checkout, with CPython 3.11 or newer and on a machine that does nothing else:

```sh
pip install -e '.[bench]'
python -m benchmarks                        # every line, 31 rounds each
python -m benchmarks --only XML             # the lines whose name holds that
python -m benchmarks --bars                 # the lines that have a bar, and in them whom it names
python -m benchmarks --quick                # check every contender and call each once: no verdicts
python -m benchmarks --check                # look closer at close lines; name missed bars and exit with 1
python -m benchmarks --json new.json        # keep the figures
python -m benchmarks --compare old.json     # what changed beyond noise; exit with 1 if this library is slower
python -m benchmarks --plot charts          # draw all lines, as SVG and PNG; say what is left out
python -m benchmarks --from new.json --compare old.json --plot charts    # the same without measuring
python -m benchmarks.growth                 # how times grow with sizes
python -m benchmarks.memory                 # what carriers take of memory
python -m benchmarks.strategies             # how fast the strategies of so_carriers.testing draw
```

`--compare` widens both intervals by {NEAR:.0%}, as bars do, or takes the intervals over fresh processes where
both runs asked some, and tells a difference only where they then have nothing in common; it says where
versions or machines are not the same.

This page and its charts:

```sh
python -m benchmarks.record       # measures everything into benchmarks/figures.json, then writes the page
python -m benchmarks.document     # writes the page of the stored figures again
```

The largest bodies are measured only where captured bodies are at hand (`SO_CARRIERS_CORPUS`, see
[CONTRIBUTING.md](../CONTRIBUTING.md)). The heading says which engine of this library ran, and whose bars
were applied; the environment variable `SO_CARRIERS_ENGINE`, `native` or `python`, chooses one. `record`
measures both, and for the second only what its bars need.
"""
