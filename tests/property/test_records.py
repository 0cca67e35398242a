"""Laws of splitting: the records of a stream are its values, however it comes in pieces."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, strategies as st

from so_carriers.engines.python.json_records import json_records
from so_carriers.engines.python.xml_records import xml_records
from so_carriers.settings import Limits
from so_carriers.testing import texts
from tests.record_streams import InPieces, Outcome, outcome

LIMITS = Limits()
SIZES = st.lists(st.integers(1, 9), min_size=1, max_size=6)
CHARSETS = st.sampled_from([None, "utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be"])
SPACE = st.text(" \t\r\n", max_size=3)


def split(read: Any, content: bytes, sizes: list[int], **options: Any) -> Outcome:
    return outcome(lambda: read(InPieces(content, sizes), LIMITS, **options))


def values() -> st.SearchStrategy[Any]:
    scalars = st.none() | st.booleans() | st.integers() | texts()
    return st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3),
        max_leaves=12,
    )


@st.composite
def arrays(draw: Any) -> tuple[str, list[Any]]:
    """An array as somebody may have written it, and its items."""
    items = draw(st.lists(values(), max_size=5))
    written = [
        draw(SPACE)
        + json.dumps(item, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 1])))
        + draw(SPACE)
        for item in items
    ]
    return f"{draw(SPACE)}[{','.join(written) or draw(SPACE)}]{draw(SPACE)}", items


@given(arrays(), SIZES, CHARSETS)
def test_the_records_of_an_array_are_its_items(
    array: tuple[str, list[Any]], sizes: list[int], charset: str | None
) -> None:
    text, items = array
    many, records, broken = split(json_records, text.encode(charset or "utf-8"), sizes, charset=charset)
    assert not broken
    assert many
    assert [json.loads(record.body) for record in records] == items
    assert json.loads(b"[" + b",".join(record.body for record in records) + b"]") == items


@given(st.lists(st.tuples(SPACE, values()), min_size=1, max_size=5), SIZES)
def test_the_records_of_json_lines_are_their_values(lines: list[tuple[str, Any]], sizes: list[int]) -> None:
    text = "\n".join(space + json.dumps(value) for space, value in lines)
    many, records, broken = split(json_records, text.encode(), sizes, lines=True)
    assert (many, broken) == (True, "")
    assert [json.loads(record.body) for record in records] == [value for _, value in lines]
    for record in records:
        assert text.encode().split(b"\n")[record.line - 1].strip() == record.body.strip()


@given(
    st.lists(st.dictionaries(texts(), values(), min_size=1, max_size=3), min_size=1, max_size=4),
    SIZES,
)
def test_values_that_take_several_lines_each_are_records_too(items: list[Any], sizes: list[int]) -> None:
    text = "\n".join(json.dumps(item, indent=1) for item in items)
    many, records, broken = split(json_records, text.encode(), sizes)
    assert (many, broken) == (len(items) > 1, "")
    assert [json.loads(record.body) for record in records] == items


@given(st.binary(max_size=60) | st.text('[]{}",:\\ \n1a', max_size=60).map(str.encode), SIZES, CHARSETS)
def test_the_records_of_any_bytes_do_not_depend_on_where_chunks_end(
    content: bytes, sizes: list[int], charset: str | None
) -> None:
    whole = split(json_records, content, [1000], charset=charset)
    assert split(json_records, content, sizes, charset=charset) == whole


MARKUP = r"""
<a> </a> <a/> <b x='>'> <b
y="'" /> </b> <!--<a>--> <!-- --> <![CDATA[</a>]]> <![CDATA[ ]]> <?a </a>?> <x:a y="'"/> < > ] - ? / ! x
<ArrayOfUser> </ArrayOfUser> <!DOCTYPE &lt; <a é
"""
PIECES = st.sampled_from([*MARKUP.split(), " ", "\n"])


@given(st.lists(PIECES, max_size=15).map("".join), SIZES, CHARSETS)
def test_the_records_of_any_markup_do_not_depend_on_where_chunks_end(
    text: str, sizes: list[int], charset: str | None
) -> None:
    content = f"<ArrayOfUser xmlns='urn:a'>{text}</ArrayOfUser>".encode(charset or "utf-8")
    whole = split(xml_records, content, [1000], charset=charset)
    assert split(xml_records, content, sizes, charset=charset) == whole


ELEMENTS = st.recursive(
    st.sampled_from(["", "text", "<!-- <a> -->", "<![CDATA[ <a> ]]>", "<?pi </a>?>", "&#13;", " / > ' "]),
    lambda inner: st.lists(
        st.builds(
            "<{0}{1}>{2}</{0}>".format,
            st.sampled_from(["a", "é", "b.c"]),
            st.sampled_from(["", " x='/>'", ' y="<"'.replace("<", "&lt;"), "\n z = '\"'"]),
            inner,
        )
        | st.sampled_from(["<a/>", "<b x='1' />"])
        | inner,
        max_size=3,
    ).map("".join),
    max_leaves=10,
)


@given(st.lists(ELEMENTS, max_size=4), SIZES)
def test_the_records_of_an_array_are_its_elements(contents: list[str], sizes: list[int]) -> None:
    elements = [f"<User>{content}</User>" for content in contents]
    text = "<?xml version='1.0'?>\n<ArrayOfUser>" + "\n<!-- - -->".join(elements) + "</ArrayOfUser>\n<?end?>"
    many, records, broken = split(xml_records, text.encode(), sizes)
    assert (many, broken) == (True, "")
    assert [record.body.decode() for record in records] == elements
