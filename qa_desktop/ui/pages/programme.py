"""The year's programme: a year or a month of it, what is said of the chosen thing, and what an officer does with it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.programme import EntryKind
from qa_desktop.domain.programme_view import Planned
from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.programme import ProgrammeDetails, ProgrammeRow, ProgrammeView
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.details_below import DetailsBelow
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, Row
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar, EmptyState
from qa_desktop.ui.widgets.two_line_list import TwoLineList, TwoLines

FIRST_KIND = 1
"""Before the kinds stands everything."""


class ProgrammePage(Page):
    """A list by time. Everybody reads it; what changes it is only there for QA officers."""

    moved = Signal(int)
    """So many years or months later; earlier where it is negative."""
    span_chosen = Signal(bool)
    """Whether a whole year is shown."""
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
        buttons = (self.earlier, self.later, self.focus_button, self.plan_button)
        column.addWidget(FlowRow(self.head, *buttons, gap=16, spread_after=1))
        self.busy = BusyBar(self)
        column.addWidget(self.busy)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self._add_list(column)
        self._add_footer(outer)
        self._view: ProgrammeView | None = None
        self._rows: tuple[ProgrammeRow, ...] = ()
        self.busy.begin(self.tr("Looking up what is planned"))
        self._offer(None)

    @property
    def chosen(self) -> Planned | None:
        """What is chosen."""
        place = self.list.currentIndex().row()
        return self._rows[place].planned if 0 <= place < len(self._rows) else None

    def show_view(self, view: ProgrammeView) -> None:
        """Show what is planned; what was chosen stays chosen."""
        self.busy.end()
        self.trouble.set_text("")
        self._view = view
        self.head.set_words(view.title, view.lead)
        self.plan_button.setVisible(view.may_write)
        self.focus_button.setVisible(view.may_write and bool(view.focus))
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
        self.span.addItems([self.tr("Month by month"), self.tr("The whole year")])
        self.span.activated.connect(lambda row: self.span_chosen.emit(row == 1))
        line = Row(gap=10)
        for widget, stretch in ((self.search, 3), (self.kind, 1), (self.span, 1)):
            line.addWidget(widget, stretch)
        column.addLayout(line)
        self.model = TwoLineModel(self)
        self.list = TwoLineList(self.tr("What is planned"), lines_of, self, folds=True)
        self.list.setModel(self.model)
        self.search.search_in(self.list)
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        column.addWidget(self.list, 3)
        self.details = DetailsBelow(self.tr("The chosen thing"), self, gap=4)
        self.details.hide()
        column.addWidget(self.details, 2)
        self.empty = EmptyState("", "")
        self.empty.hide()
        column.addWidget(self.empty, 1)
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

    def _filter(self) -> None:
        if self._view is None:
            return
        kept, words, row = self.chosen, self.search.text().strip().casefold(), self.kind.currentIndex()
        kind = tuple(EntryKind)[row - FIRST_KIND] if row >= FIRST_KIND else None
        able = (one for one in self._view.rows if kind in (None, one.planned.kind))
        self._rows = tuple(one for one in able if words in f"{one.title} {one.caption} {one.right}".casefold())
        self.model.show_rows(tuple(TwoLines(one.title, one.caption, one.right) for one in self._rows))
        self.list.setVisible(bool(self._rows))
        if self._view.rows:
            self.empty.set_words(self.tr("Nothing matches"), self.tr("Try fewer letters, or everything."))
        else:
            what = self.tr(
                "What your QA officers plan appears here, and what your authority's settings say comes round."
            )
            self.empty.set_words(self.tr("Nothing is planned"), what)
        self.empty.setVisible(not self._rows)
        places = [place for place, one in enumerate(self._rows) if kept is not None and one.planned.key == kept.key]
        if places:
            self.list.setCurrentIndex(self.model.index(places[0]))
        self._show_chosen(QModelIndex())

    def _show_chosen(self, _now: QModelIndex) -> None:
        self._offer(self.chosen)
        self.chosen_changed.emit(self.chosen)

    def _offer(self, one: Planned | None) -> None:
        if one is None:
            self.details.tell_nothing()
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
