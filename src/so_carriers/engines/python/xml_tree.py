"""XML to a tree of elements, by lxml, without whatever XML can be told to do besides.

No entity is expanded, no DTD read, nothing fetched; comments and processing
instructions are dropped and the text around them joined. lxml is imported on first use:
JSON does without it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from so_carriers.errors import DecodeError

if TYPE_CHECKING:
    from lxml import etree

_DOCTYPE = "<!DOCTYPE"


def read_tree(text: str) -> etree._Element:
    """The root element of an XML document, whatever encoding it declares.

    Raises DecodeError, with line and column, for what is not well-formed and for a
    document type declaration.
    """
    from lxml import etree  # noqa: PLC0415 -- half of the time to import the library, and JSON does without

    # libxml2 bounds depth and lengths by itself unless told that they are (`huge_tree`); ours are other
    # bounds, applied to what was read. Its own stay wherever entities may have been declared.
    parser = _parser(huge=_DOCTYPE not in text)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        failure = _syntax_error(error)
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

    root = read_tree(text)
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=False) + b"\n"


@cache
def _parser(*, huge: bool) -> etree.XMLParser:
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
        collect_ids=False,
        huge_tree=huge,
    )


def _syntax_error(error: etree.XMLSyntaxError) -> DecodeError:
    line, column = error.position
    kinds = [entry.type_name.removeprefix("ERR_").replace("_", " ").lower() for entry in error.error_log]  # type: ignore[attr-defined]  # the stubs do not say that a log is iterable
    kind = kinds[0] if kinds else "malformed"
    return DecodeError(f"well-formed XML; line {line}, column {column}: {kind}").at("/", line)
