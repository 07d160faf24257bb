"""Contact points of one person in one cell come back as they were, whatever they look like."""

from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.contacts import PointKind
from carnet.formats import point_cells

_TEXTS = st.one_of(
    st.sampled_from(["01000", "+331", "06 12 34 56 78", "c@a.example", "https://a.example", "12 rue du Lac", "tel:1"]),
    st.text(min_size=1, max_size=20).map(str.strip).filter(lambda text: text and "; " not in text),
)
_POINTS = st.lists(st.tuples(st.sampled_from(list(PointKind)), _TEXTS), max_size=5)


@given(_POINTS)
def test_points_come_back_with_their_kinds(points: list[tuple[PointKind, str]]) -> None:
    cell = "; ".join(point_cells.written(kind, value) for kind, value in points)

    assert list(point_cells.read(cell)) == points


def test_what_looks_like_its_kind_stands_by_itself() -> None:
    assert point_cells.written("phone", "+33 6 12 34 56 78") == "+33 6 12 34 56 78"
    assert point_cells.written("address", "01000") == "address:01000"
