"""The words on a picture in the order in which they are read."""

from carnet.ui.kit.card_reader import Word, in_lines


def test_words_side_by_side_are_one_line_and_lines_go_down() -> None:
    words = [
        Word(100, 130, 400, "06 39 98 12 40"),
        Word(10, 60, 20, "Claire Dupont"),
        Word(104, 128, 20, "Mobile"),
        Word(62, 90, 20, "DSI"),
    ]

    assert in_lines(words) == "Claire Dupont\nDSI\nMobile | 06 39 98 12 40"


def test_no_words_are_no_text() -> None:
    assert in_lines([]) == ""
