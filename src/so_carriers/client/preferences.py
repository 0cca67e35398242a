"""In which formats and languages a client wants to talk."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TypedDict

from so_carriers.client.header_texts import header_text
from so_carriers.errors import InvalidValue

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


class CallOptions(TypedDict, total=False):
    """What each call may say otherwise than its client.

    `media_type` is that of the body, and of the answer too where `accept` is not said;
    `accept` is a whole Accept header. `language`, `culture` and `time_zone` are NetServer's
    (`NO`, `US`; `*` for no translation); `include_offset` has dates say the zone's offset.
    """

    media_type: str
    accept: str | None
    language: str | None
    culture: str | None
    time_zone: str | None
    include_offset: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """The options of a client or a call; raises InvalidValue for what cannot stand in a header."""

    media_type: str = JSON
    accept: str | None = None
    language: str | None = None
    culture: str | None = None
    time_zone: str | None = None
    include_offset: bool = False

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if value is not None and each.name != "include_offset":
                header_text(each.name, value)
        if self.include_offset and not self.time_zone:
            raise InvalidValue("include_offset: expected with a time_zone, such as UTC or NO")

    @property
    def accepted(self) -> str:
        """The value of Accept; JSON where the body's type is for requests only."""
        if self.accept is not None:
            return self.accept
        essence = self.media_type.partition(";")[0].strip().lower()
        return JSON if essence == FORM else self.media_type

    def headers(self) -> dict[str, str]:
        """The headers about languages and zones.

        SO-Language is sent, not Accept-Language: it counts even where something on the way, such
        as a browser, adds the latter.
        """
        zone = self.time_zone
        said = {
            "SO-Language": self.language,
            "SO-Culture": self.culture,
            "SO-TimeZone": f"{zone}, includeTZOffset" if self.include_offset else zone,
        }
        return {name: value for name, value in said.items() if value is not None}
