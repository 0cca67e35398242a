"""Which engine serves, what it says where none can, and what the native one says of what it declined."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import so_carriers as so
from tests.conftest import needs_native

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCES = REPOSITORY / "src/so_carriers/engines/native/source"
PAGE = REPOSITORY / "docs/engines.md"

NOT_BUILT = """
import sys
sys.modules["so_carriers.engines.native._native"] = None
"""
BROKEN = """
import sys
from importlib.machinery import ModuleSpec

class Broken:
    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(name, self) if name.endswith(".native._native") else None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        raise ImportError("undefined symbol: PyUnobtainable_New")

sys.meta_path.insert(0, Broken())
"""
SAYS_ITS_NAME = "import so_carriers as so; print(so.engine())"
ONE_BODY = "import so_carriers as so; print(so.encode(so.decode(b'{\"Id\":1}', so.Role)), so.engine_counts())"


def run(code: str, engine: str | None = None) -> subprocess.CompletedProcess[str]:
    """Runs code in a fresh interpreter, with that engine chosen or none."""
    environment = {name: value for name, value in os.environ.items() if name != "SO_CARRIERS_ENGINE"}
    if engine is not None:
        environment["SO_CARRIERS_ENGINE"] = engine
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(code)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def said(code: str, engine: str | None = None) -> str:
    """What code prints that has to run without a word of complaint."""
    ran = run(code, engine)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout.strip()


def refusal(code: str, engine: str) -> str:
    """The whole of what code that has to fail says on its way out."""
    ran = run(code, engine)
    assert ran.returncode == 1
    return ran.stderr


def declared_reasons() -> list[str]:
    """The reasons to decline, as the native engine's table has them."""
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCES.glob("*.c"))
    table = re.search(r"REASONS\[DECLINE_COUNT\] = \{(.*?)\};", source, re.DOTALL)
    assert table
    served, *reasons = re.findall(r'\[[A-Z_]+\] = "([^"]+)"', table[1])
    assert served == "served"
    return reasons


def documented_reasons() -> list[str]:
    """The reasons that the page lists, in the table with the heading `reason`."""
    table = PAGE.read_text(encoding="utf-8").partition("| reason |")[2].partition("\n\n")[0]
    return re.findall(r"^\| `([^`]+)` \|", table, flags=re.MULTILINE)


# --- which one serves


def test_python_is_chosen_by_name() -> None:
    assert said(SAYS_ITS_NAME, "python") == "python"


@needs_native
@pytest.mark.parametrize("engine", [None, "", "native"])
def test_the_native_engine_serves_where_it_was_built(engine: str | None) -> None:
    assert said(SAYS_ITS_NAME, engine) == "native"


@pytest.mark.parametrize("engine", [None, "", "python"])
def test_without_the_native_engine_the_reference_engine_serves_and_says_nothing(engine: str | None) -> None:
    assert said(NOT_BUILT + SAYS_ITS_NAME, engine) == "python"
    assert said(NOT_BUILT + ONE_BODY, engine) == "b'{\"Id\":1}' {}"


def test_the_variable_is_read_once() -> None:
    changes = 'import os; os.environ["SO_CARRIERS_ENGINE"] = "other"'
    assert said(f"{SAYS_ITS_NAME}; {changes}; print(so.engine())", "python") == "python\npython"


@pytest.mark.parametrize("use", [SAYS_ITS_NAME, ONE_BODY, "import so_carriers as so; so.engine_counts()"])
def test_an_engine_that_was_not_built_is_an_error_of_one_traceback(use: str) -> None:
    message = refusal(NOT_BUILT + use, "native")
    assert message.count("Traceback") == 1
    assert message.splitlines()[-1] == (
        "so_carriers.errors.EngineMissing: SO_CARRIERS_ENGINE is native, but the native engine was not built:"
        " install the library where a C compiler is, or unset the variable"
    )


def test_an_engine_that_cannot_be_loaded_is_an_error_that_says_why() -> None:
    assert refusal(BROKEN + SAYS_ITS_NAME, "native").splitlines()[-1] == (
        "so_carriers.errors.EngineMissing: SO_CARRIERS_ENGINE is native, but the native engine cannot be"
        " loaded: undefined symbol: PyUnobtainable_New"
    )


def test_an_engine_that_cannot_be_loaded_is_warned_of_where_none_was_chosen() -> None:
    with_warnings = 'import warnings; warnings.simplefilter("always")\n'
    ran = run(BROKEN + with_warnings + ONE_BODY)
    assert (ran.returncode, ran.stdout) == (0, "b'{\"Id\":1}' {}\n")
    assert ran.stderr.count("RuntimeWarning") == 1
    assert "cannot be loaded, so the reference engine serves: undefined symbol" in ran.stderr
    assert said(BROKEN + ONE_BODY, "python") == "b'{\"Id\":1}' {}"


@pytest.mark.parametrize("engine", ["other", "Native", "native ", "c" * 100_000])
def test_an_engine_of_another_name_is_an_error_that_quotes_it(engine: str) -> None:
    message = refusal(SAYS_ITS_NAME, engine)
    assert message.count("Traceback") == 1
    assert re.search(r"EngineMissing: SO_CARRIERS_ENGINE: expected native or python, found ", message)
    assert engine[:5] in message
    assert len(message.splitlines()[-1]) < 200


def test_a_missing_engine_is_an_import_error_and_no_fault_of_the_peer() -> None:
    assert issubclass(so.EngineMissing, ImportError)
    assert so.EngineMissing.status == 500


# --- what it counted

COUNTS = """
import json, sys
import so_carriers as so

@so.carrier
class Own:
    numbers: list[int] = so.member("Numbers", default_factory=lambda: [1])

JSON = "application/json"
for asked, body, media_type, options in [
    (so.Role, b'{"Id":1}', JSON, {}),
    (so.Role, b'{"Id":1', JSON, {}),
    (so.Role, b'{"X":[[[]]]}', JSON, {"limits": so.Limits(depth=2)}),
    (so.Role, b'{"X":1,"Y":2,"Z":3}', JSON, {"limits": so.Limits(members=2)}),
    (so.Role, b'{"Id":1,"Id":2}', JSON, {}),
    (so.Role, b'{"Id":"1"}', JSON, {}),
    (so.Role, b'{"Id":1.0}', JSON, {}),
    (so.Role, b'<?word?><Role><Id>1</Id></Role>', "text/xml", {}),
    (so.Role, b'{"Id":2147483648}', JSON, {}),
    (so.Role, b'{"Value":"\\xff"}', JSON, {}),
    (Own, b'{}', JSON, {}),
]:
    before = so.engine_counts()
    try:
        so.decode(body, asked, media_type, **options)
    except so.SoCarriersError:
        pass
    after = so.engine_counts()
    print(json.dumps({name: count - before.get(name, 0) for name, count in after.items()}))
"""


@needs_native
def test_each_reason_to_decline_is_counted_by_its_name() -> None:
    changes = [json.loads(line) for line in said(COUNTS, "native").splitlines()]
    raised = [{name: by for name, by in change.items() if by} for change in changes]
    assert raised == [{name: 1} for name in ["served", *declared_reasons()]]


@needs_native
def test_what_is_written_is_counted_too() -> None:
    assert said(ONE_BODY, "native") == "b'{\"Id\":1}' {'served': 2}"


def test_the_reference_engine_counts_nothing() -> None:
    assert {*said(COUNTS, "python").splitlines()} == {"{}"}


@needs_native
def test_the_counts_are_a_copy() -> None:
    edits = 'so.engine_counts().clear(); so.engine_counts()["served"] = 0; print(so.engine_counts())'
    assert said(f"{ONE_BODY}; {edits}", "native").splitlines()[-1] == "{'served': 2}"


def test_the_page_lists_the_reasons_that_there_are() -> None:
    assert documented_reasons() == declared_reasons()


@needs_native
def test_the_page_shows_what_is_counted() -> None:
    shown = re.search(
        r"```sh\nSO_CARRIERS_ENGINE=native python -c '\n(.+?)'\n```\n\n```text\n(.+?)\n```",
        PAGE.read_text(encoding="utf-8"),
        re.DOTALL,
    )
    assert shown
    assert said(shown[1], "native") == shown[2]


@pytest.mark.parametrize("engine", ["python", pytest.param("native", marks=needs_native)])
def test_what_is_declined_has_the_result_and_the_error_of_the_reference_engine(engine: str) -> None:
    code = """
        import so_carriers as so
        role = so.decode(b'{"Id":1.0,"Id":"2","X":[1.50]}', so.Role)
        print(role.id, so.encode(role).decode())
        try:
            so.decode(b'{"Id":{}}', so.Role)
        except so.DecodeError as error:
            print(error)
        """
    assert said(code, engine).splitlines() == [
        '2 {"Id":"2","X":[1.50]}',
        "$.Id: expected an integer from -2147483648 to 2147483647, found an object",
    ]
