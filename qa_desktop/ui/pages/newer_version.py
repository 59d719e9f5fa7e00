"""Shows what going on with a newer version does, and goes on; or what was written for earlier versions."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.pages.tool_difference import ToolDifferencePage
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton
from qa_desktop.ui.widgets.panes import FooterBar
from qa_desktop.ui.widgets.status import Banner, BannerKind


class EarlierVersionsPage(ToolDifferencePage):
    """What was written for earlier versions of an audit's tool, to read."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.column.setAccessibleName(self.tr("Answers of earlier versions"))
        self.back_button.setText(self.tr("← Back to the audit"))


class NewerVersionPage(EarlierVersionsPage):
    """The preview, and the button with which the audit goes on."""

    go_on_requested = Signal()

    def __init__(self, title: str, version: str, parent: QWidget | None = None) -> None:
        self._version = version
        super().__init__(title, parent)
        self.column.setAccessibleName(self.tr("What going on with version {} does").format(version))
        self.problem = Banner("", BannerKind.PROBLEM, parent=self)
        self.problem.hide()
        self.column.body.insertWidget(0, self.problem)

    @override
    def make_footer(self) -> FooterBar:
        self.go_on_button = PrimaryButton(self.tr("Go on with version {}").format(self._version))
        self.go_on_button.clicked.connect(self._go_on)
        return FooterBar(self.back_button, self.go_on_button)

    def show_problem(self, words: str) -> None:
        """Say why the audit did not go on; it can be tried again."""
        self.problem.set_text(words)
        self.go_on_button.setEnabled(True)
        announce(self, words, urgent=True)

    def _go_on(self) -> None:
        self.go_on_button.setEnabled(False)
        self.go_on_requested.emit()
