"""How a result comes about, of a section or of the whole: its method, the weights, and the named ranges of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_edit.questions import untranslated
from qa_desktop.domain.tool_edit.starting import new_name
from qa_desktop.domain.tool_edit.tree import Keys, Path, put, records_at, text_at
from qa_desktop.domain.tool_outcome import RollUpMethod
from qa_desktop.ui.pages.tool_editor_fields import Asked
from qa_desktop.ui.pages.tool_editor_form import EditorForm, ListEditor, Rows, add_button, stacked
from qa_desktop.ui.pages.tool_editor_record import RecordFields
from qa_desktop.ui.presenters.tool_editor_asks import ask_for
from qa_desktop.ui.presenters.tool_editor_options import grades
from qa_desktop.ui.presenters.tool_editor_words import ROLL_UPS
from qa_desktop.ui.widgets.field import LabelledField

WEIGHTED = RollUpMethod.WEIGHTED.value
COUNTED = (RollUpMethod.SUM.value, WEIGHTED, RollUpMethod.PERCENT_OF_APPLICABLE.value)
"""Methods whose result is a number, so that it has ranges."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The list whose entries carry the weights, and what each of them is called."""

    path: Path
    named: Callable[[int], str]


class ResultCard:
    """Adds the card to a page. The ranges of the overall result are its grades; those of a section are its own."""

    def __init__(self, form: EditorForm, heading: str, asked: Asked, weighed: Weighed) -> None:
        self._form = form
        self._path: Path = form.at("roll_up")
        self._weighed = weighed
        self._is_overall = self._path[:1] == ("overall",)
        form.card(heading, *self._fields(asked))

    def _fields(self, asked: Asked) -> list[QWidget]:
        form, method = self._form, text_at(self._form.session.tree, (*self._path, "method"))
        chosen = form.fields.choice((*self._path, "method"), asked, ROLL_UPS, self._set_method)
        made: list[QWidget] = [chosen]
        weighed = records_at(form.session.tree, self._weighed.path)
        if method == WEIGHTED or any("weight" in one for one in weighed):
            made += self._weights()
            form.fields.place(self._path, chosen)
        record = RecordFields(form, self._path)
        if method in COUNTED:
            made += [self._bands(), record.field("rounding")]
        if method in (*COUNTED, RollUpMethod.LOWEST.value):
            made.append(record.field("all_not_applicable"))
        return made

    def _weights(self) -> list[QWidget]:
        form, path = self._form, self._weighed.path
        return [
            form.fields.number(
                (*path, number, "weight"), Asked(form.tr("Weight of {}").format(self._weighed.named(number)))
            )
            for number, _ in enumerate(records_at(form.session.tree, path))
        ]

    def _bands(self) -> QWidget:
        form, path = self._form, (*self._path, "bands")
        ask = ask_for("roll_up", "bands")
        rows = ListEditor(form, path, Rows(self._band, lambda number: f"{ask.entry} {number + 1}"))
        add = add_button(form, form.tr("Add a range"), path, self._new_band)
        field = LabelledField(ask.label, stacked(rows, add, gap=6, above=8), ask.hint, optional=True)
        form.fields.place(path, field)
        return field

    def _band(self, path: Path, _: int) -> QWidget:
        fields = RecordFields(self._form, path)
        names = ("code", "label", "least", "most") if self._is_overall else ("label", "least", "most")
        return stacked(*fields.some(*names), gap=10)

    def _new_band(self) -> Keys:
        session = self._form.session
        if not self._is_overall:
            return {"code": new_name("range", session.new_id)}
        used = {text_at(band, ("code",)) for band in records_at(session.tree, (*self._path, "bands"))}
        code, label = next((one for one in grades(session.tree, ()) if one[0] not in used), ("", ""))
        return {"code": code, "label": label}

    def _set_method(self, method: str) -> None:
        form, path = self._form, self._path
        form.fields.flush()
        tree = put(form.session.tree, (*path, "method"), method or None)
        if method not in COUNTED:
            tree = put(put(tree, (*path, "bands"), None), (*path, "rounding"), None)
            tree = untranslated(tree, f"{self._translated}/bands/")
        if not method:
            tree = untranslated(put(tree, path, None), f"{self._translated}/all_not_applicable")
        if method != WEIGHTED:
            for number, _ in enumerate(records_at(tree, self._weighed.path)):
                tree = put(tree, (*self._weighed.path, number, "weight"), None)
        form.session.change(tree, (*path, "method"))

    @property
    def _translated(self) -> str:
        """Where the words of the result stand among the translations."""
        if self._is_overall:
            return "overall"
        return f"sections/{text_at(self._form.session.tree, (*self._path[:2], 'id'))}"
