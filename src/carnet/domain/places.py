"""Where a file lies, as far as its path and the mounts of the machine tell: synchronised, on the network, removable."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

_SERVICES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "kdrive": "kDrive",
    "pcloud": "pCloud",
    "synology": "Synology Drive",
}
"""Beginnings of the names of folders that a service keeps in step with other machines."""
_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "davfs", "fuse.sshfs", "fuse.davfs"})
_REMOVABLE = ("/media/", "/run/media/", "/Volumes/")


class PlaceKind(StrEnum):
    """What is special about a place."""

    SYNCED = "synced"
    NETWORK = "network"
    REMOVABLE = "removable"


class Place(NamedTuple):
    """A special place; `name` is that of the service or of the mount."""

    kind: PlaceKind
    name: str


class Mount(NamedTuple):
    """A file system and where it stands."""

    folder: str
    system: str


def place_of(path: PurePath, mounts: Iterable[Mount] = ()) -> Place | None:
    """Return what is special about where a file lies, None for a plain folder of this computer."""
    for part in path.parts[:-1]:
        for beginning, service in _SERVICES.items():
            if part.casefold().startswith(beginning):
                return Place(PlaceKind.SYNCED, service)
    if str(path).startswith(("\\\\", "//")):
        return Place(PlaceKind.NETWORK, path.parts[0])
    around = [mount for mount in mounts if path.is_relative_to(mount.folder)]
    mount = max(around, key=lambda each: len(each.folder), default=Mount("", ""))
    if mount.system in _NETWORK:
        return Place(PlaceKind.NETWORK, mount.folder)
    if mount.folder.startswith(_REMOVABLE) or (not around and str(path).startswith(_REMOVABLE)):
        return Place(PlaceKind.REMOVABLE, mount.folder)
    return None
