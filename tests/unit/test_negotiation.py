"""The negotiator: which codec answers, which one reads, and what it says of the choice."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import cast

import pytest

from so_carriers.codecs.codec import Codec
from so_carriers.errors import NegotiationError, NotAcceptable, UnsupportedMediaType
from so_carriers.negotiation import CACHED_HEADERS, LONGEST_CACHED_HEADER, Explanation, Negotiator
from so_carriers.registry import CodecRegistry
from so_carriers.settings import Dialect


def codec_named(name: str) -> Codec:
    """A codec of which negotiation reads nothing but the name."""
    return cast("Codec", SimpleNamespace(name=name))


JSON, XML, MERGE, PATCH, FORM = map(codec_named, ("json", "xml", "merge_patch", "json_patch", "form"))
WRITABLE = (
    "application/json",
    "text/json",
    "application/xml",
    "text/xml",
    "application/merge-patch+json",
    "application/json-patch+json",
)
PATCH_TYPES = "application/merge-patch+json, application/json-patch+json"


def full_registry() -> CodecRegistry:
    registry = CodecRegistry()
    registry.register(JSON, "application/json")
    registry.register(JSON, "text/json")
    registry.register(XML, "application/xml")
    registry.register(XML, "text/xml")
    registry.register(MERGE, "application/merge-patch+json", patches=True)
    registry.register(PATCH, "application/json-patch+json", patches=True)
    registry.register(FORM, "application/x-www-form-urlencoded", writes=False)
    return registry


@pytest.fixture
def rfc() -> Negotiator:
    return Negotiator(full_registry())


@pytest.fixture
def netserver() -> Negotiator:
    return Negotiator(full_registry(), Dialect.NETSERVER)


BROWSER = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
    "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"
)

CHOICES = [
    (None, "application/json"),
    ("", "application/json"),
    ("\t, ,", "application/json"),
    ("not a type", "application/json"),
    ("*/*", "application/json"),
    ("text/*", "text/json"),
    ("application/xml", "application/xml"),
    ("TEXT/XML", "text/xml"),
    (BROWSER, "application/xml"),
    ("application/json, text/plain, */*", "application/json"),
    ("application/json; charset=utf-8", "application/json"),
    ("text/xml ; Charset=UTF8 ; Q=0.5", "text/xml"),
    ('text/xml; charset="utf-8"', "text/xml"),
    ("application/json;q=0.5, text/xml;q=0.9, application/xml;q=0.7, */*;q=0.1", "text/xml"),
    ("application/json;q=0, */*", "text/json"),
    ("application/json;q=0, text/*;q=0, */*", "application/xml"),
    ("text/xml, application/json", "text/xml"),
    ("*/*, text/xml", "text/xml"),
    ("*/*, text/xml;q=0.999", "application/json"),
    ("text/xml;q=0.2, text/xml;q=0.9, application/xml;q=0.5", "application/xml"),
    ("text/xml;;q=0.5;, application/json;q=0.4", "text/xml"),
    ("text/xml;q=0.5;level=1, application/json;q=0.4", "application/json"),
    ("text/xml;q=1.5, application/json;q=0.4", "application/json"),
    ("text/xml;q=\u0661, application/json;q=0.4", "application/json"),
    ("text/\u212aml, text/xml;q=0.1", "text/xml"),
    ('text/csv;x="text/xml, application/xml", application/json;q=0.1', "application/json"),
    ('text/csv;x="1, text/xml, 2", application/json;q=0.1', "application/json"),
    ("TEXT/XML;q=0.9, application/json;q=0.5", "text/xml"),
    ("text/xml;q=0.2, text/xml;charset=utf-8, application/json;q=0.5", "text/xml"),
    ("text/*;charset=utf-8;q=0.2, text/xml, application/json;q=0.5", "text/xml"),
    ("application/merge-patch+json", "application/merge-patch+json"),
    ("application/json-patch+json;q=0.2, application/*;q=0.1", "application/json-patch+json"),
]


class TestSelectEncoder:
    @pytest.mark.parametrize(("accept", "media_type"), CHOICES)
    def test_it_picks_what_accept_prefers(self, rfc: Negotiator, accept: str | None, media_type: str) -> None:
        assert rfc.select_encoder(accept).media_type == media_type

    @pytest.mark.parametrize(("accept", "media_type"), CHOICES)
    def test_the_explanation_agrees_with_the_choice(
        self, rfc: Negotiator, accept: str | None, media_type: str
    ) -> None:
        rows = rfc.select_encoder(accept).explain().rows
        assert [row.media_type for row in rows if row.chosen] == [media_type]
        assert rows[0].chosen
        assert sorted(row.media_type for row in rows) == sorted(WRITABLE)

    def test_only_ascii_letters_have_two_cases(self) -> None:
        """The Kelvin sign is no k, although Python's lower-case of it is one."""
        registry = full_registry()
        registry.register(codec_named("markdown"), "text/markdown")
        choice = Negotiator(registry).select_encoder("text/mar\u212adown, text/xml;q=0.1")
        assert choice.media_type == "text/xml"

    def test_a_choice_says_what_the_response_needs(self, rfc: Negotiator) -> None:
        choice = rfc.select_encoder("text/xml")
        assert choice.codec is XML
        assert choice.content_type == "text/xml; charset=utf-8"
        assert choice.headers == {"Content-Type": "text/xml; charset=utf-8", "Vary": "Accept"}

    def test_a_remembered_choice_cannot_be_changed(self, rfc: Negotiator) -> None:
        """All requests with one Accept share it."""
        choice = rfc.select_encoder("text/xml")
        choice.headers["Vary"] = "Cookie"
        assert rfc.select_encoder("text/xml").headers["Vary"] == "Accept"
        with pytest.raises(dataclasses.FrozenInstanceError):
            choice.media_type = "text/json"  # type: ignore[misc]  # that is what is tested

    @pytest.mark.parametrize(
        "accept",
        [
            "image/png",
            "text/html, image/*;q=0.5",
            "application/json;q=0",
            "*/*;q=0",
            "application/x-www-form-urlencoded",
            "application/json; charset=utf-16",
            "nonsense, image/png",
        ],
    )
    def test_without_a_match_there_is_nothing_acceptable(self, rfc: Negotiator, accept: str) -> None:
        """The error carries what the response has to say, the list of types included."""
        with pytest.raises(NotAcceptable) as caught:
            rfc.select_encoder(accept)
        assert caught.value.status == 406
        assert caught.value.offered == WRITABLE
        assert caught.value.headers == {"Vary": "Accept"}
        assert accept[:40] in str(caught.value)
        assert str(caught.value).endswith(", ".join(WRITABLE))

    def test_a_hostile_header_does_not_flood_the_message(self, rfc: Negotiator) -> None:
        with pytest.raises(NotAcceptable) as caught:
            rfc.select_encoder("image/" + "x" * 50_000)
        assert len(str(caught.value)) < 400

    def test_without_a_codec_that_writes_nothing_is_acceptable(self) -> None:
        registry = CodecRegistry()
        registry.register(FORM, "application/x-www-form-urlencoded", writes=False)
        negotiator = Negotiator(registry, Dialect.NETSERVER)
        for accept in (None, "", "*/*", "text/xml"):
            with pytest.raises(NotAcceptable, match="what can be written is nothing"):
                negotiator.select_encoder(accept)
            assert negotiator.explain(accept).rows == ()

    def test_what_is_registered_later_is_not_seen(self) -> None:
        registry = full_registry()
        negotiator = Negotiator(registry)
        registry.register(codec_named("csv"), "text/csv")
        with pytest.raises(NotAcceptable):
            negotiator.select_encoder("text/csv")
        assert Negotiator(registry).select_encoder("text/csv").media_type == "text/csv"


class TestNetServer:
    @pytest.mark.parametrize("accept", ["image/png", "application/json;q=0", "*/*;q=0", "text/html, image/*"])
    def test_where_nothing_matches_json_is_the_answer(self, netserver: Negotiator, accept: str) -> None:
        choice = netserver.select_encoder(accept)
        assert choice.codec is JSON
        assert choice.media_type == "application/json"
        first, *others = choice.explain().rows
        assert first.chosen
        assert first.reason == "Accept matches nothing, and a NetServer answers JSON then"
        assert not any(row.chosen for row in others)

    def test_json_is_found_by_its_codec_and_not_by_its_place(self) -> None:
        registry = CodecRegistry()
        registry.register(XML, "text/xml")
        registry.register(JSON, "text/json")
        choice = Negotiator(registry, Dialect.NETSERVER).select_encoder("image/png")
        assert choice.media_type == "text/json"
        assert [row.media_type for row in choice.explain().rows] == ["text/json", "text/xml"]

    def test_without_json_nothing_is_acceptable(self) -> None:
        registry = CodecRegistry()
        registry.register(XML, "text/xml")
        negotiator = Negotiator(registry, Dialect.NETSERVER)
        with pytest.raises(NotAcceptable):
            negotiator.select_encoder("image/png")
        assert not any(row.chosen for row in negotiator.explain("image/png").rows)

    @pytest.mark.parametrize("charset", ["utf-8", "utf-16", '"utf-16"', "nonsense"])
    def test_charset_in_accept_is_ignored(self, netserver: Negotiator, charset: str) -> None:
        choice = netserver.select_encoder(f"text/xml; charset={charset}, application/json;q=0.9")
        assert choice.media_type == "text/xml"

    def test_a_charset_does_not_make_a_range_more_specific(self, netserver: Negotiator) -> None:
        accept = "text/xml;q=0.2, text/xml;charset=utf-8, application/json;q=0.5"
        assert netserver.select_encoder(accept).media_type == "application/json"

    def test_what_matches_is_chosen_as_ever(self, netserver: Negotiator) -> None:
        assert netserver.select_encoder(BROWSER).media_type == "application/xml"
        assert netserver.select_encoder(None).media_type == "application/json"


class TestExplanation:
    def reasons(self, negotiator: Negotiator, accept: str | None) -> dict[str, str]:
        return {row.media_type: row.reason for row in negotiator.explain(accept).rows}

    def test_each_row_says_what_matched_and_why_it_won_or_lost(self, rfc: Negotiator) -> None:
        accept = "text/xml, application/*;q=0.5, text/*;q=0, application/json;q=0.5"
        rows = rfc.select_encoder(accept).explain().rows
        shown = [(row.media_type, row.codec_name, row.matched_range, row.quality, row.reason) for row in rows]
        below = "quality 0.5 is below 1"
        assert shown == [
            ("text/xml", "xml", "text/xml", 1.0, "the highest quality"),
            ("application/json", "json", "application/json;q=0.5", 0.5, below),
            ("application/xml", "xml", "application/*;q=0.5", 0.5, below),
            ("application/merge-patch+json", "merge_patch", "application/*;q=0.5", 0.5, below),
            ("application/json-patch+json", "json_patch", "application/*;q=0.5", 0.5, below),
            ("text/json", "json", "text/*;q=0", 0.0, "excluded by text/*;q=0"),
        ]

    def test_a_more_specific_range_wins(self, rfc: Negotiator) -> None:
        reasons = self.reasons(rfc, "*/*, text/xml")
        assert reasons["text/xml"] == "the most specific range of those with the highest quality"
        assert reasons["application/json"] == "text/xml is more specific than */*"

    def test_the_clients_order_decides_next(self, rfc: Negotiator) -> None:
        reasons = self.reasons(rfc, "text/xml, application/json")
        assert reasons["text/xml"] == "the client names its range first"
        assert reasons["application/json"] == "the client names text/xml before application/json"

    def test_the_servers_order_decides_last(self, rfc: Negotiator) -> None:
        reasons = self.reasons(rfc, "text/*")
        assert reasons["text/json"] == "the server prefers it among those that the client likes equally"
        assert reasons["text/xml"] == "the server prefers text/json"
        assert reasons["application/json"] == "no range of Accept matches it"

    def test_the_only_acceptable_type_says_so(self, rfc: Negotiator) -> None:
        assert self.reasons(rfc, "text/xml, */*;q=0")["text/xml"] == "the only type that Accept allows"

    @pytest.mark.parametrize(
        ("accept", "why"),
        [
            (None, "there is no Accept"),
            ("", "Accept is empty"),
            (" , \t", "Accept is empty"),
            ("nonsense", "nothing in Accept is well-formed"),
        ],
    )
    def test_without_a_preference_no_range_is_claimed(
        self, rfc: Negotiator, accept: str | None, why: str
    ) -> None:
        first, *others = rfc.explain(accept).rows
        assert (first.media_type, first.chosen) == ("application/json", True)
        assert first.reason == f"{why}: the server's first preference"
        assert {row.reason for row in others} == {"the server prefers application/json"}
        assert {(row.matched_range, row.quality) for row in (first, *others)} == {(None, None)}

    def test_a_refusal_is_explained_as_well(self, rfc: Negotiator) -> None:
        explanation = rfc.explain("image/png, application/*;q=0")
        assert not any(row.chosen for row in explanation.rows)
        assert {row.reason for row in explanation.rows} == {
            "no range of Accept matches it",
            "excluded by application/*;q=0",
        }

    def test_it_reads_as_a_plain_table(self) -> None:
        registry = CodecRegistry()
        registry.register(JSON, "application/json")
        registry.register(XML, "text/xml")
        registry.register(codec_named("svg"), "image/svg+xml")
        accept = "text/xml;q=0.5, application/json;q=0"
        assert str(Negotiator(registry).explain(accept)).splitlines() == [
            "    media type        codec  range                 q    reason",
            "->  text/xml          xml    text/xml;q=0.5        0.5  the only type that Accept allows",
            "    application/json  json   application/json;q=0  0    excluded by application/json;q=0",
            "    image/svg+xml     svg    -                     -    no range of Accept matches it",
        ]

    def test_it_is_worked_out_only_when_asked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[str | None] = []

        def explain(_: Negotiator, accept: str | None) -> Explanation:
            asked.append(accept)
            return Explanation(accept, ())

        monkeypatch.setattr(Negotiator, "explain", explain)
        choice = Negotiator(full_registry()).select_encoder("text/xml")
        assert asked == []
        assert choice.explain().accept == "text/xml"
        assert asked == ["text/xml"]


class TestSelectDecoder:
    @pytest.mark.parametrize(
        ("content_type", "codec"),
        [
            ("application/json", JSON),
            ("Application/JSON ; Charset=UTF-8", JSON),
            ("text/json", JSON),
            ('application/xml; charset="utf-16"', XML),
            ("\ttext/xml;;charset=Latin1; ", XML),
            ("text/xml; charset=windows-1252", XML),
            ("text/xml; level=1; profile=x", XML),
            ("application/merge-patch+json", MERGE),
            ("application/json-patch+json", PATCH),
            ("application/x-www-form-urlencoded", FORM),
        ],
    )
    def test_it_goes_by_type_and_subtype(self, rfc: Negotiator, content_type: str, codec: Codec) -> None:
        for method in ("POST", "PUT", "post", "DELETE"):
            assert rfc.select_decoder(content_type, method) is codec
        assert rfc.select_decoder(content_type) is codec

    @pytest.mark.parametrize(
        ("content_type", "problem"),
        [
            (None, "Content-Type is missing"),
            ("", "Content-Type is malformed"),
            ("json", "Content-Type is malformed"),
            ("*/*", "Content-Type is malformed"),
            ("application/*", "Content-Type is malformed"),
            ("application/json, text/xml", "Content-Type is malformed"),
            ("application/json, application/json", "Content-Type is malformed"),
            ("application/json;", None),
            ("application/json; charset", "Content-Type is malformed"),
            ("application/json; charset=utf-8; charset=utf-16", "Content-Type is malformed"),
            ('application/json; x="a, b"', None),
            ("image/png", 'Content-Type is text "image/png"'),
            ("application/problem+json", "Content-Type is text"),
            ("application/json; charset=utf-7", 'charset text "utf-7" is not read'),
            ('application/json; charset=""', "charset text"),
            ("text/xml; charset=KOI8-R", 'charset text "koi8-r" is not read'),
        ],
    )
    def test_what_is_not_read_is_refused(
        self, rfc: Negotiator, content_type: str | None, problem: str | None
    ) -> None:
        if problem is None:
            assert rfc.select_decoder(content_type) is JSON
            return
        with pytest.raises(UnsupportedMediaType) as caught:
            rfc.select_decoder(content_type)
        readable = (*WRITABLE, "application/x-www-form-urlencoded")
        assert str(caught.value).startswith(problem)
        assert str(caught.value).endswith(f"; what is read is {', '.join(readable)}")
        assert caught.value.status == 415
        assert caught.value.offered == readable
        assert caught.value.headers == {"Accept": ", ".join(readable)}

    @pytest.mark.parametrize("method", ["PATCH", "patch", "Patch"])
    @pytest.mark.parametrize(
        "content_type", ["application/json", "text/xml", "application/x-www-form-urlencoded", None, "json"]
    )
    def test_patch_takes_patch_formats_only(
        self, rfc: Negotiator, method: str, content_type: str | None
    ) -> None:
        with pytest.raises(UnsupportedMediaType) as caught:
            rfc.select_decoder(content_type, method)
        assert caught.value.headers == {"Accept": PATCH_TYPES, "Accept-Patch": PATCH_TYPES}
        assert str(caught.value).endswith(f"; PATCH takes {PATCH_TYPES}")
        assert rfc.select_decoder("application/merge-patch+json", method) is MERGE
        assert rfc.select_decoder("application/json-patch+json", method) is PATCH

    def test_without_a_patch_format_there_is_no_accept_patch(self) -> None:
        registry = CodecRegistry()
        registry.register(JSON, "application/json")
        with pytest.raises(UnsupportedMediaType, match="PATCH takes nothing") as caught:
            Negotiator(registry).select_decoder("application/json", "PATCH")
        assert caught.value.headers == {}

    def test_netserver_takes_json_for_patch(self, netserver: Negotiator) -> None:
        for content_type in ("application/json", "text/json; charset=utf-8"):
            assert netserver.select_decoder(content_type, "patch") is JSON
        assert netserver.select_decoder("application/json-patch+json", "PATCH") is PATCH
        with pytest.raises(UnsupportedMediaType) as caught:
            netserver.select_decoder("text/xml", "PATCH")
        assert caught.value.headers["Accept-Patch"] == f"application/json, text/json, {PATCH_TYPES}"

    def test_a_hostile_header_does_not_flood_the_message(self, rfc: Negotiator) -> None:
        for content_type in ("x" * 100_000, "x/" + "y" * 100_000, "text/xml;charset=" + "z" * 100_000):
            with pytest.raises(UnsupportedMediaType) as caught:
                rfc.select_decoder(content_type)
            assert len(str(caught.value)) < 400


class TestCache:
    def test_a_header_seen_before_gives_the_same_choice(self, rfc: Negotiator) -> None:
        assert rfc.select_encoder("text/xml, */*") is rfc.select_encoder("text/xml, */*")

    def test_the_oldest_is_forgotten(self, rfc: Negotiator) -> None:
        first = rfc.select_encoder("text/xml")
        for number in range(CACHED_HEADERS):
            rfc.select_encoder(f"text/xml, a/{number}")
        assert rfc.select_encoder("text/xml") is not first
        assert rfc.select_encoder("text/xml") == first

    def test_a_long_header_is_not_remembered(self, rfc: Negotiator) -> None:
        remembered = "text/xml".ljust(LONGEST_CACHED_HEADER)
        assert rfc.select_encoder(remembered) is rfc.select_encoder(remembered)
        too_long = remembered + " "
        assert rfc.select_encoder(too_long) == rfc.select_encoder(remembered)
        assert rfc.select_encoder(too_long) is not rfc.select_encoder(too_long)
        assert rfc.select_decoder(too_long) is XML

    def test_a_refusal_is_a_new_error_each_time(self, rfc: Negotiator) -> None:
        """A shared one would collect the tracebacks of all requests."""
        errors: list[NegotiationError] = []
        for _ in range(2):
            with pytest.raises(NotAcceptable) as caught:
                rfc.select_encoder("image/png")
            errors.append(caught.value)
        assert errors[0] is not errors[1]


HOSTILE_PIECES = [
    ",",
    '"',
    ";",
    "\\",
    '\\"',
    '"\\',
    '""',
    " ",
    "\t;",
    "/",
    "=",
    "x,",
    "a/b,",
    "*/*,",
    "*/json,",
    "text/xml;",
    "text/xml; ",
    "text/xml;x=1,",
    'text/xml;x="1",',
    "text/xml;q=9,",
    "text/xml;charset=utf-16,",
    "\u00e9/b,",
    "\ud800",
    "\x00",
]


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("start", ["", "text/xml;", 'text/xml;x="'])
@pytest.mark.parametrize("piece", HOSTILE_PIECES, ids=ascii)
def test_a_hostile_header_is_answered(dialect: Dialect, start: str, piece: str) -> None:
    """100,000 characters, each way to nest and repeat: an answer or a refusal, and soon."""
    negotiator = Negotiator(full_registry(), dialect)
    header = (start + piece * 100_000)[:100_000]
    assert isinstance(negotiator.explain(header), Explanation)
    for negotiate in (negotiator.select_encoder, negotiator.select_decoder):
        try:
            negotiate(header)
        except NegotiationError as error:
            answer = str(error)
        else:
            answer = ""
        assert len(answer) < 500
