"""The benchmarks do what they say: contenders are checked, losses are found, ratios are taken right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import repeat

import pytest

from benchmarks import payloads
from benchmarks.figures import Figures, Kind, line_figures
from benchmarks.line import SUBJECT, Contender, Line
from benchmarks.losses import compact, losses
from benchmarks.report import missed_bars, summary, table
from benchmarks.result import Result, measure, only_what_the_bar_needs
from benchmarks.timing import interleave
from benchmarks.verdicts import Verdict

SEVENTH_DIGIT = "seventh digit of dates: 1"


@pytest.mark.parametrize(
    ("sent", "returned", "expected"),
    [
        ('{"A": [1.10, "\\u00e6"]}', '{"A":[1.10,"æ"]}', ()),
        ('{"A":"2024-09-04T12:01:28.1234562Z"}', '{"A":"2024-09-04T12:01:28.123456Z"}', (SEVENTH_DIGIT,)),
        ('{"A":"2024-09-04T12:01:28.9999998Z"}', '{"A":"2024-09-04T12:01:29Z"}', (SEVENTH_DIGIT,)),
        ('{"A":"2024-09-04T12:01:28.500Z"}', '{"A":"2024-09-04T12:01:28.5Z"}', ("spelling of dates: 1",)),
        ('{"A":"2024-09-04T12:01:28+00:00"}', '{"A":"2024-09-04T12:01:28Z"}', ("zone of dates: 1",)),
        ('{"A":"2024-09-04T12:01:28Z"}', '{"A":"2024-09-04T12:01:29Z"}', ("values: 1",)),
        ('{"A":1,"X":{}}', '{"A":1}', ("unknown members: 1",)),
        ('{"A":1,"b":2}', '{"A":1}', ("names in another case (dropped): 1",)),
        ('{"A":1,"B":2}', '{"A":1}', ("members: 1",)),
        ('{"A":1,"B":null}', '{"A":1}', ("null members (left out): 1",)),
        ('{"A":1,"B":{}}', '{"A":1,"B":{"A":null,"B":0}}', ("absent members (written): 2",)),
        ('{"A":1,"B":2}', '{"B":2,"A":1}', ("order of objects: 1",)),
        ('{"a":1}', '{"A":1}', ("names in another case: 1",)),
        ('{"A":1.10}', '{"A":1.1}', ("values: 1",)),
        ('{"A":1}', '{"A":"1"}', ("values: 1",)),
        ("[1,2]", "[1]", ("length of arrays: 1",)),
        ('{"A":"æ"}', '{"A":"\\u00e6"}', ("tokens are written otherwise",)),
    ],
)
def test_losses_are_found_by_comparison(sent: str, returned: str, expected: tuple[str, ...]) -> None:
    assert losses(sent.encode(), returned.encode(), declared={"A", "B"}) == expected


def test_compact_keeps_what_stands_inside_strings() -> None:
    assert (
        compact(b'{ "a b" : "c \\" \\u0001 \\/",\n"d": [ 1.50 ,-0 ] }')
        == b'{"a b":"c \\" \\u0001 /","d":[1.50,-0]}'
    )


def test_payloads_differ_from_the_response_in_what_they_are_made_for() -> None:
    response = json.loads(payloads.created_user())
    unknown = json.loads(payloads.with_unknown_member(payloads.created_user()))
    del unknown["LicenseOwners"][0]["FieldProperties"]["fieldName"]["IsIndexed"]
    assert unknown == response
    users = json.loads(payloads.array_of_users(payloads.created_user(), 200))
    assert len({user["AssociateId"] for user in users}) == len({user["Lastlogin"] for user in users}) == 200
    assert all(user.keys() == response.keys() for user in users)
    assert len(payloads.user_with_rights()) > len(payloads.created_user())


def contender(name: str, calls: list[str], loses: tuple[str, ...] = ()) -> Contender:
    def call(argument: str) -> None:
        calls.append(argument)

    return Contender(name=name, call=call, arguments=lambda n: repeat(name, n), check=lambda: loses)


def test_contenders_take_turns_and_each_round_starts_with_another() -> None:
    calls: list[str] = []
    contenders = [contender(name, calls) for name in "abc"]
    seconds = interleave(contenders, rounds=3, sample_seconds=0)
    assert "".join(calls) == "abc" + "bca" + "cab"
    assert {name: len(figures) for name, figures in seconds.items()} == {"a": 3, "b": 3, "c": 3}


def test_a_sample_takes_as_many_calls_as_fill_its_time() -> None:
    calls: list[str] = []
    (seconds,) = interleave([contender("a", calls)], rounds=1, sample_seconds=0.001)["a"]
    assert len(calls) > 100
    assert 0 < seconds < 0.001


def result(
    seconds: dict[str, Sequence[float]],
    *,
    at_most: float | None = 0.5,
    baseline: str | None = None,
    loses: str = "",
) -> Result:
    line = Line(
        name="line",
        remark="of a test",
        contenders=(),
        references=("fast", "slow"),
        at_most=at_most,
        baseline=baseline,
    )
    lost = {name: (loses,) if loses and name == SUBJECT else () for name in seconds}
    return Result(line=line, loses=lost, seconds={name: tuple(figures) for name, figures in seconds.items()})


def test_the_ratio_is_the_median_over_the_rounds_to_the_fastest_reference() -> None:
    found = result({SUBJECT: [1, 4, 9, 1, 1], "fast": [2, 4, 3, 2, 4], "slow": [9, 9, 9, 9, 9]})
    ratio = found.ratio(SUBJECT)
    assert found.reference == "fast"
    assert ratio is not None
    assert (ratio.lower, ratio.median, ratio.upper) == (0.5, 0.5, 1.0)
    assert (ratio.low, ratio.high) == (0.25, 3.0)


def test_the_baseline_is_taken_off_every_time_but_its_own() -> None:
    found = result({SUBJECT: [12], "fast": [18], "slow": [30], "bare": [10]}, baseline="bare")
    ratio = found.ratio(SUBJECT)
    assert ratio is not None
    assert ratio.median == 0.25
    assert found.ratio("bare") is None
    assert found.own_seconds("bare") == (10,)


@pytest.mark.parametrize(
    ("subject", "loses", "at_most", "verdict"),
    [
        (0.8, "", 0.5, Verdict.MET),
        (1.4, "", 0.5, Verdict.MISSED),
        (1.0, "", 0.5, Verdict.TOO_CLOSE),
        (0.8, "unknown members: 1", 0.5, Verdict.MISSED),
        (9.0, "", None, None),
    ],
)
def test_a_bar_is_met_by_the_ratio_unless_something_is_lost(
    subject: float, loses: str, at_most: float | None, verdict: Verdict | None
) -> None:
    found = line_figures(result({SUBJECT: [subject], "fast": [2], "slow": [3]}, at_most=at_most, loses=loses))
    assert found.verdict is verdict
    assert len(missed_bars([found])) == (verdict in {Verdict.MISSED, Verdict.TOO_CLOSE})
    assert ("MISSED" in table(found)) == (verdict is Verdict.MISSED)


def test_a_summary_says_whose_bars_there_are() -> None:
    found = line_figures(result({SUBJECT: [0.8], "fast": [2], "slow": [3]}))
    heading = {"bars": "those of the native engine"}
    counts = "1 met, 0 missed, 0 of these too close to tell"
    assert summary(Figures(heading=heading, lines=[found])) == f"bars, those of the native engine: {counts}"
    assert summary(Figures(heading={}, lines=[found])) == f"bars: {counts}"
    assert summary(Figures(heading=heading, lines=[])) == ""


def test_a_contender_that_raises_is_shown_and_not_timed() -> None:
    def refuse() -> tuple[str, ...]:
        raise ValueError("no such date\nin two lines")

    refusing = Contender(name="fast", call=len, arguments=lambda n: repeat("", n), check=refuse)
    line = Line(
        name="line",
        remark="of a test",
        contenders=(contender(SUBJECT, []), refusing),
        references=("fast",),
        at_most=1.0,
    )
    found = line_figures(measure(line, rounds=1, sample_seconds=0))
    refused = found.contender("fast")
    assert refused is not None
    assert (refused.kind, refused.loses) == (Kind.UNABLE, ("all: ValueError: no such date",))
    assert found.reference is None
    assert found.verdict is Verdict.MISSED
    assert "all: ValueError: no such date" in table(found)


def test_who_loses_data_is_no_peer_and_the_bar_names_it_all_the_same() -> None:
    line = Line(
        name="line",
        remark="of a test",
        contenders=(
            contender(SUBJECT, []),
            contender("fast", [], loses=("members: 1",)),
            contender("slow", []),
            Contender(name="bare", call=len, arguments=lambda n: repeat("", n), check=tuple, is_floor=True),
        ),
        references=("fast",),
        at_most=1.0,
    )
    found = line_figures(measure(line, rounds=1, sample_seconds=0), judged=False)
    assert [each.kind for each in found.contenders] == [Kind.SUBJECT, Kind.LOSSY, Kind.PEER, Kind.FLOOR]
    assert "ratios to fast (named by the bar, though it loses data); bar: so_carriers at most 1.00" in table(
        found
    )
    assert [each.name for each in only_what_the_bar_needs(line).contenders] == [SUBJECT, "fast"]
