"""One question of a section: its answer, what to say when it does not apply, the reason, and the evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Answer
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import AnswerType
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.section_answer import LABELLED, answer_control
from qa_desktop.ui.pages.section_evidence import EvidenceList
from qa_desktop.ui.presenters.audit_section import QuestionView
from qa_desktop.ui.widgets.buttons import Chip
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Heading, Small, Strong, Words


class Question(QFrame):
    """A question with everything that belongs to it.

    `row` makes it one of many under each other: smaller, with a line above.
    """

    def __init__(self, page: AuditPage, view: QuestionView, *, row: bool) -> None:
        super().__init__(page)
        self._page = page
        self._row = row
        self.key = view.key
        self._view = view
        if row:
            self.setProperty("frame", "row")
        self._column = Column(self, gap=8 if row else 12, margins=(0, 14, 0, 10) if row else (0, 0, 0, 0))
        self._closed = Banner("", BannerKind.NOTE, parent=self)
        self._add_label(view)
        self._column.addWidget(self._closed)
        self.control = answer_control(page, view, compact=row)
        self._add_control(view)
        self._leave_out = LeaveOut(page, view) if view.can_be_left_out else None
        if self._leave_out is not None:
            self._column.addWidget(self._leave_out)
        self._reread = _reread_banner(page, view.key, self)
        self._column.addWidget(self._reread)
        self.comment = self._add_comment(view)
        self.evidence = EvidenceList(page, view.key, view.title, small=row) if view.item.evidence else None
        if self.evidence is not None:
            self._column.addSpacing(0 if row else 8)
            self._column.addWidget(self.evidence)
        self.show_question(view)

    def show_question(self, view: QuestionView) -> None:
        """Show what the answer changed around its own fields."""
        self._view = view
        self._closed.set_text("" if self._page.audit.is_signed else view.closed_because)
        is_open = not view.closed_because
        for part in (self.control, self.comment, self._leave_out):
            if part is not None:
                part.setEnabled(is_open)
        self._reread.setVisible(view.answer.reread and is_open)
        if self._leave_out is not None:
            self._leave_out.show_answer(view.answer)
            self.control.setEnabled(is_open and not view.answer.not_applicable)
        if self.comment is not None:
            self.comment.label.setText(_optional(view.comment_label, needed=view.comment_needed))
        if self.evidence is not None:
            self.evidence.set_open(is_open=is_open)
            self.evidence.show_audit(self._page.audit)

    def focus_place(self, path: str) -> bool:
        """Move the focus to a field of this question."""
        if self._leave_out is not None and path == paths.answer(self.key, "reason"):
            self._leave_out.open_reason()
        if self.evidence is not None and path.startswith("evidence/") and self.evidence.focus_place(path):
            return True
        return self._page.fields.focus(path)

    def _add_label(self, view: QuestionView) -> None:
        if view.item.type in LABELLED:
            return
        words = _optional(view.title, needed=not view.optional or view.item.type is AnswerType.SCALE)
        label: QLabel = Strong(words, self) if self._row else Heading(words, self)
        self._column.addWidget(label)
        if view.item.help:
            self._column.addWidget(Small(view.item.help, self))
        if view.who:
            self._column.addWidget(Small(view.who, self))

    def _add_control(self, view: QuestionView) -> None:
        if view.item.type not in LABELLED:
            self._column.addWidget(self.control)
            return
        hint = ". ".join(part for part in (view.item.help, view.who) if part)
        field = LabelledField(view.title, self.control, hint, self, optional=view.optional)
        self._column.addWidget(field)

    def _add_comment(self, view: QuestionView) -> LabelledField | None:
        rule = view.item.comment
        if rule is None:
            return None
        edit = GrowingTextEdit(lines=1 if self._row else 3, word_limit=rule.word_limit)
        field = LabelledField(_optional(view.comment_label, needed=view.comment_needed), edit, parent=self)
        edit.setAccessibleName(f"{view.comment_label}: {view.title}" if self._row else view.comment_label)
        if not self._row:
            field.label.set_role("heading")
        self._page.fields.text(view.comment_path, edit)
        self._column.addWidget(field)
        return field


class LeaveOut(QWidget):
    """Says that a question does not apply or is not evidenced, and why."""

    def __init__(self, page: AuditPage, view: QuestionView) -> None:
        super().__init__(page)
        self._page = page
        self._key = view.key
        column = Column(self, gap=8)
        self.chips: dict[str, Chip] = {}
        offered = [("not_applicable", self.tr("Does not apply"))] if view.may_not_apply else []
        offered.append(("not_evidenced", self.tr("Not evidenced")))
        row = FlowRow(parent=self)
        for field, words in offered:
            chip = self.chips[field] = Chip(words, row)
            chip.setAccessibleName(f"{words}: {view.title}")
            chip.clicked.connect(lambda on, name=field: self._choose(name, on=on))
            page.fields.shown(paths.answer(view.key, field), chip, self._shower(chip))
            row.add(chip)
        column.addWidget(row)
        self._reason = GrowingTextEdit(lines=1)
        self._field = LabelledField(self.tr("Why it does not apply, or is not evidenced"), self._reason, parent=self)
        self._reason.setAccessibleName(self.tr("Why it does not apply, or is not evidenced: {}").format(view.title))
        page.fields.text(paths.answer(view.key, "reason"), self._reason)
        column.addWidget(self._field)
        self.show_answer(view.answer)

    def show_answer(self, answer: Answer) -> None:
        """Ask for the reason where one is needed."""
        wanted = answer.not_applicable or answer.not_evidenced or self._reason.hasFocus()
        self._field.setVisible(wanted or bool(answer.reason))

    def open_reason(self) -> None:
        """Show the field for the reason."""
        self._field.show()

    def _choose(self, chosen: str, *, on: bool) -> None:
        values: dict[str, Value] = {paths.answer(self._key, chosen): on or None}
        for field, chip in self.chips.items():
            if field != chosen and chip.isChecked():
                chip.setChecked(False)
                values[paths.answer(self._key, field)] = None
        self._page.session.record(values)
        if on:
            self._field.show()
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _shower(chip: Chip) -> _Shower:
        return _Shower(chip)


class _Shower:
    """Shows a truth on a chip."""

    def __init__(self, chip: Chip) -> None:
        self._chip = chip

    def __call__(self, value: Value) -> None:
        self._chip.setChecked(value is True)


def group_heading(text: str) -> Words:
    """Return the heading over a group of questions inside a section."""
    heading = Heading(text)
    heading.setContentsMargins(0, 8, 0, 0)
    return heading


def touches(changed: frozenset[str], audit: Audit, key: str) -> bool:
    """Tell whether a change concerns a question: its answer, or evidence under it."""
    if not changed:
        return True
    here = {one.id for one in audit.evidence_for(key)}
    for path in changed:
        parsed = paths.Path.parse(path)
        if parsed.group == "answer" and parsed.key == key:
            return True
        if parsed.group == "evidence" and (parsed.key in here or parsed.field in ("removed", "item")):
            return True
    return False


def _reread_banner(page: AuditPage, key: str, parent: QWidget) -> Banner:
    words = page.tr("You changed the {}. Read the reason again.").format(page.audit.tool.words.grade.lower())
    banner = Banner(words, BannerKind.CAUTION, page.tr("It still fits"), parent)
    banner.action_requested.connect(lambda: page.session.record({paths.answer(key, "reread"): False}))
    banner.hide()
    return banner


def _optional(label: str, *, needed: bool) -> str:
    return label if needed else f"{label} (optional)"
