"""Shows in words all that an authority's settings hold."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.domain.settings_words import SettingsPart
from qa_desktop.ui.widgets.buttons import PrimaryButton
from qa_desktop.ui.widgets.panes import Column, FooterBar, ScrollingColumn
from qa_desktop.ui.widgets.text import Heading, Muted, PageTitle, Words


class SettingsList(QDialog):
    """Every part under its heading; what nothing acts on yet says so."""

    def __init__(self, parts: tuple[SettingsPart, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("How the authority works"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=12)
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.setAccessibleName(self.windowTitle())
        page.add(PageTitle(self.windowTitle()))
        for part in parts:
            block = QWidget(self)
            lines = Column(block, gap=3)
            lines.addWidget(Heading(part.heading))
            if part.note:
                lines.addWidget(Muted(part.note))
            for line in part.lines:
                lines.addWidget(Words(line))
            page.add(block)
        page.body.addStretch(1)
        column.addWidget(page, 1)
        close = PrimaryButton(self.tr("Close"), "Esc", self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column.addWidget(FooterBar(None, close))
        letter = self.fontMetrics().averageCharWidth()
        self.resize(min(84 * letter, 860), 680)
