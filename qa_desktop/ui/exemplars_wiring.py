"""Joins the library of good practice with the service that keeps it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from qa_desktop.domain.exemplar import Exemplar
from qa_desktop.domain.ids import AuditId
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Workers
from qa_desktop.ui.dialogs.add_exemplar import AddExemplar
from qa_desktop.ui.pages.exemplars import ExemplarsPage


class ExemplarAdding(QObject):
    """Asks for an exemplar and adds it."""

    def __init__(self, desk: Desk, workers: Workers, over: QWidget, added: Callable[[], None]) -> None:
        super().__init__(over)
        self._desk = desk
        self._workers = workers
        self._over = over
        self._added = added
        self.dialog: AddExemplar | None = None

    def begin(self, audit: str = "") -> None:
        """Ask, with what a signed audit says is going well, or with nothing."""
        if audit:
            draft = self._desk.exemplars.draft
            self._workers.database.submit(
                lambda: draft(AuditId(audit)), lambda begun: self._ask(begun, audit), page=self._over
            )
        else:
            self._ask(Exemplar("", "", ""), "")

    def _ask(self, begun: Exemplar, audit: str) -> None:
        if self.dialog is not None:  # the key was pressed twice
            return
        dialog = self.dialog = AddExemplar(begun, self._over)
        dialog.added.connect(lambda one, looked: self._add(dialog, one, audit, looked=looked))
        dialog.finished.connect(lambda _: self._let_go(dialog))
        dialog.open()

    def _add(self, dialog: AddExemplar, one: Exemplar, audit: str, *, looked: bool) -> None:
        comes_from = AuditId(audit) if audit else None

        def done(_: Exemplar) -> None:
            if isValid(dialog):
                dialog.accept()
            self._added()

        add = self._desk.exemplars.add
        self._workers.database.submit(
            lambda: add(one, comes_from=comes_from, looked_through=looked), done, dialog.show_problem
        )

    def _let_go(self, dialog: AddExemplar) -> None:
        self.dialog = None
        dialog.deleteLater()


class ExemplarsWiring(QObject):
    """Everything that the page does."""

    def __init__(self, desk: Desk, workers: Workers, leave: Callable[[], None], saved: Callable[[], None]) -> None:
        self.page = ExemplarsPage(may_write=desk.exemplars.may_write)
        super().__init__(self.page)
        self._desk = desk
        self._workers = workers
        self._saved = saved
        self.adding = ExemplarAdding(desk, workers, self.page, self._changed)
        self.page.left.connect(leave)
        self.page.add_requested.connect(self.adding.begin)
        self.page.withdraw_requested.connect(self._withdraw)
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Read the library anew, as after a sync."""
        self._workers.database.submit(self._desk.exemplars, self.page.show_exemplars, page=self.page)

    def _withdraw(self, exemplar: str) -> None:
        withdraw = self._desk.exemplars.withdraw
        self._workers.database.submit(lambda: withdraw(exemplar), lambda _: self._changed(), page=self.page)

    def _changed(self) -> None:
        self._saved()
        if isValid(self.page):
            self.refresh_standing()
