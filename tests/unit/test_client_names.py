"""What `so_carriers.client` has, and what it says without its extra."""

from __future__ import annotations

import subprocess
import sys

import pytest

import so_carriers.client as package

WITHOUT = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "{library}":
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Missing())
from so_carriers.client import Basic, NotFound, Call, user_calls  # all that needs no library
try:
    from so_carriers.client import {name}
except ImportError as error:
    print(error)
"""


@pytest.mark.parametrize("name", package.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(package, name) is not None
    assert name in dir(package)


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute"):
        _ = package.NoSuchClient


@pytest.mark.parametrize("library", ["httpx2", "anyio"])
@pytest.mark.parametrize("name", ["Client", "AsyncClient"])
def test_without_its_extra_it_says_what_to_install(library: str, name: str) -> None:
    code = WITHOUT.format(library=library, name=name)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == (
        f"so_carriers.client.{name} needs {library}; install it with: pip install so-carriers[client]\n"
    )


def test_the_library_itself_loads_no_client() -> None:
    code = "import sys, so_carriers as so; so.User(); print('httpx2' in sys.modules, 'anyio' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "False False\n"
