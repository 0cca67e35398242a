"""What the figures depend on: versions, machine, commit, engine."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

import so_carriers as so
from benchmarks.clocks import KIND
from benchmarks.payloads import ROOT

PACKAGES = (
    "orjson",
    "msgspec",
    "pydantic",
    "pydantic-core",
    "cattrs",
    "attrs",
    "mashumaro",
    "lxml",
    "xsdata",
    "pydantic-xml",
    "xmltodict",
    "jsonpatch",
    "json-merge-patch",
    "Werkzeug",
    "WebOb",
    "python-mimeparse",
    "Django",
    "djangorestframework",
)


def heading(rounds: int) -> dict[str, str]:
    """Each by its name; nothing in it says whose machine it is."""
    return {
        "so_carriers": f"{_version('so-carriers')}, commit {_commit()}",
        "engine": so.engine(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.machine()}, {_system()}",
        "packages": ", ".join(f"{package} {_version(package)}" for package in PACKAGES),
        "clock": KIND,
        "rounds": f"{rounds}, interleaved; ratios are medians over the rounds, with quartiles",
    }


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def _processor() -> str:
    """The model of the processor as far as the system tells it."""
    information = Path("/proc/cpuinfo")
    if information.is_file():
        model = re.search(r"^model name\s*: *(.+)$", information.read_text(encoding="utf-8"), re.MULTILINE)
        if model:
            return model[1]
    return platform.processor() or "unknown processor"


def _system() -> str:
    """The system and the first two numbers of its release: what follows them is the vendor's."""
    release = re.match(r"\d+(\.\d+)?", platform.release())
    return " ".join([platform.system(), *([release[0]] if release else [])])


def _commit() -> str:
    commit = _git("rev-parse", "--short", "HEAD")
    return f"{commit} with changes" if commit and _git("status", "--porcelain") else commit or "unknown"


def _git(*arguments: str) -> str:
    """What git prints; nothing where it is not there or this is no repository."""
    git = shutil.which("git")
    if git is None:
        return ""
    ran = subprocess.run([git, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  # git, with the arguments above
    return ran.stdout.strip() if ran.returncode == 0 else ""
