"""Laptops that may sync: those that wait for a second person, and those that can be locked out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.connection import in_two_lines
from qa_desktop.ui.presenters.devices import DeviceRow, DevicesView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import QuietButton, SmallButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.kept_focus import kept_focus
from qa_desktop.ui.widgets.panes import Card, CardRow, Column, FooterBar, PageHead, ScrollingColumn, clear
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar
from qa_desktop.ui.widgets.text import Muted, Small, Strong, Words


class DevicesPage(Page):
    """One column: the laptops that wait, then the others with a search."""

    left = Signal()
    approved = Signal(object)
    """A Device whose fingerprint was compared."""
    locked_out = Signal(object)
    """A Device."""
    searched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Laptops", parent)
        outer = Column(self, gap=0)
        page = ScrollingColumn(self, gap=18, widest=860)
        page.setAccessibleName(self.tr("Laptops"))
        outer.addWidget(page, 1)
        self.head = PageHead(self.tr("Laptops"))
        page.add(self.head)
        self.busy = BusyBar(self)
        page.add(self.busy)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        page.add(self.trouble)
        self.done = Banner("", BannerKind.GOOD)
        self.done.hide()
        page.add(self.done)
        self.waiting = Card(self.tr("Waiting for a second person"), padded=False)
        self.others = Card(self.tr("Approved and locked out"), padded=False)
        self.search = SearchLine(self.tr("Search laptops"), self.tr("Name, sign-in or fingerprint"))
        self.search.textChanged.connect(self.searched)
        self._search_field = LabelledField(self.tr("Search laptops"), self.search)
        for widget in (self.waiting, self._search_field, self.others):
            widget.hide()
            page.add(widget)
        page.body.addStretch(1)
        self.back_button = QuietButton(self.tr("Settings"))
        self.back_button.clicked.connect(self.left)
        outer.addWidget(FooterBar(self.back_button))
        self.rows: tuple[_Row, ...] = ()
        self.busy.begin(self.tr("Asking the server"))

    def show_devices(self, view: DevicesView) -> None:
        """Show the laptops."""
        self.busy.end()
        lead = self.tr(
            "Before you approve a laptop, let its person read the fingerprint out to you, in person or by phone, and "
            "compare every group."
        )
        own = self.tr("If a laptop of yours is lost, lock it out here. Nothing that it signs from then on is believed.")
        self.head.set_words(self.tr("Laptops"), lead if view.keeps else own)
        with kept_focus(self, self.focus_first):
            self._show_rows(view)

    def show_problem(self, sentence: str) -> None:
        """Say why the server did not do it."""
        self.busy.end()
        self.done.set_text("")
        self.trouble.set_text(sentence)
        announce(self, sentence, urgent=True)

    def tell(self, words: str) -> None:
        """Say what was done."""
        self.trouble.set_text("")
        self.done.set_text(words)
        announce(self, words)

    @override
    def focus_first(self) -> None:
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self.search.begin()

    def _show_rows(self, view: DevicesView) -> None:
        clear(self.waiting.body)
        clear(self.others.body)
        waiting = [self._row(row) for row in view.waiting]
        others = [self._row(row) for row in view.others]
        for row in waiting:
            self.waiting.add(row)
        for row in others:
            self.others.add(row)
        if not waiting:
            self.waiting.add(_inset(self.tr("No laptop is waiting.")))
        if not others:
            self.others.add(_inset(self.tr("No laptop is found.")))
        if view.more:
            self.others.add(_inset(self.tr("{} more. Search to find them.").format(view.more)))
        self.rows = (*waiting, *others)
        self.waiting.setVisible(view.keeps or bool(waiting))
        self.others.show()
        self._search_field.setVisible(view.keeps)

    def _row(self, row: DeviceRow) -> _Row:
        made = _Row(row)
        made.approve_button.clicked.connect(lambda: self._ask(self.approved, row))
        made.lock_out_button.clicked.connect(lambda: self._ask(self.locked_out, row))
        return made

    def _ask(self, signal: SignalInstance, row: DeviceRow) -> None:
        self.busy.begin(self.tr("Asking the server"))
        signal.emit(row.device)


class _Row(CardRow):
    """One laptop. Approving asks for the comparison first, locking out for a second press."""

    def __init__(self, row: DeviceRow) -> None:
        super().__init__()
        whose = row.title
        words = QWidget()
        column = Column(words, gap=4)
        column.addWidget(Strong(whose))
        fingerprint = Words(in_two_lines(row.fingerprint))
        fingerprint.setAccessibleName(self.tr("Fingerprint: {}").format(row.fingerprint))
        column.addWidget(fingerprint)
        column.addWidget(Small(row.state))
        if row.problem:
            column.addWidget(Words(f"■ {row.problem}", "problem"))
        self.compared = CheckBox(self.tr("I compared the fingerprint with the person"))
        self.compared.setAccessibleName(self.tr("I compared the fingerprint with {}").format(whose))
        self.compared.setVisible(row.can_approve)
        column.addWidget(self.compared)
        self.approve_button = SmallButton(self.tr("Approve"))
        self.approve_button.setAccessibleName(self.tr("Approve: {}").format(whose))
        self.approve_button.setVisible(row.can_approve)
        self.approve_button.setEnabled(False)
        self.compared.toggled.connect(self.approve_button.setEnabled)
        self.ask_button = SmallButton(self.tr("Turn away") if row.device.is_waiting else self.tr("Lock out"))
        self.ask_button.setAccessibleName(f"{self.ask_button.text()}: {whose}")
        self.ask_button.setVisible(row.can_lock_out)
        self.ask_button.clicked.connect(lambda: self._ask(asking=True))
        buttons = FlowRow(self.approve_button, self.ask_button)
        column.addWidget(buttons)
        self._question = Words(self.tr("This cannot be undone: the laptop would need a new profile."), "caution")
        column.addWidget(self._question)
        self.lock_out_button = SmallButton(self.tr("Yes, lock it out"))
        self.lock_out_button.setAccessibleName(self.tr("Yes, lock it out: {}").format(whose))
        self.keep_button = SmallButton(self.tr("No, keep it"))
        self.keep_button.setAccessibleName(self.tr("No, keep it: {}").format(whose))
        self.keep_button.clicked.connect(lambda: self._ask(asking=False))
        self._answers = FlowRow(self.keep_button, self.lock_out_button)
        column.addWidget(self._answers)
        self._buttons = buttons
        self.add(words, 1)
        for widget in (self._question, self._answers):
            widget.hide()
        buttons.setVisible(row.can_approve or row.can_lock_out)

    def _ask(self, *, asking: bool) -> None:
        self._question.setVisible(asking)
        self._answers.setVisible(asking)
        self._buttons.setVisible(not asking)
        if asking:
            announce(self, self._question.text())
        (self.keep_button if asking else self.ask_button).setFocus(Qt.FocusReason.OtherFocusReason)


def _inset(text: str) -> Muted:
    words = Muted(text)
    words.setContentsMargins(18, 2, 18, 10)
    return words
