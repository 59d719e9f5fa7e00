"""The library of good practice: searched by everybody, with the words of the chosen exemplar below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.exemplar import Exemplar
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.filtered_list import FilteredList
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.details_below import DetailsBelow
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.search_line import SearchLine

LEAD = (
    "What was done well and why it is worth showing. It says nothing of whom it was about, or of where it comes from."
)


@dataclass(frozen=True, slots=True)
class ExemplarRow:
    """An exemplar as the list shows it."""

    exemplar: Exemplar

    @property
    def title(self) -> str:
        """Its title."""
        return self.exemplar.title

    @property
    def caption(self) -> str:
        """Its text, in one line."""
        return " ".join(self.exemplar.text.split())

    @property
    def right(self) -> str:
        """Its theme."""
        return self.exemplar.theme


class ExemplarsPage(Page):
    """A list to read. QA officers add to it, and take out of it."""

    left = Signal()
    add_requested = Signal()
    withdraw_requested = Signal(str)
    """An exemplar's id."""

    def __init__(self, *, may_write: bool, parent: QWidget | None = None) -> None:
        super().__init__("Good practice", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        self.add_button = PrimaryButton(self.tr("Add an exemplar"), parent=self)
        self.add_button.clicked.connect(self.add_requested)
        self.add_button.setVisible(may_write)
        head = PageHead(self.tr("Good practice"), self.tr(LEAD))
        column.addWidget(HeadRow(head, self.add_button))
        hint = self.tr("Search by title, theme or words")
        self.search = SearchLine(self.tr("Search good practice"), hint, self)
        self.details = DetailsBelow(self.tr("The chosen exemplar"), self)
        self.rows = FilteredList[ExemplarRow](
            self.tr("Exemplars"), (self.search,), lambda row: row.exemplar.id, self.details, self
        )
        self.list, self.model, self.empty = self.rows.list, self.rows.model, self.rows.empty
        self.rows.share_evenly(self.details)
        self.rows.matches = lambda row, words: row.exemplar.holds(words)
        self.rows.empty_words = self._empty_words
        self.rows.chosen_changed.connect(lambda _: self._show_chosen())
        column.addWidget(self.rows, 1)
        self.back_button = QuietButton(self.tr("Registers"))
        self.back_button.clicked.connect(self.left)
        self.withdraw_button = SecondaryButton(self.tr("Take out of the library"), parent=self)
        self.withdraw_button.clicked.connect(self._withdraw)
        self.withdraw_button.setVisible(may_write)
        outer.addWidget(FooterBar(self.back_button, self.withdraw_button))
        self._show_chosen()

    @property
    def chosen(self) -> Exemplar | None:
        """The exemplar that is chosen."""
        row = self.rows.chosen
        return row.exemplar if row is not None else None

    def show_exemplars(self, every: tuple[Exemplar, ...]) -> None:
        """Show the library."""
        self.rows.show_rows([ExemplarRow(one) for one in every])

    @override
    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.search.begin()

    def _empty_words(self, any_there: bool) -> tuple[str, str]:  # noqa: FBT001 - a callback of the list
        if any_there:
            return self.tr("Nothing matches"), self.tr("Try fewer words.")
        return self.tr("Nothing is in the library yet"), self.tr("QA officers add good practice to it.")

    def _show_chosen(self) -> None:
        one = self.chosen
        self.withdraw_button.setEnabled(one is not None)
        if one is None:
            self.details.tell_nothing()
        else:
            self.details.tell(one.title, (line for line in one.text.splitlines() if line.strip()))

    def _withdraw(self) -> None:
        if self.chosen is not None:
            self.withdraw_requested.emit(self.chosen.id)
