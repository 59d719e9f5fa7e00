"""The year's programme: a year or a month of it, what is said of the chosen thing, and what an officer does with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.programme import EntryKind
from qa_desktop.domain.programme_view import Planned
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.filtered_list import FilteredList
from qa_desktop.ui.presenters.programme import ProgrammeDetails, ProgrammeRow, ProgrammeView
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.details_below import DetailsBelow
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, Row
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar
from qa_desktop.ui.widgets.year_grid import YearGrid

FIRST_KIND = 1
"""Before the kinds stands everything."""


class ProgrammePage(Page):
    """A list by time. Everybody reads it; what changes it is only there for QA officers."""

    moved = Signal(int)
    """So many years or months later; earlier where it is negative."""
    span_chosen = Signal(bool)
    """Whether a whole year is shown."""
    month_requested = Signal(int)
    """Show a month of the year that is on screen."""
    chosen_changed = Signal(object)
    """A Planned, or None."""
    plan_requested = Signal()
    focus_requested = Signal()
    change_requested = Signal(object)
    withdraw_requested = Signal(object)
    take_over_requested = Signal(object)
    done_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Programme", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        self.earlier, self.later = SecondaryButton(self.tr("Earlier")), SecondaryButton(self.tr("Later"))
        self.earlier.clicked.connect(lambda: self.moved.emit(-1))
        self.later.clicked.connect(lambda: self.moved.emit(1))
        self.focus_button = SecondaryButton(self.tr("Printed focus"))
        self.focus_button.clicked.connect(self.focus_requested)
        self.plan_button = PrimaryButton(self.tr("Plan something"))
        self.plan_button.clicked.connect(self.plan_requested)
        self.head = PageHead(self.tr("Programme"))
        steps = QWidget(self)
        both = Row(steps, gap=8)
        for button in (self.earlier, self.later):
            both.addWidget(button)
        column.addWidget(HeadRow(self.head, steps, self.focus_button, self.plan_button))
        self.busy = BusyBar(self)
        column.addWidget(self.busy)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self._add_list(column)
        self._add_footer(outer)
        self._view: ProgrammeView | None = None
        self.busy.begin(self.tr("Looking up what is planned"))
        self._offer(None)

    @property
    def chosen(self) -> Planned | None:
        """What is chosen."""
        if self.shows_year:
            cell = self.year.cell
            return cell.next if cell is not None else None
        row = self.rows.chosen
        return row.planned if row is not None else None

    @property
    def shows_year(self) -> bool:
        """Whether the year is shown at a glance."""
        return self._view is not None and self._view.year is not None

    def show_view(self, view: ProgrammeView) -> None:
        """Show what is planned; what was chosen stays chosen."""
        self.busy.end()
        self.trouble.set_text("")
        self._view = view
        self.head.set_words(view.title, view.lead)
        self.plan_button.setVisible(view.may_write)
        self.focus_button.setVisible(view.may_write and bool(view.focus))
        if view.year is None:
            self.rows.show_rows(view.rows)
            self.rows.show_list()
        else:
            self._filter()

    def show_details(self, told: ProgrammeDetails) -> None:
        """Say what is known of the chosen thing."""
        one = self.chosen
        if one is not None:
            self.details.tell(one.title, told.told)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.busy.end()
        self.trouble.set_text(sentence)

    @override
    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.search.begin()

    def _add_list(self, column: Column) -> None:
        self.search = SearchLine(self.tr("Search the programme"), self.tr("Search by theme, service or person"), self)
        self.kind = Select(self.tr("What kind"), self)
        self.kind.addItem(self.tr("Everything"))
        self.kind.addItems([kind.title for kind in EntryKind])
        self.span = Select(self.tr("Year or month"), self)
        self.span.addItems([self.tr("Month"), self.tr("Whole year")])
        self.span.activated.connect(lambda row: self.span_chosen.emit(row == 1))
        self.rows = FilteredList[ProgrammeRow](
            self.tr("What is planned"), (self.search, self.kind, self.span), lambda row: row.key, parent=self
        )
        self.list, self.model, self.empty = self.rows.list, self.rows.model, self.rows.empty
        self.rows.keeps = lambda row: self._kind in (None, row.planned.kind)
        self.rows.empty_words = self._empty_words
        self.rows.chosen_changed.connect(lambda _: self._show_chosen())
        self.year = YearGrid(self.tr("The year at a glance"), self)
        self.year.cell_chosen.connect(self._show_chosen)
        self.year.month_opened.connect(self.month_requested)
        self.year.hide()
        self.rows.add_beside(self.year)
        column.addWidget(self.rows, 5)
        self.details = DetailsBelow(self.tr("The chosen thing"), self, gap=4)
        self.details.hide()
        column.addWidget(self.details, 2)
        self.search.textChanged.connect(lambda _: self._filter())
        self.kind.activated.connect(lambda _: self._filter())

    def _add_footer(self, outer: Column) -> None:
        self.withdraw_button = SecondaryButton(self.tr("Withdraw"))
        self.take_button = SecondaryButton(self.tr("Take over"))
        self.done_button = SecondaryButton("")
        self.change_button = PrimaryButton(self.tr("Change"))
        for button, signal in (
            (self.withdraw_button, self.withdraw_requested),
            (self.take_button, self.take_over_requested),
            (self.done_button, self.done_requested),
            (self.change_button, self.change_requested),
        ):
            button.clicked.connect(lambda _=False, told=signal: told.emit(self.chosen))
        buttons = (self.withdraw_button, self.take_button, self.done_button, self.change_button)
        self.footer = FooterBar(None, *buttons)
        outer.addWidget(self.footer)

    @property
    def _kind(self) -> EntryKind | None:
        row = self.kind.currentIndex()
        return tuple(EntryKind)[row - FIRST_KIND] if row >= FIRST_KIND else None

    def _filter(self) -> None:
        """Show the rows of the year that search and kind leave; the list of a month looks after itself."""
        every = self._view.year if self._view is not None else None
        if every is not None:
            words = self.search.text().strip().casefold()
            able = (one for one in every if self._kind in (None, one.row.kind))
            self.year.show_rows(tuple(one for one in able if words in one.searched))
            self.rows.show_other(None if self.year.grid.rows else self._empty_words(bool(every)))
            self._show_chosen()

    def _empty_words(self, any_there: bool) -> tuple[str, str]:  # noqa: FBT001 - a callback of the list
        if any_there:
            return self.tr("Nothing matches"), self.tr("Try fewer letters, or everything.")
        what = self.tr("What your QA officers plan appears here, and what your authority's settings say comes round.")
        return self.tr("Nothing is planned"), what

    def _show_chosen(self) -> None:
        self._offer(self.chosen)
        self.chosen_changed.emit(self.chosen)

    def _offer(self, one: Planned | None) -> None:
        if one is None:
            self._tell_undated()
        may = one is not None and self._view is not None and self._view.may_write
        is_entry = one is not None and one.entry is not None
        can_be_done = one is not None and one.can_be_done
        self.withdraw_button.setVisible(may and is_entry)
        self.change_button.setVisible(may and is_entry)
        self.take_button.setVisible(may and not is_entry and one is not None and one.kind.is_entered)
        is_done = one is not None and one.done is not None
        self.done_button.setText(self.tr("Not done after all") if is_done else self.tr("Mark as done today"))
        self.done_button.setVisible(may and can_be_done)
        buttons = (self.withdraw_button, self.change_button, self.take_button, self.done_button)
        self.footer.setVisible(any(not button.isHidden() for button in buttons))

    def _tell_undated(self) -> None:
        """Say below the year what comes round without anybody having said when."""
        undated = self._view.undated if self._view is not None else ()
        if undated and self.shows_year:
            self.details.tell(self.tr("Comes round without a date"), undated)
        else:
            self.details.tell_nothing()
