"""Contact points in one cell, as an older Carnet wrote them, are still told apart."""

import pytest

from carnet.domain.contacts import PointKind
from carnet.formats import point_cells


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        ("c@a.example; +33 6 12 34 56 78", [(PointKind.EMAIL, "c@a.example"), (PointKind.PHONE, "+33 6 12 34 56 78")]),
        ("https://a.example; coco", [(PointKind.URL, "https://a.example"), (PointKind.MESSAGING, "coco")]),
        ("12 rue du Lac; address:01000", [(PointKind.ADDRESS, "12 rue du Lac"), (PointKind.ADDRESS, "01000")]),
        ("phone:+331; messaging:tel:1", [(PointKind.PHONE, "+331"), (PointKind.MESSAGING, "tel:1")]),
        ("", []),
    ],
)
def test_points_are_told_by_their_looks_or_by_their_kinds(cell: str, points: list[tuple[PointKind, str]]) -> None:
    assert list(point_cells.read(cell)) == points
