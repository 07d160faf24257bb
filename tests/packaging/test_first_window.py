"""What the stopwatch of installed programs takes for the window, and for its data."""

import struct

from linux.first_window import Change, page_of, timed

BARE, FRAME, DAY = 0, 1, 2
WIDTH, HEIGHT, PIXEL, COLOURS = 1280, 800, 4, 256


def screen(*dots: tuple[int, int]) -> bytes:
    """A screen dump, white but for these dots."""
    head = [0] * 25
    head[0], head[5], head[11], head[12], head[19] = 160, HEIGHT, PIXEL * 8, WIDTH * PIXEL, COLOURS
    start = 160 + COLOURS * 12
    dump = bytearray(struct.pack(">25I", *head)) + bytearray(start - 100) + bytearray(WIDTH * HEIGHT * PIXEL)
    for x, y in dots:
        dump[start + (y * WIDTH + x) * PIXEL] = 255
    return bytes(dump)


def test_the_window_is_the_first_change_and_the_data_what_stays():
    changes = [Change(0.2, FRAME), Change(0.3, DAY), Change(0.5, DAY), Change(0.9, DAY)]
    assert timed(changes, BARE) == (0.2, 0.3)


def test_a_page_that_is_painted_in_parts_is_there_with_the_last():
    changes = [Change(0.2, FRAME), Change(0.3, DAY), Change(0.4, FRAME), Change(0.6, DAY)]
    assert timed(changes, BARE) == (0.2, 0.6)


def test_a_program_that_leaves_by_itself_painted_before():
    assert timed([Change(0.13, FRAME), Change(0.14, BARE)], BARE) == (0.13, 0.13)


def test_the_rail_and_the_scroll_bar_are_no_part_of_the_page():
    assert page_of(screen((170, 120), (1275, 210))) == page_of(screen())
    assert page_of(screen((208, 0))) != page_of(screen())
    assert page_of(screen((1250, 799))) != page_of(screen())
