"""Forms that are made to hurt: refused or read in bounded time and memory, with errors fit for a log."""

from __future__ import annotations

import gc
import tracemalloc

import pytest

import so_carriers as so
from tests.hostile.bounded_work import within

FORM = "application/x-www-form-urlencoded"
MEGABYTE = 1_000_000
LONG = 3 * MEGABYTE


@so.carrier
class Item:
    id: so.int32 = so.member("Id", default=0)
    name: str | None = so.member("Name", default=None)
    inner: Item | None = so.member("Inner", default=None)
    ids: list[so.int32] | None = so.member("Ids", default=None)
    items: list[Item] | None = so.member("Items", default=None)
    by_key: dict[str, str] | None = so.member("ByKey", default=None)


def refusal_of(form: bytes) -> so.SoCarriersError | None:
    """The error of ours that reading it raises, if any; no other may be raised."""
    try:
        so.decode(form, Item, FORM)
    except so.SoCarriersError as error:
        return error
    return None


@pytest.mark.parametrize(
    "text",
    [
        "x" * LONG,
        "=" * LONG,
        "+" * LONG,
        "%" * LONG,
        "%41" * (LONG // 3),
        "%41a" * (LONG // 4),
        "%%41" * (LONG // 4),
    ],
    ids=lambda text: text[:4],
)
def test_one_very_long_value_is_read_and_written_in_proportion(text: str) -> None:
    limits = so.Limits(body=4 * LONG)
    with within(5):
        item = so.decode(f"Name={text}".encode(), Item, FORM)
        assert so.identical(so.decode(so.encode(item, FORM, limits=limits), Item, FORM, limits=limits), item)


@pytest.mark.parametrize(
    "octet", [b"&", b"[", b"]", b".", b"a[", b"a[]", b"[a", b".a", b"a.", b"%5B", b"a=&", b"[0]"]
)
def test_nothing_but_one_piece_repeated_is_read_or_refused_at_once(octet: bytes) -> None:
    body = octet * (LONG // len(octet))
    for form in (body, b"Name" + body, b"Inner" + body + b"=1", b"Items[" + body, b"X" + body):
        with within(5):
            error = refusal_of(form)
        assert error is None or len(str(error)) < 400


@pytest.mark.parametrize(
    "index", ["999999999", "18446744073709551616", "9" * 100_000, "1" + "0" * 20], ids=lambda index: index[:9]
)
@pytest.mark.parametrize("name", ["Ids[{}]", "Items[{}].Id", "ByKey[{}].Key", "X[{}]", "Items[0].X[{}]"])
def test_a_huge_index_makes_no_list(index: str, name: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(so.DecodeError) as caught:
            so.decode(f"{name.format(index)}=1", Item, FORM)
        assert tracemalloc.get_traced_memory()[1] < 2 * MEGABYTE
    finally:
        tracemalloc.stop()
    assert caught.value.expected == "the index 0 next"
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize("name", ["Inner", "X"])
@pytest.mark.parametrize("step", [".Inner", "[Inner]", "[0]", "[x].Value"])
def test_a_name_of_any_depth_is_refused_at_once(name: str, step: str) -> None:
    for times in (128, 1_000, 100_000):
        with within(1), pytest.raises((so.LimitExceeded, so.DecodeError)) as caught:
            so.decode(f"{name}{step * times}=1", Item, FORM)
        assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("form", "depth"),
    [
        ("Id=1", 1),
        ("Inner.Id=1", 2),
        ("Inner.Inner.Id=1", 3),
        ("Items[0].Id=1", 3),
        ("Ids[0]=1", 2),
        ("Ids=1", 2),
        ("ByKey[0].Key=a&ByKey[0].Value=b", 2),
        ("ByKey[a]=b", 2),
        ("X[0].a[0]=1", 4),
        ("X=1&X=2", 2),
        ("Inner.X.a.b=1", 4),
    ],
)
def test_depth_is_counted_as_in_json(form: str, depth: int) -> None:
    item = so.decode(form, Item, FORM, limits=so.Limits(depth=depth))
    assert so.identical(so.decode(so.encode(item), Item, limits=so.Limits(depth=depth)), item)
    assert so.encode(item, FORM, limits=so.Limits(depth=depth))
    if depth > 1:
        limits = so.Limits(depth=depth - 1)
        with pytest.raises(so.LimitExceeded) as caught:
            so.decode(form, Item, FORM, limits=limits)
        assert caught.value.limit == "depth"
        with pytest.raises(so.LimitExceeded):
            so.encode(item, FORM, limits=limits)


@pytest.mark.parametrize("step", [".Inner", ".x", "[0]"])
def test_the_deepest_forms_that_limits_allow_are_read_and_written(step: str) -> None:
    limits = so.Limits(depth=200)
    name = "X" if step != ".Inner" else "Inner"
    form = f"{name}{step * 198}.Name=a".encode()
    body = so.encode(so.decode(form, Item, FORM, limits=limits), FORM, limits=limits)
    assert body.replace(b"%5B0%5D", b"[0]") == form


def test_pairs_and_members_are_limited_both_ways() -> None:
    form = "Id=1&Name=a&X=b"
    item = so.decode(form, Item, FORM, limits=so.Limits(pairs=3, members=3))
    assert so.encode(item, FORM, limits=so.Limits(pairs=3, members=3)) == form.encode()
    for limits in (so.Limits(pairs=2), so.Limits(members=2)):
        with pytest.raises(so.LimitExceeded):
            so.decode(form, Item, FORM, limits=limits)
        with pytest.raises(so.LimitExceeded):
            so.encode(item, FORM, limits=limits)
    with pytest.raises(so.LimitExceeded) as caught:
        so.encode(item, FORM, limits=so.Limits(body=len(form) - 1))
    assert caught.value.limit == "body"
    with pytest.raises(so.LimitExceeded):
        so.decode("a=1&b=2", dict[str, so.Int32], FORM, limits=so.Limits(members=1))
    with pytest.raises(so.LimitExceeded):
        so.encode({"a": 1, "b": 2}, FORM, limits=so.Limits(members=1))
    assert so.decode("Ids=1&Ids=2", Item, FORM, limits=so.Limits(members=1)).ids == [1, 2]


@so.carrier
class Simple:
    id: so.int32 = so.member("Id", default=0)
    name: str = so.member("Name", default="")


def test_the_shortest_way_keeps_to_the_limits_too() -> None:
    form, simple = b"Id=1&Name=a", Simple(id=1, name="a")
    for limits in (so.Limits(pairs=1), so.Limits(members=1), so.Limits(body=10)):
        with pytest.raises(so.LimitExceeded):
            so.decode(form, Simple, FORM, limits=limits)
        with pytest.raises(so.LimitExceeded):
            so.encode(simple, FORM, limits=limits)


MANY = {
    "unknown names": [f"k{i}=1" for i in range(10_000)],
    "one unknown name": ["X=1"] * 10_000,
    "items backwards": [f"Items[{i}].Id=1" for i in reversed(range(10_000))],
    "entries": [pair for i in range(5_000) for pair in (f"ByKey[{i}].Key=k{i}", f"ByKey[{i}].Value=v")],
    "spellings of one name": [
        "".join(c.upper() if i >> j & 1 else c for j, c in enumerate("inner" * 3)) + "="
        for i in range(10_000)
    ],
    "one deep branch": [f"X{'.a' * 100}.b{i}=1" for i in range(10_000)],
    "many deep branches": [f"k{i}{'.a' * 100}=1" for i in range(1_000)],
}


@pytest.mark.parametrize("pairs", MANY.values(), ids=MANY)
def test_very_many_pairs_take_time_in_proportion(pairs: list[str]) -> None:
    with within(20):
        item = so.decode("&".join(pairs), Item, FORM)
        assert so.identical(so.decode(so.encode(item, FORM), Item, FORM), item)


@pytest.mark.parametrize(
    "text", ["%1b31m", "%0d%0aSet-Cookie:+a", "\u202eabc", "%00", "\u2028", '"}, found "']
)
def test_nothing_of_a_form_breaks_the_line_of_a_log(text: str) -> None:
    for form in (
        f"Id={text}",
        f"Inner.{text}[1]={text}",
        f"ByKey[{text}].a={text * 50}",
        f"X{text}[",
        f"{text}=1&{text}.a=1",
    ):
        with pytest.raises(so.DecodeError) as caught:
            so.decode(form, Item, FORM)
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 400


def test_names_and_values_of_many_forms_are_not_kept_for_ever() -> None:
    def read_and_forget(start: int) -> int:
        tracemalloc.start()
        try:
            for i in range(start, start + 1_100):
                so.encode(so.decode(f"k{i}.a=v{i}&id={i}&Inner.q{i}[0]=w{i}", Item, FORM), FORM)
            gc.collect()
            return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()

    read_and_forget(0)
    assert read_and_forget(1_100) < MEGABYTE // 5
