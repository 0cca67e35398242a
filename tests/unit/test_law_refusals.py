"""What a codec may refuse, and what it may lose: a law that lets it do as it likes finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import so_carriers as so
from so_carriers.testing import samples
from so_carriers.testing.laws import (
    assert_body_comes_back,
    assert_formats_agree,
    assert_patch_law,
    assert_round_trips,
)

JSON, XML, FORM = "application/json", "application/xml", "application/x-www-form-urlencoded"


def refusing(path: str) -> Callable[..., bytes]:
    """Encoding that refuses everything, and names one place."""

    def encode(*_: Any, **__: Any) -> bytes:
        error = so.EncodeError("something else")
        for step in reversed(path.split(".")[1:]):
            error.within(step)
        raise error

    return encode


def losing(*losses: tuple[str, str], body: bytes) -> Callable[..., bytes]:
    """Encoding that says what it loses, and writes a body all the same."""

    def encode(*_: Any, allow_loss: bool = False, **__: Any) -> bytes:
        if not allow_loss:
            raise so.LossyEncoding("this format", losses)
        return body

    return encode


@pytest.mark.parametrize("media_type", [JSON, "text/json", XML, FORM])
@pytest.mark.parametrize("path", ["$", "$.Value", "$.Nothing"])
def test_what_can_be_said_may_not_be_refused(media_type: str, path: str) -> None:
    role = so.Role(value="a", tooltip="b")
    with pytest.raises(AssertionError, match="refuses the value"):
        assert_round_trips(role, media_type, encode=refusing(path))
    with pytest.raises(AssertionError, match="refuses the value"):
        assert_formats_agree(role, encode=refusing(path))
    assert_round_trips(role, media_type, encode=refusing(path), allow_refusal=True)


@pytest.mark.parametrize(
    ("value", "path"),
    [
        (so.Role(value="\ud800"), "$.Value"),
        (so.User(rank="x"), "$.Rank"),  # type: ignore[arg-type]  # the mistake
        (so.User(rank=2**40), "$.Rank"),
        (so.User(role=so.User()), "$.Role"),  # type: ignore[arg-type]  # the mistake
        (so.User(custom_fields=so.CustomFields({"\udfff": "a"})), "$.CustomFields"),
        (so.User(credentials=[so.Credential(display_value="\ud800")]), "$.Credentials[0].DisplayValue"),
    ],
)
def test_what_no_body_can_say_may_be(value: Any, path: str) -> None:
    for media_type in (JSON, XML):
        assert_round_trips(value, media_type)
    assert_formats_agree(value)
    with pytest.raises(AssertionError, match="refuses the value"):
        assert_round_trips(value, encode=refusing("$.Type"))
    with pytest.raises(so.EncodeError) as refusal:
        so.encode(value)
    assert refusal.value.path == path


def test_xml_may_refuse_the_characters_that_it_does_not_have() -> None:
    role = so.Role(value="\x01", tooltip="a")
    assert_round_trips(role, XML)
    for media_type, path in ((XML, "$.Tooltip"), (JSON, "$.Value")):
        with pytest.raises(AssertionError, match="though it can say what stands there"):
            assert_round_trips(role, media_type, encode=refusing(path))


def test_a_form_may_refuse_what_is_no_object() -> None:
    for value in ([so.Role()], 5, {"a": so.Role()}):
        assert_round_trips(value, FORM)


def test_json_may_lose_nothing() -> None:
    encode = losing(("$.Value", "null"), body=b"{}")
    with pytest.raises(AssertionError, match="all of which JSON can say"):
        assert_round_trips(so.Role(), encode=encode)
    with pytest.raises(AssertionError, match="all of which JSON can say"):
        assert_body_comes_back("{}", so.Role, encode=encode)


@pytest.mark.parametrize("media_type", [XML, FORM])
@pytest.mark.parametrize(
    ("losses", "body"),
    [
        ([("$", "null")], {FORM: b"", XML: b"<Role/>"}),
        ([("$", "everything")], {FORM: b"", XML: b"<Role><Id>1</Id><Value>a</Value></Role>"}),
        ([("$.Value", "null")], {FORM: b"Id=1", XML: b"<Role><Value>a</Value></Role>"}),
        ([("$.Rank", "its value")], {FORM: b"Id=1&Value=a", XML: b"<Role><Id>1</Id><Value>a</Value></Role>"}),
    ],
)
def test_a_loss_is_named_where_something_is_lost_and_nowhere_else(
    media_type: str, losses: list[tuple[str, str]], body: dict[str, bytes]
) -> None:
    role = so.decode('{"Id":1,"Value":"a"}', so.Role)
    if media_type == XML and losses == [("$", "null")]:
        pytest.skip("in formats that are not ours a loss of the whole is believed")
    with pytest.raises(AssertionError, match="loses what it does not name"):
        assert_round_trips(role, media_type, encode=losing(*losses, body=body[media_type]))


def test_a_format_that_loses_more_than_it_names_is_found_whatever_it_is_called() -> None:
    role = so.decode('{"Id":1,"Value":"a","X":1}', so.Role)
    assert_round_trips(
        role, XML, encode=losing(("$.X", "a number"), body=b"<Role><Id>1</Id><Value>a</Value></Role>")
    )
    with pytest.raises(AssertionError, match=r"at \$\.Value"):
        assert_round_trips(role, XML, encode=losing(("$.X", "a number"), body=b"<Role><Id>1</Id></Role>"))


def patching(*losses: tuple[str, str]) -> Callable[..., Any]:
    def diff(*_: Any, allow_loss: bool = False, **__: Any) -> Any:
        if not allow_loss:
            raise so.LossyEncoding("a patch", losses)
        return {}

    return diff


@pytest.mark.parametrize("path", ["$", "$.Rank"])
def test_a_patch_may_not_lose_what_it_can_say(path: str) -> None:
    users = samples.users(2)
    with pytest.raises(AssertionError, match="names a loss where it can say all"):
        assert_patch_law(*users, diff=patching((path, "null")), kinds=[so.MergePatch])
    with pytest.raises(AssertionError, match="a JSON Patch can say everything"):
        assert_patch_law(*users, diff=patching((path, "null")), kinds=[so.JsonPatch])


def test_laws_refuse_to_compare_nothing() -> None:
    for media_types in ((), (JSON,)):
        with pytest.raises(ValueError, match="two media_types or more"):
            assert_formats_agree(so.Role(), media_types=media_types)
    with pytest.raises(ValueError, match="no kinds of patches"):
        assert_patch_law(so.Role(), so.Role(), kinds=())


# --- what others wrote


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("utf-16", "utf-16"), ("utf-16", "utf-16-le"), ("UTF-8", "utf-8-sig"), ("iso-8859-1", "latin-1")],
)
def test_a_body_comes_back_in_whatever_charset_it_is_read(charset: str, codec: str) -> None:
    body = '{"Name":"\xe9","Rank" : 1.0}'.encode(codec)
    assert_body_comes_back(body, so.User, f"application/json; charset={charset}")
    with pytest.raises(AssertionError, match=r"at \$\.Rank"):
        assert_body_comes_back(
            body,
            so.User,
            f"application/json; charset={charset}",
            encode=lambda value, media_type, **options: so.encode(value, media_type, **options).replace(
                b"1.0", b"1"
            ),
        )


def test_a_body_of_xml_comes_back_in_its_charset() -> None:
    body = "<Role><Value>\xe9</Value></Role>".encode("latin-1")
    assert_body_comes_back(body, so.Role, "text/xml; charset=iso-8859-1")


def test_what_cannot_be_read_breaks_the_law_with_its_path_and_body() -> None:
    with pytest.raises(AssertionError, match=r"cannot be read(.|\n)*\$\.Id(.|\n)*body: ..Id.:true"):
        assert_body_comes_back('{"Id":true}', so.Role)

    def decode(*_: Any, **__: Any) -> Any:
        raise so.DecodeError("something else")

    for law in (assert_round_trips, assert_formats_agree):
        with pytest.raises(AssertionError, match="cannot be read"):
            law(so.Role(), decode=decode)
