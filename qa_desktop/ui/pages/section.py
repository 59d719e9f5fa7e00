"""The page of one section: a single judgement, a matrix of questions on one scale, or a form."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.tool import Section, SectionLayout
from qa_desktop.domain.two_seats import scale_at
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.finished_lines import FinishedLines
from qa_desktop.ui.pages.seats import SeatsButton
from qa_desktop.ui.pages.section_preparation import PreparationCard
from qa_desktop.ui.pages.section_question import Question, group_heading, touches
from qa_desktop.ui.pages.section_repeat import PartBox, PartsFoot
from qa_desktop.ui.pages.section_respondents import Respondents
from qa_desktop.ui.pages.section_result import ResultCard
from qa_desktop.ui.presenters.audit_section import QuestionView, SectionView, section_view
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.panes import Column, readable
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Muted, PageTitle, Subheading

READABLE_LETTERS = 78


class SectionPage(AuditPage):
    """One section of the tool. Its first questions are there at once; the others follow in turns of their own."""

    def __init__(self, session: AuditSession, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._section = section
        self._view = section_view(session.audit, section)
        self._questions: dict[str, Question] = {}
        self._group = ("", "")
        self._boxes: dict[str, PartBox] = {}
        self._together: dict[str, Respondents] = {}
        self._results: dict[str, ResultCard] = {}
        self._add_head(self._view)
        self._body = Column(gap=self._gap)
        self.column.body.addLayout(self._body)
        self._tail, self._ends = Column(gap=18), Column(gap=18)
        self.column.body.addLayout(self._tail)
        self.column.body.addStretch(1)
        self._foot: PartsFoot | None = None
        self._private: PreparationCard | None = None
        self._pair_mode = False
        for view in self._view.questions:
            self.making.add(partial(self._make, view))
        self.making.add(self._make_end)
        self.making.do_some()
        self._show_parts()

    @property
    def view(self) -> SectionView:
        """What the page shows."""
        return self._view

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions, all of them."""
        self.making.do_all()
        return tuple(self._questions.values())

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        before = [question.key for question in self._view.questions]
        self._view = section_view(audit, self._section)
        if [question.key for question in self._view.questions] != before:
            self._fit_questions()
            self.rows_changed()
        self._show_parts()
        if self.is_complete:
            self._show_results()
        super().show_audit(audit, changed)
        self._show_closed(self._view)
        if audit.is_signed and self._private is not None:
            self._private.hide()
        closed = {view.key for view in self._view.questions if view.closed_because}
        for view in self._view.questions:
            question = self._questions.get(view.key)
            item = view.item
            follows = item.computation is not None or item.not_applicable_unless is not None or bool(item.wordings)
            if question is not None and (touches(changed, audit, view.key) or closed or audit.tool.stages or follows):
                question.show_question(view)

    @override
    def focus_place(self, path: str) -> bool:
        if not path:
            return False
        if not self.fields.has(path):
            self.making.do_all()
        owner = next((one for one in self._questions.values() if f"/{one.key}/" in path), None)
        if owner is not None:
            return owner.focus_place(path)
        return any(one.focus_place(path) for one in self._questions.values())

    @override
    def focus_first(self) -> None:
        for view in self._view.questions:
            if not view.closed_because and self.focus_place(view.value_path):
                return
        go = self._closed.findChild(QPushButton)
        if go is not None:
            go.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def set_pair_mode(self, *, on: bool) -> None:
        self._pair_mode = on
        if self._private is not None:
            self._private.setVisible(not on and not self.audit.is_signed)

    def current_question(self) -> Question | None:
        """Return the question in which the focus is; the first where it is in none."""
        focused: QWidget | None = self.focusWidget()
        inside = (one for one in self._questions.values() if focused and one.isAncestorOf(focused))
        return next(inside, next(iter(self._questions.values()), None))

    @override
    def grade_at_hand(self) -> str:
        current = self.current_question()
        keys_here = [view.key for view in self._view.questions if not view.closed_because]
        wanted = [current.key] if current is not None and current.key in keys_here else []
        places = (paths.answer(key) for key in (*wanted, *keys_here))
        return next((path for path in places if scale_at(self.audit, path) is not None), "")

    @override
    def add_evidence(self) -> None:
        """Add evidence to the question at hand (Ctrl+E)."""
        question = self.current_question()
        if question is not None and question.evidence is not None and question.evidence.add_button.isEnabled():
            question.evidence.add()

    @property
    def _gap(self) -> int:
        return 18 if self._section.layout is SectionLayout.SINGLE else 4

    @property
    def _in_rows(self) -> bool:
        return self._section.layout is not SectionLayout.SINGLE

    def _add_head(self, view: SectionView) -> None:
        head, sheet = Column(gap=4), self.sheet
        kicker = " · ".join(part for part in (view.kicker, view.stage) if part)
        if kicker:
            head.addWidget(Subheading(kicker, sheet))
        head.addWidget(PageTitle(view.section.title, sheet))
        if view.section.statement:
            head.addLayout(readable(Muted(view.section.statement, sheet), READABLE_LETTERS))
        self.column.body.addLayout(head)
        if view.section.layout is SectionLayout.SINGLE and self.audit.tool.scales:
            self.seats = SeatsButton(self)
            self.column.add(self.seats)
        self._closed = Banner("", BannerKind.NOTE, self.tr("Go there") if self.audit.tool.stages else "", sheet)
        self._closed.action_requested.connect(self._open_stage)
        self.column.add(self._closed)
        plan = self.audit.tool.improvement
        if plan is not None and any(item.id == plan.what for item in self._section.items):
            self.column.add(FinishedLines(self.audit, sheet))
        self._show_closed(view)

    def _show_closed(self, view: SectionView) -> None:
        self._closed.set_text(view.closed_because)
        self._closed.set_action(view.reading.words if view.reading else self.tr("Go there") if view.waits_at[0] else "")

    def _open_stage(self) -> None:
        reading = self._view.reading
        if reading is not None:
            self.session.record(reading.values)
        else:
            self.step_requested.emit(*self._view.waits_at)

    def _make(self, view: QuestionView) -> None:
        column = self._column_of(view)
        group = (view.part.instance if view.part else "", view.item.group)
        if group != self._group:
            self._group = group
            if view.item.group:
                column.addWidget(group_heading(view.item.group))
        question = self._made(view, column)
        column.addWidget(self._placed(view, question))
        self.show_made(question)

    def _made(self, view: QuestionView, column: Column | ColumnsLayout) -> Question:
        """Make a question inside what will hold it."""
        together = self._together.get(view.key.partition("~")[0]) if view.by else None
        parent = together or column.parentWidget() or self.sheet
        question = self._questions[view.key] = Question(self, view, parent, row=self._in_rows)
        if self._section.layout is SectionLayout.TABLE:
            question.be_column()
        elif view.item.beside:
            question.belong_above()
        return question

    def _make_end(self) -> None:
        """Put below the questions what belongs there, once they are all there and push it down no more."""
        self._foot = self._parts_foot()
        self._tail.addLayout(self._ends)
        if not self.audit.is_signed:
            self._private = PreparationCard(self, self._section)
            self._private.setVisible(not self._pair_mode)
            self._tail.addWidget(self._private)
        self._show_parts()
        self._show_results()
        self.rows_changed()

    def _fit_questions(self) -> None:
        """Add questions that an answer brought up and hide those that it took away, each at its place."""
        self.making.do_all()
        wanted = {view.key: view for view in self._view.questions}
        for key, question in self._questions.items():
            question.setVisible(key in wanted)
        for place, (key, view) in enumerate(wanted.items()):
            if key not in self._questions:
                column = self._column_of(view)
                row = self._row_of(column, place, list(wanted))
                question = self._made(view, column)
                placed = self._placed(view, question)
                if column.indexOf(placed) < 0:
                    column.insertWidget(row, placed)
        asked = {key.partition("~")[0] for key in wanted}
        for key, together in self._together.items():
            together.setVisible(key in asked)

    def _placed(self, view: QuestionView, question: Question) -> QWidget:
        """Return what stands in the column: the question, or what holds it with the same one of others."""
        if not view.by:
            return question
        key = view.key.partition("~")[0]
        if key not in self._together:
            self._together[key] = Respondents(view, self.sheet)
        self._together[key].add(question)
        return self._together[key]

    def _row_of(self, column: Column | ColumnsLayout, place: int, order: list[str]) -> int:
        key = order[place - 1] if place else ""
        before = self._together.get(key.partition("~")[0]) or self._questions.get(key)
        return column.indexOf(before) + 1 if before is not None else 0

    def _column_of(self, view: QuestionView) -> Column | ColumnsLayout:
        """Return where a question stands: in the box of its child, carer or case where the section repeats."""
        if view.part is None:
            return self._body
        instance = view.part.instance
        if instance not in self._boxes:
            parts = self._view.repeat.there if self._view.repeat else ()
            part = next(one for one in parts if one.instance == instance)
            is_row = self._section.layout is SectionLayout.TABLE
            box = self._boxes[instance] = PartBox(self, part, is_row=is_row)
            order = [one.instance for one in parts if one.instance in self._boxes]
            after = order.index(instance) - 1
            place = self._body.indexOf(self._boxes[order[after]]) + 1 if after >= 0 else 0
            self._body.insertWidget(place, box)
            self._show_parts()
        return self._boxes[instance].questions

    def _parts_foot(self) -> PartsFoot | None:
        repeat = self._section.repeat
        if repeat is None:
            return None
        foot = PartsFoot(self, self._section.id, repeat.of)
        self._tail.addWidget(foot)
        self._body.setSpacing(18)
        return foot

    def _show_results(self) -> None:
        there = {view.key: view for view in self._view.results}
        for key, card in self._results.items():
            card.setVisible(key in there)
        for key, view in there.items():
            if key in self._results:
                self._results[key].show_result(view)
            else:
                self._results[key] = ResultCard(self, view)
                self._ends.addWidget(self._results[key])
                self.rows_changed()

    def _focus_part(self, instance: str) -> None:
        """Go to what is filled in first: the name, or in a row of a table the first field."""
        first = next((one for one in self._view.questions if one.part and one.part.instance == instance), None)
        if self._section.layout is not SectionLayout.TABLE or first is None or not self.focus_place(first.value_path):
            self._boxes[instance].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self) -> None:
        repeat, is_open = self._view.repeat, not self._view.signed
        if repeat is None or self._foot is None:
            return
        there = {one.instance: one for one in repeat.there}
        for instance, box in self._boxes.items():
            box.setVisible(instance in there)
            if instance in there:
                box.show_part(there[instance], can_take_out=repeat.can_take_out, is_open=is_open)
        self._foot.show_repeat(repeat, is_open=is_open)
        if self._foot.wanted is not None and self._foot.wanted in self._boxes:
            # A widget takes the focus only once it is shown, which Qt does in its next turn.
            added, self._foot.wanted = self._foot.wanted, None
            QTimer.singleShot(0, self, lambda: self._focus_part(added))
