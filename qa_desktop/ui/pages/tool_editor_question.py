"""The page of the editor on one question: its words, its answer, when it is asked, and what helps to answer it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool import AnswerType
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
from qa_desktop.domain.tool_outcome import RollUpMethod
from qa_desktop.services.tool_fields import part_at
from qa_desktop.ui.pages.tool_editor_about import GuidanceCard
from qa_desktop.ui.pages.tool_editor_chips import chips_field
from qa_desktop.ui.pages.tool_editor_computed import ComputedFields
from qa_desktop.ui.pages.tool_editor_condition import ConditionEditor
from qa_desktop.ui.pages.tool_editor_fields import Asked
from qa_desktop.ui.pages.tool_editor_folded import Folded
from qa_desktop.ui.pages.tool_editor_form import EditorForm, ListEditor, Rows, add_button, keep_height
from qa_desktop.ui.pages.tool_editor_picked import tools_field
from qa_desktop.ui.pages.tool_editor_record import RecordFields
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.presenters.tool_editor_options import audit_questions
from qa_desktop.ui.presenters.tool_editor_words import NEEDS, TYPES, scale_options
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, Column
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Small

NEVER_TAKEN = (AnswerType.COMPUTED.value, AnswerType.CHECKLIST.value, AnswerType.AUDIT.value)
"""Kinds of answer that never come from another audit."""
SHOWN = frozenset(
    [
        "id",
        "number",
        "label",
        "type",
        "help",
        "need",
        "scale",
        "choices",
        "comment",
        "evidence",
        "not_applicable",
        "not_applicable_unless",
        "guidance",
        "descriptors",
        "where_to_look",
        "interview_prompts",
        "shown_when",
        "wordings",
        "answered_by",
        "side_by_side",
        "stage",
        "limits",
        "computed",
        "yes_is_concern",
        "weight",
        "prefill",
        "group",
        "proposed",
        "audits_of",
        "beside",
        "taken_from",
    ]
)
"""What this page has a place for; what the format has beside it is asked for in a card of its own."""


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
        self.later(self._add_who)
        self.later(self._add_wordings)
        self.later(lambda: self.add_kept(place))
        self.later(self._add_moves)
        self.finish()

    def _add_condition(self) -> None:
        condition = ConditionEditor(self, self.at("shown_when"), self.tr("This question is asked"))
        unless = RecordFields(self, self.edited).field("not_applicable_unless")
        self.card(self.tr("When it is asked"), condition, unless)

    def _add_who(self) -> None:
        """Add what is seldom needed: who answers, in which stage, and what each grade means for this question."""
        fields, tree = RecordFields(self, self.edited), self.session.tree
        names = ["answered_by", *([] if self._in_header else ["side_by_side"])]
        if records_at(tree, ("stages",)) or text_at(tree, self.at("stage")):
            names.append("stage")
        given = texts_at(tree, self.at("answered_by"))
        opens = any(self.session.value(self.at(name)) for name in names[1:]) or given not in ([], ["auditor"])
        self._add_folded(
            self.tr("Who answers, and when"),
            self.tr("The auditor answers. Others can, or several side by side."),
            names,
            opens,
        )
        if self._kind() == AnswerType.SCALE.value or self.session.value(self.at("descriptors")):
            opens = self.session.value(self.at("descriptors")) is not None
            told = self.tr("Each grade means what its scale says. It can mean something of its own here.")
            self._add_folded(self.tr("What each grade means here"), told, ["descriptors"], opens)
        rest = [name for name in part_at(self.edited).names if name not in SHOWN]
        if rest:
            self.card(self.tr("Also"), *fields.some(*rest))

    def _add_wordings(self) -> None:
        opens = self.session.value(self.at("wordings")) is not None
        told = self.tr("The question can be asked in other words in some cases.")
        self._add_folded(self.tr("Other wordings"), told, ["wordings"], opens)

    def _add_folded(self, heading: str, told: str, names: list[str], opens: bool) -> None:  # noqa: FBT001 - the last
        fields = RecordFields(self, self.edited)
        make = [partial(fields.field, name) for name in names]
        self.add(Folded(self, heading, told, [self.at(name) for name in names], make, opens=opens))

    def _kind(self) -> str:
        return text_at(self.session.tree, self.at("type"))

    def _add_answer(self) -> None:
        tr, fields = self.tr, self.fields
        type_field = fields.choice(self.at("type"), Asked(tr("Kind of answer")), TYPES, self._set_type)
        card = self.card(tr("Answer"), type_field)
        self._add_of_kind(card, self._kind())
        if self._in_header:
            card.add(RecordFields(self, self.edited).field("prefill"))
        may_be_taken = self._kind() not in NEVER_TAKEN and audit_questions(self.session.tree, self.edited)
        if may_be_taken or self.session.value(self.at("taken_from")):
            card.add(RecordFields(self, self.edited).field("taken_from"))
        card.add(fields.choice(self.at("need"), Asked(tr("How much it is needed"), default="optional"), NEEDS))
        if not self._in_header:
            card.add(
                fields.tick(self.at("not_applicable"), tr("May be answered “does not apply”"), chosen=self._set_na)
            )
        fields.place(self.edited, type_field)

    def _add_of_kind(self, card: Card, kind: str) -> None:
        tr, fields = self.tr, self.fields
        if kind == AnswerType.SCALE.value:
            self._add_scale(card)
        elif kind in CHOICES:
            card.add(ListEditor(self, self.at("choices"), Rows(self._choice, self._choice_named)))
            card.add(add_button(self, tr("Add a choice"), self.at("choices"), self._new_choice))
        elif kind in NUMBERS:
            for key, words in (("least", tr("At least")), ("most", tr("At most")), ("step", tr("In steps of"))):
                card.add(fields.number(self.at("limits", key), Asked(words, optional=True)))
        elif kind == AnswerType.TEXT.value:
            card.add(fields.number(self.at("limits", "words"), Asked(tr("Most words"), optional=True), whole=True))
            lines = Asked(tr("Lines to begin with"), tr("1 makes it a single line."), optional=True)
            card.add(fields.number(self.at("limits", "lines"), lines, whole=True))
        elif kind == AnswerType.YES_NO.value:
            card.add(fields.tick(self.at("yes_is_concern"), tr("“Yes” calls for something to be done")))
        elif kind == AnswerType.COMPUTED.value:
            ComputedFields(self, card)
        elif kind == AnswerType.AUDIT.value or self.session.value(self.at("audits_of")):
            card.add(tools_field(self, self.at("audits_of")))

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
        asked = Asked(self.tr("Always needed with these answers"), optional=True)
        answers = answers_to(self.session.tree, self.edited)
        return chips_field(self, self.at("comment", "compulsory_for"), asked, answers)

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
        if not self._in_header or self.session.value(self.at("beside")):
            card.add(RecordFields(self, self.edited).field("beside"))
        card.add(RecordFields(self, self.edited).field("proposed"))
        method = text_at(self.session.tree, (*self.edited[:2], "roll_up", "method"))
        if method == RollUpMethod.WEIGHTED.value or self.session.value(self.at("weight")) is not None:
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
