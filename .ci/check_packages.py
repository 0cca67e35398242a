"""Looks into the wheel and the source archive: what must be inside is, and nothing else."""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from pathlib import Path

# What may stand in an archive, below the source archive's own folder.
PACKAGE = r"so_carriers/(?:.+\.py|py\.typed|cli/documented/[^/]+\.json|engines/native/_native\.pyi)"
EXTENSION = r"so_carriers/engines/native/_native\.[^/]+\.(?:so|pyd)"
WHEEL = re.compile(rf"{PACKAGE}|{EXTENSION}|so_carriers-[^/]+\.dist-info/.+")
SOURCE_ARCHIVE = re.compile(
    rf"src/{PACKAGE}|src/so_carriers/engines/native/source/[^/]+\.[ch]|src/so_carriers\.egg-info/.+"
    r"|LICENSE|MANIFEST\.in|PKG-INFO|README\.md|pyproject\.toml|setup\.(?:cfg|py)"
)

# What must stand in both, and what the source archive alone builds the extension of.
SHIPPED = ["*.py", "*.pyi", "*.json", "py.typed"]
SOURCES = ["*.c", "*.h"]


def content(archive: Path) -> list[str]:
    """The names of the files in it, without the folder that a source archive starts with."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.namelist()
    with tarfile.open(archive) as source:
        return [member.name.partition("/")[2] for member in source.getmembers() if member.isfile()]


def sources(*kinds: str) -> list[str]:
    """The files of those kinds in the tree, named as in the wheel."""
    found = [path for kind in kinds for path in Path("src/so_carriers").rglob(kind)]
    return [path.relative_to("src").as_posix() for path in found]


def faults(archive: Path) -> list[str]:
    """What is missing from the archive, and what should not be in it."""
    names = content(archive)
    is_wheel = archive.suffix == ".whl"
    allowed = WHEEL if is_wheel else SOURCE_ARCHIVE
    found = [f"{archive.name}: holds {name}" for name in names if not allowed.fullmatch(name)]
    wanted = ["LICENSE", *sources(*SHIPPED)]
    if not is_wheel:
        wanted += ["setup.py", "MANIFEST.in", *sources(*SOURCES)]
    elif sum(re.fullmatch(EXTENSION, name) is not None for name in names) != 1:
        found.append(f"{archive.name}: lacks the extension of the native engine, or has more than one")
    missing = [
        name for name in wanted if not any(there == name or there.endswith(f"/{name}") for there in names)
    ]
    return found + [f"{archive.name}: lacks {name}" for name in missing]


def main(archives: list[Path]) -> None:
    """Fails with the faults of all archives; there are to be one wheel and one source archive."""
    if sorted(archive.suffix for archive in archives) != [".gz", ".whl"]:
        raise SystemExit(
            f"expected a wheel and a source archive, found {[archive.name for archive in archives]}"
        )
    broken = [fault for archive in archives for fault in faults(archive)]
    if broken:
        raise SystemExit("\n".join(broken))
    for archive in archives:
        print(f"{archive.name}: {len(content(archive))} files, as they should be")


main([Path(argument) for argument in sys.argv[1:]])
