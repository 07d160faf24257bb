"""Long jobs on one thread, with progress and cancel; their outcome comes back on the window's thread."""

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import Generic, TypeVar

from PySide6.QtCore import QMetaObject, QObject, Qt, Signal, Slot
from shiboken6 import isValid

from carnet.ui.kit.garbage import collect_here, let_go

T = TypeVar("T")

_SWITCH_S = 0.0005
"""How long a job may keep the interpreter to itself while the window wants it: each of many waits is that long."""


class Progress(QObject):
    """Given to the job, which reports and looks whether it is cancelled; kept by the page, which cancels.

    Signals:
        reported: done and total, on the window's thread.
    """

    reported = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = Event()

    def report(self, done: int, total: int) -> None:
        """Tell how far the job is; from the job's thread."""
        self.reported.emit(done, total)

    @property
    def cancelled(self) -> bool:
        """Tell whether the job should stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the job to stop."""
        self._cancelled.set()


class _Running(QObject, Generic[T]):
    """One job: brings its result back to the window's thread."""

    def __init__(
        self,
        parent: QObject,
        job: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        super().__init__(parent)
        self.job = job  # what it belongs to shall not die on the job's thread
        self._done = done
        self._failed = failed
        self._future: Future[T] | None = None
        self._forgotten = False

    def watch(self, future: Future[T]) -> None:
        """Wait for the outcome."""
        self._future = future
        future.add_done_callback(self._tell)

    def forget(self) -> None:
        """Let the outcome concern nobody."""
        self._forgotten = True

    def _tell(self, _future: Future[T]) -> None:
        # No signal: this may be gone before its thread has told the second of those who listen.
        if isValid(self):
            QMetaObject.invokeMethod(self, "_on_finished", Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _on_finished(self) -> None:
        future, self._future = self._future, None  # which refers to this: a result would stay until a collection
        self.deleteLater()
        if self._forgotten or future is None or future.cancelled():
            return
        error = future.exception()
        if error is not None:
            if _is_there(self._failed):
                self._failed(error)
        elif _is_there(self._done):
            self._done(future.result())


def _is_there(receiver: Callable[..., object]) -> bool:
    """Tell whether the page that a method belongs to still exists; its window may have been closed meanwhile."""
    owner = getattr(receiver, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class Tasks(QObject):
    """Runs jobs one after the other on one thread, and what pages read on another: it waits for no import."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._last: Progress | None = None

    def run(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], object],
        progressed: Callable[[int, int], object] | None = None,
    ) -> Progress:
        """Run a job; exactly one of `done` and `failed` is called on the window's thread."""
        progress = self._last = Progress(self)
        if progressed is not None:
            progress.reported.connect(progressed, Qt.ConnectionType.QueuedConnection)
        running: _Running[T] = _Running(self, partial(job, progress), done, failed)
        progress.setParent(running)  # with which it goes; it says so long that there is a job
        self._begin("task", running)
        return progress

    def read(
        self, job: Callable[[], T], done: Callable[[T], object], failed: Callable[[BaseException], object]
    ) -> None:
        """Run a short job that reads; exactly one of `done` and `failed` is called on the window's thread."""
        self._begin("read", _Running(self, job, done, failed))

    def _begin(self, lane: str, running: _Running[T]) -> None:
        collect_here(self)
        if lane not in self._pools:
            sys.setswitchinterval(_SWITCH_S)
            self._pools[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"carnet-{lane}")
        running.watch(self._pools[lane].submit(running.job))

    @property
    def busy(self) -> bool:
        """Tell whether a job runs, which another would have to wait for."""
        return self._last is not None and isValid(self._last)

    def stop(self) -> None:
        """Cancel the running job and wait for its end, before the journal it works on is closed."""
        if self._last is not None and isValid(self._last):
            self._last.cancel()
        self.wait()

    def abandon(self) -> None:
        """Cancel all jobs, wait for none and hear of none: for those that touch nothing but the network."""
        for running in self.findChildren(_Running):
            running.forget()
        if self._last is not None and isValid(self._last):
            self._last.cancel()
        self._shut(wait=False)

    def wait(self) -> None:
        """Wait for the running jobs."""
        self._shut(wait=True)

    def _shut(self, *, wait: bool) -> None:
        for pool in self._pools.values():
            pool.shutdown(wait=wait, cancel_futures=not wait)
        self._pools.clear()
        if wait:
            let_go(self)
