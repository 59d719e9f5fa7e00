"""What the auditor noted before the meeting, beside the section that it is about: theirs alone (PRACTICE P-01)."""

from __future__ import annotations

from qa_desktop.domain import paths
from qa_desktop.domain.tool import Section, SectionLayout
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.grade import GradeGroup
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column
from qa_desktop.ui.widgets.text import Small, Strong


class PreparationCard(Card):
    """A private note and, for a single judgement, a tentative grade. Never in pair mode, the note or a sync."""

    def __init__(self, page: AuditPage, section: Section) -> None:
        super().__init__(self.tr("Yours alone: preparation"), page.sheet)
        self.add(Small(self.tr("Hidden in pair mode. It goes neither into the note nor to anyone else."), self))
        scales = [page.audit.tool.scale_of(item) for item in section.items]
        scale = next((one for one in scales if one is not None), None)
        if section.layout is SectionLayout.SINGLE and scale is not None:
            question = self.tr("Tentative {}").format(page.audit.tool.words.grade.lower())
            box = Column(gap=6)
            box.addWidget(Strong(question, self))
            group = GradeGroup(scale, question, self, compact=True)
            box.addWidget(group)
            self.body.addLayout(box)
            page.fields.grade(paths.preparation(section.id, "grade"), group)
        notes = GrowingTextEdit(self, lines=1)
        self.add(LabelledField(self.tr("Preparation notes"), notes, parent=self, optional=True))
        page.fields.text(paths.preparation(section.id, "notes"), notes)
