"""How far generated XML goes, and the ways of writing that come of it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from so_carriers.testing.strategies.extent import Extent
from so_carriers.testing.strategies.xml_markup import CHARSETS, Namespaces, Style, Way


@dataclass(frozen=True, kw_only=True)
class XmlExtent(Extent):
    """What XML has besides.

    `namespaces` are default ones, prefixes, `xsi:type` and attributes that mean nothing,
    `comments` processing instructions too, `references` CDATA too, `declarations` those of
    XML with every charset, `extensions` the attributes of this library.
    """

    namespaces: bool = True
    comments: bool = True
    references: bool = True
    declarations: bool = True
    extensions: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("namespaces", "comments", "references", "declarations", "extensions"):
            flag: object = getattr(self, name)
            if not isinstance(flag, bool):
                raise InvalidArgument(f"{name} must be True or False, found {flag!r}")

    @cached_property
    def plain(self) -> XmlExtent:
        """The same without any odd way of writing."""
        return dataclasses.replace(
            self,
            spellings=False,
            white_space=False,
            namespaces=False,
            comments=False,
            references=False,
            declarations=False,
            extensions=False,
        )


_WAYS = {
    "white_space": (Way.BLANKS, Way.PADDED),
    "spellings": (Way.TWO_TAGS, Way.QUOTES, Way.NOT_NIL),
    "namespaces": (Way.ATTRIBUTE, Way.TYPE),
    "comments": (Way.COMMENT, Way.COMMENT_BEFORE, Way.INSTRUCTION),
    "references": (Way.CHARACTER_DATA, Way.REFERENCES, Way.ENTITIES),
}


@lru_cache(256)
def ways(extent: XmlExtent) -> st.SearchStrategy[list[Way]]:
    """The ways of the elements of a body, again and again in this order: most of them plain."""
    odd = [way for option, ways in _WAYS.items() if getattr(extent, option) for way in ways]
    if not odd:
        return st.just([Way.PLAIN])
    return st.lists(st.sampled_from(odd), max_size=8).map(lambda chosen: [*chosen, *([Way.PLAIN] * 5)])


_NO_NAMESPACES = Namespaces()
_NAMESPACES = (
    _NO_NAMESPACES,
    Namespaces(instance="i"),
    Namespaces(with_schema=True),
    Namespaces(are_declared_late=True),
    Namespaces(members="", arrays="a", instance="i"),
    Namespaces(members="", arrays="d2p1", instance="i", are_declared_late=True),
    Namespaces(members="", arrays="", instance="p", extensions="x"),
    Namespaces(members="m", arrays="n", instance="m.-1", extensions="so_1"),
)


@lru_cache(256)
def styles(extent: XmlExtent) -> st.SearchStrategy[Style]:
    """The ways of whole documents, the plain one first."""
    odd: dict[str, tuple[Any, ...]] = {}
    if extent.namespaces:
        odd["namespaces"] = _NAMESPACES
    if extent.declarations:
        odd["charset"] = CHARSETS
    if extent.white_space:
        odd["indent"] = (None, None, "  ", "\t", "")
        odd["line_end"] = ("\n", "\n", "\r\n", "\r")
    if extent.comments or extent.white_space:
        odd["before"] = odd["after"] = _around(extent)
    return st.builds(Style, **{name: st.sampled_from(choices) for name, choices in odd.items()})


def _around(extent: XmlExtent) -> tuple[str, ...]:
    """What may stand before and after a root."""
    around = [""]
    if extent.white_space:
        around += ["\n"]
    if extent.comments:
        around += ["<!-- <!DOCTYPE a> -->", "<?pi?>"]
    return (*around,)
