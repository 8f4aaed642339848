"""Long work beside the screen: one executor, results arrive on the GUI thread."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal


class Tasks(QObject):
    """Runs work in two threads; owned by the application, so that results always find their way back."""

    _done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="task")
        # Queued, so that a callback runs on the GUI thread whichever thread finished the work.
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        otherwise: Callable[[Exception], None],
    ) -> "Task":
        """Run `work` in a thread; call `then` with its result or `otherwise` with its exception on the GUI thread."""
        task = Task()
        future = self._threads.submit(work)
        future.add_done_callback(lambda done: self._done.emit((task, done, then, otherwise)))
        return task

    def _deliver(self, told: tuple["Task", Future[Any], Callable[[Any], None], Callable[[Exception], None]]) -> None:
        task, future, then, otherwise = told
        if task.cancelled or future.cancelled():
            return
        problem = future.exception()
        if isinstance(problem, Exception):
            otherwise(problem)
        elif problem is not None:
            raise problem
        else:
            then(future.result())

    def stop(self) -> None:
        """Start nothing more; what runs is not waited for."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class Task:
    """A running piece of work; cancelled, its result is thrown away."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Want the result no more; work that asks `cancelled` stops early."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether the result is no longer wanted."""
        return self._cancelled.is_set()
