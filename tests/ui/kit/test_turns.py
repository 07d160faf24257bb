"""Work in pieces: what the hands do meanwhile finds it done."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from carnet.ui.kit.turns import Unhurried


class Work:
    """Three steps, and how many are taken."""

    def __init__(self) -> None:
        self.taken = 0

    def steps(self) -> Iterator[None]:
        """Take the steps."""
        for _step in range(3):
            self.taken += 1
            yield


def test_steps_are_taken_in_turns(qtbot: QtBot) -> None:
    work, field = Work(), QLineEdit()
    qtbot.addWidget(field)

    Unhurried(field).begin(work.steps())

    assert work.taken == 1
    qtbot.waitUntil(lambda: work.taken == 3)


def test_a_key_finds_all_done(qtbot: QtBot) -> None:
    work, field, seen = Work(), QLineEdit(), []
    qtbot.addWidget(field)
    field.textChanged.connect(lambda _text: seen.append(work.taken))
    with qtbot.waitExposed(field):
        field.show()
    field.setFocus()
    Unhurried(field).begin(work.steps())

    qtbot.keyClick(field, Qt.Key.Key_A)

    assert seen == [3]


def test_a_click_elsewhere_finds_all_done_once_it_is_painted(qtbot: QtBot) -> None:
    work, field, button, seen = Work(), QLineEdit(), QPushButton(), []
    for each in (field, button):
        qtbot.addWidget(each)
        with qtbot.waitExposed(each):
            each.show()
    field.setFocus()
    button.pressed.connect(lambda: seen.append(work.taken))
    Unhurried(field).begin(work.steps())
    QApplication.sendPostedEvents()

    qtbot.mousePress(button, Qt.MouseButton.LeftButton)

    assert seen == [3]


def test_what_was_begun_is_done_before_the_next(qtbot: QtBot) -> None:
    first, second, field = Work(), Work(), QLineEdit()
    qtbot.addWidget(field)
    unhurried = Unhurried(field)
    unhurried.begin(first.steps())

    unhurried.begin(second.steps())

    assert (first.taken, second.taken) == (3, 1)


def test_a_step_may_begin_another_thing(qtbot: QtBot) -> None:
    inner, field = Work(), QLineEdit()
    qtbot.addWidget(field)
    unhurried = Unhurried(field)

    def steps() -> Iterator[None]:
        unhurried.begin(inner.steps())
        yield

    unhurried.begin(steps())

    qtbot.waitUntil(lambda: inner.taken == 3)
