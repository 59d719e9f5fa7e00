"""The page of the editor on one question: its words, its answer, when it is asked, and what helps to answer it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool import AnswerType
from qa_desktop.domain.tool_edit.kept import Part
from qa_desktop.domain.tool_edit.questions import (
    CHOICES,
    CODED,
    NUMBERS,
    answers_to,
    copied,
    moved_to,
    with_type,
    without_question,
)
from qa_desktop.domain.tool_edit.starting import new_name
from qa_desktop.domain.tool_edit.tree import Keys, Path, put, records_at, text_at, texts_at
from qa_desktop.ui.pages.tool_editor_about import GuidanceCard
from qa_desktop.ui.pages.tool_editor_condition import ConditionEditor
from qa_desktop.ui.pages.tool_editor_fields import Asked
from qa_desktop.ui.pages.tool_editor_form import EditorForm, ListEditor, Rows, add_button, keep_height
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.presenters.tool_editor_words import NEEDS, TYPES, scale_options
from qa_desktop.ui.widgets.buttons import Chip, SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Small


class QuestionForm(EditorForm):
    """One question or header field."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        tr, fields = self.tr, self.fields
        self._in_header = place[0] == "header"
        above = tr("Asked at the start") if self._in_header else text_at(session.tree, (*place[:2], "title"))
        self.head(tr("Question"), above=above)
        self.card(
            "",
            fields.words(self.at("label"), Asked(tr("Question")), lines=2),
            fields.words(self.at("help"), Asked(tr("Help under the question"), optional=True)),
        )
        self._add_answer()
        self.later(self._add_condition)
        if not self._in_header:
            self.later(self._add_comment)
            self.later(lambda: self.add(GuidanceCard(self, self.at("guidance"))))
            self.later(self._add_places)
        self.later(self._add_print)
        self.later(lambda: self.add_kept(Part.QUESTION, place))
        self.later(self._add_moves)
        self.finish()

    def _add_condition(self) -> None:
        condition = ConditionEditor(self, self.at("shown_when"), self.tr("This question is asked"))
        self.card(self.tr("When it is asked"), condition)

    def _kind(self) -> str:
        return text_at(self.session.tree, self.at("type"))

    def _add_answer(self) -> None:
        tr, fields, kind = self.tr, self.fields, self._kind()
        type_field = fields.choice(self.at("type"), Asked(tr("Kind of answer")), TYPES, self._set_type)
        card = self.card(tr("Answer"), type_field)
        if kind == AnswerType.SCALE.value:
            self._add_scale(card)
        elif kind in CHOICES:
            card.add(ListEditor(self, self.at("choices"), Rows(self._choice, self._choice_named)))
            card.add(add_button(self, tr("Add a choice"), self.at("choices"), self._new_choice))
        elif kind in NUMBERS:
            for key, words in (("least", tr("At least")), ("most", tr("At most"))):
                card.add(fields.number(self.at("limits", key), Asked(words, optional=True)))
        elif kind == AnswerType.TEXT.value:
            card.add(fields.number(self.at("limits", "words"), Asked(tr("Most words"), optional=True), whole=True))
        elif kind == AnswerType.YES_NO.value:
            card.add(fields.tick(self.at("yes_is_concern"), tr("“Yes” calls for something to be done")))
        card.add(fields.choice(self.at("need"), Asked(tr("How much it is needed"), default="optional"), NEEDS))
        if not self._in_header:
            card.add(
                fields.tick(self.at("not_applicable"), tr("May be answered “does not apply”"), chosen=self._set_na)
            )
        fields.place(self.edited, type_field)

    def _add_scale(self, card: Card) -> None:
        scales = scale_options(self.session.tree)
        chosen = text_at(self.session.tree, self.at("scale"))
        card.add(self.fields.choice(self.at("scale"), Asked(self.tr("Scale")), scales, self._set_scale))
        points = " · ".join(words for _, words in answers_to(self.session.tree, self.edited))
        if points:
            card.add(Small(points))
        number = next((at for at, (name, _) in enumerate(scales) if name == chosen), None)
        if number is not None:
            change = SmallButton(self.tr("Change this scale"))
            change.clicked.connect(lambda: self.place_requested.emit(("scales", number)))
            card.add(FlowRow(change))

    def _add_comment(self) -> None:
        tr, fields, comment = self.tr, self.fields, self.at("comment")
        there = self.session.value(comment) is not None
        card = self.card(
            tr("Beside the answer"),
            fields.tick(self.at("evidence"), tr("Collect evidence, each piece with its source")),
            fields.tick(comment, tr("Ask for a reason or comment"), chosen=self._set_comment),
        )
        if there:
            card.add(fields.words((*comment, "label"), Asked(tr("What is asked for"))))
            card.add(fields.choice((*comment, "need"), Asked(tr("How much it is needed"), default="optional"), NEEDS))
            if self._kind() in CODED:
                card.add(self._compulsory())
            card.add(fields.number((*comment, "word_limit"), Asked(tr("Most words"), optional=True), whole=True))

    def _compulsory(self) -> QWidget:
        path = self.at("comment", "compulsory_for")
        box = keep_height(QWidget())
        column = Column(box, gap=4)
        column.addWidget(Small(self.tr("Always needed with these answers")))
        row = FlowRow(gap=6)
        chips: dict[str, Chip] = {}

        def take() -> None:
            unknown = [code for code in texts_at(self.session.tree, path) if code not in chips]
            codes = [*unknown, *(code for code, chip in chips.items() if chip.isChecked())]
            self.session.put(path, [*codes] or None)

        for code, words in answers_to(self.session.tree, self.edited):
            chips[code] = chip = Chip(words, row)
            chip.setAccessibleName(self.tr("A comment is needed with {}").format(words))
            chip.clicked.connect(lambda _=False: take())
            row.add(chip)
        column.addWidget(row)

        def show() -> None:
            chosen = texts_at(self.session.tree, path)
            for code, chip in chips.items():
                chip.setChecked(code in chosen)

        self.fields.place(path, box, show)
        return box

    def _add_places(self) -> None:
        tr, fields = self.tr, self.fields
        hint = tr("One a line.")
        self.card(
            tr("Where to look, and what to ask"),
            fields.several(self.at("where_to_look"), Asked(tr("Where to look"), hint, optional=True)),
            fields.several(self.at("interview_prompts"), Asked(tr("Things to ask"), hint, optional=True)),
        )

    def _add_print(self) -> None:
        tr, fields = self.tr, self.fields
        card = self.card(
            tr("As it is printed"),
            fields.line(self.at("number"), Asked(tr("Printed number"), optional=True)),
        )
        if not self._in_header:
            asked = Asked(tr("Heading inside the section"), tr("Questions with the same heading stand together."), True)
            card.add(fields.line(self.at("group"), asked))
        if self.session.value(self.at("weight")) is not None:
            card.add(fields.number(self.at("weight"), Asked(tr("Weight"))))

    def _add_moves(self) -> None:
        buttons: list[QWidget] = []
        sections = records_at(self.session.tree, ("sections",))
        if not self._in_header and len(sections) > 1:
            select = Select(self.tr("Move to another section"))
            select.setPlaceholderText(self.tr("Move to another section"))
            for number, section in enumerate(sections):
                if number != self.edited[1]:
                    select.addItem(text_at(section, ("title",)) or self.tr("Section {}").format(number + 1), number)
            select.setCurrentIndex(-1)
            select.activated.connect(lambda row: self._move_to(int(select.itemData(row))))
            self.add(select)
        for words, act in (
            (self.tr("Copy this question"), self._copy),
            (self.tr("Take out this question"), self._take_out),
        ):
            button = SmallButton(words)
            button.clicked.connect(lambda _=False, do=act: do())
            buttons.append(button)
        self.add(FlowRow(*buttons, gap=6))

    def _choice(self, path: Path, number: int) -> QWidget:
        row = keep_height(QWidget())
        column = Column(row, gap=6)
        column.addWidget(self.fields.words((*path, "label"), Asked(self.tr("Choice {}").format(number + 1))))
        column.addWidget(self.fields.line((*path, "code"), Asked(self.tr("Code of choice {}").format(number + 1))))
        return row

    def _choice_named(self, number: int) -> str:
        label = text_at(self.session.tree, self.at("choices", number, "label"))
        return label or self.tr("choice {}").format(number + 1)

    def _new_choice(self) -> Keys:
        return {"code": new_name("choice", self.session.new_id)}

    def _set_type(self, kind: str) -> None:
        self.fields.flush()
        self.session.change(with_type(self.session.tree, self.edited, kind), self.at("type"))

    def _set_scale(self, scale: str) -> None:
        self.fields.flush()
        before = answers_to(self.session.tree, self.edited)
        tree = put(self.session.tree, self.at("scale"), scale)
        if answers_to(tree, self.edited) != before:
            tree = put(put(tree, self.at("descriptors"), None), self.at("comment", "compulsory_for"), None)
        self.session.change(tree, self.at("scale"))

    def _set_na(self, on: bool) -> None:  # noqa: FBT001 - as Qt's own signal gives it
        self.fields.flush()
        self.session.change(put(self.session.tree, self.at("not_applicable"), on or None), self.at("not_applicable"))

    def _set_comment(self, on: bool) -> None:  # noqa: FBT001 - as above
        self.fields.flush()
        rule: Keys | None = {"label": self.tr("Why?")} if on else None
        self.session.change(put(self.session.tree, self.at("comment"), rule), self.at("comment"))

    def _move_to(self, section: int) -> None:
        self.fields.flush()
        self.session.change(*moved_to(self.session.tree, self.edited, section))

    def _copy(self) -> None:
        self.fields.flush()
        self.session.change(*copied(self.session.tree, self.edited, new_name("q", self.session.new_id)))

    def _take_out(self) -> None:
        self.fields.flush()
        self.session.change(without_question(self.session.tree, self.edited), self.edited)
        self.place_requested.emit(self.edited[:-1])
