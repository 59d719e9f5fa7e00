"""The officer's allocations: what people answered, who has how many, and the draws that they came from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.filtered_list import FilteredList
from qa_desktop.ui.presenters.allocations import AllocationsView, PlanRow, Showing
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.details_below import DetailsBelow
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar

EMPTY = {
    Showing.ALLOCATED: ("Nothing is allocated", "Draw cases, share them out, and what you send appears here."),
    Showing.NEEDS: ("Nothing needs you", "What somebody declined or wants to swap appears here, and what is overdue."),
    Showing.DRAWS: (
        "No draw yet",
        "Draw cases from a list of your case system. Every QA officer sees it here.",
    ),
    Showing.PEOPLE: ("Nobody is known here yet", "People arrive with a sync."),
}


class AllocationsPage(Page):
    """A list with four sides, what is known of the chosen row below it, and what may be done at the foot."""

    draw_requested = Signal()
    one_requested = Signal()
    """Allocate a single case."""
    draw_opened = Signal(str)
    give_requested = Signal(str)
    withdraw_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Draw and allocate", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        self.draw_button = PrimaryButton(self.tr("Draw cases"))
        self.draw_button.clicked.connect(self.draw_requested)
        self.one_button = SecondaryButton(self.tr("Allocate one case"))
        self.one_button.clicked.connect(self.one_requested)
        self.head = PageHead(self.tr("Draw and allocate"))
        column.addWidget(HeadRow(self.head, self.one_button, self.draw_button))
        self.busy = BusyBar(self)
        column.addWidget(self.busy)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self._add_list(column)
        self.withdraw_button = SecondaryButton(self.tr("Take back"))
        self.withdraw_button.clicked.connect(lambda: self._on_chosen(self.withdraw_requested.emit))
        self.give_button = PrimaryButton(self.tr("Give to somebody else"))
        self.give_button.clicked.connect(lambda: self._on_chosen(self.give_requested.emit))
        self.open_button = PrimaryButton(self.tr("Open the draw"))
        self.open_button.clicked.connect(lambda: self._on_chosen(self.draw_opened.emit))
        self.footer = FooterBar(None, self.withdraw_button, self.give_button, self.open_button)
        outer.addWidget(self.footer)
        self._view: AllocationsView | None = None
        self.busy.begin(self.tr("Looking through the allocations"))
        self._offer(None)

    @property
    def showing(self) -> Showing:
        """Which list is on screen."""
        return tuple(Showing)[max(0, self.which.currentIndex())]

    @property
    def chosen(self) -> PlanRow | None:
        """The row that is chosen."""
        return self.rows.chosen

    def show_view(self, view: AllocationsView) -> None:
        """Show what there is; the chosen row stays chosen."""
        self.busy.end()
        self.trouble.set_text("")
        self._view = view
        self.head.set_words(self.tr("Draw and allocate"), view.lead)
        self._show_side()

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
        hint = self.tr("Search by reference, person or tool")
        self.search = SearchLine(self.tr("Search what is allocated"), hint, self)
        self.which = Select(self.tr("What to list"), self)
        titles = (self.tr("Everything allocated"), self.tr("What needs you"), self.tr("Draws"), self.tr("People"))
        self.which.addItems(list(titles))
        self.details = DetailsBelow(self.tr("The chosen allocation"), self, gap=6)
        self.rows = FilteredList[PlanRow](
            self.tr("What is allocated"), (self.search, self.which), lambda one: one.id, self.details, self
        )
        self.list, self.model, self.empty = self.rows.list, self.rows.model, self.rows.empty
        self.list.hide()
        self.rows.empty_words = self._empty_words
        self.rows.row_opened.connect(self._open)
        self.rows.chosen_changed.connect(self._offer)
        column.addWidget(self.rows, 1)
        self.which.activated.connect(lambda _: self._show_side())

    def _show_side(self) -> None:
        if self._view is not None:
            self.rows.show_rows(self._view.rows[self.showing])

    def _empty_words(self, any_there: bool) -> tuple[str, str]:  # noqa: FBT001 - a callback of the list
        title, what = ("Nothing matches", "Try fewer letters.") if any_there else EMPTY[self.showing]
        return self.tr(title), self.tr(what)

    def _offer(self, row: PlanRow | None) -> None:
        is_allocation = row is not None and self.showing in (Showing.ALLOCATED, Showing.NEEDS)
        self.withdraw_button.setVisible(is_allocation)
        self.give_button.setVisible(is_allocation)
        self.open_button.setVisible(row is not None and self.showing is Showing.DRAWS)
        self.footer.setVisible(row is not None and self.showing is not Showing.PEOPLE)
        if row is not None and is_allocation:
            self.details.tell(row.title, row.told)
        else:
            self.details.tell_nothing()

    def _open(self) -> None:
        row = self.chosen
        if row is not None and self.showing is Showing.DRAWS:
            self.draw_opened.emit(row.id)
        elif row is not None and self.showing is not Showing.PEOPLE:
            self.give_requested.emit(row.id)

    def _on_chosen(self, act: Callable[[str], object]) -> None:
        row = self.chosen
        if row is not None:
            act(row.id)
