"""When something is asked: a small form that reads as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool import AnswerType
from qa_desktop.domain.tool_edit.conditions import (
    ORDERED,
    WITHOUT_ANSWER,
    WORDS,
    Answer,
    Compared,
    ConditionForm,
    TestLine,
    condition_words,
    form_of,
    keys_of,
)
from qa_desktop.domain.tool_edit.questions import NUMBERS, answers_to, question_named, question_places, questions_in
from qa_desktop.domain.tool_edit.tree import Keys, Path, Plain, put, text_at, value_at
from qa_desktop.ui.pages.tool_editor_form import EditorForm, keep_height
from qa_desktop.ui.widgets.buttons import Chip, SmallButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.settled_line import SettledLine
from qa_desktop.ui.widgets.text import Muted

_MOST_LETTERS = 70
ALWAYS, ONLY_WHEN = "always", "when"


class ConditionEditor(QWidget):
    """Always, or only when certain answers are given, a line for each; what is more than that is shown in words.

    Where it `is_needed` there is no “always”.
    """

    def __init__(self, form: EditorForm, path: Path, verb: str, hint: str = "", *, is_needed: bool = False) -> None:
        super().__init__()
        self._form = form
        self._path = path
        self._verb = verb
        keep_height(self)
        self._column = Column(self, gap=10)
        self._sentence = Muted("", self)
        condition = form.session.value(path)
        self._known = form_of(condition)
        self._is_needed = is_needed
        self._add_mode(hint, there=condition is not None)
        if condition is not None and self._known is None:
            words = self.tr("This is more than the form could say. It stays as it is.")
            self._column.addWidget(Muted(words, self))
        elif self._known is not None:
            self._add_lines(self._known)
        self._column.addWidget(self._sentence)
        form.fields.place(path, self._mode, self._say)

    def _add_mode(self, hint: str, *, there: bool) -> None:
        select = Select(self._verb)
        if not self._is_needed:
            select.addItem(self.tr("Always"), ALWAYS)
        select.addItem(self.tr("Only when"), ONLY_WHEN)
        select.setPlaceholderText(self.tr("Say when"))
        select.setCurrentIndex(select.findData(ONLY_WHEN if there else ALWAYS))
        select.activated.connect(lambda row: self._set_mode(str(select.itemData(row))))
        self._mode = LabelledField(self._verb, select, hint)
        self._column.addWidget(self._mode)

    def _set_mode(self, mode: str) -> None:
        there = self._form.session.value(self._path) is not None
        if mode == ALWAYS and there:
            self._take(None)
        elif mode == ONLY_WHEN and not there:
            self._take(ConditionForm((_first_line(self._form, self._path),)))

    def _add_lines(self, form: ConditionForm) -> None:
        if len(form.lines) > 1:
            joint = Select(self.tr("How many of these have to hold"))
            joint.addItem(self.tr("all of these hold"), "all")
            joint.addItem(self.tr("one of these holds"), "any")
            joint.setCurrentIndex(int(form.any_is_enough))
            joint.activated.connect(lambda row: self._take(replace(form, any_is_enough=bool(row))))
            self._column.addWidget(joint)
        for number, line in enumerate(form.lines):
            self._column.addWidget(_Line(self._form, line, number, partial(self._set_line, number)))
        add = SmallButton(self.tr("Add a line"), parent=self)
        add.clicked.connect(lambda: self._take(replace(form, lines=(*form.lines, _first_line(self._form, self._path)))))
        buttons = [add]
        if len(form.lines) > 1:
            less = SmallButton(self.tr("Take out the last line"), parent=self)
            less.clicked.connect(lambda: self._take(replace(form, lines=form.lines[:-1])))
            buttons.append(less)
        self._column.addWidget(FlowRow(*buttons, gap=6))

    def _set_line(self, number: int, line: TestLine) -> None:
        if self._known is not None:
            lines = (*self._known.lines[:number], line, *self._known.lines[number + 1 :])
            self._take(replace(self._known, lines=lines))

    def _take(self, form: ConditionForm | None) -> None:
        self._form.fields.flush()
        session = self._form.session
        session.change(put(session.tree, self._path, keys_of(form) if form is not None else None), self._path)

    def _say(self) -> None:
        tree = self._form.session.tree
        condition = self._form.session.value(self._path)
        self._sentence.setVisible(condition is not None)
        if condition is not None:
            said = condition_words(condition, lambda one: _named(tree, one), lambda one, code: _worded(tree, one, code))
            self._sentence.setText(self.tr("{} only when {}.").format(self._verb, said))


class _Line(QWidget):
    """One question, how its answer is compared, and with what."""

    def __init__(self, form: EditorForm, line: TestLine, number: int, take: Callable[[TestLine], None]) -> None:
        super().__init__()
        self._form = form
        self._line = line
        self._take = take
        self._number = number + 1
        keep_height(self)
        column = Column(self, gap=6)
        column.addWidget(self._questions())
        column.addWidget(self._comparisons())
        control = self._answers()
        if control is not None:
            column.addWidget(control)

    def _questions(self) -> Select:
        tree, own = self._form.session.tree, self._form.edited
        select = Select(self.tr("Question, line {}").format(self._number))
        select.setPlaceholderText(self.tr("Choose a question"))
        for place, item in questions_in(tree):
            if place != own:
                select.addItem(_name_of(item)[:_MOST_LETTERS], text_at(item, ("id",)))
        select.setCurrentIndex(select.findData(self._line.question))
        select.activated.connect(lambda row: self._choose_question(str(select.itemData(row))))
        return select

    def _choose_question(self, question: str) -> None:
        place = question_named(self._form.session.tree, question)
        answers = answers_to(self._form.session.tree, place) if place is not None else ()
        if answers:
            self._take(TestLine(question, Compared.IS, (answers[0][0],)))
        else:
            self._take(TestLine(question, Compared.ANSWERED))

    def _comparisons(self) -> Select:
        select = Select(self.tr("How it is compared, line {}").format(self._number))
        for compared in self._fitting():
            select.addItem(WORDS[compared], compared.value)
        select.setCurrentIndex(select.findData(self._line.compared.value))
        select.activated.connect(lambda row: self._choose_comparison(Compared(select.itemData(row))))
        return select

    def _fitting(self) -> tuple[Compared, ...]:
        tree = self._form.session.tree
        place = question_named(tree, self._line.question)
        kind = text_at(tree, (*place, "type")) if place is not None else ""
        if place is not None and answers_to(tree, place):
            fitting: tuple[Compared, ...] = (Compared.IS, Compared.IS_NOT, Compared.IS_ONE_OF, *WITHOUT_ANSWER)
        elif kind in (*NUMBERS, AnswerType.DATE.value, AnswerType.COMPUTED.value):
            fitting = (*ORDERED, Compared.IS, *WITHOUT_ANSWER)
        else:
            fitting = (*WITHOUT_ANSWER, Compared.IS, Compared.IS_NOT)
        return fitting if self._line.compared in fitting else (*fitting, self._line.compared)

    def _choose_comparison(self, compared: Compared) -> None:
        tree = self._form.session.tree
        place = question_named(tree, self._line.question)
        codes: tuple[Answer, ...] = tuple(code for code, _ in answers_to(tree, place)) if place is not None else ()
        answers = self._line.answers or codes[:1]
        if compared in WITHOUT_ANSWER:
            answers = ()
        elif compared is not Compared.IS_ONE_OF:
            answers = answers[:1]
        self._take(replace(self._line, compared=compared, answers=answers))

    def _answers(self) -> QWidget | None:
        if self._line.compared in WITHOUT_ANSWER:
            return None
        tree = self._form.session.tree
        place = question_named(tree, self._line.question)
        answers = answers_to(tree, place) if place is not None else ()
        if not answers:
            return self._free()
        return self._chips(answers) if self._line.compared is Compared.IS_ONE_OF else self._one_of(answers)

    def _one_of(self, answers: tuple[tuple[str, str], ...]) -> Select:
        select = Select(self.tr("Answer, line {}").format(self._number))
        select.setPlaceholderText(self.tr("Choose an answer"))
        for code, words in answers:
            select.addItem(words, code)
        select.setCurrentIndex(select.findData(str(self._line.answers[0]) if self._line.answers else ""))
        select.activated.connect(lambda row: self._take(replace(self._line, answers=(str(select.itemData(row)),))))
        return select

    def _chips(self, answers: tuple[tuple[str, str], ...]) -> QWidget:
        row = FlowRow(gap=6)
        chips = {code: Chip(words, row, on=code in self._line.answers) for code, words in answers}
        for code, words in answers:
            chips[code].setAccessibleName(self.tr("{}, line {}").format(words, self._number))
            chips[code].clicked.connect(
                lambda: self._take(
                    replace(self._line, answers=tuple(code for code, chip in chips.items() if chip.isChecked()))
                )
            )
            row.add(chips[code])
        return row

    def _free(self) -> QWidget:
        line = SettledLine()
        line.setAccessibleName(self.tr("Answer, line {}").format(self._number))
        line.show_text(str(self._line.answers[0]) if self._line.answers else "")
        line.editingFinished.connect(lambda: self._read(line.text().strip()))
        return line

    def _read(self, text: str) -> None:
        answer: Answer = text
        tree = self._form.session.tree
        place = question_named(tree, self._line.question)
        kind = text_at(tree, (*place, "type")) if place is not None else ""
        if kind in (*NUMBERS, AnswerType.COMPUTED.value):
            try:
                answer = int(text) if text.lstrip("-").isdigit() else float(text)
            except ValueError:
                answer = text
        answers = (answer,) if text else ()
        if answers != self._line.answers:
            self._take(replace(self._line, answers=answers))


def first_condition(form: EditorForm, path: Path) -> Keys:
    """Return the condition that one at a path begins as."""
    return keys_of(ConditionForm((_first_line(form, path),))) or {}


def _first_line(form: EditorForm, path: Path) -> TestLine:
    """Return a line about the nearest question above whose answers can be chosen."""
    tree, own = form.session.tree, path[:4] if path[2:3] == ("questions",) else path[:2]
    is_inside = own[:1] in (("header",), ("sections",))
    above = [one for one in question_places(tree) if not is_inside or one < own or one[0] == "header"]
    others = [one for one in above if one != own]
    coded = [one for one in others if answers_to(tree, one)]
    place = (coded or others or [()])[-1]
    answers = answers_to(tree, place) if place else ()
    question = text_at(tree, (*place, "id")) if place else ""
    return TestLine(question, Compared.IS, (answers[0][0],)) if answers else TestLine(question, Compared.ANSWERED)


def _named(tree: Plain, question: str) -> str:
    place = question_named(tree, question)
    return _name_of(value_at(tree, place)) if place is not None else question


def _name_of(item: Plain) -> str:
    return f"{text_at(item, ('number',))} {text_at(item, ('label',))}".strip() or text_at(item, ("id",))


def _worded(tree: Plain, question: str, code: Answer) -> str:
    place = question_named(tree, question)
    answers = dict(answers_to(tree, place)) if place is not None else {}
    return answers.get(str(code), str(code))
