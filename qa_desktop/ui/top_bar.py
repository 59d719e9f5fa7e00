"""The bar on top of every page: where one is, whether it is saved, what is only on this laptop."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from qa_desktop.overriding import override
from qa_desktop.ui import keys
from qa_desktop.ui.presenters.unsent_line import SyncLineView, SyncTone
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.panes import Pane, Row, Surface
from qa_desktop.ui.widgets.status import SaveState
from qa_desktop.ui.widgets.text import Words, restyle

SYNC_FROM = 96
"""Average character widths from which on the sync line has room."""
ALARM_FROM = 44
"""The same where it speaks up: then it is cut rather than left out."""
ROLES = {SyncTone.CALM: "small", SyncTone.CAUTION: "caution", SyncTone.PROBLEM: "problem"}
BRAND_FROM = 52
LEAST_HEIGHT = 46


class OneLine(QLabel):
    """Words on one line that give way with an ellipsis where the room is short."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("text_role", role)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_words(self, text: str) -> None:
        """Show words; the whole of them also as a tip and to screen readers."""
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def set_role(self, role: str) -> None:
        """Show the words in another role."""
        if self.property("text_role") != role:
            self.setProperty("text_role", role)
            restyle(self)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()


class TopBar(Pane):
    """Brand, crumb, save state, sync line, pair mode. In narrow windows the navigation is a menu here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, "bottom", parent)
        # Not a minimum of its own, which would count instead of that of its buttons: with large text they are higher.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        line = Row(self, gap=16, margins=(18, 6, 14, 6))
        line.addStrut(LEAST_HEIGHT - 12)
        self.menu_button = MenuButton(self.tr("Menu"), parent=self)
        self.menu_button.hide()
        line.addWidget(self.menu_button)
        self._brand = Words("QA Desktop", "brand", self)
        self._brand.setWordWrap(False)
        line.addWidget(self._brand)
        self._crumb = OneLine("muted", self)
        line.addWidget(self._crumb, 1)
        self.save_state = SaveState(self)
        line.addWidget(self.save_state)
        self._sync = OneLine("small", self)
        line.addWidget(self._sync)
        self.sync_button = SmallButton(self.tr("Sync now"), parent=self)
        self.sync_button.setAccessibleDescription(keys.shown("sync_now"))
        self.sync_button.hide()
        line.addWidget(self.sync_button)
        self.pair_button = SmallButton(self.tr("Pair mode"), keys.shown("pair_mode"), self)
        line.addWidget(self.pair_button)
        self._line = SyncLineView("")
        self._pair_mode = False
        self._folded = False

    @property
    def crumb_text(self) -> str:
        """What is said beside the brand."""
        return self._crumb.text()

    @property
    def sync_text(self) -> str:
        """What the sync line says."""
        return self._sync.text()

    def show_crumb(self, crumb: str) -> None:
        """Say where one is."""
        self._crumb.show_words(crumb)

    def show_sync(self, line: SyncLineView) -> None:
        """Say what is only on this laptop; have it read out where it grows louder."""
        louder = line.tone > self._line.tone
        self._line = line
        self._sync.show_words(line.words)
        self._sync.set_role(ROLES[line.tone])
        if louder:
            announce(self, line.words)
        self._fit()

    def set_pair_mode(self, *, on: bool) -> None:
        """Leave away what two people need not see."""
        self._pair_mode = on
        self.pair_button.setText(self.tr("Leave pair mode") if on else self.tr("Pair mode"))
        self._fit()

    def offer_menu(self, *, folded: bool) -> None:
        """Show the navigation as a menu where the rail is folded away."""
        self._folded = folded
        self.menu_button.setVisible(folded)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        room = self.width() / max(1, self.fontMetrics().averageCharWidth())
        least = ALARM_FROM if self._line.tone > SyncTone.CALM else SYNC_FROM
        self._sync.setVisible(room >= least and not self._pair_mode and bool(self._line.words))
        self.sync_button.setVisible(room >= SYNC_FROM and not self._pair_mode and self._line.can_sync)
        self._brand.setVisible(room >= BRAND_FROM)


class MenuButton(SmallButton):
    """A button that opens the navigation."""

    look = "menu"
