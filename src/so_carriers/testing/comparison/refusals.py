"""When a format may refuse a value: where it cannot say it, and names what that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import so_carriers as so
from so_carriers.schema.types import CONTAINERS, CarrierType, DictionaryType, declared_type
from so_carriers.testing.comparison.bodies import essence_of
from so_carriers.testing.comparison.broken_laws import body_excerpt, broken, cut
from so_carriers.testing.comparison.losses import first_unsaid, first_unsaid_in_form
from so_carriers.testing.comparison.unsayable import unsayable_paths
from so_carriers.values.ascii_case import fold

LONGEST_REASON = 300

_JSON_ENDINGS = ("/json", "+json")
_XML_ENDINGS = ("/xml", "+xml")
_FORM = "application/x-www-form-urlencoded"


def is_json(media_type: str) -> bool:
    """Whether this is JSON, which can say everything."""
    return essence_of(media_type).endswith(_JSON_ENDINGS)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An EncodeError of a format, and the value that was refused.

    `written` writes with the losses allowed, `read` reads what was written.
    """

    media_type: str
    asked: Any
    value: Any
    error: so.EncodeError
    written: Callable[[], Any]
    read: Callable[[Any], Any]

    def check(self, allowed: bool | None, *, losses: bool = True) -> None:
        """Raises AssertionError unless it is lawful; None for what the format cannot say alone.

        With `losses` what is written all the same is compared with what was said to be lost.
        """
        if allowed is False:
            raise self._broken("refuses the value")
        if not self._paths or not all(path.startswith("$") for path in self._paths):
            raise self._broken("refuses the value and does not say where")
        if isinstance(self.error, so.LossyEncoding):
            if allowed is None and is_json(self.media_type):
                raise self._broken("refuses the value, all of which JSON can say")
            if losses:
                self._check_losses(self.error)
        elif allowed is None and not self._is_unsayable(self.error.path):
            raise self._broken("refuses the value, though it can say what stands there")

    @property
    def _paths(self) -> tuple[str, ...]:
        return self.error.paths if isinstance(self.error, so.LossyEncoding) else (self.error.path,)

    def _broken(self, what: str) -> AssertionError:
        law = broken(f"{self.media_type} {what}", error=cut(str(self.error), LONGEST_REASON))
        law.__cause__ = self.error
        return law

    def _is_unsayable(self, path: str) -> bool:
        """Whether what stands at a path cannot be said; of formats that we do not know it is believed."""
        declared, essence = declared_type(self.asked), essence_of(self.media_type)
        in_xml = essence.endswith(_XML_ENDINGS)
        if essence == _FORM and path == "$" and not _can_be_a_form(declared):
            return True
        is_known = in_xml or is_json(essence) or essence == _FORM
        return not is_known or fold(path) in unsayable_paths(self.value, declared, in_xml=in_xml)

    def _check_losses(self, loss: so.LossyEncoding) -> None:
        body = self.written()
        found = self.read(body) if body else None
        unsaid = first_unsaid_in_form if essence_of(self.media_type) == _FORM else first_unsaid
        difference = unsaid(self.value, found, loss, self.asked)
        if difference is not None:
            raise broken(
                f"{self.media_type} loses what it does not name, or keeps what it says it loses",
                difference,
                sides="left to be said/came back",
                named_losses=cut(", ".join(loss.paths), LONGEST_REASON),
                body=body_excerpt(body, difference, self.value),
            )


def _can_be_a_form(declared: Any) -> bool:
    if isinstance(declared, DictionaryType):
        return not isinstance(declared.value, CONTAINERS)
    return isinstance(declared, CarrierType)
