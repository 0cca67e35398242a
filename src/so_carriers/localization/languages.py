"""Languages: which one a caller asks for, and multi-language text `NO:"Leverandør";US:"Supplier"`.

`SO-Language` overrides `Accept-Language`; both are read as RFC 9110, section 12.5.4, has it, and of each
tag the language alone counts (`nb-NO` is `nb`). A malformed element is skipped, one with `q=0` is not
asked for, and so is what has no two-letter code. `*` and `x` mean that texts stay as they are: nothing
after them counts, and where they come first, or where nothing is asked for, there is no language.

In multi-language text stand NetServer's own codes, which are neither countries nor languages:

| language | code | language | code | language | code |
|---|---|---|---|---|---|
| en | `US` | nb, nn, no | `NO` | sv | `SW` |
| da | `DA` | de | `GE` | nl | `NL` |
| fr | `FR` | es | `SP` | it | `IT` |
| fi | `FI` | pl | `PL` | cs | `CZ` |
| ru | `RU` | ja | `JP` | zh | `CN` |

Any other language is looked for under its own code in upper case, unless that is one of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from so_carriers.media_types import WEIGHT, thousandths

_CODES = {
    "cs": "CZ", "da": "DA", "de": "GE", "en": "US", "es": "SP", "fi": "FI", "fr": "FR", "it": "IT",
    "ja": "JP", "nb": "NO", "nl": "NL", "nn": "NO", "no": "NO", "pl": "PL", "ru": "RU", "sv": "SW",
    "zh": "CN",
}  # fmt: skip
_TAKEN = frozenset(_CODES.values())
_FALLBACK = "US"
_UNTRANSLATED = frozenset({"*", "x"})

# The quantifiers are possessive: no header and no text takes more than one pass.
_read_element = re.compile(
    rf"([A-Za-z]{{1,8}}+|\*)(?:-[A-Za-z0-9]{{1,8}}+)*+(?:[ \t]*+;[ \t]*+[qQ]=({WEIGHT}))?"
).fullmatch
# A quote within a text is doubled or stands behind a backslash; any other backslash is itself.
_PART = r'[A-Z]{2}:"(?:[^"\\]++|\\"?+|"")*+"'
_is_multi_language = re.compile(rf"{_PART}(?:;{_PART})*+;?").fullmatch
_find_parts = re.compile(r'([A-Z]{2}):"((?:[^"\\]++|\\"?+|"")*+)"').findall
_unescape = re.compile(r'["\\]"').sub


def asked_languages(so_language: str | None, accept_language: str | None) -> tuple[str, ...]:
    """The languages that two headers ask for, the preferred first; none where texts are to stay.

    None stands for a header that is not there. Never raises.
    """
    header = accept_language if so_language is None else so_language
    languages: dict[str, None] = {}
    for primary, weight in sorted(_elements(header or ""), key=lambda element: -element[1]):
        if weight == 0 or primary in _UNTRANSLATED:
            break
        if len(primary) == 2:
            languages[primary] = None
    return tuple(languages)


def _elements(header: str) -> list[tuple[str, int]]:
    """The well-formed elements: the first subtag in lower case and the thousandths of its weight."""
    # A repeated element says nothing new.
    distinct = dict.fromkeys(element.strip(" \t") for element in header.split(","))
    matches = filter(None, map(_read_element, distinct))
    return [(match[1].lower(), thousandths(match[2] or "1")) for match in matches]


def text_codes(languages: Sequence[str]) -> tuple[str, ...]:
    """The codes that the texts of these languages stand under, then that of English, as a last resort."""
    codes = (_CODES.get(language, language.upper()) for language in languages if not _is_taken(language))
    return tuple(dict.fromkeys([*codes, _FALLBACK]))


def _is_taken(language: str) -> bool:
    """Whether the language's own code is NetServer's code of another one: `sw` is Swahili, `SW` Swedish."""
    return language not in _CODES and language.upper() in _TAKEN


def translated(text: str, codes: Sequence[str]) -> str:
    """Of a multi-language text the part under the first of these codes that it has, else its first part.

    Of a code that stands twice the first counts. A text that is not wholly of the form
    `CC:"..";CC:".."` is itself.
    """
    if text[2:4] != ':"' or not _is_multi_language(text):
        return text
    parts = _find_parts(text)
    by_code = dict(reversed(parts))
    found: str = next((by_code[code] for code in codes if code in by_code), parts[0][1])
    return _unescape('"', found)
