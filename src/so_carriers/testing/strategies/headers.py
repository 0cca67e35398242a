"""Accept and Content-Type headers as clients send them, and as they should not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from hypothesis import strategies as st

from so_carriers.testing.comparison.plain_negotiation import read_range, split

MEDIA_TYPES = (
    "application/json",
    "text/json",
    "application/xml",
    "text/xml",
    "application/merge-patch+json",
    "application/json-patch+json",
)
"""What the library writes, in its order of preference."""

REAL_HEADERS = (
    "*/*",  # curl, python-requests, httpx
    "application/json",  # most clients of WebAPIs
    "application/json, text/plain, */*",  # axios
    "application/json; charset=utf-8",
    "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false",
    "application/xml, text/xml, text/json, application/json",  # .NET's HttpClient with its formatters
    "text/plain, application/json, text/json",  # generated .NET clients
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",  # browsers
    "text/html,application/xml;q=0.9,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
    "application/json;q=0.9, application/xml;q=0.9, */*;q=0.1",
    "text/*;q=0.3, text/html;q=0.7, text/html;level=1, text/html;level=2;q=0.4, */*;q=0.5",  # RFC 9110
    "application/xml;q=0, */*",
)
"""Accept headers that clients send, all of them well-formed."""

_WEIGHTS = ("0.5", "0", "1", "0.999", "0.001", "0.9", "0.95", "0.8", "0.", "1.", "0.500", "1.000", "0.000")
_NO_WEIGHTS = ("", ".5", "1.1", "-1", "0.1234", "1e0", "2", "1.0001", "0,5", "\u0661", "nan", '"')
_TOKENS = ("1", "2", "a", "A", "utf-8", "q", "*")
_QUOTED = ('"1"', '"a, b"', r'"\1"', r'"\""', '""', '"q=0;"', '"a/b"', '"\u00e9"', '"\t"')
_NO_VALUES = ("", '"', '"\\', '"a" b', '"\x01"', "a b", "\u00e9", '"a"b')
_CHARSETS = ("utf-8", "UTF8", '"Utf-8"', "utf-16", "us-ascii", "iso-8859-1", '""')
_NAMES = ("level", "LEVEL", "x", "v", "odata.metadata")
_NO_RANGES = ("", "*", "text", "*/xml", "a b/c", "text/", "/xml", "text/xml/x", "text/\u212aml", "te(xt/xml")
_NO_PARAMETERS = ("level", "q", "=1", "q =1", "q= 1", "\u00e9=1", "level==1")
_FOREIGN = ("image/png", "text/html", "application/xhtml+xml", "text/*", "application/octet-stream")
_CASES: tuple[Callable[[str], str], ...] = (str, str, str, str.upper, str.title, str.swapcase)
_BLANKS = (("", "", ""), ("", "", ""), ("", "", " "), (" ", "", ""), ("\t", " ", "\t"), (" \t ", "\t ", "  "))
"""White space around an element, and before and after its semicolons."""
_OWS = st.sampled_from(["", "", " ", "\t", " \t "])


def accept_headers(
    *, offers: Sequence[str] | None = None, elements: int = 5, valid: bool | None = None
) -> st.SearchStrategy[str]:
    """Accept headers of RFC 9110, section 12.5.1: those that clients send, and all that the grammar allows.

    Parameters, quoted strings, weights of every shape, white space, empty elements, any case and
    wildcards are drawn. `offers` are media types that most ranges touch (those that the library
    writes, unless told); `elements` is how many stand in a header at most. With `valid=True` every
    element is well-formed, with `valid=False` one at least is not; otherwise any are drawn, and
    texts that are no header among them. Shrinks to `*/*`.
    """
    known = [*(MEDIA_TYPES if offers is None else offers)] or ["application/json"]
    good = ranges_of(known)
    simplest = st.just("*/*")
    lists, real = _lists(good, elements), _sampled(REAL_HEADERS)
    weighted = _lists(weighted_ranges_of(known), elements, least=2)
    if valid is True:
        return _mixed((1, simplest), (4, lists), (4, weighted), (1, real), (2, _with_gaps(good, elements)))
    bad = malformed_ranges(known)
    if valid is False:
        return _with_one(bad, _mixed((1, good), (1, bad)), elements)
    any_element = _mixed((3, good), (1, bad))
    noise = st.text('ax*/;,="\\q01. \t\u00e9\n', max_size=30) | st.text(max_size=30)
    return _mixed(
        (1, simplest),
        (4, lists),
        (5, weighted),
        (4, _lists(any_element, elements)),
        (2, _with_gaps(any_element, elements)),
        (1, real),
        (1, noise),
    )


def content_types(
    *,
    media_types: Sequence[str] | None = None,
    charsets: Sequence[str] = _CHARSETS,
    valid: bool | None = None,
) -> st.SearchStrategy[str]:
    """Content-Type headers of RFC 9110, section 8.3: one media type, with or without parameters.

    `media_types` are those that are drawn (those that the library writes, and forms, unless told),
    `charsets` the labels that stand with them, quoted where they are to be. With `valid=True` each is
    one media type, with `valid=False` it is malformed, a range, a list or nothing at all; otherwise
    most are well-formed. Shrinks to the first media type, `application/json`.
    """
    known = [*media_types] if media_types is not None else [*MEDIA_TYPES, "application/x-www-form-urlencoded"]
    labels = _sampled(charsets or [""]).map("charset={}".format if charsets else str)
    parameters = _mixed((1, st.just("")), (2, labels), (1, _parameters()))
    good = _with_parameters(st.sampled_from(known), parameters)
    if valid is True:
        return good
    bad = _malformed_types(known, good)
    if valid is False:
        return bad
    return _mixed((1, st.just(known[0])), (6, good), (2, bad), (1, st.text(max_size=30)))


def ranges_of(offers: Iterable[str]) -> st.SearchStrategy[str]:
    """Well-formed elements of Accept, most of which touch these media types."""
    named = _touching(offers)
    own = [parameter for offer in offers for parameter in split(offer, ";")[1:]] or [""]
    parameters = _mixed(
        (1, st.just("")),
        (4, _sampled(_WEIGHTS).map("q={}".format)),
        (1, _sampled(_WEIGHTS).map("Q={}".format)),
        (2, _sampled(_CHARSETS).map("charset={}".format)),
        (1, _parameters()),
        (1, _sampled(own)),
    )
    return _with_parameters(named, parameters).filter(_is_range)


def weighted_ranges_of(offers: Iterable[str]) -> st.SearchStrategy[str]:
    """Such elements that all state a weight: what clients rank by."""
    weights = _sampled(_WEIGHTS).map(";q={}".format)
    return st.tuples(_touching(offers), weights).map("".join)


def _touching(offers: Iterable[str]) -> st.SearchStrategy[str]:
    """The names of ranges, most of which touch these media types."""
    essences = [offer.partition(";")[0].strip() for offer in offers]
    types = [f"{essence.partition('/')[0]}/*" for essence in essences]
    touching = _sampled(["*/*", *essences, *offers, *types])
    return _mixed((7, touching), (1, _sampled(_FOREIGN)))


def malformed_ranges(offers: Iterable[str]) -> st.SearchStrategy[str]:
    """Elements of Accept that are not: a recipient passes over them."""
    named = _sampled([offer.partition(";")[0].strip() for offer in offers] + ["*/*"])
    wrong = _mixed(
        (2, _sampled(_NO_WEIGHTS).map("q={}".format)),
        (1, st.tuples(_sampled(_NAMES), _sampled(_NO_VALUES)).map("=".join)),
        (1, _sampled(_NO_PARAMETERS)),
        (1, _sampled(("q=1;q=1", "level=1;LEVEL=2", 'x=1;x="1"'))),
    )
    broken = st.builds("{};{}".format, named, wrong) | st.builds("{}{}".format, _sampled(_NO_RANGES), _ends())
    return st.builds("{1}{0}{2}".format, broken, _OWS, _OWS).filter(_is_no_range)


def _malformed_types(known: Sequence[str], good: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    ranges = _sampled(["*/*", *(f"{name.partition('/')[0]}/*" for name in known)])
    lists = st.tuples(good, good).map(", ".join)
    return st.one_of(malformed_ranges(known).filter(_names_no_weight), ranges, lists, st.just(""))


def _names_no_weight(element: str) -> bool:
    """Whether an element is malformed in any header: `q` is a parameter like others in Content-Type."""
    return read_range(element.replace("q=", "x=").replace("Q=", "x=")) is None


@st.composite
def _mixed(draw: st.DrawFn, *choices: tuple[int, st.SearchStrategy[str]]) -> str:
    """One of several strategies, each as often as its number says (`one_of` knows no numbers)."""
    indices = [index for index, (weight, _) in enumerate(choices) for _ in range(weight)]
    return draw(choices[draw(st.sampled_from(indices))][1])


@st.composite
def _with_parameters(
    draw: st.DrawFn, names: st.SearchStrategy[str], parameters: st.SearchStrategy[str]
) -> str:
    """A name in any case, with a few parameters, none of them twice, and white space around all."""
    name, *own = split(draw(names), ";")
    text = draw(st.sampled_from(_CASES))(name)
    around, before, after = draw(st.sampled_from(_BLANKS))
    drawn = draw(st.lists(parameters, max_size=3))
    # Of two parameters with one name one is written, that of the name itself where it has one.
    written = {_name_of(parameter) or str(index): parameter for index, parameter in enumerate(drawn[::-1])}
    written |= {_name_of(parameter): parameter.strip() for parameter in own}
    return f"{around}{text}{''.join(f'{before};{after}{each}' for each in written.values())}{around}"


def _name_of(parameter: str) -> str:
    return parameter.partition("=")[0].strip().lower()


def _parameters() -> st.SearchStrategy[str]:
    return st.tuples(_sampled(_NAMES), _sampled(_TOKENS) | _sampled(_QUOTED)).map("=".join)


def _ends() -> st.SearchStrategy[str]:
    return st.sampled_from(["", "", ";q=1", ";level=1"])


def _lists(elements: st.SearchStrategy[str], most: int, least: int = 1) -> st.SearchStrategy[str]:
    return st.lists(elements, min_size=min(least, most), max_size=most).map(",".join)


def _with_gaps(elements: st.SearchStrategy[str], most: int) -> st.SearchStrategy[str]:
    """Lists with empty elements, which a recipient has to bear (section 5.6.1.2)."""
    return _lists(elements | _OWS, most)


@st.composite
def _with_one(draw: st.DrawFn, one: st.SearchStrategy[str], others: st.SearchStrategy[str], most: int) -> str:
    """A list of which one element at least is of that kind."""
    # A quote that is never closed takes all that follows with it: it may only stand last.
    few = draw(st.lists(others.filter(_is_closed), max_size=most - 1))
    element = draw(one)
    few.insert(draw(st.integers(0, len(few))) if _is_closed(element) else len(few), element)
    return ",".join(few)


def _is_closed(element: str) -> bool:
    return len(split(f"{element},", ",")) == 2


def _is_range(element: str) -> bool:
    return read_range(element) is not None


def _is_no_range(element: str) -> bool:
    return read_range(element) is None and element.strip(" \t") != ""


def _sampled(choices: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from([*dict.fromkeys(choices)])
