"""Measures what a QA officer sees of many audits: the home page, and every long list while it is scrolled."""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QEventLoop,
    QObject,
    QPoint,
    QPointF,
    QStringListModel,
    Qt,
)
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from benchmarks.many_audits import REGISTER, add_signed_audits
from benchmarks.measure import Limit, milliseconds, report, side_by_side
from benchmarks.profiles import OpenedProfile, make_profile, scratch_folder
from qa_desktop.domain.improvement_list import ImprovementQuestion
from qa_desktop.domain.inbox import InboxQuestion
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.record import Role
from qa_desktop.domain.register import EntryQuestion, Span
from qa_desktop.domain.tracker import ActionQuestion, Leavers
from qa_desktop.domain.work_list import Scope, WorkFilter
from qa_desktop.services.keep_appearance import Appearance, Scheme
from qa_desktop.settings import resources_dir
from qa_desktop.ui.actions_wiring import ActionsWays, ActionsWiring
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.garbage import GarbageRound
from qa_desktop.ui.improvements_wiring import ImprovementsWays, ImprovementsWiring
from qa_desktop.ui.pages.actions import ActionsPage
from qa_desktop.ui.pages.audits import AuditsPage
from qa_desktop.ui.pages.due_work import DueWorkPage
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.improvements import ImprovementsPage
from qa_desktop.ui.pages.inbox import InboxPage
from qa_desktop.ui.presenters.audits import AuditsPresenter
from qa_desktop.ui.presenters.home import HomePresenter, HomeView
from qa_desktop.ui.presenters.inbox import InboxPresenter
from qa_desktop.ui.theme import Theme, load_window_fonts
from qa_desktop.ui.work_wiring import WorkWays, WorkWiring

AS_COUNTED, OF_WEEKS = Limit(ratio=1.0), "counts_by_week"
"""No page counts by week: reports and the command do, and are to take no longer than counting the rows."""
PAINT, FRAME, ARRIVE = Limit(absolute=60.0), Limit(absolute=16.0), Limit(absolute=100.0)
COUNTED = (
    "SELECT substr(e.day, 1, 7), c.question, c.code, sum(c.amount) FROM entry e JOIN entry_count c "
    "ON c.audit = e.audit AND c.register = e.register WHERE e.register = ? AND e.signed = 1 GROUP BY 1, 2, 3"
)
FIRST_ENTRIES = "SELECT * FROM entry WHERE register = ? ORDER BY day DESC, audit DESC LIMIT 100"
PATIENCE_MS = 10_000
NOTCH = 120


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

    home = side_by_side(runs, lambda _: shown_home(profile, workers), lambda _: bare(profile.store.home))
    report("officers_home_painted", *home, PAINT)
    for name, made in lists(profile, workers).items():
        measure_list(name, made, bare, runs, notches)
    measure_registers(profile, runs)


def measure_registers(profile: OpenedProfile, runs: int) -> None:
    """Measure what the page of a register waits for, against counting its rows and reading a page of them bare."""
    store = profile.store.registers
    today = profile.desk.work.today
    reads: dict[str, tuple[Callable[[], object], str]] = {
        **{f"counts_by_{span.value}": (partial(store.counts, REGISTER, span), COUNTED) for span in Span},
        "entries_read": (lambda: store.page(EntryQuestion(REGISTER), today), FIRST_ENTRIES),
    }
    for name, (read, bare) in reads.items():
        times = side_by_side(runs, partial(timed, read), partial(timed, partial(bare_rows, profile, bare)))
        report(f"register_{name}", *times, AS_COUNTED if name == OF_WEEKS else PAINT)


def timed(work: Callable[[], object], _run: int) -> float:
    """Return how long the work takes."""
    return milliseconds(work)


def bare_rows(profile: OpenedProfile, statement: str) -> None:
    """Read the entries of the register by a statement of our own."""
    with profile.store._read() as run:  # noqa: SLF001 - the bare SQL
        list(run(statement, (REGISTER,)))


def measure_list(
    name: str, made: Callable[[], ShownList], bare: Callable[[Callable[[], object]], float], runs: int, notches: int
) -> None:
    """Measure one list: its first rows, scrolling by the wheel, and the rows after dragging."""

    def show() -> None:
        made().close()

    with_rows = made()
    sql = with_rows.first_rows
    with_rows.close()
    report(f"{name}_painted", *side_by_side(runs, lambda _: milliseconds(show), lambda _: bare(sql)), PAINT)
    frames, floors = side_by_side(max(3, runs // 3), lambda _: wheel(made(), notches), lambda _: bare_frames(notches))
    report(f"{name}_wheel_frame", frames, floors, FRAME)
    arrived = side_by_side(runs, lambda _: dragged(made()), lambda _: milliseconds(sql))
    report(f"{name}_rows_after_dragging", *arrived, ARRIVE)


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


ListPage: TypeAlias = DueWorkPage | ActionsPage | ImprovementsPage | AuditsPage | InboxPage


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list with its first rows, and what reads them."""

    page: ListPage
    first_rows: Callable[[], object]

    def close(self) -> None:
        """Take it off the screen."""
        self.page.close()


def lists(profile: OpenedProfile, workers: Workers) -> dict[str, Callable[[], ShownList]]:
    """Return what makes each list of the officer's desk, as the window does."""
    desk, database, documents = profile.desk, workers.database, workers.documents
    today = desk.work.today

    def due_work() -> ShownList:
        ways = WorkWays(*(lambda *_: None for _ in range(6)))
        wanted = WorkFilter(Scope.ALL)
        return shown(WorkWiring(desk, workers, ways).page, lambda: profile.store.work(wanted, frozenset()))

    def actions() -> ShownList:
        page = ActionsWiring(desk, workers, ActionsWays(lambda *_: None, lambda: None)).page
        return shown(page, lambda: profile.store.actions.page(ActionQuestion(limit=100), Leavers(), today))

    def improvements() -> ShownList:
        page = ImprovementsWiring(desk, workers, ImprovementsWays(lambda *_: None, lambda: None)).page
        return shown(page, lambda: profile.store.improvements.page(ImprovementQuestion(limit=100), today))

    def audits() -> ShownList:
        page = AuditsPage()
        presenter = AuditsPresenter(desk, database, page.show_rows, page)
        page.question_asked.connect(presenter.ask)
        page.model.more_requested.connect(presenter.more)
        page.ask()
        return shown(page, lambda: profile.store.summaries(SummaryFilter(limit=100)))

    def inbox() -> ShownList:
        page = InboxPage()
        presenter = InboxPresenter(desk, documents, page.show_rows, page)
        page.question_asked.connect(presenter.ask)
        page.more_requested.connect(presenter.more)
        page.ask()
        return shown(page, lambda: profile.store.inbox.page(InboxQuestion(), 50))

    return {"due_work": due_work, "actions": actions, "improvements": improvements, "audits": audits, "inbox": inbox}


def shown(page: ListPage, first_rows: Callable[[], object]) -> ShownList:
    """Return the page once it is painted with its first rows."""
    wait_for(lambda: page.model.rowCount() > 0)
    painted(page)
    return ShownList(page, first_rows)


def wheel(made: ShownList, notches: int) -> float:
    """Turn the wheel and return the 95th of a hundred frames, fetching included."""
    found = frames_of(made.page.list, notches)
    made.close()
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


def dragged(made: ShownList) -> float:
    """Drag the bar to its end and return how long the next rows take to be there and painted."""
    page = made.page
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
