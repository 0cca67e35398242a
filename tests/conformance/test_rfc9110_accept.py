"""What RFC 9110 asks of Accept and Content-Type, a row for each rule and each of its examples.

Rows whose id starts with "open" fix what the RFC leaves to the recipient.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from so_carriers.codecs.codec import Codec
from so_carriers.errors import NotAcceptable, UnsupportedMediaType
from so_carriers.media_types import Accept, MediaType
from so_carriers.negotiation import Negotiator
from so_carriers.registry import CodecRegistry
from so_carriers.settings import Dialect

JSON, XML, HTML, PLAIN = "application/json", "text/xml", "text/html", "text/plain"


def rule(name: str, *values: object) -> object:
    """A row of a table, with the rule as its id."""
    return pytest.param(*values, id=name)


def negotiator(dialect: Dialect = Dialect.RFC) -> Negotiator:
    """JSON and XML, and a patch format that is only read."""
    registry = CodecRegistry()
    for media_type, name in ((JSON, "json"), (XML, "xml")):
        registry.register(cast("Codec", SimpleNamespace(name=name)), media_type)
    registry.register(
        cast("Codec", SimpleNamespace(name="json_patch")),
        "application/json-patch+json",
        writes=False,
        patches=True,
    )
    return Negotiator(registry, dialect)


# The examples of section 12.5.1; the second has weights added, to tell its ranges apart.
ELABORATE = "text/plain; q=0.5, text/html,\ttext/x-dvi; q=0.8, text/x-c"
PRECEDENCE = "text/*;q=0.1, text/plain;q=0.2, text/plain;format=flowed, */*;q=0.3"
# Table 5, corrected by erratum 7138 (text/html;level=3 is 0.3).
EXAMPLE = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5"


@pytest.mark.parametrize(
    ("header", "media_type", "quality"),
    [
        rule("12.5.1 audio", "audio/*; q=0.2, audio/basic", "audio/basic", 1),
        rule("12.5.1 audio, any", "audio/*; q=0.2, audio/basic", "audio/mpeg", 0.2),
        rule("12.5.1 elaborate 1", ELABORATE, PLAIN, 0.5),
        rule("12.5.1 elaborate 2", ELABORATE, "text/x-dvi", 0.8),
        rule("12.5.1 elaborate 3", ELABORATE, "text/x-c", 1),
        rule("12.5.1 precedence 1", PRECEDENCE, "text/plain;format=flowed", 1),
        rule("12.5.1 precedence 2", PRECEDENCE, PLAIN, 0.2),
        rule("12.5.1 precedence 3", PRECEDENCE, HTML, 0.1),
        rule("12.5.1 precedence 4", PRECEDENCE, "a/b", 0.3),
        rule("12.5.1 table 5, 1", EXAMPLE, "text/plain;format=flowed", 1),
        rule("12.5.1 table 5, 2", EXAMPLE, PLAIN, 0.7),
        rule("12.5.1 table 5, 3", EXAMPLE, HTML, 0.3),
        rule("12.5.1 table 5, 4", EXAMPLE, "image/jpeg", 0.5),
        rule("12.5.1 table 5, 5", EXAMPLE, "text/plain;format=fixed", 0.4),
        rule("12.5.1 table 5, 6, erratum 7138", EXAMPLE, "text/html;level=3", 0.3),
        rule(
            "12.5.1 the most specific decides, not the highest", "text/xml;q=0.1, text/*;q=0.9, */*", XML, 0.1
        ),
        rule("12.5.1 the order in the header is irrelevant", "*/*, text/*;q=0.9, text/xml;q=0.1", XML, 0.1),
        rule(
            "12.5.1 a type with parameters precedes one without",
            "text/xml;level=1;q=0.2, text/xml",
            "text/xml;level=1",
            0.2,
        ),
        rule("12.5.1 q without a value is 1", "text/xml", XML, 1),
        rule("12.4.2 no range matches: not acceptable", "text/xml", JSON, 0),
        rule("12.4.2 q=0 is not acceptable", "text/xml;q=0, */*", XML, 0),
        rule("12.4.2 a specific q beats a wildcard q=0", "text/xml;q=0.1, */*;q=0", XML, 0.1),
        rule("12.4.2 a wildcard q=0 excludes the rest", "text/xml;q=0.1, */*;q=0", JSON, 0),
        rule("12.4.3 a wildcard of the subtype", "text/*;q=0.4", XML, 0.4),
        rule("8.3.1 types are case-insensitive", "TEXT/Xml;q=0.4", "tExt/xMl", 0.4),
        rule("5.6.6 parameter names are case-insensitive", "text/xml;LEVEL=1;q=0.4", "text/xml;Level=1", 0.4),
        rule(
            "5.6.6 a parameter's value may be case-sensitive", "text/xml;level=a;q=0.4", "text/xml;level=A", 0
        ),
        rule(
            "8.3.2 charset is case-insensitive", "text/xml;charset=UTF-8;q=0.4", "text/xml;charset=utf-8", 0.4
        ),
        rule("5.6.6 a token equals a quoted string", 'text/xml;level="1";q=0.4', "text/xml;level=1", 0.4),
        rule("12.5.1 all parameters, in any order", "text/xml;a=1;b=2;q=0.4", "text/xml;b=2;c=3;a=1", 0.4),
        rule("12.5.1 a parameter that the offer lacks", "text/xml;a=1;b=2", "text/xml;a=1", 0),
        rule("12.5.1 a range without parameters matches any", "text/xml;q=0.4", "text/xml;level=1", 0.4),
        rule("open: charset=utf-8 is met by an offer without", 'text/xml;charset="UTF-8";q=0.4', XML, 0.4),
        rule("open: another charset is not", "text/xml;charset=utf-16", XML, 0),
        rule("12.5.1 q is case-insensitive", "text/xml;Q=0.4", XML, 0.4),
        rule(
            "12.5.1 q is the weight before other parameters",
            "text/xml;q=0.4;level=1",
            "text/xml;level=1",
            0.4,
        ),
        rule("12.5.1 what follows q is a parameter, no extension", "text/xml;q=0.4;level=1", XML, 0),
        rule("12.5.1 q between parameters", "text/xml;a=1;q=0.4;b=2", "text/xml;b=2;a=1", 0.4),
        rule("5.6.3 white space around the semicolon", "text/xml \t; \tq=0.4", XML, 0.4),
        rule("5.6.3 white space around the comma", " a/b\t ,\t text/xml;q=0.4 \t,c/d", XML, 0.4),
        rule("5.6.6 an empty parameter at the end", "text/xml;q=0.4;", XML, 0.4),
        rule("5.6.6 an empty parameter within", "text/xml;;q=0.4", XML, 0.4),
        rule("5.6.6 an empty parameter with white space", "text/xml; ;\t; q=0.4 ; ", XML, 0.4),
        rule("5.6.1 empty elements are ignored", ",, ,text/xml;q=0.4,\t,", XML, 0.4),
        rule("5.6.4 a comma in a quoted string", 'text/xml;x="a,b";q=0.4', 'text/xml;x="a,b"', 0.4),
        rule("5.6.4 a semicolon in a quoted string", 'text/xml;x="a;q=0";q=0.4', 'text/xml;x="a;q=0"', 0.4),
        rule(
            "5.6.4 an escaped quote in a quoted string",
            r'text/xml;x="\",\"";q=0.4',
            r'text/xml;x="\",\""',
            0.4,
        ),
        rule("5.6.4 a quoted pair is the character", r'text/xml;x="\a";q=0.4', "text/xml;x=a", 0.4),
        rule("5.6.4 a type in a quoted string is none", 'a/b;x="text/xml, text/xml"', XML, 0),
        rule("5.6.4 an empty quoted string", 'text/xml;x="";q=0.4', 'text/xml;x=""', 0.4),
        rule("5.3 several fields are one, joined by commas", "text/xml;q=0.4, , a/b", XML, 0.4),
        rule(
            "12.5.1 application/*+json is a literal token",
            "application/*+json",
            "application/problem+json",
            0,
        ),
        rule("12.5.1 no suffix matching", JSON, "application/problem+json", 0),
        rule("12.5.1 no suffix matching, the other way", "application/problem+json", JSON, 0),
        rule("open: of two equal ranges the first counts", "text/xml;q=0.4, text/xml;q=0.9", XML, 0.4),
        rule('open: q="0.4" is q=0.4', 'text/xml;q="0.4"', XML, 0.4),
        rule("12.5.1 no header: anything is acceptable", None, XML, 1),
        rule("open: an empty header is none", "", XML, 1),
    ],
)
def test_quality(header: str | None, media_type: str, quality: float) -> None:
    """The quality of one media type under a header."""
    assert Accept.parse(header).quality(media_type) == quality


@pytest.mark.parametrize(
    ("header", "best"),
    [
        rule("12.5.1 between types the higher q wins", "application/json;q=0.4, text/xml;q=0.8", XML),
        rule("12.5.1 even where it is a wildcard's", "application/json;q=0.4, */*;q=0.8", XML),
        rule("12.4.2 three decimals are told apart", "application/json;q=0.998, text/xml;q=0.999", XML),
        rule("12.4.2 a specific q=0 beats a wildcard", "application/json;q=0, */*;q=0.1", XML),
        rule("12.4.2 a specific q beats a wildcard q=0", "*/*;q=0, text/xml;q=0.001", XML),
        rule("12.4.2 nothing but q=0", "application/json;q=0, text/xml;q=0.000", None),
        rule("15.5.7 nothing matches", "image/png", None),
        rule("12.5.1 no header", None, JSON),
        rule("open: an empty header", "", JSON),
        rule("open: nothing but empty elements", " , ,\t", JSON),
        rule("open: nothing but malformed elements", "json, text/xml;q=2", JSON),
        rule("open: one malformed element is skipped", "json, text/xml", XML),
        rule("open: equal q, the more specific range", "*/*, text/xml", XML),
        rule("open: equal q and range, the client's order", "text/xml, application/json", XML),
        rule("open: equal all, the server's order", "*/*", JSON),
        rule("open: a parameter twice is malformed", "text/xml;x=1;x=1, application/json;q=0.1", JSON),
        rule("open: q twice is malformed", "text/xml;q=1;q=1, application/json;q=0.1", JSON),
        rule("open: an unclosed quote takes the rest", 'application/json;q=0.1, a/b;x=", text/xml', JSON),
    ],
)
def test_best(header: str | None, best: str | None) -> None:
    """The choice between JSON and XML, JSON being the server's first preference."""
    assert Accept.parse(header).best([JSON, XML]) == best


@pytest.mark.parametrize(
    ("weight", "quality"),
    [
        *[("0", 0), ("0.", 0), ("0.0", 0), ("0.000", 0), ("0.001", 0.001), ("0.5", 0.5), ("0.50", 0.5)],
        *[("0.999", 0.999), ("1", 1), ("1.", 1), ("1.0", 1), ("1.00", 1), ("1.000", 1)],
    ],
)
def test_12_4_2_a_well_formed_qvalue(weight: str, quality: float) -> None:
    assert Accept.parse(f"text/xml;q={weight}").quality(XML) == quality


@pytest.mark.parametrize(
    "weight",
    [
        *[
            "",
            ".5",
            "1.1",
            "1.001",
            "-1",
            "-0",
            "+1",
            "0.1234",
            "1.0000",
            "00",
            "01",
            "2",
            "10",
            "1e0",
            "0.5e0",
        ],
        *[
            "inf",
            "nan",
            "0,5",
            "0_1",
            "0x1",
            " 0.5",
            "high",
            "\u0661",
            "0.\u0665",
            "\uff11",
            "\u00bd",
            "0.5\n",
            '"0.\u0665"',
        ],
    ],
    ids=ascii,
)
def test_12_4_2_a_malformed_qvalue_makes_its_element_malformed(weight: str) -> None:
    """The element is skipped: it neither raises nor gains a preference by accident."""
    for header in (
        f"text/xml;q={weight}, application/json;q=0.001",
        f"application/json;q=0.001,text/xml;q={weight}",
    ):
        assert Accept.parse(header).best([XML, JSON]) == JSON
        assert negotiator().select_encoder(header).media_type == JSON


@pytest.mark.parametrize(
    "element",
    [
        rule("12.5.1 * alone", "*"),
        rule("12.5.1 */json", "*/xml"),
        rule("12.5.1 */* with more behind", "*/*x"),
        rule("8.3.1 no slash", "text"),
        rule("8.3.1 no type", "/xml"),
        rule("8.3.1 no subtype", "text/"),
        rule("8.3.1 two slashes", "text/xml/xml"),
        rule("5.6.3 white space around the slash", "text /xml"),
        rule("5.6.3 white space after the slash", "text/ xml"),
        rule("5.6.6 white space before =", "text/xml;q =1"),
        rule("5.6.6 white space after =", "text/xml;q= 1"),
        rule("5.6.6 no value", "text/xml;level"),
        rule("5.6.6 an empty value", "text/xml;level="),
        rule("5.6.6 no name", "text/xml;=1"),
        rule("5.6.2 not a token", "text/x ml"),
        rule("5.6.2 not ASCII", "text/\u212aml"),
        rule("5.6.3 another white space", "text/xml\u00a0"),
        rule("5.6.3 a line break", "text/xml\n"),
        rule("5.6.4 text behind a quoted string", 'text/xml;x="1"2'),
        rule("5.6.4 a control character in a quoted string", 'text/xml;x="\x01"'),
        rule("5.6.4 single quotes do not quote", "text/xml;x='a b'"),
    ],
)
def test_a_malformed_element_is_skipped(element: str) -> None:
    """Alone it is no preference; beside others it does not count."""
    assert Accept.parse(element) == Accept()
    assert Accept.parse(f"{element}, application/json;q=0.1").best([XML, JSON]) == JSON
    assert negotiator().select_encoder(f"application/json;q=0.1,{element}").media_type == JSON


def test_15_5_7_nothing_acceptable_is_406() -> None:
    """The response lists what there is, and caches are told what it depends on (section 12.5.5)."""
    with pytest.raises(NotAcceptable) as caught:
        negotiator().select_encoder("image/png")
    assert caught.value.status == 406
    assert caught.value.offered == (JSON, XML)
    assert caught.value.headers == {"Vary": "Accept"}


def test_12_4_1_the_header_may_be_disregarded_instead() -> None:
    """So the NETSERVER dialect does."""
    assert negotiator(Dialect.NETSERVER).select_encoder("image/png").media_type == JSON


def test_12_5_5_a_negotiated_response_varies_with_accept() -> None:
    assert negotiator().select_encoder(None).headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    "content_type",
    [
        rule("8.3.1 as it is", "text/xml"),
        rule("8.3.1 in any case", "Text/XML"),
        rule("8.3.1 with a charset", "text/xml;charset=utf-8"),
        rule("8.3.1 with a charset in any case", "text/xml;Charset=UTF-8"),
        rule("8.3.1 with a quoted charset", 'text/xml;charset="utf-8"'),
        rule("8.3.1 with white space", 'text/xml; charset="utf-8"'),
        rule("5.6.6 with an empty parameter", "text/xml;; "),
        rule("5.5 with white space around it", "\ttext/xml "),
        rule("5.6.4 with a comma in a quoted string", 'text/xml;x="a, b"'),
    ],
)
def test_8_3_1_a_content_type_that_is_read(content_type: str) -> None:
    assert negotiator().select_decoder(content_type).name == "xml"


@pytest.mark.parametrize(
    "content_type",
    [
        rule("8.3 none: no guess is made", None),
        rule("8.3 a list of types", "text/xml, text/xml"),
        rule("8.3 a field sent twice", "text/xml, application/json"),
        rule("8.3.1 empty", ""),
        rule("8.3.1 a range", "text/*"),
        rule("8.3.1 malformed", "xml"),
        rule("15.5.16 not read", "image/png"),
        rule("8.3.2 a charset that is not read", "text/xml;charset=utf-7"),
    ],
)
def test_15_5_16_any_other_content_type_is_415(content_type: str | None) -> None:
    """The response says in Accept what would have been read."""
    with pytest.raises(UnsupportedMediaType) as caught:
        negotiator().select_decoder(content_type)
    assert caught.value.status == 415
    assert caught.value.headers == {"Accept": "application/json, text/xml, application/json-patch+json"}


def test_rfc_5789_2_2_a_patch_of_another_type_is_415_with_accept_patch() -> None:
    with pytest.raises(UnsupportedMediaType) as caught:
        negotiator().select_decoder(JSON, "PATCH")
    assert caught.value.headers["Accept-Patch"] == "application/json-patch+json"


def test_8_3_1_the_four_spellings_of_the_example_are_one_type() -> None:
    spellings = [
        "text/html;charset=utf-8",
        'Text/HTML;Charset="utf-8"',
        'text/html; charset="utf-8"',
        "text/html;charset=UTF-8",
    ]
    assert {(MediaType.parse(text).essence, MediaType.parse(text).charset) for text in spellings} == {
        ("text/html", "utf-8")
    }
