"""Joins the pages of a draw, from the list to what is sent, with the services. Long work can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from qa_desktop.clock import local_day
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Job, Phrased, Reporter, Workers, sentence_of
from qa_desktop.ui.dialogs.replace_case import ReplaceCase
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.draw_list import DrawListPage
from qa_desktop.ui.pages.draw_wish import DrawWishPage
from qa_desktop.ui.pages.drawn import DrawnPage
from qa_desktop.ui.pages.share_out import ShareOutPage
from qa_desktop.ui.presenters.draw import DrawChoice, ListChoice, ListView, WishView, wrong_rows_file
from qa_desktop.ui.presenters.draw_session import DrawSession
from qa_desktop.ui.presenters.drawn import ShareChoice, ShareView, drawn_view
from qa_desktop.ui.presenters.times import counted

LISTS = "Lists of cases (*.csv *.txt *.xlsx *.xlsm);;All files (*)"
CSV, PDF, RECORD = "CSV (*.csv)", "PDF (*.pdf)", "Record of a draw (*.json)"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DrawWays:
    """Where the pages lead."""

    show: Callable[[Page], None]
    back: Callable[[], None]
    send_soon: Callable[[], None]


class DrawWiring:
    """One draw at a time. The list is read on the worker of documents, so that the database stays free."""

    def __init__(self, desk: Desk, workers: Workers, window: MainWindow, ways: DrawWays) -> None:
        self._desk = desk
        self._workers = workers
        self._window = window
        self._ways = ways
        self.session = DrawSession(desk)
        self._view: ListView | None = None
        self._statuses = 0
        self._reading: Job[ListView] | None = None
        self._halt = Event()
        self.dialog: ReplaceCase | None = None

    def begin(self) -> None:
        """Ask for the list."""
        self.session, self._view = DrawSession(self._desk), None
        self._show_list()

    def _show_list(self) -> None:
        page = DrawListPage()
        page.left.connect(self._ways.back)
        page.file_requested.connect(lambda: self._choose(page))
        page.read_requested.connect(lambda: self._read(page))
        page.stop_requested.connect(lambda: self._stop(page))
        page.wrong_rows_requested.connect(lambda: self._save_wrong(page))
        page.continued.connect(self._show_wish)
        self._ways.show(page)
        if self._view is not None:
            page.show_list(self._view)

    def open(self, draw_id: str) -> None:
        """Go on with a draw that is kept."""
        session = self.session = DrawSession(self._desk)
        self._workers.documents.submit(
            lambda: session.open(draw_id), lambda _: self._show_drawn(), self._window.show_problem
        )

    def _choose(self, page: DrawListPage) -> None:
        chosen, _ = QFileDialog.getOpenFileName(page, page.tr("Choose the list"), "", LISTS)
        if chosen:
            self._look(page, Path(chosen), "")

    def _look(self, page: DrawListPage, file: Path, sheet: str) -> None:
        session = self.session
        page.begin(page.tr("Looking at {}").format(file.name))

        def looked(view: ListView) -> None:
            page.show_list(view)
            if view.columns:
                self._read(page)

        self._run(lambda: session.look_at(file, sheet), looked, page.show_problem, page)

    def _read(self, page: DrawListPage) -> None:
        session, before = self.session, self.session.choice
        if before is None:
            return
        sheet = str(page.sheet.currentData() or "")
        if sheet != before.sheet and sheet:
            self._look(page, before.file, sheet)
            return
        self._stop(page)
        boxes = page.any_team.isChecked(), page.looked_at.isChecked()
        choice = ListChoice(before.file, before.sheet, page.chosen_columns, *boxes)
        page.begin(page.tr("Reading {}").format(before.file.name))
        reporter, halt = Reporter(page.show_rows_read, page), Event()

        def shown(view: ListView) -> None:
            self._view = view
            page.show_list(view)

        self._halt = halt
        self._reading = self._workers.documents.submit(
            lambda: session.read(choice, reporter.tell, halt.is_set),
            shown,
            Phrased(page.show_problem, sentence_of),
            page=page,
        )

    def _stop(self, page: DrawListPage) -> None:
        if self._reading is not None and not self._reading.cancelled:
            self._reading.cancel()
            self._halt.set()
            page.busy.end()

    def _save_wrong(self, page: DrawListPage) -> None:
        found = self.session.found
        if found is not None:
            self._save(page, "wrong-rows.csv", CSV, lambda: wrong_rows_file(found))

    def _show_wish(self) -> None:
        view = self._view
        if view is None:
            return
        page = DrawWishPage()
        page.left.connect(self._show_list)

        def shown(wish: WishView) -> None:
            self._statuses = len(wish.statuses)
            page.show_view(wish)

        page.draw_requested.connect(lambda choice: self._draw(page, choice))
        self._ways.show(page)
        session = self.session
        self._run(lambda: session.wish_view(view), shown, page.show_problem, page)

    def _draw(self, page: DrawWishPage, choice: DrawChoice) -> None:
        session, statuses = self.session, self._statuses

        def kept(_: None) -> None:
            self._ways.send_soon()
            if isValid(page):
                self._show_drawn()

        def drawn(_: None) -> None:
            self._write(session.keep, kept, page.show_problem)

        self._run(lambda: session.draw(choice, statuses), drawn, page.show_problem)

    def _show_drawn(self) -> None:
        page, session = DrawnPage(), self.session
        page.left.connect(self._ways.back)
        page.page_requested.connect(lambda: self._save(page, "draw.pdf", PDF, session.page))
        page.record_requested.connect(lambda: self._save(page, "draw.json", RECORD, session.file))
        page.replace_requested.connect(lambda case: self._ask_why(page, case))
        page.share_requested.connect(self._show_share)
        page.send_requested.connect(lambda: self._send(page))
        self._ways.show(page)
        self._refresh(page)

    def _refresh(self, page: DrawnPage) -> None:
        record = self.session.record
        if record is not None and isValid(page):
            page.show_drawn(drawn_view(record), can_send=self.session.can_send)

    def _ask_why(self, page: DrawnPage, case: str) -> None:
        dialog = ReplaceCase(case, self._window)
        self.dialog = dialog
        session = self.session

        def replaced(taken: int) -> None:
            if isValid(dialog):
                dialog.accept()
            back = page.tr(" What was sent of it is taken back.") if taken else ""
            self._window.show_notice(page.tr("Replaced.") + back)
            self._ways.send_soon()
            self._refresh(page)

        def replace(reason: str) -> None:
            self._write(lambda: session.replace(case, reason), replaced, dialog.show_problem)

        dialog.replace_requested.connect(replace)
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def _show_share(self) -> None:
        page, session = ShareOutPage(local_day(self._desk.clock.now())), self.session
        page.left.connect(self._show_drawn)
        page.list_requested.connect(lambda: self._take_list(page))
        page.tool_chosen.connect(
            lambda tool: self._run(lambda: session.usual_due(tool), page.show_due, page.show_problem, page)
        )
        page.proposed.connect(lambda choice: self._propose(page, choice))
        self._ways.show(page)
        page.busy.begin(page.tr("Looking up who is here"))

        def shown(view: ShareView) -> None:
            page.show_view(view)

        self._run(session.share_view, shown, page.show_problem, page)

    def _take_list(self, page: ShareOutPage) -> None:
        chosen, _ = QFileDialog.getOpenFileName(page, page.tr("Choose the list of this draw"), "", LISTS)
        if chosen:
            session, file = self.session, Path(chosen)
            page.busy.begin(page.tr("Reading {}").format(file.name))

            def taken(_: None) -> None:
                page.busy.end()
                page.show_list_needed(needed=False)

            self._run(lambda: session.take_list(file), taken, page.show_problem, page)

    def _propose(self, page: ShareOutPage, choice: ShareChoice) -> None:
        session = self.session

        def done(_: None) -> None:
            if isValid(page):
                self._show_drawn()

        self._write(lambda: session.propose(choice), done, page.show_problem)

    def _send(self, page: DrawnPage) -> None:
        session = self.session

        def sent(number: int) -> None:
            words = page.tr("{} are on their way with the next sync.").format(counted(number, "allocation"))
            self._window.show_notice(words)
            self._ways.send_soon()
            self._refresh(page)

        self._write(session.send, sent, page.show_problem)

    def _save(self, page: Page, name: str, kind: str, make: Callable[[], bytes]) -> None:
        chosen, _ = QFileDialog.getSaveFileName(page, page.tr("Save"), name, kind)
        if chosen:
            file, words = Path(chosen), page.tr("Saved to {}").format(chosen)
            self._workers.documents.submit(
                lambda: self._desk.planning.save(file, make()), lambda _: self._window.show_notice(words)
            )

    def _run(
        self, job: Callable[[], T], done: Callable[[T], None], problem: Callable[[str], None], page: Page | None = None
    ) -> None:
        self._workers.documents.submit(job, done, Phrased(problem, sentence_of), page=page)

    def _write(self, job: Callable[[], T], done: Callable[[T], None], problem: Callable[[str], None]) -> None:
        """Do what changes the store where everything else is written, whether its page is still there or not."""
        self._workers.database.submit(job, done, Phrased(problem, sentence_of))
