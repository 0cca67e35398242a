"""What the headers of one request ask for, and values as they ask for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from so_carriers.errors import InvalidValue, excerpt
from so_carriers.localization.cultures import Culture, culture_named, known_culture, localized
from so_carriers.localization.languages import asked_languages, text_codes, translated
from so_carriers.localization.time_zones import TimeZoneChoice
from so_carriers.localization.walking import Changes
from so_carriers.values.date_time import DateTime

T = TypeVar("T")

REQUEST_HEADERS = ("Accept-Language", "SO-Language", "SO-Culture", "SO-TimeZone")
"""The headers that decide; a response that was localized names them in Vary."""

_is_language = re.compile("[a-z]{2}").fullmatch
_find_resources = re.compile(r"\[(SR_[A-Za-z0-9_]++)\]").sub


@dataclass(frozen=True, slots=True)
class Localization:
    """The language of texts, the culture of encoded values, and the time zone of dates in a response.

    `language` is a two-letter code such as `nb`, or None where texts stay as they are; `other_languages`
    follow for texts that are not in it. `culture` counts only where there is a language. `time_zone` is
    None where dates stay. `Localization()` changes nothing. Raises InvalidValue for a language that is no
    two letters in lower case, and for a culture that is not in the table.
    """

    language: str | None = None
    culture: str | None = None
    time_zone: TimeZoneChoice | None = None
    other_languages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        first = () if self.language is None else (self.language,)
        for language in (*first, *self.other_languages):
            if not _is_language(language):
                raise InvalidValue(
                    f"expected a language of two letters such as nb, found {excerpt(language)}"
                )
        if self.culture is not None:
            culture_named(self.culture)

    @classmethod
    def of_headers(cls, headers: Mapping[str, str]) -> Localization:
        """Reads a request's headers, whose names are in lower case.

        Raises InvalidValue (400), with what is known, for a time zone that is not; no other header
        raises anything.
        """
        languages = asked_languages(headers.get("so-language"), headers.get("accept-language"))
        zone = TimeZoneChoice.parse(headers.get("so-timezone", ""))
        if not languages:
            return cls(time_zone=zone)
        return cls(languages[0], _culture(headers.get("so-culture", ""), languages[0]), zone, languages[1:])

    @property
    def response_headers(self) -> dict[str, str]:
        """The headers of a response to which this was applied: Content-Language where there is one."""
        return {} if self.language is None else {"Content-Language": self.language}

    def apply(self, value: T, base_zone: str = "UTC", resources: Mapping[str, str] | None = None) -> T:
        """The value with its texts translated, its encoded values written out and its dates converted.

        What was given is not changed; the result shares with it what is the same. `base_zone` is the IANA
        name of the zone of dates that say none. `resources` has the texts, multi-language or plain, of
        resource ids such as `SR_YES`; of others the `[SR_...]` stay. Raises SoCarriersError for a zone
        that the database of time zones does not have.
        """
        if self.language is None and self.time_zone is None:
            return value
        applied: T = Changes(self._text_change(resources or {}), self._date_change(base_zone)).apply(value)
        return applied

    def restore_dates(self, value: T, base_zone: str = "UTC") -> T:
        """What a request brought, with those dates in the base zone that say no zone.

        The caller meant them to be in the zone asked for. Texts stay as they came. What was given is not
        changed. Raises what `apply` does.
        """
        zone = self.time_zone
        if zone is None or zone.code is None:
            return value
        restored: T = Changes(None, partial(zone.restore, base_zone=base_zone)).apply(value)
        return restored

    def _text_change(self, resources: Mapping[str, str]) -> Callable[[str], str] | None:
        if self.language is None:
            return None
        codes = text_codes((self.language, *self.other_languages))
        culture = None if self.culture is None else culture_named(self.culture)
        return partial(_localized_text, codes, culture, resources)

    def _date_change(self, base_zone: str) -> Callable[[DateTime], DateTime] | None:
        zone = self.time_zone
        return None if zone is None else partial(zone.convert, base_zone=base_zone)


def _culture(header: str, language: str) -> str | None:
    """The culture that SO-Culture names, else that of the language; None where values are to stay."""
    if header.strip(" \t") in ("*", "x"):
        return None
    return known_culture(header) or known_culture(language)


def _localized_text(
    codes: tuple[str, ...], culture: Culture | None, resources: Mapping[str, str], text: str
) -> str:
    if not text.startswith("["):
        text = translated(text, codes)
    elif culture is not None:
        text = localized(text, culture)
    if resources and "[SR_" in text:
        return _find_resources(partial(_resource, codes, resources), text)
    return text


def _resource(codes: tuple[str, ...], resources: Mapping[str, str], found: re.Match[str]) -> str:
    text: Any = resources.get(found[1])
    return found[0] if text is None else translated(text, codes)
