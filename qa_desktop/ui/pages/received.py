"""One audit that came in, to read: why it needs the officer, its notes beside it, and everything that was written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from qa_desktop.errors import QaDesktopError
from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.audit_late import LateEntriesCard
from qa_desktop.ui.pages.received_hold import HoldCard
from qa_desktop.ui.pages.sign_preview import NotePreview
from qa_desktop.ui.presenters.inbox import NoteRow, ReceivedView
from qa_desktop.ui.presenters.received_decisions import Decision
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton, SmallButton
from qa_desktop.ui.widgets.capped import Capped
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, CardRow, Column, FooterBar, Frame, PageHead, Row, ScrollingColumn, clear
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Muted, Small, Strong, Words
from qa_desktop.ui.widgets.two_line_list import TwoLineList

BESIDE_FROM = 108
"""Average character widths from which on the note stands beside the page."""
HISTORY_HEIGHT = 320
DETAILS_FIRST = 4


class ReceivedPage(Page):
    """Nothing here changes what the audit says; what others wrote can be taken in, and a signature settled."""

    left = Signal()
    audit_requested = Signal(str)
    decided = Signal(object)
    """A Decision."""
    save_requested = Signal(str)
    """A document's id."""
    second_requested = Signal()
    """Have the audit read a second time by somebody who does not see it."""
    note_shown = Signal()
    """Somebody had a note shown; the newest one stands there from the beginning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Inbox", parent)
        self._audit_id = ""
        self._has_note = False
        outer = Column(self, gap=0)
        line = Row(gap=0)
        outer.addLayout(line, 1)
        self.column = ScrollingColumn(self, gap=16, widest=860)
        self.column.setAccessibleName(self.tr("The audit"))
        line.addWidget(self.column, 3)
        self.preview = NotePreview(self)
        self.preview.set_sealed(sealed=True)
        line.addWidget(self.preview, 2)
        self.head = PageHead("")
        self.column.add(self.head)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        self.column.add(self.trouble)
        self.needs = Card(self.tr("What needs you"))
        self.needs.hide()
        self.column.add(self.needs)
        self.decisions = Card(self.tr("What is to decide"))
        self.decisions.hide()
        self.column.add(self.decisions)
        self.held = HoldCard(self)
        self.column.add(self.held)
        self.late = LateEntriesCard(self)
        self.column.add(self.late)
        self.notes = Card(self.tr("Notes"), padded=False)
        self.column.add(self.notes)
        self.history = Card(self.tr("History"))
        self.model = TwoLineModel(self)
        self.list = TwoLineList(self.tr("History, newest first"), lines_of, self, folds=True)
        self.list.setModel(self.model)
        self.list.setMinimumHeight(HISTORY_HEIGHT)
        self.history.add(self.list)
        self.column.add(self.history)
        self.offered_hold = HoldCard(self)
        self.column.add(self.offered_hold)
        self.column.body.addStretch(1)
        self.back_button = QuietButton(self.tr("Inbox"))
        self.back_button.clicked.connect(self.left)
        self.open_button = PrimaryButton(self.tr("Open the audit"))
        self.open_button.clicked.connect(lambda: self.audit_requested.emit(self._audit_id))
        self.open_button.setEnabled(False)
        self.second_button = SecondaryButton(self.tr("Second reading"))
        self.second_button.clicked.connect(self.second_requested)
        self.second_button.hide()
        outer.addWidget(FooterBar(self.back_button, self.second_button, self.open_button))
        self.buttons: tuple[SmallButton, ...] = ()

    def show_audit(self, view: ReceivedView) -> None:
        """Show an audit; its newest note stands beside it."""
        self._audit_id = view.audit_id
        self.set_crumb(view.title)
        self.head.set_words(view.title, view.lead)
        clear(self.needs.body)
        for need in view.needs:
            self.needs.add(Words(need))
        self.needs.setVisible(bool(view.needs))
        self._show_decisions(view.decisions)
        # What holds stands first; what is seldom asked for stands last.
        is_held = view.hold is not None and bool(view.hold.holds)
        self.held.show_hold(view.hold if is_held else None)
        self.offered_hold.show_hold(None if is_held else view.hold)
        self.late.show_entries(view.late)
        made: list[SmallButton] = []
        clear(self.notes.body)
        for note in view.notes:
            self.notes.add(self._note_row(note, made))
        if not view.notes:
            none = Muted(view.no_note or self.tr("No note has arrived yet. It comes with one of the next syncs."))
            none.setContentsMargins(18, 2, 18, 10)
            self.notes.add(none)
        self.buttons = tuple(made)
        self.model.show_rows(view.history)
        self.open_button.setEnabled(True)
        newest = next((note.pdf for note in reversed(view.notes) if note.pdf), b"")
        if newest:
            self.preview.show_pdf(newest)
        self._has_note = bool(newest)
        self._fit()
        if self.back_button.hasFocus():  # where nobody has gone on from since the page opened
            self.focus_first()

    def offer_second_reading(self) -> None:
        """Let the audit be given to a second reader."""
        self.second_button.show()

    def _show_decisions(self, decisions: tuple[Decision, ...]) -> None:
        clear(self.decisions.body)
        for decision in decisions:
            self.decisions.add(self._decision_row(decision))
        self.decisions.setVisible(bool(decisions))

    def _decision_row(self, decision: Decision) -> Frame:
        row = Frame("note")
        column = Column(row, gap=6, margins=(16, 11, 14, 11))
        column.addWidget(Words(decision.words))
        if decision.details:
            details = [Small(one) for one in decision.details]
            column.addWidget(Capped(details, self.tr("Show all {} changes"), DETAILS_FIRST, gap=2))
        if decision.action:
            button = SmallButton(decision.action)
            button.setAccessibleName(f"{decision.action}: {decision.words}")
            button.clicked.connect(lambda: self.decided.emit(decision))
            column.addWidget(FlowRow(button))
        return row

    def show_problem(self, error: QaDesktopError) -> None:
        """Say why the audit cannot be shown."""
        self.trouble.set_text(error.sentence)

    @override
    def focus_first(self) -> None:
        first = self.open_button if self.open_button.isEnabled() else self.back_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _note_row(self, note: NoteRow, made: list[SmallButton]) -> CardRow:
        row = CardRow()
        row.add(Strong(note.title), 1)
        buttons = []
        if note.pdf:
            look = SmallButton(self.tr("Show"))
            look.setAccessibleName(self.tr("Show: {}").format(note.title))
            look.clicked.connect(lambda _=False, pdf=note.pdf: self._show_note(pdf))
            buttons.append(look)
        save = SmallButton(self.tr("Save a copy"))
        save.setAccessibleName(self.tr("Save a copy: {}").format(note.title))
        save.clicked.connect(lambda _=False, document=note.id: self.save_requested.emit(document))
        buttons.append(save)
        made.extend(buttons)
        for button in buttons:
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.add(FlowRow(*buttons))
        return row

    def _show_note(self, pdf: bytes) -> None:
        self.preview.show_pdf(pdf)
        self._want_preview(wanted=True)
        self.note_shown.emit()

    def _want_preview(self, *, wanted: bool) -> None:
        self.preview.set_wanted(wanted=wanted)
        self._fit()

    def _fit(self) -> None:
        beside = self.width() >= BESIDE_FROM * self.fontMetrics().averageCharWidth()
        instead = not beside and self.preview.wanted
        self.preview.set_back((lambda: self._want_preview(wanted=False)) if instead else None)
        self.preview.setVisible(self._has_note and (beside or instead))
        self.column.setVisible(not instead)
