"""Time zones: `SO-TimeZone: US-NY, includeTZOffset`, and moments in the zone that it names.

    SO-TimeZone: NO                     a code of NetServer's, in any case
    SO-TimeZone: 261                    or its id
    SO-TimeZone: NO, includeTZOffset    dates say their offset
    SO-TimeZone: includeTZOffset        those of the base zone do

A date without a zone is in the base zone, that of the installation; one with `Z` or an offset is the
moment that it says. Both become the reading of the clocks in the zone asked for, without a suffix, or
with `Z` (zone `UTC`) or an offset where that was asked for. Days that stand for no date or for all time,
0001-01-01 and 9999-12-31, stay as they are, and so does a date that would leave the years 1 to 9999.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from so_carriers.errors import InvalidValue, SoCarriersError, excerpt
from so_carriers.localization.zone_codes import CODE_OF_ID, ZONE_OF_CODE
from so_carriers.values.ascii_case import fold
from so_carriers.values.date_time import DateTime
from so_carriers.values.date_time_text import offset_zone

_WITH_OFFSET = "includetzoffset"
_MINUTE = timedelta(minutes=1)
_FIRST_DAY, _LAST_DAY = DateTime.min.toordinal(), DateTime.max.toordinal()


@dataclass(frozen=True, slots=True)
class TimeZoneChoice:
    """The zone that a caller wants dates in.

    `code` is NetServer's code of it, None for the base zone; `has_offset` tells whether dates are to say
    their offset. Raises InvalidValue, with what is known, for an unknown code.
    """

    code: str | None
    has_offset: bool = False

    def __post_init__(self) -> None:
        if self.code is not None and self.code not in ZONE_OF_CODE:
            raise _unknown(self.code)

    @classmethod
    def parse(cls, header: str) -> TimeZoneChoice | None:
        """Reads the value of SO-TimeZone; None where it is empty.

        Raises InvalidValue, with what is known, for an unknown code, id or option.
        """
        words = [word for each in header.split(",") if (word := each.strip(" \t"))]
        zones = [word for word in words if fold(word) != _WITH_OFFSET]
        if len(zones) > 1:
            raise _unknown(zones[1], "includeTZOffset, and nothing else, after the time zone")
        if not words:
            return None
        return cls(_code(zones[0]) if zones else None, len(zones) < len(words))

    @property
    def name(self) -> str | None:
        """The IANA name of the zone, such as `Europe/Oslo`; None for the base zone."""
        return None if self.code is None else ZONE_OF_CODE[self.code]

    def convert(self, value: DateTime, base_zone: str = "UTC") -> DateTime:
        """The value in this zone; `base_zone` is the IANA name of the zone of values that say none.

        Never raises for a value. Raises SoCarriersError for a zone that the database of time zones does
        not have.
        """
        base = _zone(base_zone)
        zone = base if self.name is None else _zone(self.name)
        return _moved(value, base, zone, has_offset=self.has_offset)

    def restore(self, value: DateTime, base_zone: str = "UTC") -> DateTime:
        """The value in the base zone, where it says no zone and so is in this one; else itself.

        Raises what `convert` does.
        """
        if self.name is None or value.tzinfo is not None:
            return value
        return _moved(value, _zone(self.name), _zone(base_zone), has_offset=False)


def _moved(value: DateTime, base: tzinfo, zone: tzinfo, *, has_offset: bool) -> DateTime:
    if value.toordinal() in (_FIRST_DAY, _LAST_DAY):
        return value
    try:
        local, offset = _reading(value, base, zone)
        suffix = None if not has_offset else UTC if zone is UTC else offset_zone(offset // _MINUTE)
    except (InvalidValue, OverflowError):
        return value
    if value.tzinfo is suffix and local == _plain(value):
        # Its fraction may be spelled otherwise.
        return value
    return DateTime.combine(local, local.time(), suffix, nanosecond=value.nanosecond)


def _reading(value: DateTime, base: tzinfo, zone: tzinfo) -> tuple[datetime, timedelta]:
    """What clocks in the zone show at that moment, to the microsecond, and their offset from UTC."""
    stated = value.utcoffset()
    local = _plain(value)
    offset = _offset(local.replace(tzinfo=base)) if stated is None else stated
    if stated is None and zone is base:
        # Where nothing is to be converted, an hour that clocks skip stays what it is.
        return local, offset
    utc = local - offset
    offset = _offset(utc.replace(tzinfo=UTC).astimezone(zone))
    return utc + offset, offset


def _plain(value: DateTime) -> datetime:
    """The same without zone and seventh digit, as Python's own datetime, whose arithmetic is fast."""
    return datetime.combine(value, value.time())


def _offset(value: datetime) -> timedelta:
    """The offset from UTC in whole minutes: before there were zones it was the sun's, to the second."""
    return (value.utcoffset() or timedelta()) // _MINUTE * _MINUTE


@lru_cache(512)
def _zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        what = f"there is no time zone {excerpt(name)} in the database of time zones"
        raise SoCarriersError(
            f"{what}: base zones have IANA names such as Europe/Oslo; "
            "where the system has no database, install the package tzdata"
        ) from error


def _code(word: str) -> str:
    code = CODE_OF_ID.get(word, word.upper())
    if code not in ZONE_OF_CODE:
        raise _unknown(word)
    return code


def _unknown(
    found: str, expected: str = "a code such as NO, DK, US-NY or UTC, or an id such as 261"
) -> InvalidValue:
    return InvalidValue(
        f"SO-TimeZone: expected {expected}, found {excerpt(found)}; known are {len(ZONE_OF_CODE)} codes "
        f"(countries by ISO 3166-1, and US-, CA- and AU- with the region) and the ids "
        f"{', '.join(CODE_OF_ID)}; so_carriers.localization.zone_codes lists them"
    )
