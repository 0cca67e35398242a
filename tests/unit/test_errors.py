"""The tree of errors: what each carries, how it words a place and a hostile value, and that it travels."""

from __future__ import annotations

import copy
import importlib
import pickle
import pkgutil
import re
from collections.abc import Callable
from typing import Any

import pytest

import so_carriers as so
from so_carriers import errors
from so_carriers.errors import excerpt, format_path
from tests.conftest import IS_NATIVE_BUILT

BIDI = "\u202e\u2066\u200f"
LONGEST = 600
"""Forty characters of which each takes twelve to escape, and the words around them."""


def load_everything() -> None:
    for module in pkgutil.walk_packages(so.__path__, "so_carriers."):
        is_there = IS_NATIVE_BUILT or not module.name.startswith("so_carriers.engines.native.")
        if is_there and not module.name.startswith("so_carriers.cli"):
            importlib.import_module(module.name)


HAVE_ERRORS_OF_THEIR_OWN = ("so_carriers.client.", "so_carriers.server.")
"""What HTTP and a database add to the errors of the core."""


def tree_of(cls: type[Exception]) -> dict[str, str]:
    """The name of each class of the core under this one with the name of its parent."""
    parents: dict[str, str] = {}
    for child in cls.__subclasses__():
        if not child.__module__.startswith(HAVE_ERRORS_OF_THEIR_OWN):
            parents |= {child.__name__: cls.__name__} | tree_of(child)
    return parents


def drawn_tree() -> dict[str, str]:
    parents: dict[str, str] = {}
    above: list[tuple[int, str]] = []
    for line in str(errors.__doc__).splitlines():
        drawn = re.match(r"    ((?:[| ]*\+-- )?)([A-Z]\w+)( |$)", line)
        if drawn is None:
            continue
        depth, name = len(drawn[1]), drawn[2]
        above = [entry for entry in above if entry[0] < depth]
        if above:
            parents[name] = above[-1][1]
        above.append((depth, name))
    return parents


def test_the_tree_that_the_module_draws_is_the_tree_of_the_classes() -> None:
    load_everything()
    assert drawn_tree() == tree_of(so.SoCarriersError)


@pytest.mark.parametrize(
    ("cls", "status", "also"),
    [
        (so.SoCarriersError, 500, Exception),
        (so.InvalidDefinition, 500, TypeError),
        (so.EngineMissing, 500, ImportError),
        (so.InvalidValue, 400, ValueError),
        (so.DecodeError, 400, so.SoCarriersError),
        (so.EncodeError, 500, so.SoCarriersError),
        (so.LimitExceeded, 413, so.SoCarriersError),
        (so.NotAcceptable, 406, so.NegotiationError),
        (so.UnsupportedMediaType, 415, so.NegotiationError),
    ],
)
def test_each_error_has_the_status_that_a_server_answers_with(
    cls: type[so.SoCarriersError], status: int, also: type[Exception]
) -> None:
    assert cls.status == status
    assert issubclass(cls, also)
    assert issubclass(cls, so.SoCarriersError)


def decode_error() -> None:
    so.decode(b'{"LicenseOwners":[null,{"Name":3}]}', so.User)


def encode_error() -> None:
    so.encode([so.User(role=so.Role(id=2**40))])


def secret_error() -> None:
    so.decode(b'{"NewPassword":3}', so.ChangePasswordRequest)


def limit_exceeded() -> None:
    so.decode(b'{"Role":{"Tooltip":"x"}}', so.User, limits=so.Limits(body=5))


def not_acceptable() -> None:
    so.default_negotiator().select_encoder("text/html")


def unsupported_media_type() -> None:
    so.decode(b"{}", so.User, "text/html")


def malformed_media_type() -> None:
    so.decode(b"{}", so.User, ";" * 1_000_000)


def media_type_that_is_not_written() -> None:
    so.encode(so.User(), "text/html")


def malformed_media_type_to_write() -> None:
    so.encode(so.User(), "json")


def invalid_value() -> None:
    so.Int32(2**31)


def invalid_definition() -> None:
    so.schema_of(dict)


FAILURES: list[tuple[Callable[[], None], type[so.SoCarriersError], str | None]] = [
    (decode_error, so.DecodeError, "$.LicenseOwners[1].Name"),
    (encode_error, so.EncodeError, "$[0].Role.Id"),
    (secret_error, so.DecodeError, "$.NewPassword"),
    (limit_exceeded, so.LimitExceeded, "$"),
    (not_acceptable, so.NotAcceptable, None),
    (unsupported_media_type, so.UnsupportedMediaType, None),
    (malformed_media_type, so.UnsupportedMediaType, None),
    (media_type_that_is_not_written, so.UnsupportedMediaType, None),
    (malformed_media_type_to_write, so.UnsupportedMediaType, None),
    (invalid_value, so.InvalidValue, None),
    (invalid_definition, so.InvalidDefinition, None),
]


def raised_by(fail: Callable[[], None]) -> so.SoCarriersError:
    with pytest.raises(so.SoCarriersError) as raised:
        fail()
    return raised.value


@pytest.mark.parametrize(("fail", "cls", "path"), FAILURES)
def test_each_error_names_the_place_where_it_has_one(
    fail: Callable[[], None], cls: type[so.SoCarriersError], path: str | None
) -> None:
    error = raised_by(fail)
    assert type(error) is cls
    assert error.path == path
    assert path is None or str(error).startswith(f"{path}: ")


def test_expected_and_found_stand_in_the_message() -> None:
    error: Any = raised_by(decode_error)
    assert (error.expected, error.found) == ("a text or null", "integer 3")
    assert str(error) == "$.LicenseOwners[1].Name: expected a text or null, found integer 3"
    assert str(raised_by(secret_error)) == "$.NewPassword: expected a text or null"


def test_a_limit_names_itself_and_its_value() -> None:
    error: Any = raised_by(limit_exceeded)
    assert (error.limit, error.allowed) == ("body", 5)
    assert "limit body=5" in str(error)


def test_negotiation_errors_carry_what_the_response_says() -> None:
    error: Any = raised_by(not_acceptable)
    assert "application/json" in error.offered
    assert error.headers["Vary"] == "Accept"
    for fail in (malformed_media_type, media_type_that_is_not_written, malformed_media_type_to_write):
        error = raised_by(fail)
        assert "application/json" in error.offered
        assert len(str(error)) <= LONGEST


@pytest.mark.parametrize("fail", [failure[0] for failure in FAILURES])
@pytest.mark.parametrize("protocol", [*range(pickle.HIGHEST_PROTOCOL + 1), "copy", "deepcopy"])
def test_errors_cross_process_borders_whole(fail: Callable[[], None], protocol: int | str) -> None:
    error = raised_by(fail)
    error.add_note("seen by the worker")
    if isinstance(protocol, int):
        twin = pickle.loads(pickle.dumps(error, protocol))
    else:
        twin = getattr(copy, protocol)(error)
    assert type(twin) is type(error)
    assert (str(twin), repr(twin), twin.args) == (str(error), repr(error), error.args)
    assert (twin.path, twin.status, vars(twin)) == (error.path, error.status, vars(error))


def test_an_error_that_was_raised_again_further_out_travels_too() -> None:
    error = errors.DecodeError("a text", "null").within("Inner").within(0)
    twin = pickle.loads(pickle.dumps(error))
    assert twin.within("Outer").path == "$.Outer[0].Inner"
    assert error.path == "$[0].Inner"


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        ([], "$"),
        (["Name"], "$.Name"),
        (["_Links", "Self.Simple"], '$._Links["Self.Simple"]'),
        (["a", 0, 12, "b"], "$.a[0][12].b"),
        ([""], '$[""]'),
        (["0"], '$["0"]'),
        (["a b"], '$["a b"]'),
        (["é"], '$["é"]'),
        (['"'], '$["\\""]'),
        (["SuperOffice:1"], '$["SuperOffice:1"]'),
        (["a\n\x00"], '$["a\\n\\u0000"]'),
        (["\ud800"], '$["\\ud800"]'),
        (["\u202e"], '$["\\u202e"]'),
        (["Name\n"], '$["Name\\n"]'),
        (["x" * 100], "$." + "x" * 100),
        (["x" * 101], '$["' + "x" * 100 + '..." (101 characters)]'),
    ],
)
def test_paths_write_plain_names_plainly_and_quote_all_others(steps: list[str | int], path: str) -> None:
    assert format_path(steps) == path


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        ("", 'text ""'),
        ("ab", 'text "ab"'),
        (7, "integer 7"),
        (-(2**127), f"integer {-(2**127)}"),
        pytest.param(10**5000, f"integer of {(10**5000).bit_length()} bits", id="huge"),
        (1.5, "number 1.5"),
        (so.NumberToken("1.10"), "number 1.10"),
        ({}, "an object"),
        (so.FieldProperties(), "an object"),
        ([], "an array"),
        ((), "an array"),
        (so.Role(), "a Role"),
        (b"ab", "a bytes"),
        (so.UserType.UNKNOWN, "integer 0"),
        ("x" * 41, 'text "' + "x" * 40 + '..." (41 characters)'),
        ("a\nb\x1b[31m", 'text "a\\nb\\u001b[31m"'),
        ("\ud800", 'text "\\ud800"'),
    ],
)
def test_an_excerpt_says_in_a_few_words_what_was_found(value: object, words: str) -> None:
    assert excerpt(value) == words


def deep(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


HOSTILE: dict[str, Any] = {
    "control characters": "".join(map(chr, range(32))) * 2,
    "more control characters": "\x7f\x80\x85\u2028\u2029\ufeff" * 9,
    "bidi": BIDI * 20,
    "lone surrogates": "\udfff" * 50,
    "astral": "\U000e0001" * 50,
    "quotes": '"\\' * 50,
    "10 MB": "x" * 10_000_000,
    "huge integer": -(10**100_000),
    "many digits": so.NumberToken("1" * 100_000 + ".5"),
    "deep": deep(100_000),
    "many": {str(number): "x" * 100 for number in range(1_000)},
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_an_excerpt_of_whatever_value_is_one_short_printable_line(value: object) -> None:
    words = excerpt(value)
    assert len(words) <= LONGEST
    assert words.isprintable()
    assert words.encode()


@pytest.mark.parametrize("member", ["Rank", "Deleted", "Lastlogin", "Role", "OtherGroups", "ExtraFields"])
@pytest.mark.parametrize(
    "token", ['"' + "x" * 1_000_000 + '"', "9" * 100_000, '"\\u202e\\n\\u0000"', "1" * 99 + "e9"]
)
def test_an_error_about_a_hostile_value_is_one_short_printable_line(member: str, token: str) -> None:
    with pytest.raises(so.DecodeError) as error:
        so.decode(f'{{"{member}":{token}}}', so.User)
    assert error.value.path == f"$.{member}"
    assert len(str(error.value)) <= LONGEST
    assert str(error.value).isprintable()


@pytest.mark.parametrize("key", ["x" * 1_000_000, BIDI * 1_000, "\n", "\\", '"'])
def test_an_error_about_a_hostile_name_is_one_short_printable_line(key: str) -> None:
    values: dict[str, Any] = {key: 3}
    with pytest.raises(so.DecodeError) as unreadable:
        so.decode(so.encode({"ExtraFields": values}), so.User)
    with pytest.raises(so.EncodeError) as unwritable:
        so.encode(so.User(extra_fields=values))
    for error in (unreadable.value, unwritable.value):
        assert len(str(error)) <= 3 * LONGEST
        assert str(error).isprintable()


def test_a_lossy_encoding_names_every_path_once_and_shows_the_first_losses() -> None:
    losses = [(f"$.Name{number}", "null") for number in range(5)]
    error = so.LossyEncoding("a form", [*losses, ("$.Name0", "its spelling")])
    assert error.losses == (*losses, ("$.Name0", "its spelling"))
    assert error.paths == tuple(path for path, _ in losses)
    assert error.path == "$.Name0"
    assert str(error) == "a form cannot say $.Name0: null; $.Name1: null; $.Name2: null; and 3 more"
    assert isinstance(error, so.EncodeError)


def test_a_lossy_encoding_is_pickled_whole() -> None:
    error = so.LossyEncoding("XML without extensions", [("$.Rank", "its spelling")])
    twin = pickle.loads(pickle.dumps(error))
    assert str(twin) == str(error)
    assert twin.losses == error.losses


def test_a_message_about_many_and_deep_losses_stays_short() -> None:
    error = so.LossyEncoding("a form", [("$" + ".Name" * 1000, "null")] * 10_000)
    assert len(str(error)) < 400


def test_an_error_in_a_document_with_lines_says_its_own_place() -> None:
    error = so.DecodeError("a text", "elements")
    error.within("Name").within(0)
    error.at("/ArrayOfUser/User[1]/Name", 7)
    assert (error.path, error.line) == ("/ArrayOfUser/User[1]/Name", 7)
    assert error.steps == (0, "Name")
    assert str(error) == "/ArrayOfUser/User[1]/Name: expected a text, found elements (line 7)"
