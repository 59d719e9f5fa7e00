"""The supervision files of each manager's staff: how many were looked at, when last, and what is overdue (R-110)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.filtered_list import FilteredList
from qa_desktop.ui.presenters.supervision_files import ManagerLine
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Subheading
from qa_desktop.ui.widgets.two_line_list import TwoLineList

LEAD = "Signed audits of supervision files on this laptop, by the manager whose staff they are about."
LEAST_HEIGHT = 130


class SupervisionFilesPage(Page):
    """Managers above, the files of the chosen one below."""

    left = Signal()
    audit_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Supervision files", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        column.addWidget(PageHead(self.tr("Supervision files"), self.tr(LEAD)))
        self.open_button = PrimaryButton(self.tr("Open the last audit"))
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(self._open)
        search = SearchLine(self.tr("Search managers"), self.tr("Search by manager"), self)
        self.which = Select(self.tr("Which managers"), self)
        self.which.addItems([self.tr("Every manager"), self.tr("Something is overdue")])
        self.managers = FilteredList[ManagerLine](
            self.tr("Managers"), (search, self.which), lambda one: one.title, parent=self
        )
        self.managers.keeps = lambda one: one.is_overdue or self.which.currentIndex() == 0
        self.managers.empty_words = self._empty_words
        self.managers.chosen_changed.connect(self._show_files)
        self.managers.list.setMinimumHeight(LEAST_HEIGHT)
        column.addWidget(self.managers, 3)
        self.whose = Subheading("", self)
        self.model = TwoLineModel(self)
        self.files = TwoLineList(self.tr("Files"), lines_of, self, folds=True)
        self.files.setModel(self.model)
        self.files.setMinimumHeight(LEAST_HEIGHT)
        self.files.row_opened.connect(lambda _: self._open())
        self.files.selectionModel().currentChanged.connect(lambda now, _: self.open_button.setEnabled(now.isValid()))
        for below in (self.whose, self.files):
            below.hide()
        column.addWidget(self.whose)
        column.addWidget(self.files, 2)
        self.managers.row_opened.connect(lambda: self.files.setFocus(Qt.FocusReason.OtherFocusReason))
        self.back_button = QuietButton(self.tr("Due work"))
        self.back_button.clicked.connect(self.left)
        outer.addWidget(FooterBar(self.back_button, self.open_button))

    def show_managers(self, found: tuple[ManagerLine, ...]) -> None:
        """Show everybody."""
        self.managers.show_rows(found)

    @override
    def focus_first(self) -> None:
        self.managers.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.managers.search.begin()

    def _empty_words(self, any_there: bool) -> tuple[str, str]:  # noqa: FBT001 - a callback of the list
        if any_there and self.managers.search.text().strip():
            return self.tr("Nobody matches"), self.tr("Try fewer letters, or every manager.")
        if any_there:
            return self.tr("Nothing is overdue"), self.tr("Choose every manager to see all of them.")
        return self.tr("Nobody is listed yet"), self.tr("Managers appear here once a supervision file was audited.")

    def _show_files(self, manager: ManagerLine | None) -> None:
        files = () if manager is None else manager.files
        self.model.show_rows(tuple(one.lines for one in files))
        self.open_button.setEnabled(False)
        if manager is not None:
            words = (
                self.tr("Files of the staff of {}") if files else self.tr("No file of the staff of {} was audited yet")
            )
            self.whose.setText(words.format(manager.title))
        self.whose.setVisible(manager is not None)
        self.files.setVisible(bool(files))

    def _open(self) -> None:
        manager, place = self.managers.chosen, self.files.currentIndex().row()
        if manager is not None and 0 <= place < len(manager.files):
            self.audit_requested.emit(manager.files[place].audit)
