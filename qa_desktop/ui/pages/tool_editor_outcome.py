"""The pages of the editor on what follows from the answers: overall judgement, action plan, signatures."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_edit.questions import without_entry
from qa_desktop.domain.tool_edit.starting import new_overall, new_plan, new_signature, smart_prompts
from qa_desktop.domain.tool_edit.tree import Keys, Path, put, records_at, text_at
from qa_desktop.ui.pages.tool_editor_condition import ConditionEditor
from qa_desktop.ui.pages.tool_editor_fields import Asked
from qa_desktop.ui.pages.tool_editor_folded import more_fields
from qa_desktop.ui.pages.tool_editor_form import EditorForm, ListEditor, Rows, add_button, keep_height
from qa_desktop.ui.pages.tool_editor_record import RecordFields
from qa_desktop.ui.pages.tool_editor_result import ResultCard, Weighed
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.presenters.tool_editor_words import COLUMNS, ROLES, scale_options
from qa_desktop.ui.widgets.panes import Column

OVERALL_SHOWN = frozenset(["id", "label", "scale", "question", "reason_label", "reason_compulsory", "roll_up"])
PLAN_SHOWN = frozenset(
    ["title", "columns", "auditor_half", "supervision_half", "event_with_review_date", "proposed", "smart_prompts"]
)
COLUMN_SHOWN = frozenset(["field", "label", "by"])
SIGNATURE_SHOWN = frozenset(["role", "label", "statement", "seals", "optional", "shown_when"])
"""What these pages ask for by hand; what the format has beside it is asked for below."""


class OverallForm(EditorForm):
    """The judgement on the whole audit."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        tr, fields = self.tr, self.fields
        self.head(tr("Overall judgement"))
        there = session.value(place) is not None
        card = self.card("", fields.tick(place, tr("This tool ends with an overall judgement"), chosen=self._set_there))
        if there:
            scales = scale_options(session.tree)
            for field in (
                fields.words(self.at("label"), Asked(tr("What it is called"))),
                fields.words(self.at("question"), Asked(tr("Question"))),
                fields.choice(self.at("scale"), Asked(tr("Scale")), scales),
                fields.words(self.at("reason_label"), Asked(tr("What is asked for the reason"))),
                fields.tick(self.at("reason_compulsory"), tr("The reason is needed"), default=True),
            ):
                card.add(field)
            sections = Weighed(("sections",), lambda number: text_at(session.tree, ("sections", number, "title")))
            ResultCard(self, tr("How it comes about"), Asked(tr("The result of the audit")), sections)
            self.later(lambda: self.card(tr("Also"), *RecordFields(self, place).all(OVERALL_SHOWN)))
            self.later(lambda: self.add_kept(place))
        self.finish()

    def _set_there(self, on: bool) -> None:  # noqa: FBT001 - as Qt's own signal gives it
        self.fields.flush()
        scale = text_at(self.session.tree, ("scales", 0, "id"))
        new: Keys | None = new_overall(scale) if on else None
        self.session.change(put(self.session.tree, self.edited, new), self.edited)


class PlanForm(EditorForm):
    """The action plan: its title and columns."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        tr, fields = self.tr, self.fields
        self.head(tr("Action plan"))
        card = self.card("", fields.tick(place, tr("This tool ends with an action plan"), chosen=self._set_there))
        if session.value(place) is not None:
            card.add(fields.words(self.at("title"), Asked(tr("Title"), optional=True)))
            columns = self.card(
                tr("Columns, in printed order"),
                ListEditor(self, self.at("columns"), Rows(self._column, self._named)),
                add_button(self, tr("Add a column"), self.at("columns"), self._new),
            )
            fields.place(self.at("columns"), columns)
            self.later(self._add_more)
            self.later(lambda: self.add_kept(place))
        self.finish()

    def _column(self, path: Path, number: int) -> QWidget:
        row = keep_height(QWidget())
        column = Column(row, gap=6)
        column.addWidget(self.fields.words((*path, "label"), Asked(self.tr("Column {}").format(number + 1))))
        column.addWidget(self.fields.choice((*path, "field"), Asked(self.tr("What it holds")), COLUMNS))
        column.addWidget(RecordFields(self, path).field("by"))
        more = more_fields(self, path, self.tr("More about column {}").format(number + 1), COLUMN_SHOWN)
        if more:
            column.addWidget(more)
        return row

    def _add_more(self) -> None:
        fields, prompts = RecordFields(self, self.edited), self.at("smart_prompts")
        halves = fields.some("auditor_half", "supervision_half", "event_with_review_date", "proposed")
        self.card(self.tr("How it is laid out"), *halves, *fields.all(PLAN_SHOWN))
        tick = self.fields.tick(prompts, self.tr("Five SMART prompts stand beside each action"), chosen=self._set_smart)
        asked: list[QWidget] = []
        for number, _ in enumerate(records_at(self.session.tree, prompts)):
            asked += RecordFields(self, (*prompts, number)).all()
        self.card(self.tr("SMART prompts"), tick, *asked)

    def _set_smart(self, on: bool) -> None:  # noqa: FBT001 - as above
        self.fields.flush()
        path = self.at("smart_prompts")
        self.session.change(put(self.session.tree, path, smart_prompts() if on else None), path)

    def _named(self, number: int) -> str:
        label = text_at(self.session.tree, self.at("columns", number, "label"))
        return label or self.tr("column {}").format(number + 1)

    def _new(self) -> Keys:
        used = {text_at(column, ("field",)) for column in records_at(self.session.tree, self.at("columns"))}
        field = next((code for code, _ in COLUMNS if code not in used), COLUMNS[0][0])
        return {"field": field, "label": dict(COLUMNS)[field]}

    def _set_there(self, on: bool) -> None:  # noqa: FBT001 - as above
        self.fields.flush()
        self.session.change(put(self.session.tree, self.edited, new_plan() if on else None), self.edited)


class SignaturesForm(EditorForm):
    """Who signs, and what."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        self.head(self.tr("Signatures"), self.tr("Who signs at the end, in the order in which they sign."))
        card = self.card(
            "",
            ListEditor(self, place, Rows(self._block, self._named, without=without_entry)),
            add_button(self, self.tr("Add a signature"), place, self._new),
        )
        self.fields.place(place, card)
        self.finish()

    def _block(self, path: Path, _number: int) -> QWidget:
        tr, fields = self.tr, self.fields
        row = keep_height(QWidget())
        column = Column(row, gap=8)
        for field in (
            fields.choice((*path, "role"), Asked(tr("Who signs")), ROLES),
            fields.words((*path, "label"), Asked(tr("How they are called"))),
            fields.words((*path, "statement"), Asked(tr("What they sign"))),
            fields.tick((*path, "seals"), tr("Their own key seals the note")),
            fields.tick((*path, "optional"), tr("May be left out")),
            ConditionEditor(self, (*path, "shown_when"), tr("They sign")),
            *RecordFields(self, path).all(SIGNATURE_SHOWN),
        ):
            column.addWidget(field)
        return row

    def _named(self, number: int) -> str:
        label = text_at(self.session.tree, self.at(number, "label"))
        return label or self.tr("signature {}").format(number + 1)

    def _new(self) -> Keys:
        used = {text_at(block, ("role",)) for block in records_at(self.session.tree, self.edited)}
        return new_signature(next((code for code, _ in ROLES if code not in used), ROLES[0][0]))
