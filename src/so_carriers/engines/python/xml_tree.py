"""XML to a tree of elements, by lxml, without whatever XML can be told to do besides.

No entity is expanded, no DTD read, nothing fetched; comments and processing
instructions are dropped and the text around them joined. lxml is imported on first use:
JSON does without it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from so_carriers.engines.python.json_depth import too_deep
from so_carriers.errors import DecodeError, SoCarriersError
from so_carriers.settings import Limits

if TYPE_CHECKING:
    from lxml import etree

_DOCTYPE = "<!DOCTYPE"


def read_tree(text: str, limits: Limits) -> etree._Element:
    """The root element of an XML document, whatever encoding it declares.

    Raises DecodeError, with line and column, for what is not well-formed and for a
    document type declaration, LimitExceeded for what libxml2 itself finds too deep.
    """
    from lxml import etree  # noqa: PLC0415 -- half of the time to import the library, and JSON does without

    if text.startswith("\ufeff"):
        raise DecodeError("well-formed XML", "a second byte-order mark").at("/", 1)
    # libxml2 bounds depth and lengths by itself unless told that they are (`huge_tree`); ours are other
    # bounds, applied to what was read. Its own stay wherever entities may have been declared.
    may_declare = _DOCTYPE in text
    parser = _parser(huge=not may_declare)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        kind, failure = _syntax_error(error)
        if kind == "resource limit" and not may_declare:
            failure = too_deep(limits)
    except UnicodeEncodeError:
        failure = DecodeError("well-formed XML", "a lone surrogate")
    else:
        if root.getroottree().docinfo.internalDTD is None:
            return root
        failure = DecodeError("XML without a document type declaration", "a DOCTYPE")
    # Raised out here, without the cause: lxml's message quotes the document.
    raise failure


def indented(text: str) -> bytes:
    """The document with each element that has no text on a line of its own."""
    from lxml import etree  # noqa: PLC0415 -- as above

    root = etree.fromstring(text.encode(), _parser(huge=True))
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=False) + b"\n"


@cache
def _parser(*, huge: bool) -> etree.XMLParser:
    # Not with collect_ids=False, which makes libxml2 open external subsets.
    from lxml import etree  # noqa: PLC0415 -- as above

    return etree.XMLParser(
        encoding="utf-8",
        attribute_defaults=False,
        dtd_validation=False,
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=huge,
    )


def _syntax_error(error: etree.XMLSyntaxError) -> tuple[str, SoCarriersError]:
    line, column = error.position
    kinds = [entry.type_name.removeprefix("ERR_").replace("_", " ").lower() for entry in error.error_log]  # type: ignore[attr-defined]  # the stubs do not say that a log is iterable
    kind = kinds[0] if kinds else "malformed"
    return kind, DecodeError(f"well-formed XML; line {line}, column {column}: {kind}").at("/", line)
