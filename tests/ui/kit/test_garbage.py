"""Whose thread garbage is collected on."""

import threading

from pytestqt.qtbot import QtBot

from carnet.ui.kit.tasks import Progress, Tasks


def test_a_job_takes_nothing_apart_on_its_thread(qtbot: QtBot) -> None:
    ended: list[threading.Thread] = []

    class Ring:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            ended.append(threading.current_thread())

    def job(_progress: Progress) -> int:
        Ring()
        rings = 0
        for _turn in range(50_000):  # far more than a collection waits for
            ring: list[object] = []
            ring.append(ring)
            rings += 1
        return rings

    tasks = Tasks()
    with qtbot.waitCallback() as done:
        tasks.run(job, done, done)
    assert done.args == [50_000]
    qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    tasks.stop()

    assert ended == [threading.main_thread()]
