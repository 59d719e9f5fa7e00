"""Several of a few: each can be chosen or not, and what is chosen keeps its order."""

from __future__ import annotations

from qa_desktop.domain.tool_edit.tree import Path, texts_at
from qa_desktop.ui.pages.tool_editor_fields import Asked, Options
from qa_desktop.ui.pages.tool_editor_form import EditorForm, keep_height
from qa_desktop.ui.widgets.buttons import Chip
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.text import Muted


def chips_field(form: EditorForm, path: Path, asked: Asked, options: Options) -> LabelledField:
    """Return a field in which several codes of a list are chosen; codes that are not among the options stay."""
    known = dict(options)
    default = [asked.default] if asked.default else []
    row = FlowRow(gap=6)
    chips: dict[str, Chip] = {}

    def take() -> None:
        on = [code for code, chip in chips.items() if chip.isChecked()]
        before = texts_at(form.session.tree, path)
        kept = [code for code in before if code in on or code not in chips]
        form.session.put(path, [*kept, *(code for code in on if code not in kept)] or None)

    strays = [code for code in texts_at(form.session.tree, path) if code not in known]
    for code, words in (*options, *((code, code) for code in strays)):
        chips[code] = chip = Chip(words, row)
        chip.setAccessibleName(f"{asked.label}: {words}")
        chip.clicked.connect(lambda _=False: take())
        row.add(chip)
    if not chips:
        row.add(Muted(form.tr("There is nothing to choose from yet."), row))
    field = LabelledField(asked.label, keep_height(row), asked.hint, optional=asked.optional)

    def show() -> None:
        chosen = texts_at(form.session.tree, path) or default
        for code, chip in chips.items():
            chip.setChecked(code in chosen)

    form.fields.place(path, field, show)
    return field
