"""What is due for disposal: what each audit is, what keeps it, who has ordered it, and what may be done."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.due import DueRow, DueView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import DangerButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.details_below import DetailsBelow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar, EmptyState
from qa_desktop.ui.widgets.two_line_list import TwoLineList, TwoLines


class DuePage(Page):
    """A list, what is known of the chosen audit below it, and what may be done at the foot."""

    left = Signal()
    order_requested = Signal(str)
    """An audit's id: its preview is wanted first."""
    hold_requested = Signal(str, str)
    """An audit's id, and what it is called."""
    release_requested = Signal(str)

    def __init__(self, back: str, parent: QWidget | None = None) -> None:
        super().__init__("Due for disposal", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        lead = self.tr("Audits whose time has ended, and those that somebody has ordered to be disposed of.")
        column.addWidget(PageHead(self.tr("Due for disposal"), lead))
        self.busy = BusyBar(self)
        column.addWidget(self.busy)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.model = TwoLineModel(self)
        self.list = TwoLineList(self.tr("Audits due for disposal"), lines_of, self, folds=True)
        self.list.setModel(self.model)
        self.list.row_opened.connect(lambda _: self._order())
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        self.list.hide()
        column.addWidget(self.list, 3)
        self.details = DetailsBelow(self.tr("The chosen audit"), self, gap=6)
        self.details.hide()
        column.addWidget(self.details, 2)
        self.empty = EmptyState("", "")
        self.empty.hide()
        column.addWidget(self.empty, 1)
        self.back_button = QuietButton(back)
        self.back_button.clicked.connect(self.left)
        self.hold_button = SecondaryButton("")
        self.hold_button.clicked.connect(self._hold)
        self.release_button = SecondaryButton("")
        self.release_button.clicked.connect(self._release)
        self.order_button = DangerButton("")
        self.order_button.clicked.connect(self._order)
        outer.addWidget(FooterBar(self.back_button, self.hold_button, self.release_button, self.order_button))
        self._rows: tuple[DueRow, ...] = ()
        self._offer(None)
        self.busy.begin(self.tr("Looking through the audits"))

    @property
    def chosen(self) -> DueRow | None:
        """The audit that is chosen."""
        place = self.list.currentIndex().row()
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def show_due(self, view: DueView) -> None:
        """Show what is due; the chosen audit stays chosen."""
        self.busy.end()
        self.trouble.set_text("")
        kept = self.chosen
        self._rows = view.rows
        self.model.show_rows(tuple(TwoLines(one.title, one.caption, one.state) for one in view.rows))
        self.list.setVisible(bool(view.rows))
        self.empty.set_words(*view.empty)
        self.empty.setVisible(not view.rows)
        places = [place for place, one in enumerate(view.rows) if kept is not None and one.audit == kept.audit]
        if places:
            self.list.setCurrentIndex(self.model.index(places[0]))
        else:
            self._offer(None)

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.busy.end()
        self.trouble.set_text(sentence)
        announce(self, sentence, urgent=True)

    @override
    def focus_first(self) -> None:
        first = self.list if self._rows else self.back_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self, now: QModelIndex) -> None:
        self._offer(self._rows[now.row()] if 0 <= now.row() < len(self._rows) else None)

    def _offer(self, row: DueRow | None) -> None:
        if row is not None:
            self.details.tell(row.title, row.told)
        else:
            self.details.tell_nothing()
        for button, words in (
            (self.hold_button, row.hold if row else ""),
            (self.release_button, row.release if row else ""),
            (self.order_button, row.order if row else ""),
        ):
            button.setText(words)
            button.setVisible(bool(words))

    def _order(self) -> None:
        row = self.chosen
        if row is not None and row.order:
            self.order_requested.emit(row.audit)

    def _hold(self) -> None:
        row = self.chosen
        if row is not None:
            self.hold_requested.emit(row.audit, row.title)

    def _release(self) -> None:
        row = self.chosen
        if row is not None:
            self.release_requested.emit(row.audit)
