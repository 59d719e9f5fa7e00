"""The tool as the pair will see it, beside the page on which it is written: the real page, with nothing kept."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.scale import Scale
from qa_desktop.domain.tool import Section, Tool
from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Worker
from qa_desktop.ui.pages.section import SectionPage
from qa_desktop.ui.presenters.tool_rehearsal import Answers, RehearsalSession
from qa_desktop.ui.widgets.panes import Column, SidePane
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Muted, Subheading

Shown = tuple[Section, tuple[Scale, ...]]


class PreviewPane(SidePane):
    """One section of the tool, to look at and to try out."""

    def __init__(self, desk: Desk, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._worker = worker
        self._shown: Shown | None = None
        self._answers: Answers = {}
        self.page: SectionPage | None = None
        self.setAccessibleName(self.tr("Preview"))
        self._column = Column(self, gap=8, margins=(0, 16, 0, 0))
        head = Subheading(self.tr("Preview: try it out, nothing is kept"), self)
        head.setContentsMargins(18, 0, 18, 0)
        self._column.addWidget(head)
        self._behind = Banner("", BannerKind.CAUTION, parent=self)
        self._behind.hide()
        self._column.addWidget(self._behind)
        self._empty = Muted("", self)
        self._empty.setContentsMargins(18, 0, 18, 0)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)

    def show_section(self, tool: Tool | None, section_id: str, *, is_behind: bool) -> None:
        """Show a section; `is_behind` says that the tool has problems since, and the preview shows it without them."""
        behind = self.tr("The preview follows once the problems are put right.")
        self._behind.set_text(behind if is_behind and tool is not None else "")
        section = tool.section(section_id) if tool is not None else None
        if tool is None or section is None:
            self._let_go()
            self._empty.setText(self.tr("The section is shown here once there are no problems in the tool."))
            return
        wanted = (section, tool.scales)
        if wanted != self._shown:
            self._make(tool, section)
            self._shown = wanted

    @override
    def focus_first(self) -> None:
        if self.page is not None:
            self.page.focus_first()

    def _make(self, tool: Tool, section: Section) -> None:
        height = self.page.column.verticalScrollBar().value() if self._is_same(section) and self.page else 0
        self._let_go()
        session = RehearsalSession(self._desk, self._worker, tool, self._answers)
        self.page = SectionPage(session, section, self)
        session.setParent(self.page)
        session.audit_changed.connect(lambda *_: self._keep_answers(session))
        self.page.set_pair_mode(on=True)
        session.audit_changed.connect(self.page.show_audit)
        self._column.insertWidget(3, self.page, 100)
        self._say_empty()
        bar = self.page.column.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(min(height, most)) if height else None)

    def _keep_answers(self, session: RehearsalSession) -> None:
        """Go on with what was answered, so that an answer in one section shows what it brings up in another."""
        self._answers = session.answers
        self._say_empty()

    def _say_empty(self) -> None:
        """Say why a section shows no question: those that it has wait for answers elsewhere."""
        is_empty = self.page is not None and not self.page.view.questions
        words = self.tr("No question is asked here yet. Answer what it depends on in the preview of its own section.")
        self._empty.setText(words if is_empty else "")
        self._empty.setVisible(is_empty)

    def _is_same(self, section: Section) -> bool:
        return self._shown is not None and self._shown[0].id == section.id

    def _let_go(self) -> None:
        if self.page is not None:
            self.page.hide()
            self.page.deleteLater()
        self.page = None
        self._shown = None
        self._empty.show()
