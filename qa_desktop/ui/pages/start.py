"""Starts an audit: first the tool, then what it is about and who takes part."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from qa_desktop.ui import keys
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.start_form import StartDetails
from qa_desktop.ui.presenters.start import StartChoice, StartForm
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.tool_picker import ToolPicker

CHECK_AFTER_MS = 300


class StartPage(Page):
    """Screen 2, in two steps on one page."""

    tool_chosen = Signal(str)
    reference_changed = Signal(str)
    start_requested = Signal(object)
    """A StartChoice."""
    cancelled = Signal()

    def __init__(self, form_page: StartDetails, parent: QWidget | None = None) -> None:
        super().__init__("Start an audit", parent)
        outer = Column(self, gap=0)
        self._stack = QStackedWidget(self)
        choosing = QWidget()
        column = Column(choosing, gap=14, margins=(28, 22, 28, 12))
        column.addWidget(PageHead(self.tr("Start an audit"), self.tr("Which tool do you audit with?")))
        self.picker = ToolPicker(self)
        column.addWidget(self.picker, 1)
        self.details = form_page
        self._about = ScrollingColumn(self, gap=18, widest=720)
        self._about.add(self.details)
        self._about.body.addStretch(1)
        self._stack.addWidget(choosing)
        self._stack.addWidget(self._about)
        outer.addWidget(self._stack, 1)
        self.back_button = QuietButton(self.tr("Cancel"))
        self.continue_button = PrimaryButton(self.tr("Continue"), keys.shown("continue"))
        self.continue_button.setShortcut(keys.shown("continue"))
        self.continue_button.setEnabled(False)
        outer.addWidget(FooterBar(self.back_button, self.continue_button))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(CHECK_AFTER_MS)
        self._pause.timeout.connect(lambda: self.reference_changed.emit(self.details.reference.text()))
        self.details.reference.textChanged.connect(lambda _: self._pause.start())
        self.picker.tool_changed.connect(lambda tool_id: self.continue_button.setEnabled(bool(tool_id)))
        self.picker.tool_opened.connect(self._choose)
        self.back_button.clicked.connect(self._go_back)
        self.continue_button.clicked.connect(self._go_on)

    @property
    def is_choosing(self) -> bool:
        """Whether the tool is being chosen."""
        return self._stack.currentIndex() == 0

    def show_form(self, form: StartForm) -> None:
        """Ask what the audit is about."""
        self.details.show_form(form)
        self._stack.setCurrentIndex(1)
        self.back_button.setText(self.tr("← Another tool"))
        self.continue_button.setText(self.tr("Start the audit"))
        self.continue_button.setEnabled(True)
        self.details.reference.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_warnings(self, warnings: tuple[str, ...]) -> None:
        """Warn where the reference could identify a child."""
        self.details.show_warnings(warnings)

    def show_problems(self, problems: tuple[str, ...]) -> None:
        """Say what stands in the way of starting."""
        self.continue_button.setEnabled(True)
        self.details.show_problems(problems)

    @override
    def focus_first(self) -> None:
        (self.picker.search if self.is_choosing else self.details.reference).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        if self.is_choosing:
            self.picker.focus_search()

    def _choose(self, tool_id: str) -> None:
        if tool_id:
            self.tool_chosen.emit(tool_id)

    def _go_on(self) -> None:
        if self.is_choosing:
            self._choose(self.picker.tool_id)
            return
        choice: StartChoice | None = self.details.read()
        if choice is not None:
            self.continue_button.setEnabled(False)
            self.start_requested.emit(choice)

    def _go_back(self) -> None:
        if self.is_choosing:
            self.cancelled.emit()
            return
        self._stack.setCurrentIndex(0)
        self.back_button.setText(self.tr("Cancel"))
        self.continue_button.setText(self.tr("Continue"))
        self.continue_button.setEnabled(bool(self.picker.tool_id))
        self.picker.list.setFocus(Qt.FocusReason.OtherFocusReason)
