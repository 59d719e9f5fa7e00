"""The pages of the editor on scales: which there are, and the points of each."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_edit.starting import new_name, new_scale
from qa_desktop.domain.tool_edit.tree import Keys, Path, put, records_at, text_at, value_at
from qa_desktop.ui.pages.tool_editor_fields import Asked, Options
from qa_desktop.ui.pages.tool_editor_folded import more_fields
from qa_desktop.ui.pages.tool_editor_form import (
    EditorForm,
    ListEditor,
    Rows,
    add_button,
    keep_height,
    labelled_row,
)
from qa_desktop.ui.pages.tool_editor_record import RecordFields
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.presenters.tool_editor_words import SHAPES, TONES
from qa_desktop.ui.widgets.panes import Column

NO_LEVEL = ""
SHOWN = frozenset(["id", "title", "points"])
POINT_SHOWN = frozenset(["code", "label", "rank", "descriptor", "short_descriptor", "shape", "tone", "value"])
"""What this page asks for by hand; what the format has beside it is asked for below."""


class ScalesForm(EditorForm):
    """Every scale of the tool."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        self.head(self.tr("Scales"), self.tr("Grades and other scales on which questions are answered."))
        card = self.card("", ListEditor(self, place, Rows(self._row, self._named, open=True)))
        card.add(add_button(self, self.tr("Add a scale"), place, lambda: new_scale(session.new_id)))
        self.fields.place(place, card)
        self.finish()

    def _row(self, path: Path, number: int) -> QWidget:
        points = " · ".join(text_at(point, ("label",)) for point in records_at(self.session.tree, (*path, "points")))
        return labelled_row(self._named(number), caption=points)

    def _named(self, number: int) -> str:
        return text_at(self.session.tree, ("scales", number, "title")) or self.tr("Scale {}").format(number + 1)


class ScaleForm(EditorForm):
    """One scale: its points in the order in which they are printed."""

    def __init__(self, session: EditorSession, place: Path) -> None:
        super().__init__(session, place)
        self.head(text_at(session.tree, self.at("title")) or self.tr("Scale"), above=self.tr("Scale"))
        self.card("", self.fields.words(self.at("title"), Asked(self.tr("Title of the scale"))))
        card = self.card(
            self.tr("Points, in printed order"),
            ListEditor(self, self.at("points"), Rows(self._point, self._named)),
            add_button(self, self.tr("Add a point"), self.at("points"), self._new),
        )
        self.fields.place(self.at("points"), card)
        self.later(lambda: self.card(self.tr("As it is printed"), *RecordFields(self, place).all(SHOWN)))
        self.later(lambda: self.add_kept(place))
        self.finish()

    def _point(self, path: Path, number: int) -> QWidget:
        tr, fields = self.tr, self.fields
        row = keep_height(QWidget())
        column = Column(row, gap=8)
        code_hint = tr("Kept with each answer and shown in exports. Leave it as it is where the point means the same.")
        tone = fields.choice(
            (*path, "tone"),
            Asked(tr("Colour and shape"), default="neutral"),
            TONES,
            lambda tone: self._set_tone(path, tone),
        )
        level = fields.choice(
            (*path, "rank"), Asked(tr("Level")), self._levels(), lambda level: self._set_level(path, level)
        )
        for field in (
            fields.words((*path, "label"), Asked(tr("Point {}").format(number + 1))),
            fields.line((*path, "code"), Asked(tr("Code"), code_hint)),
            level,
            tone,
            fields.words(
                (*path, "short_descriptor"),
                Asked(tr("On the button"), tr("At most 45 characters."), optional=True),
            ),
            fields.words((*path, "descriptor"), Asked(tr("What it means"), optional=True)),
        ):
            column.addWidget(field)
        if self._counts():
            column.addWidget(fields.number((*path, "value"), Asked(tr("What it counts in a result"), optional=True)))
        if more := more_fields(self, path, tr("More about point {}").format(number + 1), POINT_SHOWN):
            column.addWidget(more)
        return row

    def _levels(self) -> Options:
        count = len(records_at(self.session.tree, self.at("points")))
        ranks = [value_at(point, ("rank",)) for point in records_at(self.session.tree, self.at("points"))]
        most = max([count, *(rank for rank in ranks if isinstance(rank, int))])
        worded = [(str(rank), str(rank)) for rank in range(2, most + 1)]
        return (("1", self.tr("1 (best)")), *worded, (NO_LEVEL, self.tr("No level, such as “does not apply”")))

    def _counts(self) -> bool:
        """Tell whether points have a value, or a result is worked out from them."""
        tree = self.session.tree
        has_value = any("value" in point for point in records_at(tree, self.at("points")))
        methods = {text_at(section, ("roll_up", "method")) for section in records_at(tree, ("sections",))}
        return has_value or bool(methods & {"sum", "weighted"})

    def _set_tone(self, path: Path, tone: str) -> None:
        self.fields.flush()
        tree = put(self.session.tree, (*path, "tone"), tone)
        self.session.change(put(tree, (*path, "shape"), SHAPES[tone] or None), (*path, "tone"))

    def _set_level(self, path: Path, level: str) -> None:
        self.session.put((*path, "rank"), int(level) if level else None)

    def _named(self, number: int) -> str:
        return text_at(self.session.tree, self.at("points", number, "label")) or self.tr("point {}").format(number + 1)

    def _new(self) -> Keys:
        count = len(records_at(self.session.tree, self.at("points")))
        return {"code": new_name("point", self.session.new_id), "rank": count + 1, "tone": "neutral"}
