"""Joins the import of a list into a register with the service behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from qa_desktop.services.desk import Desk
from qa_desktop.services.import_entries import Begun, EntryWish, ReadEntries, WrongEntry, rest_of
from qa_desktop.ui.background import Phrased, Workers, sentence_of
from qa_desktop.ui.dialogs.import_entries import ImportEntriesDialog
from qa_desktop.ui.pages.registers import RegistersPage

AT_ONCE = 10
"""So many records are begun in one piece of work: what else has to be saved comes between."""


class EntryImport(QObject):
    """Asks for a list, shows what it would bring, and begins its records."""

    def __init__(self, desk: Desk, workers: Workers, page: RegistersPage, saved: Callable[[], None]) -> None:
        super().__init__(page)
        self.ask_file: Callable[[], str] = self._ask_file
        self.ask_rest: Callable[[], str] = self._ask_rest
        self._desk = desk
        self._workers = workers
        self._page = page
        self._saved = saved
        self._made = self._asked = 0
        self._late: list[WrongEntry] = []
        self.dialog: ImportEntriesDialog | None = None
        page.import_requested.connect(self.begin)

    def begin(self, register: str, title: str) -> None:
        """Ask for the file and look into it."""
        chosen = self.ask_file()
        if not chosen or self.dialog is not None:
            return
        look = self._desk.import_entries.look
        self._workers.documents.submit(
            lambda: look(EntryWish(register, Path(chosen))),
            lambda found: self._show(title, found),
            Phrased(self._page.show_problem, sentence_of),
            page=self._page,
        )

    def _show(self, title: str, found: ReadEntries) -> None:
        dialog = self.dialog = ImportEntriesDialog(title, found, self._page)
        self._made, self._asked, self._late = 0, 0, []
        self._found = found
        dialog.begin_requested.connect(lambda: self._go_on(dialog))
        dialog.rest_requested.connect(lambda: self._save_rest(dialog))
        dialog.finished.connect(lambda _: self._let_go(dialog))
        dialog.open()

    def _go_on(self, dialog: ImportEntriesDialog) -> None:
        """Begin the next few; what was begun stays, whatever happens to the window."""
        ready = self._found.ready
        done = self._made + self._asked + len(self._late)
        if done == len(ready):
            self._end(dialog)
            return
        if not isValid(dialog) or self.dialog is not dialog:
            self._changed()
            return
        dialog.show_progress(done, len(ready))
        begin, some = self._desk.import_entries.begin, ready[done : done + AT_ONCE]

        def took(begun: Begun) -> None:
            self._made += len(begun.made)
            self._asked += begun.asked
            self._late += begun.wrong
            self._go_on(dialog)

        self._workers.database.submit(lambda: begin(some), took, Phrased(dialog.show_problem, sentence_of))

    def _end(self, dialog: ImportEntriesDialog) -> None:
        self._found = replace(self._found, ready=(), wrong=(*self._found.wrong, *self._late))
        if isValid(dialog):
            dialog.show_begun(self._made, self._asked, self._found)
        self._made, self._asked, self._late = 0, 0, []
        self._changed()

    def _changed(self) -> None:
        self._saved()
        if isValid(self._page):
            self._page.ask_anew()

    def _save_rest(self, dialog: ImportEntriesDialog) -> None:
        chosen = self.ask_rest()
        if chosen:
            data, save = rest_of(self._found.headings, self._found.wrong), self._desk.planning.save
            problem = Phrased(dialog.show_problem, sentence_of)
            self._workers.documents.submit(lambda: save(Path(chosen), data), lambda _: None, problem, page=dialog)

    def _let_go(self, dialog: ImportEntriesDialog) -> None:
        self.dialog = None
        dialog.deleteLater()

    def _ask_file(self) -> str:
        kinds = self.tr("Lists (*.csv *.xlsx *.xlsm *.txt)")
        return QFileDialog.getOpenFileName(self._page, self.tr("A list to import"), "", kinds)[0]

    def _ask_rest(self) -> str:
        return QFileDialog.getSaveFileName(self._page, self.tr("Save"), "not-taken.csv", "CSV (*.csv)")[0]
