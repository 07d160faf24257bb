"""Long jobs beside the window."""

from concurrent.futures import Executor, Future
from typing import Any

import pytest
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
