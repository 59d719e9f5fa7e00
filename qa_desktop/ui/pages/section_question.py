"""One question of a section: its answer, what to say when it does not apply, the reason, and the evidence."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from typing_extensions import override

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Answer
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import AnswerType
from qa_desktop.ui.pages.audit_footer import escaped
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.section_answer import LABELLED, WorkedOut, answer_control
from qa_desktop.ui.pages.section_evidence import EvidenceList
from qa_desktop.ui.presenters.audit_section import QuestionView
from qa_desktop.ui.widgets.buttons import Chip, LinkButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.grade import GradeGroup
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column, Row
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
        if row:
            self.setProperty("frame", "row")
        self._column = Column(self, gap=8 if row else 12, margins=(0, 12, 0, 12) if row else (0, 0, 0, 0))
        self.evidence = EvidenceList(page, view.key, view.spoken_title, small=row) if view.item.evidence else None
        self._add_label(view)
        self._closed = Banner("", BannerKind.NOTE, parent=self)
        self._column.addWidget(self._closed)
        self.control = answer_control(page, view, compact=row)
        if view.spoken_title != view.title:
            self.control.setAccessibleName(view.spoken_title)
        self._leave_out = LeaveOut(page, view, self.control) if view.can_be_left_out else None
        self._add_control(view)
        self._taken_over = Small(self.tr("As it is in the audit that is named."), self)
        self._column.addWidget(self._taken_over)
        self._concern = Banner("", BannerKind.CAUTION, parent=self)
        self._column.addWidget(self._concern)
        self._reread = _reread_banner(page, view.key, self)
        self._column.addWidget(self._reread)
        self.comment = self._add_comment(view)
        if self.evidence is not None:
            self._column.addSpacing(0 if row else 8)
            self._column.addWidget(self.evidence)
        self.show_question(view)

    def belong_above(self) -> None:
        """Belong to the question above: no line between them."""
        self.setProperty("frame", "")

    def be_column(self) -> None:
        """Be a column among others: no line above, and what is there stands at the top."""
        self.setProperty("frame", "")
        self._column.addStretch(1)

    def show_question(self, view: QuestionView) -> None:
        """Show what the answer changed around its own fields."""
        self._closed.set_text(view.does_not_apply or (view.closed_because if view.closed_alone else ""))
        is_open = not view.closed_because and not view.does_not_apply
        if isinstance(self.control, WorkedOut):
            self.control.show_value(view.worked_out)
        for part in (self.control, self.comment, self._leave_out):
            if part is not None:
                part.setEnabled(is_open and (part is self.comment or not view.is_taken_over))
        self._taken_over.setVisible(view.is_taken_over)
        if self._leave_out is not None:
            self._leave_out.chip_row.setVisible(not view.is_taken_over)
        self._concern.set_text(view.concern)
        self._reread.setVisible(view.answer.reread and is_open)
        if self._leave_out is not None:
            self._leave_out.show_answer(view.answer)
            self.control.setEnabled(is_open and not view.is_taken_over and not view.answer.not_applicable)
        if self.comment is not None:
            self.comment.label.setText(escaped(self._comment_words(view)))
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
        words = _optional(self._page, view.title, needed=not view.optional or view.item.type is AnswerType.SCALE)
        label: QLabel = Strong(words, self) if self._row else Heading(words, self)
        if self._row and self.evidence is not None:
            line = Row(gap=10)
            line.addWidget(label, 1)
            line.addWidget(self.evidence.add_button, 0, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(line)
        else:
            self._column.addWidget(label)
        for words in view.hints:
            self._column.addWidget(Small(words, self))

    def _add_control(self, view: QuestionView) -> None:
        small_cards = self._row and isinstance(self.control, GradeGroup)
        beside = self._leave_out.chip_row if self._leave_out is not None and small_cards else None
        if view.item.type in LABELLED:
            hint = ". ".join(part.rstrip(".") for part in view.hints)
            words = _optional(self._page, view.title, needed=not view.optional)
            field = LabelledField(words, self.control, hint, self)
            self._column.addWidget(field)
        elif beside is not None:
            self._column.addWidget(FlowRow(self.control, beside, gap=12))
        else:
            self._column.addWidget(self.control)
        if self._leave_out is not None:
            if beside is None:
                self._column.addWidget(self._leave_out.chip_row)
            if view.item.type in LABELLED and self._row and self.evidence is not None:
                self._leave_out.chip_row.add(self.evidence.add_button)
            self._column.addWidget(self._leave_out)

    def _add_comment(self, view: QuestionView) -> LabelledField | None:
        rule = view.item.comment
        if rule is None:
            return None
        edit = GrowingTextEdit(lines=1 if self._row else 3, word_limit=rule.word_limit)
        field = LabelledField(self._comment_words(view), edit, parent=self)
        edit.setAccessibleName(f"{view.comment_label}: {view.spoken_title}" if self._row else view.comment_label)
        field.label.set_role("small" if self._row else "heading")
        self._page.fields.text(view.comment_path, edit)
        self._column.addWidget(field)
        return field

    def _comment_words(self, view: QuestionView) -> str:
        if self._row:
            return f"{view.comment_label} (needed for this answer)" if view.comment_needed else view.comment_label
        return _optional(self._page, view.comment_label, needed=view.comment_needed)


class LeaveOut(QWidget):
    """Says that a question does not apply or is not evidenced, and why.

    `chip_row` holds the choices, for the page to place; this widget is the field for the reason.
    """

    def __init__(self, page: AuditPage, view: QuestionView, control: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._key = view.key
        self.chips: dict[str, Chip] = {}
        self.chip_row = FlowRow(parent=page)
        for field, words in self._offered(view):
            chip = self.chips[field] = Chip(words, self.chip_row)
            chip.setAccessibleName(f"{words}: {view.spoken_title}")
            chip.clicked.connect(lambda on, name=field: self._choose(name, on=on))
            page.fields.shown(paths.answer(view.key, field), chip, _Shower(chip))
            self.chip_row.add(chip)
        self._clear = LinkButton(page.said("clear"), parent=self.chip_row)
        self._clear.setAccessibleName(f"{page.said('clear')}: {view.spoken_title}")
        policy = self._clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(policy)
        self._can_clear = isinstance(control, GradeGroup)
        if isinstance(control, GradeGroup):
            self._clear.clicked.connect(control.clear_choice)
            self.chip_row.add(self._clear)
        column = Column(self, gap=0)
        self._reason = GrowingTextEdit(lines=1)
        self._field = LabelledField(page.said("why_not"), self._reason, parent=self)
        self._reason.setAccessibleName(f"{page.said('why_not')}: {view.spoken_title}")
        page.fields.text(paths.answer(view.key, "reason"), self._reason)
        column.addWidget(self._field)
        self.show_answer(view.answer)

    def show_answer(self, answer: Answer) -> None:
        """Ask for the reason where one is needed; the room for "Clear" is there from the beginning."""
        wanted = answer.not_applicable or answer.not_evidenced or self._reason.hasFocus() or bool(answer.reason)
        self.setVisible(wanted)
        self._clear.setVisible(answer.value is not None and self._can_clear)

    def open_reason(self) -> None:
        """Show the field for the reason."""
        self.show()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.chip_row.setEnabled(self.isEnabled())

    def _offered(self, view: QuestionView) -> list[tuple[str, str]]:
        offered = [("not_applicable", self._page.said("does_not_apply"))] if view.may_not_apply else []
        if view.item.evidence or view.item.type is AnswerType.SCALE:
            offered.append(("not_evidenced", self._page.said("not_evidenced")))
        return offered

    def _choose(self, chosen: str, *, on: bool) -> None:
        values: dict[str, Value] = {paths.answer(self._key, chosen): on or None}
        for field, chip in self.chips.items():
            if field != chosen and chip.isChecked():
                chip.setChecked(False)
                values[paths.answer(self._key, field)] = None
        self._page.session.record(values)
        if on:
            self.show()
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)


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


def _optional(page: AuditPage, label: str, *, needed: bool) -> str:
    return label if needed else f"{label} ({page.said('optional')})"
