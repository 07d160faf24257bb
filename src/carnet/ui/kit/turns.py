"""Work done in pieces, each in a turn of its own of the event loop: keys and paint come between."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import chain
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

T = TypeVar("T")

_TURN_S = 0.004
_BUSY_S = 0.002
"""A pass of the event loop that took longer had something to do already."""
_LEFT = 2
"""So many passes are let by at most."""


def turnful(steps: Iterator[T]) -> list[T]:
    """Return what an iterator yields in the time of one turn, some milliseconds; [] at its end."""
    until = time.perf_counter() + _TURN_S
    found = []
    for step in steps:
        found.append(step)
        if time.perf_counter() > until:
            break
    return found


def through(steps: Iterator[object]) -> None:
    """Take all steps of an iterator now."""
    for _step in steps:
        pass


class Turn(QObject):
    """A turn of the event loop to come, in which one thing is done.

    One is given in a pass of the loop, to all of the window together, and none in a pass that painted or took a key:
    what each of them does in some milliseconds would be a pause that is felt if it were done at once.

    Signals:
        come: this is the turn.
    """

    come = Signal()

    def start(self) -> None:
        """Ask for the turn, after those who asked before."""
        _passes().ask(self)

    def stop(self) -> None:
        """Ask for it no more."""
        _passes().forget(self)

    @property
    def waiting(self) -> bool:
        """Tell whether the turn is still to come."""
        return self in _passes().asked


class _Passes(QObject):
    """Gives the turns, one in a pass of the event loop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.asked: deque[Turn] = deque()
        self._since = 0.0
        self._left = 0
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._on_pass)

    def ask(self, turn: Turn) -> None:
        """Give a turn in one of the next passes."""
        if turn not in self.asked:
            self.asked.append(turn)
        if not self._timer.isActive():
            self._wait()

    def forget(self, turn: Turn) -> None:
        """Give it no more."""
        if turn in self.asked:
            self.asked.remove(turn)

    def _wait(self) -> None:
        self._left = _LEFT
        self._let_by()

    def _let_by(self) -> None:
        self._since = time.perf_counter()
        self._timer.start()

    @Slot()
    def _on_pass(self) -> None:
        # The pass in which it is asked for is never given: what was done in it before, as for a key, is not known.
        busy = time.perf_counter() - self._since > _BUSY_S
        if self._left == _LEFT or (busy and self._left):
            self._left -= 1
            self._let_by()
            return
        turn = next((each for each in iter(self._next, None) if isValid(each)), None)
        if self.asked:
            self._wait()
        if turn is not None:
            turn.come.emit()

    def _next(self) -> Turn | None:
        return self.asked.popleft() if self.asked else None


def any_waiting() -> bool:
    """Tell whether anybody's turn is still to come."""
    return bool(_passes().asked)


@cache
def _passes() -> _Passes:
    application = QCoreApplication.instance()
    assert application is not None
    return _Passes(application)


_HANDS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress})


class Turns(QObject):
    """Does one thing after the other, one a turn, once what is dirty is painted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: deque[Callable[[], object]] = deque()
        self._turn = Turn(self)
        self._turn.come.connect(self._on_turn)

    def add(self, step: Callable[[], object]) -> None:
        """Do something after all that waits."""
        self._steps.append(step)
        self._turn.start()

    def go_through(self, steps: Iterator[object]) -> None:
        """Take the steps of an iterator, one a turn, after all that waits."""
        self.add(partial(self._step, steps))

    def _step(self, steps: Iterator[object]) -> None:
        if next(steps, self) is not self:
            self.go_through(steps)

    @property
    def waiting(self) -> bool:
        """Tell whether anything is left to do."""
        return bool(self._steps)

    def clear(self) -> None:
        """Forget what waits."""
        self._steps.clear()
        self._turn.stop()

    @Slot()
    def _on_turn(self) -> None:
        if self._steps:
            step = self._steps.popleft()
            if self._steps:
                self._turn.start()
            step()


class Unhurried(QObject):
    """Takes the steps of one thing, one a turn; a key or a click before its end has the rest done first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._turns = Turns(self)
        self._steps: Iterator[object] | None = None
        self._watched: list[QObject] = []

    def begin(self, steps: Iterator[object]) -> None:
        """Take the first step now, and the others in turns to come; what was begun before is done first."""
        self.finish()
        self._steps = steps
        self._step()

    def instead(self, act: Callable[[], object]) -> None:
        """Do one thing in the next turn, once what is dirty is painted; what waits is not done any more."""
        self._taken()
        self._wait(each() for each in (act,))

    def then(self, act: Callable[[], object]) -> None:
        """Do one thing together with the last step of what was begun; at once where nothing was."""
        if self._steps is None:
            act()
        else:
            self._steps = chain(self._steps, (each() for each in (act,)))

    @property
    def waiting(self) -> bool:
        """Tell whether steps are left."""
        return self._steps is not None

    def finish(self) -> None:
        """Take all steps that are left now."""
        steps = self._taken()
        if steps is not None:
            through(steps)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let no hand meet what is half done."""
        if event.type() in _HANDS:
            self.finish()
        return super().eventFilter(watched, event)

    def _step(self) -> None:
        steps = self._taken()  # a step may begin another thing
        if steps is not None and next(steps, self) is not self and self._steps is None:
            self._wait(steps)

    def customEvent(self, _event: QEvent) -> None:
        """Watch all of the window."""
        if self._steps is not None:
            self._watch(QCoreApplication.instance())

    def _wait(self, steps: Iterator[object]) -> None:
        """Leave steps to the next turn; until what is dirty is painted only what has the focus is watched.

        Painting makes a thousand events, which would take twice as long if all of them came by here.
        """
        self._steps = steps
        self._watch(QGuiApplication.focusObject())
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), Qt.EventPriority.LowEventPriority.value - 1)
        self._turns.add(self._step)

    def _taken(self) -> Iterator[object] | None:
        steps, self._steps = self._steps, None
        if steps is not None:
            for watched in filter(isValid, self._watched):
                watched.removeEventFilter(self)
            self._watched.clear()
            self._turns.clear()
        return steps

    def _watch(self, watched: QObject | None) -> None:
        if watched is not None:
            watched.installEventFilter(self)
            self._watched.append(watched)
