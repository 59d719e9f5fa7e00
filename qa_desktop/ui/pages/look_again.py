"""Draw signed audits for a panel or a meeting, or choose them for a theme, and begin the records about them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from qa_desktop.errors import QaDesktopError
from qa_desktop.services.link_audit import LinkChoice
from qa_desktop.ui.page import Page
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SmallButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, CardRow, Column, FooterBar, PageHead, ScrollingColumn, clear
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Small, Strong

MOST_DRAWN = 20


class LookAgainPage(Page):
    """Which record, from when, and how many. What was begun stands below, to be opened."""

    left = Signal()
    draw_requested = Signal(str, str, int)
    """A tool, a period, and how many."""
    theme_requested = Signal(str, str, str, object)
    """A tool, a period, the theme, and the ids of the audits that were chosen for it."""
    candidates_asked = Signal(str, str)
    """A tool and a period from which audits are to be chosen."""
    record_requested = Signal(str)

    def __init__(self, periods: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__("Panels and meetings", parent)
        outer = Column(self, gap=0)
        self.column = ScrollingColumn(self, gap=16, widest=760)
        outer.addWidget(self.column, 1)
        lead = self.tr(
            "Signed audits are drawn by chance, or chosen for a theme, and a record is begun about each or all of "
            "them. The audits stay as they are. Of a draw seed and list stand in the record, so that anybody can draw "
            "the same ones again."
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
        how_many = self._how_many = LabelledField(self.tr("How many"), self.number)
        self.column.add(
            FlowRow(
                LabelledField(self.tr("Signed in"), self.period),
                how_many,
                gap=16,
            )
        )
        self.basis = Select(self.tr("How they are found"), self)
        self.basis.addItems([self.tr("Drawn by chance"), self.tr("Chosen for a theme")])
        self.column.add(LabelledField(self.tr("How they are found"), self.basis))
        self.boxes: dict[str, CheckBox] = {}
        self._add_theme()
        for choice in (self.record, self.period, self.basis):
            choice.activated.connect(lambda _: self._ask())
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

    def show_candidates(self, audits: tuple[LinkChoice, ...]) -> None:
        """Offer the audits that can be chosen for a theme; those that were chosen and are still there stay so."""
        kept = set(self.chosen)
        clear(self.audits.body)
        self.boxes = {}
        for one in audits:
            box = self.boxes[str(one.id)] = CheckBox(one.words, self.audits)
            box.setChecked(str(one.id) in kept)
            self.audits.add(box)
        if not audits:
            self.audits.add(Small(self.tr("No audit that can be looked at was signed then."), self.audits))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the audits that are chosen."""
        return tuple(one for one, box in self.boxes.items() if box.isChecked())

    @property
    def is_themed(self) -> bool:
        """Whether audits are chosen instead of drawn."""
        return self.basis.currentIndex() == 1

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

    def _add_theme(self) -> None:
        self.theme = QLineEdit(self)
        self._theme = LabelledField(self.tr("Theme"), self.theme)
        self.audits = Card(self.tr("Audits, the last signed first"))
        for part in (self._theme, self.audits):
            part.hide()
            self.column.add(part)

    def _ask(self) -> None:
        """Show what belongs to the choice, and ask which audits there are."""
        themed, place = self.is_themed, self.record.currentIndex()
        self._how_many.setHidden(themed)
        for part in (self._theme, self.audits):
            part.setVisible(themed)
        self.draw_button.setText(self.tr("Begin") if themed else self.tr("Draw and begin"))
        if themed and 0 <= place < len(self._tools):
            self.candidates_asked.emit(self._tools[place][0], self._periods[max(0, self.period.currentIndex())])

    def _draw(self) -> None:
        place = self.record.currentIndex()
        if not 0 <= place < len(self._tools):
            return
        tool, period = self._tools[place][0], self._periods[max(0, self.period.currentIndex())]
        if self.is_themed and not (self.chosen and self.theme.text().strip()):
            words = self.tr("Say what the theme is, and choose at least one audit.")
            self.trouble.set_text(words)
            announce(self, words, urgent=True)
            return
        self.draw_button.setEnabled(False)
        if self.is_themed:
            self.theme_requested.emit(tool, period, self.theme.text(), self.chosen)
        else:
            self.draw_requested.emit(tool, period, max(0, self.number.currentIndex()) + 1)
