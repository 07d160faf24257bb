"""Where Carnet keeps things: data, settings, cache and state folders, the default journal, and its own resources."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from carnet.domain.places import Mount

JOURNAL_NAME = "carnet.carnet"
JOURNAL_SUFFIX = ".carnet"


class Folders(NamedTuple):
    """The folders of one user; none of them needs to exist yet.

    `data` holds journals, `config` the settings, `cache` what can be made anew, `state` logs and window geometry.
    """

    data: Path
    config: Path
    cache: Path
    state: Path


def folders(environ: Mapping[str, str] = os.environ) -> Folders:
    """Return the user's folders; `CARNET_HOME` moves every one of them."""
    home = environ.get("CARNET_HOME", "")
    if home:
        root = Path(home).expanduser().absolute()
        return Folders(root / "data", root / "config", root / "cache", root / "state")
    from platformdirs import PlatformDirs

    user = PlatformDirs("carnet", appauthor=False)
    return Folders(user.user_data_path, user.user_config_path, user.user_cache_path, user.user_state_path)


def journal(given: str = "", chosen: str = "", environ: Mapping[str, str] = os.environ) -> Path:
    """Return the journal to open: the one given, `CARNET_FILE`, the one chosen in the settings, else the default."""
    for name in (given, environ.get("CARNET_FILE", ""), chosen):
        if name:
            return Path(name).expanduser().absolute()
    return folders(environ).data / JOURNAL_NAME


def resources() -> Path:
    """Return the folder of icons, themes, catalogues and help: inside the package, else that of the checkout."""
    for root in (Path(getattr(sys, "_MEIPASS", "")) / "carnet", Path(__file__).parent):
        if root.is_absolute() and (root / "resources").is_dir():
            return root / "resources"
    return Path(__file__).parents[2] / "resources"


def locale() -> Path:
    """Return the folder of the translations."""
    return resources() / "locale"


def mounts(table: Path = Path("/proc/mounts")) -> "list[Mount]":
    """Return the file systems of this machine and where they stand; none where the system does not list them so."""
    from carnet.domain.places import Mount

    try:
        lines = table.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    fields = (line.split(" ") for line in lines)
    return [Mount(parts[1].replace("\\040", " "), parts[2]) for parts in fields if len(parts) > 2]
