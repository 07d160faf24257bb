"""What the installers say of Carnet, read from pyproject, the sources and the changelog; the standard library only."""

import os
import re
import subprocess
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
"""The checkout."""


class Project(NamedTuple):
    """Names and dates of the program.

    `identifier` is the reverse of the homepage's host with the name, as AppStream and macOS want it; `epoch` is the
    time that every file of an installer bears, in seconds.
    """

    name: str
    title: str
    version: str
    summary: str
    licence: str
    maintainer: str
    homepage: str
    identifier: str
    epoch: int

    @property
    def date(self) -> datetime:
        """Return the time of the build that is told."""
        return datetime.fromtimestamp(self.epoch, UTC)


def read(root: Path = ROOT) -> Project:
    """Return the project of a checkout."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    told = settings["project"]
    author = told["authors"][0]
    homepage = told["urls"]["Homepage"]
    host = urlsplit(homepage).hostname or "localhost"
    return Project(
        name=told["name"],
        title=told["name"].capitalize(),
        version=_version(root / settings["tool"]["hatch"]["version"]["path"]),
        summary=told["description"],
        licence=told["license"],
        maintainer=f"{author['name']} <{author['email']}>",
        homepage=homepage,
        identifier=".".join([*reversed(host.split(".")), told["name"]]),
        epoch=_epoch(root),
    )


def _version(module: Path) -> str:
    found = re.search(r'^__version__ = "([^"]+)"$', module.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise SystemExit(f"no version in {module}")
    return found[1]


def _epoch(root: Path) -> int:
    """Return `SOURCE_DATE_EPOCH`, else the time of the last commit, else that of the changelog."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given:
        return int(given)
    try:
        asked = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
        return int(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return int((root / "CHANGELOG.md").stat().st_mtime)


class Release(NamedTuple):
    """A heading of the changelog; `day` is empty before the release."""

    version: str
    day: str


def releases(root: Path = ROOT) -> list[Release]:
    """Return the releases of the changelog, the newest first."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.findall(r"^## (\d\S*) \((?:(\d{4}-\d\d-\d\d)|[^)]*)\)$", text, re.MULTILINE)
    return [Release(*heading) for heading in found]
