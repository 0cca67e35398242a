"""A stream of JSON split into bodies: what counts as one, where it begins, and what cannot be split."""

from __future__ import annotations

import io
import json
import tracemalloc

import pytest

from so_carriers.engines.python import records as records_module
from so_carriers.engines.python.json_records import json_records
from so_carriers.engines.python.records import BrokenStream, Record
from so_carriers.settings import Limits
from tests.record_streams import Endless, Outcome, drain, outcome

LIMITS = Limits()


def split(content: bytes | str, *, lines: bool = False, charset: str | None = None) -> Outcome:
    body = content.encode() if isinstance(content, str) else content
    return outcome(lambda: json_records(io.BytesIO(body), LIMITS, lines=lines, charset=charset))


@pytest.mark.parametrize(
    "body",
    ["{}", '{"a": [1, 2]}', "\n {\n}\n\n", "null", "851", '"a]}\\""', "true", '{"a": 1} x', "{", '"', "}"],
)
def test_a_single_value_is_one_body_for_its_decoder_to_judge(body: str) -> None:
    found = split(body)
    assert found.many is False
    assert [text.strip() for text in found.bodies] == [body.strip()]


@pytest.mark.parametrize("body", ["", " \n\t"])
def test_nothing_is_one_empty_body(body: str) -> None:
    assert split(body) == (False, [Record(1 + body.count("\n"), b"")], "")
    assert split(body, lines=True) == (True, [], "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", []),
        (" [ ] ", []),
        ("[1]", ["1"]),
        ('[{"a":[1,{"b":"],[{"}]},null , "x,y",[1,[2]],true,-1.5e3]', None),
        ('[\n  {"a": "\\\\"},\r\n\t{"\\"": "\\\\\\""}\n]\n', ['{"a": "\\\\"}', '{"\\"": "\\\\\\""}']),
        ("[" * 30 + "]" * 30, ["[" * 29 + "]" * 29]),
        ('[{"a":' + '{"a":' * 30 + "1" + "}" * 31 + "]", ['{"a":' + '{"a":' * 30 + "1" + "}" * 31]),
    ],
)
def test_the_items_of_an_array_are_records(text: str, expected: list[str] | None) -> None:
    found = split(text)
    assert (found.many, found.failure) == (True, "")
    if expected is None:
        assert [json.loads(body) for body in found.bodies] == json.loads(text)
    else:
        assert found.bodies == expected


def test_a_record_knows_the_line_it_begins_in() -> None:
    items = split('\n[\n\n{"a":\n1},\n{\n},3\n]')
    assert [record.line for record in items.records] == [4, 6, 7]
    lines = split("\n{}\n\n{}\r\n  {}\n")
    assert [record.line for record in lines.records] == [2, 4, 5]


def test_a_second_value_in_a_later_line_makes_json_lines() -> None:
    assert split('{"a":1}\n\n  {"a":2}  \r\n3\n') == (
        True,
        [Record(1, b'{"a":1}'), Record(3, b'{"a":2}  \r'), Record(4, b"3")],
        "",
    )
    assert split("{} \n \n").many is False


def test_a_line_that_is_no_json_is_a_record_for_its_decoder_to_judge() -> None:
    assert split('{"a":1}\n{"a":\n"b\n{}] x\n{}').bodies == ['{"a":1}', '{"a":', '"b', "{}] x", "{}"]


def test_values_of_several_lines_may_follow_each_other() -> None:
    assert split('{\n"a":1\n}\n{\n"a":2\n}\n{"a":3}\n').bodies == ['{\n"a":1\n}', '{\n"a":2\n}', '{"a":3}']


def test_lines_that_are_asked_for_may_hold_anything() -> None:
    assert split('[1]\n\n{"a":\n[\n', lines=True).bodies == ["[1]", '{"a":', "["]
    assert split('{"a":1}', lines=True) == (True, [Record(1, b'{"a":1}')], "")


def test_an_item_whose_brackets_do_not_match_ends_at_its_own_kind() -> None:
    assert split('[{"a":[1,2},{"b":1]},{"c":1}]').bodies == ['{"a":[1,2}', '{"b":1]}', '{"c":1}']


@pytest.mark.parametrize(
    ("text", "kept", "failure"),
    [
        ('[{"a":1}\n{"b":2}]', ['{"a":1}'], "line 2: expected a comma after the record"),
        ("[1\n2]", ["1"], "line 2: expected a comma after the record"),
        ("[1,\n,2]", ["1"], "line 2: expected a record"),
        ("[,1]", [], "line 1: expected a record"),
        ("[}]", [], "line 1: expected a record"),
        ("[1,\n]", ["1"], "line 2: expected a record after the comma, found the end of the array"),
        ("[1]\n2", ["1"], "line 2: expected nothing after the array"),
        ("[1]]", ["1"], "line 1: expected nothing after the array"),
        ("\n[1,\n", ["1"], "line 3: the array that begins in line 2 does not end"),
        ("[", [], "line 1: the array that begins in line 1 does not end"),
        ('[{},\n{"a":{},', ["{}"], "line 2: the record that begins here does not end"),
        ('[{},\n"a', ["{}"], "line 2: the record that begins here does not end"),
        ('[{},\n{"a":"\\', ["{}"], "line 2: the record that begins here does not end"),
    ],
)
def test_a_broken_array_says_its_line_and_what_came_before_is_kept(
    text: str, kept: list[str], failure: str
) -> None:
    found = split(text)
    assert (found.many, found.bodies, found.failure) == (True, kept, failure)


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32", "utf-16-be", "utf-32-be"])
def test_a_byte_order_mark_tells_the_charset(charset: str) -> None:
    text = '[{"a":"é\U0001f600"},\n{"b":2}]'
    marked = text if charset in {"utf-8-sig", "utf-16", "utf-32"} else f"\ufeff{text}"
    expected = ['{"a":"é\U0001f600"}', '{"b":2}']
    assert split(marked.encode(charset)).bodies == expected
    assert split(marked.encode(charset), charset="us-ascii").bodies == expected


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "UTF-16LE", "utf-32be", "utf-8", "utf-16"])
def test_a_charset_that_is_named_is_obeyed(charset: str) -> None:
    content = '[{"a":"é"}]'.encode("utf-16-le" if charset == "utf-16" else charset)
    assert split(content, charset=charset).bodies == ['{"a":"é"}']


def test_a_charset_that_is_not_read_is_refused() -> None:
    assert split(b"{}", charset="utf-7") == (None, [], 'line 1: charset text "utf-7" is not read')


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("[1,\n2,".encode("utf-16-le") + b"\x00\xd8\x00\x00", "utf-16le"),
        (b"[1,\n2,\xe9", "us-ascii"),
        ("[1,\n2,".encode("utf-16-le") + b"\x01", "utf-16le"),
    ],
)
def test_bytes_outside_the_charset_break_the_stream_and_what_came_before_is_kept(
    content: bytes, charset: str
) -> None:
    found = split(content, charset=charset)
    assert found.bodies == ["1", "2"]
    assert found.failure.startswith("line 2: the bytes that follow are not ")


def test_a_failure_does_not_hold_what_it_failed_on() -> None:
    with pytest.raises(BrokenStream) as failure:
        list(json_records(io.BytesIO(b'["secret",\xe9'), LIMITS, charset="us-ascii").records)
    assert failure.value.__cause__ is None
    assert failure.value.__context__ is None


LONG = [
    ('{"a":"' + "x" * 100 + '"}', "a string"),
    ('{"a":"' + "\\\\" * 50 + '"}', "a string of escapes"),
    ('{"a":[' + "{},".join([""] * 40) + "1]}", "many objects"),
    ("[" * 60 + "]" * 60, "brackets"),
    ('"' + "x" * 100 + '"', "a text"),
    ("1" * 120, "a number"),
]


@pytest.mark.parametrize("long", [text for text, _ in LONG], ids=[name for _, name in LONG])
@pytest.mark.parametrize("chunk", [1, 7, 1000])
def test_a_record_over_the_limit_is_one_bad_record_and_the_next_is_found(
    monkeypatch: pytest.MonkeyPatch, long: str, chunk: int
) -> None:
    monkeypatch.setattr(records_module, "CHUNK", chunk)
    limits = Limits(body=50)
    found = json_records(io.BytesIO(f'[{{"a":1}},\n{long},{{"b":2}}]'.encode()), limits)
    first, bad, last = found.records
    assert (first.body, last.body) == (b'{"a":1}', b'{"b":2}')
    assert (bad.line, bad.body) == (2, b"")
    assert str(bad.refusal) == f"$: the record has {len(long)} bytes (limit body=50)"


def test_a_line_over_the_limit_is_one_bad_record_and_the_next_is_found() -> None:
    found = json_records(io.BytesIO(b"1\n" + b"2" * 100 + b"\n3"), Limits(body=50), lines=True)
    assert [(record.line, record.body, record.refusal is None) for record in found.records] == [
        (1, b"1", True),
        (2, b"", False),
        (3, b"3", True),
    ]


@pytest.mark.parametrize(
    ("before", "repeated", "size"),
    [
        (b"[", b'{"a":"b","c":[{"d":1},{"e":"\\""}]},', 800_000),
        (b"", b'{"a":"b","c":[{"d":1},{"e":"\\""}]}\n', 800_000),
        (b'[{"a":"', b"x" * 1000, 8_000_000),
        (b'[{"a":[', b'{"a":"b"},', 8_000_000),
        (b"[", b"[" * 1000, 60_000),
        (b'{"a":1}\n"', b"x" * 1000, 8_000_000),
        (b"[1,", b" " * 1000, 8_000_000),
        (b"[", b"1" * 1000, 8_000_000),
    ],
    ids=["array", "lines", "string", "object", "depth", "line", "space", "number"],
)
def test_memory_does_not_grow_with_the_stream(
    monkeypatch: pytest.MonkeyPatch, before: bytes, repeated: bytes, size: int
) -> None:
    monkeypatch.setattr(records_module, "CHUNK", 8192)
    stream = Endless(before, repeated, size)
    # What is compiled on first use is not the stream's.
    split('[{"a":[1,{}]},[[]]]')
    tracemalloc.start()
    try:
        drain(lambda: json_records(stream, Limits(body=10_000)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 150_000
