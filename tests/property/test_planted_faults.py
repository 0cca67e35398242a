"""The laws and the strategies find what is wrong: codecs, patches and negotiators with one defect each.

A law that finds nothing proves nothing until it was seen to find something.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

import so_carriers as so
from so_carriers.testing import (
    accept_headers,
    carrier_pairs,
    carriers,
    document_pairs,
    json_bodies,
    xml_texts,
)
from so_carriers.testing.comparison.negotiation_laws import Choose
from so_carriers.testing.laws import (
    assert_body_comes_back,
    assert_negotiates,
    assert_patch_law,
    assert_round_trips,
)
from so_carriers.testing.strategies.patches.changes import collection_pairs
from tests.property import (
    planted_codec_faults as codec,
    planted_negotiation_faults as negotiator,
    planted_patch_faults as patch,
)

XML, FORM = "application/xml", "application/x-www-form-urlencoded"
OFFERS = [
    "application/json",
    "text/json",
    "application/xml",
    "text/xml",
    'text/xml;level="a, b";x=2',
    "text/json;charset=utf-16",
]

EXAMPLES = 200


@so.carrier
class Diary:
    """Dates and little else."""

    day: so.DateTime = so.member("Day")
    days: list[so.DateTime] = so.member("Days")


Check = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Bench:
    """One law and what it is tried with; `law` makes the check of one example for an implementation."""

    law: Callable[[Any], Check]
    examples: st.SearchStrategy[Any]
    original: Any
    faults: tuple[Any, ...]


def written_as(media_type: str) -> Callable[[Any], Check]:
    return lambda encode: lambda value: assert_round_trips(value, media_type, encode=encode)


def read_by(decode: Any) -> Check:
    return lambda value: assert_round_trips(value, decode=decode)


def body_written_by(asked: Any) -> Callable[[Any], Check]:
    return lambda encode: lambda body: assert_body_comes_back(body, asked, encode=encode)


def body_read_by(decode: Any) -> Check:
    return lambda body: assert_body_comes_back(body, so.User, decode=decode)


def computed_by(kind: Any) -> Callable[[Any], Check]:
    return lambda diff: lambda pair: assert_patch_law(*pair, diff=diff, kinds=(kind,))


def lists_computed_by(diff: Any) -> Check:
    def check(pair: tuple[Any, Any]) -> None:
        asked = list[so.UserGroup] if isinstance(pair[0], list) else dict[str, so.UserGroup]
        assert_patch_law(*pair, diff=diff, kinds=(so.JsonPatch,), type=asked)

    return check


def applied_by(apply: Any) -> Check:
    return lambda pair: assert_patch_law(*pair, apply=apply, kinds=(so.JsonPatch,))


def chosen_by(choose: Choose) -> Check:
    return lambda example: assert_negotiates(example[0], example[1], choose=choose)


HEADERS = st.tuples(
    accept_headers(offers=OFFERS), st.sampled_from([OFFERS, OFFERS[::-1], OFFERS[2:], OFFERS[1::2]])
)

BENCHES = {
    "JSON": Bench(
        written_as("application/json"),
        carriers(so.User),
        so.encode,
        (
            codec.drops_the_seventh_digit,
            codec.rounds_the_seventh_digit,
            codec.drops_the_zone,
            codec.writes_an_offset_for_z,
            codec.drops_unknown_members,
            codec.drops_nested_unknown_members,
            codec.writes_null_for_absent,
            codec.leaves_null_out,
            codec.swaps_two_texts,
            codec.sorts_members,
            codec.writes_the_declared_order,
            codec.writes_declared_names,
            codec.drops_an_unknown_enum_name,
            codec.writes_an_empty_list_for_null,
            codec.writes_null_for_an_empty_list,
            codec.writes_empty_text_for_null,
            codec.forgets_to_escape_quotes,
            codec.strips_texts,
            codec.loses_characters_beyond_the_bmp,
            codec.shortens_numbers,
            codec.takes_one_for_true,
            codec.changes_what_it_writes,
        ),
    ),
    "JSON of rights": Bench(
        written_as("application/json"),
        carriers(so.TableRight),
        so.encode,
        (codec.writes_flags_canonically,),
    ),
    "reading JSON": Bench(
        read_by,
        carriers(so.User),
        so.decode,
        (codec.reads_absent_as_default, codec.reads_dates_as_datetimes_do),
    ),
    "writing dates": Bench(
        body_written_by(Diary),
        json_bodies(Diary),
        so.encode,
        (codec.trims_a_written_fraction, codec.writes_an_offset_for_z, codec.drops_the_seventh_digit),
    ),
    "writing unknown numbers": Bench(
        body_written_by(so.Role),
        json_bodies(so.Role),
        so.encode,
        (codec.takes_long_numbers_for_floats,),
    ),
    "reading bodies": Bench(
        body_read_by,
        json_bodies(so.User),
        so.decode,
        (codec.keeps_the_first_of_repeated_names,),
    ),
    "XML": Bench(
        written_as(XML),
        carriers(so.User, texts=xml_texts()),
        so.encode,
        (
            codec.forgets_to_escape_ampersands,
            codec.forgets_to_escape_less_than,
            codec.loses_white_space_only_texts,
            codec.writes_carriage_returns_plainly,
            codec.leaves_nil_elements_out,
            codec.writes_empty_elements_for_nil,
            codec.drops_the_types_of_unknown_members,
        ),
    ),
    "forms": Bench(
        written_as(FORM),
        carriers(so.CreateExternalUserRequest),
        so.encode,
        (
            codec.forgets_to_escape_plus,
            codec.forgets_to_separate,
            codec.loses_empty_texts,
            codec.loses_in_silence,
            codec.names_another_place,
        ),
    ),
    "JSON Patch": Bench(
        computed_by(so.JsonPatch),
        carrier_pairs(so.User),
        so.JsonPatch.diff,
        (
            patch.forgets_removals,
            patch.forgets_the_last_operation,
            patch.replaces_by_null,
            patch.always_says_something,
        ),
    ),
    "JSON Patch of lists": Bench(
        lists_computed_by,
        collection_pairs(so.UserGroup),
        so.JsonPatch.diff,
        (
            patch.counts_items_from_one,
            patch.operates_backwards,
            patch.adds_what_it_should_replace,
            patch.removes_the_item_before,
            patch.moves_to_the_next_place,
        ),
    ),
    "JSON Patch of documents": Bench(
        computed_by(so.JsonPatch),
        document_pairs(),
        so.JsonPatch.diff,
        (
            patch.counts_items_from_one,
            patch.removes_the_item_before,
            patch.forgets_removals,
        ),
    ),
    "merge patch": Bench(
        computed_by(so.MergePatch),
        carrier_pairs(so.User),
        so.MergePatch.diff,
        (
            patch.drops_null_from_merges,
            patch.merges_the_first_change_only,
            patch.merges_in_silence,
            patch.takes_absent_for_null,
        ),
    ),
    "applying": Bench(
        applied_by,
        carrier_pairs(so.User),
        so.JsonPatch.apply,
        (
            patch.changes_what_it_is_applied_to,
            patch.stops_before_the_last_operation,
            patch.makes_removed_members_null,
        ),
    ),
    "negotiation": Bench(
        chosen_by,
        HEADERS,
        negotiator.library,
        (
            negotiator.serves_what_is_excluded,
            negotiator.ignores_weights,
            negotiator.reads_one_digit_of_weights,
            negotiator.ignores_parameters,
            negotiator.ignores_ranges_with_parameters,
            negotiator.ignores_wildcards,
            negotiator.prefers_wildcards,
            negotiator.reads_the_first_range_only,
            negotiator.prefers_the_last_range,
            negotiator.ignores_charsets,
            negotiator.asks_for_the_charset_that_is_understood,
            negotiator.ignores_specificity,
            negotiator.minds_case,
            negotiator.answers_with_the_first_offer,
            negotiator.answers_with_nothing_to_no_preference,
            negotiator.splits_quoted_strings,
            negotiator.refuses_what_has_a_malformed_element,
            negotiator.takes_malformed_weights_for_one,
            negotiator.forgets_white_space,
        ),
    ),
}


def name_of(fault: Any) -> str:
    """The name that a fault has in the module where it is planted."""
    modules: tuple[Any, ...] = (codec, patch, negotiator)
    names: dict[int, str] = {id(found): name for module in modules for name, found in vars(module).items()}
    return names[id(fault)]


FAULTS = [
    pytest.param(bench, fault, id=f"{title}-{name_of(fault)}")
    for title, bench in BENCHES.items()
    for fault in bench.faults
]


def tries(bench: Bench, implementation: Any) -> int:
    """How many examples the law was tried with, the same ones in each run; raises what the law raises."""
    count = 0

    # Shrinking would only take time: what is asked is whether the fault is found.
    @settings(max_examples=EXAMPLES, derandomize=True, database=None, phases=[Phase.generate], deadline=None)
    @given(bench.examples)
    def law_holds(example: Any) -> None:
        nonlocal count
        count += 1
        bench.law(implementation)(example)

    law_holds()
    return count


@pytest.fixture(scope="module", autouse=True)
def everything_is_loaded() -> None:
    """What Hypothesis and the library load on first use is no fault of the strategies' speed."""

    @settings(max_examples=1, database=None, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.tuples(*(bench.examples for bench in BENCHES.values())))
    def load(_: Any) -> None:
        pass

    load()


@pytest.mark.parametrize(("bench", "fault"), FAULTS)
def test_each_planted_fault_is_found(bench: Bench, fault: Any) -> None:
    with pytest.raises(AssertionError) as found:
        tries(bench, fault)
    assert len(str(found.value)) <= 1_000


@pytest.mark.parametrize("bench", BENCHES.values(), ids=[*BENCHES])
def test_nothing_is_found_where_no_fault_is_planted(bench: Bench) -> None:
    assert tries(bench, bench.original) >= EXAMPLES


def test_there_are_faults_enough() -> None:
    assert len({fault for bench in BENCHES.values() for fault in bench.faults}) >= 18
