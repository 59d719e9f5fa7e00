"""How far lead and peer agree over a period, domain by domain."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from qa_desktop.errors import QaDesktopError
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.agreement import AgreementCardView, AgreementView, Basis
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import QuietButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, Pane, ScrollingColumn, Surface
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar, EmptyState
from qa_desktop.ui.widgets.text import Small, Strong, Words, one_line


class AgreementPage(Page):
    """Figures and their tables. About people it says nothing."""

    left = Signal()
    period_chosen = Signal(str, object)
    """A period, and a Basis."""

    def __init__(self, periods: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__("Agreement", parent)
        outer = Column(self, gap=0)
        self.column = ScrollingColumn(self, gap=16, widest=860)
        self.column.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column.setAccessibleName(self.tr("How far auditors agree"))
        outer.addWidget(self.column, 1)
        self.head = PageHead(self.tr("How far auditors agree"))
        self.column.add(self.head)
        self._names = tuple(name for name, _ in periods)
        self.period = Select(self.tr("Period"), self)
        self.period.addItems([words for _, words in periods])
        self.basis = Select(self.tr("Which grades"), self)
        self.basis.addItems([one.title for one in Basis])
        for choice in (self.period, self.basis):
            choice.activated.connect(lambda _: self.ask())
        self.column.add(
            FlowRow(
                LabelledField(self.tr("Period"), self.period),
                LabelledField(self.tr("Which grades"), self.basis),
                gap=16,
            )
        )
        self.busy = BusyBar(self)
        self.column.add(self.busy)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        self.column.add(self.trouble)
        none = self.tr("No case was audited by two people in this period")
        self.empty = EmptyState(none, self.tr("Choose another period."))
        self.empty.hide()
        self.column.add(self.empty)
        self.cards: list[AgreementCard] = []
        self._list = Column(gap=16)
        self.column.body.addLayout(self._list)
        self.column.body.addStretch(1)
        self.back_button = QuietButton(self.tr("To moderate"))
        self.back_button.clicked.connect(self.left)
        outer.addWidget(FooterBar(self.back_button))
        self._to_make: list[AgreementCardView] = []
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._make_next)

    def ask(self) -> None:
        """Ask for what is chosen."""
        self.busy.begin(self.tr("Working out the figures"))
        self.period_chosen.emit(
            self._names[max(0, self.period.currentIndex())], tuple(Basis)[max(0, self.basis.currentIndex())]
        )

    def show_agreement(self, view: AgreementView) -> None:
        """Show the figures of a period, a card in a turn."""
        self.busy.end()
        self.trouble.set_text("")
        self.head.set_words(self.tr("How far auditors agree"), view.lead)
        for card in self.cards:
            card.setParent(None)
            card.deleteLater()
        self.cards = []
        self.empty.setVisible(not view.cards)
        self._to_make = list(view.cards)
        self._later.start()

    def show_problem(self, error: QaDesktopError) -> None:
        """Say why there are no figures."""
        self.busy.end()
        self.trouble.set_text(error.sentence)
        announce(self, error.sentence, urgent=True)

    @override
    def focus_first(self) -> None:
        self.period.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_next(self) -> None:
        if not self._to_make:
            self._later.stop()
            return
        card = AgreementCard(self._to_make.pop(0), self.column.inner)
        self.cards.append(card)
        self._list.addWidget(card)


class AgreementCard(Card):
    """One domain: what the figures say, and the table that they come from."""

    def __init__(self, view: AgreementCardView, parent: QWidget) -> None:
        super().__init__(view.label, parent)
        for sentence in view.words:
            self.add(Words(sentence, parent=self))
        if view.table:
            self.add(self._table(view))

    def _table(self, view: AgreementCardView) -> QWidget:
        box = Pane(Surface.CLEAR, parent=self)
        said = self.tr("How often each grade of the first met each of the second")
        box.setAccessibleName(said)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.addWidget(Small(view.corner, box), 0, 0)
        for place, grade in enumerate(view.grades, start=1):
            grid.addWidget(Small(grade, box), 0, place, Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(Small(grade, box), place, 0)
        for row, counts in enumerate(view.table, start=1):
            for column, count in enumerate(counts, start=1):
                cell = one_line(Strong(str(count), box) if row == column else Words(str(count), parent=box))
                cell.setAccessibleName(f"{view.grades[row - 1]}, {view.grades[column - 1]}: {count}")
                grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignHCenter)
        grid.setColumnStretch(0, 2)
        for place in range(1, len(view.grades) + 1):
            grid.setColumnStretch(place, 1)
        return box
