"""Draw signed audits by chance for a panel or a meeting, and begin the records about them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.errors import QaDesktopError
from qa_desktop.ui.page import Page
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SmallButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, CardRow, Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Small, Strong

MOST_DRAWN = 20


class LookAgainPage(Page):
    """Which record, from when, and how many. What was begun stands below, to be opened."""

    left = Signal()
    draw_requested = Signal(str, str, int)
    """A tool, a period, and how many."""
    record_requested = Signal(str)

    def __init__(self, periods: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__("Panels and meetings", parent)
        outer = Column(self, gap=0)
        self.column = ScrollingColumn(self, gap=16, widest=760)
        outer.addWidget(self.column, 1)
        lead = self.tr(
            "Signed audits are drawn by chance, and a record is begun about each or about all of them. The audits stay "
            "as they are. Seed and list stand in the record, so that anybody can draw the same ones again."
        )
        self.column.add(PageHead(self.tr("Look again at signed audits"), lead))
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        self.column.add(self.trouble)
        self._tools: tuple[tuple[str, str], ...] = ()
        self._periods = tuple(name for name, _ in periods)
        self.record = Select(self.tr("Record"), self)
        self.period = Select(self.tr("Signed in"), self)
        self.period.addItems([words for _, words in periods])
        self.number = Select(self.tr("How many"), self)
        self.number.addItems([str(one) for one in range(1, MOST_DRAWN + 1)])
        self.column.add(LabelledField(self.tr("Record"), self.record))
        self.column.add(
            FlowRow(
                LabelledField(self.tr("Signed in"), self.period),
                LabelledField(self.tr("How many"), self.number),
                gap=16,
            )
        )
        theme = self.tr("For a theme, begin the record yourself and choose the audits in it.")
        self.column.add(Small(theme))
        self.made = Card(self.tr("Begun"), padded=False)
        self.made.hide()
        self.column.add(self.made)
        self.column.body.addStretch(1)
        self.buttons: list[SmallButton] = []
        self.back_button = QuietButton(self.tr("Inbox"))
        self.back_button.clicked.connect(self.left)
        self.draw_button = PrimaryButton(self.tr("Draw and begin"))
        self.draw_button.setEnabled(False)
        self.draw_button.clicked.connect(self._draw)
        outer.addWidget(FooterBar(self.back_button, self.draw_button))

    def show_tools(self, tools: tuple[tuple[str, str], ...]) -> None:
        """Offer the records that look at signed audits, as (id, title)."""
        self._tools = tools
        self.record.clear()
        self.record.addItems([title for _, title in tools])
        self.draw_button.setEnabled(bool(tools))
        if not tools:
            self.trouble.set_text(
                self.tr("No record for a panel or a meeting is known here. Choose your authority first.")
            )

    def show_made(self, records: tuple[tuple[str, str], ...]) -> None:
        """Show what was begun, as (id, words), the newest draw on top."""
        self.trouble.set_text("")
        self.draw_button.setEnabled(True)
        for place, (record, words) in enumerate(records):
            row = CardRow(self.made)
            row.add(Strong(words, row), 1)
            button = SmallButton(self.tr("Open"), parent=row)
            button.setAccessibleName(self.tr("Open: {}").format(words))
            button.clicked.connect(lambda _=False, one=record: self.record_requested.emit(one))
            row.add(button)
            self.buttons.append(button)
            self.made.body.insertWidget(place, row)
        self.made.show()
        told = self.tr("One record was begun.") if len(records) == 1 else self.tr("{} records were begun.")
        announce(self, told.format(len(records)))

    def show_problem(self, error: QaDesktopError) -> None:
        """Say why nothing was drawn."""
        self.draw_button.setEnabled(bool(self._tools))
        self.trouble.set_text(error.sentence)
        announce(self, error.sentence, urgent=True)

    @override
    def focus_first(self) -> None:
        self.record.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self) -> None:
        place = self.record.currentIndex()
        if 0 <= place < len(self._tools):
            self.draw_button.setEnabled(False)
            period = self._periods[max(0, self.period.currentIndex())]
            self.draw_requested.emit(self._tools[place][0], period, max(0, self.number.currentIndex()) + 1)
