"""Cards that show a tool as it will look: in the library, and before a form is brought in."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from qa_desktop.ui.presenters.tools import PreviewSection, ToolPreview
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.panes import Card, Column
from qa_desktop.ui.widgets.text import Heading, Muted, Small, Strong, Subheading, Words

FACT_LETTERS = 26
"""The least width of a fact, in average characters."""


class FactsCard(Card):
    """What there is to know of a tool at a glance."""

    def __init__(self, tool: ToolPreview, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._facts = QWidget()
        self._columns = ColumnsLayout(self._facts, gap=14)
        for name, words in tool.facts:
            block = QWidget()
            column = Column(block, gap=2)
            column.addWidget(Subheading(name))
            column.addWidget(Words(words))
            column.addStretch(1)
            self._columns.addWidget(block)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._facts.setSizePolicy(policy)
        self.add(self._facts)
        self._fit()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self._columns.set_least_width(FACT_LETTERS * self.fontMetrics().averageCharWidth())


class OriginCard(Card):
    """Says where a tool comes from, and what its document leaves open."""

    def __init__(self, tool: ToolPreview, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.add(Subheading(self.tr("Where it comes from")))
        self.add(Words(tool.provenance))
        if tool.note:
            self.add(Muted(tool.note))
        if tool.gaps:
            self.add(Subheading(self.tr("What the document leaves open")))
            self.add(Words(_listed(tool.gaps)))


class OutlineCard(Card):
    """What a tool asks, section by section, in a line each: the questions themselves are seen on their own pages."""

    def __init__(self, tool: ToolPreview, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        if tool.grades:
            self.add(Subheading(self.tr("Grades, in printed order")))
            self.add(Words(" · ".join(tool.grades)))
        self.add(Subheading(self.tr("What it asks")))
        self.add(Words(_listed(tuple(f"{section.title}: {section.size}" for section in tool.sections))))


class SectionCard(Card):
    """One section with its questions and what stands beside them."""

    def __init__(self, section: PreviewSection, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.add(Heading(section.title))
        if section.statement:
            self.add(Muted(section.statement))
        for item in section.items:
            block = QWidget()
            column = Column(block, gap=1)
            column.addWidget(Strong(f"{item.number} {item.label}".strip()))
            note = f"{item.note}, {self.tr('our proposal')}" if item.proposed else item.note
            column.addWidget(Small(note))
            if item.help:
                column.addWidget(Muted(item.help))
            self.add(block)
        for heading, lines in (
            (self.tr("What good looks like"), section.guidance),
            (self.tr("Where to look"), section.where_to_look),
        ):
            if lines:
                self.add(Subheading(heading))
                self.add(Words(_listed(lines)))


def preview_parts(tool: ToolPreview) -> Iterator[QWidget]:
    """Yield what shows a tool as it will look, from its grades to its last section."""
    if tool.grades:
        yield Subheading(QCoreApplication.translate("ToolsPage", "Grades, in printed order"))
        yield Words(" · ".join(tool.grades))
    for section in tool.sections:
        yield SectionCard(section)


def _listed(lines: tuple[str, ...]) -> str:
    return "\n".join(f"•  {line}" for line in lines)
