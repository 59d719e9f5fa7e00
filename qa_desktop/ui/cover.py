"""What covers the screen when somebody comes in: neutral, without a word about anybody."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from shiboken6 import isValid

from qa_desktop.ui import keys
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.panes import Column, Pane, Surface
from qa_desktop.ui.widgets.text import Heading, Muted


class Cover(Pane):
    """A plain surface with the one way back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.COVER, parent=parent)
        column = Column(self, gap=14, margins=(24, 24, 24, 24))
        column.addStretch(1)
        for words in (Heading(self.tr("The screen is covered"), self), Muted(self.tr("Nothing is lost."), self)):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        self.back_button = SecondaryButton(self.tr("Show the window again"), keys.shown("cover"), self)
        column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)


class DialogCovers(QObject):
    """Lets the key that covers the window work in its dialogs too, and covers them along with it."""

    def __init__(self, app: QApplication, cover_action: QAction, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._action = cover_action
        self._covered: list[tuple[Cover, list[QWidget]]] = []
        app.focusChanged.connect(self._meet)

    def cover(self) -> None:
        """Cover every dialog that is open; nothing in it can be reached meanwhile."""
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and self._is_ours(dialog) and dialog.isVisible():
                self._covered.append(self._cover_one(dialog))

    def uncover(self) -> None:
        """Show the dialogs again as they were."""
        for cover, disabled in self._covered:
            for widget in disabled:
                if isValid(widget):
                    widget.setEnabled(True)
            if isValid(cover):
                cover.hide()
                cover.deleteLater()
        self._covered = []

    def _cover_one(self, dialog: QDialog) -> tuple[Cover, list[QWidget]]:
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        reachable = [child for child in dialog.findChildren(QWidget, options=direct) if child.isEnabled()]
        for child in reachable:
            child.setEnabled(False)
        cover = Cover(dialog)
        cover.setGeometry(dialog.rect())
        cover.back_button.clicked.connect(self._action.trigger)
        cover.show()
        cover.raise_()
        cover.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return cover, reachable

    def _meet(self, _old: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if isinstance(dialog, QDialog) and self._is_ours(dialog) and self._action not in dialog.actions():
            dialog.addAction(self._action)

    def _is_ours(self, dialog: QDialog) -> bool:
        """Tell whether a dialog belongs to this window: the keys of two windows in one dialog cancel each other."""
        owner: QWidget | None = dialog
        while owner is not None and owner is not self._window:
            owner = owner.parentWidget()
        return owner is self._window
