"""Regular checks: what comes round, whose each is, and what was missed (PRACTICE P-41)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.filtered_list import FilteredList
from qa_desktop.ui.presenters.checks import CheckLine
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind

LEAD = (
    "What your authority's settings say comes round, of the last three months and the next. A signed record closes its "
    "check; others are marked as done."
)


class ChecksPage(Page):
    """A list; the chosen check is begun as a record, or marked."""

    left = Signal()
    start_requested = Signal(str)
    """The tool with which the record is made."""
    done_requested = Signal(object)
    """A CheckRow that was done, or was not after all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Regular checks", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        column.addWidget(PageHead(self.tr("Regular checks"), self.tr(LEAD)))
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        column.addWidget(self.trouble)
        search = SearchLine(self.tr("Search the checks"), self.tr("Search by check or person"), self)
        self.which = Select(self.tr("Which checks"), self)
        self.which.addItems([self.tr("To do"), self.tr("Missed"), self.tr("Done"), self.tr("All of them")])
        self.rows = FilteredList[CheckLine](
            self.tr("Regular checks"), (search, self.which), lambda one: one.check.key, parent=self
        )
        self.rows.keeps = self._keeps
        self.rows.empty_words = self._empty_words
        self.rows.chosen_changed.connect(self._offer)
        self.rows.row_opened.connect(self._start)
        column.addWidget(self.rows, 1)
        self.back_button = QuietButton(self.tr("Due work"))
        self.back_button.clicked.connect(self.left)
        self.done_button = SecondaryButton(self.tr("Mark as done today"))
        self.done_button.clicked.connect(self._mark)
        self.start_button = PrimaryButton(self.tr("Begin its record"))
        self.start_button.clicked.connect(self._start)
        outer.addWidget(FooterBar(self.back_button, self.done_button, self.start_button))
        self._offer(None)

    def show_checks(self, lines: tuple[CheckLine, ...]) -> None:
        """Show them; the chosen one stays chosen."""
        self.trouble.set_text("")
        self.rows.show_rows(lines)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.trouble.set_text(sentence)

    @override
    def focus_first(self) -> None:
        self.rows.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.rows.search.begin()

    def _keeps(self, one: CheckLine) -> bool:
        return (not one.is_done, one.is_missed, one.is_done, True)[max(0, self.which.currentIndex())]

    def _empty_words(self, any_there: bool) -> tuple[str, str]:  # noqa: FBT001 - a callback of the list
        if any_there:
            return self.tr("Nothing of this kind"), self.tr("Try fewer letters, or all of them.")
        return self.tr("No regular check"), self.tr("Your authority's settings name what comes round, and who does it.")

    def _offer(self, one: CheckLine | None) -> None:
        self.start_button.setEnabled(one is not None and bool(one.tool) and not one.is_done)
        self.done_button.setEnabled(one is not None and one.may_mark)
        undone = self.tr("Not done after all") if one is not None and one.is_done else self.tr("Mark as done today")
        self.done_button.setText(undone)

    def _start(self) -> None:
        one = self.rows.chosen
        if one is not None and one.tool and not one.is_done:
            self.start_requested.emit(one.tool)

    def _mark(self) -> None:
        if self.rows.chosen is not None:
            self.done_requested.emit(self.rows.chosen.check)
