"""Media types, ranges and Accept as values: what is read, refused and written back."""

from __future__ import annotations

import dataclasses

import pytest

from so_carriers.errors import InvalidValue
from so_carriers.media_types import Accept, MediaRange, MediaType, Parameters
from so_carriers.settings import Dialect

JSON, XML = "application/json", "text/xml"

# The text as it comes, the value, and the text as it is written back.
MEDIA_TYPES: list[tuple[str, MediaType, str]] = [
    ("application/json", MediaType("application", "json"), "application/json"),
    ("Application/JSON", MediaType("application", "json"), "application/json"),
    (" text/xml\t", MediaType("text", "xml"), "text/xml"),
    ("text/xml;Charset=UTF-8", MediaType("text", "xml", (("charset", "UTF-8"),)), "text/xml; charset=UTF-8"),
    (
        'text/xml ;\tcharset="utf-8"',
        MediaType("text", "xml", (("charset", "utf-8"),)),
        "text/xml; charset=utf-8",
    ),
    ("a/b;;x=1; ;", MediaType("a", "b", (("x", "1"),)), "a/b; x=1"),
    ("a/b;x=1;A=2", MediaType("a", "b", (("x", "1"), ("a", "2"))), "a/b; x=1; a=2"),
    ('a/b;x=""', MediaType("a", "b", (("x", ""),)), 'a/b; x=""'),
    ('a/b;x="c, d;q=0"', MediaType("a", "b", (("x", "c, d;q=0"),)), 'a/b; x="c, d;q=0"'),
    (r'a/b;x="\"\\\c"', MediaType("a", "b", (("x", '"\\c'),)), r'a/b; x="\"\\c"'),
    ('a/b;x="tab\there"', MediaType("a", "b", (("x", "tab\there"),)), 'a/b; x="tab\there"'),
    ('a/b;x="é"', MediaType("a", "b", (("x", "é"),)), 'a/b; x="é"'),
    ("application/*+json", MediaType("application", "*+json"), "application/*+json"),
    ("a/b;q=0.5", MediaType("a", "b", (("q", "0.5"),)), "a/b; q=0.5"),
]

MALFORMED_MEDIA_TYPES = [
    "",
    " ",
    "a",
    "/",
    "a/",
    "/b",
    "a/b/c",
    "a b/c",
    "a /b",
    "a/ b",
    "a/b c",
    "a/b, c/d",
    "a/b,",
    "a/b;x",
    "a/b;x=",
    "a/b;=1",
    "a/b;x =1",
    "a/b;x= 1",
    "a/b;x=1 2",
    'a/b;x="1',
    'a/b;x="1\\"',
    'a/b;x="1"2',
    'a/b;x=1"2"',
    "a/b;x='1 2'",
    'a/b;x="\x00"',
    'a/b;x="\\\x07"',
    'a/b;x="\x7f"',
    "a/b\n",
    "a/b;x=1\r\nSet-Cookie: y",
    "a/b\x0b",
    "\xa0a/b",
    "é/b",
    "a/b;é=1",
    "a/b;x=é",
    "a/b;x=1;X=1",
    "*/*",
    "text/*",
    "*/json",
    "*",
]


class TestMediaType:
    @pytest.mark.parametrize(("text", "media_type", "written"), MEDIA_TYPES)
    def test_what_is_read_is_written_back(self, text: str, media_type: MediaType, written: str) -> None:
        """Names in lower case, values as they were, quoted where they have to be."""
        assert MediaType.parse(text) == media_type
        assert str(media_type) == written
        assert MediaType.parse(written) == media_type

    @pytest.mark.parametrize("text", MALFORMED_MEDIA_TYPES)
    def test_malformed_text_is_refused(self, text: str) -> None:
        with pytest.raises(InvalidValue):
            MediaType.parse(text)

    def test_the_error_shows_a_bounded_excerpt(self) -> None:
        with pytest.raises(InvalidValue) as caught:
            MediaType.parse("x" * 10_000)
        assert len(str(caught.value)) < 100

    def test_essence_and_charset(self) -> None:
        media_type = MediaType.parse('Text/XML; level=1; Charset="ISO-8859-1"')
        assert media_type.essence == "text/xml"
        assert media_type.charset == "iso-8859-1"
        assert MediaType.parse("text/xml").charset is None

    @pytest.mark.parametrize(
        ("type_", "subtype", "parameters"),
        [
            ("Text", "xml", ()),
            ("text", "", ()),
            ("text", "x ml", ()),
            ("text", "xml", (("Level", "1"),)),
            ("text", "xml", (("level", "1\r\nX: y"),)),
            ("text", "xml", (("level", "1"), ("level", "2"))),
            ("text", "*", ()),
        ],
    )
    def test_a_value_that_no_header_can_say_cannot_be_made(
        self, type_: str, subtype: str, parameters: Parameters
    ) -> None:
        with pytest.raises(InvalidValue):
            MediaType(type_, subtype, parameters)

    def test_it_is_an_immutable_value(self) -> None:
        media_type = MediaType("text", "xml")
        assert hash(media_type) == hash(MediaType.parse("TEXT/XML"))
        assert not hasattr(media_type, "__dict__")
        with pytest.raises(dataclasses.FrozenInstanceError):
            media_type.type = "image"  # type: ignore[misc]  # that is what is tested


class TestMediaRange:
    @pytest.mark.parametrize(
        ("range_", "written", "specificity"),
        [
            (MediaRange("*", "*"), "*/*", (0, 0)),
            (MediaRange("text", "*", (), 300), "text/*;q=0.3", (1, 0)),
            (MediaRange("text", "xml", (), 0), "text/xml;q=0", (2, 0)),
            (MediaRange("text", "xml", (), 1), "text/xml;q=0.001", (2, 0)),
            (
                MediaRange("text", "xml", (("level", "1"), ("x", "a b")), 999),
                'text/xml;level=1;x="a b";q=0.999',
                (2, 2),
            ),
            (MediaRange("*", "*", (("level", "1"),)), "*/*;level=1", (0, 1)),
        ],
    )
    def test_it_is_written_with_its_quality_last(
        self, range_: MediaRange, written: str, specificity: tuple[int, int]
    ) -> None:
        assert str(range_) == written
        assert Accept.parse(written).ranges == (range_,)
        assert range_.specificity == specificity
        assert range_.quality == range_.thousandths / 1000

    @pytest.mark.parametrize(
        ("range_", "media_type", "matches"),
        [
            ("*/*", "text/xml; level=1", True),
            ("text/*", "text/xml", True),
            ("text/*", "application/xml", False),
            ("text/xml", "TEXT/XML", True),
            ("text/xml", "text/json", False),
            ("text/xml;level=1", "text/xml", False),
            ("text/xml;LEVEL=1", "text/xml; x=2; level=1", True),
            ("text/xml;level=a", "text/xml; level=A", False),
            ("text/*;level=1", "text/xml; level=1", True),
            ("*/*;charset=utf-8", "text/xml", True),
            ("text/xml;charset=UTF8", "text/xml", True),
            ('text/xml;charset="Utf-8"', "text/xml; charset=utf8", True),
            ("text/xml;charset=latin1", "text/xml; charset=ISO-8859-1", True),
            ("text/xml;charset=KOI8-R", "text/xml; charset=koi8-r", True),
            ("text/xml;charset=utf-16", "text/xml", False),
            ("text/xml;charset=utf-8", "text/xml; charset=utf-16", False),
        ],
    )
    def test_it_matches_types_within_it_that_have_its_parameters(
        self, range_: str, media_type: str, matches: bool
    ) -> None:
        (media_range,) = Accept.parse(range_).ranges
        assert media_range.matches(MediaType.parse(media_type)) is matches

    @pytest.mark.parametrize(
        ("type_", "subtype", "parameters", "thousandths"),
        [
            ("*", "json", (), 1000),
            ("TEXT", "xml", (), 1000),
            ("text", "xml", (("q", "0.5"),), 1000),
            ("text", "xml", (), 1001),
            ("text", "xml", (), -1),
        ],
    )
    def test_a_range_that_no_header_can_say_cannot_be_made(
        self, type_: str, subtype: str, parameters: Parameters, thousandths: int
    ) -> None:
        with pytest.raises(InvalidValue):
            MediaRange(type_, subtype, parameters, thousandths)


class TestAccept:
    def test_ranges_stand_in_the_clients_order(self) -> None:
        accept = Accept.parse("text/xml;q=0.9, */*;q=0.1,Application/JSON;charset=utf-8")
        assert accept.ranges == (
            MediaRange("text", "xml", (), 900),
            MediaRange("*", "*", (), 100),
            MediaRange("application", "json", (("charset", "utf-8"),)),
        )
        assert str(accept) == "text/xml;q=0.9, */*;q=0.1, application/json;charset=utf-8"

    def test_malformed_elements_are_left_out(self) -> None:
        accept = Accept.parse("nonsense, text/xml, a/b;q=2, */json, a/b;x=1;x=2, a/b;q=1;q=1, ;;, /")
        assert accept == Accept((MediaRange("text", "xml"),))

    def test_a_word_for_word_repetition_is_left_out(self) -> None:
        assert str(Accept.parse("text/xml,text/xml,*/*,text/xml")) == "text/xml, */*"

    @pytest.mark.parametrize(
        "header", [None, "", " ", ",", " ,\t, ", "nonsense", "*", 'a/b;x="', "a/b;q=, é/é"]
    )
    def test_without_a_well_formed_element_there_is_no_preference(self, header: str | None) -> None:
        accept = Accept.parse(header)
        assert accept == Accept()
        assert str(accept) == ""
        assert accept.best([XML, JSON]) == XML
        assert accept.quality(JSON) == 1

    def test_the_best_offer_is_returned_as_it_was_given(self) -> None:
        assert Accept.parse("text/xml").best(["Text/XML; Charset=utf-8"]) == "Text/XML; Charset=utf-8"

    def test_the_example_of_the_documentation(self) -> None:
        assert Accept.parse("text/xml;q=0.9, application/json").best([JSON, XML]) == JSON

    def test_without_offers_there_is_no_best(self) -> None:
        assert Accept.parse("*/*").best([]) is None
        assert Accept.parse(None).best([]) is None

    @pytest.mark.parametrize("offer", ["json", "text/*", "text/xml,", ""])
    def test_a_malformed_offer_is_the_developers_error(self, offer: str) -> None:
        for accept in (Accept.parse(None), Accept.parse("text/xml")):
            with pytest.raises(InvalidValue):
                accept.best([XML, offer])

    @pytest.mark.parametrize(
        ("header", "best"),
        [
            ("application/json;q=0.5, text/xml", XML),
            ("*/*, text/xml", XML),
            ("text/*, */*", XML),
            ("*/*;charset=utf-8, */*", JSON),
            ("*/*, text/*;charset=utf-8", XML),
            ("text/xml, application/json", XML),
            ("text/*, application/*", XML),
            ("*/*", JSON),
        ],
        ids=[
            "quality",
            "exact",
            "subtype",
            "one range",
            "parameters",
            "client",
            "client's wildcards",
            "server",
        ],
    )
    def test_preference_goes_by_quality_specificity_client_and_server(self, header: str, best: str) -> None:
        assert Accept.parse(header).best([JSON, XML]) == best

    def test_of_two_equal_ranges_the_first_counts(self) -> None:
        for header in ("text/xml;q=0.2, Text/XML;q=0.9", "text/xml;x=1;y=2;q=0.2, text/xml;y=2;x=1;q=0.9"):
            assert Accept.parse(header).quality("text/xml;x=1;y=2") == 0.2

    def test_ranking_names_the_deciding_range_of_each_offer(self) -> None:
        accept = Accept.parse("text/*;q=0.5, application/json, text/xml;q=0")
        ranked = accept.rank([XML, "text/json", "image/png", JSON])
        assert [(offer.index, str(offer.media_type), str(offer.range)) for offer in ranked] == [
            (3, "application/json", "application/json"),
            (1, "text/json", "text/*;q=0.5"),
            (0, "text/xml", "text/xml;q=0"),
            (2, "image/png", "None"),
        ]
        assert [offer.is_acceptable for offer in ranked] == [True, True, False, False]
        assert [accept.quality(offer) for offer in (XML, "text/json", "image/png", JSON)] == [0, 0.5, 0, 1]

    def test_ranking_takes_media_types_as_well(self) -> None:
        (ranked,) = Accept.parse("text/xml").rank([MediaType("text", "xml")])
        assert ranked.is_acceptable

    def test_equal_offers_stay_in_the_servers_order(self) -> None:
        offers = ["c/c", "a/a", "b/b", "d/d"]
        assert [offer.index for offer in Accept.parse("*/*").rank(offers)] == [0, 1, 2, 3]
        assert [offer.index for offer in Accept.parse("x/x").rank(offers)] == [0, 1, 2, 3]

    @pytest.mark.parametrize("charset", ["utf-16", "utf-7", "nonsense", '"a, b"'])
    def test_netserver_ignores_charset(self, charset: str) -> None:
        accept = Accept.parse(f"application/json;charset={charset};q=0.9, text/xml;q=0.8")
        assert accept.best([JSON, XML]) == XML
        assert accept.best([JSON, XML], dialect=Dialect.NETSERVER) == JSON
        assert accept.quality(JSON, dialect=Dialect.NETSERVER) == 0.9

    def test_an_ignored_charset_does_not_make_a_range_more_specific(self) -> None:
        accept = Accept.parse("text/xml;q=0.2, text/xml;charset=utf-8")
        assert accept.quality(XML) == 1
        assert accept.quality(XML, dialect=Dialect.NETSERVER) == 0.2

    def test_netserver_keeps_other_parameters(self) -> None:
        accept = Accept.parse("text/xml;level=1;charset=utf-16")
        assert accept.best([XML], dialect=Dialect.NETSERVER) is None
        assert accept.best(["text/xml;level=1"], dialect=Dialect.NETSERVER) == "text/xml;level=1"
