"""The benchmarks of the whole path and of cold processes: the steps are the whole, and losses are told."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

import so_carriers as so
import tests.benchmark_peers  # noqa: F401  # before the benchmarks import peers
from benchmarks import payloads
from benchmarks.cold_modules import module_folder, msgspec_source, pydantic_source
from benchmarks.figures import Kind, line_figures
from benchmarks.line import SUBJECT, Contender, Line
from benchmarks.lines.imports import import_lines
from benchmarks.lines.whole_path import STEP, whole_path_lines
from benchmarks.requests import LAST_LOGIN, NICK_NAME, Request, Response, Server
from benchmarks.result import REST, Result, measure

LINES = whole_path_lines()
WHOLE = [line for line in LINES if line.name.startswith("whole path, ")]
UNSEEN = [line for line in LINES if line.name.startswith("whole path with headers not seen before, ")]
STEPS = [line for line in LINES if line.name.startswith("steps of the whole path, ")]
PATHS = (
    "JSON to JSON",
    "XML to XML",
    "JSON to XML",
    "JSON Patch on a stored User",
    "form to JSON, CreateExternalUser",
)
NAMES = ("select_decoder", "decode", "change", "select_encoder", "encode")
JSON, FORM = "application/json; charset=utf-8", "application/x-www-form-urlencoded"


def contender(lines: Sequence[Line], path: str, name: str = SUBJECT) -> Contender:
    line = next(line for line in lines if line.name.endswith(f", {path}"))
    return next(each for each in line.contenders if each.name == name)


def request(path: str) -> Request:
    (found,) = contender(WHOLE, path).arguments(1)
    assert isinstance(found, Request)
    return found


def response(path: str) -> Response:
    found = contender(WHOLE, path).call(request(path))
    assert isinstance(found, Response)
    return found


def test_each_path_is_measured_as_a_whole_and_by_its_steps() -> None:
    assert [line.name for line in WHOLE] == [f"whole path, {path}" for path in PATHS]
    assert [line.name for line in STEPS] == [f"steps of the whole path, {path}" for path in PATHS]
    for line in STEPS:
        assert line.references == (SUBJECT,)
        assert [each.name for each in line.contenders] == [SUBJECT, *map(STEP.format, NAMES)]
    assert [line.name.partition(", ")[2] for line in UNSEEN] == [*PATHS]
    for line in (*WHOLE, *UNSEEN):
        assert len(line.contenders) >= 3
        assert {*line.references} == {each.name for each in line.contenders} - {SUBJECT}


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_every_contender_does_the_work_and_the_library_loses_nothing(line: Line) -> None:
    found = line_figures(measure(line, 1, 0.0), judged=False)
    for each in found.contenders:
        assert each.seconds is not None, f"{each.name}: {each.loses}"
        assert each.name != SUBJECT or each.loses == ()


@pytest.mark.parametrize(
    ("path", "peer", "expected"),
    [
        ("JSON to JSON", "pydantic + werkzeug", "absent members (written): "),
        ("JSON to JSON", "pydantic, unset left out + werkzeug", "seventh digit of dates: 2"),
        ("JSON to JSON", "msgspec Struct, UNSET + python-mimeparse", "seventh digit of dates: 2"),
        ("JSON to JSON", "orjson, dict + werkzeug", "types (takes a text for a number)"),
        ("XML to XML", "xsdata + werkzeug", "absent members (written): "),
        ("XML to XML", "xsdata, null left out + werkzeug", "null members (left out): "),
        ("XML to XML", "pydantic-xml + werkzeug", "null members (left out): "),
        ("XML to XML", "xmltodict + python-mimeparse", "types (takes a text for a number)"),
        ("JSON to XML", "orjson, dict + xmltodict + werkzeug", "the form of the schema"),
        ("JSON Patch on a stored User", "orjson, dict + jsonpatch + werkzeug", "types (takes a text"),
    ],
)
def test_what_is_put_together_of_other_libraries_loses_what_it_loses(
    path: str, peer: str, expected: str
) -> None:
    assert any(text.startswith(expected) for text in contender(UNSEEN, path, peer).check())


def test_a_user_comes_back_changed_in_a_text_and_a_date_and_in_nothing_else() -> None:
    sent = so.decode(payloads.created_user(), so.User)
    sent.nick_name, sent.lastlogin = NICK_NAME, so.DateTime.fromisoformat(LAST_LOGIN)
    for path, media_type in (
        ("JSON to JSON", "application/json"),
        ("XML to XML", "text/xml"),
        ("JSON to XML", "text/xml"),
    ):
        found = response(path)
        assert found.headers == {"Content-Type": f"{media_type}; charset=utf-8", "Vary": "Accept"}
        assert so.identical(so.decode(found.body, so.User, media_type), sent)


def test_a_patched_user_comes_back_and_a_form_gets_a_number() -> None:
    found = response("JSON Patch on a stored User")
    assert so.decode(found.body, so.User).nick_name == NICK_NAME
    assert found.headers["Content-Type"] == JSON
    assert response("form to JSON, CreateExternalUser").body == b"927"


@pytest.mark.parametrize("path", PATHS)
def test_the_steps_one_after_the_other_are_the_whole(path: str) -> None:
    sent = request(path)
    step = {name: contender(STEPS, path, STEP.format(name)).call for name in NAMES}
    step["select_decoder"](sent.content_type)
    value = step["change"](step["decode"](sent))
    found = step["encode"]((value, step["select_encoder"](sent.accept)))
    assert found == response(path)


@pytest.mark.parametrize("path", PATHS)
def test_all_refuse_what_they_do_not_read_or_write(path: str) -> None:
    good = request(path)
    for each in next(line for line in WHOLE if line.name.endswith(path)).contenders:
        for bad in (
            Request(content_type="text/csv", accept=good.accept, body=good.body),
            Request(content_type=good.content_type, accept="image/png", body=good.body),
        ):
            with pytest.raises((ValueError, so.SoCarriersError)):
                each.call(bad)


def test_a_wrong_content_type_is_told() -> None:
    check = contender(WHOLE, "JSON to JSON").check
    server, path = check.args  # type: ignore[attr-defined]  # a partial
    wrong = Server(
        name="wrong",
        select_decoder=server.select_decoder,
        decode=server.decode,
        change=server.change,
        select_encoder=server.select_encoder,
        encode=lambda value, choice: Response(
            {"Content-Type": "text/plain"}, server.encode(value, choice).body
        ),
    )
    assert check.func(wrong, path) == (f"answers text/plain, not {JSON}",)  # type: ignore[attr-defined]  # a partial


def test_headers_are_texts_of_their_own_in_each_copy() -> None:
    one, other = Request(content_type=JSON, accept="*/*", body=b"").copies(2)
    assert one == other
    assert one.content_type is not other.content_type
    assert one.accept is not other.accept


def test_headers_that_were_not_seen_before_say_the_same_and_are_other_texts() -> None:
    sent = Request(content_type="text/xml;{} charset=utf-8", accept="text/xml,{} */*;q=0.1", body=b"")
    one, other = sent.unseen(2)
    assert one.content_type != other.content_type
    assert one.accept != other.accept
    assert so.MediaType.parse(one.content_type) == so.MediaType.parse(other.content_type)


def test_the_shares_of_the_steps_and_of_the_rest_are_the_whole_in_each_round() -> None:
    seconds = {SUBJECT: (4.0, 8.0), "step: decode": (1.0, 4.0), "step: encode": (2.0, 2.0)}
    line = Line(name="steps", remark="", contenders=(), references=(SUBJECT,))
    found = line_figures(Result(line=line, loses=dict.fromkeys(seconds, ()), seconds=seconds))
    rest = found.contender(REST)
    assert rest is not None
    assert rest.ratio is not None
    assert rest.kind is Kind.PART
    assert (rest.ratio.low, rest.ratio.high) == (0.25, 0.25)


@pytest.mark.parametrize("source", [msgspec_source, pydantic_source])
def test_modules_declare_every_member_of_every_carrier(source: Any) -> None:
    tree = ast.parse(source(so.User))
    classes = {each.name: each for each in tree.body if isinstance(each, ast.ClassDef)}
    for carrier in (so.User, so.Person, so.Role):
        declared = [each for each in classes[carrier.__name__].body if isinstance(each, ast.AnnAssign)]
        attributes = [each.target.id for each in declared if isinstance(each.target, ast.Name)]
        assert attributes == [member.attribute for member in so.schema_of(carrier).members]


def test_cold_processes_decode_and_encode_and_tell_what_is_lost() -> None:
    lines = {line.name: line for line in import_lines()}
    first = lines["cold process to the first User decoded and encoded"]
    loses = {each.name: each.check() for each in first.contenders}
    assert loses["python alone"] == loses[SUBJECT] == loses["orjson"] == ()
    for peer in ("msgspec", "pydantic"):
        assert "seventh digit of dates: 2" in loses[peer]
    decoded = lines["cold process to the first User decoded"]
    assert [each.name for each in decoded.contenders] == [each.name for each in first.contenders]
    for each in decoded.contenders[1:3]:
        for argument in each.arguments(1):
            each.call(argument)


def test_a_program_that_fails_is_an_error() -> None:
    (line, *_) = import_lines()
    with pytest.raises(subprocess.CalledProcessError):
        line.contenders[0].call("raise SystemExit(3)")


def test_what_cold_processes_import_is_compiled_once() -> None:
    folder = module_folder(so.User)
    (line,) = (line for line in import_lines() if line.name == "cold process to the first User decoded")
    program = next(iter(next(each for each in line.contenders if each.name == SUBJECT).arguments(1)))
    line.contenders[0].call(program)
    compiled = [each.name for each in (folder / "compiled").rglob("*.pyc")]
    assert f"messages.{sys.implementation.cache_tag}.pyc" in compiled
