"""Work done in pieces, each in a turn of its own of the event loop: keys and paint come between."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot
from shiboken6 import isValid

T = TypeVar("T")

_TURN_S = 0.006


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


_HANDS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress})


class _Watch(QObject):
    """Hears every event of the application while somebody waits, and has them finish before a hand is served.

    It hears nothing while a step is taken: the bindings would make an object of each widget that is still being made,
    beside the one that is made of it, and lose track of both.
    """

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        self._application = application
        self._waiting: list[Unhurried] = []
        self._steps = 0

    def add(self, who: "Unhurried") -> None:
        self._waiting.append(who)
        self._listen()

    def drop(self, who: "Unhurried") -> None:
        if who in self._waiting:
            self._waiting.remove(who)
        self._listen()

    @contextmanager
    def paused(self) -> Iterator[None]:
        self._steps += 1
        self._listen()
        try:
            yield
        finally:
            self._steps -= 1
            self._listen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let no hand meet what is half done."""
        if event.type() in _HANDS:
            for who in tuple(self._waiting):
                if isValid(who):
                    who.finish()
                else:
                    self.drop(who)
        return super().eventFilter(watched, event)

    def _listen(self) -> None:
        self._application.removeEventFilter(self)
        if self._waiting and not self._steps:
            self._application.installEventFilter(self)


_watches: list[_Watch] = []


def _watch() -> _Watch:
    """Return the one of the application."""
    if not _watches or not isValid(_watches[0]):
        application = QCoreApplication.instance()
        assert application is not None
        _watches[:] = [_Watch(application)]
    return _watches[0]


class Turns(QObject):
    """Does one thing after the other, one a turn, once what is dirty is painted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_turn)

    def add(self, step: Callable[[], object]) -> None:
        """Do something after all that waits."""
        self._steps.append(step)
        if not self._timer.isActive():
            self._timer.start(0)

    def go_through(self, steps: Iterator[object]) -> None:
        """Take the steps of an iterator, one a turn, after all that waits."""
        self.add(partial(self._step, steps))

    def _step(self, steps: Iterator[object]) -> None:
        if next(steps, self) is not self:
            self.go_through(steps)

    @property
    def waiting(self) -> bool:
        """Tell whether anything is left to do."""
        return bool(self._steps) or self._timer.isActive()

    def clear(self) -> None:
        """Forget what waits."""
        self._steps.clear()
        self._timer.stop()

    @Slot()
    def _on_turn(self) -> None:
        if self._steps:
            step = self._steps.popleft()
            if self._steps:
                self._timer.start(0)
            with _watch().paused():
                step()


class Unhurried(QObject):
    """Takes the steps of one thing, one a turn; a key or a click before its end has the rest done first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._turns = Turns(self)
        self._steps: Iterator[object] | None = None

    def begin(self, steps: Iterator[object]) -> None:
        """Take the first step now, and the others in turns to come; what was begun before is done first."""
        self.finish()
        self._steps = steps
        self._step()

    def later(self, act: Callable[[], object]) -> None:
        """Do one thing in the next turn, once what is dirty is painted; what was begun before is done first."""
        self.finish()
        self._wait(each() for each in (act,))

    @property
    def waiting(self) -> bool:
        """Tell whether steps are left."""
        return self._steps is not None

    def finish(self) -> None:
        """Take all steps that are left now."""
        steps = self._taken()
        if steps is not None:
            with _watch().paused():
                through(steps)

    def _step(self) -> None:
        steps = self._taken()  # a step may begin another thing
        if steps is None:
            return
        with _watch().paused():
            more = next(steps, self) is not self
        if more and self._steps is None:
            self._wait(steps)

    def _wait(self, steps: Iterator[object]) -> None:
        self._steps = steps
        _watch().add(self)
        self._turns.add(self._step)

    def _taken(self) -> Iterator[object] | None:
        steps, self._steps = self._steps, None
        if steps is not None:
            _watch().drop(self)
            self._turns.clear()
        return steps
