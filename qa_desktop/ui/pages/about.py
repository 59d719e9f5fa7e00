"""About this audit: what it is for, who sees it, and the facts that stand at the head of the note (PRACTICE P-02)."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_terms import about_title, is_audit, manager_label
from qa_desktop.domain.case_reference import reference_warnings
from qa_desktop.domain.look_back import is_moved, period_words
from qa_desktop.domain.tool import AnswerType, SubjectKind, Tool
from qa_desktop.domain.translate import languages
from qa_desktop.ui.pages.about_people import PeopleCard, SittingsCard, keep_on_top
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.section_answer import LABELLED, WorkedOut, answer_control
from qa_desktop.ui.presenters.audit_section import (
    QuestionView,
    header_copies,
    header_views,
    private_words,
    readers_words,
)
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner
from qa_desktop.ui.widgets.text import Muted, PageTitle, Strong, Words
from qa_desktop.ui.widgets.yes_no import YesNoGroup

LEAST_COLUMN = 30
"""Average character widths of the narrowest column of fields."""


class AboutPage(AuditPage):
    """The opening page of an audit."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.column.add(PageTitle(about_title(session.audit.tool), self.sheet))
        self.private = Banner(private_words(session.audit), parent=self.sheet)
        self.private.setVisible(session.audit.is_private)
        self.column.add(self.private)
        self._labelled: dict[str, LabelledField] = {}
        self._header: dict[str, QWidget] = {}
        self._worked_out: dict[str, WorkedOut] = {}
        self._chair: QWidget | None = None
        self._sittings, self._people = SittingsCard(self), PeopleCard(self)
        self._cards = (self._opening(), self._subject(), self._sittings, self._period(), self._people)
        for card in self._cards:
            self.column.add(card)
        for card in self._cards[2:]:
            card.setVisible(is_audit(session.audit.tool))
        self.column.body.addStretch(1)
        self.show_audit(session.audit, frozenset())

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        self._sittings.show_audit(audit)
        self._people.show_audit(audit)
        moved = is_moved(audit) or bool(audit.text(paths.about("period_reason")))
        self._labelled[paths.about("period_reason")].setVisible(moved)
        self._warn(audit.subject)
        self._show_header(audit)
        for card in self._cards:
            card.setEnabled(not audit.is_signed)

    @override
    def focus_first(self) -> None:
        self.fields.focus(paths.SUBJECT)

    @override
    def focus_place(self, path: str) -> bool:
        for of, shown in (("subject", paths.SUBJECT), ("practitioner", paths.about("practitioner"))):
            if path in header_copies(self.audit, of):
                return super().focus_place(shown)
        return super().focus_place(path)

    def _opening(self) -> Card:
        audit = self.audit
        card = Card(self.tr("To begin with"), self.sheet)
        if audit.original.translations:
            card.add(self._language(card))
        column = Column(gap=4)
        for heading, words in (
            (self.tr("What this is for"), audit.tool.purpose),
            (self.tr("Who will see this"), self._readers()),
        ):
            if words:
                column.addWidget(Strong(heading, card))
                column.addWidget(_readable(Words(words, parent=card)))
                column.addSpacing(8)
        card.body.addLayout(column)
        if not is_audit(audit.tool):
            return card
        hint = self.tr("Start here. You can add to it when you agree and plan.")
        card.add(self._text(card, paths.STRENGTHS, self.tr("What is going well"), hint))
        return card

    def _language(self, card: Card) -> LabelledField:
        select = Select(self.tr("Language"), card)
        select.addItem(self.tr("English"), "")
        for code in languages(self.audit.original):
            name = QLocale(code).nativeLanguageName()
            select.addItem(name[:1].upper() + name[1:] or code, code)
        self.fields.choice(paths.LANGUAGE, select)
        hint = self.tr("The questions are asked, and the note is written, in this language.")
        return self._field(paths.LANGUAGE, self.tr("Language"), select, hint)

    def _readers(self) -> str:
        return "" if self.audit.is_private else readers_words(self.audit.tool)

    def _subject(self) -> Card:
        audit, words = self.audit, self.audit.tool.words
        card = Card(_subject_heading(audit.subject_kind), self.sheet)
        self._subject_title = card.heading
        grid = self._grid(card)
        grid.addWidget(self._line(card, paths.SUBJECT, words.case_reference, also=header_copies(audit, "subject")))
        practitioner = paths.about("practitioner")
        if audit.tool.has_practitioner or audit.text(practitioner):
            also = header_copies(audit, "practitioner")
            grid.addWidget(self._line(card, practitioner, words.practitioner, also=also))
        cards: list[QWidget] = []
        for view in header_views(audit):
            control = _header_control(self, view, card)
            if isinstance(control, WorkedOut):
                self._worked_out[view.key] = control
            if view.item.type in LABELLED:
                box: QWidget = self._field(view.value_path, view.title, control, optional=view.optional)
                grid.addWidget(box)
            elif view.item.type is AnswerType.AUDIT:
                box = _titled(view.title, control, card)
                keep_on_top(box)
                grid.addWidget(box)
            else:
                box = _titled(view.title, control, card)
                cards.append(box)
            self._header[view.key] = box
        shown = {view.title.casefold() for view in header_views(audit)}
        for field, label in self._own_fields():
            if label.casefold() not in shown:
                grid.addWidget(self._line(card, paths.about(field), label, optional=True))
        for titled in cards:
            card.add(titled)
        if SubjectKind.CASE in _kinds(audit.tool):
            question = self.tr("Does the case have an independent reviewing officer or a conference chair?")
            group = YesNoGroup(question, card)
            self.fields.grade(paths.about("iro_or_chair"), group)
            self._chair = _titled(question, group, card)
            card.add(self._chair)
        return card

    def _show_header(self, audit: Audit) -> None:
        """Show the header fields that are asked now, and what is worked out from them."""
        is_case = audit.subject_kind is SubjectKind.CASE
        if self._chair is not None:
            self._chair.setVisible(is_case)
        status = self._labelled.get(paths.about("case_status"))
        if status is not None:
            status.setVisible(is_case)
        if self._subject_title is not None:
            self._subject_title.setText(_subject_heading(audit.subject_kind))
        asked = {str(item.id) for item in audit.shown_header()}
        for key, box in self._header.items():
            box.setVisible(key in asked)
        for view in header_views(audit):
            if view.item.taken_from is not None:
                self._header[view.key].setEnabled(not view.is_taken_over)
            if view.key in self._worked_out:
                self._worked_out[view.key].show_value(view.worked_out)

    def _own_fields(self) -> tuple[tuple[str, str], ...]:
        if not is_audit(self.audit.tool):
            return ()
        manager = ("manager", manager_label(self.audit.tool))
        fields = (("service", self.tr("Service")), ("team", self.tr("Team")), manager)
        if SubjectKind.CASE in _kinds(self.audit.tool):
            return (*fields, ("case_status", self.tr("Case status")))
        return fields

    def _period(self) -> Card:
        card = Card(self.tr("Period and choice"), self.sheet)
        if self.audit.tool.look_back:
            card.add(_readable(Muted(period_words(self.audit.tool), card)))
        grid = self._grid(card)
        for field, label in (("period_from", self.tr("From")), ("period_to", self.tr("To"))):
            day = DateField(self.today, card)
            grid.addWidget(self._field(paths.about(field), label, day))
            self.fields.day(paths.about(field), day)
        reason = self.tr("Why the period was moved")
        card.add(self._text(card, paths.about("period_reason"), reason, "", lines=1))
        card.add(self._text(card, paths.about("why_selected"), self.tr("Why this was selected"), "", lines=1))
        interpreter = self.tr("Name and language, or how it was arranged without one.")
        card.add(self._line(card, paths.about("interpreter"), self.tr("Interpreter"), interpreter, optional=True))
        return card

    def _grid(self, card: Card) -> ColumnsLayout:
        grid = ColumnsLayout(gap=14, least_width=LEAST_COLUMN * self.fontMetrics().averageCharWidth())
        card.body.addLayout(grid)
        return grid

    def _field(
        self, path: str, label: str, control: QWidget, hint: str = "", *, optional: bool = False
    ) -> LabelledField:
        field = self._labelled[path] = LabelledField(label, control, hint, control.parentWidget(), optional=optional)
        keep_on_top(field)
        return field

    def _line(
        self, card: Card, path: str, label: str, hint: str = "", *, also: tuple[str, ...] = (), optional: bool = False
    ) -> LabelledField:
        line = QLineEdit(card)
        field = self._field(path, label, line, hint, optional=optional)
        self.fields.line(path, line, also)
        return field

    def _text(self, card: Card, path: str, label: str, hint: str, *, lines: int = 2) -> LabelledField:
        edit = GrowingTextEdit(card, lines=lines)
        field = self._field(path, label, edit, hint, optional=True)
        self.fields.text(path, edit)
        return field

    def _warn(self, subject: str) -> None:
        warnings = reference_warnings(subject) if self.audit.subject_kind is SubjectKind.CASE else ()
        field = self._labelled[paths.SUBJECT]
        if field.problem != ". ".join(warnings):
            field.set_problem(". ".join(warnings))


def _header_control(page: AuditPage, view: QuestionView, parent: QWidget) -> QWidget:
    """Return the control of a header field; its texts are one line."""
    if view.item.type is AnswerType.TEXT:
        return page.fields.line(view.value_path, QLineEdit(parent))
    return answer_control(page, view, parent, compact=True)


def _titled(title: str, control: QWidget, parent: QWidget) -> QWidget:
    box = QWidget(parent)
    column = Column(box, gap=6)
    column.addWidget(Strong(title, box))
    column.addWidget(control)
    return box


def _readable(words: Words) -> Words:
    words.setMaximumWidth(words.fontMetrics().averageCharWidth() * 82)
    return words


def _kinds(tool: Tool) -> frozenset[SubjectKind]:
    """Return everything that an audit with the tool can be about."""
    return frozenset({tool.subject, *(one.subject for one in tool.subject_when)})


def _subject_heading(kind: SubjectKind) -> str:
    return {
        SubjectKind.CASE: "The case",
        SubjectKind.PRACTITIONER: "The practitioner",
        SubjectKind.SUPERVISION_FILE: "The supervision file",
        SubjectKind.SERVICE: "The service",
        SubjectKind.HOME: "The home",
        SubjectKind.AUTHORITY: "What this sets",
    }[kind]
