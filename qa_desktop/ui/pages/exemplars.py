"""The library of good practice: searched by everybody, with the words of the chosen exemplar below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.exemplar import Exemplar
from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.page import Page
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.details_below import DetailsBelow
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.status import EmptyState
from qa_desktop.ui.widgets.two_line_list import TwoLineList, TwoLines

LEAD = (
    "What was done well and why it is worth showing. It says nothing of whom it was about, or of where it comes from."
)


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
        column.addWidget(FlowRow(head, self.add_button, gap=16, spread_after=1))
        hint = self.tr("Search by title, theme or words")
        self.search = SearchLine(self.tr("Search good practice"), hint, self)
        column.addWidget(self.search)
        self.model = TwoLineModel(self)
        self.list = TwoLineList(self.tr("Exemplars"), lines_of, self, folds=True)
        self.list.setModel(self.model)
        self.search.search_in(self.list)
        column.addWidget(self.list, 2)
        self.details = DetailsBelow(self.tr("The chosen exemplar"), self)
        self.details.hide()
        column.addWidget(self.details, 2)
        self.empty = EmptyState("", "")
        self.empty.hide()
        column.addWidget(self.empty, 1)
        self.back_button = QuietButton(self.tr("Registers"))
        self.back_button.clicked.connect(self.left)
        self.withdraw_button = SecondaryButton(self.tr("Take out of the library"), parent=self)
        self.withdraw_button.clicked.connect(self._withdraw)
        self.withdraw_button.setVisible(may_write)
        outer.addWidget(FooterBar(self.back_button, self.withdraw_button))
        self._every: tuple[Exemplar, ...] = ()
        self._shown: tuple[Exemplar, ...] = ()
        self.search.textChanged.connect(lambda _: self._filter())
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        self._show_chosen(QModelIndex())

    @property
    def chosen(self) -> Exemplar | None:
        """The exemplar that is chosen."""
        place = self.list.currentIndex().row()
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def show_exemplars(self, every: tuple[Exemplar, ...]) -> None:
        """Show the library."""
        self._every = every
        self._filter()

    @override
    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.search.begin()

    def _filter(self) -> None:
        self._shown = tuple(one for one in self._every if one.holds(self.search.text()))
        rows = (TwoLines(one.title, " ".join(one.text.split()), one.theme) for one in self._shown)
        self.model.show_rows(tuple(rows))
        self.list.setVisible(bool(self._shown))
        if self._every:
            self.empty.set_words(self.tr("Nothing matches"), self.tr("Try fewer words."))
        else:
            self.empty.set_words(
                self.tr("Nothing is in the library yet"), self.tr("QA officers add good practice to it.")
            )
        self.empty.setVisible(not self._shown)
        self._show_chosen(QModelIndex())

    def _show_chosen(self, _now: QModelIndex) -> None:
        one = self.chosen
        self.withdraw_button.setEnabled(one is not None)
        if one is None:
            self.details.tell_nothing()
        else:
            self.details.tell(one.title, (line for line in one.text.splitlines() if line.strip()))

    def _withdraw(self) -> None:
        if self.chosen is not None:
            self.withdraw_requested.emit(self.chosen.id)
