"""Places in columns: everything fits, nothing overlaps, order is kept."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.layers import beside, least_room, scale_for, stacked, untangled

values = st.lists(st.floats(0, 1e7), min_size=1, max_size=13)


@given(st.lists(values, min_size=1, max_size=4), st.floats(0, 20), st.floats(0, 12))
def test_the_scale_lets_every_column_fit_its_room(columns: list[list[float]], least: float, gap: float):
    room = 100 + least_room([len(column) for column in columns], [least] * len(columns), gap)

    scale = scale_for(columns, [least] * len(columns), room, gap)

    for column in columns:
        slots = stacked([value * scale for value in column], least, room, gap, 30)
        assert slots[0].room_top >= 0
        assert slots[-1].room_top + slots[-1].room <= room + 1e-6
        for above, below in pairwise(slots):
            assert above.room_top + above.room <= below.room_top + 1e-9
        for slot in slots:
            assert slot.room >= least
            assert abs(slot.middle - slot.room_middle) < 1e-6


@given(st.lists(st.floats(-100, 1_000), max_size=12), st.floats(1, 40))
def test_people_stand_near_where_they_belong_and_never_on_each_other(wishes: list[float], pitch: float):
    room = pitch * (len(wishes) + 3)

    placed = beside(sorted(wishes), pitch, room)

    assert all(below - above >= pitch - 1e-6 for above, below in pairwise(placed))
    assert all(-1e-6 <= place <= room - pitch + 1e-6 for place in placed)


def test_a_tree_is_drawn_without_crossings():
    links = {("a", "y"): 1.0, ("b", "x"): 1.0, ("x", "p"): 1.0, ("y", "q"): 2.0}

    assert untangled([["a", "b"], ["x", "y"], ["p", "q"]], links) == [["a", "b"], ["y", "x"], ["q", "p"]]
    assert untangled([["a", "b"], ["x", "y"], ["p", "q"]], links, last={"y"})[1] == ["x", "y"]
