"""Patches that are made to hurt: each gives one error of ours or a value, in bounds, and tells no secrets.

Time is bounded by a timer of the processor's seconds, which stops what would run for minutes;
memory by what the process was seen to take more.
"""

from __future__ import annotations

import copy
import json
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

import so_carriers as so

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="timers and memory as Linux has them")

PROCESSOR_SECONDS = 20
"""A guard against hanging: work in proportion takes less than two."""
MEGABYTE = 1_000_000
LONGEST_MESSAGE = 400
HUNTER = "hunter2-48151623"
"""The secret that nothing may show."""


@so.carrier
class Vault:
    rank: so.int32 = so.member("Rank", default=0)
    name: str | None = so.member("Name", default=None)
    day: so.DateTime | None = so.member("Day", default=None)
    kind: so.UserType | str = so.member("Kind", default=so.UserType.UNKNOWN)
    codes: list[so.int32] | None = so.member("Codes", default=None)
    pin: str | None = so.member("Pin", default=None, secret=True)
    pins: dict[str, str | None] | None = so.member("Pins", default=None, secret=True)
    old_pins: list[str | None] | None = so.member("OldPins", default=None, secret=True)
    number: so.int32 = so.member("SecretNumber", default=0, secret=True)
    key: Vault | None = so.member("Key", default=None, secret=True)
    inner: Vault | None = so.member("Inner", default=None)


class TooSlow(BaseException):
    """The time is up; no `except Exception` holds it."""


@pytest.fixture(autouse=True)
def limited_time() -> Iterator[None]:
    """Stops a test that takes too much of the processor's time."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow(f"more than {PROCESSOR_SECONDS} seconds of the processor's time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, PROCESSOR_SECONDS)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


def refused(action: Callable[[], object], *kinds: type[so.SoCarriersError]) -> Any:
    """The error of ours that an action raises: its message is short, and no other error is behind it."""
    with pytest.raises(so.SoCarriersError) as caught:
        action()
    error = caught.value
    assert not kinds or isinstance(error, kinds), repr(error)
    for text in (str(error), repr(error)) if len(repr(error)) <= LONGEST_MESSAGE else (str(error),):
        assert len(text) <= LONGEST_MESSAGE
    assert str(error).isprintable()
    assert error.__context__ is None
    assert error.__cause__ is None
    return error


def over(limit: str, action: Callable[[], object]) -> None:
    """Checks that an action goes over this limit."""
    error = refused(action, so.LimitExceeded)
    assert (error.limit, error.status) == (limit, 413)


def nested(depth: int, kind: str = "list") -> Any:
    """A value with so many containers in each other."""
    value: Any = 1
    for _ in range(depth):
        value = [value] if kind == "list" else {"a": value}
    return value


def operation(name: str, path: str, **members: Any) -> dict[str, Any]:
    """An operation as a dictionary."""
    return {"op": name, "path": path, **members}


def targets() -> list[Any]:
    """What patches are applied to: a plain document and a carrier, both empty."""
    return [{}, so.decode("{}", so.User)]


# How many operations.

TEST_OF_ALL = operation("test", "", value={})


def test_ten_thousand_operations_are_applied_and_one_more_is_not() -> None:
    for target in targets():
        patch = so.JsonPatch([TEST_OF_ALL] * 10_000)
        assert patch.apply(target) is target
    over("operations", lambda: so.JsonPatch([TEST_OF_ALL] * 10_001))
    body = json.dumps([TEST_OF_ALL] * 10_001)
    over("operations", lambda: so.JsonPatch.decode(body))
    over("operations", lambda: so.decode(body, so.User, "application/json-patch+json", base=so.User()))
    over("operations", lambda: so.decode(body, so.JsonPatch, "application/json-patch+json"))
    wide = so.JsonPatch([TEST_OF_ALL] * 10_001, limits=so.Limits(operations=20_000))
    over("operations", lambda: wide.apply({}))


def test_too_many_items_that_are_no_operations_are_too_many() -> None:
    over("operations", lambda: so.JsonPatch.decode("[" + "1," * 1_000_000 + "1]"))


def test_a_difference_of_more_operations_is_one_that_replaces_the_whole() -> None:
    old, new = {f"k{n}": 0 for n in range(10_001)}, {f"k{n}": 1 for n in range(10_001)}
    patch = so.JsonPatch.diff(old, new)
    assert [each.name for each in patch] == ["replace"]
    assert patch.apply(old) == new


# How long pointers and names are.


def test_a_pointer_of_a_hundred_thousand_tokens_is_read_and_refused_in_patches() -> None:
    text = "/a" * 100_000
    pointer = so.JsonPointer.parse(text)
    assert str(pointer) == text
    assert len(pointer.tokens) == 100_000
    targets: list[Any] = [{"a": {}}, {"a": 1}, [1], so.User(), None]
    for target in targets:
        refused(lambda target=target: pointer.resolve(target), so.PatchConflict)  # type: ignore[misc]  # mypy infers no type for the default of a lambda
    for members in (
        operation("add", text, value=1),
        operation("remove", text),
        operation("test", text, value=1),
    ):
        over("depth", lambda members=members: so.JsonPatch([members]))  # type: ignore[misc]  # mypy infers no type for the default of a lambda
    over("depth", lambda: so.JsonPatch([operation("move", "/a", **{"from": text})]))
    over("depth", lambda: so.JsonPatch.decode(json.dumps([operation("copy", text, **{"from": text})])))


def test_a_pointer_with_a_token_of_a_million_characters_is_an_ordinary_one() -> None:
    for token in (
        "a" * MEGABYTE,
        "~1" * MEGABYTE,
        "9" * MEGABYTE,
        "0" * MEGABYTE,
        "\u0661" * MEGABYTE,
        "\x00" * MEGABYTE,
    ):
        path = f"/{token}"
        assert so.JsonPointer.parse(path).uri_fragment.isascii()
        for target in [*targets(), [1], "x"]:
            for members in (operation("remove", path), operation("replace", path, value=1)):
                patch = so.JsonPatch([members])
                refused(lambda patch=patch, target=target: patch.apply(target), so.PatchConflict)  # type: ignore[misc]  # mypy infers no type for the default of a lambda


def test_errors_stay_short_whatever_they_speak_of() -> None:
    long = "x\n\u202e" * 100_000
    user = so.User(name="Ann", custom_fields=so.CustomFields({long: "a"}))
    name = so.JsonPointer((long,))
    for patch in (
        [long],
        [{long: long}],
        [operation(long, "/a")],
        [operation("add", long, value=1)],
        [operation("add", f"/~{long}", value=1)],
        [operation("move", "/a", **{"from": long})],
        [operation("test", "/Name", value=long)],
        [operation("test", "/Name", value=[long])],
        [operation("add", "/Rank", value=long)],
        [operation("add", "/Role", value={"Id": {long: long}})],
        [operation("add", "/Role", value={"FieldProperties": {long: long}})],
        [operation("remove", str(name.child("Id")))],
        [operation("remove", str(so.JsonPointer(("CustomFields", long, "x"))))],
        [operation("add", str(so.JsonPointer(("CustomFields", long))), value=1)],
        [operation("replace", "", value=long)],
    ):
        refused(lambda patch=patch: so.JsonPatch(patch).apply(user))  # type: ignore[misc]  # mypy infers no type for the default of a lambda
    for document in (
        long,
        {"Rank": long},
        {"CustomFields": {long: 1}},
        {"Role": {"FieldProperties": {long: long}}},
    ):
        refused(lambda document=document: so.MergePatch(document).apply(user), so.InvalidPatch)  # type: ignore[misc]  # mypy infers no type for the default of a lambda
    nulls = {f"{long}{n}": None for n in range(50)}
    refused(lambda: so.MergePatch.diff({}, nulls), so.LossyEncoding)


# How deep values are.


@pytest.mark.parametrize("kind", ["list", "object"])
def test_values_that_nest_ten_thousand_deep_are_refused(kind: str) -> None:
    deep = nested(10_000, kind)
    text = "[" * 10_000 + "1" + "]" * 10_000 if kind == "list" else '{"a":' * 10_000 + "1" + "}" * 10_000
    for name in ("add", "replace", "test"):
        over("depth", lambda name=name: so.JsonPatch([operation(name, "/a", value=deep)]))  # type: ignore[misc]  # mypy infers no type for the default of a lambda
        body = f'[{{"op":"{name}","path":"/a","value":{text}}}]'
        over("depth", lambda body=body: so.JsonPatch.decode(body))  # type: ignore[misc]  # mypy infers no type for the default of a lambda
    over("depth", lambda: so.MergePatch(deep))
    over("depth", lambda: so.MergePatch.decode(text))
    over("depth", lambda: so.decode(text, so.User, "application/merge-patch+json", base=so.User()))


@pytest.mark.parametrize("kind", ["list", "object"])
@pytest.mark.parametrize("depth", [1_000, 10_000])
def test_targets_that_nest_deep_give_a_value_or_the_limit(kind: str, depth: int) -> None:
    """They come from Python: no body gives them."""
    target = {"a": nested(depth, kind), "b": 1}
    other = {"a": nested(depth, kind), "b": 2}
    pointer = so.JsonPointer(("a",) * depth)
    actions: list[Callable[[], object]] = [
        lambda: so.JsonPatch([operation("test", "/a", value=1)]).apply(target),
        lambda: so.JsonPatch([operation("copy", "/c", **{"from": "/a"})]).apply(target),
        lambda: so.JsonPatch([operation("move", "/c", **{"from": "/a"})]).apply(target),
        lambda: so.JsonPatch([operation("add", "/c", value=1)]).apply(target),
        lambda: so.JsonPatch([operation("remove", "/a")]).apply(target),
        lambda: so.JsonPatch.diff(target, other),
        lambda: so.MergePatch({"a": {"a": {"c": 1}}}).apply(target),
        lambda: so.MergePatch.diff(target, other),
        lambda: pointer.resolve(target),
    ]
    for action in actions:
        try:
            action()
        except (so.LimitExceeded, so.PatchConflict) as error:
            assert len(str(error)) <= LONGEST_MESSAGE  # noqa: PT017 -- it need not be raised


def grown_by_adding(levels: int) -> list[dict[str, Any]]:
    return [operation("add", "/a" * (n + 1), value={}) for n in range(levels)]


def grown_by_moving(levels: int) -> list[dict[str, Any]]:
    """In turns the one object is put into a new one, and that in its place."""
    step = [
        operation("add", "/b", value={}),
        operation("move", "/b/a", **{"from": "/a"}),
        operation("move", "/a", **{"from": "/b"}),
    ]
    return [operation("add", "/a", value={}), *step * levels]


def grown_by_copying(levels: int) -> list[dict[str, Any]]:
    step = [
        operation("add", "/b", value={}),
        operation("copy", "/b/a", **{"from": "/a"}),
        operation("remove", "/a"),
        operation("copy", "/a", **{"from": "/b"}),
    ]
    return [operation("add", "/a", value={}), *step * levels]


def grown_by_replacing_the_parent(levels: int) -> list[dict[str, Any]]:
    """The object moves into an item of an array, and the array into its place."""
    step = [
        operation("add", "/b", value=[0]),
        operation("move", "/b/0", **{"from": "/a"}),
        operation("move", "/a", **{"from": "/b"}),
    ]
    return [operation("add", "/a", value={}), *step * levels]


@pytest.mark.parametrize(
    "grown", [grown_by_adding, grown_by_moving, grown_by_copying, grown_by_replacing_the_parent]
)
def test_depth_that_grows_one_level_an_operation_ends_at_the_limit(
    grown: Callable[[int], list[dict[str, Any]]],
) -> None:
    limits = so.Limits(depth=40)
    for target in targets():
        for levels in (1, 30):
            result = so.JsonPatch(grown(levels)).apply(copy.deepcopy(target), limits=limits)
            so.MergePatch(result, limits=limits).encode(limits=limits)
        over("depth", lambda target=target: so.JsonPatch(grown(60)).apply(target, limits=limits))  # type: ignore[misc]  # mypy infers no type for the default of a lambda
        assert target in ({}, so.decode("{}", so.User))
        # What just fits can be written, read and compared.
        fitting = [n for n in range(30, 50) if fits(grown(n), target, limits)]
        result = so.JsonPatch(grown(max(fitting))).apply(target, limits=limits)
        so.JsonPatch([operation("test", "", value=result)], limits=so.Limits(depth=42)).apply(result)
        so.encode(so.User(), limits=limits)
        if isinstance(result, so.User):
            so.decode(so.encode(result, limits=limits), so.User, limits=limits)


def fits(operations: list[dict[str, Any]], target: Any, limits: so.Limits) -> bool:
    """Whether the patch stays within the limits."""
    try:
        so.JsonPatch(operations).apply(target, limits=limits)
    except so.LimitExceeded:
        return False
    return True


# How much copies make.


def memory() -> int:
    """The most bytes that this process has taken."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.parametrize(
    ("target", "doubling"),
    [
        pytest.param(
            {"a": ["x" * 100]},
            operation("copy", "/a/-", **{"from": "/a"}),
            id="an array of texts into itself",
        ),
        pytest.param([[]], operation("copy", "/-", **{"from": ""}), id="empty arrays"),
        pytest.param([1], operation("copy", "/0", **{"from": ""}), id="the whole into itself"),
    ],
)
def test_forty_doublings_by_copy_end_at_a_limit(target: Any, doubling: dict[str, Any]) -> None:
    before, used = copy.deepcopy(target), memory()
    refused(lambda: so.JsonPatch([doubling] * 40).apply(target), so.LimitExceeded)
    assert target == before
    assert memory() - used < 500 * MEGABYTE


def test_forty_doublings_of_carriers_end_at_a_limit() -> None:
    vault = Vault(inner=Vault(), name="x" * 1000)
    used = memory()
    step = [operation("copy", "/Own", **{"from": ""}), operation("copy", "/Other", **{"from": ""})]
    refused(lambda: so.JsonPatch(step * 20).apply(vault), so.LimitExceeded)
    assert so.unknown_members(vault) == {}
    assert memory() - used < 500 * MEGABYTE


def test_copies_are_counted_together() -> None:
    target = ["x" * MEGABYTE]
    step = operation("copy", "/-", **{"from": "/0"})
    assert len(so.JsonPatch([step] * 16).apply(target)) == 17
    over("copied", lambda: so.JsonPatch([step] * 17).apply(target))
    small = so.Limits(copied=10)
    over("copied", lambda: so.JsonPatch([step]).apply(["x" * 9], limits=small))
    assert so.JsonPatch([step]).apply(["x" * 8], limits=small) == ["x" * 8] * 2
    over(
        "copied",
        lambda: so.JsonPatch([operation("copy", "/Name", **{"from": "/Tooltip"})]).apply(
            so.User(tooltip="x" * 9), limits=small
        ),
    )


# How long it takes: each within all limits, and in proportion.

MANY = 100_000


def unknown_members(count: int) -> so.User:
    """A user with so many members that nobody declared."""
    return so.decode(json.dumps({f"u{n}": n for n in range(count)}), so.User)


def test_many_unknown_members_are_merged_in_proportion() -> None:
    result = so.MergePatch({f"u{n}": n for n in range(MANY)}).apply(so.User())
    assert len(so.unknown_members(result)) == MANY


def test_many_unknown_members_are_merged_away_in_proportion() -> None:
    result = so.MergePatch({f"u{n}": None for n in range(MANY)}).apply(unknown_members(MANY))
    assert len(so.unknown_members(result)) == 0


@pytest.mark.parametrize("name", ["add", "replace", "remove"])
def test_many_unknown_members_are_changed_one_by_one_in_proportion(name: str) -> None:
    prefix = "v" if name == "add" else "u"
    patch = so.JsonPatch([operation(name, f"/{prefix}{n}", value=1) for n in range(10_000)])
    result = patch.apply(unknown_members(MANY))
    assert len(so.unknown_members(result)) == MANY + {"add": 10_000, "replace": 0, "remove": -10_000}[name]


@pytest.mark.parametrize("name", ["remove", "replace", "add"])
def test_many_items_with_spellings_are_changed_one_by_one_in_proportion(name: str) -> None:
    vault = so.decode(b'{"Codes":[' + b",".join([b'"1"'] * MANY) + b"]}", Vault)
    result = so.JsonPatch([operation(name, "/Codes/0", value="2")] * 10_000).apply(vault)
    assert result.codes is not None
    assert len(result.codes) == MANY + {"remove": -10_000, "replace": 0, "add": 10_000}[name]


def test_names_in_several_cases_are_changed_in_proportion_or_refused() -> None:
    """Each reads the carrier anew, which counts as a copy."""
    names = [operation("add", f"/{name}", value="x") for name in ("NAME", "name", "NaMe")]
    assert len(so.unknown_members(so.JsonPatch(names).apply(unknown_members(1_000)))) >= 1_000
    user, limits = unknown_members(20_000), so.Limits(copied=4 * MEGABYTE)
    over("copied", lambda: so.JsonPatch(names * 3_000).apply(user, limits=limits))


def test_a_list_is_turned_round_in_proportion() -> None:
    target = [*range(MANY)]
    turned = so.JsonPatch([operation("move", "/-", **{"from": "/0"})] * 10_000).apply(target)
    assert turned == [*range(10_000, MANY), *range(10_000)]


def test_names_in_any_case_are_looked_for_in_proportion() -> None:
    dialect = so.Dialect.NETSERVER
    for target in ({f"u{n}": n for n in range(MANY)}, unknown_members(MANY)):
        patch = so.JsonPatch([operation("add", f"/V{n}", value=1) for n in range(10_000)])
        patch.apply(target, dialect=dialect)
        so.MergePatch({f"V{n}": 1 for n in range(10_000)}).apply(target, dialect=dialect)


def test_lists_that_share_much_are_compared_in_bounds() -> None:
    old = [n % 7 for n in range(20_000)]
    new = [n % 5 for n in range(20_000)]
    for one, other in [(old, new), (old, old[::-1]), (["x"] * 20_000, ["y", *["x"] * 20_000])]:
        patch = so.JsonPatch.diff(one, other, limits=so.Limits(operations=1_000_000))
        assert patch.apply(one, limits=so.Limits(operations=1_000_000)) == other


# Numbers.

TEN_THOUSAND_DIGITS = "7" * 10_000


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1e999999999", "1e999999999"),
        ("1e999999999", "10e999999998"),
        ("1e-999999999", "0.1e-999999998"),
        ("0e999999999", "0"),
        (TEN_THOUSAND_DIGITS, TEN_THOUSAND_DIGITS),
        (TEN_THOUSAND_DIGITS, f"{TEN_THOUSAND_DIGITS}.0"),
        (f"{TEN_THOUSAND_DIGITS}0", f"{TEN_THOUSAND_DIGITS}e1"),
        ("1e" + "9" * 10_000, "1e" + "9" * 10_000),
        ("10", "1e" + "0" * 700 + "1"),
        ("0." + "0" * 10_000 + "1", "1e-10001"),
    ],
)
def test_huge_numbers_that_are_equal_pass_a_test(one: str, other: str) -> None:
    for there, expected in [(one, other), (other, one)]:
        patch = so.JsonPatch.decode(
            f'[{{"op":"add","path":"/x","value":{there}}},{{"op":"test","path":"/x","value":{expected}}}]'
        )
        result = patch.apply(so.decode("{}", so.User))
        assert so.encode(result) == f'{{"x":{there}}}'.encode()
        nothing: dict[str, Any] = {}
        assert so.MergePatch(patch.apply(nothing)).encode() == f'{{"x":{there}}}'.encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1e999999999", "1e999999998"),
        ("1e999999999", "-1e999999999"),
        ("1e999999999", "1" + "0" * 400),
        ("1e-999999999", "0"),
        (TEN_THOUSAND_DIGITS, f"{TEN_THOUSAND_DIGITS[:-1]}8"),
        (TEN_THOUSAND_DIGITS, f"{TEN_THOUSAND_DIGITS}.{'0' * 1000}1"),
        ("1e" + "9" * 10_000, "1e" + "9" * 9_999),
    ],
)
def test_huge_numbers_that_differ_fail_a_test(one: str, other: str) -> None:
    for there, expected in [(one, other), (other, one)]:
        patch = so.JsonPatch.decode(
            f'[{{"op":"add","path":"/x","value":{there}}},{{"op":"test","path":"/x","value":{expected}}}]'
        )
        refused(lambda patch=patch: patch.apply({}), so.PatchTestFailed)  # type: ignore[misc]  # mypy infers no type for the default of a lambda


@pytest.mark.parametrize(
    "token", ["1e999999999", "-1e999999999", "1e-999999999", TEN_THOUSAND_DIGITS, f"-{TEN_THOUSAND_DIGITS}.5"]
)
def test_huge_numbers_fit_no_member(token: str) -> None:
    for name in ("Rank", "AssociateId", "Deleted", "Name", "Lastlogin", "Role"):
        patch = so.JsonPatch.decode(f'[{{"op":"add","path":"/{name}","value":{token}}}]')
        assert refused(lambda patch=patch: patch.apply(so.User()), so.InvalidPatch).path == "$[0].value"  # type: ignore[misc]  # mypy infers no type for the default of a lambda
        merge = so.MergePatch.decode(f'{{"{name}":{token}}}')
        assert refused(lambda merge=merge: merge.apply(so.User()), so.InvalidPatch).path == f"$.{name}"  # type: ignore[misc]  # mypy infers no type for the default of a lambda
        test = so.JsonPatch.decode(f'[{{"op":"test","path":"/{name}","value":{token}}}]')
        refused(lambda test=test: test.apply(so.User()), so.PatchTestFailed)  # type: ignore[misc]  # mypy infers no type for the default of a lambda


def test_numbers_that_json_does_not_have_are_refused() -> None:
    for number in (float("nan"), float("inf"), float("-inf")):
        for value in (number, [number], {"a": {"b": number}}):
            refused(lambda value=value: so.JsonPatch([operation("add", "/a", value=value)]), so.InvalidPatch)  # type: ignore[misc]  # mypy infers no type for the default of a lambda
            refused(lambda value=value: so.MergePatch({"a": value}), so.EncodeError)  # type: ignore[misc]  # mypy infers no type for the default of a lambda
    for token in ("NaN", "Infinity", "-Infinity", "nan", "1e", "+1", ".5", "5.", "0x1", "01", "1_000"):
        body = f'[{{"op":"add","path":"/a","value":{token}}}]'
        refused(lambda body=body: so.JsonPatch.decode(body), so.InvalidPatch)  # type: ignore[misc]  # mypy infers no type for the default of a lambda
        refused(lambda token=token: so.MergePatch.decode(token), so.InvalidPatch)  # type: ignore[misc]  # mypy infers no type for the default of a lambda
    refused(lambda: so.JsonPatch([operation("test", "/a", value=1)]).apply({"a": float("nan")}))


def test_values_that_json_does_not_have_are_refused() -> None:
    cycle: list[Any] = []
    cycle.append(cycle)
    for value in (object(), {1, 2}, b"bytes", 1j, {1: 2}, {None: 1}, [object()], cycle, 10**10_000):
        refused(lambda value=value: so.JsonPatch([operation("add", "/a", value=value)]))  # type: ignore[misc]  # mypy infers no type for the default of a lambda
        refused(lambda value=value: so.MergePatch({"a": value}))  # type: ignore[misc]  # mypy infers no type for the default of a lambda


# Texts.


@pytest.mark.parametrize(
    "body",
    [
        rb'[{"op":"add","path":"/\ud800","value":1}]',
        rb'[{"op":"add","path":"/a","value":"\udc00"}]',
        rb'[{"op":"add","path":"/a","value":{"\ud800":1}}]',
        rb'[{"op":"add","path":"/a","value":"\ud800\ud800"}]',
        b'[{"op":"add","path":"/a","value":"\xed\xa0\x80"}]',
        b'[{"op":"add","path":"/\xff","value":1}]',
        b'[{"op":"add","path":"/\xc0\xaf","value":1}]',
        '[{"op":"add","path":"/a","value":"x"}]'.encode("utf-16"),
    ],
)
def test_what_is_no_text_in_utf_8_is_no_patch(body: bytes) -> None:
    refused(lambda: so.JsonPatch.decode(body), so.InvalidPatch)
    refused(lambda: so.MergePatch.decode(body), so.InvalidPatch)


def test_lone_surrogates_of_python_never_get_written() -> None:
    lone = "\ud800"
    for build in (
        lambda: so.JsonPatch([operation("add", f"/{lone}", value=1)]).encode(),
        lambda: so.JsonPatch([operation("add", "/a", value=lone)]).encode(),
        lambda: so.JsonPatch([operation("add", "/a", value={lone: 1})]).encode(),
        lambda: so.MergePatch({"a": lone}).encode(),
        lambda: so.MergePatch({lone: 1}).encode(),
        lambda: so.encode(so.JsonPatch([operation("add", "/Name", value=lone)]).apply(so.User())),
        lambda: so.encode(so.JsonPatch([operation("add", f"/{lone}", value=1)]).apply(so.User())),
        lambda: so.encode(so.MergePatch({"Name": lone}).apply(so.User())),
        lambda: so.JsonPointer((lone,)).uri_fragment,
    ):
        refused(build)


@pytest.mark.parametrize(
    "text",
    ["null", "7", "1.5", "true", '"x"', "{}", "[[]]", "[null]", "[{}]", "", "\x00", "[", "]", "\ufeff"],
)
def test_any_small_body_is_read_or_refused_by_an_error_of_ours(text: str) -> None:
    refused(lambda: so.JsonPatch.decode(text), so.InvalidPatch)
    for kind in (so.JsonPatch, so.JsonPatch | so.MergePatch):
        refused(lambda kind=kind: so.decode(text, kind, "application/json-patch+json"), so.InvalidPatch)  # type: ignore[misc]  # mypy infers no type for the default of a lambda
    refused(lambda: so.decode(text, so.User, "application/json-patch+json", base=so.User()), so.InvalidPatch)


def test_operations_made_by_hand_are_checked_like_others() -> None:
    whole, child = so.JsonPointer(), so.JsonPointer(("a", "b"))
    name: Any = "spam"
    for made in (
        so.PatchOperation("remove", whole, None, None),
        so.PatchOperation(name, child, None, None),
        so.PatchOperation("move", child, so.JsonPointer(("a",)), None),
        so.PatchOperation("copy", child, None, None),
        so.PatchOperation("add", child, None, object()),
        so.PatchOperation("add", child, None, nested(10_000)),
    ):
        refused(lambda made=made: so.JsonPatch([made]), so.InvalidPatch, so.LimitExceeded)  # type: ignore[misc]  # mypy infers no type for the default of a lambda


# Secrets.

VAULT: dict[str, Any] = {
    "Rank": 1,
    "Name": "Ann",
    "Day": "2020-01-02T03:04:05",
    "Codes": [1],
    "Pin": HUNTER,
    "Pins": {"Rank": HUNTER, "Codes": HUNTER, "Day": HUNTER, "Inner": HUNTER},
    "OldPins": [HUNTER],
    "SecretNumber": 48151623,
    "Key": {"Name": HUNTER, "Own": HUNTER, "Pin": HUNTER},
    "Inner": {"Pin": HUNTER, "Pins": {"a": HUNTER}},
}
SOURCES = [
    "/Pin",
    "/Pins",
    "/Pins/Rank",
    "/OldPins",
    "/OldPins/0",
    "/SecretNumber",
    "/Key",
    "/Key/Name",
    "/Key/Own",
    "/Inner/Pin",
    "/Inner",
]
TARGETS = ["", "/Rank", "/Name", "/Day", "/Codes", "/Codes/0", "/Codes/-", "/Inner", "/Inner/Rank",
"/Inner/Day", "/Kind", "/SecretNumber",
           "/Pins", "/Key", "/Own", "/rank", "/PIN"]  # fmt: skip


def told(error: BaseException) -> str:
    """All that an error, and those behind it, hold in texts."""
    texts = []
    while True:
        texts += [str(error), repr(error), repr(error.args), repr(vars(error))]
        behind = error.__context__ or error.__cause__
        if behind is None:
            return " ".join(texts)
        error = behind


def quiet(action: Callable[[], object]) -> None:
    """Runs an action, which may fail as long as it tells no secret."""
    try:
        action()
    except so.SoCarriersError as error:
        assert not re.search("hunter2|48151623", told(error))  # noqa: PT017 -- it may also not be raised
        assert len(str(error)) <= LONGEST_MESSAGE  # noqa: PT017 -- as above


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("name", ["move", "copy"])
def test_a_secret_that_does_not_fit_elsewhere_is_not_told(name: str, source: str) -> None:
    vault = so.decode(json.dumps(VAULT), Vault)
    for target in TARGETS:
        members = operation(name, target, **{"from": source})
        if target != source and not (name == "move" and target.startswith(f"{source}/")):
            quiet(lambda members=members: so.JsonPatch([members]).apply(vault))  # type: ignore[misc]  # mypy infers no type for the default of a lambda
            quiet(lambda members=members: so.JsonPatch([members]).apply([vault]))  # type: ignore[misc]  # mypy infers no type for the default of a lambda


@pytest.mark.parametrize(
    "path",
    [
        "/Pin",
        "/Pins",
        "/Pins/Rank",
        "/OldPins/0",
        "/SecretNumber",
        "/Key",
        "/Key/Name",
        "/Key/Own",
        "/Inner",
        "",
    ],
)
@pytest.mark.parametrize(
    "value",
    [None, 1, 48151623, "48151623x", HUNTER, [HUNTER], {"a": HUNTER}, {"Rank": HUNTER}, {"Pin": [HUNTER]}],
)
def test_a_secret_is_not_told_by_tests_nor_by_what_it_cannot_be(path: str, value: Any) -> None:
    vault = so.decode(json.dumps(VAULT), Vault)
    quiet(lambda: so.JsonPatch([operation("test", path, value=None if value == HUNTER else 7)]).apply(vault))
    within_secret = path not in {"/Inner", ""}
    for name in ("test", "add", "replace"):
        if within_secret or (isinstance(value, dict) and "Pin" in value):
            quiet(lambda name=name: so.JsonPatch([operation(name, path, value=value)]).apply(vault))  # type: ignore[misc]  # mypy infers no type for the default of a lambda
    if within_secret and path.count("/") == 1:
        quiet(lambda: so.MergePatch({path[1:]: value}).apply(vault))
        quiet(lambda: so.MergePatch({path[1:].upper(): value}).apply(vault))
        quiet(lambda: so.MergePatch({"Inner": {path[1:]: value}}).apply(vault))
        quiet(lambda: so.MergePatch({path[1:]: value}).apply(vault, dialect=so.Dialect.NETSERVER))


@pytest.mark.parametrize("below", ["/x", "/0", "/-", "/Rank/x", "/0/x", "/Name/x", "/Own/x"])
def test_a_pointer_into_a_secret_tells_nothing_of_it(below: str) -> None:
    vault = so.decode(json.dumps(VAULT), Vault)
    for path in ("/Pin", "/Pins", "/OldPins", "/SecretNumber", "/Key"):
        for members in (
            operation("remove", path + below),
            operation("add", path + below, value=1),
            operation("test", path + below, value=1),
        ):
            quiet(lambda members=members: so.JsonPatch([members]).apply(vault))  # type: ignore[misc]  # mypy infers no type for the default of a lambda
        quiet(lambda path=path: so.JsonPointer.parse(path + below).resolve(vault))  # type: ignore[misc]  # mypy infers no type for the default of a lambda


def test_the_passwords_of_users_are_not_told() -> None:
    user = so.User(name="Ann", credentials=[so.Credential(value=HUNTER, display_value="Password")])
    for members in (
        operation("test", "/Credentials/0/Value", value="x"),
        operation("test", "/Credentials/0", value={"Value": "x"}),
        operation("test", "/Credentials", value=[]),
        operation("test", "", value={}),
        operation("add", "/Credentials/0/Value", value=[HUNTER]),
        operation("add", "/Credentials/-", value={"Value": {"x": HUNTER}}),
        operation("replace", "/Credentials", value=[{"Value": [HUNTER]}]),
        operation("add", "/Credentials/0/value", value=[HUNTER]),
        operation("remove", "/Credentials/0/Value/x"),
        operation("copy", "/Rank", **{"from": "/Credentials/0/Value"}),
        operation("move", "/Rank", **{"from": "/Credentials/0/Value"}),
        operation("move", "/Lastlogin", **{"from": "/Credentials/0/Value"}),
        operation("copy", "/Rank", **{"from": "/Credentials/0"}),
        operation("copy", "/CustomFields", **{"from": "/Credentials/0"}),
        operation("copy", "/OtherGroups", **{"from": "/Credentials"}),
    ):
        quiet(lambda members=members: so.JsonPatch([members]).apply(user))  # type: ignore[misc]  # mypy infers no type for the default of a lambda
    assert so.encode(user).count(HUNTER.encode()) == 1


def test_a_broken_patch_is_not_quoted() -> None:
    for body in (
        f'[{{"op":"add","path":"/Pin","value":"{HUNTER}"',
        f'{{"Pin":"{HUNTER}",}}',
        f'{{"Pin":{HUNTER}}}',
    ):
        for kind in (so.JsonPatch, so.MergePatch):
            error = refused(lambda kind=kind, body=body: kind.decode(body), so.InvalidPatch)  # type: ignore[misc]  # mypy infers no type for the default of a lambda
            assert "hunter2" not in told(error)


def test_the_repr_of_a_patch_shows_no_values_and_stays_short() -> None:
    operations = [
        operation("add", "/Pin", value=HUNTER),
        operation("replace", "/Pins", value={"a": HUNTER}),
        operation("test", "/OldPins/0", value=[HUNTER]),
        operation("add", "/Key", value=Vault(name=HUNTER)),
    ]
    patch = so.JsonPatch(operations)
    assert "hunter2" not in repr(patch) + str(patch) + repr([*patch]) + repr(patch.operations)
    assert "/Pin" in repr(patch)
    merge = so.MergePatch({"Pin": HUNTER, "Inner": {"Pin": HUNTER, "OldPins": [HUNTER]}, "Name": None})
    assert "hunter2" not in repr(merge) + str(merge)
    assert "/Inner/Pin" in repr(merge)
    assert "hunter2" not in repr(so.MergePatch(HUNTER)) + repr(so.MergePatch([HUNTER]))
    many = so.JsonPatch([operation("add", f"/a{n}", value=n) for n in range(10_000)])
    assert len(repr(many)) < 2_000
    assert len(repr(so.MergePatch({f"a{n}": n for n in range(10_000)}))) < 2_000


def test_nothing_is_half_done_when_a_limit_is_met() -> None:
    vault = so.decode(json.dumps(VAULT), Vault)
    before = copy.deepcopy(vault)
    changes = [
        operation("remove", "/Pin"),
        operation("add", "/Key/Own", value=[]),
        operation("move", "/Inner/Name", **{"from": "/Pins/Rank"}),
    ]
    limits = so.Limits(copied=2_000, depth=50)
    for last in (
        [operation("copy", "/Own", **{"from": ""})] * 40,
        grown_by_adding(200)[:127],
        [operation("add", "/Own", value=nested(60))],
    ):
        patch = so.JsonPatch([*changes, *last])
        error = refused(lambda patch=patch: patch.apply(vault, limits=limits), so.LimitExceeded)  # type: ignore[misc]  # mypy infers no type for the default of a lambda
        assert "hunter2" not in told(error)
        assert so.identical(vault, before)
