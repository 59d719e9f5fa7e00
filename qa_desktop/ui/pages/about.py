"""About this audit: what it is for, who sees it, and the facts that stand at the head of the note (PRACTICE P-02)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import link_in
from qa_desktop.domain.audit_terms import about_title, is_audit, manager_label
from qa_desktop.domain.case_reference import reference_warnings
from qa_desktop.domain.look_back import is_moved, period_words
from qa_desktop.domain.tool import AnswerType, SubjectKind, Tool
from qa_desktop.domain.translate import languages
from qa_desktop.ui.pages.about_people import EntryCard, PeopleCard, SittingsCard, keep_on_top
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
from qa_desktop.ui.widgets.panes import Card, Column, readable
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner
from qa_desktop.ui.widgets.text import Muted, PageTitle, Strong, Words
from qa_desktop.ui.widgets.yes_no import YesNoGroup

LEAST_COLUMN = 30
"""Average character widths of the narrowest column of fields."""
READABLE_LETTERS = 82
STATUS = "case_status"


class AboutPage(AuditPage):
    """The opening page of an audit."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        audit = session.audit
        self.column.add(PageTitle(about_title(audit.tool), self.sheet))
        self.private = Banner(private_words(audit), parent=self.sheet)
        self.private.setVisible(audit.is_private)
        self.column.add(self.private)
        self._body = Column(gap=18)
        self.column.body.addLayout(self._body)
        self.column.body.addStretch(1)
        self._labelled: dict[str, LabelledField] = {}
        self._header: dict[str, QWidget] = {}
        self._worked_out: dict[str, WorkedOut] = {}
        self._chair: QWidget | None = None
        self._cards: list[Card] = []
        self._shown: list[Callable[[Audit], None]] = []
        """What shows a change, of what is there by now."""
        self.make(self._make_opening, *self._subject_in_turn())
        if is_audit(audit.tool):
            self.make(self._make_sittings, *self._period_in_turn(), self._make_people)
        self.make(self.rows_changed)
        self.making.do_some()

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        for show in self._shown:
            show(audit)
        for card in self._cards:
            card.setEnabled(not audit.is_signed)

    @override
    def focus_first(self) -> None:
        self.making.do_until(lambda: self.fields.has(paths.SUBJECT))
        self.fields.focus(paths.SUBJECT)

    @override
    def focus_place(self, path: str) -> bool:
        for of, shown in (("subject", paths.SUBJECT), ("practitioner", paths.about("practitioner"))):
            if path in header_copies(self.audit, of):
                path = shown
        if path and not self.fields.has(path):
            self.making.do_all()
        return super().focus_place(path)

    def _make_opening(self) -> None:
        audit = self.audit
        card = self._card(self.tr("To begin with"))
        if audit.original.translations:
            card.add(self._language(card))
        column = Column(gap=4)
        for heading, words in (
            (self.tr("What this is for"), audit.tool.purpose),
            (self.tr("Who will see this"), self._readers()),
        ):
            if words:
                column.addWidget(Strong(heading, card))
                column.addLayout(readable(Words(words, parent=card), READABLE_LETTERS))
                column.addSpacing(8)
        card.body.addLayout(column)
        if is_audit(audit.tool):
            hint = self.tr("Start here. You can add to it when you agree and plan.")
            card.add(self._text(card, paths.STRENGTHS, self.tr("What is going well"), hint))
        self._put(card)

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

    def _subject_in_turn(self) -> Iterator[Callable[[], None]]:
        """Yield what makes the card of what the audit is about, and its fields one by one."""
        audit = self.audit
        yield self._make_subject
        practitioner = paths.about("practitioner")
        if audit.tool.has_practitioner or audit.text(practitioner):
            also = header_copies(audit, "practitioner")
            yield partial(self._subject_line, practitioner, audit.tool.words.practitioner, also=also)
        views = header_views(audit)
        yield from (partial(self._add_header, view) for view in views if _is_in_grid(view))
        shown = {view.title.casefold() for view in views}
        for field, label in self._own_fields():
            if label.casefold() not in shown:
                yield partial(self._subject_line, paths.about(field), label, optional=True)
        yield lambda: self._subject_grid.expect(0)
        yield from (partial(self._add_header, view) for view in views if not _is_in_grid(view))
        if SubjectKind.CASE in _kinds(audit.tool):
            yield self._add_chair

    def _most_in_grid(self) -> int:
        """Return how many fields will stand in the grid, so that it has its columns from the first one on."""
        audit = self.audit
        asked = {str(item.id) for item in audit.shown_header()}
        views = [view for view in header_views(audit) if _is_in_grid(view) and view.key in asked]
        titles = {view.title.casefold() for view in header_views(audit)}
        is_case = audit.subject_kind is SubjectKind.CASE
        own = [one for one in self._own_fields() if one[1].casefold() not in titles and (is_case or one[0] != STATUS)]
        has_practitioner = audit.tool.has_practitioner or bool(audit.text(paths.about("practitioner")))
        return 1 + has_practitioner + len(views) + len(own)

    def _make_subject(self) -> None:
        audit = self.audit
        self._subject = self._card(_subject_heading(audit.subject_kind))
        self._subject_grid = self._grid(self._subject)
        self._subject_grid.expect(self._most_in_grid())
        self._subject_line(paths.SUBJECT, audit.tool.words.case_reference, also=header_copies(audit, "subject"))
        self._put(self._subject)
        self._begin(self._show_subject)

    def _subject_line(self, path: str, label: str, *, also: tuple[str, ...] = (), optional: bool = False) -> None:
        field = self._line(self._subject, path, label, also=also, optional=optional)
        self._subject_grid.addWidget(field)
        if path == paths.about(STATUS):
            field.setVisible(self.audit.subject_kind is SubjectKind.CASE)
        self.show_made(field)

    def _add_header(self, view: QuestionView) -> None:
        """Add a field of the tool's own header: in the grid, or below it where it is wide."""
        card = self._subject
        control = _header_control(self, view, card)
        if isinstance(control, WorkedOut):
            self._worked_out[view.key] = control
        if view.item.type in LABELLED:
            box: QWidget = self._field(view.value_path, view.title, control, optional=view.optional)
        else:
            box = _titled(view.title, control, card)
        if _is_in_grid(view):
            if view.item.type is AnswerType.AUDIT:
                keep_on_top(box)
            self._subject_grid.addWidget(box)
        else:
            card.add(box)
        self._header[view.key] = box
        self._show_header(view, {str(item.id) for item in self.audit.shown_header()})
        self.show_made(box)

    def _add_chair(self) -> None:
        question = self.tr("Does the case have an independent reviewing officer or a conference chair?")
        group = YesNoGroup(question, self._subject)
        self.fields.grade(paths.about("iro_or_chair"), group)
        self._chair = _titled(question, group, self._subject)
        self._chair.setVisible(self.audit.subject_kind is SubjectKind.CASE)
        self._subject.add(self._chair)
        self.show_made(self._chair)

    def _show_subject(self, audit: Audit) -> None:
        """Show what the audit is about, the header fields that are asked now, and what is worked out from them."""
        self._warn(audit.subject)
        is_case = audit.subject_kind is SubjectKind.CASE
        if self._chair is not None:
            self._chair.setVisible(is_case)
        status = self._labelled.get(paths.about(STATUS))
        if status is not None:
            status.setVisible(is_case)
        if self._subject.heading is not None:
            self._subject.heading.setText(_subject_heading(audit.subject_kind))
        asked = {str(item.id) for item in audit.shown_header()}
        for view in header_views(audit):
            if view.key in self._header:
                self._show_header(view, asked)

    def _show_header(self, view: QuestionView, asked: set[str]) -> None:
        box = self._header[view.key]
        box.setVisible(view.key in asked)
        if view.item.taken_from is not None:
            box.setEnabled(not view.is_taken_over)
        if view.key in self._worked_out:
            self._worked_out[view.key].show_value(view.worked_out)

    def _own_fields(self) -> tuple[tuple[str, str], ...]:
        if not is_audit(self.audit.tool):
            return ()
        manager = ("manager", manager_label(self.audit.tool))
        fields = (("service", self.tr("Service")), ("team", self.tr("Team")), manager)
        if SubjectKind.CASE in _kinds(self.audit.tool):
            return (*fields, (STATUS, self.tr("Case status")))
        return fields

    def _period_in_turn(self) -> Iterator[Callable[[], None]]:
        """Yield what makes the card of the period, and its fields one by one."""
        yield self._make_period
        yield partial(self._day, "period_from", self.tr("From"))
        yield partial(self._day, "period_to", self.tr("To"))
        yield self._add_reason
        yield partial(self._add_text, "why_selected", self.tr("Why this was selected"))
        yield self._add_interpreter
        yield self._add_first_audit

    def _make_period(self) -> None:
        card = self._period = self._card(self.tr("Period and choice"))
        if self.audit.tool.look_back:
            card.body.addLayout(readable(Muted(period_words(self.audit.tool), card), READABLE_LETTERS))
        self._period_grid = self._grid(card)
        self._period_grid.expect(2)
        self._put(card)

    def _day(self, field: str, label: str) -> None:
        day = DateField(self.today, self._period)
        made = self._field(paths.about(field), label, day)
        self._period_grid.addWidget(made)
        self.fields.day(paths.about(field), day)
        self.show_made(made)

    def _add_reason(self) -> None:
        self._add_text("period_reason", self.tr("Why the period was moved"))
        self._begin(self._show_reason)

    def _add_text(self, field: str, label: str) -> None:
        made = self._text(self._period, paths.about(field), label, "", lines=1)
        self._period.add(made)
        self.show_made(made)

    def _add_interpreter(self) -> None:
        hint = self.tr("Name and language, or how it was arranged without one.")
        made = self._line(self._period, paths.about("interpreter"), self.tr("Interpreter"), hint, optional=True)
        self._period.add(made)
        self.show_made(made)

    def _add_first_audit(self) -> None:
        """Say which audit of the case came before, and what was open in it (PRACTICE P-12)."""
        first = link_in(self.audit.value(paths.RE_AUDIT_OF))
        told = {
            self.tr("Re-audit of"): first.words if first else "",
            self.tr("Actions open before: look at them again"): self.audit.text(paths.OPEN_ACTIONS),
        }
        for heading, words in told.items():
            if words:
                title, said = Strong(heading, self._period), Words(words, parent=self._period)
                self._period.add(title)
                self._period.body.addLayout(readable(said, READABLE_LETTERS))
                self.show_made(title)
                self.show_made(said)

    def _show_reason(self, audit: Audit) -> None:
        moved = is_moved(audit) or bool(audit.text(paths.about("period_reason")))
        self._labelled[paths.about("period_reason")].setVisible(moved)

    def _make_sittings(self) -> None:
        self._sittings = SittingsCard(self)
        self._take_in(self._sittings)

    def _make_people(self) -> None:
        self._people = PeopleCard(self)
        self._take_in(self._people)

    def _take_in(self, card: EntryCard) -> None:
        """Put a card of rows on the page, and make its rows one by one."""
        card.setEnabled(not self.audit.is_signed)
        self._cards.append(card)
        self._put(card)
        self.make(*(partial(card.show_entry, entry) for entry in card.entries_of(self.audit)))
        self.make(partial(self._begin, card.show_audit))

    def _begin(self, show: Callable[[Audit], None]) -> None:
        """Show something as it is now, and again whenever it changes."""
        self._shown.append(show)
        show(self.audit)

    def _card(self, heading: str) -> Card:
        card = Card(heading, self.sheet)
        card.setEnabled(not self.audit.is_signed)
        self._cards.append(card)
        return card

    def _put(self, card: Card) -> None:
        self._body.addWidget(card)
        self.show_made(card)

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


def _is_in_grid(view: QuestionView) -> bool:
    """Tell whether a header field is one of those side by side; a wide one stands below them."""
    return view.item.type in LABELLED or view.item.type is AnswerType.AUDIT


def _titled(title: str, control: QWidget, parent: QWidget) -> QWidget:
    box = QWidget(parent)
    column = Column(box, gap=6)
    column.addWidget(Strong(title, box))
    column.addWidget(control)
    return box


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
