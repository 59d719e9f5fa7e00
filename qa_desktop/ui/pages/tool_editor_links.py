"""Records that point to another audit: the audits of which tools can be chosen, and what is taken over from there."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qa_desktop.domain.tool_edit.tree import Path, Plain, put, texts_at
from qa_desktop.ui.pages.tool_editor_form import EditorForm, labelled_row, stacked
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.select import Select


def tools_field(form: EditorForm, path: Path) -> LabelledField:
    """Return a field in which several tools of the library are chosen."""
    titles = dict(form.session.known_tools)
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

    select = Select(form.tr("Add a tool"))
    select.setPlaceholderText(form.tr("Add a tool"))
    for name, title in form.session.known_tools:
        if name not in chosen:
            select.addItem(title, name)
    select.setCurrentIndex(-1)
    select.activated.connect(lambda at: change([*chosen, str(select.itemData(at))]))
    made = stacked(*map(row, chosen), select, gap=8, above=4)
    hint = form.tr("Audits with every tool, where none is chosen.")
    field = LabelledField(form.tr("Which audits can be chosen"), made, hint, optional=True)
    form.fields.place(path, field)
    return field
