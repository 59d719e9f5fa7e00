"""Says who published a tool, and lets a QA officer publish it: asked twice, because a version is never changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.presenters.publishing import PublishView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.text import Subheading, Words


class PublishCard(Card):
    """A card of the tools page; hidden where there is nothing to say."""

    publish_requested = Signal()

    def __init__(self, version: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.version = version
        self.add(Subheading(self.tr("For every laptop")))
        self.words = Words("", parent=self)
        self.add(self.words)
        self.publish_button = SecondaryButton(self.tr("Publish to every laptop"), parent=self)
        self.publish_button.clicked.connect(self._ask)
        self.sure_button = PrimaryButton(self.tr("Publish version {}").format(version), parent=self)
        self.sure_button.clicked.connect(self._publish)
        self.not_now_button = SecondaryButton(self.tr("Not now"), parent=self)
        self.not_now_button.clicked.connect(self._not_now)
        self.add(FlowRow(self.publish_button, self.sure_button, self.not_now_button))
        self._view = PublishView("")
        self.show_view(self._view)

    def show_view(self, view: PublishView) -> None:
        """Say how the version stands."""
        had_focus = self.sure_button.hasFocus()
        self._view = view
        self.words.setText(view.words)
        self.words.set_role("problem" if view.is_problem else "")
        self._show(asking=False)
        self.setVisible(bool(view.words))
        if had_focus:
            announce(self, view.words)

    def _ask(self) -> None:
        sentence = self.tr(
            "A published version is never changed and cannot be called back; it can be retired. Audits that are open "
            "keep their version until those whose audits they are go on with this one. Publish version {} to every "
            "laptop?"
        )
        self.words.setText(sentence.format(self.version))
        self._show(asking=True)
        self.not_now_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.words.text())

    def _publish(self) -> None:
        self.publish_requested.emit()

    def _not_now(self) -> None:
        self.show_view(self._view)
        self.publish_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *, asking: bool) -> None:
        self.publish_button.setVisible(self._view.may_publish and not asking)
        self.sure_button.setVisible(asking)
        self.not_now_button.setVisible(asking)
