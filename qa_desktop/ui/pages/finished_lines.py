"""What was finished since the plan before, above the lines of the plan of a service."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_sections import FINISHED_SINCE
from qa_desktop.domain.origin import finished_lines
from qa_desktop.ui.widgets.panes import Card, Column
from qa_desktop.ui.widgets.text import Small, Words


class FinishedLines(Card):
    """Each with who had it and what became of it; hidden where nothing was finished."""

    def __init__(self, audit: Audit, parent: QWidget) -> None:
        super().__init__(FINISHED_SINCE, parent)
        found = finished_lines(audit)
        for one in found:
            line = QWidget(self)
            column = Column(line, gap=2, margins=(0, 4, 0, 4))
            column.addWidget(Words(one.what, parent=line))
            column.addWidget(Small(" · ".join(part for part in (one.who, one.sentence) if part), line))
            self.add(line)
        self.setVisible(bool(found))
