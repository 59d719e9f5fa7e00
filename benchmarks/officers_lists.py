"""Measures what a QA officer sees of many audits: the home page, and the list of due work while it is scrolled."""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QObject, QPoint, QPointF, QStringListModel, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from benchmarks.many_audits import add_signed_audits
from benchmarks.measure import Limit, milliseconds, report, side_by_side
from benchmarks.profiles import OpenedProfile, make_profile, scratch_folder
from qa_desktop.domain.record import Role
from qa_desktop.services.keep_appearance import Appearance, Scheme
from qa_desktop.settings import resources_dir
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.garbage import GarbageRound
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.presenters.home import HomePresenter, HomeView
from qa_desktop.ui.theme import Theme, load_window_fonts
from qa_desktop.ui.work_wiring import WorkWays, WorkWiring

PAINT, FRAME, ARRIVE = Limit(absolute=60.0), Limit(absolute=16.0), Limit(absolute=100.0)
PATIENCE_MS = 10_000
NOTCH = 120
NEXT_DUE = (
    "SELECT w.audit, w.what, w.due, a.subject FROM work w CROSS JOIN audit a ON a.id = w.audit WHERE w.done = 0 "
    "ORDER BY w.due, w.audit, w.task LIMIT 100"
)


def main() -> None:
    """Print a line for each measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--notches", type=int, default=200, help="how often the wheel is turned in each run")
    chosen = parser.parse_args()
    app = QApplication([])
    load_window_fonts(resources_dir() / "fonts")
    Theme(app, Appearance(Scheme.LIGHT))
    GarbageRound(app)  # As in the program: a page cleared away in the middle of its own layout takes Qt down.
    with scratch_folder() as folder:
        profile = make_profile(folder / "profile", role=Role.QA_OFFICER)
        add_signed_audits(profile, chosen.audits)
        workers = Workers(Worker("database", app), Worker("documents", app))
        measure(profile, workers, chosen.runs, chosen.notches)
        workers.stop()
        profile.desk.close()


def measure(profile: OpenedProfile, workers: Workers, runs: int, notches: int) -> None:
    """Measure paintings against an empty page and the bare SQL, and scrolling against a bare list."""

    def bare(statement: Callable[[], object]) -> float:
        def work() -> None:
            statement()
            painted(empty_page())

        return milliseconds(work)

    def list_sql() -> None:
        with profile.store._read() as run:  # noqa: SLF001 - the bare statement and nothing around it
            list(run(NEXT_DUE))

    home = side_by_side(runs, lambda _: shown_home(profile, workers), lambda _: bare(profile.store.home))
    report("officers_home_painted", *home, PAINT)
    work = side_by_side(runs, lambda _: shown_work(profile, workers), lambda _: bare(list_sql))
    report("due_work_painted", *work, PAINT)
    frames, floors = side_by_side(
        max(3, runs // 3), partial(wheel, profile, workers, notches), lambda _: bare_frames(notches)
    )
    report("due_work_wheel_frame", frames, floors, FRAME)
    arrived = side_by_side(runs, lambda _: dragged(profile, workers), lambda _: milliseconds(list_sql))
    report("due_work_rows_after_dragging", *arrived, ARRIVE)


def shown_home(profile: OpenedProfile, workers: Workers) -> float:
    """Return how long the home page takes from asking until it is painted with its data."""

    def show() -> None:
        page = HomePage()
        done = Flag()

        def take(view: HomeView) -> None:
            page.show_home(view)
            done.set()

        HomePresenter(profile.desk, workers.database, take).load()
        done.wait()
        painted(page)
        page.close()

    return milliseconds(show)


def work_list(profile: OpenedProfile, workers: Workers) -> WorkWiring:
    """Return the list with its first rows, painted."""
    wiring = WorkWiring(profile.desk, workers, WorkWays(lambda *_: None, lambda: None, lambda *_: None, lambda: None))
    wait_for(lambda: wiring.page.model.rowCount() > 0)
    painted(wiring.page)
    return wiring


def shown_work(profile: OpenedProfile, workers: Workers) -> float:
    """Return how long due work takes from asking until its first rows are painted."""

    def show() -> None:
        work_list(profile, workers).page.close()

    return milliseconds(show)


def wheel(profile: OpenedProfile, workers: Workers, notches: int, _run: int) -> float:
    """Turn the wheel and return the 95th of a hundred frames, fetching included."""
    page = work_list(profile, workers).page
    found = frames_of(page.list, notches)
    page.close()
    return found


def bare_frames(notches: int) -> float:
    """Return the same for a list of Qt's own with as many rows as the wheel can reach."""
    view = QListView()
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setUniformItemSizes(True)
    view.setModel(QStringListModel([f"What is to be done {number}" for number in range(notches * 10)], view))
    painted(view)
    found = frames_of(view, notches)
    view.close()
    return found


def frames_of(view: QListView, notches: int) -> float:
    """Turn the wheel so often and return the 95th of a hundred frames."""
    target = view.viewport()
    times = []
    for _ in range(notches):
        clock = QElapsedTimer()
        clock.start()
        at = QPointF(target.rect().center())
        turn = QWheelEvent(
            at, target.mapToGlobal(at), QPoint(), QPoint(0, -NOTCH), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(target, turn)
        target.repaint()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        times.append(clock.nsecsElapsed() / 1e6)
    return statistics.quantiles(times, n=20)[-1]


def dragged(profile: OpenedProfile, workers: Workers) -> float:
    """Drag the bar to its end and return how long the next rows take to be there and painted."""
    page = work_list(profile, workers).page
    before = page.model.rowCount()

    def drag() -> None:
        page.list.verticalScrollBar().setValue(page.list.verticalScrollBar().maximum())
        wait_for(lambda: page.model.rowCount() > before)
        page.list.viewport().repaint()

    taken = milliseconds(drag)
    page.close()
    return taken


def empty_page() -> QWidget:
    """Return a page with a heading and nothing else."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(QLabel("Due work"))
    return page


def painted(page: QWidget) -> None:
    """Show a page and wait until it was painted once."""
    page.resize(1150, 690)
    seen = Painted(page)
    page.show()
    wait_for(lambda: seen.is_painted)


class Painted(QObject):
    """Notices that a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.is_painted = False
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        self.is_painted = self.is_painted or event.type() == QEvent.Type.Paint
        return False


class Flag:
    """Something that is waited for."""

    def __init__(self) -> None:
        self._is_set = False

    def set(self) -> None:
        """Let whoever waits go on."""
        self._is_set = True

    def wait(self) -> None:
        """Wait, while the window goes on."""
        wait_for(lambda: self._is_set)


def wait_for(is_so: Callable[[], bool]) -> None:
    """Let the event loop run until something is so."""
    clock = QElapsedTimer()
    clock.start()
    while not is_so():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if clock.elapsed() > PATIENCE_MS:
            raise TimeoutError("nothing came in ten seconds")


if __name__ == "__main__":
    main()
