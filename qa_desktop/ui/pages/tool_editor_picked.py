"""Several of many: those that are chosen under each other, and a list from which further ones are added."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_edit.tree import Path, Plain, put, texts_at
from qa_desktop.ui.pages.tool_editor_fields import Asked, Options
from qa_desktop.ui.pages.tool_editor_form import EditorForm, labelled_row, stacked
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.select import Select


def tools_field(form: EditorForm, path: Path) -> LabelledField:
    """Return a field in which several tools of the library are chosen."""
    hint = form.tr("Audits with every tool, where none is chosen.")
    asked = Asked(form.tr("Which audits can be chosen"), hint, optional=True)
    return picked_field(form, path, asked, form.session.known_tools, form.tr("Add a tool"))


def picked_field(form: EditorForm, path: Path, asked: Asked, options: Options, add: str) -> LabelledField:
    """Return a field in which several of many are chosen; `add` is what the list of the others says."""
    titles = dict(options)
    chosen = texts_at(form.session.tree, path)

    def change(names: list[str]) -> None:
        form.fields.flush()
        kept: list[Plain] = [*names]
        form.session.change(put(form.session.tree, path, kept or None), path)

    def row(name: str) -> QWidget:
        out = SmallButton(form.tr("Take out"))
        out.setAccessibleName(form.tr("Take out: {}").format(titles.get(name, name)))
        out.clicked.connect(lambda _=False: change([one for one in chosen if one != name]))
        return labelled_row(titles.get(name, name), out)

    select = Select(add)
    select.setPlaceholderText(add)
    for name, title in options:
        if name not in chosen:
            select.addItem(title, name)
    select.setCurrentIndex(-1)
    select.activated.connect(lambda at: change([*chosen, str(select.itemData(at))]))
    made = stacked(*map(row, chosen), select, gap=8, above=4)
    field = LabelledField(asked.label, made, asked.hint, optional=asked.optional)
    form.fields.place(path, field)
    return field
