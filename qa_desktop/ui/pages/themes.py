"""The authority's list of themes: how often each was tagged, its quotations, and those that wait to be redacted."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.dialogs.ask_of_theme import AskOfTheme, MergeTheme, NameTheme
from qa_desktop.ui.item_models.paged import ROW_ROLE, PagedListModel
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.filtered_list import FilteredList
from qa_desktop.ui.presenters.insight_behind import AuditLine
from qa_desktop.ui.presenters.themes import ThemeLine, ThemesView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton, SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar
from qa_desktop.ui.widgets.text import Strong
from qa_desktop.ui.widgets.two_line_list import Index, TwoLineList, TwoLines

QUOTES_HEIGHT = 110
ALL, IN_USE, WAITING, NO_MORE = range(4)


class ThemesPage(Page):
    """A list with the quotations of the chosen theme below it."""

    left = Signal()
    period_chosen = Signal(str)
    """As people write it; empty for every time."""
    theme_chosen = Signal(str)
    more_requested = Signal()
    audit_requested = Signal(str)
    redact_requested = Signal(str)
    """The theme whose quotations are gone through; empty for all of them."""
    retire_requested = Signal(str)
    restore_requested = Signal(str)
    add_requested = Signal(str)
    pack_requested = Signal()
    rename_requested = Signal(str, str)
    """A theme, and what it is called from now on."""
    merge_requested = Signal(str, str)
    """A theme, and the one that it becomes."""

    def __init__(self, periods: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__("Themes", parent)
        self.dialog: AskOfTheme | None = None
        outer = Column(self, gap=0)
        column = Column(gap=12, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        self.head = PageHead(self.tr("Themes"), self.tr("What audits are tagged with, and the words they rest on."))
        self.period, self.which = Select(self.tr("Of which time"), self), Select(self.tr("Which of them"), self)
        for value, words in (("", self.tr("Every time")), *periods):
            self.period.addItem(words, value)
        column.addWidget(HeadRow(self.head, self.period))
        self.busy = BusyBar(self)
        column.addWidget(self.busy)
        self.trouble, self.done = Banner("", BannerKind.PROBLEM), Banner("", BannerKind.GOOD)
        for one in (self.trouble, self.done):
            one.hide()
            column.addWidget(one)
        self.search = SearchLine(self.tr("Search themes"), self.tr("Search by name"), self)
        self.which.addItems([self.tr("All"), self.tr("In use"), self.tr("To be redacted"), self.tr("No more in use")])
        self.rows = FilteredList[ThemeLine](
            self.tr("Themes"), (self.search, self.which), lambda one: one.title.casefold(), parent=self
        )
        self.list, self.model, self.empty = self.rows.list, self.rows.model, self.rows.empty
        self.rows.keeps = self._keeps
        self.rows.empty_words = self._empty_words
        self.rows.chosen_changed.connect(self._show_chosen)
        self.period.activated.connect(lambda _: self._choose_period())
        column.addWidget(self.rows, 3)
        self._add_chosen(column)
        outer.addWidget(self._footer())
        for before, after in pairwise((self.period, self.search, self.which, self.list)):
            self.setTabOrder(before, after)
        self._told = ""
        self.busy.begin(self.tr("Counting"))
        self._show_chosen(None)

    @property
    def chosen(self) -> ThemeLine | None:
        """The theme that is chosen."""
        return self.rows.chosen

    def show_view(self, view: ThemesView) -> None:
        """Show the list; the chosen theme stays chosen."""
        self.busy.end()
        self.trouble.set_text("")
        self.head.set_words(self.tr("Themes"), view.lead)
        self.redact_button.setEnabled(bool(view.waiting))
        self._told = ""
        self.rows.show_rows(view.rows)

    def show_quotations(self, rows: tuple[AuditLine, ...], *, more: bool, first: bool) -> None:
        """Show a page of quotations; the first one takes the place of what was there."""
        if first:
            self.quotes_model.start_again()
        self.quotes_model.add(rows, more=more)
        self.quotes.setVisible(self.quotes_model.rowCount() > 0)

    def show_done(self, words: str) -> None:
        """Say what was done."""
        self.trouble.set_text("")
        self.done.set_text(words)
        announce(self, words)

    def show_problem(self, sentence: str) -> None:
        """Say why something was not done: in the dialog where one asked for it."""
        self.busy.end()
        if self.dialog is not None:
            self.dialog.show_problem(sentence)
            return
        self.done.set_text("")
        self.trouble.set_text(sentence)
        announce(self, sentence, urgent=True)

    @override
    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.search.begin()

    def _add_chosen(self, column: Column) -> None:
        self.title = Strong("", self)
        self.rename_button = SmallButton(self.tr("Rename"), parent=self)
        self.rename_button.clicked.connect(lambda: self._ask_name(self._name()))
        self.merge_button = SmallButton(self.tr("Merge into another"), parent=self)
        self.merge_button.clicked.connect(lambda: self._ask_other(self._name()))
        self.retire_button = SmallButton(self.tr("Retire"), parent=self)
        self.retire_button.clicked.connect(lambda: self.retire_requested.emit(self._name()))
        self.restore_button = SmallButton(self.tr("Take up again"), parent=self)
        self.restore_button.clicked.connect(lambda: self.restore_requested.emit(self._name()))
        self.list_button = SmallButton(self.tr("Put on the list"), parent=self)
        self.list_button.clicked.connect(lambda: self.add_requested.emit(self._name()))
        self.redact_these_button = SmallButton("", parent=self)
        self.redact_these_button.clicked.connect(lambda: self.redact_requested.emit(self._name()))
        first, later = (self.rename_button, self.merge_button), (self.restore_button, self.list_button)
        self._line = FlowRow(self.title, *first, self.retire_button, *later, self.redact_these_button, gap=10)
        column.addWidget(self._line)
        self.quotes_model = PagedListModel[AuditLine](self)
        self.quotes_model.more_requested.connect(self.more_requested)
        self.quotes = TwoLineList(self.tr("Quotations of the chosen theme"), _lines, self, folds=True)
        self.quotes.setModel(self.quotes_model)
        self.quotes.setMinimumHeight(QUOTES_HEIGHT)
        self.quotes.row_opened.connect(self._open)
        self.quotes.hide()
        column.addWidget(self.quotes, 2)

    def _footer(self) -> FooterBar:
        back = QuietButton(self.tr("Insight"))
        back.clicked.connect(self.left)
        self.add_button = SecondaryButton(self.tr("Add a theme"))
        self.add_button.clicked.connect(lambda: self._ask_name(""))
        self.pack_button = SecondaryButton(self.tr("Calibration pack"))
        self.pack_button.setAccessibleDescription(self.tr("Audits without people and grades, for training moderators"))
        self.pack_button.clicked.connect(self.pack_requested)
        self.redact_button = PrimaryButton(self.tr("Redact one after the other"))
        self.redact_button.setEnabled(False)
        self.redact_button.clicked.connect(lambda: self.redact_requested.emit(""))
        return FooterBar(back, self.pack_button, self.add_button, self.redact_button)

    def _name(self) -> str:
        return self.chosen.title if self.chosen is not None else ""

    def _keeps(self, one: ThemeLine) -> bool:
        wanted = max(0, self.which.currentIndex())
        is_old = bool(one.theme) and not one.is_offered
        return {ALL: True, IN_USE: not is_old, WAITING: bool(one.waiting), NO_MORE: is_old}[wanted]

    def _empty_words(self, any_there: bool) -> tuple[str, str]:  # noqa: FBT001 - a callback of the list
        if any_there:
            return self.tr("No theme matches"), ""
        return (
            self.tr("There is no theme yet"),
            self.tr("Add the first one: audits are then tagged with what stands on the list."),
        )

    def _choose_period(self) -> None:
        self.busy.begin(self.tr("Counting"))
        self.period_chosen.emit(str(self.period.currentData() or ""))

    def _show_chosen(self, row: ThemeLine | None) -> None:
        self._line.setVisible(row is not None)
        if row is None:
            self._told = ""
            self.quotes.hide()
            return
        self.title.setText(row.title)
        is_listed = bool(row.theme)
        for button, is_there in (
            (self.rename_button, row.is_offered),
            (self.merge_button, row.is_offered and bool(self._others(row))),
            (self.retire_button, row.is_offered),
            (self.restore_button, is_listed and not row.is_offered),
            (self.list_button, not is_listed),
            (self.redact_these_button, bool(row.waiting)),
        ):
            button.setVisible(is_there)
        self.redact_these_button.setText(self.tr("Redact its quotations ({})").format(row.waiting))
        if row.title != self._told:
            self._told = row.title
            self.theme_chosen.emit(row.title)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            row: AuditLine = index.data(ROW_ROLE)
            self.audit_requested.emit(row.audit)

    def _ask_name(self, before: str) -> None:
        ask = (lambda name: self.rename_requested.emit(before, name)) if before else self.add_requested.emit
        self._ask(NameTheme(before, self), ask)

    def _others(self, row: ThemeLine) -> list[str]:
        """Return into which themes one can be merged."""
        return [one.title for one in self.rows.every if one.is_offered and one.theme != row.theme]

    def _ask_other(self, theme: str) -> None:
        if self.chosen is not None:
            others = self._others(self.chosen)
            self._ask(MergeTheme(theme, others, self), lambda into: self.merge_requested.emit(theme, into))

    def _ask(self, dialog: AskOfTheme, then: Callable[[str], None]) -> None:
        self.dialog = dialog
        dialog.answered.connect(then)
        dialog.finished.connect(lambda _: self._let_go(dialog))
        dialog.open()

    def _let_go(self, dialog: AskOfTheme) -> None:
        self.dialog = None
        dialog.deleteLater()


def _lines(index: Index) -> TwoLines:
    row: AuditLine = index.data(ROW_ROLE)
    return row.lines
