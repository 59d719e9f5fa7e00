"""One question of a section: its answer, what to say when it does not apply, the reason, and the evidence."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Answer
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import AnswerType
from qa_desktop.ui.pages.audit_footer import escaped
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.section_answer import LABELLED, WorkedOut, answer_control, has_cards
from qa_desktop.ui.pages.section_evidence import EvidenceList
from qa_desktop.ui.presenters.audit_section import QuestionView
from qa_desktop.ui.widgets.buttons import Chip, LinkButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.grade import GradeGroup
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column, Frame, Row
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Heading, Small, Strong, Words

PARTS = ("closed", "answer", "chips", "reason", "taken", "concern", "reread", "comment", "evidence")
"""What may stand under a question's words, from top to bottom."""
BANNERS = {"closed": BannerKind.NOTE, "concern": BannerKind.CAUTION}


class Question(Frame):
    """A question with everything that belongs to it.

    `row` makes it one of many under each other: smaller, with a line above. What a question shows only now and then is
    made when it is first needed, and everything inside its own parent: a page of a hundred questions is there sooner.
    """

    def __init__(self, page: AuditPage, view: QuestionView, parent: QWidget, *, row: bool) -> None:
        super().__init__("row" if row else "", parent)
        self._page = page
        self._row = row
        self._label: QLabel
        self.key = view.key
        self._column = Column(self, gap=8 if row else 12, margins=(0, 12, 0, 12) if row else (0, 0, 0, 0))
        self._placed: dict[str, QWidget] = {}
        self._banners: dict[str, Banner] = {}
        self._below = 0
        """How much empty room is below the last part."""
        self._asked = view.spoken_title
        self.evidence = EvidenceList(page, view.key, view.spoken_title, self, small=row) if view.item.evidence else None
        self._add_label(view)
        line = FlowRow(gap=12, parent=self) if row and view.can_be_left_out and has_cards(view) else None
        self.control = answer_control(page, view, line or self, compact=row)
        if view.spoken_title != view.title:
            self.control.setAccessibleName(view.spoken_title)
        self._leave_out = LeaveOut(page, view, self.control, line or self) if view.can_be_left_out else None
        self._add_control(view, line)
        self.comment = self._add_comment(view)
        if self.evidence is not None:
            self._put("evidence", self.evidence)
        self.show_question(view)

    def belong_above(self) -> None:
        """Belong to the question above: no line between them."""
        self.set_look("")

    def be_column(self) -> None:
        """Be a column among others: no line above, and what is there stands at the top."""
        self.set_look("")
        self._column.addStretch(1)
        self._below = 1

    def show_question(self, view: QuestionView) -> None:
        """Show what the answer changed around its own fields, and what another answer changed in the wording."""
        if view.spoken_title != self._asked:
            self._ask_in_other_words(view)
        self._say("closed", view.does_not_apply or (view.closed_because if view.closed_alone else ""))
        is_open = not view.closed_because and not view.does_not_apply
        if isinstance(self.control, WorkedOut):
            self.control.show_value(view.worked_out)
        for part in (self.control, self.comment, self._leave_out):
            if part is not None:
                part.setEnabled(is_open and (part is self.comment or not view.is_taken_over))
        self._say_taken_over(said=view.is_taken_over)
        if self._leave_out is not None:
            self._leave_out.setVisible(not view.is_taken_over)
        self._say("concern", view.concern)
        self._ask_to_read_again(asked=view.answer.reread and is_open)
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

    def _ask_in_other_words(self, view: QuestionView) -> None:
        self._asked = view.spoken_title
        self._label.setText(escaped(self._title_words(view)) if view.item.type in LABELLED else self._title_words(view))
        self.control.setAccessibleName(view.spoken_title)
        if self._leave_out is not None:
            self._leave_out.name(view.spoken_title)
        if self.comment is not None and self._row:
            self.comment.control.setAccessibleName(f"{view.comment_label}: {view.spoken_title}")
        if self.evidence is not None:
            self.evidence.name(view.spoken_title)

    def _put(self, part: str, widget: QWidget) -> None:
        """Put a part at its place among those that are there."""
        below = (self._placed[name] for name in PARTS[PARTS.index(part) + 1 :] if name in self._placed)
        place = next((self._column.indexOf(widget) for widget in below), self._column.count() - self._below)
        self._placed[part] = widget
        self._column.insertWidget(place, widget)

    def _say(self, part: str, words: str) -> None:
        """Say something around the answer; empty takes it away."""
        banner = self._banners.get(part)
        if banner is None:
            if not words:
                return
            banner = self._banners[part] = Banner("", BANNERS[part], parent=self)
            self._put(part, banner)
        banner.set_text(words)

    def _say_taken_over(self, *, said: bool) -> None:
        if said and "taken" not in self._placed:
            self._put("taken", Small(self.tr("As it is in the audit that is named."), self))
        if "taken" in self._placed:
            self._placed["taken"].setVisible(said)

    def _ask_to_read_again(self, *, asked: bool) -> None:
        """Ask whether the reason still fits the grade."""
        banner = self._banners.get("reread")
        if banner is None and asked:
            banner = self._banners["reread"] = _reread_banner(self._page, self.key, self)
            self._put("reread", banner)
            self._page.rows_changed()
        if banner is not None:
            banner.setVisible(asked)

    def _add_label(self, view: QuestionView) -> None:
        if view.item.type in LABELLED:
            return
        words = self._title_words(view)
        label = self._label = Strong(words, self) if self._row else Heading(words, self)
        if self._row and self.evidence is not None:
            line = Row(gap=10)
            self._column.addLayout(line)
            line.addWidget(label, 1)
            line.addWidget(self.evidence.add_button, 0, Qt.AlignmentFlag.AlignTop)
        else:
            self._column.addWidget(label)
        for words in view.hints:
            self._column.addWidget(Small(words, self))

    def _add_control(self, view: QuestionView, line: FlowRow | None) -> None:
        if view.item.type in LABELLED:
            hint = ". ".join(part.rstrip(".") for part in view.hints)
            field = LabelledField(self._title_words(view), self.control, hint, self)
            self._label = field.label
            self._put("answer", field)
        elif line is not None:
            line.add(self.control)
            self._put("answer", line)
        else:
            self._put("answer", self.control)
        if self._leave_out is None:
            return
        self._leave_out.reason_wanted.connect(self._add_reason)
        if line is not None:
            line.add(self._leave_out)
        else:
            self._put("chips", self._leave_out)
        if view.item.type in LABELLED and self._row and self.evidence is not None:
            self._leave_out.add(self.evidence.add_button)

    def _add_reason(self) -> None:
        if self._leave_out is not None and "reason" not in self._placed:
            self._put("reason", self._leave_out.make_reason(self))
            self._page.rows_changed()

    def _add_comment(self, view: QuestionView) -> LabelledField | None:
        rule = view.item.comment
        if rule is None:
            return None
        edit = GrowingTextEdit(self, lines=1 if self._row else 3, word_limit=rule.word_limit)
        field = LabelledField(self._comment_words(view), edit, parent=self)
        edit.setAccessibleName(f"{view.comment_label}: {view.spoken_title}" if self._row else view.comment_label)
        field.label.set_role("small" if self._row else "heading")
        self._page.fields.text(view.comment_path, edit)
        self._put("comment", field)
        return field

    def _title_words(self, view: QuestionView) -> str:
        return _optional(self._page, view.title, needed=not view.optional or view.item.type is AnswerType.SCALE)

    def _comment_words(self, view: QuestionView) -> str:
        if self._row:
            return f"{view.comment_label} (needed for this answer)" if view.comment_needed else view.comment_label
        return _optional(self._page, view.comment_label, needed=view.comment_needed)


class LeaveOut(FlowRow):
    """Says that a question does not apply or is not evidenced, and why.

    It is the row of the choices; the field for the reason is made once there is something to say, for the question to
    place.
    """

    reason_wanted = Signal()

    def __init__(self, page: AuditPage, view: QuestionView, control: QWidget, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._page = page
        self._key = view.key
        self._spoken_title = ""
        self.chips: dict[str, Chip] = {}
        self.reason: GrowingTextEdit | None = None
        self._field: LabelledField | None = None
        self._clear: LinkButton | None = None
        for field, words in self._offered(view):
            chip = self.chips[field] = Chip(words, self)
            chip.clicked.connect(lambda on, name=field: self._choose(name, on=on))
            page.fields.shown(paths.answer(view.key, field), chip, _Shower(chip))
            self.add(chip)
        if isinstance(control, GradeGroup):
            self._clear = self._clear_button(control)
            self.add(self._clear)
        self.name(view.spoken_title)

    def name(self, spoken_title: str) -> None:
        """Say for somebody who does not see where it stands to which question each choice belongs."""
        self._spoken_title = spoken_title
        for button in (*self.chips.values(), *([self._clear] if self._clear else [])):
            button.setAccessibleName(f"{button.text()}: {spoken_title}")
        if self.reason is not None:
            self.reason.setAccessibleName(f"{self._page.said('why_not')}: {spoken_title}")

    def show_answer(self, answer: Answer) -> None:
        """Ask for the reason where one is needed; the room for "Clear" is there from the beginning."""
        writing = self.reason is not None and self.reason.hasFocus()
        self._show_reason(shown=answer.not_applicable or answer.not_evidenced or writing or bool(answer.reason))
        if self._clear is not None:
            self._clear.setVisible(answer.value is not None)

    def open_reason(self) -> None:
        """Show the field for the reason."""
        self._show_reason(shown=True)

    def make_reason(self, parent: QWidget) -> LabelledField:
        """Return the field for the reason, for the question to place."""
        label = self._page.said("why_not")
        self.reason = GrowingTextEdit(parent, lines=1)
        self._field = LabelledField(label, self.reason, parent=parent)
        self.reason.setAccessibleName(f"{label}: {self._spoken_title}")
        self._field.setEnabled(self.isEnabled())
        self._page.fields.text(paths.answer(self._key, "reason"), self.reason)
        return self._field

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and self._field is not None:
            self._field.setEnabled(self.isEnabled())

    def _show_reason(self, *, shown: bool) -> None:
        if shown and self._field is None:
            self.reason_wanted.emit()
        if self._field is not None:
            self._field.setVisible(shown)

    def _clear_button(self, control: GradeGroup) -> LinkButton:
        button = LinkButton(self._page.said("clear"), parent=self)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        button.clicked.connect(control.clear_choice)
        return button

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
            self.open_reason()
            if self.reason is not None:
                self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


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
