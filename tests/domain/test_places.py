"""Where a journal lies: what a path and the mounts say of it."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from carnet.domain.places import Mount, Place, PlaceKind, place_of

MOUNTS = (
    Mount("/", "ext4"),
    Mount("/home", "ext4"),
    Mount("/mnt/bureau", "nfs4"),
    Mount("/run/media/moi/CLE", "vfat"),
    Mount("/home/moi/partage", "cifs"),
)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/home/moi/.local/share/carnet/carnet.carnet", None),
        ("/home/moi/Dropbox/carnet.carnet", Place(PlaceKind.SYNCED, "Dropbox")),
        ("/home/moi/Nextcloud/pro/carnet.carnet", Place(PlaceKind.SYNCED, "Nextcloud")),
        ("/home/moi/dropbox.carnet", None),
        ("/mnt/bureau/carnet.carnet", Place(PlaceKind.NETWORK, "/mnt/bureau")),
        ("/home/moi/partage/carnet.carnet", Place(PlaceKind.NETWORK, "/home/moi/partage")),
        ("/run/media/moi/CLE/carnet.carnet", Place(PlaceKind.REMOVABLE, "/run/media/moi/CLE")),
    ],
)
def test_where_a_journal_lies(path: str, place: Place | None) -> None:
    assert place_of(PurePosixPath(path), MOUNTS) == place


def test_places_of_other_systems() -> None:
    windows = PureWindowsPath(r"C:\Users\moi\OneDrive - Cabinet\carnet.carnet")
    assert place_of(windows) == Place(PlaceKind.SYNCED, "OneDrive")
    assert place_of(PureWindowsPath(r"\\serveur\part\carnet.carnet")).kind is PlaceKind.NETWORK  # type: ignore[union-attr]
    apple = PurePosixPath("/Users/moi/Library/Mobile Documents/carnet.carnet")
    assert place_of(apple) == Place(PlaceKind.SYNCED, "iCloud")
    assert place_of(PurePosixPath("/Volumes/CLE/carnet.carnet")).kind is PlaceKind.REMOVABLE  # type: ignore[union-attr]
