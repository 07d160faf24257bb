"""Long jobs beside the window."""

import gc
from concurrent.futures import Executor, Future
from threading import Event
from time import sleep
from typing import Any
from weakref import WeakSet

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from carnet.ui.kit import tasks
from carnet.ui.kit.tasks import Tasks


class AtOnce(Executor):
    """A thread so quick that every job is over before its caller goes on."""

    def __init__(self, **_how: object) -> None:
        pass

    def submit(self, job: Any, /, *given: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(job(*given, **named))
        return done


def test_a_job_that_is_over_at_once_leaves_nobody_busy(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "ThreadPoolExecutor", AtOnce)
    found: list[int] = []
    jobs = Tasks()
    jobs.run(lambda _progress: 7, found.append, lambda _error: None)
    qtbot.waitUntil(lambda: found == [7] and not jobs.busy)


def test_no_end_of_a_job_is_missed(qtbot: QtBot) -> None:
    """Else the window is busy for ever: it would never lock, nor put off what waits for the job."""
    jobs, loop = Tasks(), QEventLoop()
    missed = 0
    for _each in range(2_000):
        jobs.run(lambda _progress: sleep(0.0003), lambda _nothing: QTimer.singleShot(0, loop.quit), _raise)
        loop.exec()
        if jobs.busy:
            QTimer.singleShot(20, loop.quit)
            loop.exec()
            missed += jobs.busy
    jobs.stop()
    assert missed == 0


def _raise(error: BaseException) -> None:
    raise error


class Answer:
    """What a page reads: large, so not to be kept for longer than it is shown."""


def test_what_a_job_brought_is_gone_once_nobody_shows_it(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "collect", lambda *_generation: 0)  # nor does it run of itself beside jobs
    made: WeakSet[Answer] = WeakSet()
    arrived: list[bool] = []
    waited_for = Event()

    def read() -> Answer:
        waited_for.wait()
        answer = Answer()
        made.add(answer)
        return answer

    jobs = Tasks()
    jobs.read(read, lambda answer: arrived.append(answer in made), lambda _error: None)
    waited_for.set()
    qtbot.waitUntil(lambda: arrived == [True])
    qtbot.waitUntil(lambda: not made)
    jobs.wait()
