"""Joins the page of registers with the service behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Workers
from qa_desktop.ui.exemplars_wiring import ExemplarAdding, ExemplarsWiring
from qa_desktop.ui.import_entries_wiring import EntryImport
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.registers import RegistersPage
from qa_desktop.ui.presenters.registers import RegistersPresenter


@dataclass(frozen=True, slots=True)
class RegistersWays:
    """Where the page leads."""

    open_audit: Callable[[str], None]
    start: Callable[[str], None]
    """Begins a record with a tool."""
    show: Callable[[Page, Place], None]
    """Puts the library of good practice on screen."""
    go: Callable[[Place], None]
    saved: Callable[[], None]


class RegistersWiring(QObject):
    """Everything that the page does. It is read off the database's own worker."""

    def __init__(self, desk: Desk, workers: Workers, ways: RegistersWays) -> None:
        self.page = RegistersPage(may_add=desk.exemplars.may_write)
        super().__init__(self.page)
        page = self.page
        self._presenter = RegistersPresenter(desk, workers.documents, page)
        page.question_asked.connect(lambda question: self._presenter.ask(question, page.show_rows))
        page.counts_asked.connect(lambda register, span: self._presenter.count(register, span, page.show_counts))
        page.more_requested.connect(self._presenter.more)
        page.audit_requested.connect(ways.open_audit)
        page.new_requested.connect(ways.start)
        self._presenter.load(page.show_registers)
        self._desk, self._workers, self._ways = desk, workers, ways
        self.adding = ExemplarAdding(desk, workers, page, ways.saved)
        self.importing = EntryImport(desk, workers, page, ways.saved)
        page.exemplars_requested.connect(self._show_exemplars)
        page.exemplar_requested.connect(self.adding.begin)

    def _show_exemplars(self) -> None:
        ways = self._ways
        library = ExemplarsWiring(self._desk, self._workers, lambda: ways.go(Place.REGISTERS), ways.saved)
        ways.show(library.page, Place.REGISTERS)

    def refresh_standing(self) -> None:
        """Count anew, as after a sync; the rows stay where somebody has chosen one."""
        if self.page.entries.chosen is None:
            self._presenter.load(self.page.show_registers)
