"""The house has floors: a module imports only from its own floor and from those below it.

All of this is read from the sources, nothing is imported. An import under TYPE_CHECKING counts
like any other: what a module must know to be checked, it must know.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
ROOT = "so_carriers"
PUBLIC_PACKAGES = {ROOT, "so_carriers.client", "so_carriers.testing"}

# From the ground up. A name stands for the module, or for everything in the package.
FLOORS = [
    "so_carriers.errors",
    "so_carriers.settings",
    "so_carriers.charsets",
    "so_carriers.media_types",
    "so_carriers.values",
    "so_carriers.encoded_values",
    "so_carriers.schema",
    "so_carriers.carriers",
    "so_carriers.engines",
    "so_carriers.schema_documents",
    "so_carriers.patches",
    "so_carriers.codecs",
    "so_carriers.registry",
    "so_carriers.negotiation",
    "so_carriers.defaults",
    "so_carriers.select",
    "so_carriers.localization",
    "so_carriers.messages",
    "so_carriers",  # the public names; only this one module, as each of the others has a floor of its own
    "so_carriers.client",
    "so_carriers.server",
    "so_carriers.testing",
    "so_carriers.cli",
]

# Each foreign library enters through one door: where it may be imported.
FOREIGN_LIBRARIES = {
    "anyio": ["so_carriers.client.client"],
    "argon2": ["so_carriers.server.passwords"],
    # The client's own, and what writes down what travels below it.
    "httpx2": ["so_carriers.client.client", "so_carriers.cli.exchanges.recording"],
    "hypothesis": ["so_carriers.testing"],
    "jsonpatch": ["so_carriers.patches.json_patch"],
    "lxml": ["so_carriers.engines.python"],
    "orjson": ["so_carriers.engines.python"],
    "rich": ["so_carriers.cli"],
    # The store, module by module: none of the rest of the server knows that there is SQL.
    "sqlalchemy": [
        "so_carriers.server.database",
        "so_carriers.server.logins",
        "so_carriers.server.store",
        "so_carriers.server.tables",
        "so_carriers.server.ticket_rows",
    ],
    "starlette": ["so_carriers.server"],
    "typer": ["so_carriers.cli"],
    "uvicorn": ["so_carriers.cli.serving"],
}

# Only the checkers read it: it may be imported under TYPE_CHECKING, and is not installed with the library.
CHECKERS_ONLY = {"typing_extensions"}

# Doors that open on first use, the only imports that stand inside functions:
#   jsonpatch, which only those need whose programs have its patches;
#   lxml, which is half of the time to import the library and which JSON does without;
#   Hypothesis where it calls us while it is being imported, and the strategies by type, which that is not
#   to load;
#   the commands, so that without typer and rich the entry point can say what to install;
#   what `fuzz`, `serve` and the last step of `demo` do, so that without Hypothesis or the extras `server` and
#   `client` they can say the same;
#   the native engine, which is there only where a C compiler was.
# The __getattr__ of the root, of so_carriers.client and of so_carriers.testing open one more each, by
# computed names: a module when one of its names is asked for.
LAZY_DOORS = {
    ("so_carriers.engines.python", "lxml"),
    ("so_carriers.engines.selection", "so_carriers.engines.native"),
    ("so_carriers.patches.json_patch", "jsonpatch"),
    ("so_carriers.testing.registration", "hypothesis"),
    ("so_carriers.testing.registration", "so_carriers.testing"),
    ("so_carriers.cli.main", "so_carriers.cli.app"),
    ("so_carriers.cli.fuzz_command", "so_carriers.cli.fuzzing.session"),
    ("so_carriers.cli.serve_command", "so_carriers.cli.serving"),
    ("so_carriers.cli.service_demonstration", "so_carriers.cli.exchanges"),
}

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module, and how it is imported."""

    importer: str
    target: str
    line: int
    lazy: bool
    """Inside a function or a class, or by a call of import_module."""
    checkers_only: bool
    """Under `if TYPE_CHECKING:`."""

    def __str__(self) -> str:
        return f"{self.importer}, line {self.line}: imports {self.target}"


def module_files() -> dict[str, Path]:
    files = {}
    for path in sorted((SOURCE / ROOT).rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return files


def is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def floor_of(module: str) -> int | None:
    homes = [floor for floor in FLOORS if module == floor or (floor != ROOT and is_within(module, floor))]
    return FLOORS.index(homes[0]) if homes else None


class ImportFinder(ast.NodeVisitor):
    """Collects the imports of one module, with the place that each stands in."""

    def __init__(self, module: str, modules: frozenset[str]) -> None:
        self.module = module
        self.modules = modules
        self.imports: list[Import] = []
        self.depth = 0
        self.checkers_only = False

    def add(self, node: ast.AST, target: str, *, lazy: bool = False) -> None:
        line = getattr(node, "lineno", 0)
        self.imports.append(Import(self.module, target, line, lazy or self.depth > 0, self.checkers_only))

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.add(node, alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        # A relative import keeps its dots, by which it is found.
        source = "." * node.level + (node.module or "")
        for alias in node.names:
            inner = f"{source}.{alias.name}"
            self.add(node, inner if inner in self.modules else source)

    def visit_Call(self, node: ast.Call) -> None:
        if ast.unparse(node.func) in {"__import__", "import_module", "importlib.import_module"}:
            match node.args:
                case [ast.Constant(value=str(name)), *_]:
                    self.add(node, name, lazy=True)
                case _:
                    self.add(node, f"<{ast.unparse(node)}>", lazy=True)
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        before = self.checkers_only
        self.checkers_only = before or ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}
        for statement in node.body:
            self.visit(statement)
        self.checkers_only = before
        for statement in node.orelse:
            self.visit(statement)

    def generic_visit(self, node: ast.AST) -> None:
        opens = isinstance(node, SCOPES)
        self.depth += opens
        super().generic_visit(node)
        self.depth -= opens


def find_imports() -> Iterator[Import]:
    modules = frozenset(MODULES)
    for module, path in MODULES.items():
        finder = ImportFinder(module, modules)
        finder.visit(ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))
        yield from finder.imports


MODULES = module_files()
IMPORTS = list(find_imports())
INNER = [found for found in IMPORTS if is_within(found.target, ROOT)]
OUTER = [found for found in IMPORTS if not is_within(found.target, ROOT)]


def report(broken: list[str]) -> None:
    if broken:
        pytest.fail("\n".join(broken), pytrace=False)


def is_computed(found: Import) -> bool:
    """Whether the name of the module is known at run time only."""
    return found.target.startswith("<")


def is_door(found: Import) -> bool:
    return any(is_within(found.importer, home) and is_within(found.target, to) for home, to in LAZY_DOORS)


def test_the_sources_are_found() -> None:
    assert "so_carriers.errors" in MODULES
    assert INNER


def test_every_module_has_a_floor() -> None:
    report([f"{module}: stands on no floor" for module in MODULES if floor_of(module) is None])


def test_every_floor_is_there() -> None:
    report([f"{floor}: there is no such module" for floor in FLOORS if floor not in MODULES])


def test_imports_go_down() -> None:
    broken = []
    for found in INNER:
        here, there = floor_of(found.importer), floor_of(found.target)
        if here is not None and there is not None and there > here:
            broken.append(f"{found}, which stands above it")
    report(broken)


def test_no_cycles() -> None:
    graph: dict[str, set[str]] = {module: set() for module in MODULES}
    for found in INNER:
        graph[found.importer].add(found.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle = error.args[1]
    else:
        return
    report([f"a cycle: {' is imported by '.join(cycle)}"])


def test_imports_stand_at_the_top() -> None:
    inside = [found for found in IMPORTS if found.lazy and not is_computed(found) and not is_door(found)]
    report([f"{found} inside a function or a class" for found in inside])


def test_only_packages_of_public_names_compute_the_name_of_a_module() -> None:
    report([str(found) for found in IMPORTS if is_computed(found) and found.importer not in PUBLIC_PACKAGES])


def test_packages_hold_nothing_but_a_docstring() -> None:
    broken = []
    for module, path in MODULES.items():
        if path.name != "__init__.py" or module in PUBLIC_PACKAGES:
            continue
        body = ast.parse(path.read_text(encoding="utf-8")).body
        if len(body) != 1 or ast.get_docstring(ast.Module(body, [])) is None:
            broken.append(f"{module}: its __init__.py holds more, or less, than a docstring")
    report(broken)


@pytest.mark.parametrize(
    ("importer", "target"),
    [
        ("so_carriers.carriers", "so_carriers.engines"),
        ("so_carriers.carriers", "so_carriers.codecs"),
        ("so_carriers.engines", "so_carriers.carriers"),
        ("so_carriers.codecs", "so_carriers.carriers"),
        ("so_carriers.schema_documents", "so_carriers.carriers"),
    ],
)
def test_carriers_know_no_format_and_formats_name_no_carrier(importer: str, target: str) -> None:
    crossing = [found for found in INNER if is_within(found.importer, importer)]
    report([str(found) for found in crossing if is_within(found.target, target)])


def test_relative_imports_are_not_used() -> None:
    report([str(found) for found in OUTER if found.target.startswith(".")])


def test_each_foreign_library_has_one_door() -> None:
    broken = []
    for found in OUTER:
        library = found.target.partition(".")[0]
        if not library or is_computed(found) or library in sys.stdlib_module_names:
            continue
        if library in CHECKERS_ONLY:
            if not found.checkers_only:
                broken.append(f"{found} at run time; it is not installed with the library")
        elif library not in FOREIGN_LIBRARIES:
            broken.append(f"{found}, which is no dependency")
        elif not any(is_within(found.importer, door) for door in FOREIGN_LIBRARIES[library]):
            broken.append(f"{found}, whose door is {' or '.join(FOREIGN_LIBRARIES[library])}")
    report(broken)
