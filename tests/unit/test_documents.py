"""What the documents show is what happens: their Python examples run, their links lead somewhere."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.conftest import PROFILE

REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("**/*.md")],
    key=lambda path: path.relative_to(REPOSITORY).parts,
)
NAMES = [str(path.relative_to(REPOSITORY)) for path in DOCUMENTS]

FENCE = re.compile(r"^```(\w*)$")
FILE = re.compile(r"# (test_\w+\.py)")
LINK = re.compile(r"(?<!!)\[[^]]*\]\(([^)\s]+)\)")


def python_lines(text: str) -> list[str]:
    """The document with every line blanked that is not inside a python block, so that line numbers hold."""
    language: str | None = None
    lines = []
    for line in text.splitlines():
        fence = FENCE.match(line)
        if fence:
            language = None if language is not None else fence[1]
        lines.append(line if language == "python" and not fence else "")
    return lines


def blocks(text: str) -> list[tuple[int, list[str]]]:
    """The python blocks, each with the number of its first line."""
    found: list[tuple[int, list[str]]] = []
    language: str | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        fence = FENCE.match(line)
        if fence:
            language = None if language is not None else fence[1]
            if language == "python":
                found.append((number + 1, []))
        elif language == "python":
            found[-1][1].append(line)
    return found


def shown_files(document: Path) -> dict[str, str]:
    """The files of tests that a document shows: the blocks whose first line is a comment with the name."""
    files: dict[str, str] = {}
    for _, lines in blocks(document.read_text(encoding="utf-8")):
        if name := FILE.fullmatch(lines[0]):
            files[name[1]] = "\n".join([*lines, ""])
    return files


def headings(text: str) -> set[str]:
    """The anchors that a document's headings make."""
    titles = re.findall(r"^#+ +(.+?) *$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_documents_are_found() -> None:
    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md"} <= set(NAMES)


@pytest.fixture
def many_examples() -> Iterator[None]:
    """As many as it takes to find what a document says is found, the same each time."""
    settings.register_profile("documents", max_examples=1_000, derandomize=True, database=None)
    settings.load_profile("documents")
    yield
    settings.load_profile(PROFILE)


@pytest.mark.usefixtures("many_examples")
@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_examples_run(document: Path) -> None:
    """The examples of one document run in their order, in one namespace, and print what it says."""
    source = "\n".join(python_lines(document.read_text(encoding="utf-8")))
    test = doctest.DocTestParser().get_doctest(
        source, {"__name__": "__main__"}, document.name, str(document), 0
    )
    messages: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.FAIL_FAST)
    runner.run(test, out=messages.append)
    if runner.failures:
        pytest.fail("".join(messages), pytrace=False)


@pytest.mark.parametrize(
    ("document", "name"), [(document, name) for document in DOCUMENTS for name in shown_files(document)]
)
def test_shown_files_of_tests_pass(document: Path, name: str, tmp_path: Path) -> None:
    """They run as a stranger's would: in a folder of their own, with nothing of this suite around them."""
    (tmp_path / name).write_text(shown_files(document)[name], encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", name]
    # What Hypothesis reads of an editable install when it first draws is no part of a stranger's test.
    environment = os.environ | {"HYPOTHESIS_STORAGE_DIRECTORY": str(REPOSITORY / ".hypothesis")}
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_examples_are_checked(document: Path) -> None:
    """A block of Python that is neither a dialogue nor a file of tests would be read by nobody but people."""
    unchecked = [
        f"{document.name}, line {number + place}: {line}"
        for number, lines in blocks(document.read_text(encoding="utf-8"))
        for place, (before, line) in enumerate(zip(["", *lines], lines, strict=False))
        if line and not before and not line.startswith(">>> ") and not FILE.fullmatch(lines[0])
    ]
    assert not unchecked


@pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)
def test_links_lead_somewhere(document: Path) -> None:
    broken = []
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        place = document.parent / name if name else document
        if not place.exists() or (anchor and anchor not in headings(place.read_text(encoding="utf-8"))):
            broken.append(target)
    assert not broken
