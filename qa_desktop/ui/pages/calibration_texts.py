"""The texts of a calibration pack, to be read and mended before moderators get them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.calibration import PackAudit
from qa_desktop.errors import QaDesktopError, SeveralProblems
from qa_desktop.ui.page import Page
from qa_desktop.ui.small_turns import SmallTurns
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar

SOON_MS = 2000
"""How long after the last change what was mended is kept."""
LEAD = "Read every text. Strike what could identify somebody, and words that say which grade was given."


class CalibrationTextsPage(Page):
    """Every text of every audit, with names, numbers and days struck. What is empty is left out of the pack."""

    left = Signal()
    approve_requested = Signal(object, bool)
    """The texts as they were mended, and whether somebody looked them through again."""
    begun = Signal(object, object)
    """The texts as they were shown or kept last, and as they are now: to be kept until they are approved."""

    def __init__(self, drafted: tuple[PackAudit, ...], parent: QWidget | None = None) -> None:
        super().__init__("Calibration pack", parent)
        self._drafted = self._kept = drafted
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.flush)
        self.texts: dict[tuple[str, str], GrowingTextEdit] = {}
        """By audit and path."""
        outer = Column(self, gap=0)
        self.column = ScrollingColumn(self, gap=14, widest=860)
        outer.addWidget(self.column, 1)
        self.column.add(PageHead(self.tr("Calibration pack"), self.tr(LEAD)))
        self.problems = ErrorSummary(self)
        self.column.add(self.problems)
        self.looked = CheckBox(self.tr("I looked at this: nobody can be recognised"), self)
        self.looked.hide()
        self.column.add(self.looked)
        self.busy = BusyBar(self)
        self.column.add(self.busy)
        self.done = Banner("", BannerKind.GOOD)
        self.done.hide()
        self.column.add(self.done)
        self._cards = Column(gap=14)
        self.column.body.addLayout(self._cards)
        self.column.body.addStretch(1)
        outer.addWidget(self._footer())
        self.turns = SmallTurns(self)
        for one in drafted:
            self.turns.add(partial(self._add_audit, one))
        self.turns.add(partial(self.approve_button.setEnabled, True))

    @property
    def mended(self) -> tuple[PackAudit, ...]:
        """The texts as they are now."""
        return tuple(
            replace(one, texts=tuple(replace(text, text=self.texts[one.audit, text.path].text) for text in one.texts))
            for one in self._drafted
        )

    def show_problem(self, error: QaDesktopError) -> None:
        """Say what stands in the way; what only has to be looked at again can be answered for."""
        self._end()
        told = error.mistakes if isinstance(error, SeveralProblems) else ()
        first = next(iter(self.texts.values()), None)
        self.problems.show_problems([(one.message, first) for one in told] or [(error.sentence, None)])
        self.looked.setVisible(bool(told))
        self.column.ensureWidgetVisible(self.problems)

    @override
    def flush(self) -> None:
        """Hand over what was mended and is not approved yet, so that nothing of it is lost."""
        self._soon.stop()
        if self.turns.is_done and not self.done.text and self.approve_button.isEnabled() and self.mended != self._kept:
            self.begun.emit(self._kept, self.mended)
            self._kept = self.mended

    def show_making(self) -> None:
        """The pack is being checked and written."""
        self.busy.begin(self.tr("The pack is being made"))
        self.approve_button.setEnabled(False)

    def show_done(self, words: str) -> None:
        """Say where the pack is."""
        self._end()
        self.problems.show_problems([])
        self.looked.hide()
        self.done.set_text(words)
        self.column.ensureWidgetVisible(self.done)
        announce(self, words)

    @override
    def focus_first(self) -> None:
        first = next(iter(self.texts.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        self.busy.end()
        self.approve_button.setEnabled(True)

    def _footer(self) -> FooterBar:
        back = QuietButton(self.tr("Choose other audits"))
        back.clicked.connect(self.left)
        self.approve_button = PrimaryButton(self.tr("Approve and save"))
        self.approve_button.setEnabled(False)  # until every text is there
        self.approve_button.clicked.connect(self._approve)
        return FooterBar(back, self.approve_button)

    def _add_audit(self, one: PackAudit) -> None:
        card = Card(one.called, self.column.inner)
        self._cards.addWidget(card)
        self.turns.add_first(*(partial(self._add_text, card, one, place) for place in range(len(one.texts))))

    def _add_text(self, card: Card, one: PackAudit, place: int) -> None:
        told = one.texts[place]
        edit = self.texts[one.audit, told.path] = GrowingTextEdit(card)
        edit.set_text(told.text)
        edit.textChanged.connect(self._soon.start)
        card.add(LabelledField(told.place, edit, parent=card))

    def _approve(self) -> None:
        self.approve_requested.emit(self.mended, not self.looked.isHidden() and self.looked.isChecked())
