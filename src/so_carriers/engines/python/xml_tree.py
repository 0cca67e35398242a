"""XML to a tree of elements, by lxml, without whatever XML can be told to do besides.

No entity is expanded, no DTD read, nothing fetched; comments and processing
instructions are dropped and the text around them joined. lxml is imported on first use:
JSON does without it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from so_carriers.engines.python.json_depth import too_deep
from so_carriers.errors import DecodeError, LimitExceeded, SoCarriersError
from so_carriers.settings import Limits

if TYPE_CHECKING:
    from lxml import etree

_DOCTYPE = "<!DOCTYPE"
_RESOURCE_LIMIT = 114
"""XML_ERR_RESOURCE_LIMIT of libxml2; not every lxml that meets it has a name for it."""


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
    declaration = text.find(_DOCTYPE)
    try:
        root = etree.fromstring(text.encode(), _parser(huge=declaration < 0))
    except etree.XMLSyntaxError as error:
        failure = _refusal(error, limits, _doctype_refused(text) if declaration >= 0 else None)
    except UnicodeEncodeError:
        failure = DecodeError("well-formed XML", "a lone surrogate").at("/", None)
    else:
        if root.getroottree().docinfo.internalDTD is None:
            return root
        failure = _doctype_refused(text)
    # Raised out here, without the cause: lxml's message quotes the document.
    raise failure


def indented(text: str) -> bytes:
    """The document with each element that has no text on a line of its own."""
    from lxml import etree  # noqa: PLC0415 -- as above

    root = etree.fromstring(text.encode(), _parser(huge=True))
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=False)


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


def _doctype_refused(text: str) -> DecodeError:
    line = 1 + text.count("\n", 0, text.find(_DOCTYPE))
    return DecodeError("XML without a document type declaration", "a DOCTYPE").at("/", line)


def _refusal(error: etree.XMLSyntaxError, limits: Limits, declared: DecodeError | None) -> SoCarriersError:
    """What to say of a document that libxml2 refuses, without its words, which quote the document.

    `declared` is for one that is more than libxml2 bears because of what a DOCTYPE declares.
    """
    # By the code: the log of the error begins with those of other documents.
    code: int = error.code  # type: ignore[attr-defined]  # the stubs do not know it
    if code == _RESOURCE_LIMIT:
        if "depth" in (error.msg or ""):
            return too_deep(limits)
        return declared or LimitExceeded("text", limits.text, "a name, an attribute or a text is too long")
    name = _error_names().get(code, "malformed")
    line, column = error.position
    return DecodeError(f"well-formed XML; column {column}: {name}").at("/", line)


@cache
def _error_names() -> dict[int, str]:
    from lxml import etree  # noqa: PLC0415 -- as above

    return {
        code: name.removeprefix("ERR_").replace("_", " ").lower()
        for name, code in vars(etree.ErrorTypes).items()
        if isinstance(code, int)
    }
