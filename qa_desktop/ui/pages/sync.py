"""What is only on this laptop, what was sent and refused, and whether the server can be reached."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui import keys
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.sync import HandedRow, OnlyHereRow, RefusedRow, RunRow, SyncView
from qa_desktop.ui.presenters.unsent_line import SyncTone
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton, SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.kept_focus import kept_focus
from qa_desktop.ui.widgets.panes import Card, CardRow, Column, PageHead, ScrollingColumn, clear
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar
from qa_desktop.ui.widgets.text import Muted, Small, Strong, Words

ROLES = {SyncTone.CALM: "small", SyncTone.CAUTION: "caution", SyncTone.PROBLEM: "problem"}


class SyncPage(Page):
    """One column: the line and what to do, what is only here, what was refused, the latest runs."""

    sync_requested = Signal()
    stop_requested = Signal()
    settings_requested = Signal()
    audit_requested = Signal(str)
    settling_requested = Signal(str)
    """An audit's id."""
    again_requested = Signal(object)
    receipt_requested = Signal()
    file_requested = Signal(object)
    """A tuple of operation ids."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Sync", parent)
        outer = Column(self, gap=0)
        page = ScrollingColumn(self, gap=18, widest=860)
        page.setAccessibleName(self.tr("Sync"))
        outer.addWidget(page)
        self.head = PageHead(self.tr("Sync"))
        self.sync_button = PrimaryButton(self.tr("Sync now"), keys.shown("sync_now"))
        self.sync_button.clicked.connect(self.sync_requested)
        page.add(HeadRow(self.head, self.sync_button))
        self.busy = BusyBar(self)
        self.busy.cancel_requested.connect(self.stop_requested)
        page.add(self.busy)
        self.drift = Banner("", BannerKind.CAUTION)
        self.drift.hide()
        page.add(self.drift)
        page.add(self._connection_card())
        self.only_here = Card(self.tr("Not settled with the server"), padded=False)
        self.refused = Card(self.tr("Refused by the server"), padded=False)
        self.handed = Card(self.tr("Handed over by file"), padded=False)
        self.runs = Card(self.tr("Latest syncs"), padded=False)
        for card in (self.only_here, self.refused, self.handed, self.runs):
            card.hide()
            page.add(card)
        self.sync_button.hide()
        page.body.addStretch(1)
        self.buttons: tuple[SmallButton, ...] = ()
        self._made: list[SmallButton] = []

    def show_sync(self, view: SyncView) -> None:
        """Show how things stand."""
        is_first = self.only_here.isHidden()
        self.only_here.show()
        self.head.set_words(self.tr("Sync"), view.lead)
        self.sync_button.setVisible(view.has_server)
        self.show_running(running=view.running)
        self.drift.set_text(view.drift)
        self._connection.setText(view.connection)
        self._arrived.setText(view.arrived)
        self._arrived.setVisible(bool(view.arrived))
        self.settings_button.setText(
            self.tr("Connection settings") if view.has_server else self.tr("Set up the connection")
        )
        with kept_focus(self, self.focus_first):
            self._show_rows(view)
        if is_first:
            self.focus_first()

    def show_running(self, *, running: bool) -> None:
        """Show that a sync is under way, or that it has ended. The button stays: another press syncs once more."""
        if running and not (self.busy.is_waiting or self.busy.isVisible()):
            self.busy.begin(self.tr("Sending and fetching changes"), can_cancel=True)
        elif not running:
            self.busy.end()

    def show_progress(self, words: str, done: int, of: int) -> None:
        """Show how far the sync is."""
        self.busy.show_progress(words, done, of)

    def tell(self, words: str) -> None:
        """Say what was done."""
        self._done.setText(words)
        self._done.setVisible(bool(words))
        announce(self, words)

    @override
    def focus_first(self) -> None:
        first = self.sync_button if self.sync_button.isVisibleTo(self) else self.settings_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self, view: SyncView) -> None:
        self._made = []
        clear(self.only_here.body)
        for row in view.only_here:
            self.only_here.add(self._only_here_row(row))
        if not view.only_here:
            self.only_here.add(_inset(Muted(self.tr("Nothing is waiting."))))
        clear(self.refused.body)
        for refused in view.refused:
            self.refused.add(self._refused_row(refused))
        self.refused.setVisible(bool(view.refused))
        clear(self.handed.body)
        for handed in view.handed:
            self.handed.add(self._handed_row(handed))
        self.handed.setVisible(bool(view.handed))
        clear(self.runs.body)
        for run in view.runs:
            self.runs.add(_run_row(run))
        self.runs.setVisible(bool(view.runs))
        self.buttons = tuple(self._made)

    def _connection_card(self) -> Card:
        card = Card(self.tr("Connection"))
        self._connection = Words("")
        card.add(self._connection)
        self._arrived = Words("")
        self._arrived.hide()
        card.add(self._arrived)
        self.settings_button = SecondaryButton(self.tr("Connection settings"))
        self.settings_button.clicked.connect(self.settings_requested)
        card.add(FlowRow(self.settings_button))
        self._done = Small("")
        self._done.hide()
        card.add(self._done)
        return card

    def _only_here_row(self, row: OnlyHereRow) -> CardRow:
        mark = {SyncTone.CALM: "", SyncTone.CAUTION: "▲ ", SyncTone.PROBLEM: "■ "}[row.tone]
        line = _row(row.title, Words(mark + row.caption, ROLES[row.tone]))
        if row.to_settle:
            settle = self._button(self.tr("Settle"), row.title)
            settle.clicked.connect(lambda _=False, audit_id=row.audit_id: self.settling_requested.emit(audit_id))
            line.add(settle)
        opener = self._button(self.tr("Open"), row.title)
        opener.clicked.connect(lambda _=False, audit_id=row.audit_id: self.audit_requested.emit(audit_id))
        line.add(opener)
        return line

    def _refused_row(self, row: RefusedRow) -> CardRow:
        again = self._button(self.tr("Try again"), row.title)
        again.clicked.connect(lambda _=False, ids=row.op_ids: self.again_requested.emit(ids))
        save = self._button(self.tr("Save as a file"), row.title)
        save.clicked.connect(lambda _=False, ids=row.op_ids: self.file_requested.emit(ids))
        return _row(row.title, Small(row.fields), Words(row.words), FlowRow(again, save))

    def _handed_row(self, row: HandedRow) -> CardRow:
        line = _row(row.title, Words(row.words))
        if not row.is_confirmed:
            bring = self._button(self.tr("Import the receipt"), row.title)
            bring.clicked.connect(self.receipt_requested)
            line.add(bring)
        return line

    def _button(self, verb: str, what: str) -> SmallButton:
        button = SmallButton(verb)
        button.setAccessibleName(f"{verb}: {what}")
        self._made.append(button)
        return button


def _row(title: str, *below: QWidget) -> CardRow:
    line = CardRow()
    words = QWidget()
    column = Column(words, gap=3)
    column.addWidget(Strong(title))
    for widget in below:
        column.addWidget(widget)
    line.add(words, 1)
    return line


def _run_row(run: RunRow) -> CardRow:
    return _row(
        run.when,
        Words(run.words) if run.went_well else Words("▲ " + run.words, "caution"),
        Small(run.counts),
    )


def _inset(words: Muted) -> Muted:
    words.setContentsMargins(18, 2, 18, 10)
    return words
