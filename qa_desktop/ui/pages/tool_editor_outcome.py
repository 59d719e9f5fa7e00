"""The pages of the editor on what follows from the answers: overall judgement, action plan, signatures."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_edit.kept import Part, kept_in_roll_up, kept_keys
from qa_desktop.domain.tool_edit.starting import new_overall, new_plan, new_signature
from qa_desktop.domain.tool_edit.tree import Keys, Path, put, records_at, text_at
from qa_desktop.ui.pages.tool_editor_condition import ConditionEditor
from qa_desktop.ui.pages.tool_editor_fields import Asked
from qa_desktop.ui.pages.tool_editor_form import EditorForm, KeptCard, ListEditor, Rows, add_button, keep_height
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.presenters.tool_editor_words import COLUMNS, FILLED_BY, ROLES, ROLL_UPS, scale_options
from qa_desktop.ui.widgets.panes import Column

WEIGHTED = "weighted"


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
            self.card(tr("How it comes about"), *self._result())
            kept = kept_in_roll_up(session.value(self.at("roll_up")))
            if kept:
                self.add(KeptCard(self, [(self.at("roll_up", key), words) for key, words in kept]))
            self.add_kept(Part.OVERALL, place)
        self.finish()

    def _result(self) -> list[QWidget]:
        method = self.at("roll_up", "method")
        asked = Asked(self.tr("The result of the audit"))
        widgets: list[QWidget] = [self.fields.choice(method, asked, ROLL_UPS, self._set_method)]
        if text_at(self.session.tree, method) == WEIGHTED:
            for number, section in enumerate(records_at(self.session.tree, ("sections",))):
                weight = Asked(self.tr("Weight of {}").format(text_at(section, ("title",))))
                widgets.append(self.fields.number(("sections", number, "weight"), weight))
            self.fields.place(self.at("roll_up"), widgets[0])
        return widgets

    def _set_method(self, method: str) -> None:
        self.fields.flush()
        session, roll_up = self.session, self.at("roll_up")
        tree = put(session.tree, (*roll_up, "method"), method) if method else put(session.tree, roll_up, None)
        if method != WEIGHTED:
            for number, _ in enumerate(records_at(tree, ("sections",))):
                tree = put(tree, ("sections", number, "weight"), None)
        session.change(tree, (*roll_up, "method"))

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
            self.add_kept(Part.PLAN, place)
        self.finish()

    def _column(self, path: Path, number: int) -> QWidget:
        row = keep_height(QWidget())
        column = Column(row, gap=6)
        column.addWidget(self.fields.words((*path, "label"), Asked(self.tr("Column {}").format(number + 1))))
        column.addWidget(self.fields.choice((*path, "field"), Asked(self.tr("What it holds")), COLUMNS))
        filled = Asked(self.tr("When it is filled in"), default="auditor")
        column.addWidget(self.fields.choice((*path, "by"), filled, FILLED_BY))
        return row

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
            ListEditor(self, place, Rows(self._block, self._named)),
            add_button(self, self.tr("Add a signature"), place, self._new),
        )
        self.fields.place(place, card)
        kept = [
            ((*place, number, key), f"{self._named(number)}: {words}")
            for number, block in enumerate(records_at(session.tree, place))
            for key, words in kept_keys(block, Part.SIGNATURE)
        ]
        if kept:
            self.add(KeptCard(self, kept))
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
        ):
            column.addWidget(field)
        return row

    def _named(self, number: int) -> str:
        label = text_at(self.session.tree, self.at(number, "label"))
        return label or self.tr("signature {}").format(number + 1)

    def _new(self) -> Keys:
        used = {text_at(block, ("role",)) for block in records_at(self.session.tree, self.edited)}
        return new_signature(next((code for code, _ in ROLES if code not in used), ROLES[0][0]))
