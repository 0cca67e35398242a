"""What is put to the test of planted faults: each law, what it is tried with, and the faults to be found."""

from __future__ import annotations

from hypothesis import strategies as st

import so_carriers as so
from so_carriers.testing import (
    accept_headers,
    carrier_pairs,
    carriers,
    collection_pairs,
    document_pairs,
    json_bodies,
    xml_texts,
)
from tests.property import (
    planted_codec_faults as codec,
    planted_format_faults as formats,
    planted_negotiation_faults as negotiator,
    planted_patch_faults as patch,
)
from tests.property.fault_benches import (
    FORM,
    XML,
    Bench,
    agreed_on_by,
    applied_by,
    body_read_by,
    body_written_by,
    chosen_by,
    computed_by,
    lists_computed_by,
    merged_by,
    read_by,
    read_from,
    written_as,
)

OFFERS = [
    "application/json",
    "text/json",
    "application/xml",
    "text/xml",
    'text/xml;level="a, b";x=2',
    "text/json;charset=utf-16",
]


@so.carrier
class Diary:
    """Dates and little else."""

    day: so.DateTime = so.member("Day")
    days: list[so.DateTime] = so.member("Days")


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
    "reading XML": Bench(
        read_from(XML),
        carriers(so.User, texts=xml_texts()),
        so.decode,
        (
            formats.takes_nil_for_empty,
            formats.takes_empty_texts_for_null,
            formats.strips_the_texts_it_reads,
            formats.reads_declared_members_only,
        ),
    ),
    "reading forms": Bench(
        read_from(FORM),
        carriers(so.CreateExternalUserRequest),
        so.decode,
        (
            formats.leaves_plus_as_it_is,
            formats.leaves_out_empty_texts,
            formats.unescapes_twice,
        ),
    ),
    "all formats": Bench(
        agreed_on_by,
        carriers(so.User, texts=xml_texts()),
        so.encode,
        (
            formats.writes_xml_without_unknown_members,
            formats.writes_xml_in_the_declared_order,
            formats.writes_xml_without_null,
            formats.refuses_null_in_json,
            formats.refuses_everything_in_xml,
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
    "merging": Bench(
        merged_by,
        carrier_pairs(so.User),
        so.MergePatch.apply,
        (
            patch.merges_null_as_a_value,
            patch.merges_into_what_it_is_given,
            patch.replaces_objects_as_a_whole,
            patch.merges_all_but_the_last_member,
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
