"""The names that stand on `so_carriers`: complete, sorted, documented, and loaded on first use."""

from __future__ import annotations

import ast
import importlib
import inspect
import itertools
import pkgutil
import subprocess
import sys
import textwrap
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import so_carriers as so
from so_carriers import carriers

ROOT = Path(str(so.__file__))
PROMISED = {
    *("decode", "encode", "identical", "is_absent", "set_absent", "unknown_members", "engine", "carrier"),
    *("member", "Accept", "MediaType", "MediaRange", "Negotiator", "Choice", "default_negotiator"),
    *("CodecRegistry", "default_registry", "Dialect", "Limits", "DateTime", "Int32", "int32", "WireEnum"),
    *("WireFlag", "NumberToken", "SoCarriersError", "InvalidDefinition", "InvalidValue", "DecodeError"),
    *(
        "engine_counts",
        "EngineMissing",
        "EncodeError",
        "LimitExceeded",
        "NegotiationError",
        "NotAcceptable",
        "UnsupportedMediaType",
        "User",
    ),
    *("CustomFields", "FieldProperties", "CreateExternalUserRequest", "UserType", "ETableRight"),
}
EACH_NAME = pytest.mark.parametrize("name", so.__all__)


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        env={"PYTHONPATH": str(ROOT.parents[1]), "SO_CARRIERS_ENGINE": so.engine()},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def carrier_modules() -> list[ModuleType]:
    found = pkgutil.walk_packages(carriers.__path__, f"{carriers.__name__}.")
    return [importlib.import_module(module.name) for module in found]


def own_names(module: ModuleType) -> list[str]:
    """The public classes and functions that a module itself makes."""
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and (isinstance(value, type) or inspect.isfunction(value))
        and value.__module__ == module.__name__
    ]


def checker_imports() -> dict[str, str]:
    """Each name that a checker sees in the root, with the module that it is imported from."""
    (guarded,) = (
        node
        for node in ast.parse(ROOT.read_text(encoding="utf-8")).body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    imports = {}
    for statement in guarded.body:
        assert isinstance(statement, ast.ImportFrom)
        for alias in statement.names:
            assert alias.asname == alias.name, "without `as` a checker takes it for private"
            imports[alias.name] = str(statement.module)
    return imports


def text_of(name: str) -> str:
    """The docstring of a public name; that of a value stands below its assignment."""
    value = getattr(so, name)
    if isinstance(value, type) or inspect.isfunction(value) or hasattr(value, "__wrapped__"):
        return str(value.__doc__)
    module = importlib.import_module(checker_imports()[name])
    body = ast.parse(inspect.getsource(module)).body
    for statement, following in itertools.pairwise(body):
        if isinstance(statement, ast.Assign | ast.AnnAssign) and name in ast.unparse(statement).split(" ")[0]:
            assert isinstance(following, ast.Expr)
            return str(ast.literal_eval(following.value))
    raise AssertionError(f"{name} is assigned nowhere")


def test_the_list_of_names_is_sorted_and_holds_each_once() -> None:
    assert so.__all__ == sorted(set(so.__all__))


def test_the_list_holds_what_is_promised() -> None:
    assert PROMISED - {*so.__all__} == set()


def test_the_list_holds_every_carrier_enum_and_dictionary() -> None:
    made = [name for module in carrier_modules() for name in own_names(module)]
    assert len(made) >= 36 + 2 + 11 + 76
    assert sorted(name for name in made if name not in so.__all__) == []


def test_the_list_holds_every_error() -> None:
    errors = importlib.import_module("so_carriers.errors")
    public = [name for name in own_names(errors) if isinstance(getattr(errors, name), type)]
    assert {*public} - {*so.__all__} <= {"MemberError"}


@EACH_NAME
def test_each_name_is_that_of_the_object_in_its_module(name: str) -> None:
    value = getattr(so, name)
    assert value is getattr(importlib.import_module(checker_imports()[name]), name)
    if isinstance(value, type) or inspect.isfunction(value):
        assert value.__name__ == name
        assert value.__module__ == checker_imports()[name]


def test_checkers_see_the_names_that_are_loaded_and_no_others() -> None:
    assert sorted(checker_imports()) == so.__all__


@EACH_NAME
def test_each_name_is_documented_by_a_sentence(name: str) -> None:
    first = text_of(name).strip().partition("\n\n")[0].replace("\n", " ")
    assert first != "None"
    assert first[0].isupper()
    assert first.endswith((".", ":"))
    assert len(first.split()) >= 3
    assert not first.startswith(f"{name}(")


@EACH_NAME
def test_each_public_attribute_of_a_class_is_documented(name: str) -> None:
    value = getattr(so, name)
    if isinstance(value, type):
        for attribute, member in vars(value).items():
            function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
            if not attribute.startswith("_") and inspect.isfunction(function):
                assert function.__doc__, f"{name}.{attribute}"


def test_dir_lists_every_name_once() -> None:
    for name in ("User", "decode"):
        assert getattr(so, name)
    listed = dir(so)
    assert {*so.__all__} <= {*listed}
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("name", ["Nothing", "user", "_User", "__wrapped__", "annotations_"])
def test_an_unknown_name_is_an_attribute_error_that_names_it(name: str) -> None:
    assert not hasattr(so, name)
    with pytest.raises(AttributeError, match=f"so_carriers.*{name}"):
        getattr(so, name)


def test_an_unknown_name_cannot_be_imported() -> None:
    with pytest.raises(ImportError, match="Nothing"):
        exec("from so_carriers import Nothing")


def test_a_star_import_gives_every_name() -> None:
    names: dict[str, Any] = {}
    exec("from so_carriers import *", names)
    assert {*names} - {"__builtins__"} == {*so.__all__}
    assert names["User"] is so.User


def test_the_import_loads_no_module_of_the_library_and_no_heavy_one() -> None:
    loaded = run(
        """
        import sys
        before = {*sys.modules}
        import so_carriers
        print(*{*sys.modules} - before)
        """
    ).split()
    assert "so_carriers" in loaded
    assert [name for name in loaded if name.startswith("so_carriers.")] == []
    heavy = {"orjson", "lxml", "typing_extensions", "dataclasses", "inspect", "json", "datetime"}
    assert heavy & {*loaded} == set()


def test_decoding_json_loads_neither_lxml_nor_carriers_that_it_does_not_need() -> None:
    loaded = run(
        """
        import sys
        import so_carriers as so
        so.decode(b"{}", so.TableRight)
        print(*sys.modules)
        """
    ).split()
    assert "orjson" in loaded
    assert not {"lxml", "typer", "rich", "typing_extensions"} & {*loaded}
    assert [name for name in loaded if name.startswith("so_carriers.carriers.")] == [
        "so_carriers.carriers.table_right"
    ]


def test_names_can_be_loaded_in_any_order() -> None:
    for names in ("so.__all__", "reversed(so.__all__)"):
        assert run(f"import so_carriers as so\nprint(len([getattr(so, name) for name in {names}]))") == (
            f"{len(so.__all__)}\n"
        )


def test_the_package_says_that_it_is_typed() -> None:
    assert (ROOT.parent / "py.typed").is_file()
    assert so.__doc__


def test_the_engine_says_its_name() -> None:
    assert so.engine() in {"native", "python"}
