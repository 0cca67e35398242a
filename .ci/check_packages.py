"""Looks into the wheel and the source archive: what must be inside is, and nothing else."""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from pathlib import Path

# What may stand in an archive, below the source archive's own folder.
PACKAGE = r"so_carriers/(?:.+\.py|py\.typed|cli/documented/[^/]+\.json)"
WHEEL = re.compile(rf"{PACKAGE}|so_carriers-[^/]+\.dist-info/.+")
SOURCE_ARCHIVE = re.compile(
    rf"src/{PACKAGE}|src/so_carriers\.egg-info/.+|LICENSE|PKG-INFO|README\.md|pyproject\.toml|setup\.cfg"
)


def content(archive: Path) -> list[str]:
    """The names of the files in it, without the folder that a source archive starts with."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.namelist()
    with tarfile.open(archive) as source:
        return [member.name.partition("/")[2] for member in source.getmembers() if member.isfile()]


def faults(archive: Path) -> list[str]:
    """What is missing from the archive, and what should not be in it."""
    names = content(archive)
    allowed = WHEEL if archive.suffix == ".whl" else SOURCE_ARCHIVE
    found = [f"{archive.name}: holds {name}" for name in names if not allowed.fullmatch(name)]
    files = [path for kind in ("*.py", "*.json") for path in Path("src/so_carriers").rglob(kind)]
    shipped = [path.relative_to("src").as_posix() for path in files]
    missing = [
        wanted
        for wanted in ["so_carriers/py.typed", "LICENSE", *shipped]
        if not any(name == wanted or name.endswith(f"/{wanted}") for name in names)
    ]
    return found + [f"{archive.name}: lacks {wanted}" for wanted in missing]


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
