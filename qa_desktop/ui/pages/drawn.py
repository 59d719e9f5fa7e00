"""A draw: its cases, who audits them, and what can still be done: replace one, share out, send, save the record."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.drawn import DrawnView
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.details_below import DetailsBelow
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar
from qa_desktop.ui.widgets.two_line_list import TwoLineList, TwoLines


class DrawnPage(Page):
    """The cases as a list, how they came about below it."""

    left = Signal()
    page_requested = Signal()
    """Save the record as a PDF."""
    record_requested = Signal()
    """Save the record as a file that can be checked."""
    replace_requested = Signal(str)
    share_requested = Signal()
    send_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Draw and allocate", parent)
        outer = Column(self, gap=0)
        column = Column(gap=14, margins=(28, 22, 28, 12))
        outer.addLayout(column, 1)
        self.page_button = SecondaryButton(self.tr("Save as PDF"))
        self.page_button.clicked.connect(self.page_requested)
        self.record_button = SecondaryButton(self.tr("Save the record"))
        self.record_button.clicked.connect(self.record_requested)
        self.head = PageHead("")
        column.addWidget(HeadRow(self.head, self.page_button, self.record_button))
        self.busy = BusyBar(self)
        column.addWidget(self.busy)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        column.addWidget(self.trouble)
        self.state = Banner("", BannerKind.CAUTION)
        self.state.hide()
        column.addWidget(self.state)
        self.model = TwoLineModel(self)
        self.list = TwoLineList(self.tr("Cases to audit"), lines_of, self, folds=True)
        self.list.setModel(self.model)
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        column.addWidget(self.list, 3)
        self.facts = DetailsBelow(self.tr("How it was drawn"), self, gap=4)
        column.addWidget(self.facts, 1)
        back = QuietButton(self.tr("Draw and allocate"))
        back.clicked.connect(self.left)
        self.replace_button = SecondaryButton(self.tr("Replace this case"))
        self.replace_button.setEnabled(False)
        self.replace_button.clicked.connect(self._replace)
        self.share_button = SecondaryButton("")
        self.share_button.clicked.connect(self.share_requested)
        self.send_button = PrimaryButton("")
        self.send_button.clicked.connect(self._send)
        outer.addWidget(FooterBar(back, self.replace_button, self.share_button, self.send_button))
        self._view: DrawnView | None = None

    @property
    def chosen(self) -> str:
        """The reference of the chosen case; empty where none is."""
        row, view = self.list.currentIndex().row(), self._view
        return view.cases[row].reference if view is not None and 0 <= row < len(view.cases) else ""

    def show_drawn(self, view: DrawnView, *, can_send: bool) -> None:
        """Show the draw as it stands; `can_send` tells whether tool and day are chosen."""
        self.busy.end()
        self.trouble.set_text("")
        self._view = view
        self.head.set_words(view.title, view.lead)
        self.model.show_rows(tuple(TwoLines(one.reference, one.caption, one.people) for one in view.cases))
        self.facts.tell("", view.facts)
        nobody = self.tr("Nobody can take {} of these audits: nobody who may has room. Share out over more people.")
        short = view.unshared if view.unsent or view.is_sent else 0
        self.state.set_text(nobody.format(short) if short else "")
        again = view.unsent and not view.unshared
        self.share_button.setText(self.tr("Choose tool and day") if again else self.tr("Share out"))
        self.share_button.setVisible(bool(view.unshared or (view.unsent and not can_send)))
        self.send_button.setText(self.tr("Send {} allocations").format(view.unsent))
        self.send_button.setVisible(bool(view.unsent) and can_send)
        self.send_button.setEnabled(True)
        self.replace_button.setEnabled(bool(self.chosen))

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.busy.end()
        self.send_button.setEnabled(True)
        self.trouble.set_text(sentence)

    @override
    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self, _now: QModelIndex) -> None:
        self.replace_button.setEnabled(bool(self.chosen))

    def _replace(self) -> None:
        if self.chosen:
            self.replace_requested.emit(self.chosen)

    def _send(self) -> None:
        self.send_button.setEnabled(False)
        self.busy.begin(self.tr("Sending"))
        self.send_requested.emit()
